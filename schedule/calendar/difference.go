package calendar

import "slices"

// Difference says what using one calendar instead of another would change.
type Difference struct {
	Days   []DayChange // the days that differ, in order of time
	Gained Work        // sum over the days that gain working time
	Lost   Work        // sum over the days that lose working time, as a positive amount
	Before Work        // all working time of the period by the calendar in use
	After  Work        // and by the calendar to adopt
}

// DayChange is a day that works otherwise. A day may keep its amount of work
// and only move it.
type DayChange struct {
	Date   Date
	Before []Range // as by [Calendar.Ranges]
	After  []Range
	Change Work // working time gained, negative if lost, zero if only moved
}

// Differences returns what adopting calendar b instead of a would change on the
// days from from to to, both included. Days without change cost nothing. With
// a date not set, or to before from, there is nothing to compare. A nil
// calendar counts as one without working time. The result is the caller's.
func Differences(a, b *Calendar, from, to Date) Difference {
	var diff Difference
	if from.IsZero() || to.Before(from) {
		return diff
	}
	a, b = a.compiled(), b.compiled()
	first, end := int64(from.n)*secondsPerDay, int64(to.n+1)*secondsPerDay
	diff.Before = Work(a.worked(end) - a.worked(first))
	diff.After = Work(b.worked(end) - b.worked(first))
	walk(a, b, from.n, to.n, func(days span, pa, pb *pattern) {
		if pa.alike(pb) {
			return
		}
		for n := days.from; n <= days.to; n++ {
			diff.add(Date{n}, pa.ranges(int(n%7)), pb.ranges(int(n%7)))
		}
	})
	return diff
}

// alike reports whether both patterns are the same working time.
func (p *pattern) alike(other *pattern) bool {
	return p == other || slices.Equal(p.parts, other.parts)
}

func (d *Difference) add(date Date, before, after []Range) {
	if slices.Equal(before, after) {
		return
	}
	change := sum(after) - sum(before)
	d.Gained += max(change, 0)
	d.Lost += max(-change, 0)
	d.Days = append(d.Days, DayChange{date, before, after, change})
}

func sum(ranges []Range) (total Work) {
	for _, r := range ranges {
		total += r.Work()
	}
	return total
}
