package schedule

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/milepost-go/milepost/schedule/calendar"
)

// slowLongest is the longest path from all reasons of each task.
func slowLongest(r *Result) []int32 {
	e := r.explainer()
	on := make([]bool, len(r.times))
	var todo, path []int32
	for i := range r.times {
		if r.times[i].Finish != 0 && r.times[i].EarlyFinish == e.end && !r.net.tasks[i].isSummary() {
			todo = append(todo, int32(i))
		}
	}
	for len(todo) > 0 {
		v := todo[0]
		todo = todo[1:]
		if on[v] {
			continue
		}
		on[v] = true
		if !r.net.tasks[v].isSummary() {
			path = append(path, v)
		}
		for _, reason := range e.explain(v, true, true).Reasons {
			if reason.Driving && reason.Task != "" {
				todo = append(todo, r.net.index[reason.Task])
			}
		}
	}
	return path
}

// dense returns a plan of summaries in summaries with many links of all types
// into them, tasks on two calendars, and constraints and manual dates of some
// summaries. The tasks of each part, but for the first, follow the part before.
func dense(seed uint64) *Plan {
	g := rand.New(rand.NewPCG(seed, 1))
	p := &Plan{Start: calendar.DateOf(2026, 3, 2).At(8 * calendar.Hour), Calendars: []Calendar{{ID: "week", Times: calendar.Standard()}, {ID: "all"}}, Calendar: "week"}
	for d := range p.Calendars[1].Times.Week {
		p.Calendars[1].Times.Week[d] = calendar.Working(calendar.Hours(6, 20))
	}
	var before []TaskID
	for part := range 4 {
		var open, here []TaskID
		for k := range 12 {
			t := Task{ID: TaskID(fmt.Sprintf("%d.%d", part, k)), Duration: Duration{Length: calendar.Work(g.IntN(5)) * 4 * calendar.Hour}}
			if k > 0 {
				open = open[:1+g.IntN(len(open))]
				t.Parent = open[len(open)-1]
			}
			if g.IntN(3) == 0 {
				t.Calendar = "all"
			}
			t.Duration.Elapsed = g.IntN(8) == 0
			if k > 0 && g.IntN(5) == 0 {
				t.Constraint = Constraint{[]ConstraintKind{StartNoEarlierThan, FinishNoEarlierThan, AsLateAsPossible}[g.IntN(3)], p.Start + calendar.DateTime(g.IntN(200))*3600}
				if t.Constraint.Kind == AsLateAsPossible {
					t.Constraint.Date = 0
				}
			}
			p.Tasks, open, here = append(p.Tasks, t), append(open, t.ID), append(here, t.ID)
			for range g.IntN(6) {
				if part > 0 {
					lag := calendar.Work(g.IntN(4)-1) * 4 * calendar.Hour
					p.Links = append(p.Links, Link{From: before[g.IntN(len(before))], To: t.ID, Type: LinkType(g.IntN(4)), Lag: Lag{Length: lag, Elapsed: g.IntN(3) == 0}})
				}
			}
		}
		before = append(before, here...)
	}
	p.Rules.DataDateBinds, p.Rules.LateByFreeFloat = g.IntN(3) == 0, g.IntN(3) == 0
	return p
}

// TestLongestPathIsThatOfAllReasons: what is walked once gives the same path as
// explaining each task by itself.
func TestLongestPathIsThatOfAllReasons(t *testing.T) {
	through := 0
	for seed := range uint64(2000) {
		r, err := Compute(dense(seed), Options{})
		if err != nil {
			t.Fatal(err)
		}
		got, want := r.longest(), slowLongest(r)
		slices.Sort(got)
		slices.Sort(want)
		if !slices.Equal(got, want) {
			t.Fatalf("seed %d: %v, want %v", seed, got, want)
		}
		e := r.explainer()
		for _, i := range got {
			whole, first := e.explain(i, true, true), e.explain(i, true, false)
			if len(whole.Reasons) > 0 && fmt.Sprint(whole.Reasons[:1], whole.Moves) != fmt.Sprint(first.Reasons, first.Moves) {
				t.Fatalf("seed %d: %s: first of %+v\nis %+v", seed, whole.Task, whole, first)
			}
			for _, reason := range whole.Reasons {
				if reason.Kind == BySummaryLink && reason.Driving && reason.Until != 0 {
					through++
				}
			}
		}
	}
	if through < 1000 {
		t.Errorf("only %d reasons led through a finish that a summary was asked for", through)
	}
}

// TestLinksIntoSummariesAreWalkedOnce: asked again, from the same summary or one
// in it, nothing is left to walk.
func TestLinksIntoSummariesAreWalkedOnce(t *testing.T) {
	p := &Plan{Start: calendar.DateOf(2026, 3, 2).At(8 * calendar.Hour), Tasks: []Task{
		{ID: "a", Duration: Duration{Length: 8 * calendar.Hour}}, {ID: "outer"}, {ID: "inner", Parent: "outer"}, {ID: "b", Parent: "inner"},
	}, Links: []Link{{From: "a", To: "outer"}, {From: "a", To: "inner"}, {From: "a", To: "outer", Type: FinishToFinish}}}
	r, err := Compute(p, Options{})
	if err != nil {
		t.Fatal(err)
	}
	const outer, inner = 1, 2
	w := drivers{explainer: r.explainer(), seen: make([]bool, len(r.times))}
	walk := func(want int, what string, call func()) {
		t.Helper()
		clear(w.seen)
		w.stack = nil
		if call(); len(w.stack) != want {
			t.Errorf("%s: %d tasks, want %d", what, len(w.stack), want)
		}
	}
	start, finish := w.above[inner].start.date, w.above[inner].finish.date
	walk(0, "another start", func() { w.starts(inner, start+1) })
	walk(1, "starts", func() { w.starts(inner, start) })
	walk(0, "starts again", func() { w.starts(inner, start) })
	walk(0, "starts above", func() { w.starts(outer, start) })
	walk(0, "a later finish", func() { w.finishes(inner, finish+1) })
	walk(1, "finishes", func() { w.finishes(inner, finish) })
	walk(0, "finishes again", func() { w.finishes(inner, never) })
}
