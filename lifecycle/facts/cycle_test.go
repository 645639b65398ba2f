package facts_test

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/milepost-go/milepost/lifecycle"
	"github.com/milepost-go/milepost/lifecycle/facts"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule"
)

// shop is three tasks of two people: one begun, one finished, one to come.
func shop() *schedule.Plan {
	p := &schedule.Plan{Name: "shop", Start: on(2).At(8 * hour)}
	for _, id := range []string{"begun", "finished", "later"} {
		p.Tasks = append(p.Tasks, schedule.Task{ID: taskID(id), Duration: schedule.Duration{Length: 10 * day}})
		p.Assignments = append(p.Assignments, schedule.Assignment{Task: taskID(id), Resource: "li.na"}, schedule.Assignment{Task: taskID(id), Resource: "drill"})
	}
	p.Assignments = append(p.Assignments, schedule.Assignment{Task: "begun", Resource: "wang.wei"})
	p.Resources = []schedule.Resource{{ID: "li.na"}, {ID: "wang.wei"}, {ID: "drill", Kind: schedule.MaterialResource}}
	p.Tasks[0].Progress.ActualStart = on(3).At(8 * hour)
	p.Tasks[1].Progress = schedule.Progress{ActualStart: on(2).At(8 * hour), ActualFinish: on(5).At(17 * hour), Percent: 100}
	return p
}

func report(task string, owner lifecycle.ActorID, d int) facts.StatusReport {
	return facts.StatusReport{Task: taskID(task), Owner: owner, On: on(d)}
}

// By hand, for the week from Monday 9 to Sunday 15: people answer for what has
// begun, each for themselves; material answers for nothing.
func TestCheckCycle(t *testing.T) {
	week := facts.Cycle{From: on(9), To: on(15)}
	never := func(who string) string {
		return "block facts.status.missing: resource " + who + ", want 2026-03-15, with task begun, remedy facts.remedy.report_status"
	}
	for name, c := range map[string]struct {
		reports []facts.StatusReport
		cycle   facts.Cycle
		want    []string
	}{
		"nobody":                {nil, week, []string{never("li.na"), never("wang.wei")}},
		"one of two":            {[]facts.StatusReport{report("begun", "li.na", 9)}, week, []string{never("wang.wei")}},
		"both, on the last day": {[]facts.StatusReport{report("begun", "li.na", 15), report("begun", "wang.wei", 15)}, week, nil},
		"one before": {[]facts.StatusReport{report("begun", "li.na", 8), report("begun", "li.na", 4), report("begun", "wang.wei", 10)}, week,
			[]string{"warn facts.status.stale: resource li.na, want 2026-03-15, got 2026-03-08, with task begun, remedy facts.remedy.report_status"}},
		"after the cycle":    {[]facts.StatusReport{report("begun", "li.na", 16), report("begun", "wang.wei", 9)}, week, []string{never("li.na")}},
		"for another task":   {[]facts.StatusReport{report("later", "li.na", 9), report("begun", "wang.wei", 9)}, week, []string{never("li.na")}},
		"the week before":    {[]facts.StatusReport{report("begun", "li.na", 4), report("begun", "wang.wei", 4)}, facts.Cycle{From: on(2), To: on(4)}, []string{"block facts.status.missing: resource li.na, want 2026-03-04, with task finished, remedy facts.remedy.report_status"}},
		"before it began":    {nil, facts.Cycle{From: calendarDay(-6), To: on(1)}, nil},
		"reports of nothing": {[]facts.StatusReport{report("no such", "nobody", 9), report("begun", "li.na", 9), report("begun", "wang.wei", 9)}, week, nil},
	} {
		if got := lines(facts.CheckCycle(shop(), c.reports, c.cycle)); !slices.Equal(got, append([]string{}, c.want...)) {
			t.Errorf("%s: got %q", name, got)
		}
	}
}

// Laws, on random reports: their order does not matter, one more never adds a
// finding, and reporting on everything in the cycle leaves none.
func TestCycleLaws(t *testing.T) {
	const seed = 20260309
	r := rand.New(rand.NewPCG(seed, 1))
	week := facts.Cycle{From: on(9), To: on(15)}
	for range 300 {
		var list []facts.StatusReport
		for range r.IntN(6) {
			list = append(list, report([]string{"begun", "finished", "later"}[r.IntN(3)], []lifecycle.ActorID{"li.na", "wang.wei"}[r.IntN(2)], 1+r.IntN(20)))
		}
		found := facts.CheckCycle(shop(), list, week)
		mixed := slices.Clone(list)
		r.Shuffle(len(mixed), func(i, j int) { mixed[i], mixed[j] = mixed[j], mixed[i] })
		if got := facts.CheckCycle(shop(), mixed, week); !slices.Equal(lines(got), lines(found)) {
			t.Fatalf("seed %d: %v in another order: %q, %q", seed, list, lines(got), lines(found))
		}
		more := append(slices.Clone(list), report("begun", "li.na", 1+r.IntN(20)))
		if got := facts.CheckCycle(shop(), more, week); len(got) > len(found) {
			t.Fatalf("seed %d: %v: one more report: %q", seed, more, lines(got))
		}
		all := append(list, report("begun", "li.na", 9+r.IntN(7)), report("begun", "wang.wei", 9+r.IntN(7)))
		if got := facts.CheckCycle(shop(), all, week); len(got) > 0 {
			t.Fatalf("seed %d: %v: all reported: %q", seed, all, lines(got))
		}
	}
}

func TestStatusFact(t *testing.T) {
	in := whole(t)
	in.Plan, in.Reports, in.Cycle = shop(), []facts.StatusReport{}, facts.Cycle{From: on(9), To: on(15)}
	if got := valueOf(t, facts.From(moment, in), facts.StatusMissing); got != finding.Number(2, "") {
		t.Errorf("got %v", got)
	}
}
