package schedule

import (
	"github.com/milepost-go/milepost/kpi/money"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// Ids of the things in a plan. They are the host's: any text, compared byte by
// byte, unique among the things of one kind in one plan. The empty id means
// "none".
type (
	TaskID       string
	CalendarID   string
	ResourceID   string
	AssignmentID string
)

// Plan holds what people decided: tasks, links, calendars, resources,
// assignments, progress. It never holds a computed date; those are in a
// [Result]. A Plan is a value to be copied with [Plan.Clone]; [Compute] and
// every other function of this package only reads it.
type Plan struct {
	Name string

	// Start is the project start: nothing without a reason of its own begins
	// earlier. It is required unless Rules.From is FromFinish.
	Start calendar.DateTime
	// Finish is the date to schedule back from when Rules.From is FromFinish.
	Finish calendar.DateTime
	// MustFinish is a date by which the project has to finish: late dates go
	// back from it instead of from the latest finish, so floats may be negative
	// everywhere. Zero: none.
	MustFinish calendar.DateTime
	// DataDate separates what happened from what is forecast (the status
	// date). Zero means that no status was taken.
	DataDate calendar.DateTime

	// Calendar is the project's calendar. Empty means calendar.Standard.
	Calendar  CalendarID
	Calendars []Calendar

	// Tasks stand in outline order: a parent before its children.
	Tasks       []Task
	Links       []Link
	Resources   []Resource
	Assignments []Assignment
	Baselines   []Baseline

	Rules Rules
	Units Units
}

// Calendar is working time as the plan states it. Base names the calendar that
// it derives from, if any.
type Calendar struct {
	ID   CalendarID
	Name string
	Base CalendarID
	// Times holds the week, the work weeks and the exceptions. Its own ID and
	// Name are ignored.
	Times calendar.Definition
}

// Task is a piece of work, a milestone, or a summary of other tasks. A task
// that another task names as its Parent is a summary.
type Task struct {
	ID     TaskID
	Name   string
	WBS    string // code in the work breakdown, for people
	Parent TaskID // empty at the top level
	Notes  string

	// Duration is the working (or clock) time from start to finish without
	// splits. A summary has none of its own unless it is Manual.
	Duration Duration
	// Milestone marks a point in time for reports. It does not change the
	// dates: a task of no duration is a point with or without the mark.
	Milestone bool
	// Kind says how the task takes its dates, where that is not by its work.
	Kind TaskKind
	// Type says which of work, units and duration stays when another changes.
	Type         TaskType
	EffortDriven bool

	Constraint Constraint
	// Second is another constraint on the same task, as Primavera P6 has it.
	Second   Constraint
	Deadline calendar.DateTime // zero: none
	// ExpectedFinish, where Rules.ExpectedFinish is set, is when the task is to
	// finish: what remains of it is as long as that takes.
	ExpectedFinish calendar.DateTime

	Calendar CalendarID // empty: the project's
	// IgnoreResourceCalendars lets the work of all resources run on the task's
	// own calendar. It means nothing without one.
	IgnoreResourceCalendars bool

	// Manual pins the task to Start and Finish; links and constraints do not
	// move it. Of a manual task that states one of the two, the other follows
	// from Duration.
	Manual bool
	Start  calendar.DateTime // of a Manual task only
	Finish calendar.DateTime // of a Manual task only

	Inactive bool // left out of the schedule altogether
	External bool // stands for a task of another project
	Priority int  // 0 to 1000 for levelling; 0 is the lowest, files mostly say 500

	// LevelingDelay pushes the start after all links. It is not part of the
	// late dates.
	LevelingDelay Duration

	Progress  Progress
	Splits    []Split
	FixedCost money.Amount // cost that no assignment carries
}

// Duration is a length of time.
type Duration struct {
	// Length is working time, or clock time when Elapsed: seconds, so that
	// two days of eight hours are 16 * calendar.Hour.
	Length  calendar.Work `json:"length_s"`
	Elapsed bool          `json:"elapsed,omitempty"`
	// Estimated marks a guess that nobody has confirmed.
	Estimated bool `json:"estimated,omitempty"`
	Unit      Unit `json:"unit,omitempty"` // how people write it; no influence on the length
}

// Progress is what has happened on a task. The zero value is a task that has
// not begun.
type Progress struct {
	ActualStart  calendar.DateTime // zero: not begun
	ActualFinish calendar.DateTime // zero: not finished
	// Percent is the part of the duration that is done, 0 to 100.
	Percent int
	// PercentWork is the part of the work that is done, 0 to 100.
	PercentWork int
	// Done and Remaining are the parts of the duration behind and before the
	// task, as recorded; both zero means that only Percent is known.
	Done, Remaining calendar.Work
	// Stop is where recorded work ends, Resume where the rest begins. Zero:
	// the rest follows at once.
	Stop, Resume calendar.DateTime
	ActualCost   money.Amount
}

// Split is a gap in a task: after After of its duration (counted from the
// start, gaps not included) nothing happens for Gap, both in the task's
// working time.
type Split struct {
	After, Gap calendar.Work
}

// Link ties the dates of two tasks. Either end may be a summary.
type Link struct {
	From, To TaskID // predecessor and successor
	Type     LinkType
	Lag      Lag
	// External marks a link whose other end lies outside the plan.
	External bool
	// Known is what an External link last asked of To, its lag included: the
	// earliest start or, of an FF or SF link, the earliest finish. Zero: not
	// known, and the link takes no part in the schedule.
	Known calendar.DateTime
}

// Lag is the time between the two dates that a link joins; negative is a lead.
type Lag struct {
	// Length is working time on the successor's calendar, or clock time when
	// Elapsed.
	Length  calendar.Work
	Elapsed bool
	// Percent, when not zero, replaces Length: so many percent of the
	// predecessor's duration.
	Percent int
	Unit    Unit
}

// Constraint bounds a date of a task. Date is unused for AsSoonAsPossible and
// AsLateAsPossible.
type Constraint struct {
	Kind ConstraintKind
	Date calendar.DateTime
}

// Resource is a person, a team, a machine (Work), a stuff that is used up
// (Material) or a mere cost (Cost). Only Work resources move dates.
type Resource struct {
	ID         ResourceID
	Name       string
	Kind       ResourceKind
	Max        Share      // how much of it there is; zero means one full unit
	Calendar   CalendarID // empty: the project's
	Group      string
	Email      string
	Rate       money.Amount // per hour of work; zero: unknown or free
	CostPerUse money.Amount
}

// Assignment gives a task to a resource. An empty Resource is work that nobody
// has been found for; it does not move dates.
type Assignment struct {
	ID       AssignmentID
	Task     TaskID
	Resource ResourceID
	Units    Share // zero means one full unit
	// Work, ActualWork and RemainingWork are hours of the resource (for a
	// Material resource they mean nothing).
	Work, ActualWork, RemainingWork calendar.Work
	// Delay lets the assignment begin later than its task, in working time of
	// the assignment.
	Delay         calendar.Work
	LevelingDelay Duration
	Contour       Contour
	// Actual dates of this assignment, zero when not begun or finished.
	ActualStart, ActualFinish calendar.DateTime
	Stop, Resume              calendar.DateTime
	// Segments is the work spread over time as recorded by the tool that wrote
	// the plan, in order. Empty: evenly.
	Segments []Segment
}

// Segment is the work of one stretch of an assignment. Work 0 is a gap.
type Segment struct {
	Start, Finish calendar.DateTime
	Work          calendar.Work
	Actual        bool // has been done, else still to do
}

// Share is a part of a resource in millionths: FullUnit is one whole person.
type Share int64

// FullUnit is one whole resource, 100 %.
const FullUnit Share = 1_000_000

// Rules are the choices of a project that change how dates follow from its
// plan. The zero value is what Microsoft Project does by default.
type Rules struct {
	From Direction
	// LinksBeatConstraints lets a link move a task past its constraint date.
	// Otherwise the constraint holds and the conflict shows as negative float.
	LinksBeatConstraints bool
	// CriticalLimit is the total float up to which a task is critical, in
	// working time.
	CriticalLimit calendar.Work
	// MultipleCriticalPaths lets every task without successors end its own
	// critical path.
	MultipleCriticalPaths bool
	// NoSplitInProgress keeps the rest of a started task together with what
	// has been done, whatever its predecessors say.
	NoSplitInProgress bool

	// Progress says what links mean for a task that started before they
	// allowed it.
	Progress ProgressPolicy
	// DataDateBinds lets nothing that is not done lie before the data date:
	// the first tasks start there, and the rest of a started task follows it.
	DataDateBinds bool
	// LagCalendar is the calendar that working lags are counted on.
	LagCalendar LagCalendar
	// TotalFloat says which of the two floats of a task is its total float.
	TotalFloat FloatMeasure
	// FreeFloatUncapped lets free float exceed total float.
	FreeFloatUncapped bool
	// LateByFreeFloat lets a task that is to happen as late as possible go no
	// further than its free float, so that no successor moves.
	LateByFreeFloat bool
	// Critical says what makes a task critical; OpenEndsCritical makes every
	// task without successors critical too.
	Critical         Criticality
	OpenEndsCritical bool
	// ExpectedFinish lets expected finishes of tasks set what remains of them.
	ExpectedFinish bool
}

// Units convert between working time and what people write. The zero value
// stands for the usual 480 minutes a day, 2400 a week and 20 days a month.
type Units struct {
	MinutesPerDay, MinutesPerWeek, DaysPerMonth int
	// DefaultStart and DefaultFinish complete a date that was given without a
	// time of day, in seconds since midnight; zero stands for 08:00 and 17:00.
	DefaultStart, DefaultFinish calendar.Work
}
