package view_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/milepost-go/milepost/kpi/money"
	"github.com/milepost-go/milepost/lifecycle/change"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/markdown"
	"github.com/milepost-go/milepost/report/phrase"
	"github.com/milepost-go/milepost/report/view"
	"github.com/milepost-go/milepost/risk"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// cells returns a table of a document as plain rows.
func cells(t *testing.T, doc *report.Document, name string) []string {
	t.Helper()
	for _, b := range doc.Blocks {
		if table := b.Table(); table != nil && table.Name == name {
			var rows []string
			for _, row := range table.Rows {
				var line []string
				for _, c := range row.Cells {
					line = append(line, c.Plain())
				}
				rows = append(rows, strings.Join(line, "|"))
			}
			return rows
		}
	}
	t.Fatalf("no table %q in %q", name, doc.Title)
	return nil
}

// shopPlan is five days of Ann on one task with a deadline.
func shopPlan(t *testing.T) *schedule.Plan {
	t.Helper()
	rate, err := money.Parse("100", "CNY")
	if err != nil {
		t.Fatal(err)
	}
	week := schedule.Duration{Length: 40 * calendar.Hour}
	return &schedule.Plan{Start: calendar.DateOf(2026, 3, 2).At(8 * calendar.Hour),
		Tasks:       []schedule.Task{{ID: "a", Name: "Build", Duration: week, Deadline: calendar.DateOf(2026, 3, 6).At(17 * calendar.Hour)}},
		Resources:   []schedule.Resource{{ID: "ann", Name: "Ann", Rate: rate}},
		Assignments: []schedule.Assignment{{ID: "1", Task: "a", Resource: "ann", Work: week.Length}}}
}

func TestChangesTellExternalOnes(t *testing.T) {
	request := func(id string, from change.Origin, state change.State) change.Request {
		return change.Request{ID: id, Title: "t " + id, Proposer: "x", Raised: calendar.DateOf(2026, 3, 2), Origin: from, Kind: change.OfScope, Urgency: change.Low, State: state}
	}
	list := []change.Request{request("1", change.FromCustomer, change.Approved), request("2", change.FromTeam, change.Rejected)}
	list[1].Decision.Reason = "not now"
	doc := view.Changes(phrase.In(phrase.En), list)
	rows := cells(t, doc, "change-requests")
	if len(rows) != 2 || !strings.HasPrefix(rows[0], "1|t 1|customer|true|approved|2026-03-02") || !strings.HasPrefix(rows[1], "2|t 2|team|false|rejected|") || !strings.HasSuffix(rows[1], "|not now") {
		t.Errorf("got %q", rows)
	}
	if rows := cells(t, doc, "change-origins"); len(rows) != 4 || !strings.HasPrefix(rows[0], "customer|true|1|1|0|0|") || !strings.HasPrefix(rows[2], "team|false|1|0|0|0|") {
		t.Errorf("got %q", rows)
	}
}

// awayProposals are the ways to respond to a day of Ann away.
func awayProposals(t *testing.T) (*schedule.Plan, change.Proposals) {
	t.Helper()
	plan := shopPlan(t)
	away := change.Disruption{ID: "D1", Kind: change.PersonAway, Resource: "ann", From: calendar.DateOf(2026, 3, 4), To: calendar.DateOf(2026, 3, 4)}
	got, err := change.Propose(change.Input{Plan: plan, At: plan.Start}, away, change.Means{Overtime: change.Overtime{Daily: 2 * calendar.Hour, Days: 5, Premium: 50}})
	if err != nil {
		t.Fatal(err)
	}
	return plan, got
}

// Ann is away for a day: on Monday she finishes, unless somebody agrees to it.
func TestResponses(t *testing.T) {
	plan, got := awayProposals(t)
	for _, lang := range []phrase.Lang{phrase.En, phrase.ZhCN} {
		doc := view.Responses(phrase.In(lang), got, plan)
		rows := cells(t, doc, "responses")
		if len(rows) != len(got.Options) || len(cells(t, doc, "response-measures")) != len(rows)*len(change.Criteria()) {
			t.Errorf("got %q", rows)
		}
		for i, o := range got.Options {
			name := view.Word(phrase.In(lang), string(o.Kind))
			if id := tableOf(t, doc, "responses").Rows[i].ID; id != o.ID || !strings.Contains(rows[i], "|"+name+"|") {
				t.Errorf("row %d is %q of %s, want %s, %s", i, rows[i], id, o.ID, name)
			}
		}
		var b bytes.Buffer
		if err := (markdown.Renderer{}).Render(&b, doc); err != nil || strings.Contains(b.String(), "label.") {
			t.Errorf("%v\n%s", err, b.String())
		}
	}
	if nothing, _ := got.Option("do_nothing"); nothing.Impact.Options[0].Finish.Date() != calendar.DateOf(2026, 3, 9) {
		t.Errorf("got %+v", nothing.Impact.Options[0])
	}
}

