package scheduletest

import (
	"math/rand/v2"
	"reflect"
	"testing"

	"github.com/milepost-go/milepost/schedule"
)

// TestOracleKeepsLaws holds the oracle to the laws that it knows nothing of.
func TestOracleKeepsLaws(t *testing.T) {
	for seed := range uint64(1500) {
		p := RandomPlan(seed, Shape{Tasks: 3 + int(seed%20)})
		if found := broken(p, Oracle(p)); found != nil {
			t.Fatalf("%s breaks %q\n%s", p.Name, found, Dump(p))
		}
	}
}

func TestOracleShifts(t *testing.T) {
	solve := func(p *schedule.Plan) (map[schedule.TaskID]schedule.Times, error) { return Oracle(p), nil }
	for seed := range uint64(300) {
		p := RandomPlan(seed, Shape{})
		if found := ShiftLaw(p, 53, solve); found != nil {
			t.Fatalf("%s: %q\n%s", p.Name, found, Dump(p))
		}
	}
}

// TestOracleOrder wants the order of links to mean nothing, and the plan
// untouched.
func TestOracleOrder(t *testing.T) {
	for seed := range uint64(200) {
		p := RandomPlan(seed, Shape{})
		before := p.Clone()
		want := Oracle(p)
		if !reflect.DeepEqual(p, before) {
			t.Fatalf("seed %d: the plan has changed", seed)
		}
		random := rand.New(rand.NewPCG(seed, 1))
		random.Shuffle(len(p.Links), func(i, j int) { p.Links[i], p.Links[j] = p.Links[j], p.Links[i] })
		if got := Oracle(p); !reflect.DeepEqual(got, want) {
			t.Fatalf("seed %d: other dates with the links in another order", seed)
		}
	}
}

// TestOracleOfNoPlan wants an end, and no dates worth anything, where there is
// no plan to compute.
func TestOracleOfNoPlan(t *testing.T) {
	if got := Oracle(&schedule.Plan{}); len(got) != 0 {
		t.Error(got)
	}
	ring := &schedule.Plan{Start: march(3, 8, 0), Tasks: []schedule.Task{{ID: "a"}, {ID: "b"}, {ID: "c", Parent: "c"}},
		Links: []schedule.Link{{From: "a", To: "b", Lag: schedule.Lag{Length: 60}}, {From: "b", To: "a"}, {From: "gone", To: "a"}, {From: "a", To: "gone"}}}
	if got := Oracle(ring); len(got) != 3 {
		t.Error(got)
	}
}
