package xer

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// calendar reads one calendar; those of other projects are left out. Its base
// is checked when all are known. From its base a calendar of P6 has the
// exceptions only, so every day of its week is set.
func (m *mapper) calendar() {
	if string(m.raw("clndr_type")) == "CA_Project" && !m.ours() {
		m.cells = m.cells[:0]
		return
	}
	c := schedule.Calendar{ID: schedule.CalendarID(m.begin("calendar", "clndr_id"))}
	if c.ID == "" || !m.fresh(m.records.calendars, string(c.ID), "clndr_id", len(m.plan.Calendars)) {
		return
	}
	if len(m.plan.Calendars) >= m.limits.Calendars {
		m.over("Calendars", m.limits.Calendars)
		return
	}
	c.Name = m.text("clndr_name")
	c.Base = schedule.CalendarID(m.id("base_clndr_id"))
	c.Times = m.workingTime()
	m.records.dayHours[string(c.ID)] = units{m.duration("day_hr_cnt"), m.duration("week_hr_cnt"), m.duration("month_hr_cnt")}
	m.plan.Calendars = append(m.plan.Calendars, c)
}

// resolveCalendars removes references to bases that the file does not have, and
// gives working time to calendars without any.
func (m *mapper) resolveCalendars() {
	for i := range m.plan.Calendars {
		c := &m.plan.Calendars[i]
		m.subject = finding.Ref{Kind: "calendar", ID: string(c.ID)}
		if _, known := m.records.calendars[string(c.Base)]; c.Base != "" && !known || c.Base == c.ID {
			m.unknown("base_clndr_id", string(c.Base))
			c.Base = ""
		}
		if !works(c.Times) {
			m.noteValue("clndr_data", "", CodeHoursGuessed)
			c.Times.Week = calendar.Standard().Week
		}
	}
}

// works reports whether a definition has any working time.
func works(d calendar.Definition) bool {
	for _, day := range d.Week {
		if len(day.Ranges) > 0 {
			return true
		}
	}
	return slices.ContainsFunc(d.Exceptions, func(e calendar.Exception) bool { return len(e.Ranges) > 0 })
}

// calendarID reads a reference to a calendar.
func (m *mapper) calendarID(field string) schedule.CalendarID {
	id := m.id(field)
	if _, known := m.records.calendars[id]; !known {
		if id != "" {
			m.unknown(field, id)
		}
		return ""
	}
	return schedule.CalendarID(id)
}

// workingTime reads the week and the exceptions of a calendar.
func (m *mapper) workingTime() (d calendar.Definition) {
	for day := range d.Week {
		d.Week[day] = calendar.Working()
	}
	data := m.raw("clndr_data")
	root, err := parseParts(data, 4*m.limits.Exceptions+1000)
	if errors.Is(err, errParts) {
		m.over("Exceptions", m.limits.Exceptions)
		return d
	}
	if err != nil {
		m.breakCalendar(err.Error())
	}
	for _, day := range root.child("DaysOfWeek").children {
		if n := small([]byte(day.name), 1); n >= 1 && n <= 7 {
			d.Week[n-1] = calendar.Working(m.ranges(&day)...)
		} else {
			m.noteValue("clndr_data", clip([]byte(day.name)), CodeUnknownKind)
		}
	}
	list := root.child("Exceptions").children
	if len(list) > m.limits.Exceptions {
		m.over("Exceptions", m.limits.Exceptions)
		return d
	}
	for i := range list {
		if date, ok := m.exceptionDate(&list[i]); ok {
			d.Exceptions = append(d.Exceptions, calendar.Exception{From: date, Ranges: m.ranges(&list[i])})
		}
	}
	return d
}

// breakCalendar remembers that something of the calendar could not be read.
func (m *mapper) breakCalendar(reason string) {
	if m.records.broken == nil {
		m.records.broken = map[string]*Error{}
	}
	if m.records.broken[m.subject.ID] == nil {
		m.records.broken[m.subject.ID] = m.errorHere(ErrData, "clndr_data", reason)
	}
}

// judgeCalendars turns broken calendars into faults where dates depend on them,
// and into notes where nothing does or the options want it.
func (m *mapper) judgeCalendars() {
	used := map[schedule.CalendarID]bool{m.plan.Calendar: true}
	for i := range m.plan.Tasks {
		used[m.plan.Tasks[i].Calendar] = true
	}
	for i := range m.plan.Assignments {
		if at, ok := m.records.resources[string(m.plan.Assignments[i].Resource)]; ok {
			used[m.plan.Resources[at].Calendar] = true
		}
	}
	for _, c := range m.plan.Calendars {
		fault := m.records.broken[string(c.ID)]
		switch {
		case fault == nil:
		case m.options.Tolerant || !used[c.ID]:
			m.addNote(schedule.LossNote{Subject: finding.Ref{Kind: "calendar", ID: string(c.ID), Field: "clndr_data"}, Value: fault.Reason, Reason: CodeCalendarData})
		default:
			m.addFault(fault)
		}
	}
}

// exceptionDate returns the day of an exception, which is counted from 30
// December 1899.
func (m *mapper) exceptionDate(p *part) (calendar.Date, bool) {
	n, ok := parseInt([]byte(p.key("d")))
	var date calendar.Date
	if ok && n > -3_000_000 && n < 3_000_000 {
		date = windowsEpoch().AddDays(int(n))
	}
	if date.IsZero() {
		m.breakCalendar(fmt.Sprintf("%q is not the number of a day", clip([]byte(p.key("d")))))
	}
	return date, !date.IsZero()
}

// ranges reads the working hours of a day. Those that overlap are joined.
func (m *mapper) ranges(p *part) []calendar.Range {
	var list []calendar.Range
	if len(p.children) > calendar.MaxRanges {
		m.breakCalendar(strconv.Itoa(len(p.children)) + " ranges in one day")
		return nil
	}
	for i := range p.children {
		if r, ok := m.workRange(&p.children[i]); ok {
			list = append(list, r)
		}
	}
	if overlap(list) {
		m.noteValue("clndr_data", strings.Trim(fmt.Sprint(list), "[]"), CodeRangesMerged)
		return calendar.Merge(list)
	}
	return list
}

// overlap reports whether two ranges of a day have time in common.
func overlap(list []calendar.Range) bool {
	for i, a := range list {
		for _, b := range list[:i] {
			if a.Start < b.Finish && b.Start < a.Finish {
				return true
			}
		}
	}
	return false
}

// workRange reads one range. Its finish of 00:00 is the end of the day, so that
// 00:00 to 00:00 is all of it; one that lies before the start belongs to the
// next day.
func (m *mapper) workRange(p *part) (calendar.Range, bool) {
	from, to := p.key("s"), p.key("f")
	if from == "" || to == "" {
		return calendar.Range{}, false
	}
	start, okStart := parseClock([]byte(from))
	finish, okFinish := parseClock([]byte(to))
	if !okStart || !okFinish || start == 24*calendar.Hour {
		m.breakCalendar(fmt.Sprintf("%q is not a range of hours", clip([]byte(from+" to "+to))))
		return calendar.Range{}, false
	}
	if finish <= start && (finish == 0 || finish < start) {
		finish += 24 * calendar.Hour
	}
	return calendar.Range{Start: start, Finish: finish}, start < finish
}