// What a change does to risks and resources stands in its document.
func TestChangeShowsRisksAndOverloads(t *testing.T) {
	plan := shopPlan(t)
	register := risk.Register{ID: "r", Currency: plan.Resources[0].Rate.Currency()}
	edits := []schedule.Edit{{Kind: schedule.EditAddTask, NewTask: schedule.Task{ID: "b", Name: "More", Duration: schedule.Duration{Length: 8 * calendar.Hour}}},
		{Kind: schedule.EditAddAssignment, NewAssignment: schedule.Assignment{ID: "2", Task: "b", Resource: "ann", Work: 8 * calendar.Hour}}}
	threat := risk.Risk{ID: "R", Kind: risk.Threat, Status: risk.Open, Assessments: []risk.Assessment{{At: calendar.DateOf(2026, 3, 2), By: "x", Basis: risk.Current,
		Rating: risk.Rating{Probability: risk.Fraction(1, 4), Effects: []risk.Effect{risk.CostOf(plan.Resources[0].Rate)}}}}}
	request := change.Request{ID: "CR", Title: "t", Edits: edits, Risks: []change.RiskEdit{{Kind: change.AddRisk, NewRisk: threat}}}
	impact, err := change.Assess(change.Input{Plan: plan, Request: request, Register: register, At: plan.Start})
	if err != nil {
		t.Fatal(err)
	}
	request.Impact = impact
	doc := view.Change(phrase.In(phrase.En), request, plan)
	if rows := cells(t, doc, "overloads-requested"); len(rows) != 1 || rows[0] != "Ann|2026-03-02T08:00:00|2026-03-02T17:00:00|480" {
		t.Errorf("got %q", rows)
	}
	if rows := cells(t, doc, "risk-effect"); len(rows) != 2 || !strings.HasSuffix(rows[0], "|0|25|25") {
		t.Errorf("got %q", rows)
	}
	if impact.Risk.CostMoved != finding.Money("25", "CNY") {
		t.Errorf("got %v", impact.Risk.CostMoved)
	}
}

// A change that went all the way shows who decided it, what it did to the plan
// and what came of it; one that did not shows nothing of that.
func TestChangeShowsDecisionAndEffect(t *testing.T) {
	plan := shopPlan(t)
	start := plan.Start
	cny := func(text string) money.Amount { a, _ := money.Parse(text, "CNY"); return a }
	r := change.Request{ID: "CR", Title: "t", State: change.Verified,
		Decision: change.Decision{Outcome: change.MoveApprove, Level: "board", Required: "pm", By: "office", At: start, Reason: "the law",
			Votes: []change.Vote{{By: "chen", Choice: change.MoveApprove, At: start}, {By: "wu", Choice: change.MoveReject, At: start, Reason: "dear"}}},
		Effect:   change.Effect{Request: "CR", By: "ann", At: start, Baseline: "B2", FinishBefore: start, FinishAfter: start, FinishMoved: 12 * calendar.Hour, CostMoved: cny("50")},
		Verified: change.EffectReport{Request: "CR", At: start, Rows: []change.EffectRow{{Subject: finding.Ref{Kind: "project", Field: "finish"}, Expected: finding.Date("2026-03-05"), Real: finding.Date("2026-03-06"), Off: finding.Number(240, "min")}}}}
	for _, lang := range []phrase.Lang{phrase.En, phrase.ZhCN} {
		var b bytes.Buffer
		if err := (markdown.Renderer{}).Render(&b, view.Change(phrase.In(lang), r, plan)); err != nil || strings.Contains(b.String(), "label.") {
			t.Errorf("%v\n%s", err, b.String())
		}
		for _, want := range []string{"board", "office", "the law", "chen", "dear", "B2", "1.5", "50.00", "0.5"} {
			if !strings.Contains(b.String(), want) {
				t.Errorf("no %q in\n%s", want, b.String())
			}
		}
	}
	doc := view.Change(phrase.In(phrase.En), r, plan)
	if rows := cells(t, doc, "votes"); len(rows) != 2 || !strings.HasPrefix(rows[1], "wu|reject|") || !strings.HasSuffix(rows[1], "|dear") {
		t.Errorf("got %q", rows)
	}
	if rows := cells(t, doc, "effect-check"); len(rows) != 1 || rows[0] != "Finish|2026-03-05|2026-03-06|0.5" {
		t.Errorf("got %q", rows)
	}
	for _, b := range view.Change(phrase.In(phrase.En), change.Request{ID: "CR"}, plan).Blocks {
		if table := b.Table(); table != nil && (table.Name == "decision" || table.Name == "votes" || table.Name == "effect" || table.Name == "effect-moves") {
			t.Errorf("a draft shows %s", table.Name)
		}
	}
}

// Figures of mixed tables read as people write them: exposure in money and in
// days, counts without decimals.
func TestMixedFigures(t *testing.T) {
	cny, _ := money.Lookup("CNY")
	total := func(unit string, n int64) risk.Total {
		return risk.Total{Unit: unit, Net: risk.Span{Expected: risk.Fraction(n, 3)}}
	}
	r := change.Request{ID: "CR", Impact: change.Impact{Request: "CR", Risk: change.RiskEffect{RegisterBefore: "x", RegisterAfter: "y",
		Before: risk.Exposure{Cost: total(cny.Code(), 100), Time: total("min", 7200)}, After: risk.Exposure{Cost: total(cny.Code(), 103), Time: total("min", 720)},
		CostMoved: finding.Money("1", "CNY"), TimeMoved: finding.Number(-2160, "min")}}}
	p := change.Proposals{Options: []change.Proposal{{ID: "o", Place: 1, Score: finding.Number(0, ""), Measures: []change.Measure{
		{Criterion: change.CriterionFinish, Value: finding.Number(-1200, "min"), Share: finding.Number(0, ""), Weight: 3},
		{Criterion: change.CriterionScope, Value: finding.Number(4, "tasks"), Share: finding.Number(1, ""), Weight: 2}}}}}
	w := phrase.In(phrase.En)
	var b bytes.Buffer
	for _, doc := range []*report.Document{view.Change(w, r, nil), view.Responses(w, p, nil)} {
		if err := (markdown.Renderer{}).Render(&b, doc); err != nil {
			t.Fatal(err)
		}
	}
	for _, want := range []string{"| CNY 33.33 | CNY 34.33 | CNY 1.00 |", "| 5 days | 0.5 days | -4.5 days |", "| -2.5 days |", "| 4 tasks |"} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("no %q in\n%s", want, b.String())
		}
	}
}
