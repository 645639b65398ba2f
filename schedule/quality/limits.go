package quality

import (
	"maps"
	"slices"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// DurationBase says which duration of an activity is long or short.
type DurationBase uint8

// The durations. Where an activity has no baseline duration, the one planned
// now counts.
const (
	BaselineDuration DurationBase = iota
	PlannedDuration
	RemainingDuration
)

// String returns "baseline", "planned" or "remaining".
func (b DurationBase) String() string { return nameOf(b, "baseline", "planned", "remaining") }

// Limits are the thresholds and the choices of an assessment, as data. The
// zero Limits are those of the DCMA. It is only read.
type Limits struct {
	// At replaces the limits of single points: a number without a unit, such
	// as 0.05 or 1/20, which the ratio of the point must not exceed, or must
	// reach where [Point.AtLeast] says so. The limit itself passes. An Unknown
	// leaves the point without a judgement. A point that is not in the map
	// keeps its limit of [StandardLimits], if it has one.
	At map[Point]finding.Value `json:"at,omitempty"`

	FloatDays    int   `json:"float_days,omitempty"`    // total float of more days is high; zero: 44
	DurationDays int   `json:"duration_days,omitempty"` // a duration of more days is high; zero: 44
	TrialDays    int   `json:"trial_days,omitempty"`    // days that the critical path test adds; zero: 600
	TrialTasks   int   `json:"trial_tasks,omitempty"`   // critical tasks that it lengthens, one at a time; zero: 1
	FloatBands   []int `json:"float_bands,omitzero"`    // upper bounds in days of the float distribution, rising; nil: 5, 20, 44

	// Hard lists the constraints that count as hard; nil: [HardConstraintKinds].
	Hard []schedule.ConstraintKind `json:"hard,omitzero"`
	// Duration is the duration that [HighDuration] and [Resources] look at.
	Duration DurationBase `json:"duration,omitempty"`
	// WithoutPlanning leaves planning packages out of [HighDuration].
	WithoutPlanning bool `json:"without_planning,omitempty"`
	// BothEnds counts only tasks in [Logic] that miss both a predecessor and a
	// successor, instead of either.
	BothEnds bool `json:"both_ends,omitempty"`
	// AllLinks lets links into finished activities count too.
	AllLinks bool `json:"all_links,omitempty"`
	// MissedByForecast judges every task that has a baseline finish in
	// [MissedTasks], by its actual or forecast finish, instead of only those
	// that are due.
	MissedByForecast bool `json:"missed_by_forecast,omitempty"`
	// BaselinedOnly leaves tasks without a baseline finish out of the
	// denominator of [Execution].
	BaselinedOnly bool `json:"baselined_only,omitempty"`
	// DueOnly counts finished tasks in [Execution] only where they were due.
	DueOnly bool `json:"due_only,omitempty"`
	// WithMilestones counts milestones in [Execution] as well.
	WithMilestones bool `json:"with_milestones,omitempty"`
	// ByTime compares moments. Otherwise dates are compared as days, so that a
	// finish in the afternoon is not after a status of the same morning. Set it
	// where the status date is a moment, such as the midnight at which
	// Primavera P6 takes it.
	ByTime bool `json:"by_time,omitempty"`
}

// StandardLimits returns the limits of the DCMA by their points. Points that
// are not in the map have none. The caller owns it.
func StandardLimits() map[Point]finding.Value {
	limits := map[Point]finding.Value{}
	for _, r := range rules() {
		if limit := r.standard(); !limit.IsZero() {
			limits[r.point] = limit
		}
	}
	return limits
}

// HardConstraintKinds returns the constraints that the DCMA calls hard: those
// that keep a task from moving later with its predecessors. The mandatory ones
// of Primavera P6 are among them. The caller owns the slice.
func HardConstraintKinds() []schedule.ConstraintKind {
	return []schedule.ConstraintKind{
		schedule.MustStartOn, schedule.MustFinishOn, schedule.StartNoLaterThan, schedule.FinishNoLaterThan,
		schedule.MandatoryStart, schedule.MandatoryFinish,
	}
}

const (
	usualDays  = 44  // two working months
	trialDays  = 600 // more than any float
	trialTasks = 1
)

// withDefaults returns the limits with every default in its place.
func (l Limits) withDefaults() Limits {
	for _, n := range []struct {
		value *int
		usual int
	}{{&l.FloatDays, usualDays}, {&l.DurationDays, usualDays}, {&l.TrialDays, trialDays}, {&l.TrialTasks, trialTasks}} {
		if *n.value <= 0 {
			*n.value = n.usual
		}
	}
	if l.FloatBands == nil {
		l.FloatBands = []int{5, 20, usualDays}
	}
	l.FloatBands = rising(l.FloatBands)
	if l.Hard == nil {
		l.Hard = HardConstraintKinds()
	}
	return l
}

// rising returns the positive bounds that are larger than all before them.
func rising(bounds []int) []int {
	var list []int
	last := 0
	for _, n := range bounds {
		if n > last {
			list, last = append(list, n), n
		}
	}
	return list
}

// of returns the limit of a point, the zero Value or Unknown where it is not
// judged.
func (l Limits) of(r rule) finding.Value {
	if limit, stated := l.At[r.point]; stated && !limit.IsZero() {
		return limit
	}
	return r.standard()
}

// Check returns what is wrong with the limits, sorted: points that do not
// exist, limits that are no number without a unit, numbers of days below zero,
// bands that do not rise, kinds without a name. [Assess] leaves a point with such
// a limit without a judgement, and takes the default for such a number.
func (l Limits) Check() []finding.Finding {
	var found []finding.Finding
	add := func(field string, want, got finding.Value) {
		found = append(found, finding.Finding{Code: CodeLimit, Subject: finding.Ref{Kind: "limits", Field: field}, Want: want, Got: got, Remedy: RemedyMendLimit})
	}
	for _, p := range slices.Sorted(maps.Keys(l.At)) {
		if _, known := p.find(); !known || !isLimit(l.At[p]) {
			add(string(p), finding.Value{}, l.At[p])
		}
	}
	for _, n := range []struct {
		field string
		days  int
	}{{"float_days", l.FloatDays}, {"duration_days", l.DurationDays}, {"trial_days", l.TrialDays}, {"trial_tasks", l.TrialTasks}} {
		if n.days < 0 {
			add(n.field, finding.Number(0, ""), finding.Number(int64(n.days), ""))
		}
	}
	if len(rising(l.FloatBands)) != len(l.FloatBands) {
		add("float_bands", finding.Value{}, finding.Value{})
	}
	for _, k := range l.Hard {
		if k > schedule.MandatoryFinish {
			add("hard", finding.Number(int64(schedule.MandatoryFinish), ""), finding.Number(int64(k), ""))
		}
	}
	if l.Duration > RemainingDuration {
		add("duration", finding.Number(int64(RemainingDuration), ""), finding.Number(int64(l.Duration), ""))
	}
	finding.Sort(found)
	return found
}

// isLimit reports whether a ratio can be compared with the value, or the value
// says that it is not to be.
func isLimit(v finding.Value) bool {
	return v.IsZero() || v.IsUnknown() || v.Kind() == finding.NumberKind && v.Unit() == ""
}

// days returns so many days as working time of the input.
func (s *survey) days(n int) calendar.Work { return calendar.Work(n) * s.day }
