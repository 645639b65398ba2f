package charter

import (
	"github.com/milepost-go/milepost/schedule/calendar"
)

// Goal is one thing the project shall bring about, stated so that it can be
// measured.
type Goal struct {
	ID           string        `json:"id"`
	Statement    string        `json:"statement"` // one sentence, in any language
	Object       string        `json:"object"`    // what is to change, as the statement names it
	Scope        string        `json:"scope"`     // for whom, where, of what: the part of the world it covers
	Owner        string        `json:"owner"`     // actor id of the one person who answers for it
	Metric       Metric        `json:"metric"`
	Due          calendar.Date `json:"due,omitzero"`
	Checkpoints  []Checkpoint  `json:"checkpoints,omitempty"`
	Weight       Number        `json:"weight,omitzero"`   // share of its level in the goal tree, 0 to 1
	Parent       string        `json:"parent,omitempty"`  // id of the goal or aim it serves
	Needs        []string      `json:"needs,omitempty"`   // ids of the customer needs it serves
	Demands      []Demand      `json:"demands,omitempty"` // what it takes from shared budgets and capacities
	Attestations []Attestation `json:"attestations,omitempty"`
}

// Metric says how a goal is measured. The numbers are in the unit.
type Metric struct {
	Name      string     `json:"name"`
	Kind      MetricKind `json:"kind,omitempty"` // empty: none of the named kinds
	Unit      string     `json:"unit"`           // the host's word; some kinds have units of their own, see [MetricKind]
	Direction Direction  `json:"direction"`
	Baseline  Number     `json:"baseline,omitzero"` // where it stands now
	Target    Number     `json:"target,omitzero"`   // where it shall stand on the due date
	Source    string     `json:"source"`            // where the figures come from
}

// MetricKind is a kind of sales figure with rules of its own.
type MetricKind string

// The kinds of metric. Shares and retention are counted from 0 to 1 in the
// unit "ratio" or from 0 to 100 in the unit "percent"; "%" is no unit here.
const (
	Money     MetricKind = "money"     // an amount; the unit is a currency code
	Count     MetricKind = "count"     // whole things
	Share     MetricKind = "share"     // part of a market or a total
	Retention MetricKind = "retention" // part of the customers or contracts that stay
)

// Direction says which way a metric gets better.
type Direction string

// The directions.
const (
	Up   Direction = "up"   // more is better
	Down Direction = "down" // less is better
)

// Checkpoint is a date on the way at which the metric is looked at.
type Checkpoint struct {
	On     calendar.Date `json:"on"`
	Expect Number        `json:"expect,omitzero"` // where it should stand then; none: only looked at
}

// Demand is what a goal takes from something shared.
type Demand struct {
	Resource string `json:"resource"` // id of the budget or capacity
	Amount   Number `json:"amount"`
	Unit     string `json:"unit"`
}

// Judgement names a question on a goal that no program can answer.
type Judgement string

// The judgements a named person may attest.
const (
	Wording    Judgement = "wording"    // the statement is clear and holds one outcome
	Achievable Judgement = "achievable" // the target can be reached
)

// Attestation is the word of a named person on a judgement. It holds for the
// goal as it stood: changing the goal makes it stale.
type Attestation struct {
	Judgement Judgement     `json:"judgement"`
	By        string        `json:"by"` // actor id
	On        calendar.Date `json:"on"`
	Basis     string        `json:"basis"` // what the person relies on
	Of        Digest        `json:"of"`    // digest of the goal, see [Goal.Digest]
}

// Attest returns a copy of the goal with an attestation of its present form
// added. The receiver stays as it was.
func (g Goal) Attest(judgement Judgement, by string, on calendar.Date, basis string) Goal {
	g = g.Clone()
	g.Attestations = append(g.Attestations, Attestation{judgement, by, on, basis, g.Digest()})
	return g
}

// attested reports whether a complete attestation of the present form of the
// goal answers the question.
func (g Goal) attested(judgement Judgement) bool {
	for _, a := range g.Attestations {
		if a.Judgement == judgement && a.complete() && a.Of == g.Digest() {
			return true
		}
	}
	return false
}

// complete reports whether the attestation names who, when and why.
func (a Attestation) complete() bool {
	return !blank(a.By) && !a.On.IsZero() && !blank(a.Basis)
}

// Attainment returns how far an actual figure has come on the way from
// baseline to target: 0 at the baseline, 1 at the target, beyond both if it
// is. It is exact, and no number if one of the three is not stated or the
// target is the baseline.
func (m Metric) Attainment(actual Number) Number {
	from, okFrom := m.Baseline.Rat()
	to, okTo := m.Target.Rat()
	now, okNow := actual.Rat()
	if !okFrom || !okTo || !okNow || from.Cmp(to) == 0 {
		return Number{}
	}
	return RatNumber(now.Sub(now, from).Quo(now, to.Sub(to, from)))
}
