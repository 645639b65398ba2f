package tolerance

import (
	"cmp"
	"slices"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// State is what a sequence of observations amounts to: one watch for every
// place and aspect that was observed, sorted by place and then by the order of
// [Aspects]. The zero State is before the first observation. Whoever received it
// owns it.
type State struct {
	Watches []Watch `json:"watches,omitempty"`
}

// Observe returns the state after one more observation, and what it brought
// about. An observation that cannot be judged - no evidence, no date or one that
// is not later than the date before, an unknown place, aspect or unit, no limit -
// changes nothing; the findings say why. The given state is not changed.
//
// It takes time in proportion to the state and the rules. For a whole history
// use [Replay].
func (s State) Observe(r Rules, o Observation) (State, []Event, []finding.Finding) {
	t := s.table()
	events, found := t.observe(r.compile(), o)
	return t.state(), events, found
}

// Replay returns the state that the observations amount to in their order, all
// events and the findings of the refused ones, in the same order. It is what
// [State.Observe] gives one by one from the zero State.
func Replay(r Rules, observations []Observation) (State, []Event, []finding.Finding) {
	t, b := State{}.table(), r.compile()
	var events []Event
	var found []finding.Finding
	for _, o := range observations {
		happened, refused := t.observe(b, o)
		events, found = append(events, happened...), append(found, refused...)
	}
	return t.state(), events, found
}

// Watch returns what is known of one aspect of a place. It reports false when
// nothing was observed. The caller owns the result.
func (s State) Watch(place string, aspect Aspect) (Watch, bool) {
	for _, w := range s.Watches {
		if w.Place == place && w.Aspect == aspect {
			return w.clone(), true
		}
	}
	return Watch{}, false
}

// Deviations returns every record, by first sight and then by id. The caller
// owns the slices.
func (s State) Deviations() []Deviation {
	var list []Deviation
	for _, w := range s.Watches {
		list = append(list, w.clone().Deviations...)
	}
	slices.SortStableFunc(list, func(a, b Deviation) int {
		return cmp.Or(a.FirstSeen.Compare(b.FirstSeen), cmp.Compare(a.ID, b.ID))
	})
	return list
}

type spot struct {
	place  string
	aspect Aspect
}

// table is a state that may be written to.
type table map[spot]*working

func (s State) table() table {
	t := table{}
	for _, w := range s.Watches {
		t[spot{w.Place, w.Aspect}] = &working{Watch: w.clone()}
	}
	return t
}

func (t table) observe(b *book, o Observation) ([]Event, []finding.Finding) {
	at := spot{o.Place, o.Aspect}
	var last calendar.Date
	if w := t[at]; w != nil {
		last = w.On
	}
	if found := b.refuse(o, last); len(found) > 0 {
		return nil, found
	}
	limit, _ := b.limit(o.Place, o.Aspect)
	if t[at] == nil {
		t[at] = &working{Watch: Watch{Place: o.Place, Aspect: o.Aspect}}
	}
	return t[at].observe(limit, o), nil
}

func (t table) state() State {
	var s State
	for _, w := range t {
		s.Watches = append(s.Watches, w.Watch)
	}
	slices.SortFunc(s.Watches, func(a, b Watch) int {
		return cmp.Or(cmp.Compare(a.Place, b.Place), cmp.Compare(slices.Index(Aspects(), a.Aspect), slices.Index(Aspects(), b.Aspect)))
	})
	return s
}
