package calendar

import (
	"sort"
	"time"
)

// Zoned is a calendar in a named time zone: its ranges are what clocks in the
// zone show, its work is real elapsed seconds. An instant is working time
// exactly when the clocks, reading as they do at that instant, show working
// time. So ranges stay where they are on the clock; a range that a clock
// change cuts into loses the time that the clocks skip and works the time that
// they show twice, twice: a night shift from 22:00 to 06:00 has 7 hours when
// clocks go forward and 9 when they go back.
//
// Instants are taken to the second; fractions are cut off. Results are in the
// location of the Zoned. It is immutable and safe for concurrent use.
type Zoned struct {
	calendar *Calendar
	location *time.Location
	periods  []period // in order of time; the first has no beginning
}

// A period is a stretch of time in which a zone keeps its offset from UTC.
type period struct {
	start  int64 // Unix seconds; of the first, the beginning of year 1
	offset int64 // seconds east of UTC
	before int64 // real work before start
	shift  int64 // real work up to t is shift + calendar.worked(clock at t)
}

// In returns the calendar in a time zone; a nil location is UTC. It looks up
// all clock changes once, so keep the result rather than calling it in a loop.
func (c *Calendar) In(loc *time.Location) Zoned {
	if loc == nil {
		loc = time.UTC
	}
	z := Zoned{calendar: c, location: loc}
	start := time.Date(1, 1, 1, 0, 0, 0, 0, time.UTC)
	for year := start; !year.IsZero() || len(z.periods) == 0; _, year = year.In(loc).ZoneBounds() {
		_, offset := year.In(loc).Zone()
		p := period{start: year.Unix(), offset: int64(offset)}
		if wallClock(p.start, offset) == 0 && len(z.periods) > 0 {
			break
		}
		if n := len(z.periods); n > 0 {
			last := &z.periods[n-1]
			p.before = last.shift + c.worked(last.clock(p.start))
		}
		p.shift = p.before - c.worked(p.clock(p.start))
		z.periods = append(z.periods, p)
	}
	return z
}

// clock returns what the clocks show at a Unix second.
func (p *period) clock(unix int64) int64 { return unix + p.offset + unixEpoch }

func (z Zoned) periodAt(unix int64) *period {
	i := sort.Search(len(z.periods), func(i int) bool { return z.periods[i].start > unix })
	return &z.periods[max(i-1, 0)]
}

func (z Zoned) worked(t time.Time) int64 {
	p := z.periodAt(t.Unix())
	return p.shift + z.calendar.worked(p.clock(t.Unix()))
}

func (z Zoned) startAt(w int64) (int64, error) {
	i := sort.Search(len(z.periods), func(i int) bool { return z.periods[i].before > w })
	p := &z.periods[max(i-1, 0)]
	t, err := z.calendar.StartAt(Work(w - p.shift))
	return int64(t) - p.offset - unixEpoch, err
}

func (z Zoned) finish(w int64) (time.Time, error) {
	unix, err := z.startAt(w - 1)
	if err != nil {
		return time.Time{}, err
	}
	return time.Unix(unix+1, 0).In(z.location), nil
}

func (z Zoned) start(w int64) (time.Time, error) {
	unix, err := z.startAt(w)
	if err != nil {
		return time.Time{}, err
	}
	return time.Unix(unix, 0).In(z.location), nil
}

// Add returns the instant at which w has been worked since t, as
// [Calendar.Add] does.
func (z Zoned) Add(t time.Time, w Work) (time.Time, error) {
	switch {
	case w > 0:
		return z.finish(z.worked(t) + int64(w))
	case w < 0:
		return z.start(z.worked(t) + int64(w))
	}
	return t.In(z.location), nil
}

// Between returns the real working time from a to b, negative when b is the
// earlier one.
func (z Zoned) Between(a, b time.Time) Work { return Work(z.worked(b) - z.worked(a)) }

// Next returns the earliest working instant at or after t, as [Calendar.Next]
// does.
func (z Zoned) Next(t time.Time) (time.Time, error) { return z.start(z.worked(t)) }

// Previous returns the latest instant at or before t with working time
// directly before it, as [Calendar.Previous] does.
func (z Zoned) Previous(t time.Time) (time.Time, error) { return z.finish(z.worked(t)) }
