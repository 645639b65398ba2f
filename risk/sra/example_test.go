package sra_test

import (
	"context"
	"fmt"

	"github.com/milepost-go/milepost/risk"
	"github.com/milepost-go/milepost/risk/dist"
	"github.com/milepost-go/milepost/risk/sra"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// house is a plan of two tasks of ten and five working days, and a register
// with one risk that will happen for certain unless something is done.
func house() (*schedule.Plan, risk.Register) {
	plan := &schedule.Plan{
		Name: "house", Start: calendar.DateOf(2026, 3, 2).At(8 * calendar.Hour),
		Tasks: []schedule.Task{
			{ID: "walls", Duration: schedule.Duration{Length: 10 * 8 * calendar.Hour}},
			{ID: "roof", Duration: schedule.Duration{Length: 5 * 8 * calendar.Hour}},
		},
		Links: []schedule.Link{{From: "walls", To: "roof"}},
	}
	delay := []risk.Effect{risk.Delay(3 * 8 * calendar.Hour)}
	register := risk.Register{ID: "house", Risks: []risk.Risk{{
		ID: "frost", Kind: risk.Threat, Status: risk.Open, Cause: "the winter is long", Event: "mortar freezes", Effect: "walls wait",
		Assessments: []risk.Assessment{
			{Basis: risk.Current, Rating: risk.Rating{Probability: risk.Whole(1), Effects: delay}},
			{Basis: risk.Target, Rating: risk.Rating{Probability: risk.Whole(0), Effects: delay}},
		},
	}}}
	return plan, register
}

// When is the house done, with what certainty?
func ExampleRun() {
	plan, register := house()
	odds, err := sra.Run(context.Background(), plan, register, sra.Options{
		Trials: 2048, Seed: 7,
		Estimates: []sra.Estimate{{Task: "roof", Dist: dist.PERT{Least: 4, Likely: 5, Most: 9}, Unit: 8 * calendar.Hour}},
		Impacts:   []sra.Impact{{Risk: "frost", Task: "walls"}},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	p80, _ := odds.Finish.Percentile(80)
	fmt.Println("planned", odds.Planned.Date(), "P80", p80.Date(), "on time", odds.OnTime())
	// Output: planned 2026-03-20 P80 2026-03-27 on time 0
}

// What would it be without a risk, and what do the responses gain?
func ExampleOutcome_Earlier() {
	plan, register := house()
	odds, err := sra.Run(context.Background(), plan, register, sra.Options{
		Trials: 1024, Impacts: []sra.Impact{{Risk: "frost", Task: "walls"}}, WithoutEach: true, After: true,
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, w := range odds.Without {
		fmt.Println("without", w.Driver, "the P80 is earlier by", odds.Earlier(w, 80))
	}
	fmt.Println("the responses gain", odds.Gain(80))
	// Output:
	// without risk frost the P80 is earlier by 1440 min
	// the responses gain 1440 min
}

// A run may be spread over machines: each makes some blocks of the trials.
func ExampleMerge() {
	plan, register := house()
	study, err := sra.Prepare(plan, register, sra.Options{Trials: 3000, Impacts: []sra.Impact{{Risk: "frost", Task: "walls"}}})
	if err != nil {
		fmt.Println(err)
		return
	}
	ctx := context.Background()
	last, err := study.Shard(ctx, 1, study.Blocks())
	if err != nil {
		fmt.Println(err)
		return
	}
	first, err := study.Shard(ctx, 0, 1)
	if err != nil {
		fmt.Println(err)
		return
	}
	all, err := sra.Merge(last, first)
	fmt.Println(all.Trials(), err)
	// Output: 3000 <nil>
}
