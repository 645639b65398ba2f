package charter

import (
	"math/big"

	"github.com/milepost-go/milepost/lifecycle/finding"
)

// achievable is the A: demands within the capacity and a change that closed
// projects have made before, or the word of a named person.
func (c *smart) achievable() {
	var missing []string
	if !c.withinCapacity() {
		missing = append(missing, "capacity")
	}
	judged, reached := c.withinExperience()
	if !judged {
		missing = append(missing, "closed-projects")
	}
	if c.goal.attested(Achievable) {
		return
	}
	if judged && !reached.ok {
		c.block(CodeBeyondExperience, c.goal.ref("metric.target"), finding.Rat(reached.most, ""), finding.Rat(reached.wanted, ""),
			RemedyAttest, reached.projects...)
	}
	if len(missing) > 0 {
		c.block(CodeUnsupported, c.goal.ref(""), nothing, finding.List(missing...), RemedySupport)
	}
}

// withinCapacity compares every demand with the capacity and reports whether
// that could be done: there are demands, and a capacity is known for each.
func (c *smart) withinCapacity() bool {
	known := len(c.goal.Demands) > 0
	for _, d := range c.goal.Demands {
		at := c.goal.ref("demands." + d.Resource)
		if d.Amount.IsZero() || d.Amount.rat().Sign() < 0 {
			c.block(CodeDemandAmount, at, nothing, d.Amount.Value(d.Unit), RemedyStateDemand)
			known = false
			continue
		}
		limit, ok := capacityOf(c.context.Capacity, d)
		if !ok {
			known = false
			continue
		}
		if compare(d.Amount, limit) > 0 {
			c.block(CodeOverCapacity, at, limit.Value(d.Unit), d.Amount.Value(d.Unit), RemedyLowerDemand)
		}
	}
	return known
}

// capacityOf finds how much there is of what is demanded, in the same unit.
func capacityOf(list []Capacity, d Demand) (Number, bool) {
	for _, x := range list {
		if x.Resource == d.Resource && x.Unit == d.Unit && !x.Amount.IsZero() {
			return x.Amount, true
		}
	}
	return Number{}, false
}

// experience is the change a goal wants beside the greatest one that closed
// projects made.
type experience struct {
	wanted, most *big.Rat
	ok           bool // some project made as great a change
	projects     []finding.Ref
}

// withinExperience compares the change that the goal wants with those that
// comparable closed projects made: relative to the baseline or, where that is
// 0, absolute. It reports false when there are too few of them or the goal
// states no change.
func (c *smart) withinExperience() (judged bool, x experience) {
	m := c.goal.Metric
	x.wanted = change(m.Baseline, m.Target, m.Direction, m.Baseline.rat().Sign() == 0)
	if x.wanted == nil {
		return false, x
	}
	for _, p := range c.context.Past {
		made := c.comparable(p)
		if made == nil {
			continue
		}
		x.projects = append(x.projects, finding.Ref{Kind: "project", ID: p.Project})
		x.ok = x.ok || made.Cmp(x.wanted) >= 0
		if x.most == nil || made.Cmp(x.most) > 0 {
			x.most = made
		}
	}
	least := c.context.MinPast
	if least <= 0 {
		least = DefaultMinPast
	}
	return len(x.projects) >= least, x
}

// comparable returns the change a closed project made in the metric of the
// goal, nil if it is not comparable.
func (c *smart) comparable(p Past) *big.Rat {
	m := c.goal.Metric
	if fold(p.Metric) != fold(m.Name) || p.Unit != m.Unit || p.Direction != m.Direction {
		return nil
	}
	return change(p.Baseline, p.Result, p.Direction, m.Baseline.rat().Sign() == 0)
}

// change returns by how much a metric got better on the way between two
// figures, as a part of the first or absolutely, and nil where that is not
// known.
func change(from, to Number, direction Direction, absolute bool) *big.Rat {
	a, okA := from.Rat()
	b, okB := to.Rat()
	if !okA || !okB || direction != Up && direction != Down || !absolute && a.Sign() == 0 {
		return nil
	}
	b.Sub(b, a)
	if direction == Down {
		b.Neg(b)
	}
	if !absolute {
		b.Quo(b, a.Abs(a))
	}
	return b
}
