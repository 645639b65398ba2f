package view_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/milepost-go/milepost/lifecycle/change"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report/phrase"
	"github.com/milepost-go/milepost/report/view"
	"github.com/milepost-go/milepost/risk"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// A status shows the work that is not for later, the five gravest risks and how
// many more are rated, the requests that are not settled, and every tolerance.
func TestStatusSaysWhatComesNext(t *testing.T) {
	s, in := newTeaShop(t), newInput(t)
	register := rated(t, risk.Current)
	first := register.Risks[0]
	for i := range 6 {
		x := first
		x.ID = fmt.Sprint("x", i)
		register.Risks = append(register.Risks, x)
	}
	register.Risks = append(register.Risks, risk.Risk{ID: "unrated", Kind: risk.Threat, Status: risk.Open})
	var requests []change.Request
	for _, state := range change.States() {
		requests = append(requests, change.Request{ID: string(state), State: state})
	}
	record := lateRollout()
	tolerances, _, _ := record.Replay()
	status := view.StatusInput{Plan: s.plan, Result: s.result, Baseline: s.baseline, Value: in.value, Work: s.work, Risks: register, Changes: requests, Tolerances: tolerances}
	doc := view.Status(phrase.In(phrase.En), status)

	var pressing []string
	for _, m := range s.work {
		if m.State.String() != "later" {
			pressing = append(pressing, string(m.Task))
		}
	}
	if got := cells(t, doc, "open-work"); len(got) != len(pressing) || len(got) == 0 {
		t.Errorf("%d tasks of %v", len(got), pressing)
	}
	if got := cells(t, doc, "top-risks"); len(got) != 5 || strings.Contains(strings.Join(got, " "), "unrated") {
		t.Errorf("risks %v", got)
	}
	if note := tableOf(t, doc, "top-risks").Note; note != "Left out: 2 more rated risks." {
		t.Errorf("note %q", note)
	}
	var open []string
	for _, row := range cells(t, doc, "changes") {
		id, _, _ := strings.Cut(row, "|")
		open = append(open, id)
	}
	if diff := cmp.Diff([]string{"draft", "submitted", "assessed", "approved", "deferred", "implemented"}, open); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"build|time|tolerance exceeded|0|9", "build|cost|within tolerance||3"}, cells(t, doc, "tolerances")); diff != "" {
		t.Error(diff)
	}

	status.Work, status.Risks, status.Changes, status.Tolerances.Watches = nil, risk.Register{}, nil, nil
	text := shown(t, view.Status(phrase.In(phrase.En), status))
	for _, part := range []string{"Work of the next period", "Top risks", "Changes not settled", "## Tolerances"} {
		if strings.Contains(text, part) {
			t.Errorf("%q in a status that was given nothing of it", part)
		}
	}
}

// A request says how urgent it is, what it affects, why it is needed and how it
// is carried out, in both languages; a question of the host's own is shown by its
// id.
func TestRequestSaysItsReasons(t *testing.T) {
	r := change.Request{ID: "CR-1", Title: "A second counter", Urgency: change.High, Affected: []finding.Ref{{Kind: "goal", ID: "g"}},
		Necessity: []change.Answer{{Question: "customer", Reply: change.Yes, Evidence: []finding.Ref{{Kind: "document", ID: "mail"}}}, {Question: "ours", Reply: change.No, Note: "asked twice"}},
		Plan:      change.ChangePlan{Steps: []change.PlanStep{{What: "Buy wood", Owner: "zhao", Due: calendar.DateOf(2026, 3, 20)}}, Inform: []string{"li", "wang"}, Rollback: "Sell the wood"}}
	for lang, want := range map[phrase.Lang][]string{
		phrase.En:   {"| Urgency | high |", "| Affects | goal g |", "| Does the customer ask for it? | yes | document mail |  |", "| ours | no |  | asked twice |", "| Buy wood | zhao | 2026-03-20 |", "| Who is told | li, wang |", "| Way back | Sell the wood |"},
		phrase.ZhCN: {"| 紧急程度 | 高 |", "| 是否由客户提出？ | 是 | 文档 mail |  |", "| 告知对象 | li、wang |"},
	} {
		has(t, shown(t, view.Change(phrase.In(lang), r, nil)), want...)
	}
	plain := shown(t, view.Change(phrase.In(phrase.En), change.Request{ID: "CR-2", Title: "t", Plan: change.ChangePlan{Rollback: "Stop"}}, nil))
	has(t, plain, "How it is carried out", "| Way back | Stop |")
	if strings.Contains(plain, "Why it is needed") {
		t.Error("reasons that nobody gave")
	}
}
