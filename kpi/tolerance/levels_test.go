package tolerance_test

import (
	"encoding/json"
	"fmt"
	"sync"
	"testing"

	"github.com/milepost-go/milepost/kpi/tolerance"
)

// Every aspect is watched at every level: by a limit of the place, by one of
// its level, and by one that the project hands down.
func TestEveryAspectAtEveryLevel(t *testing.T) {
	place := map[tolerance.Level]string{tolerance.Project: "crm", tolerance.Phase: "build", tolerance.Task: "import"}
	for _, aspect := range tolerance.Aspects() {
		for _, level := range tolerance.Levels() {
			for name, limit := range map[string]tolerance.Limit{
				"own":     {Aspect: aspect, Place: place[level], Outer: days(10), Inner: days(5)},
				"level":   {Aspect: aspect, Level: level, Outer: days(10), Inner: days(5)},
				"project": {Aspect: aspect, Place: "crm", Outer: days(10), Inner: days(5)},
			} {
				rules := tolerance.Rules{Places: rollout().Places, Limits: []tolerance.Limit{limit}}
				list := weekly(10, 11, 6, 5)
				for i := range list {
					list[i].Place, list[i].Aspect = place[level], aspect
				}
				if got := kinds(t, rules, list); got != "seen crossed - cleared" {
					t.Errorf("%s at %s by its %s limit: %s", aspect, level, name, got)
				}
				state, _, _ := tolerance.Replay(rules, list)
				id := fmt.Sprintf("%s/%s/1", place[level], aspect)
				if e := state.Exceptions(nil); len(e) != 1 || e[0].Deviation.ID != id || e[0].Account.Exception != id || !e[0].Deviation.CrossedBy.Equal(days(11)) {
					t.Errorf("%s at %s: %v", aspect, level, e)
				}
			}
		}
	}
}

// Rules and states are read by many at once without a lock.
func TestConcurrentUse(t *testing.T) {
	rules, state := rollout(), tolerance.State{}
	state, _, _ = tolerance.Replay(rules, weekly(6, 12))
	next := weekly(6, 12, 7)[2]
	var wg sync.WaitGroup
	texts := make([]string, 8)
	for i := range texts {
		wg.Go(func() {
			rules.For("import", tolerance.Time)
			state.Outlooks(rules, state.Exceptions(nil)[0])
			after, _, _ := state.Observe(rules, next)
			data, err := json.Marshal(after)
			if err != nil {
				t.Error(err)
			}
			texts[i] = string(data)
		})
	}
	wg.Wait()
	for _, got := range texts[1:] {
		if got != texts[0] {
			t.Errorf("got %s and %s", got, texts[0])
		}
	}
}

func ExampleState_Watch() {
	state, _, _ := tolerance.Replay(rollout(), weekly(3, 4))
	w, ok := state.Watch("build", tolerance.Time)
	fmt.Println(w.On, w.Status, w.Forecast, "worse in a row:", w.Worse, ok)
	_, ok = state.Watch("build", tolerance.Cost)
	fmt.Println(ok)
	// Output:
	// 2026-03-13 within 4 day worse in a row: 1 true
	// false
}

func ExampleState_Deviations() {
	state, _, _ := tolerance.Replay(rollout(), weekly(7, 2, 13))
	for _, d := range state.Deviations() {
		fmt.Println(d.ID, "open:", d.Open(), "crossed:", !d.Crossed.IsZero(), "worst", d.Worst, "on", d.WorstOn, d.Evidence)
	}
	// Output:
	// build/time/1 open: false crossed: false worst 7 day on 2026-03-06 [report week-1 report week-2]
	// build/time/2 open: true crossed: true worst 13 day on 2026-03-20 [report week-3]
}

func ExampleState_Exceptions() {
	state, _, _ := tolerance.Replay(rollout(), weekly(7, 12, 14))
	for _, e := range state.Exceptions([]tolerance.Account{{Exception: "build/time/1", Cause: "Two testers are ill."}}) {
		fmt.Println(e.Deviation.ID, "since", e.Deviation.FirstSeen, "across", e.Deviation.Limit.Outer, "by", e.Deviation.CrossedBy, "now", e.Deviation.Latest)
		fmt.Println(e.Account.Cause)
	}
	// Output:
	// build/time/1 since 2026-03-06 across 10 day by 12 day now 14 day
	// Two testers are ill.
}

func ExampleRecord_Replay() {
	record := tolerance.Record{Rules: rollout(), Observations: weekly(6, 4)}
	state, events, refused := record.Replay()
	fmt.Println(len(state.Watches), "watch,", len(events), "events,", len(refused), "refused")
	// Output: 1 watch, 2 events, 0 refused
}
