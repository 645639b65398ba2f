package schedule

import (
	"cmp"
	"errors"
	"fmt"
	"slices"

	"github.com/milepost-go/milepost/schedule/calendar"
)

// Wish is a date that a task, or with an empty Task the project, should have
// at the latest. One of Start and Finish is set; of the project it is Finish.
type Wish struct {
	Task          TaskID
	Start, Finish calendar.DateTime
}

// EarlierLimits bounds the search of [Earlier]. The zero value is the usual
// choice.
type EarlierLimits struct {
	// Grain is what lengths are changed by multiples of. Zero: one minute.
	Grain calendar.Work
	// Computes is how many plans may be computed. Zero: 10,000.
	Computes int
	// Leads lets a finish-to-start link turn into a lead of up to the duration
	// of its predecessor, so that the two tasks overlap.
	Leads bool
}

// Remedy is one change to a plan that moves a date, and how far.
type Remedy struct {
	// Edit is the change; [Apply] makes it.
	Edit Edit
	// Step is the number of the step in the chain of the date, 0 for the task
	// itself, that the change is about.
	Step int
	// Size is how much the change takes away or, of a date, how far it moves
	// back: working time, or clock time where that is what the length is in.
	Size calendar.Work
	// Whole: a link, a constraint or a pin is taken away altogether, and Size
	// is 0.
	Whole bool
	// Enough: this change alone makes the wish come true. Otherwise it is all
	// that could be taken away there.
	Enough bool
	// Reached is the date that the task then has, Finish that of the project.
	Reached, Finish calendar.DateTime
}

// Errors of [Earlier].
var (
	ErrWish     = errors.New("schedule: not a wish")
	ErrComputes = errors.New("schedule: too many plans to compute")
)

// Earlier returns what must change for an earlier date: for every link of the
// chain that leads to it (see [Result.Why]) the smallest single change that
// alone makes the wish come true, and where none does, the largest one and how
// far it gets. A change shortens a duration or, where the rules let the rest of
// a task differ from the plan, what remains of it; it takes from the work of
// one of several assignments, from a lag or from a levelling delay, moves a
// constraint or a date set by hand back, or takes a constraint, a pin or a link
// away. Actual dates, calendars and the project start stay.
//
// Every remedy was applied to a copy of the plan and computed. Those that are
// enough come first, by their size, those that take something away altogether
// after them; then the others, by how far they get. A wish that has come true
// needs none. The search for the size takes a larger change to have no lesser
// effect; where that fails, what it returns is enough and a grain less is not,
// but a still smaller change might be enough too. It computes the plan some
// fifteen times for each link of the chain.
//
// The result must be that of the plan. The error wraps [ErrWish] for a task
// without dates or a wish without one, [ErrComputes] when the limit is reached;
// the remedies found until then are returned with it. The caller owns the
// slice.
func Earlier(p *Plan, r *Result, w Wish, l EarlierLimits) ([]Remedy, error) {
	s := wisher{plan: p, result: r, wish: w, grain: cmp.Or(max(l.Grain, 0), calendar.Minute), left: cmp.Or(l.Computes, 10_000), leads: l.Leads}
	chain, err := s.chain()
	if err != nil || s.granted(r) {
		return nil, err
	}
	for k := range chain.Steps {
		s.number = k
		s.step(chain.Steps, k)
	}
	slices.SortStableFunc(s.found, compareRemedies)
	return s.found, s.err
}

// compareRemedies orders remedies as they are returned.
func compareRemedies(a, b Remedy) int {
	first := func(x, y bool) int {
		switch {
		case x == y:
			return 0
		case x:
			return -1
		}
		return 1
	}
	if order := first(a.Enough, b.Enough); order != 0 {
		return order
	}
	if !a.Enough {
		return cmp.Or(cmp.Compare(a.Reached, b.Reached), cmp.Compare(a.Step, b.Step))
	}
	return cmp.Or(first(!a.Whole, !b.Whole), cmp.Compare(a.Size, b.Size), cmp.Compare(a.Step, b.Step))
}

// wisher looks for the remedies of one wish.
type wisher struct {
	plan   *Plan
	result *Result
	wish   Wish
	grain  calendar.Work
	left   int // plans that may still be computed
	leads  bool
	number int // of the step in the chain
	found  []Remedy
	err    error
}

// chain returns the chain of the date that is wished earlier.
func (s *wisher) chain() (Chain, error) {
	w := s.wish
	if w.Start.IsZero() == w.Finish.IsZero() || w.Task == "" && w.Finish.IsZero() {
		return Chain{}, fmt.Errorf("%w: one date is needed", ErrWish)
	}
	id := w.Task
	if id == "" {
		id = s.result.lastTask()
	}
	chain := s.result.chain(id, !w.Finish.IsZero(), false)
	if len(chain.Steps) == 0 {
		return Chain{}, fmt.Errorf("%w: task %q has no dates", ErrWish, id)
	}
	return chain, nil
}

// lastTask returns the task, no summary, that finishes last, "" when there is
// none: of several the first in plan order, but a task that is to happen as
// late as possible only where it is alone.
func (r *Result) lastTask() TaskID {
	last := int32(-1)
	for i := range r.times {
		t, x := &r.net.tasks[i], &r.times[i]
		if t.isSummary() || x.Finish == 0 {
			continue
		}
		if last < 0 || x.Finish > r.times[last].Finish || x.Finish == r.times[last].Finish && r.net.tasks[last].isLate() && !t.isLate() {
			last = int32(i)
		}
	}
	if last < 0 {
		return ""
	}
	return r.net.ids[last]
}

// reached returns the date in question.
func (s *wisher) reached(r *Result) calendar.DateTime {
	if s.wish.Task == "" {
		return r.Finish()
	}
	x, _ := r.Times(s.wish.Task)
	if s.wish.Start.IsZero() {
		return x.Finish
	}
	return x.Start
}

// granted reports whether the wish has come true.
func (s *wisher) granted(r *Result) bool {
	return s.reached(r) <= cmp.Or(s.wish.Start, s.wish.Finish)
}

// try computes the plan with an edit. It reports false when there is no such
// plan, or no more may be computed.
func (s *wisher) try(e Edit) (*Result, bool) {
	if s.left--; s.left < 0 {
		s.err = ErrComputes
		return nil, false
	}
	plan, err := Apply(s.plan, []Edit{e})
	if err != nil {
		return nil, false
	}
	r, err := Compute(plan, Options{})
	return r, err == nil
}

// note adds a remedy.
func (s *wisher) note(m Remedy, r *Result) {
	m.Step, m.Reached, m.Finish, m.Enough = s.number, s.reached(r), r.Finish(), s.granted(r)
	s.found = append(s.found, m)
}
