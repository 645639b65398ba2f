package calendar

import (
	"strconv"
)

// Work is working time in seconds. It is a type of its own so that working
// and elapsed time never mix by accident. Zero is no work; negative work goes
// back in time.
type Work int64

// Units of working time. There is no day: how long a day is, a calendar says.
const (
	Second Work = 1
	Minute Work = 60
	Hour   Work = 3600
)

// Minutes returns the whole minutes, cut towards zero, and whether nothing was
// cut.
func (w Work) Minutes() (whole int64, exact bool) { return int64(w / Minute), w%Minute == 0 }

// String returns the work in hours, minutes and seconds, such as "7h30m",
// "-2h" or "0s".
func (w Work) String() string {
	if w == 0 {
		return "0s"
	}
	var text []byte
	part := func(n Work, unit byte) {
		if n != 0 {
			text = append(strconv.AppendInt(text, int64(max(n, -n)), 10), unit)
		}
	}
	if w < 0 {
		text = append(text, '-')
	}
	part(w/Hour, 'h')
	part(w%Hour/Minute, 'm')
	part(w%Minute, 's')
	return string(text)
}
