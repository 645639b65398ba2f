package view_test

import (
	"strings"
	"testing"

	"github.com/milepost-go/milepost/kpi/tolerance"
	"github.com/milepost-go/milepost/lifecycle/change"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report/phrase"
	"github.com/milepost-go/milepost/report/view"
	"github.com/milepost-go/milepost/risk"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// A status shows what comes next, the gravest risks and the open requests where
// they are given, and has no heading for them where they are not.
func TestStatusShowsWhatComesNext(t *testing.T) {
	plan := pair(schedule.Link{})
	plan.DataDate = calendar.DateOf(2026, 3, 3).At(8 * calendar.Hour)
	result, err := schedule.Compute(plan, schedule.Options{})
	if err != nil {
		t.Fatal(err)
	}
	bare := markdownOf(t, view.Status(phrase.In(phrase.En), view.StatusInput{Plan: plan, Result: result}))
	for _, head := range []string{"Work of the next period", "Top risks", "Changes not settled", "Tolerances"} {
		if strings.Contains(bare, head) {
			t.Errorf("%q without any", head)
		}
	}
	first, second := plan.Tasks[0].ID, plan.Tasks[1].ID
	request := func(id string, state change.State) change.Request {
		return change.Request{ID: id, Title: "title of " + id, Origin: change.FromTeam, Kind: change.OfScope, Urgency: change.Low, State: state}
	}
	full := markdownOf(t, view.Status(phrase.In(phrase.En), view.StatusInput{
		Plan: plan, Result: result,
		Work: []schedule.WorkItem{
			{Task: first, State: schedule.WorkOverdue, Due: plan.Start}, {Task: second, State: schedule.WorkLater, Due: plan.Start},
		},
		Risks:      rated(t, risk.Current),
		Changes:    []change.Request{request("CR-open", change.Approved), request("CR-done", change.Verified), request("CR-no", change.Rejected)},
		Tolerances: tolerance.State{Watches: []tolerance.Watch{{Place: "stage 2", Aspect: tolerance.Time, Status: tolerance.Exceeded}}},
	}))
	next := full[strings.Index(full, "## Work of the next period"):]
	next = next[:strings.Index(next, "## Top risks")]
	if !strings.Contains(next, plan.Tasks[0].Name) || strings.Contains(next, plan.Tasks[1].Name) {
		t.Errorf("the next work is\n%s", next)
	}
	for text, want := range map[string]bool{"title of CR-open": true, "title of CR-done": false, "title of CR-no": false, "stage 2": true, "## Top risks": true} {
		if strings.Contains(full, text) != want {
			t.Errorf("%q is there: %v", text, !want)
		}
	}
}

// Of seven rated risks a status shows five and says that two more are left out.
func TestStatusShowsFiveRisks(t *testing.T) {
	plan := pair(schedule.Link{})
	plan.DataDate = calendar.DateOf(2026, 3, 10).At(8 * calendar.Hour)
	result, err := schedule.Compute(plan, schedule.Options{})
	if err != nil {
		t.Fatal(err)
	}
	register := rated(t, risk.Current)
	one := register.Risks[0]
	register.Risks = nil
	for _, id := range []string{"a", "b", "c", "d", "e", "f", "g"} {
		one.ID, one.Event = id, "event "+id
		register.Risks = append(register.Risks, one)
	}
	table := tableOf(t, view.Status(phrase.In(phrase.ZhCN), view.StatusInput{Plan: plan, Result: result, Risks: register}), "top-risks")
	if len(table.Rows) != 5 || table.Note != "未列出其余 2 项已评级风险。" {
		t.Errorf("%d rows, note %q", len(table.Rows), table.Note)
	}
}

// A change says why it is needed, how it is carried out and how to go back.
func TestChangeSaysWhyAndHowInBothLanguages(t *testing.T) {
	r := change.Request{
		ID: "CR", Title: "t", Origin: change.FromCustomer, Kind: change.OfScope, Urgency: change.Low,
		Affected:  []finding.Ref{{Kind: "goal", ID: "sales"}},
		Necessity: []change.Answer{{Question: "obligation", Reply: change.Yes, Note: "clause 7"}, {Question: "of-the-host", Reply: change.Yes}},
		Plan: change.ChangePlan{
			Steps:  []change.PlanStep{{What: "tell the supplier", Owner: "li", Due: calendar.DateOf(2026, 3, 9)}},
			Inform: []string{"wang"}, Rollback: "keep the old contract",
		},
	}
	for _, lang := range []phrase.Lang{phrase.En, phrase.ZhCN} {
		text := markdownOf(t, view.Change(phrase.In(lang), r, nil))
		for _, want := range []string{"clause 7", "of\\-the\\-host", "tell the supplier", "li", "2026-03-09", "wang", "keep the old contract", "sales"} {
			if !strings.Contains(text, want) && !strings.Contains(text, strings.ReplaceAll(want, "\\", "")) {
				t.Errorf("%s: no %q in\n%s", lang, want, text)
			}
		}
	}
	bare := markdownOf(t, view.Change(phrase.In(phrase.En), change.Request{ID: "CR", Title: "t"}, nil))
	for _, head := range []string{"Why it is needed", "How it is carried out", "Way back"} {
		if strings.Contains(bare, head) {
			t.Errorf("%q without any", head)
		}
	}
}
