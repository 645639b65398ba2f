package charter

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule/calendar"
)

var update = flag.Bool("update", false, "write the golden files anew")

// golden compares a text with a file, or writes the file.
func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s: %s", name, diff)
	}
}

// TestFormIsStable: the JSON form and the digest of a charter written today
// are those of the one in the file, which approvals made earlier rely on. The
// second pair is of a charter from before there were strategies and budgets.
func TestFormIsStable(t *testing.T) {
	x := full(t)
	golden(t, "charter-full.golden.json", encoded(t, x))
	golden(t, "charter-full.golden.digest", string(x.Digest())+"\n")
	x.Strategy, x.Budget = Strategy{}, Budget{}
	golden(t, "charter.golden.json", encoded(t, x))
	golden(t, "charter.golden.digest", string(x.Digest())+"\n")
}

// TestStoryOfAGoal follows one goal from a wish to its verdict. Each step says
// what is still open, with the codes a reader of the rules expects.
func TestStoryOfAGoal(t *testing.T) {
	s, context := readSheet(t)
	var wish Goal
	wish.ID, wish.Statement = "G", "尽快提高续约率并降低投诉"
	steps := []struct {
		name   string
		change func(*Goal)
		want   []string
	}{
		{"a wish", func(*Goal) {}, []string{
			"charter.goal.no_baseline", "charter.goal.no_checkpoints", "charter.goal.no_direction", "charter.goal.no_due_date",
			"charter.goal.no_link", "charter.goal.no_metric", "charter.goal.no_object", "charter.goal.no_owner",
			"charter.goal.no_scope", "charter.goal.no_source", "charter.goal.no_target", "charter.goal.no_unit",
			"charter.goal.several_outcomes", "charter.goal.unsupported", "charter.goal.vague_words", "charter.weight.missing",
		}},
		{"specific", func(g *Goal) {
			g.Statement, g.Object, g.Scope, g.Owner = "将服务合同的续约率从62%提高到75%", "服务合同", "华东区", "li.na"
		}, []string{
			"charter.goal.no_baseline", "charter.goal.no_checkpoints", "charter.goal.no_direction", "charter.goal.no_due_date",
			"charter.goal.no_link", "charter.goal.no_metric", "charter.goal.no_source", "charter.goal.no_target",
			"charter.goal.no_unit", "charter.goal.unsupported", "charter.weight.missing",
		}},
		{"measurable", func(g *Goal) {
			g.Metric = s.good(t, "zh-renewal").Metric
		}, []string{
			"charter.goal.no_checkpoints", "charter.goal.no_due_date", "charter.goal.no_link", "charter.goal.unsupported",
			"charter.weight.missing",
		}},
		{"relevant", func(g *Goal) {
			g.Needs, g.Weight = []string{"N1"}, num("1")
		}, []string{"charter.goal.no_checkpoints", "charter.goal.no_due_date", "charter.goal.unsupported"}},
		{"timely", func(g *Goal) {
			g.Due, g.Checkpoints = day("2026-09-30"), []Checkpoint{{On: day("2026-06-30")}}
		}, []string{"charter.goal.unsupported"}},
		{"achievable", func(g *Goal) {
			g.Demands = []Demand{{Resource: "sales_hours", Amount: num("600"), Unit: "h"}}
		}, []string{}},
	}
	goal := wish
	for _, step := range steps {
		step.change(&goal)
		if diff := cmp.Diff(step.want, codes(CheckSMART(goal, context))); diff != "" {
			t.Errorf("%s: %s", step.name, diff)
		}
	}
	standard := Standard{Limits: []Limit{{"G", num("1"), num("0.6")}}, Rule: Rule{Method: Every}}
	fixed := frozen(t, standard, []Goal{goal})
	goal.Metric.Target = num("66") // the bar is lowered after the gate
	if diff := cmp.Diff([]string{"charter.frozen.terms_changed"}, codes(CheckFrozen(fixed, standard, []Goal{goal}))); diff != "" {
		t.Error(diff)
	}
	for actual, want := range map[string]Verdict{"60": Fail, "69": Fail, "69.8": Partial, "74.9": Partial, "75": Pass, "80": Pass, "": Unknown} {
		// 60 percent of the way from 62 to 75 is 69.8.
		if got := fixed.Judge([]Actual{{Goal: "G", Value: num(actual)}}).Whole; got != want {
			t.Errorf("%q: got %s, want %s", actual, got, want)
		}
	}
}

