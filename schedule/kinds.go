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

// ConstraintKind says what a constraint does to a task.
type ConstraintKind uint8

// The eight constraints.
const (
	AsSoonAsPossible ConstraintKind = iota
	AsLateAsPossible
	MustStartOn
	MustFinishOn
	StartNoEarlierThan
	StartNoLaterThan
	FinishNoEarlierThan
	FinishNoLaterThan
)

// String returns the usual abbreviation: ASAP, ALAP, MSO, MFO, SNET, SNLT,
// FNET or FNLT.
func (k ConstraintKind) String() string {
	return nameOf(k, "ASAP", "ALAP", "MSO", "MFO", "SNET", "SNLT", "FNET", "FNLT")
}

// Dated reports whether a constraint of this kind needs a date.
func (k ConstraintKind) Dated() bool { return k >= MustStartOn && k <= FinishNoLaterThan }

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
