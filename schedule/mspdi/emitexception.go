package mspdi

import (
	"slices"
	"time"

	"github.com/milepost-go/milepost/schedule/calendar"
)

// datedException is an exception as the format says it: when, how often and
// with which repetition.
type datedException struct {
	calendar.Exception // To is set
	form               recurrence
	days               []oldSpan // the days of one that repeats
	endless            bool      // more of them than are counted
}

func (x *datedException) repeats() bool { return x.form.kind > 1 }

// exceptionsOf prepares exceptions: those that repeat in a way that the format
// does not have become single ones, and all stand by date, since Microsoft
// Project does not see those that do not.
func (e *emitter) exceptionsOf(list []calendar.Exception) []datedException {
	dated := make([]datedException, 0, len(list))
	for _, x := range list {
		if x.From.IsZero() {
			e.add("exceptions", x.Name, CodeNotWritten)
			continue
		}
		if x.To.Before(x.From) && (x.Repeat.Count == 0 || !x.To.IsZero()) {
			x.To = x.From
		}
		if x.Repeat.Frequency == calendar.Once {
			x.Repeat = calendar.Repeat{}
			if x.To.IsZero() {
				x.To = x.From
			}
			dated = append(dated, datedException{Exception: x, form: recurrence{kind: 1, count: x.To.DaysSince(x.From) + 1}})
			continue
		}
		dated = append(dated, e.repeated(x)...)
	}
	return e.byDate(dated)
}

// repeated returns an exception that repeats, as one or as many single ones.
func (e *emitter) repeated(x calendar.Exception) []datedException {
	days, complete := daysOf(x)
	form, sayable := recurrenceOf(x.Repeat)
	if sayable {
		form.count = x.Repeat.Count
		form.counted = form.count > 0
		if complete && !form.counted {
			form.count = countDays(days)
		}
		if x.To.IsZero() {
			x.To = x.From
			if complete && len(days) > 0 {
				x.To = days[len(days)-1].to
			}
		}
		return []datedException{{Exception: x, form: form, days: days, endless: !complete}}
	}
	if !complete {
		e.add("exceptions", x.Name, CodeNotWritten)
		return nil
	}
	e.add("exceptions", x.Name, CodeNearest)
	var singles []datedException
	for _, d := range days {
		single := calendar.Exception{Name: x.Name, From: d.from, To: d.to, Ranges: x.Ranges}
		singles = append(singles, datedException{Exception: single, form: recurrence{kind: 1, count: countDays([]oldSpan{d})}})
	}
	return singles
}

// byDate sorts by the first day, but not where exceptions of one kind overlap
// and the first of the list counts.
func (e *emitter) byDate(list []datedException) []datedException {
	earlier := func(a, b datedException) int { return a.From.Compare(b.From) }
	if slices.IsSortedFunc(list, earlier) {
		return list
	}
	sorted := slices.Clone(list)
	slices.SortStableFunc(sorted, earlier)
	var last [2]calendar.Date
	for i := range sorted {
		kind := 0
		if sorted[i].repeats() {
			kind = 1
		}
		if !sorted[i].From.After(last[kind]) {
			e.add("exceptions", sorted[i].Name, CodeNearest)
			return list
		}
		last[kind] = sorted[i].To
	}
	return sorted
}

// exception writes one exception in the form of Project 2007 and later.
func (e *emitter) exception(x *datedException) {
	e.out.open("Exception")
	e.flag("EnteredByOccurrences", x.form.counted)
	e.period(x.From, x.To)
	if x.form.count > 0 {
		e.int("Occurrences", int64(x.form.count))
	}
	e.text("Name", "exceptions", x.Name, longestText)
	e.int("Type", int64(x.form.kind))
	e.recurrence(&x.form)
	e.hours("exceptions", x.Ranges, nil)
	e.out.close("Exception")
}

// recurrence writes what the kind of a repetition needs.
func (e *emitter) recurrence(r *recurrence) {
	if r.period > 0 {
		e.int("Period", int64(r.period))
	}
	if r.kind == 6 {
		e.int("DaysOfWeek", int64(r.days))
	}
	if r.kind == 2 || r.kind == 3 {
		e.int("Month", int64(r.month))
	}
	if r.kind == 3 || r.kind == 5 {
		e.int("MonthItem", int64(r.item))
		e.int("MonthPosition", int64(r.position))
	}
	if r.kind == 2 || r.kind == 4 {
		e.int("MonthDay", int64(r.monthDay))
	}
}

