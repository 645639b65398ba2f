package comms

import (
	"slices"
	"time"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// ClockKind says what a clock of an issue waits for.
type ClockKind string

// The clocks of an issue.
const (
	ResponseClock   ClockKind = "response"   // until somebody acknowledges it, solves it or closes it
	ResolutionClock ClockKind = "resolution" // until it is solved or closed
)

// ClockKinds returns both clocks. The caller owns the slice.
func ClockKinds() []ClockKind { return []ClockKind{ResponseClock, ResolutionClock} }

// Limit says how long issues of a severity may take, in minutes of working
// time; zero is no limit. The ladders, by id, say who learns of it when; "" is
// nobody. The severity that counts is the one the issue has now.
type Limit struct {
	Severity         Severity `json:"severity"`
	ResponseMin      int64    `json:"response_min,omitempty"`
	ResolutionMin    int64    `json:"resolution_min,omitempty"`
	ResponseLadder   string   `json:"response_ladder,omitempty"`
	ResolutionLadder string   `json:"resolution_ladder,omitempty"`
}

// Stop says that a wait for a reason stops a clock. A wait without such a rule
// stops nothing.
type Stop struct {
	Reason WaitReason `json:"reason"`
	Clock  ClockKind  `json:"clock"`
}

// ClockRules are the limits of issues as data. The zero ClockRules limit
// nothing.
type ClockRules struct {
	Limits []Limit `json:"limits,omitempty"` // at most one for each severity
	Stops  []Stop  `json:"stops,omitempty"`
	// Restart says that a reopened issue has its whole resolution time again.
	// Otherwise the resolution clock goes on from where it stood; the time
	// between solving and reopening never counts. The response clock always
	// starts again.
	Restart bool `json:"restart,omitempty"`
}

// Check returns, sorted, what is wrong with the rules: severities and clocks
// that do not exist or stand twice, limits and steps of ladders below zero or
// above [MaxLimitMin], ladders that are not among those given.
func (r ClockRules) Check(ladders []Ladder) []finding.Finding {
	var c checker
	seen := map[Severity]bool{}
	for _, l := range r.Limits {
		at := finding.Ref{Kind: "limit", ID: string(l.Severity)}
		word(&c, field(at, "severity"), l.Severity, Severities()...)
		if seen[l.Severity] {
			c.block(CodeDuplicateID, field(at, "severity"), nothing, finding.Text(string(l.Severity)), RemedyUniqueID)
		}
		seen[l.Severity] = true
		c.limitMin(field(at, "response_min"), l.ResponseMin)
		c.limitMin(field(at, "resolution_min"), l.ResolutionMin)
		c.ladder(field(at, "response_ladder"), l.ResponseLadder, ladders)
		c.ladder(field(at, "resolution_ladder"), l.ResolutionLadder, ladders)
	}
	for _, l := range ladders {
		for _, step := range l.Steps {
			c.limitMin(finding.Ref{Kind: "ladder", ID: l.ID, Field: "after_min"}, step.AfterMin)
		}
	}
	for _, s := range r.Stops {
		word(&c, finding.Ref{Kind: "stop", ID: string(s.Reason), Field: "clock"}, s.Clock, ClockKinds()...)
	}
	return c.sorted()
}

// MaxLimitMin bounds a limit, in minutes of working time: longer than any
// project.
const MaxLimitMin = 100_000_000

func (c *checker) limitMin(at finding.Ref, minutes int64) {
	if minutes < 0 || minutes > MaxLimitMin {
		c.block(CodeLimitRange, at, finding.Number(MaxLimitMin, "min"), finding.Number(minutes, "min"), RemedyMendLimit)
	}
}

func (c *checker) ladder(at finding.Ref, id string, ladders []Ladder) {
	known := slices.ContainsFunc(ladders, func(l Ladder) bool { return l.ID == id })
	if id != "" && !known {
		c.block(CodeNoLadder, at, nothing, finding.Text(id), RemedyNameLadder)
	}
}

// IssueClock measures issues in the working time of one calendar in one time
// zone. It is immutable and safe for concurrent use as long as nobody writes
// to what it was made of.
type IssueClock struct {
	rules   ClockRules
	ladders []Ladder
	hours   calendar.Zoned
}

// NewIssueClock returns the clock for these rules, ladders and working hours.
// Rules that [ClockRules.Check] refuses give an error that holds the findings.
// What it is made of is not copied.
func NewIssueClock(rules ClockRules, ladders []Ladder, hours calendar.Zoned) (*IssueClock, error) {
	if err := finding.AsError("comms: issue clock", rules.Check(ladders)); err != nil {
		return nil, err
	}
	return &IssueClock{rules, ladders, hours}, nil
}

// Reading is what a clock of an issue shows at a moment, for one round: the
// first begins when the issue is raised, another each time it is reopened.
// Instants and work are exact to the second; fractions are cut off.
type Reading struct {
	Issue    string
	Clock    ClockKind
	Round    int // 1 at first
	Severity Severity
	Began    time.Time
	LimitMin int64         // 0: no limit
	Ran      calendar.Work // working time run so far
	Stopped  bool          // it waits, and the rules stop the clock for that
	Answered time.Time     // when it was answered or solved; zero: not yet
	// Due is when Ran reaches the limit, if nothing more stops the clock; the
	// beginning of the round where it had been reached before. It is zero without a limit, while the clock is stopped before its limit, where
	// the answer came before the limit ran out, and where the calendar has not
	// that much work left.
	Due time.Time
}

// Late returns how much working time the clock has run beyond the limit; zero
// for none, and without a limit.
func (r Reading) Late() calendar.Work {
	if r.LimitMin == 0 {
		return 0
	}
	return max(0, r.Ran-calendar.Work(r.LimitMin)*calendar.Minute)
}

// LateMin returns [Reading.Late] in minutes, a minute begun counting as one.
func (r Reading) LateMin() int64 { return int64((r.Late() + calendar.Minute - 1) / calendar.Minute) }

// Read returns what both clocks show at the moment for every round of the
// issue that had begun by then, in order of the rounds, response before
// resolution. Steps after the moment do not count, so that a past moment gives
// what was known then. The caller owns the slice.
func (k *IssueClock) Read(i Issue, at time.Time) []Reading {
	var list []Reading
	for _, run := range k.runs(i, at) {
		list = append(list, run.reading)
	}
	return list
}

// Due returns when the clock of the present round runs out, as the history
// stands at the moment. It reports false where [Reading.Due] is zero.
func (k *IssueClock) Due(i Issue, kind ClockKind, at time.Time) (time.Time, bool) {
	var due time.Time
	for _, r := range k.Read(i, at) {
		if r.Clock == kind {
			due = r.Due
		}
	}
	return due, !due.IsZero()
}

// Breaches returns the readings at the moment that are late by at least one
// second of working time, answered ones included: the latest first, then by
// issue, round and clock. The caller owns the slice.
func (k *IssueClock) Breaches(issues []Issue, at time.Time) []Reading {
	var list []Reading
	for _, i := range issues {
		for _, r := range k.Read(i, at) {
			if r.Late() > 0 {
				list = append(list, r)
			}
		}
	}
	slices.SortStableFunc(list, compareReadings)
	return list
}
