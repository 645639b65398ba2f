package schedule

import (
	"fmt"
	"math/big"

	"github.com/milepost-go/milepost/kpi/money"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// Costs returns the planned cost of every task, in plan order: its fixed cost,
// and for each assignment the work at the resource's rate plus its cost per
// use, each rounded half to even to the currency's minor unit. Summaries carry
// only what is stated on themselves. The error names the task whose amounts
// cannot be added. The caller owns the slice.
func Costs(p *Plan) ([]money.Amount, error) {
	index := make(map[TaskID]int, len(p.Tasks))
	costs := make([]money.Amount, len(p.Tasks))
	for i := range p.Tasks {
		index[p.Tasks[i].ID] = i
		costs[i] = p.Tasks[i].FixedCost
	}
	resources := make(map[ResourceID]*Resource, len(p.Resources))
	for i := range p.Resources {
		resources[p.Resources[i].ID] = &p.Resources[i]
	}
	for k := range p.Assignments {
		a := &p.Assignments[k]
		i, known := index[a.Task]
		r := resources[a.Resource]
		if !known || r == nil {
			continue
		}
		cost, err := assignmentCost(a, r)
		if err == nil {
			costs[i], err = costs[i].Add(cost)
		}
		if err != nil {
			return nil, fmt.Errorf("schedule: cost of task %q: %w", a.Task, err)
		}
	}
	return costs, nil
}

// assignmentCost returns the cost of one assignment.
func assignmentCost(a *Assignment, r *Resource) (money.Amount, error) {
	if r.Kind != WorkResource {
		return r.CostPerUse, nil
	}
	hours := big.NewRat(int64(a.Work), int64(calendar.Hour))
	cost, err := r.Rate.MulRat(hours, money.HalfEven)
	if err != nil {
		return money.Amount{}, err
	}
	return cost.Add(r.CostPerUse)
}

// Works returns the planned work of every task in plan order: the sum of what
// its Work resources and its unfilled assignments are to do. The caller owns
// the slice.
func Works(p *Plan) []calendar.Work {
	index := make(map[TaskID]int, len(p.Tasks))
	for i := range p.Tasks {
		index[p.Tasks[i].ID] = i
	}
	kinds := make(map[ResourceID]ResourceKind, len(p.Resources))
	for i := range p.Resources {
		kinds[p.Resources[i].ID] = p.Resources[i].Kind
	}
	works := make([]calendar.Work, len(p.Tasks))
	for k := range p.Assignments {
		a := &p.Assignments[k]
		if i, known := index[a.Task]; known && kinds[a.Resource] == WorkResource {
			works[i] += a.Work
		}
	}
	return works
}
