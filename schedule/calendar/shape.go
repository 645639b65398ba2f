package calendar

import (
	"slices"
	"strconv"
)

// A shape says how one day works: the ranges on the day itself and those that
// reach into the next day, counted from the next midnight. Both are in order
// and do not touch. A shape is immutable and shared.
type shape struct{ day, spill []Range }

func newShape(ranges []Range) *shape {
	merged := union(ranges, nil)
	return &shape{clip(merged, 0, secondsPerDay), clip(merged, secondsPerDay, 2*secondsPerDay)}
}

// shapes shares equal shapes, so that they are found again by identity.
type shapes map[string]*shape

func (known shapes) of(ranges []Range) *shape {
	var key []byte
	for _, r := range ranges {
		key = strconv.AppendInt(append(key, ' '), int64(r.Start), 36)
		key = strconv.AppendInt(append(key, '-'), int64(r.Finish), 36)
	}
	if s := known[string(key)]; s != nil {
		return s
	}
	s := newShape(ranges)
	known[string(key)] = s
	return s
}

func (s *shape) equal(other *shape) bool {
	return s == other || slices.Equal(s.day, other.day) && slices.Equal(s.spill, other.spill)
}

// A weekShape says how the days of a week work, by time.Weekday. A nil day is
// left to whatever lies underneath.
type weekShape [7]*shape

func newWeek(week Week) weekShape {
	var shapes weekShape
	for day, d := range week {
		if d.Set {
			shapes[day] = newShape(d.Ranges)
		}
	}
	return shapes
}

// daily returns the week whose days all have the shape.
func daily(s *shape) weekShape { return weekShape{s, s, s, s, s, s, s} }

// over returns the week with the days that it leaves open taken from below.
func (w weekShape) over(below weekShape) weekShape {
	for day, s := range w {
		if s == nil {
			w[day] = below[day]
		}
	}
	return w
}

// profiles returns the effective ranges of each day, with what spills over
// from the day before, within the day.
func (w weekShape) profiles() [7][]Range {
	var days [7][]Range
	for day, s := range w {
		days[day] = union(s.day, w[(day+6)%7].spill)
	}
	return days
}
