package calendar

import "time"

// Zoned is a calendar in a named time zone: its ranges are what the clocks of
// the zone show, its work is real elapsed seconds. An instant is working time
// exactly when the clocks, as they stand at that instant, show working time.
//
// So ranges stay where they are on the clock when it changes, and work does
// not stretch or shrink with it. Where clocks go forward, a range loses the
// part they skip; where they go back, it is worked through twice in the part
// they show twice. A night shift from 22:00 to 06:00 has 7 hours in the one
// night and 9 in the other; a day shift has its hours on every date.
//
// Instants are taken to the second, fractions cut off. Results are in the
// location of the Zoned. It is immutable and safe for concurrent use. Each
// operation takes the same short time up to the year 2200, and after it a
// little more for each further clock change. The zero Zoned has no working
// time.
type Zoned struct {
	calendar *Calendar
	location *time.Location
	periods  []period // in order of time, up to the horizon
}

// horizon is the Unix second up to which In looks up clock changes; later ones
// are looked up one by one, when a calculation goes so far.
const horizon = 7258118400 // 2200-01-01T00:00:00Z

// In returns the calendar in a time zone; a nil location is UTC. It looks up
// some hundreds of clock changes, so keep the result rather than calling it in
// a loop.
func (c *Calendar) In(loc *time.Location) Zoned {
	if loc == nil {
		loc = time.UTC
	}
	z := Zoned{calendar: c.compiled(), location: loc}
	for p, ok := z.firstPeriod(), true; ok; p, ok = z.next(p) {
		z.periods = append(z.periods, p)
		if p.start > horizon {
			break
		}
	}
	return z
}

// Location returns the time zone.
func (z Zoned) Location() *time.Location {
	if z.location == nil {
		return time.UTC
	}
	return z.location
}

// Worked returns the real working time up to t, counted from a fixed origin of
// the calendar in this zone. It never falls as t grows.
func (z Zoned) Worked(t time.Time) Work { return Work(z.worked(t.Unix())) }

// Between returns the real working time from a to b, exact and negative when b
// is the earlier one.
func (z Zoned) Between(a, b time.Time) Work { return z.Worked(b) - z.Worked(a) }

// Works reports whether the second that holds t is working time.
func (z Zoned) Works(t time.Time) bool { return z.worked(t.Unix()+1) > z.worked(t.Unix()) }

// Add returns the instant at which w has been worked since t: the end of a
// working period where it falls on one, and for negative w, which goes back,
// the start of one. With w zero it returns t unchanged but for the location. It
// gives [ErrRange] when t or the result is outside the years 1 to 9999 on the
// clock, or the working time does not suffice.
func (z Zoned) Add(t time.Time, w Work) (time.Time, error) {
	before, ok := z.workedInside(t)
	switch {
	case !ok:
		return time.Time{}, ErrRange
	case w > 0 && w <= Work(afterLast)*2: // so that the sum cannot overflow
		return z.finishAt(before + int64(w))
	case w < 0:
		return z.startAt(before + int64(w))
	case w == 0:
		return t.In(z.Location()), nil
	}
	return time.Time{}, ErrRange
}

// Next returns the earliest working instant at or after t, as [Calendar.Next]
// does.
func (z Zoned) Next(t time.Time) (time.Time, error) {
	w, ok := z.workedInside(t)
	if !ok {
		return time.Time{}, ErrRange
	}
	return z.startAt(w)
}

// Previous returns the latest instant at or before t with working time
// directly before it, as [Calendar.Previous] does.
func (z Zoned) Previous(t time.Time) (time.Time, error) {
	w, ok := z.workedInside(t)
	if !ok {
		return time.Time{}, ErrRange
	}
	return z.finishAt(w)
}
