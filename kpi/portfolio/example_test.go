package portfolio_test

import (
	"context"
	"fmt"

	"github.com/milepost-go/milepost/kpi/money"
	"github.com/milepost-go/milepost/kpi/portfolio"
	"github.com/milepost-go/milepost/lifecycle"
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
