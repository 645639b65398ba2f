package schedule_test

import (
	"fmt"
	"reflect"
	"runtime"
	"slices"
	"testing"

	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
	"github.com/milepost-go/milepost/schedule/scheduletest"
)

// TestExplainIsTheFirstStep: of the chain, and the cause is its first reason.
func TestExplainIsTheFirstStep(t *testing.T) {
	for seed := range uint64(800) {
		p := scheduletest.RandomPlan(seed, scheduletest.Shape{Tasks: 3 + int(seed%29)})
		p.Rules.DataDateBinds = seed%3 == 0
		p.Rules.LateByFreeFloat = seed%5 == 0
		r := compute(t, p)
		for id, x := range r.All() {
			steps := r.Why(id).Steps
			step, ok := r.Explain(id)
			cause, known := r.Cause(id)
			if ok != (x.Finish != 0) || known != ok || len(steps) == 0 == ok {
				t.Fatalf("%s: %s explained %t, cause %t, %d steps", p.Name, id, ok, known, len(steps))
			}
			if !ok {
				continue
			}
			if !reflect.DeepEqual(step, steps[0]) {
				t.Fatalf("%s: %+v\nchain begins with %+v", p.Name, step, steps[0])
			}
			if step.Reasons = step.Reasons[:min(1, len(step.Reasons))]; len(step.Reasons) != len(cause.Reasons) || len(step.Reasons) > 0 && !reflect.DeepEqual(step, cause) {
				t.Fatalf("%s: cause %+v\nwant %+v\n%s", p.Name, cause, step, scheduletest.Dump(p))
			}
		}
	}
}

func TestExplainByHand(t *testing.T) {
	p := newPlan("a 1;b 3;m 0;c 1 in m;x 1", "a>m;b>m")
	task(p, "x").Inactive = true
	r := compute(t, p)
	step, ok := r.Explain("c")
	if !ok || len(step.Reasons) != 2 || step.Reasons[0].Task != "b" || step.Reasons[1].Task != "a" || step.Start != at("5 08:00") {
		t.Errorf("%t %+v", ok, step)
	}
	cause, ok := r.Cause("c")
	if driver, driven := cause.Driver(); !ok || !driven || len(cause.Reasons) != 1 || driver.Task != "b" || driver.Via != "m" || driver.Asks != at("4 17:00") {
		t.Errorf("%t %+v", ok, cause)
	}
	for _, id := range []schedule.TaskID{"x", "no such task", ""} {
		if step, ok := r.Explain(id); ok || !reflect.DeepEqual(step, schedule.Step{}) {
			t.Errorf("%q: %+v", id, step)
		}
		if step, ok := r.Cause(id); ok || !reflect.DeepEqual(step, schedule.Step{}) {
			t.Errorf("%q: %+v", id, step)
		}
	}
}

// TestCauseOfLimitsAbove: of constraints of summaries from which the same start
// follows the nearest is named, as among all reasons.
func TestCauseOfLimitsAbove(t *testing.T) {
	limit := func(kind schedule.ConstraintKind, date string) schedule.Constraint {
		return schedule.Constraint{Kind: kind, Date: at(date)}
	}
	const start, finish = schedule.StartNoEarlierThan, schedule.FinishNoEarlierThan
	for _, c := range []struct {
		outer, middle, inner schedule.Constraint
		via                  schedule.TaskID
	}{
		{limit(finish, "15 12:00"), limit(finish, "14 12:00"), schedule.Constraint{}, "m"}, // a weekend
		{limit(finish, "14 12:00"), limit(finish, "15 12:00"), schedule.Constraint{}, "m"},
		{limit(finish, "14 12:00"), limit(finish, "12 12:00"), limit(finish, "15 12:00"), "i"},
		{limit(finish, "16 12:00"), limit(finish, "14 12:00"), limit(finish, "15 12:00"), "o"},
		{limit(start, "13 08:00"), limit(finish, "14 12:00"), schedule.Constraint{}, "m"},
		{limit(finish, "14 12:00"), limit(start, "13 08:00"), schedule.Constraint{}, "m"},
		{limit(finish, "14 12:00"), limit(start, "13 08:00"), limit(finish, "12 12:00"), "m"},
		{limit(start, "13 08:00"), limit(finish, "14 12:00"), limit(start, "12 08:00"), "m"},
	} {
		p := newPlan("o 0;m 0 in o;i 0 in m;t 1 in i", "")
		task(p, "o").Constraint, task(p, "m").Constraint, task(p, "i").Constraint = c.outer, c.middle, c.inner
		r := compute(t, p)
		cause, _ := r.Cause("t")
		whole, _ := r.Explain("t")
		if driver, _ := cause.Driver(); driver.Via != c.via || driver != whole.Reasons[0] {
			t.Errorf("%v %v %v: %+v, want %s\nof %+v", c.outer, c.middle, c.inner, driver, c.via, whole.Reasons)
		}
	}
}

// fan returns summaries a and b, with so many tasks in each, and links from a
// to b. Every task of b starts on the second day, when the tasks of a are done.
func fan(above, below, links int, kind schedule.LinkType) *schedule.Plan {
	p := &schedule.Plan{Start: at("2 08:00")}
	add := func(s schedule.TaskID, n int) {
		p.Tasks = append(p.Tasks, schedule.Task{ID: s})
		for k := range n {
			p.Tasks = append(p.Tasks, schedule.Task{ID: schedule.TaskID(fmt.Sprintf("%s%d", s, k)), Parent: s, Duration: schedule.Duration{Length: day}})
		}
	}
	add("a", above)
	add("b", below)
	link := schedule.Link{From: "a", To: "b", Type: kind}
	if kind == schedule.FinishToFinish {
		link.Lag.Length = day
	}
	p.Links = slices.Repeat([]schedule.Link{link}, links)
	return p
}

