package closing

import (
	"fmt"

	"github.com/milepost-go/milepost/kpi/money"
	"github.com/milepost-go/milepost/schedule"
)

// SpentOf returns what a plan records as spent, for [Spending] where the host
// has no books: the actual work of each assignment at the rate that its resource
// has in this plan, and what the actual cost of the task is beyond that, in plan
// order. A task that records no actual cost has spent its work alone. The error
// names the task whose amounts cannot be added. The caller owns the slice.
func SpentOf(p *schedule.Plan) ([]ActualCost, error) {
	resources := map[schedule.ResourceID]*schedule.Resource{}
	for i := range p.Resources {
		resources[p.Resources[i].ID] = &p.Resources[i]
	}
	worked := map[schedule.TaskID][]ActualCost{}
	for i := range p.Assignments {
		a := &p.Assignments[i]
		r := resources[a.Resource]
		if r == nil || r.Kind != schedule.WorkResource || a.ActualWork <= 0 {
			continue
		}
		cost, err := r.Rate.MulRat(hours(a.ActualWork), money.HalfEven)
		if err != nil {
			return nil, fmt.Errorf("closing: work on task %q: %w", a.Task, err)
		}
		worked[a.Task] = append(worked[a.Task], ActualCost{Task: a.Task, Resource: a.Resource, Work: a.ActualWork, Cost: cost})
	}
	var list []ActualCost
	for i := range p.Tasks {
		t := &p.Tasks[i]
		list = append(list, worked[t.ID]...)
		rest, recorded := t.Progress.ActualCost, t.Progress.ActualCost != (money.Amount{})
		for _, a := range worked[t.ID] {
			var err error
			if rest, err = rest.Sub(a.Cost); err != nil {
				return nil, fmt.Errorf("closing: cost of task %q: %w", t.ID, err)
			}
		}
		if recorded && rest.Sign() != 0 {
			list = append(list, ActualCost{Task: t.ID, Cost: rest})
		}
	}
	return list, nil
}
