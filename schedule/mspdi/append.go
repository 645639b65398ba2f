package mspdi

import (
	"bytes"
	"strconv"

	"github.com/milepost-go/milepost/kpi/money"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// The functions of this file write single values, in the forms that those of
// value.go read.

func appendPadded(b []byte, n, width int) []byte {
	for limit := 10; width > 1; width, limit = width-1, limit*10 {
		if n < limit {
			for range width - 1 {
				b = append(b, '0')
			}
			break
		}
	}
	return strconv.AppendInt(b, int64(n), 10)
}

// appendMoment writes a date with its time of day, nothing for one that is not
// set or outside the years 1 to 9999.
func appendMoment(b []byte, t calendar.DateTime) []byte {
	date := t.Date()
	if date.IsZero() {
		return b
	}
	b = append(appendDate(b, date), 'T')
	return appendClock(b, calendar.Work(t.SecondOfDay()))
}

func appendDate(b []byte, d calendar.Date) []byte {
	y, m, day := d.Civil()
	b = append(appendPadded(b, y, 4), '-')
	b = append(appendPadded(b, int(m), 2), '-')
	return appendPadded(b, day, 2)
}

// appendClock writes a time of day; the end of the day is 00:00:00, as
// Microsoft Project has it.
func appendClock(b []byte, w calendar.Work) []byte {
	w %= 24 * calendar.Hour
	b = append(appendPadded(b, int(w/calendar.Hour), 2), ':')
	b = append(appendPadded(b, int(w%calendar.Hour/calendar.Minute), 2), ':')
	return appendPadded(b, int(w%calendar.Minute), 2)
}

// appendWork writes a length of time as PT8H0M0S.
func appendWork(b []byte, w calendar.Work) []byte {
	seconds := uint64(w)
	if w < 0 {
		b, seconds = append(b, '-'), -seconds
	}
	b = append(strconv.AppendUint(append(b, 'P', 'T'), seconds/3600, 10), 'H')
	b = append(strconv.AppendUint(b, seconds/60%60, 10), 'M')
	return append(strconv.AppendUint(b, seconds%60, 10), 'S')
}

// tenthsOf turns seconds into tenths of minutes, rounded half away from zero,
// and reports whether that is exact.
func tenthsOf(w calendar.Work) (tenths int64, exact bool) {
	whole, rest := int64(w/6), int64(w%6)
	switch {
	case rest >= 3:
		whole++
	case rest <= -3:
		whole--
	}
	return whole, rest == 0
}

// appendShare writes units, where 1 is one full unit.
func appendShare(b []byte, s schedule.Share) []byte {
	millionths := uint64(s)
	if s < 0 {
		b, millionths = append(b, '-'), -millionths
	}
	b = strconv.AppendUint(b, millionths/1_000_000, 10)
	if rest := int(millionths % 1_000_000); rest > 0 {
		b = bytes.TrimRight(appendPadded(append(b, '.'), rest, 6), "0")
	}
	return b
}

// appendAmount writes the number of an amount times 10^places, exactly.
func appendAmount(b []byte, a money.Amount, places int) []byte {
	d, _ := parseDecimal([]byte(a.Text()))
	text := d.text(places)
	if i := bytes.IndexByte([]byte(text), '.'); i >= 0 {
		text = string(bytes.TrimRight(bytes.TrimRight([]byte(text), "0"), "."))
	}
	return append(b, text...)
}

// formatOf returns the number of Microsoft Project for a unit. An elapsed
// length without unit is shown in days.
func formatOf(u schedule.Unit, elapsed, estimated bool) int64 {
	format := int64(noFormat)
	switch {
	case u >= schedule.Minutes && u <= schedule.Months:
		format = 3 + 2*int64(u-schedule.Minutes)
	case u == schedule.PercentUnit:
		format = percentFormat
	case elapsed:
		format = 7
	}
	if elapsed {
		format++
	}
	if estimated {
		format += estimatedFormat - 3
	}
	return format
}

func appendNumber(b []byte, n int64) []byte { return strconv.AppendInt(b, n, 10) }

func numberText(n int64) string { return strconv.FormatInt(n, 10) }
