package calendar

import "fmt"

// Intersect returns the calendar that works only when both do. Its id and name
// are made of both. It gives [ErrNoWork] when they never work at the same
// time, as with a nil calendar.
//
// As a base of another calendar it keeps the difference between exceptions and
// weeks; a night shift is cut at midnight and belongs to both of its days.
func Intersect(a, b *Calendar) (*Calendar, error) {
	a, b = a.compiled(), b.compiled()
	c := build(layers{
		exceptions: sharedExceptions(a, b),
		weeks:      sharedRuns(a.ordinary(), b.ordinary()),
	})
	c.id, c.name = a.id+"&"+b.id, a.name+" & "+b.name
	if c.total == 0 {
		return nil, fmt.Errorf("calendar: %q and %q never work together: %w", a.id, b.id, ErrNoWork)
	}
	return c, nil
}

// ordinary returns the calendar without its exceptions.
func (c *Calendar) ordinary() *Calendar { return build(layers{weeks: c.layers.weeks}) }

// sharedRuns returns the common working time of both calendars on all days.
func sharedRuns(a, b *Calendar) []run {
	var runs []run
	known := map[[2]*pattern]weekShape{}
	walk(a, b, 1, lastDay, func(days span, pa, pb *pattern) {
		week, ok := known[[2]*pattern{pa, pb}]
		if !ok {
			for day := range week {
				week[day] = newShape(common(pa.ranges(day), pb.ranges(day)))
			}
			known[[2]*pattern{pa, pb}] = week
		}
		runs = append(runs, run{days.from, days.to, week})
	})
	return runs
}

// sharedExceptions returns the common working time on the days on which one of
// the calendars has an exception, and on the days after, into which a night
// shift may reach.
func sharedExceptions(a, b *Calendar) []run {
	var spans []span
	for _, list := range [][]run{a.layers.exceptions, b.layers.exceptions} {
		for _, r := range list {
			spans = append(spans, span{r.from, min(r.to+1, lastDay)})
		}
	}
	parts, _ := claim(spans)
	return cut(sharedRuns(a, b), parts)
}

// cut returns the parts of the runs within the stretches, both in order.
func cut(runs []run, parts []span) []run {
	var inside []run
	for _, part := range parts {
		for len(runs) > 0 && runs[0].to < part.from {
			runs = runs[1:]
		}
		for _, r := range runs {
			if r.from > part.to {
				break
			}
			inside = append(inside, run{max(r.from, part.from), min(r.to, part.to), r.week})
		}
	}
	return inside
}
