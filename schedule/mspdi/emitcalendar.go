package mspdi

import (
	"time"

	"github.com/milepost-go/milepost/schedule/calendar"
)

// calendar writes one calendar of the plan, or one of those made besides.
func (e *emitter) calendar(i int) {
	list := e.plan.Calendars
	switch {
	case i < len(list):
		e.planCalendar(i)
	case e.roles.standard != leftOut && i == len(list):
		e.about("calendar", "")
		e.calendarHead(calendarHead{uid: e.roles.standard, guid: guidOf(guidStandard, 0), name: e.freeName("Standard"), base: true, on: noCalendar})
		e.workingTimes(calendar.Standard(), true)
		e.out.close("Calendar")
	default:
		if i -= len(list); e.roles.standard != leftOut {
			i--
		}
		e.standInCalendar(e.roles.of[i])
	}
}

// calendarHead is what a calendar is apart from its times.
type calendarHead struct {
	uid  int64
	guid string
	name string
	base bool
	on   int64 // UID of the base, or noCalendar
}

func (e *emitter) calendarHead(h calendarHead) {
	e.out.open("Calendar")
	e.int("UID", h.uid)
	if h.guid != "" {
		e.string("GUID", h.guid)
	}
	if h.name != "" {
		e.string("Name", h.name)
	}
	e.flag("IsBaseCalendar", h.base)
	e.flag("IsBaselineCalendar", false)
	e.int("BaseCalendarUID", h.on)
}

func (e *emitter) planCalendar(i int) {
	c := &e.plan.Calendars[i]
	e.about("calendar", string(c.ID))
	uid := e.calendars.uid[i]
	if uid == leftOut {
		e.leftOut(string(c.ID))
		return
	}
	if numberText(uid) != string(c.ID) {
		e.add("id", numberText(uid), CodeIDReplaced)
	}
	h := calendarHead{uid: uid, name: e.calendarName(i), base: e.roles.base[i], on: noCalendar}
	times := c.Times
	switch at := e.baseOf(i); {
	case e.roles.flat[i]:
		e.add("base", string(c.Base), CodeFlattened)
		times = e.flatTimes(i)
	case at >= 0:
		h.on = e.calendars.uid[at]
	case c.Base != "":
		e.add("base", string(c.Base), CodeUnknownReference)
	}
	e.calendarHead(h)
	e.workingTimes(times, h.on == noCalendar)
	e.out.close("Calendar")
}

// leftOut notes a thing that has no id or not its own.
func (e *emitter) leftOut(id string) {
	if id == "" {
		e.add("id", "", CodeNoID)
		return
	}
	e.add("id", id, CodeDuplicateID)
}

// standInCalendar writes the calendar of a resource that shares one: derived
// from it, or the same again where it is derived itself.
func (e *emitter) standInCalendar(k int) {
	r := &e.plan.Resources[k]
	e.about("resource", string(r.ID))
	i, _ := e.calendars.place(string(r.Calendar))
	h := calendarHead{uid: e.roles.standIn[k], guid: guidOf(guidStandIn, e.calendars.uid[i]), on: e.calendars.uid[i]}
	name, _ := cleanText(r.Name)
	h.name = string(firstRunes(name, longestText))
	times := calendar.Definition{}
	if at := e.baseOf(i); at >= 0 && !e.roles.base[i] {
		h.on, times = e.calendars.uid[at], e.plan.Calendars[i].Times
	}
	mute := e.notebook
	e.notebook = &notebook{} // the calendar itself has told
	e.calendarHead(h)
	e.workingTimes(times, false)
	e.notebook = mute
	e.out.close("Calendar")
}

// calendarName returns the name of a calendar. Microsoft Project refuses base
// calendars without a name of their own.
func (e *emitter) calendarName(i int) string {
	name := e.plainText("name", e.plan.Calendars[i].Name, longestText)
	if !e.roles.base[i] {
		return name
	}
	if name != "" && e.firstOfName(i) {
		return name
	}
	made := name + " (" + numberText(e.calendars.uid[i]) + ")"
	if name == "" {
		made = "Calendar " + numberText(e.calendars.uid[i])
	}
	e.add("name", made, CodeNameMade)
	return string(firstRunes(made, longestText))
}

// firstOfName reports whether no base calendar before has the name.
func (e *emitter) firstOfName(i int) bool {
	first, known := e.nameOwner[e.plan.Calendars[i].Name]
	return !known || first == i
}

// freeName returns the name, or one like it that no calendar has.
func (e *emitter) freeName(name string) string {
	for {
		if _, taken := e.nameOwner[name]; !taken {
			return name
		}
		name += " (Milepost)"
	}
}