// recurrenceOf returns the form of a repetition, and whether the format can
// say it.
func recurrenceOf(r calendar.Repeat) (recurrence, bool) {
	form := recurrence{period: max(r.Every, 1)}
	switch r.Frequency {
	case calendar.Daily:
		return daily(form, r)
	case calendar.Weekly:
		form.kind, form.days = 6, weekdaySum(r.Weekdays)
		return form, form.period == 1 || r.WeekStart == time.Sunday
	case calendar.Monthly:
		form.kind = 4
	case calendar.Yearly:
		form.kind, form.month = 2, int(r.Month)-1
		if form.period == 1 {
			form.period = 0 // Microsoft Project leaves it out for years
		}
		if form.month < 0 || form.month > 11 {
			return form, false
		}
	default:
		return form, false
	}
	return inMonth(form, r)
}

// daily picks the form of an exception that counts days.
func daily(form recurrence, r calendar.Repeat) (recurrence, bool) {
	const workdays = 0b0111110
	switch days := weekdaySum(r.Weekdays); {
	case days == 0:
		form.kind = 7
	case days == workdays:
		form.kind = 8
	case form.period == 1:
		form.kind, form.days = 6, days // every day that counts is every week on these days
	default:
		return form, false
	}
	return form, true
}

// inMonth completes the form of an exception on one day of a month.
func inMonth(form recurrence, r calendar.Repeat) (recurrence, bool) {
	if r.Day != 0 {
		form.monthDay = r.Day
		return form, r.Day >= 1 && r.Day <= 31
	}
	form.kind++
	form.item, form.position = itemOf(r.Kind, r.Weekday), r.Position-1
	if r.Position == calendar.Last {
		form.position = 4
	}
	return form, form.position >= 0 && (form.position < 4 || r.Position == calendar.Last) && form.item >= 0 && form.item <= 9
}

// oldSpan is a stretch of days of an exception, both ends included.
type oldSpan struct {
	from, to calendar.Date
	of       int
}

func countDays(spans []oldSpan) (count int) {
	for _, s := range spans {
		count += s.to.DaysSince(s.from) + 1
	}
	return count
}

// maxOldDays bounds how many days of repeating exceptions are written one by
// one.
const maxOldDays = 5000

// daysOf returns the days on which an exception that repeats applies, those in
// a row together. It reports false when there are too many, or none can be
// found.
func daysOf(x calendar.Exception) ([]oldSpan, bool) {
	x.Ranges = []calendar.Range{calendar.Hours(0, 24)}
	only, err := calendar.Compile(calendar.Definition{Exceptions: []calendar.Exception{x}}, nil)
	if err != nil {
		return nil, false
	}
	var spans []oldSpan
	for at := x.From.At(0); len(spans) < maxOldDays; {
		next, err := only.Next(at)
		if err != nil {
			return spans, true
		}
		day := next.Date()
		if last := len(spans) - 1; last >= 0 && spans[last].to.AddDays(1) == day {
			spans[last].to = day
		} else {
			spans = append(spans, oldSpan{from: day, to: day})
		}
		if at = day.AddDays(1).At(0); at.IsZero() {
			return spans, true
		}
	}
	return spans, false
}

// oldForm returns the days of all exceptions by date, each with the exception
// that counts on it: the form that programs of before 2007 read, which newer
// ones pass over. Too many days give none at all.
func oldForm(list []datedException) []oldSpan {
	var claimed []oldSpan
	for _, repeats := range []bool{false, true} {
		for i := range list {
			if list[i].endless {
				return nil
			}
			if list[i].repeats() != repeats {
				continue
			}
			spans := list[i].days
			if !repeats {
				spans = []oldSpan{{from: list[i].From, to: list[i].To}}
			}
			for _, s := range spans {
				s.of = i
				claimed = claim(claimed, s)
			}
			if len(claimed) > maxOldDays {
				return nil
			}
		}
	}
	return claimed
}

// claim adds the days of a stretch that nothing has claimed yet. The list
// stays in order.
func claim(list []oldSpan, s oldSpan) []oldSpan {
	at, _ := slices.BinarySearchFunc(list, s.from, func(o oldSpan, day calendar.Date) int { return o.to.Compare(day) })
	for ; at < len(list) && !list[at].from.After(s.to); at++ {
		if s.from.Before(list[at].from) {
			list = slices.Insert(list, at, oldSpan{s.from, list[at].from.AddDays(-1), s.of})
			at++
		}
		s.from = list[at].to.AddDays(1)
	}
	if s.from.IsZero() || s.from.After(s.to) {
		return list
	}
	return slices.Insert(list, at, s)
}

func (e *emitter) oldException(s oldSpan, ranges []calendar.Range) {
	mute := e.notebook
	e.notebook = &notebook{} // the newer form tells
	e.out.open("WeekDay")
	e.int("DayType", 0)
	e.hours("", ranges, func() { e.period(s.from, s.to) })
	e.out.close("WeekDay")
	e.notebook = mute
}
