package schedule_test

import (
	"errors"
	"fmt"
	"testing"

	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
	"github.com/milepost-go/milepost/schedule/scheduletest"
)

// drag returns the drag of a task in hours.
func drag(t *testing.T, p *schedule.Plan, id schedule.TaskID) float64 {
	t.Helper()
	got, err := schedule.Drag(p, compute(t, p), id)
	if err != nil {
		t.Fatal(err)
	}
	return float64(got) / 3600
}

// In a plain network the drag of a critical task is its duration, or the least
// float of what runs beside it where that is less.
func TestDragByHand(t *testing.T) {
	// a 3 > b 5 > d 2 is critical with ten days; c 3 beside b has two days of
	// float, e 4 beside all of them six.
	p := newPlan("a 3;b 5;c 3;d 2;e 4", "a>b;a>c;b>d;c>d")
	for id, want := range map[schedule.TaskID]float64{"a": 24, "b": 16, "c": 0, "d": 16, "e": 0} {
		if got := drag(t, p, id); got != want {
			t.Errorf("%s: %gh, want %gh", id, got, want)
		}
	}
	list, err := schedule.Drags(p, compute(t, p))
	if got := fmt.Sprint(list); err != nil || got != "[{a 24h} {b 16h} {d 16h}]" {
		t.Errorf("%s, %v", got, err)
	}
	// With e of nine days a day is all that any of them can give.
	task(p, "e").Duration.Length = 9 * day
	for _, id := range []schedule.TaskID{"a", "b", "d"} {
		if got := drag(t, p, id); got != 8 {
			t.Errorf("%s beside e: %gh", id, got)
		}
	}
}

func TestDragOfWhatHasBegun(t *testing.T) {
	p := newPlan("a 4;b 1", "a>b")
	task(p, "a").Progress = schedule.Progress{ActualStart: at("2 08:00"), Percent: 25}
	if got := drag(t, p, "a"); got != 24 {
		t.Errorf("three of four days are left: %gh", got)
	}
	task(p, "a").Progress.Done, task(p, "a").Progress.Remaining = 3*day, day
	if got := drag(t, p, "a"); got != 8 {
		t.Errorf("one day is left: %gh", got)
	}
	task(p, "a").Progress.ActualFinish = at("5 17:00")
	if got := drag(t, p, "a"); got != 0 {
		t.Errorf("nothing is left: %gh", got)
	}
}

func TestDragOfPinsSplitsAndLags(t *testing.T) {
	p := newPlan("a 2;b 1", "a>b")
	task(p, "a").Manual, task(p, "a").Start, task(p, "a").Finish = true, at("2 08:00"), at("4 17:00")
	if got := drag(t, p, "a"); got != 24 {
		t.Errorf("from Monday to Wednesday: %gh", got)
	}
	p = newPlan("a 2;b 1", "a>b")
	task(p, "a").Splits = []schedule.Split{{After: day, Gap: day}}
	if got := drag(t, p, "a"); got != 24 {
		t.Errorf("two days and a gap: %gh", got)
	}
	// Half of the predecessor's two days goes with them.
	p = newPlan("a 2;b 1", "a>b")
	p.Links[0].Lag.Percent = 50
	if got := drag(t, p, "a"); got != 24 {
		t.Errorf("with its share of lag: %gh", got)
	}
	// The longer b, the earlier it starts, and c with it: on Wednesday, or with
	// b of no time on the Monday after.
	p = newPlan("a 5;b 3;c 4", "a>b FF;b>c SS")
	if got := drag(t, p, "b"); got != -24 {
		t.Errorf("c starts three days later: %gh", got)
	}
}

func TestDragFromFinish(t *testing.T) {
	p := newPlan("a 3;b 2;c 4", "a>b")
	p.Rules.From, p.Finish = schedule.FromFinish, at("13 17:00")
	for id, want := range map[schedule.TaskID]float64{"a": 8, "b": 8, "c": 0} {
		if got := drag(t, p, id); got != want {
			t.Errorf("%s: %gh, want %gh", id, got, want)
		}
	}
}

// By the rules of P6 what remains counts, whatever was planned.
func TestDragOfWhatRemains(t *testing.T) {
	p := newPlan("a 1;b 1", "a>b")
	p.Rules = schedule.Primavera()
	task(p, "a").Progress.Remaining = 3 * day
	if got := drag(t, p, "a"); got != 24 {
		t.Errorf("three days remain: %gh", got)
	}
	task(p, "a").Progress = schedule.Progress{ActualStart: at("2 08:00"), Done: day, Remaining: 2 * day}
	p.DataDate = at("2 17:00")
	if got := drag(t, p, "a"); got != 16 {
		t.Errorf("two days remain: %gh", got)
	}
}

func TestDragRefuses(t *testing.T) {
	p := newPlan("s 0;a 1 in s", "")
	r := compute(t, p)
	if _, err := schedule.Drag(p, r, "nobody"); !errors.Is(err, schedule.ErrNoTask) {
		t.Error(err)
	}
	if got := drag(t, p, "s"); got != 0 {
		t.Errorf("a summary takes %gh", got)
	}
	p.Tasks = p.Tasks[:1]
	if _, err := schedule.Drag(p, r, "a"); !errors.Is(err, schedule.ErrNoTask) {
		t.Error(err)
	}
}

// TestDragEqualsOracle: the slow scheduler, asked for the same plan with a task
// of no time, finishes as much earlier as the drag says. In plain plans a drag
// is between none and the duration, and none off the longest path.
func TestDragEqualsOracle(t *testing.T) {
	for seed := range uint64(150) {
		plain := scheduletest.Shape{Tasks: 4 + int(seed%8), Depth: 1, Without: scheduletest.Only(scheduletest.OddDurations)}
		p := scheduletest.RandomPlan(seed, plain)
		r := compute(t, p)
		cal := r.ProjectCalendar()
		longest := map[schedule.TaskID]bool{}
		for _, id := range r.CriticalPath(schedule.ByLongestPath) {
			longest[id] = true
		}
		for i := range p.Tasks {
			without := p.Clone()
			without.Tasks[i].Duration.Length = 0
			finish := calendar.DateTime(0)
			for _, x := range scheduletest.Oracle(without) {
				finish = max(finish, x.EarlyFinish)
			}
			got, err := schedule.Drag(p, r, p.Tasks[i].ID)
			if want := cal.Between(finish, r.Finish()); err != nil || got != want {
				t.Fatalf("%s: %s drags %v, %v, want %v\n%s", p.Name, p.Tasks[i].ID, got, err, want, scheduletest.Dump(p))
			}
			if got < 0 || got > p.Tasks[i].Duration.Length || got > 0 && !longest[p.Tasks[i].ID] {
				t.Fatalf("%s: %s drags %v\n%s", p.Name, p.Tasks[i].ID, got, scheduletest.Dump(p))
			}
		}
	}
}

func ExampleDrags() {
	plan := smallPlan()
	result, err := schedule.Compute(plan, schedule.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	drags, err := schedule.Drags(plan, result)
	fmt.Println(drags, err)
	// Output:
	// [{offer 16h} {contract 8h}] <nil>
}
