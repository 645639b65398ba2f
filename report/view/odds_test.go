package view_test

import (
	"context"
	"strings"
	"testing"

	"github.com/milepost-go/milepost/kpi/money"
	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/phrase"
	"github.com/milepost-go/milepost/report/reporttest"
	"github.com/milepost-go/milepost/report/view"
	"github.com/milepost-go/milepost/risk"
	"github.com/milepost-go/milepost/risk/dist"
	"github.com/milepost-go/milepost/risk/sra"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// frost is the simulation of walls of ten days and a roof of five, one after the
// other from Monday 2 March 2026. Frost delays the walls by three days for
// certain and costs 600 CNY, unless the response is made; a discount saves 100
// CNY for certain. So every trial finishes on 25 March instead of 20 March, at
// 500 CNY: what the document must show can be worked out by hand.
func frost(t *testing.T, change ...func(*schedule.Plan, *sra.Options)) *sra.Outcome {
	t.Helper()
	const day = 8 * calendar.Hour
	plan := &schedule.Plan{Name: "house", Start: calendar.DateOf(2026, 3, 2).At(8 * calendar.Hour),
		Tasks: []schedule.Task{{ID: "walls", Duration: schedule.Duration{Length: 10 * day}}, {ID: "roof", Duration: schedule.Duration{Length: 5 * day}}},
		Links: []schedule.Link{{From: "walls", To: "roof"}}}
	cny, err := money.Lookup("CNY")
	if err != nil {
		t.Fatal(err)
	}
	rating := func(p int64, effects ...risk.Effect) risk.Rating {
		return risk.Rating{Probability: risk.Whole(p), Effects: effects}
	}
	cost := func(x int64) risk.Effect { return risk.Effect{On: risk.OnCost, Likely: risk.Whole(x)} }
	register := risk.Register{ID: "house", Currency: cny, Risks: []risk.Risk{
		{ID: "frost", Kind: risk.Threat, Status: risk.Open, Assessments: []risk.Assessment{
			{Basis: risk.Current, Rating: rating(1, risk.Delay(3*day), cost(600))}, {Basis: risk.Target, Rating: rating(0, risk.Delay(3*day), cost(600))}}},
		{ID: "discount", Kind: risk.Opportunity, Status: risk.Open, Assessments: []risk.Assessment{{Basis: risk.Current, Rating: rating(1, cost(100))}}},
	}}
	o := sra.Options{Trials: 100, Seed: 7, After: true, WithoutEach: true, Impacts: []sra.Impact{{Risk: "frost", Task: "walls"}},
		Budget: yuan(t, "450"), Milestones: []schedule.TaskID{"walls"}}
	for _, f := range change {
		f(plan, &o)
	}
	out, err := sra.Run(context.Background(), plan, register, o)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// TestOddsByHand: every table of the document, worked out by hand.
func TestOddsByHand(t *testing.T) {
	out := frost(t)
	doc := view.Odds(phrase.In(phrase.En), out)
	shown := unlinked(shownIn(t, doc))
	wantsLines(t, shown,
		"| P75 | 2026-03-25 17:00 | 2026-03-20 17:00 | CNY 500.00 | CNY -100.00 |",
		"| P80 | 3.0 d | CNY 50.00 |", "| Mean | 3.0 d | CNY 50.00 |",
		"| task walls | 2026-03-13 17:00 | 0% | 2026-03-18 17:00 | 2026-03-18 17:00 |",
		"Without risk frost, the P80 of the finish is 3 days earlier.", "Without risk discount, the P80 of the finish stays where it is.",
		"All responses together move the P80 of the finish earlier by 3 days.",
		"| risk frost | 100 | 100% |", "| task walls | 100% |")
	zh := shownIn(t, view.Odds(phrase.In(phrase.ZhCN), out))
	wantsLines(t, zh, "若没有风险", "提前 3 天", "全部应对措施", "所需应急储备", "在某日期前完成的概率")
	for _, b := range doc.Blocks {
		if f, drawn := b.(report.Figure); drawn {
			if err := reporttest.CheckFigure(f); err != nil {
				t.Error(err)
			}
		}
	}
}

// TestSoundOdds: a plan whose many tasks hang together is not said to mislead.
func TestSoundOdds(t *testing.T) {
	out := frost(t, func(p *schedule.Plan, _ *sra.Options) {
		for i := range 40 {
			id := schedule.TaskID("t" + string(rune('A'+i)))
			p.Links = append(p.Links, schedule.Link{From: p.Tasks[len(p.Tasks)-1].ID, To: id})
			p.Tasks = append(p.Tasks, schedule.Task{ID: id, Duration: schedule.Duration{Length: 8 * calendar.Hour}})
		}
	})
	if shown := shownIn(t, view.Odds(phrase.In(phrase.En), out)); strings.Contains(shown, "mislead") {
		t.Errorf("a sound plan is said to mislead:\n%s", shown)
	}
}

// TestOddsMislead: a plan with open ends is said to mislead before any figure.
func TestOddsMislead(t *testing.T) {
	out := frost(t, func(p *schedule.Plan, _ *sra.Options) { p.Links = nil })
	for _, lang := range []phrase.Lang{phrase.En, phrase.ZhCN} {
		doc := view.Odds(phrase.In(lang), out)
		says, first := doc.Blocks[0].(report.Callout)
		if !first || len(says.Runs) == 0 {
			t.Fatalf("%s: the first block is %T", lang, doc.Blocks[0])
		}
		wantsLines(t, shownIn(t, doc), says.Runs[0].Text)
	}
}

// TestOddsOfTasksAndLoss: a task as planned, and an opportunity that is taken
// out, each have their sentence.
func TestOddsOfTasksAndLoss(t *testing.T) {
	out := frost(t, func(_ *schedule.Plan, o *sra.Options) {
		o.Estimates = []sra.Estimate{{Task: "roof", Dist: dist.Constant{Value: 7}, Unit: 8 * calendar.Hour}}
		o.Without = []sra.Driver{sra.Task("roof"), sra.Risk("discount")}
		o.Impacts = append(o.Impacts, sra.Impact{Risk: "discount", Task: "walls", Size: sra.Size{Delay: dist.Constant{Value: 4}, Unit: calendar.Hour}})
	})
	wantsLines(t, shownIn(t, view.Odds(phrase.In(phrase.En), out)),
		"If task roof took as long as planned, the P80 of the finish would be 2 days earlier.",
		"Without risk discount, the P80 of the finish is 0.5 days later.")
}

// TestOddsOfNothing: a run stopped at once is shown without figures.
func TestOddsOfNothing(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	plan := &schedule.Plan{Start: calendar.DateOf(2026, 3, 2).At(0), Tasks: []schedule.Task{{ID: "a"}}}
	out, err := sra.Run(ctx, plan, risk.Register{}, sra.Options{Trials: 10})
	if err == nil || out == nil {
		t.Fatalf("%v, %v", out, err)
	}
	wantsLines(t, shownIn(t, view.Odds(phrase.In(phrase.En), out)), "| P80 | unknown (no data) |")
}
