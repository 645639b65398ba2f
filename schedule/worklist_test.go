package schedule_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
	"github.com/milepost-go/milepost/schedule/scheduletest"
)

// worklist prints items as "task list cause waits due forecast overdue late
// waiting left", working time in hours.
func worklist(t *testing.T, p *schedule.Plan, when string, o schedule.WorklistOptions) string {
	t.Helper()
	items, err := schedule.Worklist(p, compute(t, p), at(when), o)
	if err != nil {
		t.Fatal(err)
	}
	h := func(w calendar.Work) float64 { return float64(w) / 3600 }
	var lines []string
	for _, m := range items {
		_, due, _ := strings.Cut(m.Due.String(), "2026-03-")
		_, forecast, _ := strings.Cut(m.Forecast.String(), "2026-03-")
		lines = append(lines, fmt.Sprintf("%s %s %s %v %s %s %g %g %g %g", m.Task, m.State, m.Cause, m.Waits, due, forecast, h(m.Overdue), h(m.Late), h(m.Waiting), h(m.Left)))
	}
	return strings.Join(lines, "\n")
}

func TestWorklistByHand(t *testing.T) {
	// a is Mon 2 to Wed 4, b after it Thu 5 and Fri 6, c beside them all week,
	// d Mon 9, e only Tue 2 weeks later, f one day, done.
	p := newPlan("a 3;b 2;c 5;d 1;e 1;f 1", "a>b;b>d")
	base := baseline(t, "agreed", p)
	task(p, "f").Progress = schedule.Progress{ActualStart: at("2 08:00"), ActualFinish: at("2 17:00"), Percent: 100}
	task(p, "a").Progress = schedule.Progress{ActualStart: at("2 08:00"), Done: 2 * day, Remaining: 2 * day} // a day more
	task(p, "c").Progress = schedule.Progress{ActualStart: at("2 08:00"), Done: 3 * day, Remaining: 2 * day}
	task(p, "e").Constraint = schedule.Constraint{Kind: schedule.StartNoEarlierThan, Date: at("17 08:00")}
	o := schedule.WorklistOptions{Baseline: &base, Horizon: 2 * day}
	// On Thursday the 5th at noon a still has two days to go, 5 12:00 to 9
	// 12:00, and was due on Wednesday evening: 4 hours overdue, 20 hours late.
	// b should have begun this morning, waits for a, and will take to 11 12:00:
	// due Friday evening, 2.5 days or 20 hours late. c has two days to go as
	// well, due on Friday evening. d follows b on Wednesday noon, to Thursday
	// noon, due on Monday evening: 20 hours. e was agreed for Monday the 2nd.
	want := `a overdue remaining_work [] 04T17:00:00 09T12:00:00 4 20 0 0
b blocked predecessor [a] 06T17:00:00 11T12:00:00 0 20 4 12
c at_risk remaining_work [] 06T17:00:00 09T12:00:00 0 4 0 12
d at_risk predecessor [b] 09T17:00:00 12T12:00:00 0 20 0 20
e overdue constraint [] 02T17:00:00 17T17:00:00 20 88 28 0`
	if got := worklist(t, p, "5 12:00", o); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestWorklistDueAndLater(t *testing.T) {
	p := newPlan("a 2;b 1;c 1;d 9", "a>b;b>c")
	task(p, "a").Progress = schedule.Progress{ActualStart: at("2 08:00"), Done: day, Remaining: day}
	// On Tuesday at 08:00 all is in time. A day ahead is Tuesday evening: a
	// finishes by then, and d should have begun on Monday and has not.
	want := `a due none [] 03T17:00:00 03T17:00:00 0 0 0 8
b later none [] 04T17:00:00 04T17:00:00 0 0 0 16
c later none [] 05T17:00:00 05T17:00:00 0 0 0 24
d at_risk not_started [] 12T17:00:00 13T17:00:00 0 8 8 64`
	if got := worklist(t, p, "3 08:00", schedule.WorklistOptions{Horizon: day}); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	// Two days ahead is Wednesday evening: b finishes by then. c begins on
	// Thursday morning, after it.
	if got := worklist(t, p, "3 08:00", schedule.WorklistOptions{Horizon: 2 * day}); !strings.Contains(got, "b due") || !strings.Contains(got, "c later") {
		t.Errorf("got\n%s", got)
	}
}

// An approval that has not come holds what follows it, though it takes no time.
func TestWorklistWaitsForAMilestone(t *testing.T) {
	p := newPlan("approval 0;work 2;visit 1", "approval>work;work>visit SS")
	base := baseline(t, "agreed", p)
	items, err := schedule.Worklist(p, compute(t, p), at("3 08:00"), schedule.WorklistOptions{Baseline: &base})
	if err != nil {
		t.Fatal(err)
	}
	work := items[1]
	if work.State != schedule.WorkBlocked || work.Cause != schedule.CausePredecessor || len(work.Waits) != 1 || work.Waits[0] != "approval" {
		t.Errorf("got %+v", work)
	}
	if visit := items[2]; visit.State != schedule.WorkOverdue || len(visit.Waits) != 1 || visit.Waits[0] != "work" {
		t.Errorf("got %+v", visit)
	}
	// Once it is given, nothing holds the work; nobody has begun.
	task(p, "approval").Progress = schedule.Progress{ActualStart: at("2 08:00"), ActualFinish: at("2 08:00"), Percent: 100}
	if got := worklist(t, p, "3 08:00", schedule.WorklistOptions{Baseline: &base}); !strings.HasPrefix(got, "work at_risk not_started []") {
		t.Errorf("got\n%s", got)
	}
}

func TestWorklistOuterCauses(t *testing.T) {
	p := newPlan("a 1;b 1;c 1;d 1;e 1", "")
	base := baseline(t, "agreed", p)
	p.Links = []schedule.Link{{From: "x", To: "a", External: true, Known: at("12 08:00")}}
	task(p, "b").Constraint = schedule.Constraint{Kind: schedule.MustStartOn, Date: at("12 08:00")}
	task(p, "c").LevelingDelay.Length = 5 * day
	task(p, "d").Manual, task(p, "d").Start = true, at("12 08:00")
	task(p, "e").Progress = schedule.Progress{ActualStart: at("2 08:00"), Done: 4 * hour, Remaining: 4 * hour}
	items, err := schedule.Worklist(p, compute(t, p), at("2 12:00"), schedule.WorklistOptions{
		Baseline: &base, Blocks: []schedule.WorkBlock{{Task: "e", Reason: "issue 7"}, {Task: "e", Reason: "issue 8"}}})
	if err != nil {
		t.Fatal(err)
	}
	causes := []schedule.WorkCause{schedule.CauseOutside, schedule.CauseConstraint, schedule.CauseLevelling, schedule.CauseConstraint, schedule.CauseStated}
	for i, m := range items {
		if m.Cause != causes[i] || m.State != schedule.WorkBlocked {
			t.Errorf("task %s: %s %s, want blocked %s", m.Task, m.State, m.Cause, causes[i])
		}
	}
	if items[4].Stated != "issue 7" {
		t.Errorf("stated %q", items[4].Stated)
	}
}

func TestWorklistDeadline(t *testing.T) {
	p := newPlan("a 5", "")
	task(p, "a").Deadline = at("4 17:00")
	items, err := schedule.Worklist(p, compute(t, p), at("2 08:00"), schedule.WorklistOptions{})
	if err != nil {
		t.Fatal(err)
	}
	// Five days from Monday end on Friday, two days after the deadline.
	m := items[0]
	if m.State != schedule.WorkAtRisk || m.By != schedule.DueByDeadline || m.Late != 2*day || m.Cause != schedule.CauseRemaining {
		t.Errorf("got %+v", m)
	}
}

func TestWorklistFaults(t *testing.T) {
	p := newPlan("a 1", "")
	_, err := schedule.Worklist(p, compute(t, p), at("2 08:00"), schedule.WorklistOptions{Blocks: []schedule.WorkBlock{{Task: "z"}}})
	if !errors.Is(err, schedule.ErrNoTask) {
		t.Errorf("got %v", err)
	}
	_, err = schedule.Worklist(p, compute(t, p), at("2 08:00"), schedule.WorklistOptions{Horizon: 1 << 60})
	if err == nil {
		t.Errorf("got %v", err)
	}
	var plan *schedule.PlanError
	if _, err = schedule.Worklist(&schedule.Plan{}, compute(t, p), at("2 08:00"), schedule.WorklistOptions{}); !errors.As(err, &plan) {
		t.Errorf("got %v", err)
	}
}

// Whatever the plan and the moment: every open task stands on one list, nobody
// else does, no forecast lies before the moment, and the list means what it
// says.
func TestWorklistIsAPartition(t *testing.T) {
	lists := map[schedule.WorkState]int{}
	for seed := range uint64(600) {
		p := scheduletest.RandomPlan(seed, scheduletest.Shape{Tasks: 14})
		r := compute(t, p)
		rnd := rand.New(rand.NewPCG(seed, 1))
		when := r.Start().AddSeconds(rnd.Int64N(int64(r.Finish()-r.Start()) + 86400))
		items, err := schedule.Worklist(p, r, when, schedule.WorklistOptions{Horizon: 3 * day})
		if err != nil {
			t.Fatalf("seed %d: %v", seed, err)
		}
		seen := map[schedule.TaskID]bool{}
		for _, m := range items {
			lists[m.State]++
			if seen[m.Task] {
				t.Errorf("seed %d: %s stands twice", seed, m.Task)
			}
			seen[m.Task] = true
			if m.Forecast < when || m.Begin < when || m.Remaining < 0 {
				t.Errorf("seed %d: work of %s before %s: %+v", seed, m.Task, when, m)
			}
			if (m.State == schedule.WorkOverdue) != (m.Due < when) || m.State == schedule.WorkAtRisk && m.Forecast <= m.Due {
				t.Errorf("seed %d: %+v", seed, m)
			}
			if (m.State == schedule.WorkDue || m.State == schedule.WorkLater) && m.Forecast > m.Due {
				t.Errorf("seed %d: late and not said: %+v", seed, m)
			}
			if m.State != schedule.WorkDue && m.State != schedule.WorkLater && m.Cause == schedule.CauseNone {
				t.Errorf("seed %d: no cause: %+v", seed, m)
			}
		}
		if open := openTasks(p, r); open != len(seen) {
			t.Errorf("seed %d: %d open tasks, %d on the list", seed, open, len(seen))
		}
	}
	for s := schedule.WorkOverdue; s <= schedule.WorkLater; s++ {
		if lists[s] == 0 {
			t.Errorf("no task was ever %s", s)
		}
	}
}

// openTasks counts them from the plan alone.
func openTasks(p *schedule.Plan, r *schedule.Result) int {
	parents, n := map[schedule.TaskID]bool{}, 0
	for i := range p.Tasks {
		parents[p.Tasks[i].Parent] = true
	}
	for i := range p.Tasks {
		x, _ := r.Times(p.Tasks[i].ID)
		if !parents[p.Tasks[i].ID] && x.Finish != 0 && p.Tasks[i].Progress.ActualFinish == 0 {
			n++
		}
	}
	return n
}

func ExampleWorklist() {
	p := newPlan("offer 3;contract 2", "offer>contract")
	r, err := schedule.Compute(p, schedule.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	// On Thursday nobody has begun the offer, which was due on Wednesday.
	items, err := schedule.Worklist(p, r, at("5 12:00"), schedule.WorklistOptions{})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, m := range items {
		fmt.Println(m.Task, m.State, m.Cause, m.Waits, m.Forecast)
	}
	// Output:
	// offer overdue not_started [] 2026-03-10T12:00:00
	// contract blocked predecessor [offer] 2026-03-12T12:00:00
}
