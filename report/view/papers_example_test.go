package view_test

import (
	"fmt"
	"os"

	"github.com/milepost-go/milepost/lifecycle"
	"github.com/milepost-go/milepost/lifecycle/comms"
	"github.com/milepost-go/milepost/report/markdown"
	"github.com/milepost-go/milepost/report/phrase"
	"github.com/milepost-go/milepost/report/view"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// An agenda is made from the records and shown with the times of its items.
func ExampleAgenda() {
	agenda, err := comms.MakeAgenda("weekly/2026-03-16", calendar.DateOf(2026, 3, 16), 30, comms.RegularTemplate(), comms.Situation{
		Decisions: []comms.Point{{Title: "Which supplier", Owner: "li", Date: calendar.DateOf(2026, 3, 20)}},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	start := calendar.DateOf(2026, 3, 16).At(10 * calendar.Hour)
	doc := view.Agenda(phrase.In(phrase.En), view.AgendaInput{Title: "Weekly", Start: start, Chair: "li", Agenda: agenda})
	fmt.Println(doc.Title, "|", doc.Subtitle, "|", doc.AsOf)
	// Output:
	// Agenda | Weekly (weekly/2026-03-16) | 2026-03-16
}

// Minutes say what was decided and who does what until when.
func ExampleMinutes() {
	minutes := comms.Minutes{
		Meeting: "weekly/2026-03-09", On: calendar.DateOf(2026, 3, 9), By: "wang", Chair: "li",
		Attendance: []comms.Attendance{{Actor: "li", Presence: comms.Present}, {Actor: "wang", Presence: comms.Remote}},
		Actions:    []comms.Action{{ID: "T-3", Text: "Book the inspector", Owner: "wang", Due: calendar.DateOf(2026, 3, 18)}},
	}
	for _, lang := range []phrase.Lang{phrase.En, phrase.ZhCN} {
		doc := view.Minutes(phrase.In(lang), view.MinutesInput{Title: "Weekly", Minutes: minutes})
		format := doc.Format()
		for _, b := range doc.Blocks {
			table := b.Table()
			for i := range table.Rows {
				if table.Name == "agreed-actions" {
					fmt.Println(doc.Title, "|", format.Cell(&table.Columns[1], table.Rows[i].Cell(1)), "|", format.Cell(&table.Columns[3], table.Rows[i].Cell(3)))
				}
			}
		}
	}
	// Output:
	// Minutes | Book the inspector | 2026-03-18
	// 会议纪要 | Book the inspector | 2026-03-18
}

// The work of everybody, and what nobody has taken.
func ExampleWorkloads() {
	plan, result := offer()
	plan.Resources = []schedule.Resource{{ID: "li", Name: "Li"}}
	plan.Assignments = []schedule.Assignment{{Task: "1", Resource: "li", Units: 10_000}}
	work, err := schedule.Worklist(plan, result, plan.Start, schedule.WorklistOptions{})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, x := range view.Workloads(view.WorkloadInput{On: plan.Start.Date(), Plan: plan, Work: work}) {
		fmt.Printf("%q:", x.Member)
		for _, t := range x.Tasks {
			fmt.Printf(" %s due %s", t.Task, t.Due.Date())
		}
		fmt.Println()
	}
	// Output:
	// "li": 1 due 2026-03-05
	// "": 2 due 2026-03-06
}

// The milestones of a plan against the dates that were agreed.
func ExampleMilestones() {
	plan, _ := offer()
	plan.Tasks = append(plan.Tasks, schedule.Task{ID: "3", Name: "Offer sent", Milestone: true})
	plan.Links = append(plan.Links, schedule.Link{From: "2", To: "3"})
	agreed, err := schedule.Compute(plan, schedule.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	baseline, err := schedule.TakeBaseline("B1", plan.Start, "li", "agreed", plan, agreed)
	if err != nil {
		fmt.Println(err)
		return
	}
	plan.Tasks[1].Duration.Length += 16 * calendar.Hour
	result, err := schedule.Compute(plan, schedule.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	doc := view.Milestones(phrase.In(phrase.En), view.MilestonesInput{Plan: plan, Result: result, Baseline: &baseline})
	format := doc.Format()
	for _, b := range doc.Blocks {
		table := b.Table()
		for i := range table.Rows {
			for k := range table.Columns {
				if name := table.Columns[k].Name; name == "baseline_finish" || name == "forecast" {
					fmt.Println(name, format.Cell(&table.Columns[k], table.Rows[i].Cell(k)))
				}
			}
		}
	}
	// Output:
	// baseline_finish 2026-03-06 12:00
	// forecast 2026-03-10 12:00
}

// Projects side by side, with what waits for a decision.
func ExamplePortfolio() {
	doc := view.Portfolio(phrase.In(phrase.En), view.PortfolioInput{
		Title: "Shops of the east", On: calendar.DateOf(2026, 3, 16),
		Projects: []view.PortfolioProject{
			{ID: "P1", Name: "Tea shop", State: lifecycle.State{Phase: lifecycle.PhaseExecution, Standing: lifecycle.Active}},
			{ID: "P2", Name: "Bakery", Decisions: []comms.Point{{Title: "Go to execution", Owner: "chen", Date: calendar.DateOf(2026, 3, 18)}}},
		},
	})
	if err := (markdown.Renderer{}).Render(os.Stdout, doc); err != nil {
		fmt.Println(err)
	}
	// Output:
	// # Portfolio report
	//
	// Shops of the east
	//
	// As of: 2026-03-16
	//
	// | Item | Value |
	// | :--- | :--- |
	// | Projects listed | 2 |
	// | Decisions waiting | 1 |
	// | Projects beyond a tolerance | 0 |
	//
	// ## What needs a decision
	//
	// | Due | Project | Decision | Decided by |
	// | :--- | :--- | :--- | :--- |
	// | 2026-03-18 | Bakery | Go to execution | chen |
	//
	// ## Projects
	//
	// | Project | Phase | State | Tolerance | Planned finish | Forecast finish | Days later |
	// | :--- | :--- | :--- | :--- | :--- | :--- | ---: |
	// | Tea shop | execution | active |  |  |  |  |
	// | Bakery |  |  |  |  |  |  |
	//
	// ## Top deviations
	//
	// | Project | Part of the project | Aspect | First seen | Limit crossed on | Outer limit | Latest | Worst |
	// | :--- | :--- | :--- | :--- | :--- | ---: | ---: | ---: |
	//
	// No entries.
}
