package change

import (
	"cmp"
	"fmt"
	"math/big"
	"slices"

	"github.com/milepost-go/milepost/kpi/money"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// Criterion is what options are compared by. Of each, less is better.
type Criterion string

// The criteria, all against the plan before the disruption unless they say
// otherwise.
const (
	CriterionFinish    Criterion = "finish"    // working minutes by which the project finishes later
	CriterionCost      Criterion = "cost"      // money by which it costs more
	CriterionPromises  Criterion = "promises"  // deadlines and goals missed, and deadlines moved
	CriterionOverload  Criterion = "overload"  // minutes of work beyond what there is of the resources
	CriterionUnstaffed Criterion = "unstaffed" // minutes of work that nobody has been found for
	CriterionRisk      Criterion = "risk"      // open tasks that cannot slip by a working day without moving the finish
	CriterionScope     Criterion = "scope"     // tasks left out
	CriterionShifts    Criterion = "shifts"    // assignments that come, or go to somebody else
)

// Criteria returns every criterion, in the order above. The caller owns the
// slice.
func Criteria() []Criterion {
	return []Criterion{CriterionFinish, CriterionCost, CriterionPromises, CriterionOverload, CriterionUnstaffed, CriterionRisk, CriterionScope, CriterionShifts}
}

// Weight says how much a criterion counts. 0 or less: not at all.
type Weight struct {
	Criterion Criterion `json:"criterion"`
	Weight    int       `json:"weight"`
}

// StandardWeights returns the weights that count unless the host has its own.
// They are ours, not those of a standard. The caller owns the slice.
func StandardWeights() []Weight {
	return []Weight{{CriterionFinish, 3}, {CriterionCost, 2}, {CriterionPromises, 3}, {CriterionOverload, 2}, {CriterionUnstaffed, 3},
		{CriterionRisk, 1}, {CriterionScope, 2}, {CriterionShifts, 1}}
}

// Measure is one option by one criterion.
type Measure struct {
	Criterion Criterion     `json:"criterion"`
	Value     finding.Value `json:"value"`
	// Share places the value between the best of all options, 0, and the
	// worst, 1. Where all are alike it is 0.
	Share  finding.Value `json:"share"`
	Weight int           `json:"weight"`
}

// rank measures the options and puts the best first: the lower score, then the
// kinds in their order, then the id.
func (a adviser) rank(options []Proposal) error {
	rows := make([][]*big.Rat, len(options))
	for i, o := range options {
		v, ok := a.now.with(o.Edits)
		if !ok {
			return fmt.Errorf("change: propose: option %q cannot be computed", o.ID)
		}
		rows[i] = a.figures(o, v)
	}
	for i := range options {
		options[i].Measures = a.measures(rows, i)
		options[i].Score = finding.Rat(score(options[i].Measures), "")
	}
	slices.SortStableFunc(options, func(x, y Proposal) int {
		return cmp.Or(score(x.Measures).Cmp(score(y.Measures)), slices.Index(OptionKinds(), x.Kind)-slices.Index(OptionKinds(), y.Kind), cmp.Compare(x.ID, y.ID))
	})
	for i := range options {
		options[i].Place = i + 1
	}
	return nil
}

// figures returns an option by every criterion, in their order.
func (a adviser) figures(o Proposal, v view) []*big.Rat {
	project := v.result.ProjectCalendar()
	after := o.Impact.Options[1]
	cost := new(big.Rat).Sub(after.Cost.Rat(), a.before.cost.Rat())
	return []*big.Rat{
		ratio(int64(project.Between(a.before.result.Finish(), after.Finish)), int64(calendar.Minute)), cost, count(a.promises(o, v)),
		ratio(int64(excess(after.Overloads)), int64(calendar.Minute)), ratio(int64(v.unstaffed()), int64(calendar.Minute)),
		count(v.fragile()), count(a.leftOut(v)), count(a.shifts(v)),
	}
}

func ratio(a, b int64) *big.Rat { return big.NewRat(a, b) }

func count(n int) *big.Rat { return big.NewRat(int64(n), 1) }

// promises counts deadlines and goals missed and deadlines put off.
func (a adviser) promises(o Proposal, v view) int {
	n := 0
	for i := range v.plan.Tasks {
		t := &v.plan.Tasks[i]
		was, known := a.plan.Task(t.ID)
		if missed(v, t) || known && was.Deadline != 0 && (t.Deadline == 0 || t.Deadline > was.Deadline) {
			n++
		}
	}
	for _, link := range a.in.Goals {
		finish := v.result.Finish()
		if len(link.Tasks) > 0 {
			finish = 0
			for _, id := range link.Tasks {
				finish = max(finish, v.finish(id))
			}
		}
		if late(finish, link.Due) {
			n++
		}
	}
	return n
}

// fragile counts open tasks with less than a working day of float.
func (v view) fragile() int {
	day := calendar.Work(cmp.Or(v.plan.Units.MinutesPerDay, 480)) * calendar.Minute
	return len(slices.DeleteFunc(v.open(), func(t schedule.Task) bool {
		times, _ := v.result.Times(t.ID)
		return times.TotalFloat >= day
	}))
}

// leftOut counts tasks that the undisturbed plan has and the option has not.
func (a adviser) leftOut(v view) int {
	n := 0
	for i := range a.before.plan.Tasks {
		if id := a.before.plan.Tasks[i].ID; a.before.active(id) && !v.active(id) {
			n++
		}
	}
	return n
}

// shifts counts assignments that have another resource than in the undisturbed
// plan, or are new.
func (a adviser) shifts(v view) int {
	was := map[schedule.AssignmentID]schedule.ResourceID{}
	for _, s := range a.before.plan.Assignments {
		was[s.ID] = s.Resource
	}
	n := 0
	for _, s := range v.plan.Assignments {
		if before, known := was[s.ID]; s.Resource != "" && (!known || before != s.Resource) {
			n++
		}
	}
	return n
}

// measures returns the measures of one row.
func (a adviser) measures(rows [][]*big.Rat, i int) []Measure {
	weights := a.means.Weights
	if len(weights) == 0 {
		weights = StandardWeights()
	}
	unit := []string{"min", a.currency(), "", "min", "min", "task", "task", ""}
	var list []Measure
	for k, c := range Criteria() {
		m := Measure{Criterion: c, Value: finding.Rat(rows[i][k], unit[k]), Share: finding.Rat(between(rows, i, k), "")}
		if c == CriterionCost {
			m.Value = finding.Money(m.Value.Plain(), unit[k])
		}
		for _, w := range weights {
			if w.Criterion == c {
				m.Weight = max(w.Weight, 0)
			}
		}
		list = append(list, m)
	}
	return list
}

// currency returns the currency that the plan is paid in, empty if it is free.
func (a adviser) currency() string {
	for _, amount := range []money.Amount{a.before.cost, a.now.cost, a.means.RampUp.Cost} {
		if code := amount.Currency().Code(); code != "" {
			return code
		}
	}
	for _, c := range a.means.Candidates {
		if code := c.Resource.Rate.Currency().Code(); code != "" {
			return code
		}
	}
	return ""
}

// between places one figure between the least and the greatest of its column.
func between(rows [][]*big.Rat, i, k int) *big.Rat {
	least, most := rows[0][k], rows[0][k]
	for _, row := range rows {
		if row[k].Cmp(least) < 0 {
			least = row[k]
		}
		if row[k].Cmp(most) > 0 {
			most = row[k]
		}
	}
	span := new(big.Rat).Sub(most, least)
	if span.Sign() == 0 {
		return span
	}
	place := new(big.Rat).Sub(rows[i][k], least)
	return place.Quo(place, span)
}

// score returns the weighted mean of the shares, 0 without weights.
func score(measures []Measure) *big.Rat {
	sum, all := new(big.Rat), int64(0)
	for _, m := range measures {
		if share, ok := m.Share.Rat(); ok {
			sum.Add(sum, share.Mul(share, count(m.Weight)))
		}
		all += int64(m.Weight)
	}
	if all == 0 {
		return sum
	}
	return sum.Quo(sum, big.NewRat(all, 1))
}
