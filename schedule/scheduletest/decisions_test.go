package scheduletest_test

import (
	"testing"

	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
	"github.com/milepost-go/milepost/schedule/scheduletest"
)

// What the documentation of Oracle decides, each with pencil and calendar. The
// 21st of November 2016 is a Monday.
func decisions() []handCase {
	const monday = "2016-11-21T08:00"
	return []handCase{
		{"a percentage after a summary is of the working time it covers", plan(monday,
			[]schedule.Task{task("s", 0), task("a", day, in("s")), task("b", 2*day, in("s")), task("c", day)}, fs("a", "b"), percentLag("s", "c", 50)), []row{
			{"b", "2016-11-22T08:00, 2016-11-23T17:00", "2016-11-22T08:00, 2016-11-23T17:00", 0, 0},
			{"c", "2016-11-25T13:00, 2016-11-28T12:00", "2016-11-25T13:00, 2016-11-28T12:00", 0, 0},
		}},
		{"an elapsed lag runs through the weekend", plan("2016-11-25T08:00", []schedule.Task{task("a", day), task("b", day)},
			schedule.Link{From: "a", To: "b", Lag: schedule.Lag{Length: 48 * calendar.Hour, Elapsed: true}}), []row{
			{"a", "2016-11-25T08:00, 2016-11-25T17:00", "2016-11-25T08:00, 2016-11-25T17:00", 0, 0},
			{"b", "2016-11-28T08:00, 2016-11-28T17:00", "2016-11-28T08:00, 2016-11-28T17:00", 0, 0},
		}},
		{"a deadline counts for a task that must start on a later date", plan(monday,
			[]schedule.Task{task("t", day, must(schedule.MustStartOn, "2016-11-23T08:00"), deadline("2016-11-22T17:00"))}), []row{
			{"t", "2016-11-23T08:00, 2016-11-23T17:00", "2016-11-22T08:00, 2016-11-22T17:00", -480, 0},
		}},
		{"a date to keep holds the late date, however early the successor must start", startsBeforeItsPredecessor(), []row{
			{"p", "2016-11-23T08:00, 2016-11-23T17:00", "2016-11-23T08:00, 2016-11-23T17:00", 0, 0},
			{"s", "2016-11-22T08:00, 2016-11-22T17:00", "2016-11-22T08:00, 2016-11-22T17:00", -2 * day, 0},
		}},
		{"where links beat constraints, it is one bound among others", linksBeat(startsBeforeItsPredecessor()), []row{
			{"p", "2016-11-23T08:00, 2016-11-23T17:00", "2016-11-21T08:00, 2016-11-21T17:00", -2 * day, 0},
			{"s", "2016-11-24T08:00, 2016-11-24T17:00", "2016-11-22T08:00, 2016-11-22T17:00", -2 * day, 0},
		}},
		{"constraints count for a task in progress", plan(monday,
			[]schedule.Task{task("t", day, begun("2016-11-23T08:00", 50), must(schedule.FinishNoLaterThan, "2016-11-22T17:00"))}), []row{
			{"t", "2016-11-23T08:00, 2016-11-23T17:00", "2016-11-23T08:00, 2016-11-22T17:00", -480, 0},
		}},
		{"none counts for a manual task", plan(monday, []schedule.Task{task("long", 3*day),
			task("t", day, manual("2016-11-22T08:00", "2016-11-22T17:00"), must(schedule.MustFinishOn, "2016-11-21T17:00"))}), []row{
			{"t", "2016-11-22T08:00, 2016-11-22T17:00", "2016-11-23T08:00, 2016-11-23T17:00", 480, 480},
		}},
		{"a link from start to start is bounded by the rest of a task in progress", plan(monday,
			[]schedule.Task{task("p", day), task("s", 2*day, begun(monday, 25))}, link("p", "s", schedule.StartToStart, 0)), []row{
			{"p", "2016-11-21T08:00, 2016-11-21T17:00", "2016-11-21T13:00, 2016-11-22T12:00", 240, 0},
		}},
		{"a summary covers the early dates of a task that waits, and so does free float", plan(monday,
			[]schedule.Task{task("long", 5*day), task("pre", day), task("s", 0), task("late", day, in("s"), alap)}, fs("pre", "late")), []row{
			{"pre", "2016-11-21T08:00, 2016-11-21T17:00", "2016-11-24T08:00, 2016-11-24T17:00", 3 * day, 0},
			{"s", "2016-11-22T08:00, 2016-11-22T17:00", "2016-11-25T08:00, 2016-11-25T17:00", 3 * day, 3 * day},
			{"late", "2016-11-22T08:00, 2016-11-22T17:00", "2016-11-25T08:00, 2016-11-25T17:00", 0, 0},
		}},
		{"a finished summary bounds nothing", plan(monday,
			[]schedule.Task{task("long", 3*day), task("p", day), task("f", 0), task("x", day, in("f"), ended(monday, "2016-11-22T17:00"))}, fs("p", "f")), []row{
			{"p", "2016-11-21T08:00, 2016-11-21T17:00", "2016-11-23T08:00, 2016-11-23T17:00", 2 * day, 2 * day},
			{"f", "2016-11-21T08:00, 2016-11-22T17:00", "2016-11-21T08:00, 2016-11-22T17:00", 0, 0},
		}},
		{"a manual summary is never late before its own dates", plan(monday,
			[]schedule.Task{task("long", 5*day), task("p", 0), task("m", 3*day, in("p"), manual(monday, "2016-11-23T17:00")), task("c", day, in("m"))}), []row{
			{"c", "2016-11-21T08:00, 2016-11-21T17:00", "2016-11-25T08:00, 2016-11-25T17:00", 4 * day, 4 * day},
			{"m", "2016-11-21T08:00, 2016-11-23T17:00", "2016-11-25T08:00, 2016-11-25T17:00", 2 * day, 2 * day},
			{"p", "2016-11-21T08:00, 2016-11-23T17:00", "2016-11-21T08:00, 2016-11-25T17:00", 0, 0},
		}},
		{"free float is working time of the successor", sixDaysThenFive(), []row{
			{"six", "2008-12-12T08:00, 2008-12-12T17:00", "2008-12-16T08:00, 2008-12-16T17:00", 3 * day, 2 * day},
		}},
		{"an inactive summary takes its children out", plan(monday,
			[]schedule.Task{task("s", 0, inactive), task("c", 5*day, in("s")), task("t", day)}, fs("s", "t")), []row{
			{"c", "none", "none", 0, 0},
			{"t", "2016-11-21T08:00, 2016-11-21T17:00", "2016-11-21T08:00, 2016-11-21T17:00", 0, 0},
		}},
		{"a delay does not move a manual task", plan(monday,
			[]schedule.Task{task("long", 3*day), task("p", day), task("m", day, manual("2016-11-22T08:00", "2016-11-22T17:00"), delay(1440))}, fs("p", "m")), []row{
			{"p", "2016-11-21T08:00, 2016-11-21T17:00", "2016-11-22T08:00, 2016-11-22T17:00", day, 0},
			{"m", "2016-11-22T08:00, 2016-11-22T17:00", "2016-11-23T08:00, 2016-11-23T17:00", day, day},
		}},
		{"start-no-later-than of a summary bounds its tasks, but no manual one", plan(monday,
			[]schedule.Task{task("long", 5*day), task("s", 0, must(schedule.StartNoLaterThan, "2016-11-22T08:00")), task("c", day, in("s")),
				task("m", day, in("s"), manual(monday, "2016-11-21T17:00"))}), []row{
			{"c", "2016-11-21T08:00, 2016-11-21T17:00", "2016-11-22T08:00, 2016-11-22T17:00", day, day},
			{"m", "2016-11-21T08:00, 2016-11-21T17:00", "2016-11-25T08:00, 2016-11-25T17:00", 4 * day, 4 * day},
		}},
	}
}

