package evm

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/milepost-go/milepost/kpi"
	"github.com/milepost-go/milepost/lifecycle/finding"
)

func TestEarnByEachMethod(t *testing.T) {
	budget := cny(t, "1000")
	half := kpi.Ratio(1, 2, "")
	for _, row := range []struct {
		name string
		p    Package
		want string
	}{
		{"percent by default", Package{Percent: half}, "500"}, {"percent", Package{Earning: PercentComplete, Percent: kpi.Ratio(1, 3, "")}, "1000/3"},
		{"0/100 started", Package{Earning: FixedSplit, Started: true}, "0"}, {"0/100 finished", Package{Earning: FixedSplit, Started: true, Finished: true}, "1000"},
		{"50/50 waiting", Package{Earning: FixedSplit, AtStart: half}, "0"}, {"50/50 started", Package{Earning: FixedSplit, AtStart: half, Started: true}, "500"}, {"50/50 finished", Package{Earning: FixedSplit, AtStart: half, Finished: true}, "1000"},
		{"milestones", Package{Earning: WeightedMilestones, Milestones: []Milestone{{"a", cny(t, "250"), true}, {"b", cny(t, "700"), false}, {"c", cny(t, "50"), true}}}, "300"},
		{"units", Package{Earning: Units, Done: kpi.Int(7, "door"), Total: kpi.Int(9, "door")}, "7000/9"}, {"effort", Package{Earning: LevelOfEffort, PV: cny(t, "123.45")}, "123.45"},
	} {
		row.p.ID, row.p.Budget = "wp", budget
		got, found, err := Earn([]Package{row.p})
		if err != nil || len(found) > 0 {
			t.Errorf("%s: %v, %v", row.name, found, err)
			continue
		}
		same(t, row.name, got.Total.Div(cny(t, "1")), number(t, row.want))
		same(t, row.name+" alone", got.Packages[0].EV, got.Total)
	}
}

func TestEarnFollowsBases(t *testing.T) {
	follow := func(id, base, budget string) Package {
		return Package{ID: id, Earning: Apportioned, Base: base, Budget: cny(t, budget)}
	}
	got, _, err := Earn([]Package{
		follow("inspection of inspection", "inspection", "10"), follow("inspection", "work", "50"), {ID: "work", Budget: cny(t, "200"), Percent: kpi.Ratio(3, 4, "")}, follow("tests", "work", "80"),
		{ID: "office", Budget: cny(t, "100"), Earning: LevelOfEffort, PV: cny(t, "40")},
	})
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range []string{"7.5", "37.5", "150", "60", "40"} {
		same(t, got.Packages[i].ID, got.Packages[i].EV, cny(t, want))
	}
	same(t, "total", got.Total, cny(t, "295"))
	same(t, "effort", got.LevelOfEffort, cny(t, "40"))
	if !got.Packages[4].LevelOfEffort || got.Packages[0].LevelOfEffort {
		t.Errorf("got %+v", got.Packages)
	}
}

func TestEarnOfNothing(t *testing.T) {
	got, found, err := Earn(nil)
	if err != nil || len(found) > 0 || len(got.Packages) > 0 {
		t.Errorf("got %+v, %v, %v", got, found, err)
	}
	same(t, "total", got.Total, kpi.Int(0, ""))
}

// Nothing earned is 0 in the unit of the budgets, whatever the method.
func TestNothingEarnedHasAUnit(t *testing.T) {
	for _, p := range []Package{
		{Percent: kpi.Int(0, "")}, {Earning: FixedSplit}, {Earning: WeightedMilestones, Milestones: []Milestone{{"a", cny(t, "9"), false}}},
		{Earning: Units, Done: kpi.Int(0, ""), Total: kpi.Int(3, "door")}, {Earning: LevelOfEffort, PV: kpi.Int(0, "")}, {Earning: Apportioned, Base: "base"},
	} {
		p.ID, p.Budget = "wp", cny(t, "9")
		got, found, err := Earn([]Package{p, {ID: "base", Budget: cny(t, "1"), Percent: kpi.Int(0, "")}, {ID: "free", Budget: kpi.Int(0, ""), Percent: kpi.Int(1, "")}})
		if err != nil || len(found) > 0 {
			t.Fatalf("%s: %v, %v", p.Earning, found, err)
		}
		for _, v := range []kpi.Value{got.Packages[0].EV, got.Packages[2].EV, got.Total, got.LevelOfEffort} {
			same(t, string(p.Earning), v, cny(t, "0"))
		}
	}
}

