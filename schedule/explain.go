package schedule

import (
	"slices"

	"github.com/milepost-go/milepost/schedule/calendar"
)

// Explain explains when one task starts: it returns the first step of
// [Result.Why] with all its reasons, without following the chain. It reports false for a task that
// is not in the plan or has no dates. The caller owns the step.
func (r *Result) Explain(id TaskID) (Step, bool) { return r.step(id, true) }

// Cause is [Result.Explain] with the driver as the only reason; [Step.Driver],
// [Step.Held] and the moves are the same. It is for asking about many tasks:
// what the summaries above them are asked for is looked at once, however many
// links lead into them. The caller owns the step.
func (r *Result) Cause(id TaskID) (Step, bool) { return r.step(id, false) }

// step explains the start of a task.
func (r *Result) step(id TaskID, whole bool) (Step, bool) {
	i, ok := r.net.index[id]
	if !ok || r.times[i].Finish == 0 {
		return Step{}, false
	}
	e := r.explainer()
	return e.explain(i, false, whole), true
}

// chain explains the start of a task or, when last is true, its finish, down
// to the root: with every reason when whole is true, else with the drivers
// alone.
func (r *Result) chain(id TaskID, last, whole bool) Chain {
	var c Chain
	i, ok := r.net.index[id]
	if !ok {
		return c
	}
	e := r.explainer()
	for at := (side{i, last}); at.task >= 0 && r.times[at.task].Finish != 0 && len(c.Steps) <= len(r.times); {
		step := e.explain(at.task, at.last, whole)
		if len(step.Reasons) > MaxReasons {
			step.Reasons = slices.Clone(step.Reasons[:MaxReasons])
		}
		c.Steps = append(c.Steps, step)
		at = e.driver(at, step)
	}
	return c
}

// explainer explains the dates of one result.
type explainer struct {
	*pass // a copy that explaining may write to
	times []Times
	above []handed
}

// explainer returns one for a single goroutine.
func (r *Result) explainer() explainer {
	e := explainer{pass: r.scratch(), times: r.times}
	r.once.Do(func() { r.above = e.handDown() })
	e.above = r.above
	return e
}

// scratch returns a copy of the pass that explaining may write to.
func (r *Result) scratch() *pass {
	p := *r.pass
	p.lost, p.pins, p.held = nil, nil, false
	return &p
}

// driver returns what drives the side of a task that a step explains, task -1
// where no task does.
func (e *explainer) driver(at side, s Step) side {
	r, driven := s.Driver()
	if !driven || r.Task == "" {
		return side{task: -1}
	}
	return side{e.index[r.Task], r.joinsFinish() || r.Kind == ByChild && at.last}
}

// explain recomputes the start of a task, keeping every reason or, unless
// whole is true, the first. Of a summary it explains the start, or the finish
// when last is true; so too of a started task whose rest may be moved.
func (e *explainer) explain(v int32, last, whole bool) Step {
	t, x := &e.tasks[v], &e.times[v]
	s := Step{Task: e.ids[v], Start: x.Start, Finish: x.Finish}
	switch e.way(t, last) {
	case byChildren:
		e.children(v, &s, last, whole)
	case byRest:
		e.rest(v, t, &s)
	case byEffort:
		e.effort(v, t, &s, last)
	case asRecorded:
		s.fixed(ByActual, x.Start)
	case byHand:
		s.fixed(ByManualDates, x.Start)
	case heldLate:
		s.fixed(ByLateDates, x.Start)
	default:
		e.asked(v, t, &s, whole)
	}
	if !whole && len(s.Reasons) > 1 {
		s.Reasons = s.Reasons[:1:1]
	}
	return s
}

// asked explains a start that follows from what asks for it.
func (e *explainer) asked(v int32, t *task, s *Step, whole bool) {
	if whole {
		s.Reasons = e.reasons(v, t)
	} else {
		s.Reasons = []Reason{e.first(v, t)}
	}
	if at := e.moves(v, t, s); at != s.Start && t.isLate() {
		s.Moves = nil
		s.fixed(ByLateDates, s.Start)
	}
}

