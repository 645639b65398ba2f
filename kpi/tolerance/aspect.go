package tolerance

import "slices"

// Aspect is what a tolerance is about.
type Aspect string

// The aspects.
const (
	Time    Aspect = "time"    // deviation of the finish
	Cost    Aspect = "cost"    // deviation of the cost
	Quality Aspect = "quality" // deviation from the acceptance criteria
	Scope   Aspect = "scope"   // deviation from what was to be delivered
	Risk    Aspect = "risk"    // deviation of the exposure
	Benefit Aspect = "benefit" // shortfall of what the result is to bring
)

// Aspects returns all aspects in the order of their constants. The caller owns
// the slice.
func Aspects() []Aspect { return []Aspect{Time, Cost, Quality, Scope, Risk, Benefit} }

func (a Aspect) known() bool { return slices.Contains(Aspects(), a) }

// Level is how high a place stands.
type Level string

// The levels, the highest first.
const (
	Project Level = "project"
	Phase   Level = "phase"
	Task    Level = "task"
)

// Levels returns all levels, the highest first. The caller owns the slice.
func Levels() []Level { return []Level{Project, Phase, Task} }

// depth returns 0 for a project and more below it, -1 for an unknown level.
func (l Level) depth() int { return slices.Index(Levels(), l) }

// Status is how a place stands in one aspect.
type Status string

// The statuses, the best first. The zero Status means that nothing was
// observed.
const (
	Within   Status = "within"   // the forecast is at or inside the inner limit
	Watched  Status = "watched"  // beyond the inner limit or getting worse, and not across the outer one
	Exceeded Status = "exceeded" // across the outer limit, and not back inside the inner one since
	Unclear  Status = "unknown"  // the forecast is unknown, and what has happened so far is no deviation
)
