package scheduletest

import (
	"math/bits"
	"strings"
)

// Shape says what [RandomPlan] makes. The zero Shape is a small plan with
// everything in it.
type Shape struct {
	// Tasks is how many, summaries included. Zero means 12, the most is 10,000.
	Tasks int
	// Depth is how deep the outline may be, at most 50. Zero means 3, 1 means no
	// summaries.
	Depth int
	// LinkDensity is how many links are tried for each hundred tasks; some are
	// dropped because they would close a cycle. Zero means 150, negative none,
	// the most is 2,000.
	LinkDensity int
	// Without leaves features out.
	Without Feature
}

// Feature is a set of things that a random plan may have.
type Feature uint32

// The features. A plan without any is one of working tasks of whole hours
// joined by finish-to-start links, on the standard calendar, from a Monday
// morning.
const (
	Calendars            Feature = 1 << iota // a project calendar and task calendars of many kinds
	OddStart                                 // a project start at any instant
	OddDurations                             // durations that are not whole hours
	Milestones                               // tasks of no duration
	ElapsedDurations                         // durations in clock time
	LinkTypes                                // links other than finish-to-start
	Lags                                     // working lags of either sign
	ElapsedLags                              // lags in clock time
	PercentLags                              // lags in percent of the predecessor's duration
	Constraints                              // all with a date
	Alap                                     // as late as possible
	Deadlines                                // of tasks and summaries
	Summaries                                // an outline
	SummaryLinks                             // links into and out of summaries
	SummaryConstraints                       // constraints of summaries
	Manual                                   // manually scheduled tasks and summaries
	Inactive                                 // tasks left out
	Progress                                 // tasks begun and finished
	Levelling                                // levelling delays
	Splits                                   // gaps in tasks
	LinksBeatConstraints                     // the rule of that name, in some plans
	CriticalLimit                            // a limit other than zero, in some plans
	lastFeature
	// AllFeatures is everything above.
	AllFeatures = lastFeature - 1
)

// Only returns what to leave out so that just these features remain.
func Only(features Feature) Feature { return AllFeatures &^ features }

// String returns the names of the features joined by "|", and "none" for the
// empty set. Bits that are no feature are left out.
func (f Feature) String() string {
	all := [...]string{"Calendars", "OddStart", "OddDurations", "Milestones", "ElapsedDurations", "LinkTypes",
		"Lags", "ElapsedLags", "PercentLags", "Constraints", "Alap", "Deadlines", "Summaries", "SummaryLinks",
		"SummaryConstraints", "Manual", "Inactive", "Progress", "Levelling", "Splits", "LinksBeatConstraints", "CriticalLimit"}
	var names []string
	for rest := f & AllFeatures; rest != 0; rest &= rest - 1 {
		names = append(names, all[bits.TrailingZeros32(uint32(rest))])
	}
	if names == nil {
		return "none"
	}
	return strings.Join(names, "|")
}

// has reports whether a plan of this shape may have the feature.
func (s Shape) has(f Feature) bool { return s.Without&f == 0 }

// complete replaces zeros by what they stand for, and sizes out of all reason
// by the largest that can be made in seconds.
func (s Shape) complete() Shape {
	or := func(n, usual, most int) int {
		if n == 0 {
			return usual
		}
		return min(max(n, 1), most)
	}
	s.Tasks, s.Depth = or(s.Tasks, 12, 10_000), or(s.Depth, 3, 50)
	if s.LinkDensity == 0 {
		s.LinkDensity = 150
	}
	s.LinkDensity = min(max(s.LinkDensity, 0), 2_000)
	if !s.has(Summaries) {
		s.Depth = 1
	}
	return s
}
