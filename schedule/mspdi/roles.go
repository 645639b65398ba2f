package mspdi

import (
	"fmt"
	"slices"

	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// calendarRoles say how the calendars of a plan are written. Microsoft Project
// has two kinds: base calendars, which have no base and are what projects and
// tasks work on, and the calendar of a resource, which belongs to it alone and
// is derived from a base calendar. A plan is free to share calendars and to
// derive them in chains, so some are written flat, and resources that share
// one get calendars of their own that say the same; reading leaves those out.
type calendarRoles struct {
	base     []bool  // by calendar
	flat     []bool  // by calendar: written with the times of its bases
	standard int64   // UID of a calendar made for a project that names none
	standIn  []int64 // by resource: UID of its own calendar, leftOut if it has none
	of       []int   // the resources with one, in order
}

func rolesOf(d *draft, from origin) calendarRoles {
	p := d.plan
	r := calendarRoles{base: make([]bool, len(p.Calendars)), flat: make([]bool, len(p.Calendars)), standard: leftOut, standIn: make([]int64, len(p.Resources))}
	mark := func(id schedule.CalendarID) {
		if i, ok := d.calendars.place(string(id)); ok {
			r.base[i] = true
		}
	}
	mark(p.Calendar)
	for i := range p.Tasks {
		mark(p.Tasks[i].Calendar)
	}
	for i := range p.Calendars {
		if p.Calendars[i].Base != p.Calendars[i].ID {
			mark(p.Calendars[i].Base)
		}
	}
	for i := range p.Calendars {
		derived := d.baseOf(i) >= 0
		r.flat[i] = derived && r.base[i] && (from.asTheyAre == nil || !from.asTheyAre(p.Calendars[i].ID))
		r.base[i] = r.base[i] || !derived
	}
	if _, ok := d.calendars.of(string(p.Calendar)); !ok {
		if r.standard = from.standard; r.standard <= 0 {
			r.standard = d.calendars.fresh()
		}
	}
	r.standIns(d, from.standIns)
	return r
}

// standIns gives a calendar of its own to every resource that would share one.
func (r *calendarRoles) standIns(d *draft, before map[int64]int64) {
	taken := make([]bool, len(r.base))
	for k := range d.plan.Resources {
		r.standIn[k] = leftOut
		i, ok := d.calendars.place(string(d.plan.Resources[k].Calendar))
		if !ok || d.resources.uid[k] == leftOut {
			continue
		}
		uid, known := before[d.resources.uid[k]]
		if r.base[i] || taken[i] || known {
			if !known || uid < 0 {
				uid = d.calendars.fresh()
			}
			r.standIn[k] = uid
			r.of = append(r.of, k)
		}
		taken[i] = true
	}
}

// workedOn reports whether a calendar is that of the project or of a task.
func (d *draft) workedOn(id schedule.CalendarID) bool {
	i, ok := d.calendars.place(string(id))
	return ok && d.roles.base[i]
}

// names returns the first base calendar of each name.
func (r *calendarRoles) names(d *draft) map[string]int {
	owner := map[string]int{}
	for i := len(r.base) - 1; i >= 0; i-- {
		if r.base[i] && d.calendars.uid[i] != leftOut {
			owner[d.plan.Calendars[i].Name] = i
		}
	}
	return owner
}

// baseOf returns the place of the base of a calendar, -1 if it has none.
func (d *draft) baseOf(i int) int {
	c := &d.plan.Calendars[i]
	if at, ok := d.calendars.place(string(c.Base)); ok && c.Base != c.ID {
		return at
	}
	return -1
}

// calendarCount returns how many calendars there are to write, those that are
// left out included.
func (d *draft) calendarCount() int {
	count := len(d.plan.Calendars) + len(d.roles.of)
	if d.roles.standard != leftOut {
		count++
	}
	return count
}

// projectCalendar returns the UID of the calendar of the project.
func (e *emitter) projectCalendar() int64 {
	uid := e.calendarUID("calendar", e.plan.Calendar)
	if e.roles.standard != leftOut {
		return e.roles.standard
	}
	return uid
}

// calendarUID returns the UID of a calendar that a thing names, with a note
// for one that is not in the plan. -1 is none.
func (e *emitter) calendarUID(field string, id schedule.CalendarID) int64 {
	uid, ok := e.calendars.of(string(id))
	if !ok && id != "" {
		e.add(field, string(id), CodeUnknownReference)
	}
	if !ok {
		return noCalendar
	}
	return uid
}

// noCalendar is the UID that stands for no calendar.
const noCalendar = -1

// flatTimes returns the times of a calendar together with those of all its
// bases.
func (d *draft) flatTimes(i int) calendar.Definition {
	times := d.plan.Calendars[i].Times
	seen := []int{i}
	for at := d.baseOf(i); at >= 0 && len(seen) < maxBases && !slices.Contains(seen, at); at = d.baseOf(at) {
		times = flatten(times, d.plan.Calendars[at].Times)
		seen = append(seen, at)
	}
	return times
}

// flatten puts the times of a calendar upon those of its base. What the base
// says in its work weeks and its week counts for days that the calendar's own
// week leaves open.
func flatten(own, base calendar.Definition) calendar.Definition {
	flat := calendar.Definition{Week: own.Week}
	for day := range flat.Week {
		if !own.Week[day].Set {
			flat.Week[day] = base.Week[day]
		}
	}
	flat.WorkWeeks = slices.Clone(own.WorkWeeks)
	for _, w := range base.WorkWeeks {
		for day := range w.Week {
			if own.Week[day].Set {
				w.Week[day] = own.Week[day]
			}
		}
		flat.WorkWeeks = append(flat.WorkWeeks, w)
	}
	flat.Exceptions = slices.Concat(own.Exceptions, base.Exceptions)
	return flat
}

// The things that are written besides those of the plan are known by their
// GUID, which names what they stand for.
const (
	guidStandIn   = "4D494C45-504F-8354-8001-" // a calendar of its own for a resource, in place of the calendar of that UID
	guidStandard  = "4D494C45-504F-8354-8002-" // the calendar of a project that names none
	guidPlacehold = "4D494C45-504F-8354-8003-" // the work of the task of that UID, by nobody
)

func guidOf(kind string, uid int64) string { return fmt.Sprintf("%s%012X", kind, uid) }
