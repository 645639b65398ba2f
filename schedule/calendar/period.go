package calendar

import (
	"sort"
	"time"
)

// A period is a stretch of time in which a zone keeps its offset from UTC.
type period struct {
	start  int64 // Unix second; of the first, the beginning of year 1
	offset int64 // seconds east of UTC
	before int64 // real work before start
	shift  int64 // real work up to t is shift + calendar.worked(clock at t)
}

// clock returns what the clocks show at a Unix second, as a DateTime that may
// lie outside the years.
func (p *period) clock(unix int64) int64 { return unix + p.offset + unixEpoch }

// period returns the period that begins at a Unix second, with the work before.
func (z Zoned) period(start, before int64) period {
	p := period{start: start, offset: offsetAt(start, z.location), before: before}
	p.shift = before - z.calendar.worked(p.clock(start))
	return p
}

// firstPeriod returns the period at the beginning of year 1. Work is counted
// from the midnight that begins the year on the clocks, so it is never
// negative.
func (z Zoned) firstPeriod() period {
	p := z.period(time.Date(1, 1, 1, 0, 0, 0, 0, time.UTC).Unix(), 0)
	p.before, p.shift = -p.shift, 0
	return p
}

// next returns the period after p, and false when the offset changes no more
// within the years.
func (z Zoned) next(p period) (period, bool) {
	end, ok := nextChange(p.start, z.location)
	if !ok || p.clock(end) >= int64(afterLast) {
		return period{}, false
	}
	return z.period(end, p.shift+z.calendar.worked(p.clock(end))), true
}

// advance returns the last period from p on that keeps the condition, which p
// does.
func (z Zoned) advance(p period, keeps func(period) bool) period {
	for {
		q, ok := z.next(p)
		if !ok || !keeps(q) {
			return p
		}
		p = q
	}
}

// find returns the last period that keeps the condition; the first one counts
// as keeping it.
func (z Zoned) find(keeps func(period) bool) period {
	i := sort.Search(len(z.periods)-1, func(i int) bool { return !keeps(z.periods[i+1]) })
	if i < len(z.periods)-1 {
		return z.periods[i]
	}
	return z.advance(z.periods[i], keeps)
}

// worked returns the real work up to a Unix second.
func (z Zoned) worked(unix int64) int64 {
	if len(z.periods) == 0 {
		return 0
	}
	// Outside the years there is no work, and the sums below might overflow.
	unix = min(max(unix, z.periods[0].start-secondsPerDay), int64(afterLast)-unixEpoch+secondsPerDay)
	p := z.find(func(p period) bool { return p.start <= unix })
	return p.shift + z.calendar.worked(p.clock(unix))
}

// workedInside returns the real work up to an instant of the years 1 to 9999.
func (z Zoned) workedInside(t time.Time) (int64, bool) {
	_, offset := t.In(z.Location()).Zone()
	return z.worked(t.Unix()), wallClock(t.Unix(), offset) != 0
}

// startAt returns the instant at which the second of work begins that has w
// before it.
func (z Zoned) startAt(w int64) (time.Time, error) {
	if len(z.periods) == 0 || w < 0 {
		return time.Time{}, ErrRange
	}
	p := z.find(func(p period) bool { return p.before <= w })
	t, err := z.calendar.StartAt(Work(w - p.shift))
	if err != nil {
		return time.Time{}, err
	}
	return time.Unix(int64(t)-p.offset-unixEpoch, 0).In(z.location), nil
}

// finishAt returns the instant at which w has just been worked.
func (z Zoned) finishAt(w int64) (time.Time, error) {
	t, err := z.startAt(w - 1)
	if err != nil {
		return time.Time{}, err
	}
	t = t.Add(time.Second)
	if DateTimeOf(t).IsZero() {
		return time.Time{}, ErrRange
	}
	return t, nil
}
