package view_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/milepost-go/milepost/lifecycle/change"
	"github.com/milepost-go/milepost/lifecycle/comms"
	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/card"
	"github.com/milepost-go/milepost/report/phrase"
	"github.com/milepost-go/milepost/report/view"
	"github.com/milepost-go/milepost/risk"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// chatDocuments are what people are told of in a chat. Every text of users is
// called name.
func chatDocuments(t *testing.T, w phrase.Printer, name string) map[string]*report.Document {
	t.Helper()
	s := newTeaShop(t)
	plan := s.plan.Clone()
	for i := range plan.Tasks {
		plan.Tasks[i].Name += name
	}
	result, err := schedule.Compute(plan, schedule.Options{})
	if err != nil {
		t.Fatal(err)
	}
	register := rated(t, risk.Current)
	register.Risks[0].Event, register.Risks[0].Cause = name, name
	in := newInput(t)
	gate := refused(t)
	request := change.Request{ID: "CR-1", Title: name, Why: name, Origin: change.FromCustomer, Kind: change.OfScope, State: change.Approved,
		Decision: change.Decision{Outcome: change.MoveApprove, By: "chen", Level: "sponsor", Reason: name, Votes: []change.Vote{{By: "chen", Choice: change.MoveApprove, Reason: name}}}}
	_, exception := deviationDocuments(w)
	work := s.workload(calendar.Date{})
	work.Plan = plan
	docs := map[string]*report.Document{
		"status":    view.Status(w, view.StatusInput{Plan: plan, Result: result, Baseline: s.baseline, Value: in.value}),
		"gate":      view.Gate(w, view.GateInput{Project: name, On: teaNow, Answer: gate}),
		"risk":      view.Risks(w, register, teaNow),
		"deviation": exception,
		"change":    view.Change(w, request, plan),
		"digest":    view.Digest(w, view.DigestInput{Project: name, Audience: comms.Sponsor, From: teaNow.AddDays(-7), To: teaNow, Digest: weekly()}),
		"work":      view.WorkList(w, view.WorkListInput{Person: name, On: teaNow, Plan: plan, Work: s.work}),
		"milestone": view.Milestones(w, view.MilestonesInput{Plan: plan, Result: result, Baseline: &s.baseline, Trend: s.trend}),
	}
	for _, x := range view.Workloads(work)[:1] {
		docs["personal"] = view.PersonalWork(w, plan, x)
	}
	docs["minutes"] = view.Minutes(w, view.MinutesInput{Title: name, Minutes: s.minutes[1]})
	return docs
}

// What goes into a chat goes through in both languages and stays within what the
// services take, whatever things are called.
func TestPapersFitIntoChat(t *testing.T) {
	names := map[string]string{"usual": "", "markup": " <!channel> <@U1> *b* [x](http://x) {{a}} \x00\x1b\u202e", "long": strings.Repeat("茶 tea 🍵 ", 900)}
	for kind, name := range names {
		for _, lang := range report.Langs() {
			for paper, doc := range chatDocuments(t, phrase.In(lang), name) {
				at := fmt.Sprint(paper, " in ", lang, ", ", kind)
				slack, err := card.Slack(doc, card.Options{Links: []card.Link{{URL: "https://crm.example/p"}}, MaxPages: 500})
				if err != nil || len(slack) == 0 {
					t.Fatalf("%s: %v", at, err)
				}
				for _, m := range slack {
					slackTakes(t, at, m)
				}
				teams, err := card.Teams(doc, card.Options{MaxPages: 500})
				if err != nil || len(teams) == 0 {
					t.Fatalf("%s: %v", at, err)
				}
				for _, m := range teams {
					teamsTake(t, at, m)
				}
			}
		}
	}
}

// slackTakes checks a message against the published limits: 50 blocks, 3,000
// characters a section, 150 a header, 10 elements of a context, and about 12,000
// characters in all; users' text stands in plain text only.
func slackTakes(t *testing.T, at string, m card.Message) {
	t.Helper()
	type textObject struct{ Type, Text string }
	var body struct {
		Text   string
		Blocks []struct {
			Type     string
			Text     *textObject
			Elements []json.RawMessage
		}
	}
	if err := json.Unmarshal(m.Body, &body); err != nil {
		t.Fatalf("%s: %v", at, err)
	}
	sum := 0
	for _, b := range body.Blocks {
		if b.Text == nil {
			if len(b.Elements) == 0 || len(b.Elements) > 10 {
				t.Errorf("%s: %d elements of %s", at, len(b.Elements), b.Type)
			}
			continue
		}
		n := utf8.RuneCountInString(b.Text.Text)
		if sum += n; b.Text.Type != "plain_text" || n == 0 || n > map[string]int{"header": 150, "section": 3000}[b.Type] {
			t.Errorf("%s: %s of %d characters as %s", at, b.Type, n, b.Text.Type)
		}
	}
	if len(body.Blocks) == 0 || len(body.Blocks) > 50 || sum > 12_000 || body.Text == "" {
		t.Errorf("%s: %d blocks, %d characters, %q", at, len(body.Blocks), sum, body.Text)
	}
	if !utf8.Valid(m.Body) || strings.ContainsAny(string(m.Body), "\x00\x1b") {
		t.Errorf("%s: control characters", at)
	}
}

// teamsTake checks a message against the published limit of 28 KB, counted as
// the flow writes it again: everything beyond ASCII as \u escapes.
func teamsTake(t *testing.T, at string, m card.Message) {
	t.Helper()
	size := 0
	for _, r := range string(m.Body) {
		if r < utf8.RuneSelf {
			size++
		} else {
			size += 6 * utf16.RuneLen(r)
		}
	}
	if size > 28*1024 || !json.Valid(m.Body) {
		t.Errorf("%s: %d bytes", at, size)
	}
}
