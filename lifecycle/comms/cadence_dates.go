package comms

import (
	"slices"
	"time"

	"github.com/milepost-go/milepost/schedule/calendar"
)

// span is a run of days, both ends included.
type span struct{ first, last calendar.Date }

func (s span) holds(d calendar.Date) bool { return !d.Before(s.first) && !d.After(s.last) }

// within returns what both spans hold; last is before first when that is
// nothing.
func (s span) within(other span) span {
	return span{latest(s.first, other.first), earliest(s.last, other.last)}
}

func latest(a, b calendar.Date) calendar.Date {
	if a.Before(b) {
		return b
	}
	return a
}

func earliest(a, b calendar.Date) calendar.Date {
	if b.Before(a) {
		return b
	}
	return a
}

// dates returns the days of the cadence within a span, in order. The cadence
// is anchored at the day from, and works by the calendar where it counts
// working days.
func (c Cadence) dates(from calendar.Date, cal *calendar.Calendar, in span) []calendar.Date {
	in = in.within(span{from, in.last})
	if in.last.Before(in.first) {
		return nil
	}
	switch c.Kind {
	case Once:
		if in.holds(from) {
			return []calendar.Date{from}
		}
	case Weekly:
		return c.weekly(from, in)
	case MonthlyDate, MonthlyWeekday:
		return c.monthly(from, in)
	case WorkingDays:
		return c.workdays(from, cal, in)
	}
	return nil
}

// weekly goes through the weeks, which begin on Monday; the first is that of
// the day from.
func (c Cadence) weekly(from calendar.Date, in span) []calendar.Date {
	var list []calendar.Date
	step := 7 * c.every()
	offset := indexOf(from.Weekday()) // the Monday of the first week may be before year 1
	skip := (in.first.DaysSince(from) + offset) / step
	for at := skip*step - offset; ; at += step {
		for i, day := range weekdays() {
			d := from.AddDays(at + i)
			if slices.Contains(c.Days, day) && !d.IsZero() && in.holds(d) {
				list = append(list, d)
			}
		}
		if next := from.AddDays(at + step); next.IsZero() && at+step > 0 || next.After(in.last) {
			return list
		}
	}
}

// monthly goes through the months; the first is that of the day from.
func (c Cadence) monthly(from calendar.Date, in span) []calendar.Date {
	var list []calendar.Date
	year, month, _ := from.Civil()
	base := year*12 + int(month) - 1
	year, month, _ = in.first.Civil()
	n := (year*12 + int(month) - 1 - base) / c.every() * c.every()
	year, month, _ = in.last.Civil()
	for end := year*12 + int(month) - 1; base+n <= end; n += c.every() {
		d := c.inMonth((base+n)/12, time.Month((base+n)%12+1))
		if !d.IsZero() && in.holds(d) {
			list = append(list, d)
		}
	}
	return list
}

// inMonth returns the day of the cadence in a month, zero where it has none.
func (c Cadence) inMonth(year int, month time.Month) calendar.Date {
	if c.Kind == MonthlyDate && c.MonthDay > 0 {
		return calendar.DateOf(year, month, c.MonthDay)
	}
	first, days := calendar.DateOf(year, month, 1), lengthOf(year, month)
	if c.Kind == MonthlyDate {
		return first.AddDays(days - 1)
	}
	if len(c.Days) != 1 {
		return calendar.Date{}
	}
	n := (c.Days[0].index() - indexOf(first.Weekday()) + 7) % 7
	if c.Nth == -1 {
		n += (days - 1 - n) / 7 * 7
	} else {
		n += 7 * (c.Nth - 1)
	}
	if n >= days {
		return calendar.Date{}
	}
	return first.AddDays(n)
}

// lengthOf returns the number of days of a month.
func lengthOf(year int, month time.Month) int {
	for day := 31; day > 28; day-- {
		if !calendar.DateOf(year, month, day).IsZero() {
			return day
		}
	}
	return 28
}

// workdays counts the working days since the day from.
func (c Cadence) workdays(from calendar.Date, cal *calendar.Calendar, in span) []calendar.Date {
	var list []calendar.Date
	n := 0
	for d := nextWorkday(cal, from); !d.IsZero() && !d.After(in.last); d = nextWorkday(cal, d.AddDays(1)) {
		if n%c.every() == 0 && in.holds(d) {
			list = append(list, d)
		}
		n++
	}
	return list
}

// nextWorkday returns the first day at or after d with working time, zero
// where there is none.
func nextWorkday(cal *calendar.Calendar, d calendar.Date) calendar.Date {
	t, err := cal.Next(d.At(0))
	if err != nil {
		return calendar.Date{}
	}
	return t.Date()
}

// previousWorkday returns the last day at or before d with working time, zero
// where there is none.
func previousWorkday(cal *calendar.Calendar, d calendar.Date) calendar.Date {
	t, err := cal.Previous(d.AddDays(1).At(0))
	if err != nil {
		return calendar.Date{}
	}
	return t.AddSeconds(-1).Date()
}

func isWorkday(cal *calendar.Calendar, d calendar.Date) bool { return nextWorkday(cal, d) == d }
