package scheduletest_test

import (
	"fmt"
	"testing"

	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
	"github.com/milepost-go/milepost/schedule/scheduletest"
)

// twoTasks is a day of work and two more after it, from Monday morning.
func twoTasks() *schedule.Plan {
	day := schedule.Duration{Length: 8 * calendar.Hour}
	return &schedule.Plan{
		Start: calendar.DateOf(2025, 3, 3).At(8 * calendar.Hour),
		Tasks: []schedule.Task{{ID: "dig", Duration: day}, {ID: "fill", Duration: schedule.Duration{Length: 16 * calendar.Hour}}},
		Links: []schedule.Link{{From: "dig", To: "fill", Lag: schedule.Lag{Length: 4 * calendar.Hour}}},
	}
}

func ExampleOracle() {
	plan := twoTasks()
	times := scheduletest.Oracle(plan)
	for _, t := range plan.Tasks {
		fmt.Println(t.ID, times[t.ID].Start, times[t.ID].Finish, times[t.ID].Critical)
	}
	// Output:
	// dig 2025-03-03T08:00:00 2025-03-03T17:00:00 true
	// fill 2025-03-04T13:00:00 2025-03-06T12:00:00 true
}

func ExampleDump() {
	fmt.Print(scheduletest.Dump(twoTasks()))
	// Output:
	// plan from Mo 2025-03-03T08:00
	// dig 8h
	// fill 16h
	// dig -> fill FS +4h
}

func ExampleRandomPlan() {
	shape := scheduletest.Shape{Tasks: 20, Without: scheduletest.Progress | scheduletest.Manual}
	plan := scheduletest.RandomPlan(7, shape)
	again := scheduletest.RandomPlan(7, shape)
	fmt.Println(len(plan.Tasks), scheduletest.Dump(plan) == scheduletest.Dump(again))
	// Output: 20 true
}

func ExampleOnly() {
	shape := scheduletest.Shape{Without: scheduletest.Only(scheduletest.Lags | scheduletest.Deadlines)}
	fmt.Println(scheduletest.AllFeatures &^ shape.Without)
	// Output: Lags|Deadlines
}

func ExampleInvariants() {
	plan := twoTasks()
	result, err := schedule.Compute(plan, schedule.Options{})
	fmt.Println(scheduletest.Invariants(plan, result), err)

	plan.Links[0].Lag.Length = 24 * calendar.Hour // the result is out of date
	fmt.Println(scheduletest.Invariants(plan, result)[0])
	// Output:
	// [] <nil>
	// fill: does not shorten dig -> fill FS +24h
}

func ExampleShiftLaw() {
	fmt.Println(scheduletest.ShiftLaw(twoTasks(), 52, scheduletest.Computed))
	// Output: []
}

func ExampleShrink() {
	plan := scheduletest.RandomPlan(1, scheduletest.Shape{Tasks: 40})
	small := scheduletest.Shrink(plan, func(p *schedule.Plan) bool { return len(p.Links) > 1 })
	fmt.Println(len(plan.Tasks), "tasks become", len(small.Tasks), "with", len(small.Links), "links")
	// Output: 40 tasks become 3 with 2 links
}

// In a test of your own, compare as many plans as you have time for.
func ExampleCompareOracle() {
	test := func(t *testing.T) {
		for seed := range uint64(1000) {
			scheduletest.CompareOracle(t, scheduletest.RandomPlan(seed, scheduletest.Shape{}))
		}
	}
	_ = test
}