// workingTimes writes week, exceptions and work weeks. All days of a calendar without
// base are written: those that it leaves open are days off.
func (e *emitter) workingTimes(times calendar.Definition, complete bool) {
	exceptions := e.exceptionsOf(times.Exceptions)
	old := oldForm(exceptions)
	if complete || anySet(times.Week) || len(old) > 0 {
		e.out.open("WeekDays")
		e.week("week", times.Week, complete)
		for _, o := range old {
			e.oldException(o, exceptions[o.of].Ranges)
		}
		e.out.close("WeekDays")
	}
	if len(exceptions) > 0 {
		e.out.open("Exceptions")
		for i := range exceptions {
			e.exception(&exceptions[i])
		}
		e.out.close("Exceptions")
	}
	if len(times.WorkWeeks) > 0 {
		e.out.open("WorkWeeks")
		for i := range times.WorkWeeks {
			e.workWeek(&times.WorkWeeks[i])
		}
		e.out.close("WorkWeeks")
	}
}

func anySet(week calendar.Week) bool {
	for _, day := range week {
		if day.Set {
			return true
		}
	}
	return false
}

func (e *emitter) week(field string, week calendar.Week, complete bool) {
	for day := range week {
		if week[day].Set || complete {
			e.out.open("WeekDay")
			e.int("DayType", int64(day)+1)
			e.hours(field, week[day].Ranges, nil)
			e.out.close("WeekDay")
		}
	}
}

// hours writes whether a day works and when. Between the two stands what the
// schema has there.
func (e *emitter) hours(field string, ranges []calendar.Range, between func()) {
	ranges = e.writable(field, ranges)
	e.flag("DayWorking", len(ranges) > 0)
	if between != nil {
		between()
	}
	if len(ranges) == 0 {
		return
	}
	e.out.open("WorkingTimes")
	for _, r := range ranges {
		e.out.open("WorkingTime")
		e.clock("FromTime", r.Start)
		e.clock("ToTime", r.Finish)
		e.out.close("WorkingTime")
	}
	e.out.close("WorkingTimes")
}

// maxRanges is how many working times Microsoft Project has for one day.
const maxRanges = 5

// writable returns the ranges that the format can say: five a day, that begin
// on it and last no longer than one.
func (e *emitter) writable(field string, ranges []calendar.Range) []calendar.Range {
	const day = 24 * calendar.Hour
	var kept []calendar.Range
	for _, r := range ranges {
		switch {
		case len(kept) == maxRanges:
			e.add(field, numberText(int64(len(ranges))), CodeTooManyRanges)
			return kept
		case r.Start < 0 || r.Start >= day || r.Finish <= r.Start:
			e.add(field, r.String(), CodeNotWritten)
			continue
		case r.Finish > r.Start+day:
			e.add(field, r.String(), CodeNearest)
			r.Finish = r.Start + day
		}
		if r.Finish > day {
			e.add(field, r.String(), CodeOverMidnight)
		}
		kept = append(kept, r)
	}
	return kept
}

func (e *emitter) workWeek(w *calendar.WorkWeek) {
	from, to := w.From, w.To
	if from.IsZero() {
		from = firstProjectDay.Date()
		e.add("work_weeks", w.Name, CodeNearest)
	}
	if to.IsZero() {
		to = lastProjectDay.Date().AddDays(-1)
		e.add("work_weeks", w.Name, CodeNearest)
	}
	e.out.open("WorkWeek")
	e.period(from, to)
	e.text("Name", "work_weeks", w.Name, longestText)
	if anySet(w.Week) {
		e.out.open("WeekDays")
		e.week("work_weeks", w.Week, false)
		e.out.close("WeekDays")
	}
	e.out.close("WorkWeek")
}

// period writes the first and the last day of a period, to the last minute as
// Microsoft Project does.
func (e *emitter) period(from, to calendar.Date) {
	e.out.open("TimePeriod")
	e.moment("FromDate", from.At(0))
	e.moment("ToDate", to.At(24*calendar.Hour-calendar.Minute))
	e.out.close("TimePeriod")
}

// weekdaySum is the inverse of weekdays.
func weekdaySum(days [7]bool) (sum int) {
	for i, on := range days {
		if on {
			sum |= 1 << i
		}
	}
	return sum
}

// itemOf is the inverse of dayKind and weekdayOf.
func itemOf(kind calendar.DayKind, day time.Weekday) int {
	if kind == calendar.WeekdayKind {
		return 3 + int(day)
	}
	return int(kind)
}
