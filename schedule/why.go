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

// MaxReasons is how many reasons a step of a [Chain] has at most, the strongest
// first; [Result.Explain] returns all of one task.
const MaxReasons = 1000

// Why explains when a task starts. The chain is empty for a task that is not
// in the plan or has no dates. The caller owns it.
func (r *Result) Why(id TaskID) Chain { return r.chain(id, false, true) }

// joinsFinish reports whether the reason is a link from the finish of its
// task.
func (r Reason) joinsFinish() bool {
	link := r.Kind == ByLink || r.Kind == BySummaryLink
	return link && (r.Type == FinishToStart || r.Type == FinishToFinish)
}

// ranked puts the reasons that ask for the latest start first, among them those
// that ask for the latest finish, and marks the driving ones.
func ranked(list []Reason) []Reason {
	slices.SortStableFunc(list, compareReasons)
	for k := range list {
		list[k].Driving = list[k].Asks == list[0].Asks
	}
	return list
}

func compareReasons(a, b Reason) int {
	return cmp.Or(cmp.Compare(b.Asks, a.Asks), cmp.Compare(b.Until, a.Until))
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
	preds := p.preds.of(at)
	for k := range preds {
		if r, binds := p.linkReason(at, v, &preds[k]); binds {
			list = append(list, p.fill(v, t, r))
		}
	}
	return list
}

// linkReason returns what one link into task at asks task v for, without Asks
// where it asks for a finish. It reports false when it asks for nothing.
func (p *pass) linkReason(at, v int32, a *arc) (Reason, bool) {
	from, asks, binds := p.asks(at, a)
	if !binds {
		return Reason{}, false
	}
	r := Reason{Kind: ByLink, Task: p.ids[a.other], Via: p.via(at, v), Link: int(a.link), Type: a.typ, Lag: a.lag, LagElapsed: a.elapsed, From: from}
	if at != v {
		r.Kind = BySummaryLink
	}
	if a.typ.toFinish() {
		r.Until = asks
	} else {
		r.Asks = asks
	}
	return r, true
}

// asks returns the date that a link into a task joins and the one that it asks
// for. It reports false when it asks for nothing.
func (p *pass) asks(at int32, a *arc) (from, asks calendar.DateTime, binds bool) {
	if p.ef[a.other] == 0 || !p.binds(&p.tasks[a.other], &p.tasks[at]) {
		return 0, 0, false
	}
	from = p.ef[a.other]
	if a.typ == StartToStart || a.typ == StartToFinish {
		from = p.es[a.other]
	}
	return from, p.lagged(at, a, a.other, from, true), true
}

// fill gives a reason that asks for a finish the start that leads there.
func (p *pass) fill(v int32, t *task, r Reason) Reason {
	if r.Type.toFinish() {
		r.Asks = p.leads(v, t, r.Until)
	}
	return r
}

// toFinish reports whether the link joins the finish of its successor.
func (t LinkType) toFinish() bool { return t == FinishToFinish || t == StartToFinish }

// outsideReasons returns what links from other plans into task at (v itself or
// a summary above it) ask task v for.
func (p *pass) outsideReasons(at, v int32, t *task) []Reason {
	var list []Reason
	if p.outside == nil {
		return nil
	}
	if p.outside[at].start != never {
		list = append(list, p.outsideStart(at, v))
	}
	if p.outside[at].finish != never {
		list = append(list, p.fill(v, t, p.outsideFinish(at, v)))
	}
	return list
}

// outsideStart is the latest start that links from other plans into task at ask
// task v for.
func (p *pass) outsideStart(at, v int32) Reason {
	o := &p.outside[at]
	return Reason{Kind: ByOutside, Via: p.via(at, v), Link: int(o.link), From: o.start, Asks: o.start}
}

// outsideFinish is the latest finish, without Asks.
func (p *pass) outsideFinish(at, v int32) Reason {
	o := &p.outside[at]
	return Reason{Kind: ByOutside, Via: p.via(at, v), Link: -1, Type: FinishToFinish, From: o.finish, Until: o.finish}
}

// via returns the id of the summary that hands a reason down, "" where the task
// is asked itself.
func (p *pass) via(at, v int32) TaskID {
	if at == v {
		return ""
	}
	return p.ids[at]
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
