package quality

import "github.com/milepost-go/milepost/lifecycle/finding"

// Point names one check for good.
type Point string

// The fourteen points of the DCMA assessment, in its order.
const (
	Logic           Point = "logic"
	Leads           Point = "leads"
	Lags            Point = "lags"
	LinkTypes       Point = "link_types"
	HardConstraints Point = "hard_constraints"
	HighFloat       Point = "high_float"
	NegativeFloat   Point = "negative_float"
	HighDuration    Point = "high_duration"
	InvalidDates    Point = "invalid_dates"
	Resources       Point = "resources"
	MissedTasks     Point = "missed_tasks"
	PathTest        Point = "critical_path_test"
	PathLength      Point = "critical_path_length_index"
	Execution       Point = "baseline_execution_index"
)

// The neighbours of the fourteen, without a limit unless the host sets one.
const (
	HitTasks         Point = "hit_tasks"
	CurrentExecution Point = "current_execution_index"
	PercentComplete  Point = "schedule_percent_complete"
	OpenEnds         Point = "open_ends"
	SummaryLinks     Point = "summary_links"
	Untraced         Point = "untraced"
	Rollup           Point = "rollup"
	ManualDates      Point = "manual_dates"
	Estimates        Point = "estimated_durations"
	Overload         Point = "overload"
	OutOfSequence    Point = "out_of_sequence"
	Unbaselined      Point = "unbaselined"
)

// rule is what is fixed about a point: what it counts, which way its limit
// holds, and the limit of the DCMA as a fraction, if it has one.
type rule struct {
	point    Point
	unit     string
	atLeast  bool
	num, den int64
	code     finding.Code // of falling short of the limit
	measure  func(*survey) Check
}

// rules returns the points in their order.
func rules() []rule {
	return []rule{
		{Logic, "task", false, 1, 20, CodeLogic, (*survey).logic},
		{Leads, "link", false, 0, 1, CodeLeads, (*survey).leads},
		{Lags, "link", false, 1, 20, CodeLags, (*survey).lags},
		{LinkTypes, "link", true, 9, 10, CodeLinkTypes, (*survey).linkTypes},
		{HardConstraints, "task", false, 1, 20, CodeHardConstraints, (*survey).hardConstraints},
		{HighFloat, "task", false, 1, 20, CodeHighFloat, (*survey).highFloat},
		{NegativeFloat, "task", false, 0, 1, CodeNegativeFloat, (*survey).negativeFloat},
		{HighDuration, "task", false, 1, 20, CodeHighDuration, (*survey).highDuration},
		{InvalidDates, "task", false, 0, 1, CodeInvalidDates, (*survey).invalidDates},
		{Resources, "task", false, 0, 0, CodeResources, (*survey).resources},
		{MissedTasks, "task", false, 1, 20, CodeMissedTasks, (*survey).missedTasks},
		{PathTest, "task", false, 0, 1, CodePathTest, (*survey).pathTest},
		{PathLength, "s", true, 19, 20, CodePathLength, (*survey).pathLength},
		{Execution, "task", true, 19, 20, CodeExecution, (*survey).execution},

		{HitTasks, "task", true, 0, 0, CodeHitTasks, (*survey).hitTasks},
		{CurrentExecution, "task", true, 0, 0, CodeCurrentExecution, (*survey).currentExecution},
		{PercentComplete, "s", true, 0, 0, CodePercentComplete, (*survey).percentComplete},
		{OpenEnds, "task", false, 0, 0, CodeOpenEnds, (*survey).openEnds},
		{SummaryLinks, "link", false, 0, 0, CodeSummaryLinks, (*survey).summaryLinks},
		{Untraced, "task", false, 0, 0, CodeUntraced, (*survey).untraced},
		{Rollup, "summary", false, 0, 0, CodeRollup, (*survey).rollup},
		{ManualDates, "task", false, 0, 0, CodeManualDates, (*survey).manualDates},
		{Estimates, "task", false, 0, 0, CodeEstimates, (*survey).estimates},
		{Overload, "task", false, 0, 0, CodeOverload, (*survey).overload},
		{OutOfSequence, "link", false, 0, 0, CodeOutOfSequence, (*survey).outOfSequence},
		{Unbaselined, "task", false, 0, 0, CodeUnbaselined, (*survey).unbaselined},
	}
}

// Points returns every point: the fourteen in the order of the DCMA, then
// their neighbours. The caller owns the slice.
func Points() []Point {
	var points []Point
	for _, r := range rules() {
		points = append(points, r.point)
	}
	return points
}

// standard returns the limit of the DCMA, the zero Value where it states none.
func (r rule) standard() finding.Value {
	if r.den == 0 {
		return finding.Value{}
	}
	return finding.Ratio(r.num, r.den, "")
}

// find returns the rule of a point.
func (p Point) find() (rule, bool) {
	for _, r := range rules() {
		if r.point == p {
			return r, true
		}
	}
	return rule{}, false
}

// AtLeast reports whether the ratio of the point has to reach its limit, as
// that of the indices does. Otherwise it must not exceed it.
func (p Point) AtLeast() bool {
	r, _ := p.find()
	return r.atLeast
}
