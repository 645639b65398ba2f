package calendar

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// checker collects the faults of a definition.
type checker struct{ faults []Fault }

func (c *checker) add(code FaultCode, place, detail string) {
	c.faults = append(c.faults, Fault{code, place, detail})
}

func place(list string, i int) string { return list + "[" + strconv.Itoa(i) + "]" }

// check returns all faults of a definition. A list that is too long is not
// looked into.
func check(def Definition) []Fault {
	var c checker
	c.week("week", def.Week)
	if c.length("work_weeks", len(def.WorkWeeks), MaxWorkWeeks) {
		for i, w := range def.WorkWeeks {
			c.period(place("work_weeks", i), w.From, w.To)
			c.week(place("work_weeks", i)+".week", w.Week)
		}
	}
	if c.length("exceptions", len(def.Exceptions), MaxExceptions) {
		for i, e := range def.Exceptions {
			c.exception(place("exceptions", i), e)
		}
	}
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
		if d.Set {
			c.ranges(at+"."+strings.ToLower(time.Weekday(day).String()), d.Ranges)
		} else if len(d.Ranges) > 0 {
			c.add(FaultDayNotSet, at+"."+strings.ToLower(time.Weekday(day).String()), d.Ranges[0].String())
		}
	}
}

func (c *checker) period(at string, from, to Date) {
	if !from.IsZero() && !to.IsZero() && to.Before(from) {
		c.add(FaultPeriodReversed, at, from.String()+" to "+to.String())
	}
}

func (c *checker) exception(at string, e Exception) {
	if e.From.IsZero() {
		c.add(FaultPeriodOpen, at+".from", "not set")
	}
	if e.To.IsZero() && !e.Repeat.IsZero() && e.Repeat.Count == 0 {
		c.add(FaultPeriodOpen, at+".to", "neither this nor repeat.count is set")
	}
	c.period(at, e.From, e.To)
	c.ranges(at, e.Ranges)
	if !e.Repeat.IsZero() {
		c.repeat(at+".repeat", e.Repeat)
	}
}

func (c *checker) ranges(at string, ranges []Range) {
	if !c.length(at+".ranges", len(ranges), MaxRanges) {
		return
	}
	order := make([]int, len(ranges))
	for i, r := range ranges {
		order[i] = i
		if r.Start < 0 || r.Start >= secondsPerDay || r.Finish <= r.Start || r.Finish > 2*secondsPerDay {
			c.add(FaultRangeBounds, place(at+".ranges", i), r.String())
		}
	}
	slices.SortStableFunc(order, func(i, j int) int { return cmp.Compare(ranges[i].Start, ranges[j].Start) })
	for k := 1; k < len(order); k++ {
		if before, r := ranges[order[k-1]], ranges[order[k]]; r.Start < before.Finish {
			c.add(FaultRangeOverlap, place(at+".ranges", order[k]), before.String()+" and "+r.String())
		}
	}
}

func (c *checker) repeat(at string, r Repeat) {
	within := func(field string, got, least, most int) {
		if got < least || got > most {
			c.add(FaultRepeat, at+"."+field, fmt.Sprintf("%d, not in %d to %d", got, least, most))
		}
	}
	within("frequency", int(r.Frequency), int(Daily), int(Yearly))
	within("every", r.Every, 0, lastDay)
	within("count", r.Count, 0, lastDay)
	within("week_start", int(r.WeekStart), 0, 6)
	within("weekday", int(r.Weekday), 0, 6)
	within("kind", int(r.Kind), 0, int(WeekdayKind))
	if r.Frequency == Weekly && !r.onlyWeekdays() {
		c.add(FaultRepeat, at+".weekdays", "none")
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
