package view_test

import (
	"strings"
	"testing"

	"github.com/milepost-go/milepost/lifecycle/change"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report/phrase"
	"github.com/milepost-go/milepost/report/view"
	"github.com/milepost-go/milepost/risk"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// A plan that works six hours a day shows twelve hours as two days, wherever
// working time stands: in columns, facts and sentences.
func TestDaysAreAsLongAsThePlanSays(t *testing.T) {
	plan := pair(schedule.Link{Lag: schedule.Lag{Length: 12 * calendar.Hour}})
	plan.Units.MinutesPerDay = 360
	plan.Tasks[0].Duration.Length = 12 * calendar.Hour
	result, err := schedule.Compute(plan, schedule.Options{})
	if err != nil {
		t.Fatal(err)
	}
	base, err := schedule.TakeBaseline("B", plan.Start, "a", "b", plan, result)
	if err != nil {
		t.Fatal(err)
	}
	text := markdownOf(t, view.Plan(phrase.In(phrase.En), view.PlanInput{Plan: plan, Result: result}))
	has(t, text, "| 2 d |", "lag 2 d.")
	later := *plan
	later.Tasks = append([]schedule.Task(nil), plan.Tasks...)
	later.Tasks[0].Duration.Length += 12 * calendar.Hour
	moved, err := schedule.Compute(&later, schedule.Options{})
	if err != nil {
		t.Fatal(err)
	}
	has(t, markdownOf(t, view.Status(phrase.In(phrase.En), view.StatusInput{Plan: &later, Result: moved, Baseline: base})), "| 0 d | [", "| Finish variance | [2 d]", "| 0 d | 2 d | 2 d |")
	r := change.Request{ID: "CR", Impact: change.Impact{Request: "CR", FinishMoved: 12 * calendar.Hour, Risk: change.RiskEffect{RegisterBefore: "x", RegisterAfter: "y", TimeMoved: finding.Number(720, "min")}}}
	text = markdownOf(t, view.Change(phrase.In(phrase.En), r, plan))
	has(t, text, "| 2 d |", "| 2 days |")
}

// Facts are called by their words where the book has some, and by their names
// where it has none.
func TestFactsHaveWords(t *testing.T) {
	for lang, word := range map[phrase.Lang]string{phrase.En: "open acknowledgements", phrase.ZhCN: "待确认数"} {
		r := risk.Register{ID: "r", Risks: []risk.Risk{{ID: "R", Kind: risk.Threat, Status: risk.Open, Triggers: []risk.Trigger{
			{ID: "a", Fact: "alignment.open", Op: ">", Limit: "3", Fired: calendar.DateOf(2026, 3, 2)}, {ID: "b", Fact: "host.own", Op: ">", Limit: "3"}}}}}
		text := markdownOf(t, view.Risks(phrase.In(lang), r, calendar.DateOf(2026, 3, 3)))
		has(t, text, word+" &gt; 3", "host.own &gt; 3")
		if strings.Contains(text, "alignment.open") {
			t.Errorf("the fact is called by its name:\n%s", text)
		}
	}
}

// Ways to respond are called by their kind and what they are about.
func TestOptionsHaveWords(t *testing.T) {
	plan := shopPlan(t)
	p := change.Proposals{Options: []change.Proposal{{ID: "reassign:ann", Kind: "reassign"}, {ID: "overtime:a", Kind: "overtime"}, {ID: "own:thing", Kind: "own"}}}
	text := markdownOf(t, view.Responses(phrase.In(phrase.En), p, plan))
	has(t, text, ": Ann |", "overtime: Build |", "own: thing |")
	has(t, markdownOf(t, view.Responses(phrase.In(phrase.ZhCN), p, nil)), "加班：a |")
}
