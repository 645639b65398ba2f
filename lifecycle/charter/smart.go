package charter

import (
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// Context is what a goal is held against. What it does not state counts as
// not known: a goal is never passed for lack of a yardstick.
type Context struct {
	Start    calendar.Date // first day of the project
	Finish   calendar.Date // last day of the project
	Parents  []string      // ids of the goals and aims a goal may serve
	Needs    []string      // ids of the customer needs
	Capacity []Capacity
	Past     []Past
	MinPast  int // least number of comparable closed projects; 0 means 5
}

// Capacity is how much of something shared the project has.
type Capacity struct {
	Resource string `json:"resource"` // id
	Amount   Number `json:"amount"`
	Unit     string `json:"unit"`
}

// Past is what one closed project of one's own reached in one metric.
type Past struct {
	Project   string    `json:"project"`
	Metric    string    `json:"metric"` // name of the metric
	Unit      string    `json:"unit"`
	Direction Direction `json:"direction"`
	Baseline  Number    `json:"baseline"`
	Result    Number    `json:"result"`
}

// DefaultMinPast is the number of comparable closed projects without which a
// spread says nothing.
const DefaultMinPast = 5

// CheckSMART reports, sorted, where a goal is not specific, measurable,
// achievable, relevant or timely.
//
// Specific: the statement names its object, and there are scope and owner; it
// holds one outcome and no vague words, or a named person attests [Wording].
// Measurable: name, unit, direction, baseline, target and source of the metric
// are stated, and the target lies in the direction of the metric. Achievable:
// what the goal demands lies within the capacity, and at least one of enough
// comparable closed projects made as great a change; where a yardstick is
// missing or no project did, a named person must attest [Achievable], but
// nobody can attest away a demand above the capacity. Relevant: it serves a
// known parent or need and has a weight. Timely: due inside the window of the
// project, with checkpoints before.
//
// Words are looked up in lists for English and Chinese, both in every text.
// Nothing written in the statement makes a goal achievable.
func CheckSMART(goal Goal, context Context) []finding.Finding {
	c := smart{goal: goal, context: context}
	c.specific()
	c.measurable()
	c.achievable()
	c.relevant()
	c.timely()
	c.attestations()
	return c.sorted()
}

// smart is the check of one goal.
type smart struct {
	checker
	goal    Goal
	context Context
}

func (g Goal) ref(field string) finding.Ref {
	return finding.Ref{Kind: "goal", ID: g.ID, Field: field}
}

// attestations wants each to say who, when and why, and to speak of the goal
// as it stands.
func (c *smart) attestations() {
	for _, a := range c.goal.Attestations {
		at := c.goal.ref("attestations")
		word(&c.checker, at, a.Judgement, Wording, Achievable)
		if !a.complete() {
			c.block(CodeAttestationIncomplete, at, nothing, finding.Text(string(a.Judgement)), RemedyAttest)
		} else if a.Of != c.goal.Digest() {
			c.block(CodeAttestationStale, at, finding.Text(string(c.goal.Digest())), finding.Text(string(a.Of)), RemedyAttest)
		}
	}
}
