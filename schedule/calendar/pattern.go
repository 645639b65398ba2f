package calendar

import (
	"math"
	"math/bits"
	"slices"
	"strconv"
)

// A pattern is the working time of a week, as one list of intervals with the
// work before each. Both directions take constant time. From time to work a
// day has a small record of its own; from work to time a table leads from
// every stretch of work to the interval in question.
type pattern struct {
	total   int64 // seconds of work in a week
	inverse uint64
	parts   []interval // by time of the week
	search  []interval // the parts and a last one that lies behind everything
	days    [7]dayWork
	byWork  []uint16 // for each stretch of 1<<workShift seconds of work, the last part that begins at or before it
}

// An interval is working time within the week, in seconds.
type interval struct{ start, finish, before int32 }

// dayWork is a day of the week: the work of the week before it, and its ranges.
// Two ranges or fewer, as most days have, need no loop.
type dayWork struct {
	before        int32
	first, second secondRange
	more          []secondRange
}

type secondRange struct{ start, length int32 }

const workShift = 11 // some 34 minutes

// newPattern builds the pattern of a week from the effective ranges of its
// days.
func newPattern(days [7][]Range) *pattern {
	p := &pattern{}
	for day, ranges := range days {
		p.days[day] = newDayWork(int32(p.total), ranges)
		for _, r := range ranges {
			p.append(int32(day*secondsPerDay)+int32(r.Start), int32(day*secondsPerDay)+int32(r.Finish))
		}
	}
	if p.total == 0 {
		return p
	}
	p.inverse = math.MaxUint64/uint64(p.total) + 1
	p.search = append(slices.Clip(p.parts), interval{math.MaxInt32, math.MaxInt32, math.MaxInt32})
	p.byWork = make([]uint16, p.total>>workShift+1)
	i := 0
	for b := range p.byWork {
		for int(p.search[i+1].before) <= b<<workShift {
			i++
		}
		p.byWork[b] = uint16(i)
	}
	return p
}

func newDayWork(before int32, ranges []Range) dayWork {
	d := dayWork{before: before}
	for i, r := range ranges {
		short := secondRange{int32(r.Start), int32(r.Work())}
		switch i {
		case 0:
			d.first = short
		case 1:
			d.second = short
		default:
			d.more = append(d.more, short)
		}
	}
	return d
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

// worked returns the work from the Sunday before day 1 up to t, as if the
// pattern had always held.
func (p *pattern) worked(t int64) int64 {
	day := uint32(uint64(t) / secondsPerDay)
	second := int32(uint64(t) % secondsPerDay)
	d := &p.days[day%7]
	work := d.before + d.first.until(second) + d.second.until(second)
	for _, r := range d.more {
		work += r.until(second)
	}
	return int64(day/7)*p.total + int64(work)
}

// until returns the work of a range up to a second of the day.
func (r secondRange) until(second int32) int32 { return max(min(second-r.start, r.length), 0) }

// startAt returns the time at which the second of work begins that has w
// seconds before it; the inverse of worked. The pattern must have work.
func (p *pattern) startAt(w int64) int64 {
	// Division by multiplying with the inverse is exact as long as
	// w * total < 1<<64; w has 39 bits at most and total 20.
	weeks, _ := bits.Mul64(uint64(w), p.inverse)
	rest := int32(w - int64(weeks)*p.total)
	i := int(p.byWork[rest>>workShift])
	for p.search[i+1].before <= rest {
		i++
	}
	return int64(weeks)*secondsPerWeek + int64(p.search[i].start+rest-p.search[i].before)
}

// ranges returns the working ranges of a weekday within the day.
func (p *pattern) ranges(weekday int) []Range {
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
	for _, part := range p.parts {
		b = strconv.AppendInt(append(b, ' '), int64(part.start), 36)
		b = strconv.AppendInt(append(b, '-'), int64(part.finish), 36)
	}
	return string(b)
}
