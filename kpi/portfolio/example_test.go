package portfolio_test

import (
	"context"
	"fmt"

	"github.com/milepost-go/milepost/kpi/evm"
	"github.com/milepost-go/milepost/kpi/money"
	"github.com/milepost-go/milepost/kpi/portfolio"
	"github.com/milepost-go/milepost/lifecycle"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// closed is a host's table of closed projects.
type closed map[string]portfolio.Project

func (c closed) Project(_ context.Context, id string) (portfolio.Project, error) { return c[id], nil }

// How often do our projects succeed, and how sure is that?
func ExampleRun() {
	spent, _ := money.Parse("110.00", "CNY")
	earned, _ := money.Parse("100.00", "CNY")
	projects := closed{}
	for i := range 12 {
		outcome := lifecycle.Attained
		if i%4 == 0 {
			outcome = lifecycle.Missed
		}
		projects[fmt.Sprint(i)] = portfolio.Project{
			Outcome: outcome, PlannedDays: 20, ActualDays: 20 + int64(i),
			Tasks: []portfolio.Task{{Budget: earned, Planned: earned, Earned: earned, Cost: spent}},
		}
	}
	ids := func(yield func(string, int64) bool) {
		for i := range 12 {
			if !yield(fmt.Sprint(i), 1) {
				return
			}
		}
	}
	s, err := portfolio.Run(context.Background(), ids, projects, portfolio.Options{Workers: 2, Target: 5})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(s.Success.Succeeded, "of", s.Success.Closed, "between", s.Success.Interval.Low.Round(2, money.HalfUp), "and", s.Success.Interval.High.Round(2, money.HalfUp))
	fmt.Println("CPI", s.Value[0].Status.CPI().Round(2, money.HalfUp), "P80 of the overrun", s.Overrun.P80.Round(2, money.HalfUp))
	// Output:
	// 9 of 12 between 0.47 and 0.91
	// CPI 0.91 P80 of the overrun 1.45
}

// A plan with a cost, half done: what was due, what is earned, what it cost.
func ExampleBudgets() {
	budget, _ := money.Parse("800", "EUR")
	spent, _ := money.Parse("500", "EUR")
	monday := calendar.DateOf(2026, 3, 2).At(8 * calendar.Hour)
	plan := &schedule.Plan{
		Start: monday,
		Tasks: []schedule.Task{{ID: "offer", Duration: schedule.Duration{Length: 16 * calendar.Hour}, FixedCost: budget}},
	}
	result, err := schedule.Compute(plan, schedule.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	agreed, err := schedule.TakeBaseline("B1", monday, "pm", "planning gate", plan, result)
	if err != nil {
		fmt.Println(err)
		return
	}
	rows, _, err := portfolio.Budgets(plan, result, agreed, portfolio.OwnCost)
	if err != nil {
		fmt.Println(err)
		return
	}
	baseline, _, err := evm.NewBaseline(rows)
	if err != nil {
		fmt.Println(err)
		return
	}
	plan.Tasks[0].Progress = schedule.Progress{ActualStart: monday, Percent: 50, ActualCost: spent}
	m, _, err := evm.Measure(baseline, portfolio.Reports(plan, rows), calendar.DateOf(2026, 3, 3).At(17*calendar.Hour))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("PV", m.Status.PV, "EV", m.Status.EV, "AC", m.Status.AC)
	fmt.Println("SPI", m.Status.SPI(), "CPI", m.Status.CPI())
	// Output:
	// PV 800 EUR EV 400 EUR AC 500 EUR
	// SPI 0.5 CPI 0.8
}
