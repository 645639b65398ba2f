package view

import (
	"strings"
	"testing"
	"time"

	"github.com/milepost-go/milepost/lifecycle"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/markdown"
	"github.com/milepost-go/milepost/report/phrase"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// overseen is a sales project that went to planning on a condition, without a
// team, by an override, and has another override that was never used.
func overseen(t *testing.T) lifecycle.State {
	t.Helper()
	spec := lifecycle.SalesProject().Spec()
	for i := range spec.Gates {
		g := &spec.Gates[i]
		if g.ID != lifecycle.GatePlanning && g.ID != lifecycle.GateExecution {
			continue
		}
		g.Override, g.Deciders = []lifecycle.Role{lifecycle.RoleSponsor}, []lifecycle.Role{lifecycle.RoleSponsor}
		for k := range g.Criteria {
			g.Criteria[k].Conditional = g.Criteria[k].Fact == lifecycle.FactCharterComplete
		}
	}
	def, err := lifecycle.Define(spec)
	if err != nil {
		t.Fatal(err)
	}
	now := time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
	in := lifecycle.Input{Now: now, Roles: []lifecycle.Role{lifecycle.RoleManager, lifecycle.RoleSponsor}, Facts: lifecycle.NewFacts(
		lifecycle.Fact{Name: lifecycle.FactGoalsBlocking, Value: finding.Number(0, ""), At: now},
		lifecycle.Fact{Name: lifecycle.FactCharterComplete, Value: finding.Bool(false), At: now},
		lifecycle.Fact{Name: lifecycle.FactTeamFormed, Value: finding.Bool(false), At: now},
		lifecycle.Fact{Name: lifecycle.FactResourcesSuffice, Value: finding.Bool(true), At: now},
	)}
	var s lifecycle.State
	head := func(id, reason string) lifecycle.Header {
		return lifecycle.Header{ID: lifecycle.CommandID(id), Actor: "chen.jie", Reason: reason}
	}
	decide := lifecycle.DecideGate{Header: head("c4", "customer waits"), Move: lifecycle.MoveStartPlanning, Verdict: lifecycle.VerdictGoConditions,
		Conditions: []lifecycle.Condition{{ID: "K1", Fact: lifecycle.FactCharterComplete, Owner: "li.na", Due: now.Add(72 * time.Hour), OnMiss: lifecycle.MissHolds}}}
	for _, cmd := range []lifecycle.Command{
		lifecycle.StartProject{Header: head("c1", ""), Definition: spec.ID},
		lifecycle.Override{Header: head("c2", "the team meets | on Friday"), Move: lifecycle.MoveStartPlanning, Facts: []lifecycle.FactName{lifecycle.FactTeamFormed}, Until: now.Add(24 * time.Hour)},
		lifecycle.Override{Header: head("c3", "just in case"), Move: lifecycle.MoveStartPlanning, Facts: []lifecycle.FactName{lifecycle.FactResourcesSuffice}, Until: now.Add(24 * time.Hour)},
		decide,
	} {
		if d, ok := cmd.(lifecycle.DecideGate); ok {
			d.Evidence = lifecycle.Explain(def, s, d, in).Evidence
			cmd = d
		}
		entries, refusal := lifecycle.Decide(def, s, cmd, in)
		if refusal != nil {
			t.Fatal(refusal)
		}
		for _, e := range entries {
			s = lifecycle.Apply(s, e)
		}
	}
	return s
}

// TestOverridesStayVisible: status and final report tell of the condition and
// of both overrides, the used and the unused, in both languages.
func TestOverridesStayVisible(t *testing.T) {
	s := overseen(t)
	plan := &schedule.Plan{Name: "p", Start: calendar.DateOf(2026, 3, 2).At(8 * calendar.Hour)}
	result, err := schedule.Compute(plan, schedule.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for lang, words := range map[report.Lang][]string{
		report.En:   {"Overrides", "Conditions", "Gate decisions", "go on conditions", "none |"},
		report.ZhCN: {"特批", "附加条件", "关口决定", "有条件通过"},
	} {
		w := phrase.In(lang)
		for name, doc := range map[string]*report.Document{
			"status": Status(w, StatusInput{Plan: plan, Result: result, State: s}),
			"final":  Closing(w, ClosingInput{Project: "p", State: s}),
		} {
			var b strings.Builder
			if err := (markdown.Renderer{}).Render(&b, doc); err != nil {
				t.Fatal(err)
			}
			if strings.Contains(b.String(), "528,340") {
				t.Errorf("%v %s: a variance from no baseline", lang, name)
			}
			for _, want := range append(words, "K1", "li.na", "2026-03-05", "chen.jie", "just in case", "customer waits", `the team meets \| on Friday`, "2026-03-03") {
				if !strings.Contains(strings.ToLower(b.String()), strings.ToLower(want)) {
					t.Errorf("%v %s: no %q in\n%s", lang, name, want, b.String())
				}
			}
		}
	}
	if got := oversight(phrase.In(report.En), lifecycle.State{}); got != nil {
		t.Errorf("a project without any has %d blocks", len(got))
	}
}
