package schedule

import (
	"fmt"
	"math/big"
	"slices"

	"github.com/milepost-go/milepost/kpi/money"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// Weighting says how much each task counts in the percentage of its summary.
type Weighting uint8

// The weightings.
const (
	WeightDuration Weighting = iota // planned duration, clock time as it stands
	WeightWork                      // planned work, see [Works]
	WeightCost                      // planned cost, see [Costs]
	WeightCount                     // every task the same
)

// String returns "duration", "work", "cost" or "count".
func (w Weighting) String() string { return nameOf(w, "duration", "work", "cost", "count") }

// Completion is how much of a summary is done, with what it was added up from.
type Completion struct {
	Task TaskID // empty: the whole project
	By   Weighting
	// Percent is exact, in "%": the mean of the leaves by their weights. It is
	// unknown for the reasons "no-tasks", when nothing active is below,
	// "no-weight", when nothing below weighs anything, "negative-weight", and
	// "currencies-differ".
	Percent finding.Value
	// Leaves are the active tasks below that are no summaries, in plan order.
	Leaves []LeafCompletion
	// Open is how many of them are not complete.
	Open int
}

// LeafCompletion is one task's part in a [Completion].
type LeafCompletion struct {
	Task    TaskID
	Percent finding.Value // exact, in "%"
	Weight  finding.Value // in "min", in a currency, or a bare number; 0 for milestones
}

// RollUp returns how much is done of a task and explains it by the leaves below
// and their weights; the empty id is the whole project. What is done of a leaf
// is what its progress says of its duration, whatever the weighting: all of it
// once it has an actual finish, else the recorded parts, else the percentage.
//
// Milestones weigh nothing unless there is nothing but milestones; then each
// counts one. A summary is at 100 % exactly when all its leaves are, never
// earlier: where all that weighs is done but a milestone is not, it is at 99 %.
//
// The error wraps [ErrNoTask], is that of [Costs], or names a weighting that
// does not exist. The caller owns the leaves.
func RollUp(p *Plan, id TaskID, by Weighting) (Completion, error) {
	u, err := newRoller(p, by)
	if err != nil {
		return Completion{}, err
	}
	if _, known := u.index[id]; !known && id != "" {
		return Completion{}, fmt.Errorf("%w: %q", ErrNoTask, id)
	}
	return u.rollUp(id), nil
}

// RollUps returns how much is done of the whole project and of every active
// summary in plan order, each as by [RollUp]. The caller owns the slice.
func RollUps(p *Plan, by Weighting) ([]Completion, error) {
	u, err := newRoller(p, by)
	if err != nil {
		return nil, err
	}
	list := []Completion{u.rollUp("")}
	for i := range p.Tasks {
		if u.summary[i] && !u.inactive[i] {
			list = append(list, u.rollUp(p.Tasks[i].ID))
		}
	}
	return list, nil
}

// roller rolls percentages up in one plan.
type roller struct {
	plan     *Plan
	by       Weighting
	index    map[TaskID]int
	leaves   [][]int // active, by summary; last those of the project
	summary  []bool
	inactive []bool
	works    []calendar.Work
	costs    []money.Amount
}

func newRoller(p *Plan, by Weighting) (*roller, error) {
	if by > WeightCount {
		return nil, fmt.Errorf("schedule: no weighting %d", by)
	}
	n := len(p.Tasks)
	u := &roller{plan: p, by: by, index: make(map[TaskID]int, n), leaves: make([][]int, n+1), summary: make([]bool, n), inactive: make([]bool, n)}
	parent := make([]int, n) // n for the project
	for i := range p.Tasks {
		t := &p.Tasks[i]
		parent[i], u.inactive[i] = n, t.Inactive
		if above, known := u.index[t.Parent]; known {
			parent[i], u.summary[above] = above, true
			u.inactive[i] = t.Inactive || u.inactive[above]
		}
		u.index[t.ID] = i
	}
	for i := range p.Tasks {
		if u.summary[i] || u.inactive[i] {
			continue
		}
		u.leaves[i] = []int{i}
		for above := i; above < n; {
			above = parent[above]
			u.leaves[above] = append(u.leaves[above], i)
		}
	}
	var err error
	switch by {
	case WeightWork:
		u.works = Works(p)
	case WeightCost:
		u.costs, err = Costs(p)
	}
	return u, err
}

// rollUp adds up the leaves below a task.
func (u *roller) rollUp(id TaskID) Completion {
	c := Completion{Task: id, By: u.by}
	leaves := u.leaves[len(u.plan.Tasks)]
	if id != "" {
		leaves = u.leaves[u.index[id]]
	}
	points := !slices.ContainsFunc(leaves, func(i int) bool { return !isMilestone(&u.plan.Tasks[i]) })
	var sum mean
	for _, i := range leaves {
		percent, weight := completed(&u.plan.Tasks[i]), u.weigh(i, points)
		c.Leaves = append(c.Leaves, LeafCompletion{u.plan.Tasks[i].ID, finding.Rat(percent, "%"), weight})
		if !isFull(percent) {
			c.Open++
		}
		sum.add(percent, weight)
	}
	c.Percent = sum.percent(len(leaves), c.Open)
	return c
}

// isMilestone reports whether a task is a point in time.
func isMilestone(t *Task) bool {
	return t.Milestone || t.Duration.Length == 0 || t.Kind == StartMilestone || t.Kind == FinishMilestone
}

// weigh returns the weight of a leaf.
func (u *roller) weigh(i int, onlyMilestones bool) finding.Value {
	t := &u.plan.Tasks[i]
	switch {
	case onlyMilestones:
		return finding.Number(1, "")
	case u.by == WeightCost && isMilestone(t):
		return finding.Money("0", u.costs[i].Currency().Code())
	case u.by == WeightCost:
		return finding.Money(u.costs[i].Text(), u.costs[i].Currency().Code())
	case u.by == WeightCount && isMilestone(t):
		return finding.Number(0, "")
	case u.by == WeightCount:
		return finding.Number(1, "")
	case isMilestone(t):
		return finding.Number(0, "min")
	case u.by == WeightWork:
		return finding.Ratio(int64(u.works[i]), 60, "min")
	}
	return finding.Ratio(int64(t.Duration.Length), 60, "min")
}

// isFull reports whether a percentage is 100 at least.
func isFull(percent *big.Rat) bool { return percent.Cmp(big.NewRat(100, 1)) >= 0 }

// completed returns the exact percentage that is done of a leaf.
func completed(t *Task) *big.Rat {
	g := &t.Progress
	switch all := g.Done + g.Remaining; {
	case !g.ActualFinish.IsZero():
		return big.NewRat(100, 1)
	case g.Done >= 0 && g.Remaining >= 0 && all > 0:
		part := big.NewRat(int64(g.Done), int64(all))
		return part.Mul(part, big.NewRat(100, 1))
	}
	return big.NewRat(int64(min(max(g.Percent, 0), 100)), 1)
}

// mean adds up percentages by weights.
type mean struct {
	weighted, weights big.Rat
	unit              string
	reason            string // why there is none
}

func (m *mean) add(percent *big.Rat, weight finding.Value) {
	w, ok := weight.Rat()
	switch {
	case !ok:
		m.reason = weight.Reason()
		return
	case w.Sign() < 0:
		m.reason = "negative-weight"
		return
	case w.Sign() == 0:
		return
	case m.unit != "" && m.unit != weight.Unit():
		m.reason = "currencies-differ"
	}
	m.unit = weight.Unit()
	m.weights.Add(&m.weights, w)
	m.weighted.Add(&m.weighted, w.Mul(w, percent))
}

// percent returns the mean, held below 100 while leaves are open.
func (m *mean) percent(leaves, open int) finding.Value {
	switch {
	case leaves == 0:
		return finding.Unknown("no-tasks")
	case m.reason != "":
		return finding.Unknown(m.reason)
	case m.weights.Sign() == 0:
		return finding.Unknown("no-weight")
	}
	percent := m.weighted.Quo(&m.weighted, &m.weights)
	if open > 0 && isFull(percent) {
		return finding.Number(99, "%")
	}
	return finding.Rat(percent, "%")
}
