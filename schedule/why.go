package schedule

import (
	"cmp"
	"slices"

	"github.com/milepost-go/milepost/schedule/calendar"
)

// ReasonKind says what asks for a date.
type ReasonKind uint8

// The kinds of reason.
const (
	ByProjectStart      ReasonKind = iota // nothing else does
	ByLink                                // a link into the task
	BySummaryLink                         // a link into a summary above the task
	BySummaryStart                        // the fixed start of a manual summary above it
	BySummaryConstraint                   // the constraint of a summary above it
	ByManualDates                         // the task is scheduled by hand
	ByActual                              // it has begun
	ByChild                               // a summary: the task in it that begins first, or finishes last
	ByLateDates                           // it is to happen as late as possible
	ByOutside                             // a link from another plan
	ByDataDate                            // nothing that is not done may lie before the data date
)

var reasonNames = []string{"project_start", "link", "summary_link", "summary_start", "summary_constraint", "manual_dates", "actual", "child", "late_dates", "outside", "data_date"}

// String returns the kind in snake_case.
func (k ReasonKind) String() string { return nameOf(k, reasonNames...) }

// Reason is one thing that asks a task to start at a certain time.
type Reason struct {
	Kind ReasonKind
	// Task is the other task: the predecessor of a link, the child of a
	// summary. Empty for the other kinds.
	Task TaskID
	// Via is the summary above the task that hands the reason down. Empty
	// when the task is asked itself.
	Via TaskID
	// Link is the number of the link in Plan.Links, or -1.
	Link int
	Type LinkType
	// Lag is the lag of the link, in clock time when LagElapsed.
	Lag        calendar.Work
	LagElapsed bool
	// From is the date of the other task that the link joins.
	From calendar.DateTime
	// Asks is the start that follows for this task, before it is moved into
	// working time.
	Asks calendar.DateTime
	// Until is the finish that a link to the finish asks for, and from which
	// Asks leads back. Zero for the other reasons.
	Until calendar.DateTime
	// Driving: no other reason asks for a later start.
	Driving bool
}

// MoveKind says what moves a start after its reasons are known.
type MoveKind uint8

// The kinds of move, in the order in which they act.
const (
	ToWorkingTime   MoveKind = iota // the calendar has a gap there
	ByLevelingDelay                 // levelling pushed it
	ByConstraint                    // the task's constraint holds it
)

// String returns the kind in snake_case.
func (k MoveKind) String() string {
	return nameOf(k, "to_working_time", "by_leveling_delay", "by_constraint")
}

// Move is one change of the start between what the reasons ask for and where
// the task begins.
type Move struct {
	Kind       MoveKind
	Constraint ConstraintKind // of ByConstraint
	From, To   calendar.DateTime
}

// Step explains the start of one task.
type Step struct {
	Task          TaskID
	Start, Finish calendar.DateTime // as the result shows them
	// Rest is where the rest of a started task begins, where that is what the
	// step explains: its finish drives the task before it in the chain, and
	// the rules let links or the data date move the rest. Zero otherwise.
	Rest    calendar.DateTime
	Reasons []Reason // the driving ones first, then by what they ask for, latest first
	Moves   []Move   // from what the first reason asks for to Start or, if set, Rest
}

// Driver returns the first driving reason: what would set the start if nothing
// moved it. Where a constraint holds the start elsewhere, that is the cause;
// see [Step.Held].
func (s Step) Driver() (Reason, bool) {
	if len(s.Reasons) == 0 || !s.Reasons[0].Driving {
		return Reason{}, false
	}
	return s.Reasons[0], true
}

// Held returns the move by which a constraint set the start, against or beyond
// what the driver asks for. It reports false where no constraint did.
func (s Step) Held() (Move, bool) {
	for _, m := range s.Moves {
		if m.Kind == ByConstraint {
			return m, true
		}
	}
	return Move{}, false
}

// Chain explains a start down to its root: each step explains the task that
// drives the one before it. The last step has a reason with no other task:
// the project start, an actual or manual date, a summary's.
type Chain struct{ Steps []Step }

// Why explains when a task starts. The chain is empty for a task that is not
// in the plan or has no dates. The caller owns it.
func (r *Result) Why(id TaskID) Chain {
	var c Chain
	i, ok := r.net.index[id]
	p, last := r.scratch(), false
	for ok && r.times[i].Finish != 0 && len(c.Steps) <= len(r.times) {
		step := p.explain(i, r.times[i], last)
		c.Steps = append(c.Steps, step)
		driver, driven := step.Driver()
		if !driven || driver.Task == "" {
			break
		}
		last = driver.joinsFinish() || driver.Kind == ByChild && last
		i, ok = r.net.index[driver.Task]
	}
	return c
}

