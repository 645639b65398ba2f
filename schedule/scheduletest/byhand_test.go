package scheduletest_test

import (
	"testing"

	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
	"github.com/milepost-go/milepost/schedule/scheduletest"
)

// The cases below are checked by hand: the dates are those that Microsoft
// Project stored for these very networks or follow from its rules with pencil
// and calendar. None was taken from a program of this module. Days are 08:00 to
// 12:00 and 13:00 to 17:00, Monday to Friday, unless said otherwise.

// row is what is known of one task: early dates, late dates, and total and free
// float in minutes. An empty text is not compared.
type row struct {
	id, early, late string
	total, free     int
}

type handCase struct {
	name string
	plan schedule.Plan
	want []row
}

func TestOracleByHand(t *testing.T) {
	for _, c := range handCases() {
		t.Run(c.name, func(t *testing.T) { checkByHand(t, &c.plan, scheduletest.Oracle(&c.plan), c.want) })
	}
}

func checkByHand(t *testing.T, plan *schedule.Plan, times map[schedule.TaskID]schedule.Times, want []row) {
	t.Helper()
	for _, w := range want {
		x, ok := times[schedule.TaskID(w.id)]
		if !ok {
			t.Fatalf("%s: no times", w.id)
		}
		text := func(a, b calendar.DateTime) string {
			if a.IsZero() && b.IsZero() {
				return "none"
			}
			return a.String()[:16] + ", " + b.String()[:16]
		}
		if got := text(x.EarlyStart, x.EarlyFinish); w.early != "" && got != w.early {
			t.Errorf("%s: early %s, want %s", w.id, got, w.early)
		}
		if got := text(x.LateStart, x.LateFinish); w.late != "" && got != w.late {
			t.Errorf("%s: late %s, want %s", w.id, got, w.late)
		}
		if got := x.TotalFloat; got != calendar.Work(w.total)*calendar.Minute {
			t.Errorf("%s: total float %v, want %d min", w.id, got, w.total)
		}
		if got := x.FreeFloat; got != calendar.Work(w.free)*calendar.Minute {
			t.Errorf("%s: free float %v, want %d min", w.id, got, w.free)
		}
	}
	if t.Failed() {
		t.Log(scheduletest.Dump(plan))
	}
}

// at reads a moment, such as 2006-04-17T08:00.
func at(text string) calendar.DateTime {
	t, err := calendar.ParseDateTime(text)
	if err != nil {
		panic(err)
	}
	return t
}

// plan starts at the moment.
func plan(start string, tasks []schedule.Task, links ...schedule.Link) schedule.Plan {
	return schedule.Plan{Start: at(start), Tasks: tasks, Links: links}
}

// task takes so many working minutes; change adds what else it has.
func task(id string, minutes int, change ...func(*schedule.Task)) schedule.Task {
	t := schedule.Task{ID: schedule.TaskID(id), Duration: schedule.Duration{Length: minutesOf(minutes)}}
	for _, c := range change {
		c(&t)
	}
	return t
}

func minutesOf(n int) calendar.Work { return calendar.Work(n) * calendar.Minute }

func in(parent string) func(*schedule.Task) {
	return func(t *schedule.Task) { t.Parent = schedule.TaskID(parent) }
}

func elapsed(t *schedule.Task) { t.Duration.Elapsed = true }

func inactive(t *schedule.Task) { t.Inactive = true }

func on(id string) func(*schedule.Task) {
	return func(t *schedule.Task) { t.Calendar = schedule.CalendarID(id) }
}

func must(kind schedule.ConstraintKind, date string) func(*schedule.Task) {
	return func(t *schedule.Task) { t.Constraint = schedule.Constraint{Kind: kind, Date: at(date)} }
}

func alap(t *schedule.Task) { t.Constraint.Kind = schedule.AsLateAsPossible }

func deadline(date string) func(*schedule.Task) {
	return func(t *schedule.Task) { t.Deadline = at(date) }
}

func manual(start, finish string) func(*schedule.Task) {
	return func(t *schedule.Task) { t.Manual, t.Start, t.Finish = true, at(start), at(finish) }
}

func begun(start string, percent int) func(*schedule.Task) {
	return func(t *schedule.Task) { t.Progress.ActualStart, t.Progress.Percent = at(start), percent }
}

func resume(date string, done, left int) func(*schedule.Task) {
	return func(t *schedule.Task) {
		t.Progress.Resume, t.Progress.Done, t.Progress.Remaining = at(date), minutesOf(done), minutesOf(left)
	}
}

func ended(start, finish string) func(*schedule.Task) {
	return func(t *schedule.Task) {
		t.Progress = schedule.Progress{ActualStart: at(start), ActualFinish: at(finish), Percent: 100}
	}
}

func gap(after, minutes int) func(*schedule.Task) {
	return func(t *schedule.Task) {
		t.Splits = append(t.Splits, schedule.Split{After: minutesOf(after), Gap: minutesOf(minutes)})
	}
}

func delay(minutes int) func(*schedule.Task) {
	return func(t *schedule.Task) {
		t.LevelingDelay = schedule.Duration{Length: minutesOf(minutes), Elapsed: true}
	}
}

// link joins two tasks with a lag in working minutes.
func link(from, to string, kind schedule.LinkType, lag int) schedule.Link {
	return schedule.Link{From: schedule.TaskID(from), To: schedule.TaskID(to), Type: kind, Lag: schedule.Lag{Length: minutesOf(lag)}}
}

func fs(from, to string) schedule.Link { return link(from, to, schedule.FinishToStart, 0) }

func percentLag(from, to string, percent int) schedule.Link {
	return schedule.Link{From: schedule.TaskID(from), To: schedule.TaskID(to), Lag: schedule.Lag{Percent: percent}}
}

// chain links each task to the next.
func chain(ids ...string) []schedule.Link {
	var list []schedule.Link
	for i := 1; i < len(ids); i++ {
		list = append(list, fs(ids[i-1], ids[i]))
	}
	return list
}
