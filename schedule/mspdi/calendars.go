package mspdi

import (
	"time"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// calendar reads one calendar. Its base is checked when all are known.
func (m *mapper) calendar(at int32) {
	c := schedule.Calendar{ID: schedule.CalendarID(m.begin("calendar", at))}
	if c.ID == "" || !m.fresh(&m.records.calendars, string(c.ID), at, len(m.plan.Calendars)) {
		return
	}
	if len(m.plan.Calendars) >= m.limits.Calendars {
		m.over(at, "Calendars", m.limits.Calendars)
		return
	}
	var old []int32 // exceptions among the weekdays, as before Project 2007
	var list []calendar.Exception
	m.children(at, func(at int32, name sym) {
		switch name {
		case symGUID:
			m.calendarMark(at, c.ID)
		case symName:
			c.Name = m.text(at)
		case symBaseCalendarUID:
			c.Base = schedule.CalendarID(m.id(at))
		case symWeekDays:
			old = append(old, m.week(at, &c.Times.Week)...)
		case symWorkWeeks:
			c.Times.WorkWeeks = append(c.Times.WorkWeeks, m.workWeeks(at)...)
		case symExceptions:
			list = append(list, m.exceptions(at)...)
		default:
			m.lost(at)
		}
	})
	if len(list) == 0 {
		list = m.oldExceptions(old)
	}
	if len(list)+len(c.Times.WorkWeeks) > m.limits.Exceptions {
		m.over(at, "Exceptions", m.limits.Exceptions)
	}
	c.Times.Exceptions = list
	m.plan.Calendars = append(m.plan.Calendars, c)
}

// resolveCalendars removes references to calendars that the file does not
// have. Base calendars name -1, or 0 in some versions, for "none".
func (m *mapper) resolveCalendars() {
	for i := range m.plan.Calendars {
		c := &m.plan.Calendars[i]
		m.subject = finding.Ref{Kind: "calendar", ID: string(c.ID)}
		if c.Base == c.ID || c.Base == "0" && !m.hasCalendar("0") {
			c.Base = ""
		}
		c.Base = m.calendarID(c.Base, "base_calendar_uid")
	}
	m.subject = finding.Ref{Kind: "project"}
	m.plan.Calendar = m.calendarID(m.plan.Calendar, "calendar_uid")
}

func (m *mapper) hasCalendar(id schedule.CalendarID) bool {
	_, ok := m.records.calendars[string(id)]
	return ok
}

// calendarID returns the id if the file has that calendar; -1 is none.
func (m *mapper) calendarID(id schedule.CalendarID, field string) schedule.CalendarID {
	switch id = m.standsFor(id); {
	case id == "" || id == "-1":
		return ""
	case m.hasCalendar(id):
		return id
	}
	m.unknown(field, string(id))
	return ""
}

// unknown notes a reference to something that the file does not have.
func (m *mapper) unknown(field, id string) {
	subject := m.subject
	subject.Field = field
	m.addNote(schedule.LossNote{Subject: subject, Value: clipText([]byte(id)), Reason: CodeUnknownReference})
}

// week reads the days of a week. It returns the days that are exceptions.
func (m *mapper) week(at int32, week *calendar.Week) (exceptions []int32) {
	m.children(at, func(at int32, name sym) {
		if name != symWeekDay {
			return
		}
		switch day := m.dayType(at); {
		case day == 0:
			exceptions = append(exceptions, at)
		case day <= 7:
			week[day-1] = m.day(at)
		}
	})
	return exceptions
}

// dayType returns 1 for Sunday to 7 for Saturday, 0 for an exception and 8 for
// a day that is none of them.
func (m *mapper) dayType(at int32) int {
	i := m.child(at, symDayType)
	if i == 0 {
		return 0
	}
	n := m.int(i)
	if n < 0 || n > 7 {
		m.note(i, CodeUnknownKind)
		return 8
	}
	return int(n)
}

// day reads the hours of a weekday or an exception.
func (m *mapper) day(at int32) calendar.Day {
	working := false
	var ranges []calendar.Range
	m.children(at, func(at int32, name sym) {
		switch name {
		case symDayWorking:
			working = m.flag(at)
		case symWorkingTimes:
			ranges = append(ranges, m.ranges(at)...)
		}
	})
	if !working {
		return calendar.Working()
	}
	if len(ranges) == 0 {
		m.note(at, CodeHoursGuessed)
		ranges = []calendar.Range{calendar.Hours(8, 12), calendar.Hours(13, 17)}
	}
	return calendar.Working(ranges...)
}

func (m *mapper) ranges(at int32) (list []calendar.Range) {
	m.children(at, func(at int32, name sym) {
		if name != symWorkingTime {
			return
		}
		if r, ok := m.workingTime(at); ok {
			list = append(list, r)
		}
	})
	return list
}

// workingTime reads one range. Its finish of 00:00 is the end of the day, and
// one that lies before the start belongs to the next day.
func (m *mapper) workingTime(at int32) (calendar.Range, bool) {
	from, to := m.child(at, symFromTime), m.child(at, symToTime)
	if from == 0 || to == 0 || len(m.raw(from)) == 0 || len(m.raw(to)) == 0 {
		return calendar.Range{}, false
	}
	r := calendar.Range{Start: read(m, from, "a time of day", clockOrMoment), Finish: read(m, to, "a time of day", clockOrMoment)}
	if r.Finish <= r.Start {
		r.Finish += 24 * calendar.Hour
	}
	return r, true
}

// clockOrMoment reads a time of day; some programs write a whole date.
func clockOrMoment(text []byte) (calendar.Work, bool) {
	if clock, ok := wholeClock(text); ok {
		return clock % (24 * calendar.Hour), true
	}
	moment, ok := parseMoment(text)
	return calendar.Work(moment.SecondOfDay()), ok && len(text) > 10
}

// period reads the first and last day of a period.
func (m *mapper) period(at int32) (from, to calendar.Date, ok bool) {
	i := m.child(at, symTimePeriod)
	if i == 0 {
		return from, to, false
	}
	if f := m.child(i, symFromDate); f > 0 {
		from = m.moment(f).Date()
	}
	if t := m.child(i, symToDate); t > 0 {
		to = m.moment(t).Date()
	}
	if to.Before(from) {
		to = from
	}
	return from, to, !from.IsZero()
}

func (m *mapper) oldExceptions(days []int32) (list []calendar.Exception) {
	for _, at := range days {
		from, to, ok := m.period(at)
		if !ok {
			m.note(at, CodeNoPeriod)
			continue
		}
		list = append(list, calendar.Exception{From: from, To: to, Ranges: m.day(at).Ranges})
	}
	return list
}

func (m *mapper) exceptions(at int32) (list []calendar.Exception) {
	m.children(at, func(at int32, name sym) {
		if name != symException {
			return
		}
		if e, ok := m.exception(at); ok {
			list = append(list, e)
		}
	})
	return list
}

func (m *mapper) exception(at int32) (calendar.Exception, bool) {
	from, to, ok := m.period(at)
	if !ok {
		m.note(at, CodeNoPeriod)
		return calendar.Exception{}, false
	}
	e := calendar.Exception{From: from, To: to, Ranges: m.day(at).Ranges, Repeat: m.repeat(at)}
	if i := m.child(at, symName); i > 0 {
		e.Name = m.text(i)
	}
	if e.Repeat.Count > 0 {
		e.To = calendar.Date{} // as the number of occurrences says
	}
	return e, true
}

func (m *mapper) workWeeks(at int32) (list []calendar.WorkWeek) {
	m.children(at, func(at int32, name sym) {
		if name != symWorkWeek {
			return
		}
		if w, ok := m.workWeek(at); ok {
			list = append(list, w)
		}
	})
	return list
}

func (m *mapper) workWeek(at int32) (calendar.WorkWeek, bool) {
	from, to, ok := m.period(at)
	if !ok {
		m.note(at, CodeNoPeriod)
		return calendar.WorkWeek{}, false
	}
	w := calendar.WorkWeek{From: from, To: to}
	m.week(at, &w.Week)
	m.children(at, func(at int32, name sym) {
		switch name {
		case symName:
			w.Name = m.text(at)
		case symWeekDays:
			m.week(at, &w.Week)
		}
	})
	return w, true
}

// recurrence is what a file says about the repetition of an exception.
type recurrence struct {
	kind, period, days, item, position, month, monthDay, count int
	counted                                                    bool
}

// repeat reads the repetition of an exception. Weeks begin on Sunday in it,
// whatever the project's week begins with.
func (m *mapper) repeat(at int32) calendar.Repeat {
	var r recurrence
	kindAt := int32(0)
	m.children(at, func(at int32, name sym) {
		switch name {
		case symType:
			r.kind, kindAt = m.within(at, 0, 1<<30), at
		case symPeriod:
			r.period = m.within(at, 0, 10_000)
		case symDaysOfWeek:
			r.days = m.within(at, 0, 127)
		case symMonthItem:
			r.item = m.within(at, 0, 9)
		case symMonthPosition:
			r.position = m.within(at, 0, 4)
		case symMonth:
			r.month = m.within(at, 0, 11)
		case symMonthDay:
			r.monthDay = m.within(at, 0, 31)
		case symOccurrences:
			r.count = m.within(at, 0, 100_000)
		case symEnteredByOccurrences:
			r.counted = m.flag(at)
		}
	})
	repeat, known := r.repeat()
	if !known {
		m.note(kindAt, CodeUnknownKind)
	}
	return repeat
}

// repeat returns the repetition; none for an exception that covers all days of
// its period. It reports false for a kind that is not known.
func (r recurrence) repeat() (calendar.Repeat, bool) {
	if r.kind == 0 || r.kind == 1 || r.kind == 9 {
		return calendar.Repeat{}, true
	}
	out := calendar.Repeat{Every: max(r.period, 1)}
	if r.counted {
		out.Count = r.count
	}
	switch r.kind {
	case 2, 3:
		out.Frequency, out.Month = calendar.Yearly, time.Month(r.month+1)
	case 4, 5:
		out.Frequency = calendar.Monthly
	case 6:
		out.Frequency = calendar.Weekly
		out.Weekdays = weekdays(r.days)
	case 7:
		out.Frequency = calendar.Daily
	case 8:
		out.Frequency = calendar.Daily
		out.Weekdays = weekdays(0b0111110)
	default:
		return calendar.Repeat{}, false
	}
	switch r.kind {
	case 2, 4:
		out.Day = max(r.monthDay, 1)
	case 3, 5:
		out.Position, out.Kind, out.Weekday = r.position+1, dayKind(r.item), weekdayOf(r.item)
		if r.position == 4 {
			out.Position = calendar.Last
		}
	}
	return out, true
}

// weekdays turns a sum of 1 for Sunday, 2 for Monday and so on into days.
func weekdays(sum int) (days [7]bool) {
	for i := range days {
		days[i] = sum&(1<<i) != 0
	}
	return days
}

func dayKind(item int) calendar.DayKind {
	switch item {
	case 0:
		return calendar.AnyDay
	case 1:
		return calendar.WorkdayKind
	case 2:
		return calendar.WeekendKind
	}
	return calendar.WeekdayKind
}

func weekdayOf(item int) time.Weekday {
	if item < 3 {
		return time.Sunday
	}
	return time.Weekday(item - 3)
}