// scratch returns a copy of the pass that explaining may write to.
func (r *Result) scratch() *pass {
	p := *r.pass
	p.lost, p.pins, p.held = nil, nil, false
	return &p
}

// joinsFinish reports whether the reason is a link from the finish of its
// task.
func (r Reason) joinsFinish() bool {
	link := r.Kind == ByLink || r.Kind == BySummaryLink
	return link && (r.Type == FinishToStart || r.Type == FinishToFinish)
}

// explain recomputes the start of a task, keeping every reason. Of a summary
// it explains the start, or the finish when last is true; so too of a started
// task whose rest may be moved.
func (p *pass) explain(v int32, x Times, last bool) Step {
	t := &p.tasks[v]
	s := Step{Task: p.ids[v], Start: x.Start, Finish: x.Finish}
	switch {
	case t.kind == summary:
		p.children(v, &s, last)
	case t.state == started && last && p.rules.Progress != AsRecorded && t.kind == automatic:
		p.rest(v, t, &s)
	case t.state != unstarted && t.kind != manualSummary:
		s.fixed(ByActual, x.Start)
	case t.kind == manual || t.kind == manualSummary:
		s.fixed(ByManualDates, x.Start)
	case t.isLate() && !p.rules.LateByFreeFloat:
		s.fixed(ByLateDates, x.Start)
	case t.sort == LevelOfEffort:
		p.effort(v, t, &s, last)
	default:
		s.Reasons = p.reasons(v, t)
		if at := p.moves(v, t, &s); at != x.Start && t.isLate() {
			s.Moves = nil
			s.fixed(ByLateDates, x.Start)
		}
	}
	return s
}

func (s *Step) fixed(kind ReasonKind, at calendar.DateTime) {
	s.Reasons = []Reason{{Kind: kind, Link: -1, From: at, Asks: at, Driving: true}}
}

// children explains a summary by the tasks in it that begin first, or finish
// last.
func (p *pass) children(v int32, s *Step, last bool) {
	date, join := p.shownStart, s.Start
	if last {
		date, join = func(i int32) calendar.DateTime { return p.ef[i] }, s.Finish
	}
	for i := range p.tasks {
		if p.tasks[i].parent == v && p.ef[i] != 0 && date(int32(i)) == join {
			s.Reasons = append(s.Reasons, Reason{Kind: ByChild, Task: p.ids[i], Link: -1, From: join, Asks: join, Driving: true})
		}
	}
}

// reasons returns everything that asks the task to start at some time.
func (p *pass) reasons(v int32, t *task) []Reason {
	list := append(p.linkReasons(v, v, t), p.outsideReasons(v, v, t)...)
	var limits []Reason // constraints of summaries, which are no reason to begin before the project
	for s := t.parent; s >= 0; s = p.tasks[s].parent {
		above := &p.tasks[s]
		if above.kind == manualSummary {
			list = append(list, Reason{Kind: BySummaryStart, Via: p.ids[s], Link: -1, From: above.from, Asks: above.from})
			break
		}
		list = append(list, p.linkReasons(s, v, t)...)
		list = append(list, p.outsideReasons(s, v, t)...)
		switch above.constraint.kind {
		case StartNoEarlierThan:
			limits = append(limits, Reason{Kind: BySummaryConstraint, Via: p.ids[s], Link: -1, From: above.constraint.date, Asks: above.constraint.date})
		case FinishNoEarlierThan:
			limits = append(limits, Reason{Kind: BySummaryConstraint, Via: p.ids[s], Link: -1, From: above.constraint.date, Asks: p.startFrom(v, t, above.constraint.date)})
		}
	}
	if len(list) == 0 {
		list = append(list, Reason{Kind: ByProjectStart, Link: -1, From: p.start, Asks: p.start})
	}
	if p.rules.DataDateBinds {
		list = append(list, p.dataDateReason())
	}
	return ranked(append(list, limits...))
}

// ranked puts the reasons that ask for the latest start first, among them those
// that ask for the latest finish, and marks the driving ones.
func ranked(list []Reason) []Reason {
	slices.SortStableFunc(list, func(a, b Reason) int {
		return cmp.Or(cmp.Compare(b.Asks, a.Asks), cmp.Compare(b.Until, a.Until))
	})
	for k := range list {
		list[k].Driving = list[k].Asks == list[0].Asks
	}
	return list
}

// dataDateReason is what the data date asks of all that is not done; the
// project start where there is none.
func (p *pass) dataDateReason() Reason {
	kind := ByDataDate
	if p.dataDate == 0 {
		kind = ByProjectStart
	}
	return Reason{Kind: kind, Link: -1, From: p.start, Asks: p.start}
}

