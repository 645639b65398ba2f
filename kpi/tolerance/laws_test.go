package tolerance_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/milepost-go/milepost/kpi/tolerance"
	"github.com/milepost-go/milepost/lifecycle/finding"
)

func text(t *testing.T, v any) string {
	t.Helper()
	data, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// One by one gives the same bytes as all at once, from any state on, and no
// earlier state is changed by it.
func TestObserveOneByOneIsReplay(t *testing.T) {
	const seed = 42
	r := rand.New(rand.NewPCG(seed, 1))
	for round := range 300 {
		h := randomHistory(r)
		rules, all := h.rules(), h.observations()
		var state tolerance.State
		var events []tolerance.Event
		var states []tolerance.State
		var texts []string
		for _, o := range all {
			next, happened, _ := state.Observe(rules, o)
			states, texts = append(states, next), append(texts, text(t, next))
			state, events = next, append(events, happened...)
		}
		for i := range states {
			if text(t, states[i]) != texts[i] {
				t.Fatalf("seed %d round %d: the state after %d was changed later", seed, round, i)
			}
		}
		want, told, _ := tolerance.Replay(rules, all)
		if text(t, state) != text(t, want) || text(t, events) != text(t, told) {
			t.Fatalf("seed %d round %d:\n got %s\nwant %s", seed, round, text(t, state), text(t, want))
		}
		if text(t, all) != text(t, h.observations()) {
			t.Fatal("the observations were changed")
		}
	}
}

// A state that went through JSON goes on like the one in memory.
func TestStateContinuesFromJSON(t *testing.T) {
	const seed = 43
	r := rand.New(rand.NewPCG(seed, 1))
	for round := range 300 {
		h := randomHistory(r)
		all := h.observations()
		half, _, _ := tolerance.Replay(h.rules(), all[:len(all)/2])
		var state tolerance.State
		if err := json.Unmarshal([]byte(text(t, half)), &state); err != nil {
			t.Fatal(err)
		}
		for _, o := range all[len(all)/2:] {
			state, _, _ = state.Observe(h.rules(), o)
		}
		want, _, _ := tolerance.Replay(h.rules(), all)
		if text(t, state) != text(t, want) {
			t.Fatalf("seed %d round %d:\n got %s\nwant %s", seed, round, text(t, state), text(t, want))
		}
	}
}

// Each tolerance fires once an excursion: of one record there is one crossing
// at most, its events come in their order, and records do not overlap.
func TestFiresOncePerExcursion(t *testing.T) {
	const seed = 44
	r := rand.New(rand.NewPCG(seed, 1))
	for range 1000 {
		h := randomHistory(r)
		state, events, _ := tolerance.Replay(h.rules(), h.observations())
		kinds := map[string][]tolerance.Kind{}
		for _, e := range events {
			if e.Kind != tolerance.Warned {
				kinds[e.Deviation] = append(kinds[e.Deviation], e.Kind)
			}
		}
		records := state.Deviations()
		if len(kinds) != len(records) {
			t.Fatalf("%d records, events of %d", len(records), len(kinds))
		}
		for i, d := range records {
			want := []tolerance.Kind{tolerance.Seen}
			if !d.Crossed.IsZero() {
				want = append(want, tolerance.Crossed)
			}
			if !d.Open() {
				want = append(want, tolerance.Cleared)
			}
			if !slices.Equal(kinds[d.ID], want) {
				t.Fatalf("%s: %v, want %v", d.ID, kinds[d.ID], want)
			}
			if i > 0 && !records[i-1].Cleared.Before(d.FirstSeen) {
				t.Fatalf("%s begins before %s is over", d.ID, records[i-1].ID)
			}
		}
	}
}

var order = map[tolerance.Status]int{tolerance.Within: 0, tolerance.Watched: 1, tolerance.Exceeded: 2}

// Worse figures and tighter limits never give a better status.
func TestStatusIsMonotone(t *testing.T) {
	const seed = 45
	r := rand.New(rand.NewPCG(seed, 1))
	strict := 0
	for round := range 2000 {
		h := randomHistory(r)
		h.n = 0
		worse := history{inner: h.inner, outer: h.outer}
		for i := range h.forecast {
			v := r.IntN(10) - 3
			w := v + r.IntN(3)
			h.forecast[i], h.actual[i] = &v, nil
			worse.forecast, worse.actual = append(worse.forecast, &w), append(worse.actual, nil)
		}
		if r.IntN(2) == 0 {
			worse.inner -= r.IntN(2)
			worse.outer = max(worse.inner, worse.outer-r.IntN(3))
		}
		a, _, _ := tolerance.Replay(h.rules(), h.observations())
		b, _, _ := tolerance.Replay(worse.rules(), worse.observations())
		for i := range a.Watches {
			better, bad := order[a.Watches[i].Status], order[b.Watches[i].Status]
			if better > bad {
				t.Fatalf("seed %d round %d: %s with better figures, %s with worse", seed, round, a.Watches[i].Status, b.Watches[i].Status)
			}
			if better < bad {
				strict++
			}
		}
	}
	if strict < 100 {
		t.Errorf("only %d pairs differ", strict)
	}
}

// Places and aspects do not disturb each other: any interleaving that keeps
// each in its own order gives the same state.
func TestInterleavingDoesNotMatter(t *testing.T) {
	const seed = 46
	r := rand.New(rand.NewPCG(seed, 1))
	for round := range 200 {
		rules := tolerance.Rules{Places: []tolerance.Place{{ID: "p", Level: tolerance.Project}}}
		for _, aspect := range tolerance.Aspects() {
			rules.Limits = append(rules.Limits, tolerance.Limit{Aspect: aspect, Level: tolerance.Project, Outer: days(3), Inner: days(1), Cycles: 2})
		}
		var queues [][]tolerance.Observation
		for _, aspect := range tolerance.Aspects() {
			list := randomHistory(r).observations()
			for i := range list {
				list[i].Aspect = aspect
			}
			queues = append(queues, list)
		}
		straight := slices.Concat(queues...)
		var mixed []tolerance.Observation
		for len(mixed) < len(straight) {
			if q := r.IntN(len(queues)); len(queues[q]) > 0 {
				mixed, queues[q] = append(mixed, queues[q][0]), queues[q][1:]
			}
		}
		a, _, _ := tolerance.Replay(rules, straight)
		b, _, _ := tolerance.Replay(rules, mixed)
		if text(t, a) != text(t, b) {
			t.Fatalf("seed %d round %d: the order between aspects matters", seed, round)
		}
	}
}

// A refused observation changes nothing, and what is returned shares nothing
// with the state.
func TestRefusedChangesNothing(t *testing.T) {
	state, _, _ := tolerance.Replay(rollout(), weekly(6, 12))
	before := text(t, state)
	bad := weekly(1, 2, 3)[2]
	bad.Evidence = []finding.Ref{{Kind: "report"}}
	next, events, found := state.Observe(rollout(), bad)
	if text(t, next) != before || len(events) != 0 || len(found) != 1 || found[0].Code != tolerance.CodeObservationEvidence {
		t.Errorf("%v %v", events, found)
	}
	w, _ := state.Watch("build", tolerance.Time)
	w.Deviations[0].Evidence[0].ID = "forged"
	state.Deviations()[0].Evidence[0].ID = "forged"
	if text(t, state) != before {
		t.Error("the state can be written to from outside")
	}
}

func TestRecordRoundTrip(t *testing.T) {
	const seed = 47
	r := rand.New(rand.NewPCG(seed, 1))
	for range 200 {
		h := randomHistory(r)
		record := tolerance.Record{Rules: h.rules(), Observations: h.observations(), Accounts: []tolerance.Account{{
			Exception: "p/cost/1", Cause: "因", Options: []tolerance.Option{{ID: "a", Text: "<b>", Effects: []tolerance.Effect{{Aspect: tolerance.Cost, Change: days(-r.IntN(9))}}}}, Lesson: fmt.Sprint(r.Int()),
		}}}
		var first, second bytes.Buffer
		if err := tolerance.Encode(&first, record); err != nil {
			t.Fatal(err)
		}
		data := first.String()
		back, err := tolerance.Decode(&first)
		if err != nil {
			t.Fatal(err)
		}
		if err := tolerance.Encode(&second, back); err != nil || second.String() != data {
			t.Fatalf("%v\n%s\n%s", err, data, second.String())
		}
	}
}
