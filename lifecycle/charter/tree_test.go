package charter

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/milepost-go/milepost/lifecycle/finding"
)

// worked is the tree of testdata/rollup.md.
func worked() []Goal {
	up := func(id, parent, weight, from, to string) Goal {
		return Goal{ID: id, Parent: parent, Weight: num(weight), Metric: Metric{Name: id, Unit: "u", Direction: Up, Baseline: num(from), Target: num(to)}}
	}
	goals := []Goal{up("A", "", "0.6", "", ""), up("A1", "A", "0.5", "62", "75"), up("A2", "A", "0.3", "48", "24"),
		up("A3", "A", "0.2", "0", "6"), up("B", "AIM-1", "0.4", "3000000", "3600000")}
	goals[2].Metric.Direction = Down
	return goals
}

func workedActuals() []Actual {
	return []Actual{{Goal: "A1", Value: num("60")}, {Goal: "A1", Value: num("70")}, {Goal: "A2", Value: num("30")}, {Goal: "A3", Value: num("9")}, {Goal: "B", Value: num("2900000")}}
}

func attainedText(a Attained) string {
	return fmt.Sprint(a.Goal, "|", a.Own, "|", a.Share, "|", a.Low, "|", a.High)
}

func TestRollUpByHand(t *testing.T) {
	each, whole := RollUp(worked(), workedActuals())
	var got []string
	for _, a := range append(each, whole) {
		got = append(got, attainedText(a))
	}
	want := []string{
		"A||381/520|381/520|381/520", "A1|8/13|8/13|8/13|8/13", "A2|0.75|0.75|0.75|0.75", "A3|1.5|1|1|1",
		"B|-1/6|0|0|0", "||1143/2600|1143/2600|1143/2600",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	_, whole = RollUp(worked(), workedActuals()[:4])
	if !whole.Share.IsZero() || whole.Low != Fraction(1143, 2600) || whole.High != Fraction(2183, 2600) {
		t.Errorf("got %s", attainedText(whole))
	}
}

func TestRollUpWithoutFigures(t *testing.T) {
	goals := worked()
	goals[1].Weight = Number{}
	each, whole := RollUp(goals, workedActuals())
	if !each[0].Share.IsZero() || !whole.Share.IsZero() || each[4].Share != Whole(0) {
		t.Errorf("a missing weight leaves no sum above it: %v, %v", each, whole)
	}
	if each, whole := RollUp(nil, nil); len(each) != 0 || whole != (Attained{}) {
		t.Errorf("got %v, %v", each, whole)
	}
	ring := worked()
	ring[0].Parent = "A1"
	each, _ = RollUp(ring, workedActuals())
	if !each[0].Share.IsZero() || !each[2].Share.IsZero() || each[4].Share != Whole(0) {
		t.Errorf("a ring has no sums: %v", each)
	}
	same := Metric{Baseline: num("5"), Target: num("5")}
	if n := same.Attainment(num("5")); !n.IsZero() {
		t.Errorf("no way from a baseline to itself: %s", n)
	}
}

func TestTreeFaults(t *testing.T) {
	for _, test := range []struct {
		name string
		harm func([]Goal) []Goal
		want []string
	}{
		{"clean", func(g []Goal) []Goal { return g }, nil},
		{"id twice", func(g []Goal) []Goal { g[4].ID = "A3"; return g }, []string{"block charter.id.duplicate: goal A3.id, got A3, remedy charter.remedy.give_unique_id"}},
		{"no id", func(g []Goal) []Goal { g[4].ID = ""; return g }, []string{"block charter.id.missing: goal.id, remedy charter.remedy.give_unique_id"}},
		{"level below one", func(g []Goal) []Goal { g[3].Weight = num("0.1"); return g },
			[]string{"block charter.goals.weight_sum: goal A.children, want 1, got 0.9, with goal A1 goal A2 goal A3, remedy charter.remedy.set_weight"}},
		{"top above one", func(g []Goal) []Goal { g[0].Weight = num("2/3"); return g },
			[]string{"block charter.goals.weight_sum: goals.weight, want 1, got 16/15, with goal A goal B, remedy charter.remedy.set_weight"}},
		{"weight missing", func(g []Goal) []Goal { g[4].Weight = Number{}; return g },
			[]string{"block charter.goals.weight_sum: goals.weight, want 1, got unknown (missing-input), with goal A goal B, remedy charter.remedy.set_weight"}},
		{"opposite", func(g []Goal) []Goal {
			g[2].Metric.Name, g[2].Metric.Baseline, g[2].Metric.Target = " a1 ", num("75"), num("62")
			return g
		}, []string{"block charter.goals.opposite_direction: goal A2.metric.direction, want up, got down, with goal A1, remedy charter.remedy.reconcile_goals"}},
		{"opposite elsewhere", func(g []Goal) []Goal { g[2].Metric.Name, g[2].Scope = "A1", "south"; return g }, nil},
		{"two baselines", func(g []Goal) []Goal { g[3].Metric.Name = "A1"; return g },
			[]string{"warn charter.goals.two_baselines: goal A3.metric.baseline, want 62 u, got 0 u, with goal A1, remedy charter.remedy.reconcile_goals"}},
		{"shared budget", func(g []Goal) []Goal {
			g[1].Demands = []Demand{{"budget", num("60"), "CNY"}, {"hours", num("10"), "h"}}
			g[4].Demands = []Demand{{"budget", num("40.01"), "CNY"}}
			return g
		}, []string{"block charter.goals.shared_capacity: capacity budget, want 100 CNY, got 100.01 CNY, with goal A1 goal B, remedy charter.remedy.reconcile_goals"}},
		{"shared budget in reach", func(g []Goal) []Goal {
			g[1].Demands, g[4].Demands = []Demand{{"budget", num("60"), "CNY"}}, []Demand{{"budget", num("40"), "CNY"}}
			return g
		}, nil},
		{"two rings", func(g []Goal) []Goal {
			g[0].Parent, g[4].Parent = "A2", "B"
			return g
		}, []string{
			"block charter.goals.cycle: goal A.parent, with goal A goal A2, remedy charter.remedy.link_goal",
			"block charter.goals.weight_sum: goal A2.children, want 1, got 0.6, with goal A, remedy charter.remedy.set_weight",
			"block charter.goals.cycle: goal B.parent, with goal B, remedy charter.remedy.link_goal",
			"block charter.goals.weight_sum: goal B.children, want 1, got 0.4, with goal B, remedy charter.remedy.set_weight",
		}},
	} {
		var got []string
		for _, f := range CheckTree(test.harm(worked()), []Capacity{{"budget", num("100"), "CNY"}, {"hours", num("5"), "h"}, {"none", Number{}, "h"}}) {
			got = append(got, f.String())
		}
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("%s: %s", test.name, diff)
		}
	}
}

