package schedule

import (
	"math/bits"

	"github.com/milepost-go/milepost/schedule/calendar"
)

// stretch is a part of working time, counted from the start of a task.
type stretch struct{ from, to calendar.Work }

// stretchesOf returns the stretches between the splits of a task that is so long,
// gaps included. Splits that leave nothing do not count.
func stretchesOf(gaps []Split, all calendar.Work) []stretch {
	var list []stretch
	at, done := calendar.Work(0), calendar.Work(0)
	for _, g := range gaps {
		if g.After <= done && done > 0 || g.After < 0 || g.Gap <= 0 {
			continue
		}
		end := at + g.After - done
		if end >= all {
			break
		}
		list = append(list, stretch{at, end})
		at, done = end+g.Gap, g.After
	}
	if at < all {
		list = append(list, stretch{at, all})
	}
	if busy(list, all) == 0 {
		return []stretch{{0, all}}
	}
	return list
}

// busy returns how much of the time up to a moment lies in the parts.
func busy(list []stretch, upTo calendar.Work) calendar.Work {
	var sum calendar.Work
	for _, p := range list {
		sum += max(min(upTo, p.to)-p.from, 0)
	}
	return sum
}

// portion returns the part of a length that num is of den, cut to whole
// seconds. Both are not negative and den is not zero, else it is the length.
func portion(length, num, den calendar.Work) calendar.Work {
	if den <= 0 || num < 0 || length < 0 {
		return length
	}
	high, low := bits.Mul64(uint64(length), uint64(num))
	if high >= uint64(den) {
		return length
	}
	q, _ := bits.Div64(high, low, uint64(den))
	return calendar.Work(q)
}
