package calendar

// walk visits the stretches of days from from to to, both included, in which
// neither calendar changes its pattern.
func walk(a, b *Calendar, from, to int32, visit func(days span, pa, pb *pattern)) {
	i, j := a.segmentByTime(int64(from)*secondsPerDay), b.segmentByTime(int64(from)*secondsPerDay)
	for day := from; day <= to; {
		last := min(a.lastDayOf(i), b.lastDayOf(j), to)
		visit(span{day, last}, a.segments[i].pattern, b.segments[j].pattern)
		if last == a.lastDayOf(i) {
			i++
		}
		if last == b.lastDayOf(j) {
			j++
		}
		day = last + 1
	}
}

func (c *Calendar) lastDayOf(segment int) int32 {
	if segment+1 < len(c.segments) {
		return int32(c.segments[segment+1].start/secondsPerDay) - 1
	}
	return lastDay
}

// compiled returns c, or a calendar without work where c is nil or zero.
func (c *Calendar) compiled() *Calendar {
	if c != nil && len(c.segments) > 0 {
		return c
	}
	return build(layers{weeks: everyDay(daily(newShape(nil)))})
}
