package charter

import (
	"math/big"

	"github.com/milepost-go/milepost/lifecycle/finding"
)

// CheckTree reports, sorted, what keeps goals from holding together: ids given
// twice, rings of parents, levels whose weights do not sum to one, goals that
// push one metric in opposite directions or start it from different baselines,
// and demands that together exceed what there is. The goals at the top, those
// whose parent is no goal of the list, form one level. A demand is counted at
// the goal that states it, so it should be stated once.
func CheckTree(goals []Goal, capacity []Capacity) []finding.Finding {
	var c checker
	seen := map[string]bool{}
	for _, g := range goals {
		c.id(g.ref("id"), g.ID, seen)
	}
	t := newTree(goals)
	for _, ring := range t.rings {
		c.block(CodeGoalCycle, goals[ring[0]].ref("parent"), nothing, nothing, RemedyLink, refs(goals, ring)...)
	}
	c.level(finding.Ref{Kind: "goals", Field: "weight"}, goals, t.top())
	for i, g := range goals {
		c.level(g.ref("children"), goals, t.below[i])
	}
	c.sameMetric(goals)
	c.shared(goals, capacity)
	return c.sorted()
}

func refs(goals []Goal, list []int) []finding.Ref {
	at := make([]finding.Ref, len(list))
	for i, x := range list {
		at[i] = goals[x].ref("")
	}
	return at
}

// level wants the weights of one level to sum to one. A level with a weight
// missing has no sum; the missing weight is reported with its goal.
func (c *checker) level(at finding.Ref, goals []Goal, list []int) {
	if len(list) == 0 {
		return
	}
	sum := Whole(0)
	for _, i := range list {
		sum = add(sum, goals[i].Weight)
	}
	if sum != Whole(1) {
		c.block(CodeWeightSum, at, finding.Number(1, ""), sum.Value(""), RemedySetWeight, refs(goals, list)...)
	}
}

// sameMetric compares goals on one metric of one object and scope.
func (c *checker) sameMetric(goals []Goal) {
	first := map[[4]string]int{}
	for i, g := range goals {
		m := g.Metric
		if blank(m.Name) {
			continue
		}
		key := [4]string{fold(m.Name), m.Unit, fold(g.Object), fold(g.Scope)}
		k, known := first[key]
		if !known {
			first[key] = i
			continue
		}
		other := goals[k]
		if m.Direction != other.Metric.Direction {
			c.block(CodeOppositeGoals, g.ref("metric.direction"), finding.Text(string(other.Metric.Direction)),
				finding.Text(string(m.Direction)), RemedyReconcile, other.ref(""))
		} else if m.Baseline != other.Metric.Baseline {
			c.warn(CodeTwoBaselines, g.ref("metric.baseline"), other.Metric.Baseline.Value(m.Unit), m.Baseline.Value(m.Unit), RemedyReconcile, other.ref(""))
		}
	}
}

// shared sums the demands of all goals on each budget and capacity.
func (c *checker) shared(goals []Goal, capacity []Capacity) {
	for _, x := range capacity {
		limit, ok := x.Amount.Rat()
		if !ok {
			continue
		}
		sum := new(big.Rat)
		var takers []finding.Ref
		for _, g := range goals {
			for _, d := range g.Demands {
				if d.Resource == x.Resource && d.Unit == x.Unit {
					sum.Add(sum, d.Amount.rat())
					takers = append(takers, g.ref(""))
				}
			}
		}
		if len(takers) > 1 && sum.Cmp(limit) > 0 {
			c.block(CodeSharedCapacity, finding.Ref{Kind: "capacity", ID: x.Resource}, x.Amount.Value(x.Unit), finding.Rat(sum, x.Unit), RemedyReconcile, takers...)
		}
	}
}
