package view_test

import (
	"fmt"
	"runtime"
	"slices"
	"testing"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/phrase"
	"github.com/milepost-go/milepost/report/view"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// chain returns a plan of so many tasks, each after the one before.
func chain(tb testing.TB, n int) view.PlanInput {
	tb.Helper()
	p := &schedule.Plan{Start: calendar.DateOf(2026, 3, 2).At(8 * calendar.Hour)}
	for k := range n {
		id := schedule.TaskID(fmt.Sprint(k))
		p.Tasks = append(p.Tasks, schedule.Task{ID: id, Name: "Task " + string(id), Duration: schedule.Duration{Length: calendar.Hour}})
		if k > 0 {
			p.Links = append(p.Links, schedule.Link{From: p.Tasks[k-1].ID, To: id})
		}
	}
	r, err := schedule.Compute(p, schedule.Options{})
	if err != nil {
		tb.Fatal(err)
	}
	return view.PlanInput{Plan: p, Result: r}
}

// crowd returns a plan of a summary with so many tasks, which many links join
// to one before it.
func crowd(tb testing.TB, tasks, links int) view.PlanInput {
	tb.Helper()
	p := &schedule.Plan{Start: calendar.DateOf(2026, 3, 2).At(8 * calendar.Hour)}
	p.Tasks = []schedule.Task{{ID: "before", Duration: schedule.Duration{Length: workday}}, {ID: "crowd"}}
	for k := range tasks {
		p.Tasks = append(p.Tasks, schedule.Task{ID: schedule.TaskID(fmt.Sprint(k)), Parent: "crowd", Duration: schedule.Duration{Length: workday}})
	}
	p.Links = slices.Repeat([]schedule.Link{{From: "before", To: "crowd"}}, links)
	r, err := schedule.Compute(p, schedule.Options{})
	if err != nil {
		tb.Fatal(err)
	}
	return view.PlanInput{Plan: p, Result: r}
}

// memory returns how many bytes a plan document takes.
func memory(in view.PlanInput) uint64 {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	view.Plan(phrase.In(phrase.En), in)
	runtime.ReadMemStats(&after)
	return after.TotalAlloc - before.TotalAlloc
}

// TestPlanGrowsWithItsPath: twice the path takes twice the memory, where the
// chain of every task on it would take four times as much.
func TestPlanGrowsWithItsPath(t *testing.T) {
	memory(chain(t, 10))
	short, long := memory(chain(t, 600)), memory(chain(t, 1200))
	if long > 3*short {
		t.Errorf("%d bytes for 600 tasks, %d for 1200", short, long)
	}
	few, many := memory(crowd(t, 200, 200)), memory(crowd(t, 200, 2000))
	if many > 4*few {
		t.Errorf("%d bytes below 200 links, %d below 2000", few, many)
	}
}

// TestPathSaysWhyEachTaskStarts: with the sentence that begins its chain.
func TestPathSaysWhyEachTaskStarts(t *testing.T) {
	in := newInput(t)
	names := map[string]string{}
	for _, task := range in.plan.Tasks {
		names[string(task.ID)] = task.Name
	}
	w := phrase.In(phrase.En)
	w.Name = func(r finding.Ref) string { return names[r.ID] }
	doc := view.Plan(w, view.PlanInput{Plan: in.plan, Result: in.result})
	var got []string
	for _, b := range doc.Blocks {
		if list, ok := b.(report.List); ok && list.Ordered {
			for _, item := range list.Items {
				got = append(got, item.Runs[0].Text)
			}
		}
	}
	path := in.result.CriticalPath(schedule.ByLongestPath)
	if len(got) != len(path) || len(got) == 0 {
		t.Fatalf("%d sentences for %d tasks", len(got), len(path))
	}
	for k, id := range path {
		if want := view.Why(w, in.result.Why(id), in.plan.Links...)[0]; got[k] != want {
			t.Errorf("%s: %q, want %q", id, got[k], want)
		}
	}
}

func BenchmarkPlanOfChain(b *testing.B) {
	for _, n := range []int{2_000, 4_000, 8_000} {
		in := chain(b, n)
		b.Run(fmt.Sprintf("tasks=%d", n), func(b *testing.B) {
			for b.Loop() {
				view.Plan(phrase.In(phrase.En), in)
			}
		})
	}
}

func BenchmarkPlanBelowLinks(b *testing.B) {
	for _, n := range []int{10_000, 100_000} {
		in := crowd(b, 1000, n)
		b.Run(fmt.Sprintf("children=1000/links=%d", n), func(b *testing.B) {
			for b.Loop() {
				view.Plan(phrase.In(phrase.En), in)
			}
		})
	}
}
