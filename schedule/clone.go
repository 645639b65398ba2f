package schedule

import (
	"slices"

	"github.com/milepost-go/milepost/schedule/calendar"
)

// Clone returns a plan that shares nothing with p, for a what-if.
func (p *Plan) Clone() *Plan {
	c := *p
	c.Calendars = slices.Clone(p.Calendars)
	for i := range c.Calendars {
		c.Calendars[i].Times = cloneTimes(c.Calendars[i].Times)
	}
	c.Tasks = slices.Clone(p.Tasks)
	for i := range c.Tasks {
		c.Tasks[i].Splits = slices.Clone(c.Tasks[i].Splits)
	}
	c.Links = slices.Clone(p.Links)
	c.Resources = slices.Clone(p.Resources)
	c.Assignments = slices.Clone(p.Assignments)
	for i := range c.Assignments {
		c.Assignments[i].Segments = slices.Clone(c.Assignments[i].Segments)
	}
	c.Baselines = slices.Clone(p.Baselines)
	for i := range c.Baselines {
		c.Baselines[i].Tasks = slices.Clone(c.Baselines[i].Tasks)
	}
	return &c
}

func cloneTimes(d calendar.Definition) calendar.Definition {
	d.Week = cloneWeek(d.Week)
	d.WorkWeeks = slices.Clone(d.WorkWeeks)
	for i := range d.WorkWeeks {
		d.WorkWeeks[i].Week = cloneWeek(d.WorkWeeks[i].Week)
	}
	d.Exceptions = slices.Clone(d.Exceptions)
	for i := range d.Exceptions {
		d.Exceptions[i].Ranges = slices.Clone(d.Exceptions[i].Ranges)
	}
	return d
}

func cloneWeek(w calendar.Week) calendar.Week {
	for i := range w {
		w[i].Ranges = slices.Clone(w[i].Ranges)
	}
	return w
}

// Task returns the task of that id. It reports false when there is none.
func (p *Plan) Task(id TaskID) (Task, bool) {
	i := slices.IndexFunc(p.Tasks, func(t Task) bool { return t.ID == id })
	if i < 0 {
		return Task{}, false
	}
	return p.Tasks[i], true
}
