package schedule

import (
	"fmt"

	"github.com/milepost-go/milepost/schedule/calendar"
)

// loader spreads assignments.
type loader struct {
	plan      *Plan
	now       *Result
	pass      *pass
	calendars []*calendar.Calendar // by resource
	resources map[ResourceID]int
	among     map[TaskID]int // driving assignments of a task
	drivers   map[TaskID]int // of those, how many have been placed
	placed    []placement
	days      int
	first     calendar.Date
	last      calendar.Date
}

// placement is an assignment with the time in which it is done.
type placement struct {
	resource int // -1: nobody
	work     calendar.Work
	cal      *calendar.Calendar // nil: all on the first day
	from, to calendar.DateTime
	gaps     []Split
}

func newLoader(p *Plan, r *Result) *loader {
	l := &loader{plan: p, now: r, pass: r.scratch(), resources: map[ResourceID]int{}, among: map[TaskID]int{}, drivers: map[TaskID]int{}}
	b := builder{checker: checker{plan: p}, net: &Network{}}
	b.workingTimes()
	for i := range p.Resources {
		l.resources[p.Resources[i].ID] = i
		cal := r.ProjectCalendar()
		if at := b.calendarOf(p.Resources[i].Calendar, resourceRef(p.Resources[i].ID, "calendar")); at >= 0 {
			cal = b.net.calendars[at]
		}
		l.calendars = append(l.calendars, cal)
	}
	for k := range p.Assignments {
		if a := &p.Assignments[k]; l.drives(a) {
			l.among[a.Task]++
		}
	}
	return l
}

// drives reports whether an assignment is one of those that move dates.
func (l *loader) drives(a *Assignment) bool {
	i, known := l.resources[a.Resource]
	return known && a.Resource != "" && a.Work > 0 && l.plan.Resources[i].Kind == WorkResource
}

// place finds the time of one assignment.
func (l *loader) place(a *Assignment) error {
	i, known := l.now.net.index[a.Task]
	if !known || int(i) >= len(l.plan.Tasks) {
		return fmt.Errorf("%w: %q", ErrNoTask, a.Task)
	}
	who, known := l.resources[a.Resource]
	if a.Resource == "" || !known {
		who = -1
	}
	times := &l.now.times[i]
	if times.Start == 0 || a.Work <= 0 || who >= 0 && l.plan.Resources[who].Kind != WorkResource {
		return nil
	}
	m := placement{resource: who, work: a.Work, from: times.Start, to: max(times.Start, times.Finish), gaps: l.plan.Tasks[i].Splits}
	l.time(i, a, &m)
	l.keep(m)
	if l.days > maxLoads {
		return fmt.Errorf("%w: more than %d days of assignments", ErrLoads, maxLoads)
	}
	return nil
}

// time sets the calendar and the dates of an assignment.
func (l *loader) time(i int32, a *Assignment, m *placement) {
	in, t := &l.plan.Tasks[i], &l.now.net.tasks[i]
	own := l.now.net.calendars[max(t.workCal, 0)]
	if t.elapsed || t.workCal < 0 {
		own = calendar.AlwaysOn()
	}
	cal := own
	switch {
	case l.drives(a) && t.isDriven(in):
		cal = l.driven(i, a, m)
	case m.resource >= 0 && !t.elapsed && (in.Calendar == "" || !in.IgnoreResourceCalendars):
		cal = l.calendars[m.resource]
	}
	for _, c := range [...]*calendar.Calendar{cal, own, calendar.AlwaysOn()} {
		if c.Between(m.from, m.to) > 0 {
			m.cal = c
			return
		}
	}
}

// driven sets the dates of an assignment that moves those of its task, and
// returns its calendar.
func (l *loader) driven(i int32, a *Assignment, m *placement) *calendar.Calendar {
	t := &l.now.net.tasks[i]
	cal, length := l.now.net.calendars[t.workCal], spanOf(a, t)
	if k := t.firstDriver + int32(l.drivers[a.Task]); k < t.lastDriver {
		d := &l.now.net.drivers[k]
		cal, length = l.now.net.calendars[d.cal], d.span
		if t.state == unstarted {
			m.from = min(max(l.pass.begin(i, d, m.from), m.from), m.to)
		}
	}
	l.drivers[a.Task]++
	if end, err := cal.Add(m.from, length); err == nil && l.among[a.Task] > 1 && t.state == unstarted {
		m.to = max(m.from, min(end, m.to))
	}
	return cal
}

// keep notes a placement and the days it takes.
func (l *loader) keep(m placement) {
	first, last := m.from.Date(), lastDay(m.from, m.to)
	if l.first.IsZero() || first.Before(l.first) {
		l.first = first
	}
	if l.last.Before(last) {
		l.last = last
	}
	l.days += last.DaysSince(first) + 1
	l.placed = append(l.placed, m)
}

// lastDay returns the day on which a time ends: one that ends at midnight ends
// with the day before.
func lastDay(from, to calendar.DateTime) calendar.Date {
	if to > from {
		to--
	}
	return to.Date()
}