// nest returns tasks in each other, so many levels deep.
func nest(levels int) *schedule.Plan {
	p := &schedule.Plan{Start: at("2 08:00")}
	parent := schedule.TaskID("")
	for k := range levels {
		p.Tasks = append(p.Tasks, schedule.Task{ID: schedule.TaskID(fmt.Sprint(k)), Parent: parent, Duration: schedule.Duration{Length: day}})
		parent = p.Tasks[k].ID
	}
	return p
}

// chained returns tasks each of which follows the one before.
func chained(n int) *schedule.Plan {
	p := &schedule.Plan{Start: at("2 08:00")}
	for k := range n {
		p.Tasks = append(p.Tasks, schedule.Task{ID: schedule.TaskID(fmt.Sprint(k)), Duration: schedule.Duration{Length: calendar.Hour}})
		if k > 0 {
			p.Links = append(p.Links, schedule.Link{From: p.Tasks[k-1].ID, To: p.Tasks[k].ID})
		}
	}
	return p
}

// allocated returns how many bytes a call takes.
func allocated(call func()) uint64 {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	call()
	runtime.ReadMemStats(&after)
	return after.TotalAlloc - before.TotalAlloc
}

// TestLongestPathWalksLinksOnce: the links into a summary are not explained for
// every task in it: that would take memory for each link of each task.
func TestLongestPathWalksLinksOnce(t *testing.T) {
	const below, links = 300, 3000
	for _, kind := range []schedule.LinkType{schedule.FinishToStart, schedule.FinishToFinish} {
		r := compute(t, fan(1, below, links, kind))
		var path []schedule.TaskID
		used := allocated(func() { path = r.CriticalPath(schedule.ByLongestPath) })
		if len(path) != below+1 || path[0] != "a0" {
			t.Errorf("%v: a path of %d tasks from %s", kind, len(path), path[0])
		}
		if used > below*links {
			t.Errorf("%v: %d bytes for %d tasks and %d links", kind, used, below, links)
		}
		used = allocated(func() {
			for _, id := range path {
				r.Cause(id)
			}
		})
		if used > below*links {
			t.Errorf("%v: %d bytes for the cause of %d tasks below %d links", kind, used, below, links)
		}
	}
}

// TestDeepOutlineIsExplained: a level deeper costs a step more.
func TestDeepOutlineIsExplained(t *testing.T) {
	const levels = 100_000
	p := nest(levels)
	p.Rules.Critical = schedule.ByLongestPath
	r := compute(t, p)
	if steps := r.Why("0").Steps; len(steps) != levels || steps[levels-1].Task != p.Tasks[levels-1].ID {
		t.Errorf("%d steps", len(steps))
	}
	if got := r.CriticalPath(schedule.ByLongestPath); len(got) != 1 || got[0] != p.Tasks[levels-1].ID {
		t.Errorf("path %v", got)
	}
}

// TestExplainingFollowsNoChain: it costs the same at either end of a chain.
func TestExplainingFollowsNoChain(t *testing.T) {
	p := chained(2000)
	r := compute(t, p)
	first, last := p.Tasks[1].ID, p.Tasks[1999].ID
	r.Explain(first)
	near := allocated(func() { r.Explain(first); r.Cause(first) })
	if far := allocated(func() { r.Explain(last); r.Cause(last) }); far > 2*near {
		t.Errorf("%d bytes for the last of 2000 tasks, %d for the second", far, near)
	}
}

// TestExplainIsConcurrent asks one result from several goroutines.
func TestExplainIsConcurrent(t *testing.T) {
	r := compute(t, fan(3, 20, 5, schedule.FinishToStart))
	want := fmt.Sprint(r.CriticalPath(schedule.ByLongestPath))
	fresh := compute(t, fan(3, 20, 5, schedule.FinishToStart))
	got := make(chan string)
	for range 4 {
		go func() {
			fresh.Cause("b7")
			got <- fmt.Sprint(fresh.CriticalPath(schedule.ByLongestPath))
		}()
	}
	for range 4 {
		if path := <-got; path != want {
			t.Errorf("got %s, want %s", path, want)
		}
	}
}

func BenchmarkLongestPathBelowLinks(b *testing.B) {
	for _, links := range []int{1_000, 10_000, 100_000} {
		p := fan(1, 1000, links, schedule.FinishToStart)
		r, err := schedule.Compute(p, schedule.Options{})
		if err != nil {
			b.Fatal(err)
		}
		b.Run(fmt.Sprintf("children=1000/links=%d", links), func(b *testing.B) {
			for b.Loop() {
				r.CriticalPath(schedule.ByLongestPath)
			}
		})
	}
}

func BenchmarkWhyNested(b *testing.B) {
	for _, levels := range []int{25_000, 50_000, 100_000} {
		r, err := schedule.Compute(nest(levels), schedule.Options{})
		if err != nil {
			b.Fatal(err)
		}
		b.Run(fmt.Sprintf("levels=%d", levels), func(b *testing.B) {
			for b.Loop() {
				r.Why("0")
			}
		})
	}
}

func BenchmarkCauseChain(b *testing.B) {
	for _, n := range []int{2_000, 8_000} {
		p := chained(n)
		r, err := schedule.Compute(p, schedule.Options{})
		if err != nil {
			b.Fatal(err)
		}
		b.Run(fmt.Sprintf("tasks=%d", n), func(b *testing.B) {
			for b.Loop() {
				for i := range p.Tasks {
					r.Cause(p.Tasks[i].ID)
				}
			}
		})
	}
}
