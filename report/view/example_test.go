package view_test

import (
	"fmt"

	"github.com/milepost-go/milepost/report/phrase"
	"github.com/milepost-go/milepost/report/view"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// offer is a plan of two tasks, of which the second may begin when three
// quarters of the first are done.
func offer() (*schedule.Plan, *schedule.Result) {
	plan := &schedule.Plan{
		Name:  "Offer",
		Start: calendar.DateOf(2026, 3, 2).At(8 * calendar.Hour),
		Tasks: []schedule.Task{
			{ID: "1", Name: "Write the offer", Duration: schedule.Duration{Length: 32 * calendar.Hour}},
			{ID: "2", Name: "Check the figures", Duration: schedule.Duration{Length: 12 * calendar.Hour}},
		},
		Links: []schedule.Link{{From: "1", To: "2", Lag: schedule.Lag{Percent: -25, Unit: schedule.PercentUnit}}},
	}
	result, err := schedule.Compute(plan, schedule.Options{})
	if err != nil {
		fmt.Println(err)
	}
	return plan, result
}

func ExamplePlan() {
	plan, result := offer()
	for _, lang := range []phrase.Lang{phrase.En, phrase.ZhCN} {
		doc := view.Plan(phrase.In(lang), view.PlanInput{Plan: plan, Result: result})
		fmt.Println(doc.Title, "|", doc.Subtitle, "|", len(doc.Blocks), "blocks")
	}
	// Output:
	// Plan | Offer | 7 blocks
	// 计划 | Offer | 7 blocks
}

func ExampleWhy() {
	plan, result := offer()
	for _, lang := range []phrase.Lang{phrase.En, phrase.ZhCN} {
		for _, sentence := range view.Why(phrase.In(lang), result.Why("2"), plan.Links...) {
			fmt.Println(sentence)
		}
	}
	// Output:
	// Task 2 starts on 2026-03-05 08:00, because its link lets it from 2026-03-05 08:00 on: task 1, lag -25%.
	// Task 1 starts on 2026-03-02 08:00, with the project.
	// 任务 2 于 2026-03-05 08:00 开始，因为其依赖关系使其自 2026-03-05 08:00 起可以开始：任务 1、滞后量 -25%。
	// 任务 1 于 2026-03-02 08:00 随项目开始。
}

func ExampleLinkTable() {
	plan, _ := offer()
	for row := range view.LinkTable(plan).Rows {
		fmt.Println(row[1], row[2], row[3], row[6])
	}
	// Output: 1 2 FS -0.25
}
