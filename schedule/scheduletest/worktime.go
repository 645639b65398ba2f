package scheduletest

import (
	"slices"

	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// Of package calendar only the data types are used here, none of its working
// time arithmetic. Working time is spread out day by day and walked over
// period by period, which is slow and leaves little room for error.

// farthest is how many days a walk goes before it gives up: longer than any
// plan of tests, short enough to end.
const farthest = 20_000

// period is an unbroken stretch of working time.
type period struct{ start, finish calendar.DateTime }

// worktime answers questions about the working time of one calendar.
type worktime struct {
	chain []calendar.Definition      // the calendar, its base, the base of that
	known map[calendar.Date][]period // days spread out before
}

// worktimeOf returns the working time of a calendar of the plan. The empty id
// is the standard calendar.
func worktimeOf(plan *schedule.Plan, id schedule.CalendarID) *worktime {
	w := &worktime{known: map[calendar.Date][]period{}}
	for id != "" && len(w.chain) <= len(plan.Calendars) {
		i := slices.IndexFunc(plan.Calendars, func(c schedule.Calendar) bool { return c.ID == id })
		if i < 0 {
			break
		}
		w.chain = append(w.chain, plan.Calendars[i].Times)
		id = plan.Calendars[i].Base
	}
	if len(w.chain) == 0 {
		w.chain = append(w.chain, calendar.Standard())
	}
	return w
}

// ranges returns the ranges that begin on a day: exceptions first, those of
// the calendar before those of its base, then the weeks in the same order.
func (w *worktime) ranges(date calendar.Date) []calendar.Range {
	for _, def := range w.chain {
		for _, e := range def.Exceptions {
			if e.Repeat.IsZero() && !date.Before(e.From) && !date.After(lastOf(e)) {
				return e.Ranges
			}
		}
	}
	for _, def := range w.chain {
		if d := dayOf(def, date); d.Set {
			return d.Ranges
		}
	}
	return nil
}

func lastOf(e calendar.Exception) calendar.Date {
	if e.To.IsZero() {
		return e.From
	}
	return e.To
}

// dayOf returns what one definition says of a date in its weeks: the first
// work week about it, where that is silent the ordinary week.
func dayOf(def calendar.Definition, date calendar.Date) calendar.Day {
	for _, ww := range def.WorkWeeks {
		since, until := ww.From.IsZero() || !date.Before(ww.From), ww.To.IsZero() || !date.After(ww.To)
		if since && until {
			if d := ww.Week[date.Weekday()]; d.Set {
				return d
			}
			break
		}
	}
	return def.Week[date.Weekday()]
}

// on returns the working periods between the two midnights of a day, in order:
// what is left of the shifts of the day before, and those of the day itself.
func (w *worktime) on(date calendar.Date) []period {
	if list, ok := w.known[date]; ok {
		return list
	}
	var list []period
	midnight, next := date.At(0), date.AddDays(1).At(0)
	for _, from := range []calendar.Date{date.AddDays(-1), date} {
		for _, r := range w.ranges(from) {
			p := period{max(from.At(r.Start), midnight), min(from.At(r.Finish), next)}
			if p.start < p.finish {
				list = append(list, p)
			}
		}
	}
	w.known[date] = joined(list)
	return w.known[date]
}

// joined sorts the periods and merges those that overlap or touch.
func joined(list []period) []period {
	slices.SortFunc(list, func(a, b period) int { return int(a.start - b.start) })
	var merged []period
	for _, p := range list {
		if n := len(merged); n > 0 && p.start <= merged[n-1].finish {
			merged[n-1].finish = max(merged[n-1].finish, p.finish)
			continue
		}
		merged = append(merged, p)
	}
	return merged
}

// next returns t, or where work begins after it if nobody works then.
func (w *worktime) next(t calendar.DateTime) calendar.DateTime {
	for i := range farthest {
		for _, p := range w.on(t.Date().AddDays(i)) {
			if p.finish > t {
				return max(p.start, t)
			}
		}
	}
	return t
}

// previous returns t, or where work ended before it if nobody works up to it.
func (w *worktime) previous(t calendar.DateTime) calendar.DateTime {
	for i := range farthest {
		for _, p := range slices.Backward(w.on(t.Date().AddDays(-i))) {
			if p.start < t {
				return min(p.finish, t)
			}
		}
	}
	return t
}

// ahead returns the instant at which so much work has been done since t. Work
// of 0 is t itself.
func (w *worktime) ahead(t calendar.DateTime, work calendar.Work) calendar.DateTime {
	for i := 0; work > 0 && i < farthest; i++ {
		for _, p := range w.on(t.Date().AddDays(i)) {
			begin := max(p.start, t)
			if room := calendar.Work(p.finish - begin); room >= work {
				return begin + calendar.DateTime(work)
			} else if room > 0 {
				work -= room
			}
		}
	}
	return t
}

// back returns the instant from which so much work leads up to t. Work of 0 is
// t itself.
func (w *worktime) back(t calendar.DateTime, work calendar.Work) calendar.DateTime {
	for i := 0; work > 0 && i < farthest; i++ {
		for _, p := range slices.Backward(w.on(t.Date().AddDays(-i))) {
			end := min(p.finish, t)
			if room := calendar.Work(end - p.start); room >= work {
				return end - calendar.DateTime(work)
			} else if room > 0 {
				work -= room
			}
		}
	}
	return t
}

// between returns the working time from a to b, negative where b is earlier.
func (w *worktime) between(a, b calendar.DateTime) calendar.Work {
	if b < a {
		return -w.between(b, a)
	}
	var work calendar.Work
	for date := a.Date(); !date.After(b.Date()) && !date.IsZero(); date = date.AddDays(1) {
		for _, p := range w.on(date) {
			work += calendar.Work(max(0, min(p.finish, b)-max(p.start, a)))
		}
	}
	return work
}
