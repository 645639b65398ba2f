package calendar

import "strconv"

// A pattern is the working time of a week, or of a day where all days are
// alike, as one list of intervals with the work before each. Finding a place
// in it takes constant time: a table leads from every stretch of some minutes
// to the interval in question.
type pattern struct {
	daily  bool
	total  int64 // seconds of work in one period
	parts  []interval
	byTime table
	byWork table
}

// An interval is working time within the period, in seconds.
type interval struct{ start, finish, before int32 }

// table leads from a value, shifted, to the first place to look at.
type table struct {
	shift uint8
	first []uint16
}

// newPattern builds the pattern of a week from the effective ranges of its
// days. With daily set, the first day stands for all.
func newPattern(days [7][]Range, daily bool) *pattern {
	p := &pattern{daily: daily}
	for day, ranges := range days {
		if daily && day > 0 {
			break
		}
		for _, r := range ranges {
			p.append(int32(day*secondsPerDay)+int32(r.Start), int32(day*secondsPerDay)+int32(r.Finish))
		}
	}
	if len(p.parts) == 0 {
		return p
	}
	const shiftTime, shiftWork = 12, 11 // some 68 and 34 minutes
	p.byTime = newTable(p.period(), shiftTime, len(p.parts), func(i int) int64 { return int64(p.parts[i].start) })
	p.byWork = newTable(p.total, shiftWork, len(p.parts), func(i int) int64 { return int64(p.parts[i].before) })
	return p
}

// append adds an interval behind all others and joins it to one it touches.
func (p *pattern) append(start, finish int32) {
	last := len(p.parts) - 1
	if last >= 0 && p.parts[last].finish == start {
		p.parts[last].finish = finish
	} else {
		p.parts = append(p.parts, interval{start, finish, int32(p.total)})
	}
	p.total += int64(finish - start)
}

// newTable builds the table over [0, size) for n places of which place i begins
// at the value begin(i). It leads each value to the last place that begins at
// or before the first value of its stretch.
func newTable(size int64, shift uint8, n int, begin func(int) int64) table {
	t := table{shift: shift, first: make([]uint16, size>>shift+1)}
	i := 0
	for b := range t.first {
		for i+1 < n && begin(i+1) <= int64(b)<<shift {
			i++
		}
		t.first[b] = uint16(i)
	}
	return t
}

func (p *pattern) period() int64 {
	if p.daily {
		return secondsPerDay
	}
	return secondsPerWeek
}

// worked returns the work from the Sunday before day 1 up to t, as if the
// pattern had always held.
func (p *pattern) worked(t int64) int64 {
	if p.total == 0 {
		return 0
	}
	if p.daily {
		return int64(uint64(t)/secondsPerDay)*p.total + p.inPeriod(uint64(t)%secondsPerDay)
	}
	return int64(uint64(t)/secondsPerWeek)*p.total + p.inPeriod(uint64(t)%secondsPerWeek)
}

func (p *pattern) inPeriod(s uint64) int64 {
	i := int(p.byTime.first[s>>p.byTime.shift])
	for i+1 < len(p.parts) && uint64(p.parts[i+1].start) <= s {
		i++
	}
	part := &p.parts[i]
	return int64(part.before) + max(min(int64(s), int64(part.finish))-int64(part.start), 0)
}

// startAt returns the time at which the second of work begins that has w
// seconds before it; the inverse of worked. The pattern must have work.
func (p *pattern) startAt(w int64) int64 {
	periods, rest := uint64(w)/uint64(p.total), uint64(w)%uint64(p.total)
	i := int(p.byWork.first[rest>>p.byWork.shift])
	for i+1 < len(p.parts) && uint64(p.parts[i+1].before) <= rest {
		i++
	}
	part := &p.parts[i]
	return int64(periods)*p.period() + int64(part.start) + int64(rest) - int64(part.before)
}

// ranges returns the working ranges of a weekday within the day.
func (p *pattern) ranges(weekday int) []Range {
	if p.daily {
		weekday = 0
	}
	midnight := Work(weekday * secondsPerDay)
	var inside []Range
	for _, part := range p.parts {
		r := Range{max(Work(part.start)-midnight, 0), min(Work(part.finish)-midnight, secondsPerDay)}
		if r.Start < r.Finish {
			inside = append(inside, r)
		}
	}
	return inside
}

// key tells patterns apart by content.
func (p *pattern) key() string {
	var b []byte
	b = strconv.AppendBool(b, p.daily)
	for _, part := range p.parts {
		b = strconv.AppendInt(append(b, ' '), int64(part.start), 36)
		b = strconv.AppendInt(append(b, '-'), int64(part.finish), 36)
	}
	return string(b)
}
