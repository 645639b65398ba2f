package scheduletest_test

import (
	"flag"
	"testing"

	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/scheduletest"
)

var plans = flag.Int("plans", 3000, "how many random plans to compare with the oracle")

// TestComputeByHand holds schedule.Compute to the cases worked by hand, and
// its results to the laws.
func TestComputeByHand(t *testing.T) {
	for _, c := range append(handCases(), decisions()...) {
		t.Run(c.name, func(t *testing.T) {
			checkByHand(t, &c.plan, compute(t, &c.plan), c.want)
		})
	}
}

// compute returns the times of all tasks after they passed the laws.
func compute(t testing.TB, plan *schedule.Plan) map[schedule.TaskID]schedule.Times {
	t.Helper()
	result, err := schedule.Compute(plan, schedule.Options{})
	if err != nil {
		t.Fatalf("%v\n%s", err, scheduletest.Dump(plan))
	}
	if broken := scheduletest.Invariants(plan, result); broken != nil {
		t.Errorf("%s breaks laws: %q\n%s", plan.Name, broken, scheduletest.Dump(plan))
	}
	times, _ := scheduletest.Computed(plan)
	return times
}

// shapeOf gives every seed a shape: small plans with everything, and now and
// then a larger one, one without summaries, and one of plain links.
func shapeOf(seed uint64) scheduletest.Shape {
	shape := scheduletest.Shape{Tasks: 3 + int(seed%17)}
	switch seed % 10 {
	case 7:
		shape.Tasks = 40
	case 8:
		shape.Without = scheduletest.Summaries
	case 9:
		shape.Without = scheduletest.Only(scheduletest.LinkTypes | scheduletest.Lags | scheduletest.Calendars)
	}
	return shape
}

// TestComputeEqualsOracle compares every date and float of random plans. A
// failure prints the seed in the name of the plan and what is left of the plan
// after shrinking.
func TestComputeEqualsOracle(t *testing.T) {
	for seed := range uint64(*plans) {
		scheduletest.CompareOracle(t, scheduletest.RandomPlan(seed, shapeOf(seed)))
		if t.Failed() {
			return
		}
	}
}

// TestComputeKeepsLaws needs no second opinion.
func TestComputeKeepsLaws(t *testing.T) {
	for seed := range uint64(*plans) / 4 {
		compute(t, scheduletest.RandomPlan(seed, shapeOf(seed)))
		if t.Failed() {
			return
		}
	}
}

// TestComputeShifts moves plans about by weeks, months and years of weeks.
func TestComputeShifts(t *testing.T) {
	for seed := range uint64(*plans) / 10 {
		p := scheduletest.RandomPlan(seed, shapeOf(seed))
		for _, broken := range scheduletest.ShiftLaw(p, int(seed%5)*37-60, scheduletest.Computed) {
			t.Fatalf("%s: %s\n%s", p.Name, broken, scheduletest.Dump(p))
		}
	}
}

// FuzzComputeEqualsOracle looks for seeds and shapes of its own.
func FuzzComputeEqualsOracle(f *testing.F) {
	f.Add(uint64(1), uint8(12), uint8(3), uint8(150), uint32(0))
	f.Add(uint64(2), uint8(40), uint8(1), uint8(90), uint32(scheduletest.Progress|scheduletest.Alap))
	f.Add(uint64(3), uint8(6), uint8(4), uint8(255), uint32(scheduletest.Only(scheduletest.Summaries|scheduletest.SummaryLinks)))
	f.Fuzz(func(t *testing.T, seed uint64, tasks, depth, density uint8, without uint32) {
		shape := scheduletest.Shape{Tasks: int(tasks) % 60, Depth: int(depth), LinkDensity: int(density), Without: scheduletest.Feature(without)}
		plan := scheduletest.RandomPlan(seed, shape)
		compute(t, plan)
		scheduletest.CompareOracle(t, plan)
	})
}
