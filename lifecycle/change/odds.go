package change

import (
	"context"
	"fmt"
	"slices"

	"github.com/milepost-go/milepost/kpi/money"
	"github.com/milepost-go/milepost/risk"
	"github.com/milepost-go/milepost/risk/sra"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// Odds compares percentiles of finish and cost, simulated before and after a
// change with one seed.
type Odds struct {
	Seed   uint64      `json:"seed"`
	Trials int64       `json:"trials"` // the fewer of both runs
	Points []OddsPoint `json:"points"` // the 50th and the 80th percentile
}

// OddsPoint is one percentile. Costs are what package sra simulates: its lines
// of cost and what risks cost, not what the plan carries; the cost after
// includes what the request costs besides. Without a currency: nothing costs.
type OddsPoint struct {
	Percent      int               `json:"percent"`
	FinishBefore calendar.DateTime `json:"finish_before,omitzero"`
	FinishAfter  calendar.DateTime `json:"finish_after,omitzero"`
	CostBefore   money.Amount      `json:"cost_before,omitzero"`
	CostAfter    money.Amount      `json:"cost_after,omitzero"`
}

// Simulate returns the impact with its odds: plan and register as they stand
// and as they would be, each simulated by package sra with the same options,
// above all the same seed. What the options say about tasks or risks that only
// one of the two has counts there alone. The input must be the one that the
// impact was assessed from; the impact is only read.
//
// The error is that of [Assess], of [sra.Run], or of amounts in two currencies.
// With it comes the impact as it was.
func Simulate(ctx context.Context, in Input, impact Impact, o sra.Options) (Impact, error) {
	impact = impact.Clone()
	edited, err := schedule.Apply(in.Plan, in.Request.Edits)
	if err != nil {
		return impact, fmt.Errorf("change: simulate: %w", err)
	}
	register, err := EditRegister(in.Register, in.Request.Risks)
	if err != nil {
		return impact, fmt.Errorf("change: simulate: %w", err)
	}
	before, err := sra.Run(ctx, in.Plan, in.Register, fitting(o, in.Plan, in.Register))
	if err != nil {
		return impact, fmt.Errorf("change: simulate: as it stands: %w", err)
	}
	after, err := sra.Run(ctx, edited, register, fitting(o, edited, register))
	if err != nil {
		return impact, fmt.Errorf("change: simulate: as requested: %w", err)
	}
	odds, err := oddsOf(before, after, in.Request.CostDelta)
	if err != nil {
		return impact, err
	}
	impact.Odds = odds
	return impact, nil
}

func oddsOf(before, after *sra.Outcome, onTop money.Amount) (Odds, error) {
	odds := Odds{Seed: before.Seed, Trials: min(before.Trials, after.Trials)}
	for _, percent := range []int{50, 80} {
		p := OddsPoint{Percent: percent}
		p.FinishBefore, _ = before.Finish.Percentile(percent)
		p.FinishAfter, _ = after.Finish.Percentile(percent)
		p.CostBefore, _ = before.Cost.Percentile(percent)
		cost, _ := after.Cost.Percentile(percent)
		var err error
		if p.CostAfter, err = cost.Add(onTop); err != nil {
			return Odds{}, fmt.Errorf("change: simulate: cost: %w", err)
		}
		odds.Points = append(odds.Points, p)
	}
	return odds, nil
}

// fitting leaves out of the options what is about tasks or risks that are not
// there.
func fitting(o sra.Options, p *schedule.Plan, register risk.Register) sra.Options {
	tasks := make(map[schedule.TaskID]bool, len(p.Tasks))
	for i := range p.Tasks {
		tasks[p.Tasks[i].ID] = !p.Tasks[i].Inactive
	}
	o.Estimates = slices.DeleteFunc(slices.Clone(o.Estimates), func(e sra.Estimate) bool { return !tasks[e.Task] })
	o.Milestones = slices.DeleteFunc(slices.Clone(o.Milestones), func(id schedule.TaskID) bool { return !tasks[id] })
	o.Impacts = slices.DeleteFunc(slices.Clone(o.Impacts), func(i sra.Impact) bool {
		_, known := register.Risk(i.Risk)
		return !known || i.Task != "" && !tasks[i.Task]
	})
	return o
}
