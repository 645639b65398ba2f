package quality_test

import (
	"testing"
	"time"

	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// monday begins every plan of these tests: Monday 2 March 2026, 08:00.
var monday = calendar.DateOf(2026, time.March, 2).At(8 * calendar.Hour)

// work returns a task of so many days.
func work(id schedule.TaskID, days calendar.Work, change ...func(*schedule.Task)) schedule.Task {
	t := schedule.Task{ID: id, Duration: schedule.Duration{Length: days * eight}}
	for _, f := range change {
		f(&t)
	}
	return t
}

// under puts a task into a summary.
func under(parent schedule.TaskID) func(*schedule.Task) {
	return func(t *schedule.Task) { t.Parent = parent }
}

// planOf returns a plan that begins on monday.
func planOf(links []schedule.Link, tasks ...schedule.Task) *schedule.Plan {
	return &schedule.Plan{Name: "plan", Start: monday, Tasks: tasks, Links: links}
}

func link(from, to schedule.TaskID, change ...func(*schedule.Link)) schedule.Link {
	l := schedule.Link{From: from, To: to}
	for _, f := range change {
		f(&l)
	}
	return l
}

func links(list ...schedule.Link) []schedule.Link { return list }

func lasting(typ schedule.LinkType, lag schedule.Lag) func(*schedule.Link) {
	return func(l *schedule.Link) { l.Type, l.Lag = typ, lag }
}

func compute(t testing.TB, p *schedule.Plan) *schedule.Result {
	t.Helper()
	r, err := schedule.Compute(p, schedule.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// march returns a moment of March 2026.
func march(day int, hour calendar.Work) calendar.DateTime {
	return calendar.DateOf(2026, time.March, day).At(hour * calendar.Hour)
}

// sevenDays is a calendar that works every day, from 08:00 to 16:00.
func sevenDays(id schedule.CalendarID) schedule.Calendar {
	var def calendar.Definition
	for i := range def.Week {
		def.Week[i] = calendar.Working(calendar.Range{Start: 8 * calendar.Hour, Finish: 16 * calendar.Hour})
	}
	return schedule.Calendar{ID: id, Times: def}
}
