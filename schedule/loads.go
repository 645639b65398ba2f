package schedule

import (
	"errors"
	"fmt"
	"slices"

	"github.com/milepost-go/milepost/schedule/calendar"
)

// DailyLoads is what the resources of a plan have to do, and what they could, on
// every day from the first on which anything is to be done to the last.
type DailyLoads struct {
	// First is the day of the first figures; zero where nothing is to be done.
	First calendar.Date
	// Resources are all Work resources in plan order and, where there is work
	// that nobody has been found for, a last one without an id.
	Resources []DailyLoad
}

// DailyLoad is the load of one resource. The slices are equally long for all
// resources of a plan: the figures of First, of the day after, and so on.
type DailyLoad struct {
	Resource ResourceID // empty: nobody has been found yet
	// Work is what is to be done, in seconds of the resource's time.
	Work []calendar.Work
	// Capacity is what there is of the resource: the working time of its
	// calendar times its Max. Nil for nobody.
	Capacity []calendar.Work
}

// Total returns the work of all days.
func (l DailyLoad) Total() calendar.Work {
	var sum calendar.Work
	for _, w := range l.Work {
		sum += w
	}
	return sum
}

// Window returns the loads of the days from one date to another, both included,
// of those that there are figures of: without any, First is zero and there are
// none. It shares nothing with the receiver.
func (l DailyLoads) Window(from, to calendar.Date) DailyLoads {
	n := 0
	if len(l.Resources) > 0 && !l.First.IsZero() {
		n = len(l.Resources[0].Work)
	}
	first, end := 0, n
	if !from.IsZero() && n > 0 {
		first = min(max(from.DaysSince(l.First), 0), n)
	}
	if !to.IsZero() && n > 0 {
		end = max(min(to.DaysSince(l.First)+1, n), first)
	}
	out := DailyLoads{}
	if first < end {
		out.First = l.First.AddDays(first)
	}
	for _, r := range l.Resources {
		cut := DailyLoad{Resource: r.Resource, Work: slices.Clone(r.Work[first:end])}
		if r.Capacity != nil {
			cut.Capacity = slices.Clone(r.Capacity[first:end])
		}
		out.Resources = append(out.Resources, cut)
	}
	return out
}

// maxLoads bounds the figures of [Loads], and the days on which assignments are
// looked at.
const maxLoads = 20_000_000

// ErrLoads says that a plan has too many days and resources for [Loads].
var ErrLoads = errors.New("schedule: loads too large")

// Loads spreads the work of every assignment evenly over the working time from
// where it begins to where it ends, and counts it by resource and day. What all
// days of a resource hold is exactly the work of its assignments; a part of a
// second goes to a later day.
//
// An assignment ends with its task, or before where it is one of several and
// does its work at its units in less. Nothing is done in the splits of a task.
// The calendar is that of the schedule; where the resource moves no dates, as on
// a task of fixed duration, its own, and where that has no working time between
// the dates, the task's. Work on a task of no duration counts on the day of its
// start. Contours, segments and progress do not change how work is spread, and
// inactive tasks have none.
//
// The result must be that of the plan, which is only read. Errors wrap [ErrLoads]
// and, for a task that the result does not have, [ErrNoTask]. The receiver owns
// the loads.
func Loads(p *Plan, r *Result) (DailyLoads, error) {
	l := newLoader(p, r)
	for k := range p.Assignments {
		if err := l.place(&p.Assignments[k]); err != nil {
			return DailyLoads{}, err
		}
	}
	return l.loads()
}

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

// loads counts what has been placed.
func (l *loader) loads() (DailyLoads, error) {
	if len(l.placed) == 0 {
		l.first = calendar.Date{}
	}
	n := 0
	if !l.first.IsZero() {
		n = l.last.DaysSince(l.first) + 1
	}
	if n*(len(l.calendars)+1) > maxLoads {
		return DailyLoads{}, fmt.Errorf("%w: %d days of %d resources", ErrLoads, n, len(l.calendars))
	}
	out := DailyLoads{First: l.first}
	places := make([]int, len(l.calendars))
	for i := range l.plan.Resources {
		if r := &l.plan.Resources[i]; r.Kind == WorkResource {
			places[i] = len(out.Resources)
			out.Resources = append(out.Resources, DailyLoad{Resource: r.ID, Work: make([]calendar.Work, n), Capacity: l.capacity(i, n)})
		}
	}
	nobody := len(out.Resources)
	for k := range l.placed {
		m := &l.placed[k]
		at := nobody
		if m.resource >= 0 {
			at = places[m.resource]
		} else if len(out.Resources) == nobody {
			out.Resources = append(out.Resources, DailyLoad{Work: make([]calendar.Work, n)})
		}
		m.spread(out.Resources[at].Work[m.from.Date().DaysSince(l.first):])
	}
	return out, nil
}

// capacity returns what there is of a resource on each of so many days.
func (l *loader) capacity(i, n int) []calendar.Work {
	units := l.plan.Resources[i].Max
	if units <= 0 {
		units = FullUnit
	}
	list := make([]calendar.Work, n)
	for k := range list {
		from := l.first.AddDays(k).At(0)
		list[k] = portion(l.calendars[i].Between(from, from+86400), calendar.Work(units), calendar.Work(FullUnit))
	}
	return list
}

// spread adds the work of each day, from the first one on.
func (m *placement) spread(days []calendar.Work) {
	if m.cal == nil {
		days[0] += m.work
		return
	}
	all := m.cal.Between(m.from, m.to)
	parts := stretchesOf(m.gaps, all)
	whole, done := busy(parts, all), calendar.Work(0)
	for k := range lastDay(m.from, m.to).DaysSince(m.from.Date()) + 1 {
		midnight := m.from.Date().AddDays(k).At(0) + 86400
		sofar := portion(m.work, busy(parts, m.cal.Between(m.from, min(midnight, m.to))), whole)
		days[k] += sofar - done
		done = sofar
	}
}
