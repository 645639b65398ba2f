package schedule_test

import (
	"errors"
	"fmt"
	"math"
	"testing"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// timesOf computes a plan and returns the dates of a task.
func timesOf(t *testing.T, p *schedule.Plan, id schedule.TaskID) schedule.Times {
	t.Helper()
	x, ok := compute(t, p).Times(id)
	if !ok {
		t.Fatalf("no task %s", id)
	}
	return x
}

func hasCode(found []finding.Finding, code finding.Code) bool {
	for _, f := range found {
		if f.Code == code {
			return true
		}
	}
	return false
}

func TestCalendarWithoutID(t *testing.T) {
	p := &schedule.Plan{Start: at("2 08:00"), Calendars: []schedule.Calendar{{}}}
	if found := schedule.Check(p); !hasCode(found, schedule.CodeNoID) {
		t.Errorf("found %v", found)
	}
}

// What calendars inherit is copied, so a short file can ask for much.
func TestInheritedExceptionsAreBounded(t *testing.T) {
	base := schedule.Calendar{ID: "base", Times: calendar.Standard()}
	for k := range 19_000 {
		base.Times.Exceptions = append(base.Times.Exceptions, calendar.Exception{From: calendar.DateOf(2026, 1, 1).AddDays(2 * k)})
	}
	p := &schedule.Plan{Start: at("2 08:00"), Calendars: []schedule.Calendar{base}}
	for k := range 100 {
		own := schedule.Calendar{ID: schedule.CalendarID(fmt.Sprint(k)), Base: "base"}
		own.Times.Exceptions = []calendar.Exception{{From: calendar.DateOf(2027, 1, 2), To: calendar.DateOf(2027, 1, 2)}}
		p.Calendars = append(p.Calendars, own)
	}
	if found := schedule.Check(p); !hasCode(found, schedule.CodeTooLarge) {
		t.Errorf("found %v", found)
	}
}

// One task of 8 h whose only assignment begins 8 h late: it works on the second
// day alone, and so does a delay of 24 h by the clock.
func TestDelayOfAllAssignmentsCountsOnce(t *testing.T) {
	for _, a := range []schedule.Assignment{
		{Delay: day}, {LevelingDelay: schedule.Duration{Length: 24 * hour, Elapsed: true}},
	} {
		a.ID, a.Task, a.Resource, a.Work, a.Units = "1", "a", "r", day, schedule.FullUnit
		p := &schedule.Plan{
			Start: at("2 08:00"), Tasks: []schedule.Task{{ID: "a", Duration: schedule.Duration{Length: day}}, {ID: "b", Duration: schedule.Duration{Length: day}}},
			Links: []schedule.Link{{From: "a", To: "b"}}, Resources: []schedule.Resource{{ID: "r"}}, Assignments: []schedule.Assignment{a},
		}
		if x := timesOf(t, p, "a"); x.Start != at("3 08:00") || x.Finish != at("3 17:00") {
			t.Errorf("a runs %v to %v", x.Start, x.Finish)
		}
		if x := timesOf(t, p, "b"); x.Finish != at("4 17:00") || x.TotalFloat != 0 {
			t.Errorf("b finishes %v with %v", x.Finish, x.TotalFloat)
		}
		// A constraint does not add the delay once more.
		p.Tasks[0].Constraint = schedule.Constraint{Kind: schedule.StartNoEarlierThan, Date: at("3 08:00")}
		if x := timesOf(t, p, "a"); x.Start != at("3 08:00") {
			t.Errorf("a starts %v", x.Start)
		}
	}
}

func started(from string, percent int) schedule.Progress {
	done := day * calendar.Work(percent) / 100
	return schedule.Progress{ActualStart: at(from), Percent: percent, Done: done, Remaining: day - done}
}

// retained are the rules of P6 for one task begun.
func retained(p *schedule.Plan) *schedule.Plan {
	p.Rules = schedule.Rules{Progress: schedule.RetainedLogic, DataDateBinds: true}
	return p
}

func TestSummaryBeginsWithBegunWork(t *testing.T) {
	p := retained(&schedule.Plan{Start: at("2 08:00"), DataDate: at("4 08:00"), Tasks: []schedule.Task{
		{ID: "S"}, {ID: "a", Parent: "S", Duration: schedule.Duration{Length: day}, Progress: started("2 08:00", 50)},
	}})
	if x := timesOf(t, p, "S"); x.Start != at("2 08:00") || x.Finish != at("4 12:00") {
		t.Errorf("%v to %v", x.Start, x.Finish)
	}
}

func TestRestIsNotBeforeTheStart(t *testing.T) {
	p := retained(&schedule.Plan{Start: at("2 08:00"), DataDate: at("2 08:00"), Tasks: []schedule.Task{
		{ID: "a", Duration: schedule.Duration{Length: day}, Progress: started("10 08:00", 50)},
		{ID: "m", Milestone: true, Kind: schedule.FinishMilestone, Progress: schedule.Progress{ActualStart: at("10 18:02")}},
	}})
	if x := timesOf(t, p, "a"); x.Start != at("10 08:00") || x.Finish != at("10 12:00") {
		t.Errorf("%v to %v", x.Start, x.Finish)
	}
	if x := timesOf(t, p, "m"); x.Finish < x.Start {
		t.Errorf("%v to %v", x.Start, x.Finish)
	}
}

// Where the rest may not be split off, links do not move it.
func TestNoSplitInProgress(t *testing.T) {
	p := retained(&schedule.Plan{Start: at("2 08:00"), DataDate: at("3 08:00"), Tasks: []schedule.Task{
		{ID: "before", Duration: schedule.Duration{Length: 5 * day}},
		{ID: "a", Duration: schedule.Duration{Length: day}, Progress: started("2 08:00", 50)},
	}, Links: []schedule.Link{{From: "before", To: "a"}}})
	if x := timesOf(t, p, "a"); x.Finish != at("10 12:00") {
		t.Errorf("split: finishes %v", x.Finish)
	}
	p.Rules.NoSplitInProgress = true
	if x := timesOf(t, p, "a"); x.Finish != at("3 12:00") {
		t.Errorf("not split: finishes %v", x.Finish)
	}
}

// A task that is to last until a promised finish is as long on the way back.
func TestPromisedLengthCountsBothWays(t *testing.T) {
	p := &schedule.Plan{Start: at("2 08:00"), Rules: schedule.Rules{ExpectedFinish: true}, Tasks: []schedule.Task{
		{ID: "p", Duration: schedule.Duration{Length: day}}, {ID: "a", Duration: schedule.Duration{Length: day}, ExpectedFinish: at("13 17:00")},
	}, Links: []schedule.Link{{From: "p", To: "a"}}}
	if x := timesOf(t, p, "a"); x.LateStart != at("3 08:00") || x.TotalFloat != 0 {
		t.Errorf("late start %v, float %v", x.LateStart, x.TotalFloat)
	}
	if x := timesOf(t, p, "p"); x.TotalFloat != 0 || !x.Critical {
		t.Errorf("float %v", x.TotalFloat)
	}
}

func TestDatesOutOfRangeAreNamedInTheError(t *testing.T) {
	p := &schedule.Plan{Start: calendar.DateOf(9999, 12, 1).At(8 * hour), Tasks: []schedule.Task{
		{ID: "z", Duration: schedule.Duration{Length: 50 * day}}, {ID: "a", Duration: schedule.Duration{Length: 50 * day}},
	}}
	_, err := schedule.Compute(p, schedule.Options{})
	if !errors.Is(err, schedule.ErrOutOfRange) {
		t.Errorf("got %v", err)
	}
	var plan *schedule.PlanError
	if errors.As(err, &plan) && (len(plan.Findings) != 2 || plan.Findings[0].Subject.ID != "a") {
		t.Errorf("findings %v", plan.Findings)
	}
}

func TestAssignmentsAreChecked(t *testing.T) {
	for _, a := range []schedule.Assignment{
		{Contour: 99}, {Work: -1}, {Work: math.MaxInt64}, {Delay: -1}, {RemainingWork: math.MaxInt64}, {LevelingDelay: schedule.Duration{Length: -1}},
	} {
		a.ID, a.Task = "x", "a"
		p := &schedule.Plan{Start: at("2 08:00"), Tasks: []schedule.Task{{ID: "a"}}, Assignments: []schedule.Assignment{a}}
		if !finding.Blocks(schedule.Check(p)) {
			t.Errorf("%+v passes", a)
		}
	}
}

// A day shift and a night shift that met on one day of history never meet
// again: the task keeps its own calendar, with a warning.
func TestCalendarsThatMetOnce(t *testing.T) {
	shift := func(id schedule.CalendarID, from, to calendar.Work) schedule.Calendar {
		c := schedule.Calendar{ID: id, Times: calendar.Standard()}
		for k := range c.Times.Week {
			if len(c.Times.Week[k].Ranges) > 0 {
				c.Times.Week[k].Ranges = []calendar.Range{{Start: from, Finish: to}}
			}
		}
		return c
	}
	early, late := shift("early", 8*hour, 12*hour), shift("late", 0, 4*hour)
	once := calendar.DateOf(2020, 1, 7)
	early.Times.Exceptions = []calendar.Exception{{From: once, To: once, Ranges: []calendar.Range{{Start: 0, Finish: 4 * hour}}}}
	p := &schedule.Plan{
		Start: at("2 08:00"), Calendars: []schedule.Calendar{early, late}, Resources: []schedule.Resource{{ID: "r", Calendar: "late"}},
		Tasks:       []schedule.Task{{ID: "a", Calendar: "early", Duration: schedule.Duration{Length: 4 * hour}}},
		Assignments: []schedule.Assignment{{ID: "1", Task: "a", Resource: "r", Work: 4 * hour, Units: schedule.FullUnit}},
	}
	if found := schedule.Check(p); len(found) != 1 || found[0].Severity != finding.Warn {
		t.Errorf("found %v", found)
	}
	if x := timesOf(t, p, "a"); x.Finish != at("2 12:00") {
		t.Errorf("finishes %v", x.Finish)
	}
}

func TestExternalLinksAreChecked(t *testing.T) {
	for _, l := range []schedule.Link{
		{From: "other", To: "a", Type: 77}, {From: "other", To: "a", Lag: schedule.Lag{Length: math.MinInt64}}, {From: "no", To: "no"},
	} {
		l.External = true
		p := &schedule.Plan{Start: at("2 08:00"), Tasks: []schedule.Task{{ID: "a"}}, Links: []schedule.Link{l}}
		if len(schedule.Check(p)) == 0 {
			t.Errorf("%+v passes", l)
		}
	}
}

// A step of a chain holds the strongest reasons; all of one task are at hand.
func TestChainsAreBounded(t *testing.T) {
	p := &schedule.Plan{Start: at("2 08:00"), Tasks: []schedule.Task{{ID: "last"}}}
	for k := range schedule.MaxReasons + 5 {
		id := schedule.TaskID(fmt.Sprint(k))
		p.Tasks = append(p.Tasks, schedule.Task{ID: id, Duration: schedule.Duration{Length: calendar.Work(k+1) * hour}})
		p.Links = append(p.Links, schedule.Link{From: id, To: "last"})
	}
	result := compute(t, p)
	first := result.Why("last").Steps[0]
	if driver, ok := first.Driver(); len(first.Reasons) != schedule.MaxReasons || !ok || driver.Task != schedule.TaskID(fmt.Sprint(schedule.MaxReasons+4)) {
		t.Errorf("%d reasons, driver %v", len(first.Reasons), driver)
	}
	if step, ok := result.Explain("last"); !ok || len(step.Reasons) != schedule.MaxReasons+5 {
		t.Errorf("%d reasons", len(step.Reasons))
	}
}