// wayOf says how a date is explained.
type wayOf uint8

const (
	byReasons wayOf = iota // by what asks for it
	byChildren
	byRest
	byEffort
	asRecorded
	byHand
	heldLate
)

// way returns how the start of a task is explained, or its finish when last is
// true.
func (p *pass) way(t *task, last bool) wayOf {
	switch {
	case t.kind == summary:
		return byChildren
	case t.state == started && last && p.rules.Progress != AsRecorded && t.kind == automatic:
		return byRest
	case t.state != unstarted && t.kind != manualSummary:
		return asRecorded
	case t.kind == manual || t.kind == manualSummary:
		return byHand
	case t.isLate() && !p.rules.LateByFreeFloat:
		return heldLate
	case t.sort == LevelOfEffort:
		return byEffort
	}
	return byReasons
}

func (s *Step) fixed(kind ReasonKind, at calendar.DateTime) {
	s.Reasons = []Reason{{Kind: kind, Link: -1, From: at, Asks: at, Driving: true}}
}

// children explains a summary by the tasks in it that begin first, or finish
// last; by the first of them unless whole is true.
func (p *pass) children(v int32, s *Step, last, whole bool) {
	date, join := p.shownStart, s.Start
	if last {
		date, join = func(i int32) calendar.DateTime { return p.ef[i] }, s.Finish
	}
	for _, i := range p.inside.of(v) {
		if p.ef[i] == 0 || date(i) != join {
			continue
		}
		s.Reasons = append(s.Reasons, Reason{Kind: ByChild, Task: p.ids[i], Link: -1, From: join, Asks: join, Driving: true})
		if !whole {
			return
		}
	}
}

// reasons returns everything that asks the task to start at some time.
func (e *explainer) reasons(v int32, t *task) []Reason {
	list := append(e.linkReasons(v, v, t), e.outsideReasons(v, v, t)...)
	var limits []Reason // constraints of summaries, which are no reason to begin before the project
	for s := e.asking(t.parent); s >= 0; s = e.asking(e.tasks[s].parent) {
		above := &e.tasks[s]
		if above.kind == manualSummary {
			list = append(list, e.manualReason(s))
			break
		}
		list = append(list, e.linkReasons(s, v, t)...)
		list = append(list, e.outsideReasons(s, v, t)...)
		if above.limitsBelow() {
			limits = append(limits, e.limitReason(s, v, t))
		}
	}
	return ranked(append(e.orElse(list), limits...))
}

// orElse adds the project start to reasons, where there are none, and the data
// date.
func (p *pass) orElse(list []Reason) []Reason {
	if len(list) == 0 {
		list = append(list, Reason{Kind: ByProjectStart, Link: -1, From: p.start, Asks: p.start})
	}
	if p.rules.DataDateBinds {
		list = append(list, p.dataDateReason())
	}
	return list
}

// manualReason is what the start of a manual summary asks of the tasks in it.
func (p *pass) manualReason(s int32) Reason {
	from := p.tasks[s].from
	return Reason{Kind: BySummaryStart, Via: p.ids[s], Link: -1, From: from, Asks: from}
}

// limitsBelow reports whether the constraint of a summary asks the tasks in it
// for an earliest date.
func (t *task) limitsBelow() bool {
	return t.constraint.kind == StartNoEarlierThan || t.constraint.kind == FinishNoEarlierThan
}

// limitReason is what that constraint asks task v for.
func (p *pass) limitReason(s, v int32, t *task) Reason {
	limit := p.tasks[s].constraint
	asks := limit.date
	if limit.kind == FinishNoEarlierThan {
		asks = p.startFrom(v, t, limit.date)
	}
	return Reason{Kind: BySummaryConstraint, Via: p.ids[s], Link: -1, From: limit.date, Asks: asks}
}
