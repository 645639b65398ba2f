package charter

import (
	"math/big"
	"slices"

	"github.com/milepost-go/milepost/schedule/calendar"
)

// Judged is the outcome of a project by its frozen standard.
type Judged struct {
	Goals []GoalVerdict `json:"goals"` // in the order of the terms
	Whole Verdict       `json:"whole"`
	// Score is the share of the weights that counts under [Weighted]; Low and
	// High bound it with the unknown goals failed and passed. Without unknown
	// goals all three are equal; otherwise Score states no number.
	Score Number `json:"score,omitzero"`
	Low   Number `json:"low,omitzero"`
	High  Number `json:"high,omitzero"`
}

// GoalVerdict is the outcome of one goal. A goal without limits, one that only
// sums up others, has the verdict Unknown and does not count.
type GoalVerdict struct {
	Goal     string        `json:"goal"` // id
	Verdict  Verdict       `json:"verdict"`
	Actual   Number        `json:"actual,omitzero"`
	Attained Number        `json:"attained,omitzero"` // its own attainment, beyond 0 and 1 included
	On       calendar.Date `json:"on,omitzero"`       // when it was measured
	Source   string        `json:"source,omitempty"`
}

// Judge returns the outcome by the standard that was fixed, whatever goals say
// today. Of several actuals of one goal the last in the list counts. The whole
// is Unknown only where the missing figures could still change it. A better
// figure never gives a worse verdict.
func (f Frozen) Judge(actuals []Actual) Judged {
	latest := map[string]Actual{}
	for _, a := range actuals {
		latest[a.Goal] = a
	}
	var j Judged
	for _, t := range f.Terms {
		a := latest[t.Goal]
		v := GoalVerdict{Goal: t.Goal, Verdict: Unknown, Actual: a.Value, On: a.On, Source: a.Source}
		v.Attained = t.Metric.Attainment(a.Value)
		if i := slices.IndexFunc(f.Standard.Limits, func(l Limit) bool { return l.Goal == t.Goal }); i >= 0 {
			v.Verdict = f.Standard.Limits[i].Of(v.Attained)
		}
		j.Goals = append(j.Goals, v)
	}
	worst, low := f.combine(j.Goals, Fail)
	best, high := f.combine(j.Goals, Pass)
	j.Whole, j.Low, j.High = Unknown, low, high
	if worst == best {
		j.Whole = worst
	}
	if low == high {
		j.Score = low
	}
	return j
}

// combine applies the rule with every unknown verdict taken as given.
func (f Frozen) combine(list []GoalVerdict, unknown Verdict) (Verdict, Number) {
	verdict := func(i int) Verdict {
		if list[i].Verdict == Unknown {
			return unknown
		}
		return list[i].Verdict
	}
	t := newTree(f.goals())
	leaves := t.leaves()
	if len(leaves) == 0 {
		return Unknown, Number{}
	}
	score := f.score(t, leaves, verdict)
	whole := Pass
	switch {
	case f.Standard.Rule.Method != Weighted:
		for _, i := range leaves {
			whole = worse(whole, verdict(i))
		}
	case score.IsZero() || compare(score, f.Standard.Rule.PartialAt) < 0:
		whole = Fail
	case compare(score, f.Standard.Rule.PassAt) < 0:
		whole = Partial
	}
	for i, v := range list {
		if slices.Contains(f.Standard.Rule.Must, v.Goal) {
			whole = worse(whole, verdict(i))
		}
	}
	return whole, score
}

// score returns the weight of what was reached over all weights, each leaf
// counting with the product of the weights on its way up.
func (f Frozen) score(t tree, leaves []int, verdict func(int) Verdict) Number {
	sum, all := new(big.Rat), new(big.Rat)
	for _, i := range leaves {
		weight := big.NewRat(1, 1)
		for _, up := range t.path(i) {
			weight.Mul(weight, t.goals[up].Weight.rat())
		}
		all.Add(all, weight)
		switch verdict(i) {
		case Pass:
			sum.Add(sum, weight)
		case Partial:
			sum.Add(sum, weight.Mul(weight, f.Standard.Rule.credit().rat()))
		}
	}
	if all.Sign() == 0 {
		return Number{}
	}
	return RatNumber(sum.Quo(sum, all))
}
