package calendar

import "time"

// unixEpoch is 1970-01-01T00:00:00 as a DateTime.
const unixEpoch = 719163 * secondsPerDay

// wallClock returns what a clock with the offset, in seconds east of UTC,
// shows at a Unix second, and zero outside the years 1 to 9999.
func wallClock(unix int64, offset int) DateTime {
	if unix < -unixEpoch || unix > int64(afterLast) {
		return 0
	}
	t := DateTime(unix + int64(offset) + unixEpoch)
	if t < firstMoment || t >= afterLast {
		return 0
	}
	return t
}

// In returns the instant at which clocks in the location show t; a nil
// location is UTC. Where a clock change makes them show it twice, it is the
// first of the two. Where a clock change skips it, the clocks have not been
// moved yet: 02:30 in a gap from 02:00 to 03:00 is the instant that they then
// call 03:30. The zero DateTime gives the zero time.Time.
func (t DateTime) In(loc *time.Location) time.Time {
	if t.Date().IsZero() {
		return time.Time{}
	}
	if loc == nil {
		loc = time.UTC
	}
	utc := int64(t) - unixEpoch
	from := utc - 2*secondsPerDay // before every instant at which t can show
	for {
		offset := offsetAt(from, loc)
		change, ok := nextChange(from, loc)
		if found := utc - offset; !ok || found < change || utc < change+offsetAt(change, loc) {
			return time.Unix(found, 0).In(loc) // in the third case skipped: counted with the old offset
		}
		from = change
	}
}
