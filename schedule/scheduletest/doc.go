// Package scheduletest proves a scheduling engine: it makes random plans,
// computes them a second time in the slowest and most obvious way, and knows
// the laws that any result must keep.
//
// The engine of package schedule is tested with it. A host that changes plans
// by rules of its own, or brings a scheduler of its own, can use it likewise:
//
//	func TestMyPlans(t *testing.T) {
//		for seed := range uint64(1000) {
//			plan := scheduletest.RandomPlan(seed, scheduletest.Shape{Tasks: 20})
//			change(plan)
//			scheduletest.CompareOracle(t, plan)
//		}
//	}
//
// A failing plan is cut down to the few tasks and links that still fail, and
// printed by [Dump] beside the dates in question.
//
// The parts are [RandomPlan] with its [Shape] and [Feature]s, [Oracle],
// [CompareOracle], [Invariants], [ShiftLaw] and [Shrink]. Nothing here is
// random but by its seed, nothing reads a clock, and all functions may be
// called concurrently.
//
// What is not covered: assignments, plans scheduled from their finish or by
// the rules of Primavera P6, recurring exceptions of calendars, and speed.
//
// The package is for tests and imports testing. Which plan a seed stands for
// may change with every version.
package scheduletest
