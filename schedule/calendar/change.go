package calendar

import "time"

// offsetAt returns the offset of a zone at a Unix second, in seconds east of
// UTC.
func offsetAt(unix int64, loc *time.Location) int64 {
	_, offset := time.Unix(unix, 0).In(loc).Zone()
	return int64(offset)
}

// nextChange returns the first Unix second after the given one at which a zone
// has another offset, and false if there is none before year 10000.
//
// [time.Time.ZoneBounds] is exact near a change only: past the last change
// listed for a zone it also reports the ends of years, and on the last day of
// a leap year an end that is not after its own argument.
func nextChange(unix int64, loc *time.Location) (int64, bool) {
	const limit = int64(afterLast) - unixEpoch + secondsPerDay
	for offset := offsetAt(unix, loc); unix < limit; {
		t := time.Unix(unix, 0).In(loc)
		_, end := t.ZoneBounds()
		if end.IsZero() {
			return 0, false
		}
		if !end.After(t) {
			end = time.Date(t.UTC().Year()+1, 1, 1, 0, 0, 0, 0, time.UTC)
		}
		if unix = end.Unix(); offsetAt(unix, loc) != offset {
			return unix, true
		}
	}
	return 0, false
}