func TestOracleDecisions(t *testing.T) {
	for _, c := range decisions() {
		t.Run(c.name, func(t *testing.T) { checkByHand(t, &c.plan, scheduletest.Oracle(&c.plan), c.want) })
	}
}

func startsBeforeItsPredecessor() schedule.Plan {
	return plan("2016-11-21T08:00", []schedule.Task{task("p", day, must(schedule.MustStartOn, "2016-11-23T08:00")),
		task("s", day, must(schedule.MustStartOn, "2016-11-22T08:00"))}, fs("p", "s"))
}

// sixDaysThenFive: a day that has Saturdays, before a task of five-day weeks
// that waits until Wednesday.
func sixDaysThenFive() schedule.Plan {
	p := sixDays()
	p.Tasks[1].Duration.Length = minutesOf(day)
	p.Tasks = append(p.Tasks, task("next", day))
	p.Links = append(p.Links, fs("three", "next"), fs("six", "next"))
	return p
}

// TestOracleFloats looks at what the rows above leave out: the floats of both
// ends and the critical flag.
func TestOracleFloats(t *testing.T) {
	const monday = "2016-11-21T08:00"
	estimated := func(t *schedule.Task) { t.Duration.Estimated = true }
	limited := plan(monday, []schedule.Task{task("long", 2*day), task("near", day), task("far", 60)})
	limited.Rules.CriticalLimit = minutesOf(day)
	byHand := plan(monday, []schedule.Task{task("guess", day, manual(monday, "2016-11-21T17:00"), estimated),
		task("firm", day, manual(monday, "2016-11-21T17:00")), task("auto", day, estimated)})
	begunPart := plan(monday, []schedule.Task{task("s", 0), task("a", day, in("s"), begun(monday, 50)),
		task("b", day, in("s")), task("late", day, alap), task("long", 2*day)})
	for _, c := range []struct {
		name          string
		plan          schedule.Plan
		task          schedule.TaskID
		start, finish int
		critical      bool
	}{
		{"pinned before its links", mustFinish(), "11", -480, 0, true},
		{"pinned after them", mustFinish(), "14", 0, 0, true},
		{"links win", linksBeat(mustFinish()), "11", -480, -480, true},
		{"up to the limit", limited, "near", day, day, true},
		{"beyond it", limited, "far", 2*day - 60, 2*day - 60, false},
		{"a guess by hand", byHand, "guess", 0, 0, false},
		{"firm by hand", byHand, "firm", 0, 0, true},
		{"a guess of an automatic task", byHand, "auto", 0, 0, true},
		{"a summary begun", begunPart, "s", 0, day, false},
		{"its task not begun", begunPart, "b", day, day, false},
		{"as late as possible", begunPart, "late", 0, 0, true},
	} {
		x := scheduletest.Oracle(&c.plan)[c.task]
		if x.StartFloat != minutesOf(c.start) || x.FinishFloat != minutesOf(c.finish) || x.Critical != c.critical {
			t.Errorf("%s: start float %v, finish float %v, critical %t, want %d and %d min, %t", c.name, x.StartFloat, x.FinishFloat, x.Critical, c.start, c.finish, c.critical)
		}
	}
}
