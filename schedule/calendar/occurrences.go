package calendar

import "time"

// An expansion collects the days of one repeating exception. Every day, month
// or year that it looks at costs one step; it stops when none is left.
type expansion struct {
	repeat   Repeat
	from, to int32
	days     []span
	steps    int // left
}

// days returns the days on which the exception applies, as stretches, and the
// steps taken. It reports false when it needed more than the limit.
func (e Exception) days(limit int) (days []span, steps int, ok bool) {
	x := expansion{repeat: e.Repeat, from: e.From.n, to: e.To.n, steps: limit}
	switch {
	case x.to == 0 && e.Repeat.IsZero():
		x.to = x.from
	case x.to == 0:
		x.to = lastDay
	}
	switch e.Repeat.Frequency {
	case Once:
		return []span{{x.from, x.to}}, 0, true
	case Daily:
		x.daily()
	case Weekly:
		x.weekly()
	case Monthly:
		x.monthly(e.Repeat.every(), e.From)
	case Yearly:
		x.monthly(12*e.Repeat.every(), e.From)
	}
	return x.days, limit - x.steps, x.steps >= 0
}

// take adds a day, if it lies within the period, and reports whether to go on.
func (x *expansion) take(day int64) bool {
	if day > int64(x.to) {
		return false
	}
	if x.steps--; x.steps < 0 {
		return false
	}
	if day >= int64(x.from) {
		x.days = append(x.days, span{int32(day), int32(day)})
	}
	return x.repeat.Count == 0 || len(x.days) < x.repeat.Count
}

// daily takes every so-many-th day that counts.
func (x *expansion) daily() {
	day := int64(x.from)
	if x.repeat.onlyWeekdays() {
		for ; !x.repeat.Weekdays[day%7]; day++ {
		}
	}
	for x.take(day) {
		day = x.skip(day)
	}
}

// skip returns the day that lies Every counted days after a counted one.
func (x *expansion) skip(day int64) int64 {
	every := int64(x.repeat.every())
	if !x.repeat.onlyWeekdays() {
		return day + every
	}
	perWeek := int64(0)
	for _, counts := range x.repeat.Weekdays {
		if counts {
			perWeek++
		}
	}
	day += every / perWeek * 7
	for left := every % perWeek; left > 0; {
		if day++; x.repeat.Weekdays[day%7] {
			left--
		}
	}
	return day
}

// weekly takes the weekdays of every so-many-th week, beginning with the week
// that holds the first day.
func (x *expansion) weekly() {
	start := int64(x.repeat.WeekStart)
	week := int64(x.from) - (int64(x.from)-start+7)%7
	for ; week <= int64(x.to); week += 7 * int64(x.repeat.every()) {
		for day := max(week, int64(x.from)); day < week+7; day++ {
			if x.repeat.Weekdays[day%7] && !x.take(day) {
				return
			}
		}
	}
}

// monthly takes one day of every so-many-th month. Months are counted through
// from January of year 0.
func (x *expansion) monthly(step int, from Date) {
	year, month, _ := from.Civil()
	if x.repeat.Frequency == Yearly {
		month = x.repeat.Month
	}
	index := year*12 + int(month) - 1
	if first := x.dayOf(index); x.repeat.Day > 0 && first < int64(x.from) {
		index += step / x.repeat.every()
	}
	for ; index < 10000*12; index += step {
		day := x.dayOf(index)
		if day == 0 {
			if x.steps--; x.steps < 0 {
				return
			}
		} else if !x.take(day) {
			return
		}
	}
}

// dayOf returns the day of the rule in a month, 0 if the month has none.
func (x *expansion) dayOf(index int) int64 {
	year, month := index/12, time.Month(index%12+1)
	length := daysIn(year, month)
	first := int64(dayNumber(year, int(month), 1))
	switch {
	case x.repeat.Day > 0:
		return first + int64(min(x.repeat.Day, length)) - 1
	case x.repeat.Position == Last:
		return x.seek(first+int64(length)-1, -1, 1, length)
	}
	return x.seek(first, 1, x.repeat.Position, length)
}

// seek returns the n-th day of the kind, going from a day in steps of by
// within a month of some length, 0 if there are not so many.
func (x *expansion) seek(day, by int64, n, length int) int64 {
	for range length {
		if x.repeat.isOfKind(time.Weekday(day % 7)) {
			if n--; n == 0 {
				return day
			}
		}
		day += by
	}
	return 0
}

func (r Repeat) isOfKind(day time.Weekday) bool {
	weekend := day == time.Saturday || day == time.Sunday
	switch r.Kind {
	case WorkdayKind:
		return !weekend
	case WeekendKind:
		return weekend
	case WeekdayKind:
		return day == r.Weekday
	}
	return true
}