func TestEarnOfUnmeasuredWork(t *testing.T) {
	for want, p := range map[string]Package{
		"warn evm.package.not_measured package wp.percent": {}, "warn evm.package.not_measured package wp.done": {Earning: Units, Total: kpi.Int(3, "")},
		"warn evm.package.not_measured package wp.total": {Earning: Units, Done: kpi.Int(3, "")}, "warn evm.package.not_measured package wp.pv": {Earning: LevelOfEffort},
		"warn evm.package.not_measured package wp.milestones": {Earning: WeightedMilestones, Milestones: []Milestone{{Reached: true}}},
	} {
		p.ID, p.Budget = "wp", cny(t, "100")
		got, found, err := Earn([]Package{p, {ID: "other", Budget: cny(t, "1"), Percent: kpi.Int(1, "")}})
		if err != nil || !got.Total.IsUnknown() || !got.Packages[0].EV.IsUnknown() || got.Packages[1].EV.IsUnknown() {
			t.Errorf("%s: got %+v, %v", want, got, err)
		}
		wantFindings(t, found, want)
	}
	none, found, err := Earn([]Package{{ID: "wp", Budget: cny(t, "100"), Earning: Units, Done: kpi.Int(0, ""), Total: kpi.Int(0, "")}})
	if err != nil || none.Total.Reason() != kpi.ReasonZeroDenominator {
		t.Errorf("got %+v, %v", none, err)
	}
	wantFindings(t, found, "warn evm.package.not_measured package wp.done")
	free, found, err := Earn([]Package{{ID: "a", Budget: cny(t, "0"), Percent: kpi.Int(1, "")}, {ID: "b", Budget: cny(t, "9"), Earning: Apportioned, Base: "a"}})
	if err != nil || free.Packages[1].EV.Reason() != kpi.ReasonZeroDenominator {
		t.Errorf("got %+v, %v", free, err)
	}
	wantFindings(t, found, "warn evm.package.without_value package b.base")
}

func TestEarnRefuses(t *testing.T) {
	b := cny(t, "100")
	for _, row := range []struct {
		want string
		p    Package
	}{
		{"block evm.package.share package wp.percent", Package{Percent: number(t, "1.01")}}, {"block evm.package.share package wp.percent", Package{Percent: number(t, "-0.01")}},
		{"block evm.package.share package wp.percent", Package{Percent: kpi.Int(1, "h")}}, {"block evm.package.share package wp.at_start", Package{Earning: FixedSplit, AtStart: number(t, "50")}},
		{"block evm.package.share package wp.done", Package{Earning: Units, Done: kpi.Int(4, ""), Total: kpi.Int(3, "")}},
		{"block evm.package.milestones package wp.milestones", Package{Earning: WeightedMilestones, Milestones: []Milestone{{"a", cny(t, "99"), true}}}},
		{"block evm.package.unit package wp.milestones", Package{Earning: WeightedMilestones, Milestones: []Milestone{{"a", eur(t, "100"), true}}}},
		{"block evm.package.unit package wp.pv", Package{Earning: LevelOfEffort, PV: eur(t, "1")}}, {"block evm.package.earning package wp.earning", Package{Earning: "by_mood"}},
		{"block evm.package.unknown_base package wp.base", Package{Earning: Apportioned, Base: "?"}}, {"block evm.package.cycle package wp.base", Package{Earning: Apportioned, Base: "wp"}},
	} {
		row.p.ID, row.p.Budget = "wp", b
		got, found, err := Earn([]Package{row.p})
		var list *finding.Error
		if !errors.As(err, &list) || len(list.Findings) != 1 || got.Packages != nil {
			t.Errorf("%s: got %+v, %v", row.want, got, err)
		}
		wantFindings(t, found, row.want)
	}
}

func TestEarnFindsAllAtOnce(t *testing.T) {
	follow := func(id, base string) Package {
		return Package{ID: id, Earning: Apportioned, Base: base, Budget: cny(t, "1")}
	}
	_, found, err := Earn([]Package{
		follow("tail", "a"), follow("a", "b"), follow("b", "c"), follow("c", "a"), {Budget: cny(t, "1"), Percent: kpi.Int(0, "")},
		{ID: "x", Budget: eur(t, "1"), Percent: kpi.Int(0, "")}, {ID: "x", Budget: cny(t, "1"), Percent: kpi.Int(0, "")},
	})
	if err == nil {
		t.Fatal("no error")
	}
	wantFindings(t, found, "block evm.package.no_id package.id", "block evm.package.cycle package a.base", "block evm.package.duplicate_id package x.id", "block evm.package.unit package x.budget")
	if got := fmt.Sprint(found[1].Related); got != "[package b package c]" {
		t.Errorf("the circle is %s", got)
	}
}

// A long chain of followers, whatever their order, earns in proportion.
func TestEarnLongChain(t *testing.T) {
	const seed, n = 37, 20000
	var list []Package
	for i := range n {
		p := Package{ID: fmt.Sprint(i), Budget: kpi.Int(int64(i%7)+1, "h"), Earning: Apportioned, Base: fmt.Sprint(i - 1)}
		if i == 0 {
			p.Earning, p.Percent = PercentComplete, kpi.Ratio(1, 3, "")
		}
		list = append(list, p)
	}
	rand.New(rand.NewPCG(seed, 1)).Shuffle(n, func(i, j int) { list[i], list[j] = list[j], list[i] })
	got, _, err := Earn(list)
	if err != nil {
		t.Fatal(err)
	}
	for i, e := range got.Packages {
		if want := list[i].Budget.Div(kpi.Int(3, "")); !e.EV.Equal(want) {
			t.Fatalf("%s earned %v, want %v", e.ID, e.EV, want)
		}
	}
}
