package chart

import (
	"io"
	"strings"
)

// WriteDOT writes the diagram in the DOT language of Graphviz. Names may hold
// any character. The error is that of w, wrapped.
func (d *StateDiagram) WriteDOT(w io.Writer) error {
	s := d.source(dotText)
	s.line(`digraph states {`)
	s.line(`  graph [label="%s", labelloc=t, compound=true, rankdir=TB];`, s.quote(d.title()))
	s.line(`  node [shape=box, style="rounded,filled", fillcolor=white];`)
	s.line(`  edge [fontsize=10];`)
	s.dotInside()
	for _, st := range s.all() {
		if st.Place == Aside || st.Place == After {
			s.line("  %s", s.dotState(st))
		}
	}
	for i := range s.Transitions {
		for _, e := range s.edges(&s.Transitions[i]) {
			s.dotEdge(&s.Transitions[i], e)
		}
	}
	s.line("}")
	return s.write(w, "DOT")
}

func (s *source) dotInside() {
	if s.first() == "" {
		return
	}
	s.line("  subgraph cluster_inside {")
	s.line(`    graph [label="%s", style="dashed,rounded"];`, s.quote(s.Label))
	if s.drawn(s.Start) && s.state(s.Start).Place == Inside {
		s.line(`    start [shape=point, width=0.15, fillcolor=black];`)
		s.line("    start -> %s;", s.ids[s.Start])
	}
	for _, st := range s.all() {
		if st.Place == Inside || st.Place == Beside {
			s.line("    %s", s.dotState(st))
		}
	}
	s.line("  }")
}

// first returns the name of the first state inside, "" where there is none. An
// arrow of the frame has to begin or end at some state.
func (s *source) first() string {
	if list := s.at(Inside); len(list) > 0 {
		return s.ids[list[0].ID]
	}
	return ""
}

func (s *source) dotState(st *State) string {
	more := ""
	switch {
	case st.Mark == Current:
		more = `, fillcolor="#9cc5ea", peripheries=2`
	case st.Mark == Visited:
		more = `, fillcolor="#eef1f4"`
	case st.Place == Beside:
		more = `, style="dashed,rounded"`
	}
	return s.ids[st.ID] + ` [label="` + s.text(st, `\n`) + `"` + more + "];"
}

func (s *source) dotEdge(t *Transition, e edge) {
	from, to, more := s.ids[e.from], s.ids[e.to], dotStyle(t)
	if e.from == "" {
		from, more = s.first(), more+", ltail=cluster_inside"
	}
	if e.to == "" {
		to, more = s.first(), more+", lhead=cluster_inside"
	}
	if from != "" && to != "" {
		s.line(`  %s -> %s [label="%s"%s];`, from, to, s.label(t, `\n`), more)
	}
}

func dotStyle(t *Transition) string {
	more := ""
	switch t.Kind {
	case Back:
		more = ", style=dashed"
	case Stop:
		more = ", style=dotted"
	}
	if t.Open {
		more += ", penwidth=2.4"
	}
	return more
}

// dotText returns the text as it stands between quotes of DOT, where \ begins
// an escape and & an entity.
func dotText(text string) string {
	return strings.NewReplacer("&", "&amp;", `\`, `\\`, `"`, `\"`).Replace(plain(text))
}
