package charter

import (
	"github.com/milepost-go/milepost/lifecycle/finding"
)

// Standard says beforehand what will count as success: limits for each goal
// and one rule that combines them.
type Standard struct {
	Limits []Limit `json:"limits"`
	Rule   Rule    `json:"rule"`
}

// Limit cuts the attainment of a goal (1 at its target, 0 at its baseline)
// into verdicts: [Pass] from Pass on, [Partial] from Partial on, [Fail] below.
// Equal limits leave no room for Partial.
type Limit struct {
	Goal    string `json:"goal"` // id
	Pass    Number `json:"pass"`
	Partial Number `json:"partial"`
}

// Rule combines the verdicts of the goals that have no goals below them.
type Rule struct {
	Method Method `json:"method"`
	// PassAt, PartialAt and Credit belong to the method [Weighted]: the sum
	// of the weights of passed goals, and Credit of the weight of partial
	// ones, that makes the whole pass or partial, as shares of all weights.
	PassAt    Number `json:"pass_at,omitzero"`
	PartialAt Number `json:"partial_at,omitzero"`
	Credit    Number `json:"credit,omitzero"` // none: 1/2
	// Must lists goals that the whole cannot be better than, whatever the
	// method says. Each needs limits.
	Must []string `json:"must,omitempty"`
}

// Method is a way to combine verdicts.
type Method string

// The methods.
const (
	Every    Method = "every"    // the whole is as good as its worst goal
	Weighted Method = "weighted" // the whole is judged by the weights of what was reached
)

// Verdict is the judgement of a goal or of the whole.
type Verdict string

// The verdicts. Unknown says that a figure is missing and that it matters.
const (
	Pass    Verdict = "pass"
	Partial Verdict = "partial"
	Fail    Verdict = "fail"
	Unknown Verdict = "unknown"
)

// Of returns the verdict on an attainment, Unknown if it states no number.
func (l Limit) Of(attained Number) Verdict {
	switch {
	case attained.IsZero() || l.Pass.IsZero() || l.Partial.IsZero():
		return Unknown
	case compare(attained, l.Pass) >= 0:
		return Pass
	case compare(attained, l.Partial) >= 0:
		return Partial
	}
	return Fail
}

// Check reports, sorted, where the standard does not fit the goals: goals
// without limits, limits without a goal or out of order, a rule that is not
// complete.
func (s Standard) Check(goals []Goal) []finding.Finding {
	var c checker
	known, limited := map[string]bool{}, map[string]bool{}
	for _, g := range goals {
		known[g.ID] = true
	}
	for _, l := range s.Limits {
		c.limit(l, known, limited)
		limited[l.Goal] = true
	}
	for _, i := range newTree(goals).leaves() {
		if !limited[goals[i].ID] {
			c.block(CodeNoLimit, goals[i].ref(""), nothing, nothing, RemedySetLimit)
		}
	}
	c.rule(s.Rule, limited)
	return c.sorted()
}

func (c *checker) limit(l Limit, known, limited map[string]bool) {
	at := finding.Ref{Kind: "limit", ID: l.Goal}
	switch {
	case !known[l.Goal]:
		c.block(CodeLimitUnknownGoal, at, nothing, finding.Text(l.Goal), RemedySetLimit)
	case limited[l.Goal]:
		c.block(CodeLimitTwice, at, nothing, finding.Text(l.Goal), RemedySetLimit)
	}
	switch {
	case l.Pass.IsZero() || l.Partial.IsZero():
		c.block(CodeLimitMissing, at, nothing, nothing, RemedySetLimit)
	case compare(l.Partial, l.Pass) > 0:
		c.block(CodeLimitOrder, at, l.Pass.Value(""), l.Partial.Value(""), RemedySetLimit)
	}
}

func (c *checker) rule(r Rule, limited map[string]bool) {
	at := finding.Ref{Kind: "rule"}
	word(c, finding.Ref{Kind: "rule", Field: "method"}, r.Method, Every, Weighted)
	for _, id := range r.Must {
		if !limited[id] {
			c.block(CodeMustUnlimited, finding.Ref{Kind: "rule", Field: "must"}, nothing, finding.Text(id), RemedySetRule)
		}
	}
	if r.Method != Weighted {
		return
	}
	switch {
	case r.PassAt.IsZero() || r.PartialAt.IsZero():
		c.block(CodeRuleMissing, at, nothing, nothing, RemedySetRule)
	case compare(r.PartialAt, r.PassAt) > 0:
		c.block(CodeRuleOrder, at, r.PassAt.Value(""), r.PartialAt.Value(""), RemedySetRule)
	}
	for _, n := range []Number{r.PassAt, r.PartialAt, r.Credit} {
		if !n.IsZero() && (n.rat().Sign() < 0 || compare(n, Whole(1)) > 0) {
			c.block(CodeRuleBounds, at, finding.List("0", "1"), n.Value(""), RemedySetRule)
		}
	}
}

// credit returns what a partial goal counts.
func (r Rule) credit() Number {
	if r.Credit.IsZero() {
		return Fraction(1, 2)
	}
	return r.Credit
}

// rankOf orders verdicts; Unknown has no rank.
func rankOf(v Verdict) int {
	switch v {
	case Partial:
		return 1
	case Pass:
		return 2
	}
	return 0
}

// worse returns the worse of two known verdicts.
func worse(a, b Verdict) Verdict {
	if rankOf(b) < rankOf(a) {
		return b
	}
	return a
}
