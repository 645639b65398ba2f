package view_test

import (
	"context"
	"fmt"

	"github.com/milepost-go/milepost/kpi/sales"
	"github.com/milepost-go/milepost/report/phrase"
	"github.com/milepost-go/milepost/report/view"
	"github.com/milepost-go/milepost/risk"
	"github.com/milepost-go/milepost/risk/dist"
	"github.com/milepost-go/milepost/risk/sra"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// frosty simulates walls of ten days that frost delays by three days for certain.
func frosty() (*sra.Outcome, error) {
	plan := &schedule.Plan{Start: calendar.DateOf(2026, 3, 2).At(8 * calendar.Hour), Tasks: []schedule.Task{
		{ID: "walls", Duration: schedule.Duration{Length: 80 * calendar.Hour}}}}
	register := risk.Register{Risks: []risk.Risk{{ID: "frost", Kind: risk.Threat, Status: risk.Open, Assessments: []risk.Assessment{
		{Basis: risk.Current, Rating: risk.Rating{Probability: risk.Whole(1), Effects: []risk.Effect{risk.Delay(24 * calendar.Hour)}}}}}}}
	return sra.Run(context.Background(), plan, register, sra.Options{Trials: 100, Impacts: []sra.Impact{{Risk: "frost", Task: "walls"}}, WithoutEach: true,
		Estimates: []sra.Estimate{{Task: "walls", Dist: dist.Constant{Value: 80}, Unit: calendar.Hour}}})
}

// When it will be finished, as a picture with the plan and the percentiles.
func ExampleFinishHistogram() {
	odds, err := frosty()
	if err != nil {
		fmt.Println(err)
		return
	}
	h := view.FinishHistogram(phrase.In(phrase.En), odds)
	fmt.Println(h.Frame().Title)
	fmt.Println(h.Frame().Desc)
	// Output:
	// How often each finish came out
	// Trials: 100; 2026-03-18 – 2026-03-18; Planned finish: 2026-03-13 17:00; P50: 2026-03-18 17:00; P80: 2026-03-18 17:00
}

// What would bring the finish forward, as a picture.
func ExampleTornado() {
	odds, err := frosty()
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, s := range view.Tornado(phrase.In(phrase.En), odds).Swings {
		fmt.Println(s.Name, s.Low)
	}
	// Output:
	// risk frost -1440 min
}

// Who has more to do than there are hours.
func ExampleResourceHistogram() {
	plan := &schedule.Plan{Start: calendar.DateOf(2026, 3, 2).At(8 * calendar.Hour),
		Tasks:       []schedule.Task{{ID: "walls", Duration: schedule.Duration{Length: 16 * calendar.Hour}}, {ID: "plans", Duration: schedule.Duration{Length: 8 * calendar.Hour}}},
		Resources:   []schedule.Resource{{ID: "ann", Name: "Ann"}},
		Assignments: []schedule.Assignment{{ID: "1", Task: "walls", Resource: "ann", Work: 16 * calendar.Hour}, {ID: "2", Task: "plans", Resource: "ann", Work: 4 * calendar.Hour}}}
	result, err := schedule.Compute(plan, schedule.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	loads, err := schedule.Loads(plan, result)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(view.ResourceHistogram(phrase.In(phrase.En), plan, loads).Frame().Desc)
	// Output:
	// Ann: 20 h (Overload 4 h); 2026-03-02 – 2026-03-03, 2
}

// How far deals come.
func ExampleFunnel() {
	process, err := sales.NewProcess("lead", "offer")
	if err != nil {
		fmt.Println(err)
		return
	}
	on := calendar.DateOf(2026, 3, 2)
	deals := []sales.Deal{
		{ID: "1", Visits: []sales.Visit{{Stage: "lead", On: on}}},
		{ID: "2", Visits: []sales.Visit{{Stage: "lead", On: on}, {Stage: "offer", On: on.AddDays(1)}}},
	}
	f := view.Funnel(phrase.In(phrase.En), process.Funnel(deals, sales.FunnelOptions{Floor: 1}), nil)
	fmt.Println(f.Frame().Desc)
	fmt.Println(f.Stages[0].Rate)
	// Output:
	// lead: 2; offer: 1
	// 0.5
}
