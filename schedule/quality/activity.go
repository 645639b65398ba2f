package quality

import (
	"fmt"

	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// Kind says what an activity is. Only a [Task] is judged; the other kinds are
// there for the links that they carry.
type Kind uint8

// The kinds of activity.
const (
	Task          Kind = iota // discrete work
	Milestone                 // an instant
	Summary                   // stands for the activities in it
	LevelOfEffort             // accompanies other work
	Outside                   // belongs to another project
)

// String returns "task", "milestone", "summary", "level_of_effort" or
// "outside".
func (k Kind) String() string {
	return nameOf(k, "task", "milestone", "summary", "level_of_effort", "outside")
}

// Activity is one row of a schedule as far as its quality depends on it. Times
// are civil, lengths are working time in seconds; a day of them is Input.Day.
type Activity struct {
	ID     string // unique
	Parent string // the summary it belongs to; empty at the top level
	Kind   Kind

	// ActualStart and ActualFinish are zero while it has not begun, and not
	// finished. An activity with an actual finish is complete, any other is
	// incomplete whatever its percentages say.
	ActualStart, ActualFinish calendar.DateTime
	// Start and Finish are forecast, or actual where there are actual dates.
	// Zero: no forecast was made, and no check judges it.
	Start, Finish calendar.DateTime
	// BaselineFinish is when it should finish. Zero: it is not in the baseline.
	BaselineFinish calendar.DateTime
	// PreviousFinish is the forecast of the status before, for the current
	// execution index. Zero: there was none.
	PreviousFinish calendar.DateTime

	Duration         calendar.Work // as planned now
	Remaining        calendar.Work // of it, still to do
	BaselineDuration calendar.Work // zero: the one planned now counts instead
	TotalFloat       calendar.Work // negative: it cannot keep a date asked of it

	// Constraint and Second are the date constraints on it; the zero value
	// constrains nothing. A deadline is no constraint.
	Constraint, Second schedule.ConstraintKind

	Critical   bool
	Manual     bool // its dates are set by hand, links do not move it
	Estimated  bool // its duration is a guess that nobody has confirmed
	Planning   bool // a planning package, not yet detailed
	Resourced  bool // a resource or a cost is assigned to it
	Overloaded bool // while it runs, one of its resources has more to do than it can
}

// complete reports whether the activity has finished.
func (a *Activity) complete() bool { return !a.ActualFinish.IsZero() }

// remaining reports whether the activity is work that is not finished.
func (a *Activity) remaining() bool { return a.Kind == Task && !a.complete() }

// Tie is a link between two activities. An end that is no row of the input is
// an activity of another project.
type Tie struct {
	From, To string // predecessor and successor
	Type     schedule.LinkType
	Lag      calendar.Work // working or clock time; negative is a lead
}

// nameOf returns the name of a numbered kind.
func nameOf[T ~uint8](k T, names ...string) string {
	if int(k) < len(names) {
		return names[k]
	}
	return fmt.Sprintf("unknown(%d)", uint8(k))
}
