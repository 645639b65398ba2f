package view

import (
	"time"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report/dataset"
	"github.com/milepost-go/milepost/schedule/calendar"
)

func starCalendar() starTable {
	date := dated("date")
	date.Key = true
	return starTable{name: "calendar", shared: true, all: calendarRows, columns: []dataset.Column{
		date, flag("is_working"), length("working_min"), dated("week_start"), dated("month_start"), count("quarter"), count("year"),
		count("month"), count("iso_week"), count("iso_year"), count("weekday"),
	}}
}

// calendarRows writes every day from the first to the last that a table of facts
// has. Working time is that of the first project.
func calendarRows(projects []starProject, yield func([]finding.Value) bool) {
	if len(projects) == 0 {
		return
	}
	var all span
	for _, p := range projects {
		all.add(p.span().first)
		all.add(p.span().last)
	}
	hours := projects[0].days()
	for d := range all.days() {
		year, month, _ := d.Civil()
		isoYear, week := time.Date(year, month, dayOfMonth(d), 0, 0, 0, 0, time.UTC).ISOWeek()
		works := worksOn(hours, d)
		weekday := isoWeekday(d)
		if !yield([]finding.Value{
			day(d), finding.Bool(works > 0), wholeMinutes(works), day(mondayOf(d)), day(calendar.DateOf(year, month, 1)), whole((int(month)-1)/3 + 1), whole(year),
			whole(int(month)), whole(week), whole(isoYear), whole(weekday),
		}) {
			return
		}
	}
}

func starWorkingDays() starTable {
	return starTable{name: "working_days", rows: starProject.workingDayRows, columns: []dataset.Column{
		isKey(on("date")), flag("is_working"), length("working_min"),
	}}
}

func (p starProject) workingDayRows(yield func([]finding.Value) bool) {
	hours := p.days()
	for d := range p.span().days() {
		works := worksOn(hours, d)
		if !yield([]finding.Value{day(d), finding.Bool(works > 0), wholeMinutes(works)}) {
			return
		}
	}
}

// span is the time from a first to a last day, none while both are zero.
type span struct{ first, last calendar.Date }

// add widens the span to a day. The zero Date does nothing.
func (s *span) add(d calendar.Date) {
	if d.IsZero() {
		return
	}
	if s.first.IsZero() || d.Before(s.first) {
		s.first = d
	}
	if s.last.IsZero() || d.After(s.last) {
		s.last = d
	}
}

// days visits every day of the span.
func (s span) days() func(func(calendar.Date) bool) {
	return func(yield func(calendar.Date) bool) {
		for d := s.first; !d.IsZero() && !d.After(s.last); d = d.AddDays(1) {
			if !yield(d) {
				return
			}
		}
	}
}

// span is the time that the tables of facts of a project speak of: its periods,
// and all days that join to the calendar.
func (p starProject) span() span {
	var s span
	if periods := p.periods(); len(periods) > 0 {
		s.add(periods[0].first)
		s.add(periods[len(periods)-1].last)
	}
	for _, m := range p.meetings() {
		s.add(m.On)
	}
	for _, r := range p.Trend.Reports {
		s.add(dayOf(r.At))
	}
	for _, d := range p.State.Decisions() {
		s.add(p.on(d.At))
	}
	p.eachValue(func(_ string, at calendar.Date, _ valued) bool {
		s.add(at)
		return true
	})
	return s
}

// worksOn is the working time of a day.
func worksOn(hours *calendar.Calendar, d calendar.Date) calendar.Work {
	return hours.Between(d.At(0), endOf(d))
}

// endOf is the moment at which a day ends.
func endOf(d calendar.Date) calendar.DateTime { return d.At(0) + calendar.DateTime(24*calendar.Hour) }

// mondayOf is the first day of the week of a day.
func mondayOf(d calendar.Date) calendar.Date { return d.AddDays(1 - isoWeekday(d)) }

// isoWeekday is 1 for Monday to 7 for Sunday.
func isoWeekday(d calendar.Date) int { return (int(d.Weekday())+6)%7 + 1 }

func dayOfMonth(d calendar.Date) int {
	_, _, day := d.Civil()
	return day
}
