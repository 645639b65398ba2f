package schedule

// LinkType says which date of the predecessor binds which date of the
// successor.
type LinkType uint8

// The four link types. The zero value is the usual one.
const (
	FinishToStart LinkType = iota
	StartToStart
	FinishToFinish
	StartToFinish
)

// String returns "FS", "SS", "FF" or "SF".
func (t LinkType) String() string { return nameOf(t, "FS", "SS", "FF", "SF") }

// TaskKind says how a task takes its dates.
type TaskKind uint8

// The kinds of task. A task of duration zero is an instant whatever its kind;
// the two milestones of Primavera P6 also say at which end of the night it
// stands.
const (
	WorkTask        TaskKind = iota // from its links and its duration
	StartMilestone                  // an instant, at the start of a working period
	FinishMilestone                 // an instant, at the end of a working period
	// LevelOfEffort spans what it supports: from the earliest start of its
	// start-to-start predecessors to the latest finish of its finish-to-finish
	// ones. It drives nothing and has no float.
	LevelOfEffort
	ResourceDependent // on the calendars of its resources
)

// String returns "work", "startMilestone", "finishMilestone", "levelOfEffort"
// or "resourceDependent".
func (k TaskKind) String() string {
	return nameOf(k, "work", "startMilestone", "finishMilestone", "levelOfEffort", "resourceDependent")
}

// ProgressPolicy says what the links into a task mean once it has started out
// of their sequence.
type ProgressPolicy uint8

// The policies.
const (
	// AsRecorded leaves the rest of a started task where it was recorded to
	// resume, as Microsoft Project does.
	AsRecorded ProgressPolicy = iota
	// RetainedLogic lets the rest of a started task wait for its predecessors.
	RetainedLogic
	// ProgressOverride takes the links from unfinished predecessors away from
	// a started task.
	ProgressOverride
	// ActualDates does the same and counts actual dates after the data date as
	// they stand.
	ActualDates
)

// String returns "asRecorded", "retainedLogic", "progressOverride" or
// "actualDates".
func (p ProgressPolicy) String() string {
	return nameOf(p, "asRecorded", "retainedLogic", "progressOverride", "actualDates")
}

// LagCalendar says which calendar working lags are counted on.
type LagCalendar uint8

// The lag calendars.
const (
	SuccessorCalendar LagCalendar = iota
	PredecessorCalendar
	ClockCalendar // every hour counts
	ProjectLagCalendar
)

// String returns "successor", "predecessor", "clock" or "project".
func (c LagCalendar) String() string {
	return nameOf(c, "successor", "predecessor", "clock", "project")
}

// FloatMeasure says which float of a task is its total float.
type FloatMeasure uint8

// The measures.
const (
	SmallerFloat FloatMeasure = iota // the smaller of the two; of a started task the finish float
	MeasureStartFloat
	MeasureFinishFloat
)

// String returns "smaller", "start" or "finish".
func (m FloatMeasure) String() string { return nameOf(m, "smaller", "start", "finish") }

// ConstraintKind says what a constraint does to a task.
type ConstraintKind uint8

// The constraints: the eight of Microsoft Project, and the two of Primavera P6
// that set both the early and the late date whatever links and rules say.
const (
	AsSoonAsPossible ConstraintKind = iota
	AsLateAsPossible
	MustStartOn
	MustFinishOn
	StartNoEarlierThan
	StartNoLaterThan
	FinishNoEarlierThan
	FinishNoLaterThan
	MandatoryStart
	MandatoryFinish
)

// String returns the usual abbreviation: ASAP, ALAP, MSO, MFO, SNET, SNLT,
// FNET, FNLT, MS or MF.
func (k ConstraintKind) String() string {
	return nameOf(k, "ASAP", "ALAP", "MSO", "MFO", "SNET", "SNLT", "FNET", "FNLT", "MS", "MF")
}

// Dated reports whether a constraint of this kind needs a date.
func (k ConstraintKind) Dated() bool { return k >= MustStartOn && k <= MandatoryFinish }

// TaskType says which of work, units and duration a task keeps.
type TaskType uint8

// The task types.
const (
	FixedUnits TaskType = iota
	FixedDuration
	FixedWork
)

// String returns "fixedUnits", "fixedDuration" or "fixedWork".
func (t TaskType) String() string { return nameOf(t, "fixedUnits", "fixedDuration", "fixedWork") }

// ResourceKind says what a resource is.
type ResourceKind uint8

// The kinds of resource.
const (
	WorkResource ResourceKind = iota
	MaterialResource
	CostResource
)

// String returns "work", "material" or "cost".
func (k ResourceKind) String() string { return nameOf(k, "work", "material", "cost") }

// Contour is the shape in which the work of an assignment is spread over its
// span, as Microsoft Project numbers them.
type Contour uint8

// The work contours.
const (
	Flat Contour = iota
	BackLoaded
	FrontLoaded
	DoublePeak
	EarlyPeak
	LatePeak
	Bell
	Turtle
	Contoured // as the segments say
)

// String returns the name of the contour.
func (c Contour) String() string {
	return nameOf(c, "flat", "backLoaded", "frontLoaded", "doublePeak", "earlyPeak", "latePeak", "bell", "turtle", "contoured")
}

// Direction says from which end a plan is scheduled.
type Direction uint8

// The directions.
const (
	FromStart Direction = iota
	FromFinish
)

// String returns "start" or "finish".
func (d Direction) String() string { return nameOf(d, "start", "finish") }

// Unit is how people write a length of time. An elapsed length uses the same
// units.
type Unit uint8

// The units. DefaultUnit is the one the host shows by default.
const (
	DefaultUnit Unit = iota
	Minutes
	Hours
	Days
	Weeks
	Months
	PercentUnit
)

// String returns "", "m", "h", "d", "w", "mo" or "%".
func (u Unit) String() string { return nameOf(u, "", "m", "h", "d", "w", "mo", "%") }

func nameOf[T ~uint8](value T, names ...string) string {
	if int(value) < len(names) {
		return names[value]
	}
	return "?"
}
