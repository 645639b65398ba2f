package view_test

import (
	"context"
	"fmt"
	"os"

	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/markdown"
	"github.com/milepost-go/milepost/report/phrase"
	"github.com/milepost-go/milepost/report/view"
	"github.com/milepost-go/milepost/risk"
	"github.com/milepost-go/milepost/risk/sra"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// What would change without a risk, in sentences.
func ExampleOdds() {
	plan := &schedule.Plan{Start: calendar.DateOf(2026, 3, 2).At(8 * calendar.Hour), Tasks: []schedule.Task{
		{ID: "walls", Duration: schedule.Duration{Length: 80 * calendar.Hour}}}}
	register := risk.Register{Risks: []risk.Risk{{ID: "frost", Kind: risk.Threat, Status: risk.Open, Assessments: []risk.Assessment{
		{Basis: risk.Current, Rating: risk.Rating{Probability: risk.Whole(1), Effects: []risk.Effect{risk.Delay(24 * calendar.Hour)}}}}}}}
	odds, err := sra.Run(context.Background(), plan, register, sra.Options{
		Trials: 100, Impacts: []sra.Impact{{Risk: "frost", Task: "walls"}}, WithoutEach: true,
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, lang := range []phrase.Lang{phrase.En, phrase.ZhCN} {
		doc := view.Odds(phrase.In(lang), odds)
		for _, b := range doc.Blocks {
			if list, ok := b.(report.List); ok {
				doc.Blocks = []report.Block{list}
			}
		}
		if err := (markdown.Renderer{}).Render(os.Stdout, doc); err != nil {
			fmt.Println(err)
		}
	}
	// Output:
	// # Odds of dates and cost
	//
	// - Without risk frost, the P80 of the finish is 3 days earlier.
	// # 工期与费用的概率
	//
	// - 若没有风险 frost，完成日期的 P80 提前 3 天。
}