// rest explains where the rest of a started task begins, when the rules let
// links or the data date move it.
func (p *pass) rest(v int32, t *task, s *Step) {
	s.Reasons = append(p.linkReasons(v, v, t), p.outsideReasons(v, v, t)...)
	if p.rules.DataDateBinds {
		s.Reasons = append(s.Reasons, p.dataDateReason())
	}
	if t.suspended || !p.rules.DataDateBinds {
		s.Reasons = append(s.Reasons, Reason{Kind: ByActual, Link: -1, From: t.resume, Asks: t.resume})
	}
	for k := range s.Reasons {
		if r := &s.Reasons[k]; r.Until != 0 {
			begin, err := span{p.calendars[t.workCal], t.remaining, t.elapsed}.back(r.Until)
			r.Asks = p.keep(v, begin, err)
		}
	}
	s.Reasons = ranked(s.Reasons)
	s.Rest = p.restStart(v, t)
	if asked := s.Reasons[0].Asks; s.Rest != asked {
		s.Moves = append(s.Moves, Move{Kind: ToWorkingTime, From: asked, To: s.Rest})
	}
}

// effort explains a level of effort by what it starts with first, or finishes
// with last.
func (p *pass) effort(v int32, t *task, s *Step, last bool) {
	for _, r := range p.linkReasons(v, v, t) {
		if r.Until != 0 {
			r.Asks = r.Until
		}
		if last == (r.Until != 0) {
			s.Reasons = append(s.Reasons, r)
		}
	}
	if len(s.Reasons) == 0 {
		s.Reasons = []Reason{{Kind: ByProjectStart, Link: -1, From: p.start, Asks: p.start}}
	}
	slices.SortStableFunc(s.Reasons, func(a, b Reason) int {
		if last {
			return cmp.Compare(b.Asks, a.Asks)
		}
		return cmp.Compare(a.Asks, b.Asks)
	})
	for k := range s.Reasons {
		s.Reasons[k].Driving = s.Reasons[k].Asks == s.Reasons[0].Asks
	}
	if asked := s.Reasons[0].Asks; !last && asked != s.Start {
		s.Moves = append(s.Moves, Move{Kind: ToWorkingTime, From: asked, To: s.Start})
	}
}

// linkReasons returns what the links into task at (v itself or a summary above
// it) ask task v for.
func (p *pass) linkReasons(at, v int32, t *task) []Reason {
	var list []Reason
	for _, a := range p.preds.of(at) {
		if p.ef[a.other] == 0 || !p.binds(&p.tasks[a.other], &p.tasks[at]) {
			continue
		}
		r := Reason{Kind: ByLink, Task: p.ids[a.other], Link: int(a.link), Type: a.typ, Lag: a.lag, LagElapsed: a.elapsed, From: p.ef[a.other]}
		if at != v {
			r.Kind, r.Via = BySummaryLink, p.ids[at]
		}
		if a.typ == StartToStart || a.typ == StartToFinish {
			r.From = p.es[a.other]
		}
		r.Asks = p.lagged(v, &a, a.other, r.From, true)
		if a.typ == FinishToFinish || a.typ == StartToFinish {
			r.Until = r.Asks
			r.Asks = max(p.start, p.startFrom(v, t, r.Until))
		}
		list = append(list, r)
	}
	return list
}

// outsideReasons returns what links from other plans into task at (v itself or
// a summary above it) ask task v for.
func (p *pass) outsideReasons(at, v int32, t *task) []Reason {
	var list []Reason
	if p.outside == nil {
		return nil
	}
	via := TaskID("")
	if at != v {
		via = p.ids[at]
	}
	o := &p.outside[at]
	if o.start != never {
		list = append(list, Reason{Kind: ByOutside, Via: via, Link: int(o.link), From: o.start, Asks: o.start})
	}
	if o.finish != never {
		asks := max(p.start, p.startFrom(v, t, o.finish))
		list = append(list, Reason{Kind: ByOutside, Via: via, Link: -1, Type: FinishToFinish, From: o.finish, Asks: asks, Until: o.finish})
	}
	return list
}

// moves follows the start from what the driving reason asks for to where the
// task begins, which it returns.
func (p *pass) moves(v int32, t *task, s *Step) calendar.DateTime {
	at := s.Reasons[0].Asks
	move := func(kind MoveKind, limit ConstraintKind, to calendar.DateTime) {
		if to != at {
			s.Moves = append(s.Moves, Move{Kind: kind, Constraint: limit, From: at, To: to})
			at = to
		}
	}
	move(ToWorkingTime, 0, p.settle(v, t, at))
	if t.delay != 0 {
		delayed, err := span{p.calendars[t.workCal], t.delay, t.delayClock}.forward(at)
		move(ByLevelingDelay, 0, p.keep(v, delayed, err))
		move(ToWorkingTime, 0, p.settle(v, t, at))
	}
	move(ByConstraint, t.constraint.kind, p.limited(v, t, t.constraint, at))
	move(ByConstraint, t.second.kind, p.limited(v, t, t.second, at))
	return at
}