// TestRingsOracle compares the walk with the definition: a goal is in a ring
// if going up from it leads back to it.
func TestRingsOracle(t *testing.T) {
	random := rand.New(rand.NewPCG(4, 4))
	rings := 0
	for range 2000 {
		n := 1 + random.IntN(7)
		goals := make([]Goal, n)
		for i := range goals {
			goals[i] = Goal{ID: fmt.Sprint(i), Parent: fmt.Sprint(random.IntN(n + 2))}
		}
		tree := newTree(goals)
		in := map[int]bool{}
		for _, ring := range tree.rings {
			for _, i := range ring {
				in[i] = true
			}
		}
		for i := range goals {
			at, back := tree.above[i], false
			for range n {
				back = back || at == i
				if at >= 0 {
					at = tree.above[at]
				}
			}
			if back != in[i] || tree.looped[i] != (at >= 0) {
				t.Fatalf("%v: goal %d: in a ring %v, found %v; looped %v", goals, i, back, in[i], tree.looped[i])
			}
		}
		rings += len(tree.rings)
	}
	if rings < 100 {
		t.Errorf("only %d rings turned up", rings)
	}
}

func TestNeeds(t *testing.T) {
	need := func(id string) Need {
		return Need{ID: id, Customer: "Hua Foods", Statement: "Answers within a day", Source: "visit of 12 January", Weight: num("0.5"), Measure: "desk log"}
	}
	goals := worked()
	goals[1].Needs = []string{"N1"} // below A: A1 itself, and A above it, are traced; A2 and A3 are not
	var got []string
	for _, f := range CheckNeeds([]Need{need("N1"), need("N2")}, goals) {
		got = append(got, f.Severity.String()+" "+string(f.Code)+" "+f.Subject.ID)
	}
	want := []string{"block charter.need.uncovered N2", "warn charter.goal.without_need A2", "warn charter.goal.without_need A3", "warn charter.goal.without_need B"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	goals[0].Needs, goals[4].Needs = []string{"N1"}, []string{"N2"}
	if found := CheckNeeds([]Need{need("N1"), need("N2")}, goals); len(found) != 0 {
		t.Errorf("all is traced through A: %v", found)
	}
	for _, test := range []struct {
		harm func(*Need)
		want finding.Code
	}{
		{func(n *Need) { n.ID = "" }, CodeNoID}, {func(n *Need) { n.ID = "N2" }, CodeDuplicateID}, {func(n *Need) { n.Customer = "" }, CodeNeedIncomplete},
		{func(n *Need) { n.Statement = " " }, CodeNeedIncomplete}, {func(n *Need) { n.Source = "" }, CodeNeedIncomplete}, {func(n *Need) { n.Measure = "" }, CodeNeedIncomplete},
		{func(n *Need) { n.Weight = Number{} }, CodeNoWeight}, {func(n *Need) { n.Weight = num("0") }, CodeWeightBounds}, {func(n *Need) { n.Weight = num("1.1") }, CodeWeightBounds},
	} {
		n := need("N1")
		test.harm(&n)
		if found := CheckNeeds([]Need{need("N2"), n}, goals); !holds(found, test.want) {
			t.Errorf("want %s, got %v", test.want, found)
		}
	}
}
