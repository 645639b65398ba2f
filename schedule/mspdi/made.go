package mspdi

import (
	"bytes"
	"reflect"
	"slices"
	"strconv"

	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// Writing makes calendars and assignments that a plan does not have but other
// programs need. Reading leaves them out again, as long as nobody has changed
// them.

// madeGUID reports whether a thing is one of those that writing makes, and
// the UID that its GUID names.
func (m *mapper) madeGUID(at int32, kind string) (string, bool) {
	text, ok := bytes.CutPrefix(m.raw(at), []byte(kind))
	if !ok {
		return "", false
	}
	uid, err := strconv.ParseUint(string(text), 16, 63)
	return strconv.FormatUint(uid, 10), err == nil
}

// calendarMark keeps what the GUID of a calendar says.
func (m *mapper) calendarMark(at int32, id schedule.CalendarID) {
	if uid, ok := m.madeGUID(at, guidStandIn); ok {
		m.records.standsFor[id] = schedule.CalendarID(uid)
	} else if _, ok := m.madeGUID(at, guidStandard); ok {
		m.records.standsFor[id] = ""
	}
}

// dropStandIns removes calendars that only stand for others and lets the
// others take their place.
func (m *mapper) dropStandIns() {
	if len(m.records.standsFor) == 0 {
		return
	}
	at := func(id schedule.CalendarID) *schedule.Calendar {
		if i, ok := m.records.calendars[string(id)]; ok {
			return &m.plan.Calendars[i]
		}
		return nil
	}
	needed := map[schedule.CalendarID]bool{}
	for id, other := range m.records.standsFor {
		if c := at(id); !saysTheSame(c, other, at(other)) {
			delete(m.records.standsFor, id)
		}
	}
	for i := range m.plan.Calendars {
		c := &m.plan.Calendars[i]
		if _, made := m.records.standsFor[c.ID]; !made {
			needed[c.Base] = true
		}
	}
	m.plan.Calendars = slices.DeleteFunc(m.plan.Calendars, func(c schedule.Calendar) bool {
		if needed[c.ID] {
			delete(m.records.standsFor, c.ID)
		}
		_, made := m.records.standsFor[c.ID]
		return made
	})
	clear(m.records.calendars)
	for i := range m.plan.Calendars {
		m.records.calendars[string(m.plan.Calendars[i].ID)] = i
	}
}

// saysTheSame reports whether a made calendar is still what it was made for:
// to stand for the standard calendar, for its base, or for one like it.
func saysTheSame(c *schedule.Calendar, stands schedule.CalendarID, other *schedule.Calendar) bool {
	switch {
	case c == nil:
		return false
	case stands == "":
		return noBase(c.Base) && sameTimes(c.Times, calendar.Standard())
	case other == nil || other == c:
		return false
	case c.Base == stands:
		return sameTimes(c.Times, calendar.Definition{})
	}
	sameBase := c.Base == other.Base || noBase(c.Base) && noBase(other.Base)
	return sameBase && sameTimes(c.Times, other.Times)
}

func noBase(id schedule.CalendarID) bool { return id == "" || id == "-1" }

func sameTimes(a, b calendar.Definition) bool {
	a.ID, a.Name, b.ID, b.Name = "", "", "", ""
	for day := range a.Week {
		if a.Week[day].Set != b.Week[day].Set || !slices.Equal(a.Week[day].Ranges, b.Week[day].Ranges) {
			return false
		}
	}
	return len(a.WorkWeeks) == len(b.WorkWeeks) && len(a.Exceptions) == len(b.Exceptions) &&
		(len(a.WorkWeeks) == 0 || reflect.DeepEqual(a.WorkWeeks, b.WorkWeeks)) &&
		(len(a.Exceptions) == 0 || reflect.DeepEqual(a.Exceptions, b.Exceptions))
}

// standsFor returns the calendar that a left out one stands for.
func (m *mapper) standsFor(id schedule.CalendarID) schedule.CalendarID {
	for range 2 { // one that stands for the standard calendar may itself be stood for
		other, made := m.records.standsFor[id]
		if !made {
			break
		}
		id = other
	}
	return id
}

// dropPlaceholders removes assignments to nobody that were made to carry the
// gaps or the progress of a task.
func (m *mapper) dropPlaceholders() {
	if len(m.records.placeholders) == 0 {
		return
	}
	made := m.records.placeholders
	m.plan.Assignments = slices.DeleteFunc(m.plan.Assignments, func(a schedule.Assignment) bool {
		_, is := made[a.ID]
		return is && a.Resource == ""
	})
	clear(m.records.assignments)
	for i := range m.plan.Assignments {
		m.records.assignments[string(m.plan.Assignments[i].ID)] = i
	}
}
