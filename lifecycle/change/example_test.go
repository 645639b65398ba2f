package change_test

import (
	"fmt"

	"github.com/milepost-go/milepost/lifecycle/change"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// A change from the request to the check of its effect.
func Example() {
	plan, request := launch(), training()
	request, err := change.Submit(request, change.Act{By: "carol", At: on(3, 9)})
	if err != nil {
		fmt.Println(err)
		return
	}
	impact, err := change.Assess(change.Input{Plan: plan, Request: request, Budget: cny("9000"), By: "pm", At: on(4, 9)})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, o := range impact.Options {
		fmt.Println(o.ID, "finishes", o.Finish.Date(), "costs", o.Cost, "leaves", o.BudgetLeft)
	}
	fmt.Println("later by", impact.FinishMoved, "of work,", impact.FinishMovedDays, "days")
	request, err = change.Record(request, impact, change.Act{By: "pm", At: on(4, 9)})
	if err != nil {
		fmt.Println(err)
		return
	}
	ballot := change.Ballot{Level: "board", Outcome: change.MoveApprove, Votes: []change.Vote{
		{By: "dora", Choice: change.MoveApprove, At: on(5, 9)}, {By: "emil", Choice: change.MoveApprove, At: on(5, 10)},
	}}
	request, err = change.Decide(plan, request, board(), ballot, change.Act{By: "office", At: on(5, 11)})
	if err != nil {
		fmt.Println(err)
		return
	}
	done, err := change.Implement(plan, request, "B2", change.Act{By: "pm", At: on(6, 9)})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(done.Request.State, "with baseline", done.Baseline.Name, "because of", done.Baseline.Reason)
	again, err := change.Implement(done.Plan, done.Request, "B2", change.Act{By: "pm", At: on(6, 10)})
	fmt.Println("again changes something:", !again.Already, err)
	// Output:
	// do_nothing finishes 2026-03-13 costs 5800.00 CNY leaves 3200.00 CNY
	// requested finishes 2026-03-17 costs 7900.00 CNY leaves 1100.00 CNY
	// later by 16h of work, 4 days
	// implemented with baseline B2 because of change:CR-1
	// again changes something: false <nil>
}

func ExampleAuthority_Required() {
	authority := change.Authority{
		{ID: "manager", MaxCost: cny("1000"), MaxDelay: 8 * calendar.Hour, MaxScope: change.ScopeTasks, Quorum: 1},
		{ID: "sponsor", Unlimited: true, Quorum: 1},
	}
	level, why, _ := authority.Required(change.Impact{CostMoved: cny("1000.01"), FinishMoved: 8 * calendar.Hour})
	fmt.Println(level.ID)
	for _, f := range why {
		fmt.Println(f)
	}
	// Output:
	// sponsor
	// info change.authority.over_cost: level manager, want 1000 CNY, got 1000.01 CNY, remedy change.remedy.ask_higher_level
}

func ExampleCheckEffect() {
	plan, request := launch(), training()
	impact, err := change.Assess(change.Input{Plan: plan, Request: request, By: "pm", At: on(4, 9)})
	if err != nil {
		fmt.Println(err)
		return
	}
	edits := append(request.Edits, schedule.Edit{Kind: schedule.EditDuration, Task: "build", Duration: schedule.Duration{Length: 48 * calendar.Hour}})
	later, err := schedule.Apply(plan, edits)
	if err != nil {
		fmt.Println(err)
		return
	}
	result, err := schedule.Compute(later, schedule.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	report, err := change.CheckEffect(impact, later, result, cny("7900"), on(18, 18))
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, row := range report.Rows {
		fmt.Println(row.Subject, "matches:", row.Matches(), "off by", row.Off)
	}
	// Output:
	// project.finish matches: false off by 480 min
	// task accept.finish matches: false off by 480 min
	// project.cost matches: true off by 0 CNY
}
