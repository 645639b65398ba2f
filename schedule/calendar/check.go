package calendar

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// checker collects the faults of a definition. Each check gives places as seen
// from the thing it looks at; under puts the way to the thing before them.
type checker struct {
	faults []Fault
	ranged int // working ranges so far
}

func (c *checker) add(code FaultCode, place, detail string) {
	c.faults = append(c.faults, Fault{code, place, detail})
}

// under puts a prefix before the places of all faults but the first n.
func (c *checker) under(n int, prefix string) {
	for i := range c.faults[n:] {
		c.faults[n+i].Place = prefix + c.faults[n+i].Place
	}
}

func place(list string, i int) string { return list + "[" + strconv.Itoa(i) + "]" }

// check returns all faults of a definition. A list that is too long is not
// looked into.
func check(def Definition) []Fault {
	var c checker
	c.week("week", def.Week)
	if c.length("work_weeks", len(def.WorkWeeks), MaxWorkWeeks) {
		for i, w := range def.WorkWeeks {
			n := len(c.faults)
			c.period("", w.From, w.To)
			c.week(".week", w.Week)
			c.under(n, place("work_weeks", i))
		}
	}
	if c.length("exceptions", len(def.Exceptions), MaxExceptions) {
		for i, e := range def.Exceptions {
			if n := len(c.faults); c.exception(e) > n {
				c.under(n, place("exceptions", i))
			}
		}
	}
	c.length("ranges", c.ranged, MaxAllRanges)
	return c.faults
}

func (c *checker) length(place string, got, most int) bool {
	if got > most {
		c.add(FaultTooMany, place, fmt.Sprintf("%d, at most %d", got, most))
	}
	return got <= most
}

func (c *checker) week(at string, week Week) {
	for day, d := range week {
		n := len(c.faults)
		if d.Set {
			c.ranges(d.Ranges)
		} else if len(d.Ranges) > 0 {
			c.add(FaultDayNotSet, "", d.Ranges[0].String())
		}
		c.under(n, at+"."+strings.ToLower(time.Weekday(day).String()))
	}
}

func (c *checker) period(at string, from, to Date) {
	if !from.IsZero() && !to.IsZero() && to.Before(from) {
		c.add(FaultPeriodReversed, at, from.String()+" to "+to.String())
	}
}

// exception checks an exception and returns the number of faults so far.
func (c *checker) exception(e Exception) int {
	if e.From.IsZero() {
		c.add(FaultPeriodOpen, ".from", "not set")
	}
	c.period("", e.From, e.To)
	c.ranges(e.Ranges)
	if !e.Repeat.IsZero() {
		if e.To.IsZero() && e.Repeat.Count == 0 {
			c.add(FaultPeriodOpen, ".to", "neither this nor repeat.count is set")
		}
		c.repeat(e.Repeat)
	}
	return len(c.faults)
}

func (c *checker) ranges(ranges []Range) {
	c.ranged += len(ranges)
	if !c.length(".ranges", len(ranges), MaxRanges) {
		return
	}
	var order [MaxRanges]int
	for i, r := range ranges {
		order[i] = i
		if r.Start < 0 || r.Start >= secondsPerDay || r.Finish <= r.Start || r.Finish > 2*secondsPerDay {
			c.add(FaultRangeBounds, place(".ranges", i), r.String())
		}
	}
	slices.SortStableFunc(order[:len(ranges)], func(i, j int) int { return cmp.Compare(ranges[i].Start, ranges[j].Start) })
	for k := 1; k < len(ranges); k++ {
		if before, r := ranges[order[k-1]], ranges[order[k]]; r.Start < before.Finish {
			c.add(FaultRangeOverlap, place(".ranges", order[k]), before.String()+" and "+r.String())
		}
	}
}

func (c *checker) repeat(r Repeat) {
	within := func(field string, got, least, most int) {
		if got < least || got > most {
			c.add(FaultRepeat, ".repeat."+field, fmt.Sprintf("%d, not in %d to %d", got, least, most))
		}
	}
	within("frequency", int(r.Frequency), int(Daily), int(Yearly))
	within("every", r.Every, 0, lastDay)
	within("count", r.Count, 0, lastDay)
	within("week_start", int(r.WeekStart), 0, 6)
	within("weekday", int(r.Weekday), 0, 6)
	within("kind", int(r.Kind), 0, int(WeekdayKind))
	if r.Frequency == Weekly && !r.onlyWeekdays() {
		c.add(FaultRepeat, ".repeat.weekdays", "none")
	}
	if r.Frequency == Yearly {
		within("month", int(r.Month), 1, 12)
	}
	if r.Frequency == Monthly || r.Frequency == Yearly {
		within("day", r.Day, 0, 31)
		if r.Day == 0 && r.Position != Last {
			within("position", r.Position, 1, 5)
		}
	}
}
