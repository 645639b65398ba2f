package chart

import (
	"fmt"
	"io"
	"strings"
)

// WriteMermaid writes the diagram as the source of a Mermaid state diagram
// (stateDiagram-v2), for pages that draw Mermaid themselves. Names may hold any
// character: those that mean something in Mermaid are written as its entities.
// The error is that of w, wrapped.
func (d *StateDiagram) WriteMermaid(w io.Writer) error {
	s := d.source(mermaidText)
	s.line("stateDiagram-v2")
	s.line("    direction TB")
	inside := s.mermaidStates(Inside)
	if len(inside) > 0 {
		label := s.quote(d.Label)
		if label == "" {
			label = s.quote(d.title())
		}
		s.line(`    state "%s" as inside {`, label)
		for _, l := range inside {
			s.line("    %s", l)
		}
		s.mermaidWays(true)
		for _, l := range s.mermaidStates(Beside) {
			s.line("    %s", l)
		}
		s.line("    }")
	}
	for _, place := range []Place{Aside, After} {
		for _, l := range s.mermaidStates(place) {
			s.line("%s", l)
		}
	}
	s.mermaidWays(false)
	s.mermaidMarks()
	return s.write(w, "Mermaid")
}

func (s *source) mermaidStates(place Place) []string {
	var list []string
	if place == Inside && s.drawn(s.Start) && s.state(s.Start).Place == Inside {
		list = append(list, "    [*] --> "+s.ids[s.Start])
	}
	for _, st := range s.all() {
		if st.Place == place {
			list = append(list, `    state "`+s.text(st, "<br/>")+`" as `+s.ids[st.ID])
		}
	}
	return list
}

// mermaidWays writes the transitions that stay in the frame, or the others.
func (s *source) mermaidWays(within bool) {
	framed := false
	for _, st := range s.all() {
		framed = framed || st.Place == Inside
	}
	for i := range s.Transitions {
		t := &s.Transitions[i]
		for _, e := range s.edges(t) {
			if s.within(e) != within || !framed && (e.from == "" || e.to == "") {
				continue
			}
			indent := "    "
			if within {
				indent += "    "
			}
			s.line("%s%s --> %s : %s", indent, s.mermaidEnd(e.from), s.mermaidEnd(e.to), s.label(t, "<br/>"))
		}
	}
}

func (s *source) mermaidEnd(id string) string {
	if id == "" {
		return "inside"
	}
	return s.ids[id]
}

func (s *source) mermaidMarks() {
	s.line("    classDef visited fill:#eef1f4")
	s.line("    classDef current fill:#9cc5ea,stroke:#2a679c,stroke-width:3px")
	for _, st := range s.all() {
		if st.Mark == Visited || st.Mark == Current {
			s.line("    class %s %s", s.ids[st.ID], markNames[st.Mark])
		}
	}
}

// mermaidText returns the text with everything but letters, digits, marks and
// a few harmless signs written as entities of Mermaid.
func mermaidText(text string) string {
	var b strings.Builder
	for _, r := range plain(text) {
		if r < 0x80 && !strings.ContainsRune("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 ,.()/+!?'_", r) {
			fmt.Fprintf(&b, "#%d;", r)
			continue
		}
		b.WriteRune(r)
	}
	return b.String()
}