// TestEveryFindingNamesItsRemedy: whoever reads a finding is told what to do,
// and every code is one of the list.
func TestEveryFindingNamesItsRemedy(t *testing.T) {
	listed := map[finding.Code]bool{}
	for _, code := range Codes() {
		listed[code] = true
	}
	s, context := readSheet(t)
	var all []finding.Finding
	for _, x := range s.Bad {
		all = append(all, CheckSMART(changed(t, s.good(t, x.Goal), x.But), context)...)
	}
	all = append(all, Check(Charter{})...)
	all = append(all, Check(Charter{Goals: make([]Goal, 2), Needs: make([]Need, 2), Resources: make([]Resource, 2), Team: make([]Seat, 2),
		Risks: make([]FirstRisk, 1), Authority: make([]Authority, 1), Tolerances: make([]Tolerance, 1)})...)
	seen := map[finding.Code]bool{}
	for _, f := range all {
		if !listed[f.Code] || !listed[f.Remedy] || !strings.HasPrefix(string(f.Remedy), "charter.remedy.") {
			t.Errorf("%v", f)
		}
		seen[f.Code] = true
	}
	if len(seen) < 45 {
		t.Errorf("only %d codes were seen", len(seen))
	}
}

// TestContextOfACharter: goals are held against what the charter itself
// states.
func TestContextOfACharter(t *testing.T) {
	x := full(t)
	c := x.Context()
	want := Context{
		Start: x.Start, Finish: x.Finish, Parents: []string{"AIM-1", "en-renewal", "zh-orders", "en-response"},
		Needs: []string{"N1", "N2"}, Capacity: x.Capacity, Past: x.Past, MinPast: 5,
	}
	equal := []cmp.Option{
		cmp.Comparer(func(a, b Number) bool { return a == b }), cmp.Comparer(func(a, b calendar.Date) bool { return a == b }),
	}
	if diff := cmp.Diff(want, c, equal...); diff != "" {
		t.Error(diff)
	}
	c.Capacity[0].Unit, c.Past[0].Unit = "x", "x"
	if x.Capacity[0].Unit == "x" || x.Past[0].Unit == "x" {
		t.Error("the context shares rows with the charter")
	}
}

// TestMetricKinds: what each kind of figure allows at its edges.
func TestMetricKinds(t *testing.T) {
	for _, test := range []struct {
		kind             MetricKind
		unit             string
		baseline, target string
		want             finding.Code // empty: nothing wrong with the figures
	}{
		{Share, "ratio", "0", "1", ""},
		{Share, "ratio", "0", "1.01", CodeMetricRange},
		{Share, "percent", "1", "100", ""},
		{Retention, "percent", "99", "100.5", CodeMetricRange},
		{Retention, "percent", "-1", "50", CodeMetricRange},
		{Retention, "%", "1", "50", CodeMetricUnit},
		{Count, "piece", "0", "7", ""},
		{Count, "piece", "0", "7/2", CodeMetricRange},
		{Count, "piece", "-1", "7", CodeMetricRange},
		{Money, "CNY", "-5", "7.5", ""},
		{Money, "cny", "5", "7.5", CodeMetricUnit},
		{"", "kg", "-5", "7.5", ""},
		{"mood", "kg", "5", "7.5", CodeUnknownWord},
	} {
		g := Goal{ID: "G", Metric: Metric{Name: "m", Kind: test.kind, Unit: test.unit, Direction: Up, Source: "s",
			Baseline: num(test.baseline), Target: num(test.target)}}
		found := CheckSMART(g, Context{})
		for _, code := range []finding.Code{CodeMetricRange, CodeMetricUnit, CodeUnknownWord} {
			if holds(found, code) != (code == test.want) {
				t.Errorf("%+v: want %q, got %v", test, test.want, found)
			}
		}
	}
}
