package scheduletest

import (
	"reflect"
	"testing"
	"time"

	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

func TestDump(t *testing.T) {
	const hour = calendar.Hour
	week := calendar.Standard()
	week.WorkWeeks = []calendar.WorkWeek{{From: calendar.DateOf(2025, 3, 10), To: calendar.DateOf(2025, 3, 16)}}
	week.WorkWeeks[0].Week[time.Saturday] = calendar.Working(calendar.Hours(22, 30))
	week.Exceptions = []calendar.Exception{{From: calendar.DateOf(2025, 3, 4)}}
	p := &schedule.Plan{
		Start: march(3, 8, 0), Calendar: "std",
		Rules:     schedule.Rules{LinksBeatConstraints: true, CriticalLimit: 8 * hour},
		Calendars: []schedule.Calendar{{ID: "std", Times: week}, {ID: "sub", Base: "std"}},
		Tasks: []schedule.Task{
			{ID: "a", Deadline: march(7, 17, 0)},
			{ID: "b", Parent: "a", Duration: schedule.Duration{Length: 90 * calendar.Minute, Elapsed: true}, Calendar: "sub",
				Constraint: schedule.Constraint{Kind: schedule.MustStartOn, Date: march(5, 8, 0)}, Splits: []schedule.Split{{After: hour, Gap: 2 * hour}}},
			{ID: "c", Manual: true, Start: march(3, 9, 0), Finish: march(3, 9, 0) + 1, Inactive: true, Duration: schedule.Duration{Estimated: true},
				LevelingDelay: schedule.Duration{Length: hour, Elapsed: true}},
			{ID: "d", Duration: schedule.Duration{Length: hour}, Progress: schedule.Progress{ActualStart: march(3, 8, 0), Percent: 50, Done: 1800, Remaining: 1800, Resume: march(4, 8, 0)}},
			{ID: "e", Progress: schedule.Progress{ActualStart: march(3, 8, 0), ActualFinish: march(3, 8, 0), Percent: 100}, Constraint: schedule.Constraint{Kind: schedule.AsLateAsPossible}},
		},
		Links: []schedule.Link{{From: "b", To: "c"}, {From: "c", To: "d", Type: schedule.StartToFinish, Lag: schedule.Lag{Length: -hour}},
			{From: "d", To: "e", Type: schedule.StartToStart, Lag: schedule.Lag{Percent: 50}}, {From: "b", To: "e", Lag: schedule.Lag{Length: hour, Elapsed: true}}},
	}
	const want = `plan from Mo 2025-03-03T08:00 calendar std links beat constraints critical up to 8h
calendar std: SuSa off MoTuWeThFr 08:00-12:00+13:00-17:00; 2025-03-10..2025-03-16 Sa 22:00-30:00; 2025-03-04..2025-03-04 off
calendar sub from std:
a deadline Fr 2025-03-07T17:00
  b 1h30m elapsed on sub MSO We 2025-03-05T08:00 gap 2h after 1h
c 0s manual start Mo 2025-03-03T09:00 finish Mo 2025-03-03T09:00:01 estimated inactive delay 1h elapsed
d 1h begun Mo 2025-03-03T08:00 50% done 30m left 30m resume Tu 2025-03-04T08:00
e 0s ALAP begun Mo 2025-03-03T08:00 ended Mo 2025-03-03T08:00 100%
b -> c FS
c -> d SF -1h
d -> e SS +50%
b -> e FS +1h elapsed
`
	if got := Dump(p); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// TestDumpTellsPlansApart wants plans that differ in what decides their dates
// to print differently: the shrinker relies on it.
func TestDumpTellsPlansApart(t *testing.T) {
	for seed := range uint64(40) {
		p := RandomPlan(seed, Shape{Tasks: 6})
		for step := 0; ; step++ {
			q := p.Clone()
			if !simplify(q, step) {
				break
			}
			if !reflect.DeepEqual(p, q) && Dump(p) == Dump(q) && !sameTimes(p, q) {
				t.Fatalf("seed %d, step %d: the same text for plans with other dates\n%s", seed, step, Dump(p))
			}
		}
	}
}

func sameTimes(p, q *schedule.Plan) bool {
	a, b := Oracle(p), Oracle(q)
	if len(a) != len(b) {
		return false
	}
	for id, x := range a {
		if b[id] != x {
			return false
		}
	}
	return true
}
