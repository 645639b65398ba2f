package scheduletest

import (
	"slices"

	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// Shrink returns the smallest plan it finds that still fails: it drops tasks,
// links, calendars and features one after the other for as long as that goes.
// The plan itself must fail, and fails is asked about a few hundred copies. A
// failing plan that is no longer valid must be answered with false.
func Shrink(plan *schedule.Plan, fails func(*schedule.Plan) bool) *schedule.Plan {
	smallest := plan.Clone()
	again := true
	for round := 0; again && round < 20; round++ {
		again = false
		for step := 0; ; step++ {
			smaller := smallest.Clone()
			if !simplify(smaller, step) {
				break
			}
			if Dump(smaller) != Dump(smallest) && fails(smaller) {
				smallest, again = smaller, true
				step-- // what comes next has moved up
			}
		}
	}
	return smallest
}

// simplify takes one step from a list that begins with the largest. It reports
// false when there is no such step.
func simplify(p *schedule.Plan, step int) bool {
	steps := dropSteps(p)
	for i := range p.Tasks {
		steps = append(steps, taskSteps(p, &p.Tasks[i])...)
	}
	for i := range p.Links {
		steps = append(steps, linkSteps(&p.Links[i])...)
	}
	for i := range p.Calendars {
		steps = append(steps, calendarSteps(&p.Calendars[i])...)
	}
	steps = append(steps, planSteps(p)...)
	if step >= len(steps) {
		return false
	}
	steps[step]()
	return true
}

func dropSteps(p *schedule.Plan) []func() {
	var steps []func()
	for i := range p.Tasks {
		steps = append(steps, func() { dropTask(p, i) })
	}
	for i := range p.Links {
		steps = append(steps, func() { p.Links = slices.Delete(p.Links, i, i+1) })
	}
	for i := range p.Calendars {
		steps = append(steps, func() { dropCalendar(p, i) })
	}
	return steps
}

// dropTask removes a task and its links; its children move up.
func dropTask(p *schedule.Plan, i int) {
	gone := p.Tasks[i]
	p.Tasks = slices.Delete(p.Tasks, i, i+1)
	for j := range p.Tasks {
		if p.Tasks[j].Parent == gone.ID {
			p.Tasks[j].Parent = gone.Parent
		}
	}
	p.Links = slices.DeleteFunc(p.Links, func(l schedule.Link) bool { return l.From == gone.ID || l.To == gone.ID })
}

// dropCalendar removes a calendar and every mention of it.
func dropCalendar(p *schedule.Plan, i int) {
	gone := p.Calendars[i]
	p.Calendars = slices.Delete(p.Calendars, i, i+1)
	forget := func(id *schedule.CalendarID) {
		if *id == gone.ID {
			*id = gone.Base
		}
	}
	forget(&p.Calendar)
	for j := range p.Calendars {
		forget(&p.Calendars[j].Base)
	}
	for j := range p.Tasks {
		forget(&p.Tasks[j].Calendar)
	}
}

// aDay is what odd lengths are replaced by.
const aDay = 8 * calendar.Hour

func taskSteps(p *schedule.Plan, t *schedule.Task) []func() {
	return []func(){
		func() { t.Constraint = schedule.Constraint{} },
		func() { t.Deadline = 0 },
		func() { t.Calendar = "" },
		func() { t.Progress = schedule.Progress{} },
		func() { t.LevelingDelay = schedule.Duration{} },
		func() { t.Splits = nil },
		func() { t.Splits = t.Splits[:min(1, len(t.Splits))] },
		func() { t.Manual, t.Start, t.Finish = false, 0, 0 },
		func() { t.Inactive = false },
		func() { t.Duration.Elapsed = false },
		func() { t.Duration.Estimated = false },
		func() { moveUp(p, t) },
		func() { shorten(t, min(t.Duration.Length, 5*aDay)/aDay*aDay) },
		func() { shorten(t, min(t.Duration.Length, aDay)) },
		func() { t.Progress.Resume = 0 },
		func() { t.Progress.Done, t.Progress.Remaining = 0, 0 },
		func() { t.Constraint.Date = morning(t.Constraint.Date) },
		func() { t.Deadline = morning(t.Deadline) },
		func() { t.Progress.ActualStart = morning(t.Progress.ActualStart) },
		func() { t.Start = morning(t.Start) },
		func() { t.Finish = morning(t.Finish) },
		func() { t.LevelingDelay.Length = min(t.LevelingDelay.Length, aDay) },
	}
}

func linkSteps(l *schedule.Link) []func() {
	return []func(){
		func() { l.Lag = schedule.Lag{} },
		func() { l.Type = schedule.FinishToStart },
		func() { l.Lag.Elapsed = false },
		func() { l.Lag.Percent = max(min(l.Lag.Percent, 100), -100) },
		func() { l.Lag.Length = max(min(l.Lag.Length, aDay), -aDay) },
	}
}

func calendarSteps(c *schedule.Calendar) []func() {
	return []func(){
		func() { c.Times.Exceptions = nil },
		func() { c.Times.WorkWeeks = nil },
		func() { c.Times.Exceptions = c.Times.Exceptions[:len(c.Times.Exceptions)/2] },
		func() { c.Times.Exceptions = c.Times.Exceptions[(len(c.Times.Exceptions)+1)/2:] },
		func() { c.Base, c.Times = "", roundTheClock() },
	}
}

func planSteps(p *schedule.Plan) []func() {
	return []func(){
		func() { p.Rules = schedule.Rules{} },
		func() { p.Calendar = "" },
		func() { p.Start = calendar.DateOf(2025, 3, 3).At(8 * calendar.Hour) },
		func() { p.Start = morning(p.Start) },
	}
}

// shorten changes a duration and forgets what was recorded in parts of it.
func shorten(t *schedule.Task, length calendar.Work) {
	if length != t.Duration.Length {
		t.Duration.Length, t.Progress.Done, t.Progress.Remaining = length, 0, 0
	}
}

// moveUp takes a task out of its summary.
func moveUp(p *schedule.Plan, t *schedule.Task) {
	if parent, ok := p.Task(t.Parent); ok {
		t.Parent = parent.Parent
	}
}

// morning is 08:00 of the same day.
func morning(t calendar.DateTime) calendar.DateTime {
	if t.IsZero() {
		return 0
	}
	return t.Date().At(8 * calendar.Hour)
}
