package schedule

import "github.com/milepost-go/milepost/schedule/calendar"

// PartKind says what a part of the way to a date is made of.
type PartKind uint8

// The kinds of part.
const (
	PartDuration   PartKind = iota // the time a task takes, pauses included; back over it where a finish was asked for
	PartLag                        // the lag of a link; back for a lead
	PartGap                        // nobody works
	PartLevelling                  // levelling delay
	PartConstraint                 // a constraint; back where it pulls
)

// String returns "duration", "lag", "gap", "levelling" or "constraint".
func (k PartKind) String() string {
	return nameOf(k, "duration", "lag", "gap", "levelling", "constraint")
}

// Part is one stretch of the way from the root of a chain to a date. It may
// lead back in time; then its work is negative.
type Part struct {
	Kind     PartKind
	Task     TaskID // whose duration, gap, delay or constraint it is; of a lag the successor
	From, To calendar.DateTime
	// Work is the working time from From to To on the calendar of the task
	// that was asked about, so that the parts of a way add up. Own is the same
	// on the calendar of the part's own Task.
	Work, Own calendar.Work
}

// Clock returns the clock time from From to To in seconds.
func (p Part) Clock() int64 { return int64(p.To - p.From) }

// Way is the chain of a task walked forward: from the date of its root, part by
// part, to the start of the task. Each part begins where the one before it
// ends, so working time and clock time of the parts add up to that of the
// whole.
type Way struct {
	Task     TaskID
	Root     TaskID            // the task at the root of the chain
	Kind     ReasonKind        // what set the date of the root
	From, To calendar.DateTime // that date, and the start of Task
	Work     calendar.Work     // from From to To on the calendar of Task
	Parts    []Part            // none without length
}

// Way returns what adds up to the start of a task since the root of
// [Result.Why]: durations, lags, gaps in working time, levelling and
// constraints. It reports false for a task that is not in the plan or has no
// dates. The caller owns the parts.
func (r *Result) Way(id TaskID) (Way, bool) {
	steps := r.chain(id, false, false).Steps
	if len(steps) == 0 {
		return Way{}, false
	}
	root := &steps[len(steps)-1]
	driver, _ := root.Driver()
	w := Way{Task: id, Root: root.Task, Kind: driver.Kind, From: driver.From}
	walk := walker{result: r, on: r.Calendar(id), at: w.From}
	for k := len(steps) - 1; k >= 0; k-- {
		s := &steps[k]
		walk.step(s)
		if k > 0 {
			next, _ := steps[k-1].Driver()
			walk.part(PartDuration, s.Task, next.From)
		}
	}
	w.To, w.Parts = walk.at, walk.parts
	w.Work = walk.on.Between(w.From, w.To)
	return w, true
}

// walker goes a chain forward and notes the parts of the way.
type walker struct {
	result *Result
	on     *calendar.Calendar // of the task that was asked about
	at     calendar.DateTime
	parts  []Part
}

// part goes to a date.
func (w *walker) part(kind PartKind, id TaskID, to calendar.DateTime) {
	if to == w.at {
		return
	}
	own := w.result.Calendar(id)
	w.parts = append(w.parts, Part{Kind: kind, Task: id, From: w.at, To: to, Work: w.on.Between(w.at, to), Own: own.Between(w.at, to)})
	w.at = to
}

// step goes from the date that the first reason of a step starts from to the
// start that the step explains.
func (w *walker) step(s *Step) {
	r, _ := s.Driver()
	switch {
	case r.Kind == ByChild:
		return // where the child is, the summary is
	case r.Until != 0:
		w.part(PartLag, s.Task, r.Until)
		w.part(PartDuration, s.Task, r.Asks)
	case r.Kind == BySummaryConstraint: // a finish where it leads back
		w.part(PartDuration, s.Task, r.Asks)
	default:
		w.part(PartLag, s.Task, r.Asks)
	}
	for _, m := range s.Moves {
		w.part(partOf(m.Kind), s.Task, m.To)
	}
}

func partOf(k MoveKind) PartKind {
	switch k {
	case ByLevelingDelay:
		return PartLevelling
	case ByConstraint:
		return PartConstraint
	}
	return PartGap
}
