package view_test

import (
	"strings"
	"testing"
	"time"

	"github.com/milepost-go/milepost/lifecycle"
	"github.com/milepost-go/milepost/lifecycle/comms"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/card"
	"github.com/milepost-go/milepost/report/markdown"
	"github.com/milepost-go/milepost/report/phrase"
	"github.com/milepost-go/milepost/report/view"
	"github.com/milepost-go/milepost/risk"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

func markdownOf(t *testing.T, doc *report.Document) string {
	t.Helper()
	if found := doc.Check(); len(found) > 0 {
		t.Error(found)
	}
	var b strings.Builder
	if err := (markdown.Renderer{}).Render(&b, doc); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func has(t *testing.T, text string, words ...string) {
	t.Helper()
	for _, word := range words {
		if !strings.Contains(text, word) {
			t.Errorf("no %q in\n%s", word, text)
		}
	}
}

// refused is a real answer: a project just opened asks for execution.
func refused(t *testing.T) lifecycle.Explanation {
	t.Helper()
	def := lifecycle.SalesProject()
	at := time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
	in := lifecycle.Input{Now: at, Roles: []lifecycle.Role{lifecycle.RoleManager}}
	head := lifecycle.Header{ID: "c1", Actor: "li"}
	events, no := lifecycle.Decide(def, lifecycle.State{}, lifecycle.StartProject{Header: head, Definition: lifecycle.SalesProjectID}, in)
	if no != nil {
		t.Fatal(no)
	}
	state := lifecycle.State{}
	for _, e := range events {
		state = lifecycle.Apply(state, e)
	}
	head.ID = "c2"
	return lifecycle.Explain(def, state, lifecycle.RequestMove{Header: head, To: lifecycle.PhasePlanning}, in)
}

func TestGate(t *testing.T) {
	for lang, word := range map[phrase.Lang]string{phrase.En: "refused", phrase.ZhCN: "拒绝"} {
		w := phrase.In(lang)
		a := refused(t)
		text := markdownOf(t, view.Gate(w, view.GateInput{Project: "Deal 7", On: calendar.DateOf(2026, 3, 2), Answer: a}))
		has(t, strings.ToLower(text), word, "deal 7")
		if len(a.Findings) == 0 || len(a.Steps) == 0 {
			t.Fatalf("the answer says nothing: %+v", a)
		}
		if n := strings.Count(text, "\n1. "); n != 1 {
			t.Errorf("%d lists of steps:\n%s", n, text)
		}
	}
	yes := view.Gate(phrase.In(phrase.En), view.GateInput{Answer: lifecycle.Explanation{Allowed: true, Move: "plan", Approvals: []lifecycle.Signature{{Role: lifecycle.RoleSponsor, Actor: "chen", At: time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)}}}})
	has(t, markdownOf(t, yes), "chen", "2026-03-02")
}

// A digest of two views made by hand: one row new, one changed in one field, one
// gone.
func weekly() comms.Digest {
	return comms.Digest{Changes: []comms.RowChange{
		{Kind: "tasks", Ref: finding.Ref{Kind: "task", ID: "a"}, Change: comms.RowAdded, Fields: []comms.FieldChange{{Name: "finish", After: finding.Date("2026-03-09")}}},
		{Kind: "tasks", Ref: finding.Ref{Kind: "task", ID: "b"}, Change: comms.ChangeKind("changed"), Fields: []comms.FieldChange{{Name: "finish", Before: finding.Date("2026-03-06"), After: finding.Date("2026-03-10")}}},
		{Kind: "risks", Ref: finding.Ref{Kind: "risk", ID: "r1"}, Change: comms.RowRemoved, Fields: []comms.FieldChange{{Name: "event", Before: finding.Text("flood")}}},
	}}
}

func TestDigest(t *testing.T) {
	doc := view.Digest(phrase.In(phrase.ZhCN), view.DigestInput{Project: "P", Audience: comms.Sponsor, From: calendar.DateOf(2026, 3, 2), To: calendar.DateOf(2026, 3, 9), Digest: weekly()})
	text := markdownOf(t, doc)
	has(t, text, "2026-03-06", "2026-03-10", "2026-03-09", "r1")
	if strings.Contains(text, "flood") {
		t.Errorf("what is gone is told in full:\n%s", text)
	}
}

// work is a plan of three tasks of which somebody has two, and one meeting and
// one action of theirs.
func work(t *testing.T) view.WorkListInput {
	t.Helper()
	plan := &schedule.Plan{
		Start: calendar.DateOf(2026, 3, 2).At(8 * calendar.Hour),
		Tasks: []schedule.Task{
			{ID: "a", Name: "Offer", Duration: schedule.Duration{Length: 16 * calendar.Hour}}, {ID: "b", Name: "Contract", Duration: schedule.Duration{Length: 8 * calendar.Hour}},
			{ID: "c", Name: "Elsewhere", Duration: schedule.Duration{Length: 8 * calendar.Hour}},
		},
		Links: []schedule.Link{{From: "a", To: "b"}},
	}
	result, err := schedule.Compute(plan, schedule.Options{})
	if err != nil {
		t.Fatal(err)
	}
	items, err := schedule.Worklist(plan, result, calendar.DateOf(2026, 3, 4).At(8*calendar.Hour), schedule.WorklistOptions{})
	if err != nil {
		t.Fatal(err)
	}
	return view.WorkListInput{
		Person: "Li", On: calendar.DateOf(2026, 3, 4), Plan: plan, Work: items, Tasks: []schedule.TaskID{"a", "b"},
		Obligations: comms.Obligations{
			Actions: []comms.Item{{ID: "T-1", Text: "Call the supplier", Due: calendar.DateOf(2026, 3, 5), Raised: calendar.DateOf(2026, 3, 2)}},
			Duties:  []comms.Duty{{Occurrence: comms.Occurrence{Series: "weekly", Local: calendar.DateOf(2026, 3, 9).At(9 * calendar.Hour)}, Title: "Weekly", Chair: true}},
		},
	}
}

// The lists of all people together are the open tasks of the plan, each once.
func TestWorkList(t *testing.T) {
	in := work(t)
	text := markdownOf(t, view.WorkList(phrase.In(phrase.En), in))
	has(t, text, "Offer", "Contract", "Call the supplier", "Weekly", "2026-03-09")
	if strings.Contains(text, "Elsewhere") || strings.Count(text, "Contract") != 1 {
		t.Errorf("tasks of others, or one twice:\n%s", text)
	}
	rows := func(own []schedule.TaskID) int {
		in.Tasks = own
		for _, b := range view.WorkList(phrase.In(phrase.En), in).Blocks {
			if table, ok := b.(*report.Table); ok && table.Name == "open-work" {
				return len(table.Rows)
			}
		}
		return 0
	}
	if sum, all := rows([]schedule.TaskID{"a", "b"})+rows([]schedule.TaskID{"c"}), rows(nil); sum != all || all != 3 || rows([]schedule.TaskID{}) != 0 {
		t.Errorf("%d rows of all people, %d of the plan", sum, all)
	}
}

// What chat is told of goes through both chats in both languages: the answer of
// a gate, a digest, a work list, risks, a plan.
func TestMessagesFitIntoChat(t *testing.T) {
	for _, lang := range report.Langs() {
		w := phrase.In(lang)
		in := work(t)
		result, err := schedule.Compute(in.Plan, schedule.Options{})
		if err != nil {
			t.Fatal(err)
		}
		for name, doc := range map[string]*report.Document{
			"gate":   view.Gate(w, view.GateInput{Project: "P", Answer: refused(t)}),
			"digest": view.Digest(w, view.DigestInput{Project: "P", Audience: comms.Sponsor, Digest: weekly()}),
			"work":   view.WorkList(w, in),
			"risks":  view.RisksOn(w, rated(t, risk.Current), calendar.DateOf(2026, 3, 3), risk.Current),
			"plan":   view.Plan(w, view.PlanInput{Plan: in.Plan, Result: result}),
		} {
			for chat, write := range map[string]func(*report.Document, card.Options) ([]card.Message, error){"slack": card.Slack, "teams": card.Teams} {
				messages, err := write(doc, card.Options{Links: []card.Link{{URL: "https://crm.example/p"}}})
				if err != nil || len(messages) == 0 {
					t.Errorf("%s in %s: %v", name, chat, err)
				}
				for _, m := range messages {
					if len(m.Body) > 28_000 || !strings.Contains(m.Text, doc.Title) {
						t.Errorf("%s in %s: %d bytes: %.80s", name, chat, len(m.Body), m.Text)
					}
				}
			}
		}
	}
}
