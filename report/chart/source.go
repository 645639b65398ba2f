package chart

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/milepost-go/milepost/report"
)

// source collects the lines of a text form of a diagram. States are called s1,
// s2 and so on in it, so that no ID can break it.
type source struct {
	*StateDiagram
	out   strings.Builder
	ids   map[string]string
	found map[string]*State // the first state of each ID
	quote func(string) string
}

func (d *StateDiagram) source(quote func(string) string) *source {
	s := &source{StateDiagram: d, ids: map[string]string{}, found: map[string]*State{}, quote: quote}
	for i := range d.States {
		id := d.States[i].ID
		if s.ids[id] == "" {
			s.ids[id] = fmt.Sprintf("s%d", i+1)
			s.found[id] = &d.States[i]
		}
	}
	return s
}

// state returns the state of that ID, or nil, as that of the diagram does.
func (s *source) state(id string) *State { return s.found[id] }

func (s *source) line(format string, parts ...string) {
	args := make([]any, len(parts))
	for i, p := range parts {
		args[i] = p
	}
	fmt.Fprintf(&s.out, format+"\n", args...)
}

// all returns every state once, in the order given.
func (s *source) all() []*State {
	var list []*State
	for i := range s.States {
		if st := &s.States[i]; s.state(st.ID) == st {
			list = append(list, st)
		}
	}
	return list
}

// label returns the words of a transition on one line each.
func (s *source) label(t *Transition, between string) string {
	parts := []string{s.quote(t.name())}
	if t.Gate != "" {
		parts = append(parts, "◆ "+s.quote(t.Gate))
	}
	if len(t.By) > 0 {
		parts = append(parts, s.quote(strings.Join(t.By, comma(s.Lang))))
	}
	return strings.Join(parts, between)
}

// text returns the words of a state on one line each.
func (s *source) text(st *State, between string) string {
	parts := []string{s.quote(st.name())}
	for _, l := range st.Lines {
		parts = append(parts, s.quote(l))
	}
	return strings.Join(parts, between)
}

// edge is one arrow of a transition. From or To is "" for the frame.
type edge struct{ from, to string }

// edges returns the arrows of a transition, none where an end is not there.
func (s *source) edges(t *Transition) []edge {
	if t.To != "" && !s.drawn(t.To) || len(t.From) == 0 && t.To == "" {
		return nil
	}
	if len(t.From) == 0 {
		return []edge{{"", t.To}}
	}
	var list []edge
	for _, from := range t.From {
		if s.drawn(from) && !slices.Contains(list, edge{from, t.To}) {
			list = append(list, edge{from, t.To})
		}
	}
	return list
}

func (s *source) drawn(id string) bool {
	st := s.state(id)
	return st != nil && st.Place != Beside
}

// within reports whether an arrow stays in the frame.
func (s *source) within(e edge) bool {
	return e.from != "" && e.to != "" && s.state(e.from).Place == Inside && s.state(e.to).Place == Inside
}

func (s *source) write(w io.Writer, form string) error {
	if _, err := io.WriteString(w, s.out.String()); err != nil {
		return fmt.Errorf("chart: write %s: %w", form, err)
	}
	return nil
}

// plain returns the text as one line of printable characters.
func plain(text string) string {
	return strings.Join(strings.Fields(report.Clean(text)), " ")
}
