package facts

import (
	"reflect"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/milepost-go/milepost/lifecycle"
	"github.com/milepost-go/milepost/lifecycle/charter"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// computedParts returns the names of what the facts share and has been computed,
// and how many facts have been.
func computedParts(k *Known) (shared []string, facts int) {
	v := reflect.ValueOf(k).Elem()
	for i := range v.NumField() {
		once := v.Field(i)
		if once.Kind() == reflect.Struct && once.NumField() == 2 && once.Type().Field(0).Name == "once" && !once.Field(0).IsZero() {
			shared = append(shared, v.Type().Field(i).Name)
		}
	}
	for i := range k.checked {
		if !reflect.ValueOf(&k.checked[i]).Elem().Field(0).IsZero() {
			shared = append(shared, "checked "+string(PlanParts()[i]))
		}
	}
	for i := range k.slots {
		if !reflect.ValueOf(&k.slots[i]).Elem().Field(0).IsZero() {
			facts++
		}
	}
	return shared, facts
}

func smallInput() Input {
	return Input{
		Charter: &charter.Charter{ID: "P1", Goals: []charter.Goal{{ID: "G1"}}},
		Plan: &schedule.Plan{Start: calendar.DateOf(2026, 3, 2).At(8 * calendar.Hour),
			Tasks: []schedule.Task{{ID: "a", Duration: schedule.Duration{Length: 8 * calendar.Hour}}}},
	}
}

// A fact computes what it rests on and nothing else: nothing before it is asked
// for, no timetable for the goals, no dates for a count of tasks, one part of the
// plan check for one part.
func TestFactsComputeOnlyWhatTheyNeed(t *testing.T) {
	at := time.Date(2026, 3, 9, 8, 0, 0, 0, time.UTC)
	for name, want := range map[lifecycle.FactName][]string{
		"":                              nil,
		CharterBlocking:                 {"charterFound"},
		lifecycle.FactGoalsBlocking:     {"summary"},
		AssumptionsDue:                  nil,
		PlanTasks:                       {"outline"},
		PlanFinish:                      {"timetable"},
		lifecycle.FactMilestonesSet:     {"outline", "checked milestones"},
		lifecycle.FactResourcesAssigned: {"outline", "checked resources"},
		WorkOverdue:                     {"timetable", "lists"},
		RisksOpen:                       nil, // no register is given
	} {
		k := From(at, smallInput())
		k.Fact(name)
		shared, facts := computedParts(k)
		if one := map[bool]int{true: 0, false: 1}[name == ""]; facts != one || !slices.Equal(shared, want) {
			t.Errorf("%q: %d facts, computed %v, not %v", name, facts, shared, want)
		}
	}
}

// What was computed once is not computed again: of a timetable there is one
// result, whoever asks, at the same time too.
func TestFactsAreComputedOnce(t *testing.T) {
	k := From(time.Date(2026, 3, 9, 8, 0, 0, 0, time.UTC), smallInput())
	var group sync.WaitGroup
	results := make([]*schedule.Result, 8)
	for i := range results {
		group.Go(func() {
			k.Fact(PlanFinish)
			k.Fact(WorkOpen)
			k.PlanCheck()
			results[i] = k.dates().result
		})
	}
	group.Wait()
	for _, r := range results {
		if r == nil || r != results[0] {
			t.Error("the plan was computed more than once")
		}
	}
	in := smallInput()
	r, err := schedule.Compute(in.Plan, schedule.Options{})
	if err != nil {
		t.Fatal(err)
	}
	in.Result = r
	if given := From(time.Time{}, in); given.dates().result != r {
		t.Error("the result given was not taken")
	}
}

// The two ways to list findings are those of package lifecycle.
func TestBlockersAreThoseOfTheLifecycle(t *testing.T) {
	found := []finding.Finding{
		{Code: "a.b", Subject: finding.Ref{Kind: "task", ID: "1"}}, {Code: "a.w", Severity: finding.Warn}, {Code: "a.c"},
	}
	want := lifecycle.BlockingFact("x", found, time.Time{}, "").Value
	if got := blockers(found); got != want || got != finding.List("a.b task 1", "a.c") {
		t.Errorf("got %v, want %v", got, want)
	}
	if got := blockers(nil); got != finding.List() {
		t.Errorf("of nothing: %v", got)
	}
}
