package mspdi

import (
	"bytes"
	"math"
	"time"

	"github.com/milepost-go/milepost/schedule/calendar"
)

// The functions of this file read single values from the text of an element.
// They take and return plain data and report false for what does not fit.

// parseInt reads a whole number. A fraction of zeros is tolerated, since some
// programs write 480.0.
func parseInt(text []byte) (int64, bool) {
	text, negative := cutSign(text)
	whole, fraction, _ := bytes.Cut(text, []byte("."))
	if len(whole) == 0 || len(whole) > 18 || len(bytes.Trim(fraction, "0")) > 0 {
		return 0, false
	}
	n, ok := digitsOf(whole)
	if negative {
		n = -n
	}
	return n, ok
}

func cutSign(text []byte) (rest []byte, negative bool) {
	if len(text) > 1 && (text[0] == '-' || text[0] == '+') {
		return text[1:], text[0] == '-'
	}
	return text, false
}

// digitsOf reads up to 18 decimal digits.
func digitsOf(text []byte) (int64, bool) {
	if len(text) == 0 || len(text) > 18 {
		return 0, false
	}
	n := int64(0)
	for _, c := range text {
		if c < '0' || c > '9' {
			return 0, false
		}
		n = n*10 + int64(c-'0')
	}
	return n, true
}

// parseFlag reads a boolean.
func parseFlag(text []byte) (value, ok bool) {
	switch string(text) {
	case "1", "true":
		return true, true
	case "0", "false":
		return false, true
	}
	return false, false
}

// parseScaled reads a decimal number times 10^places, rounded half away from
// zero. It understands an exponent.
func parseScaled(text []byte, places int) (int64, bool) {
	d, ok := parseDecimal(text)
	if !ok {
		return 0, false
	}
	return d.scaled(places)
}

// decimal is a number as digits with a point somewhere: digits * 10^exponent.
type decimal struct {
	negative bool
	digits   []byte
	exponent int
}

func parseDecimal(text []byte) (decimal, bool) {
	text, negative := cutSign(text)
	exponent := 0
	if e := bytes.IndexAny(text, "eE"); e >= 0 {
		n, ok := parseInt(text[e+1:])
		if !ok || n < -400 || n > 400 {
			return decimal{}, false
		}
		text, exponent = text[:e], int(n)
	}
	whole, fraction, _ := bytes.Cut(text, []byte("."))
	if len(whole)+len(fraction) == 0 || len(whole)+len(fraction) > 400 || !allDigits(whole) || !allDigits(fraction) {
		return decimal{}, false
	}
	all := append(append(make([]byte, 0, len(text)), whole...), fraction...)
	return decimal{negative, bytes.TrimLeft(all, "0"), exponent - len(fraction)}, true
}

func allDigits(text []byte) bool {
	for _, c := range text {
		if c < '0' || c > '9' {
			return false
		}
	}
	return true
}

// scaled returns the number times 10^places as an integer of at most 18
// digits.
func (d decimal) scaled(places int) (int64, bool) {
	digits, shift := d.digits, d.exponent+places
	up := false
	if shift < 0 {
		cut := len(digits) + shift
		if cut < 0 {
			return 0, true
		}
		up = digits[cut] >= '5'
		digits = digits[:cut]
	}
	if len(digits) == 0 && !up {
		return 0, true
	}
	if shift > 0 && len(digits)+shift > 18 {
		return 0, false
	}
	n := int64(0)
	if len(digits) > 0 {
		var ok bool
		if n, ok = digitsOf(digits); !ok {
			return 0, false
		}
	}
	for range max(shift, 0) {
		n *= 10
	}
	if up {
		n++
	}
	if d.negative {
		n = -n
	}
	return n, true
}

// text writes the number times 10^places in plain notation, for the exact
// readers of other packages.
func (d decimal) text(places int) string {
	shift := d.exponent + places
	digits := d.digits
	var b []byte
	if d.negative {
		b = append(b, '-')
	}
	switch {
	case len(digits) == 0:
		return "0"
	case shift >= 0:
		b = append(b, digits...)
		return string(append(b, bytes.Repeat([]byte("0"), shift)...))
	case len(digits)+shift <= 0:
		b = append(b, "0."...)
		b = append(b, bytes.Repeat([]byte("0"), -shift-len(digits))...)
		return string(append(b, digits...))
	}
	b = append(b, digits[:len(digits)+shift]...)
	b = append(b, '.')
	return string(append(b, digits[len(digits)+shift:]...))
}

// parseMoment reads a date with a time of day. A fraction of a second and a
// zone are cut off, since the dates of this format are local; a date alone is
// its midnight.
func parseMoment(text []byte) (calendar.DateTime, bool) {
	if len(text) < 10 {
		return 0, false
	}
	date, ok := parseDay(text[:10])
	if !ok {
		return 0, false
	}
	if len(text) == 10 {
		return date.At(0), true
	}
	if text[10] != 'T' || len(text) < 16 {
		return 0, false
	}
	clock, rest, ok := parseClock(text[11:])
	if !ok || !isZone(rest) || clock > 24*calendar.Hour {
		return 0, false
	}
	moment := date.At(clock)
	return moment, !moment.IsZero()
}

func parseDay(text []byte) (calendar.Date, bool) {
	if text[4] != '-' || text[7] != '-' {
		return calendar.Date{}, false
	}
	y, m, d := pair(text[0:])*100+pair(text[2:]), pair(text[5:]), pair(text[8:])
	if y < 0 || m < 0 || d < 0 || pair(text[2:]) < 0 {
		return calendar.Date{}, false
	}
	date := calendar.DateOf(y, time.Month(m), d)
	return date, !date.IsZero()
}

// pair reads two digits; it returns a large negative number for anything else.
func pair(text []byte) int {
	a, b := text[0]-'0', text[1]-'0'
	if a > 9 || b > 9 {
		return -100_000
	}
	return int(a)*10 + int(b)
}

// parseClock reads HH:MM or HH:MM:SS, with a fraction that is cut off, and
// returns what follows. 24:00:00 is the end of the day.
func parseClock(text []byte) (calendar.Work, []byte, bool) {
	if len(text) < 5 || text[2] != ':' {
		return 0, nil, false
	}
	h, m, s := pair(text), pair(text[3:]), 0
	text = text[5:]
	if len(text) >= 3 && text[0] == ':' {
		s, text = pair(text[1:]), cutFraction(text[3:])
	}
	if h < 0 || m < 0 || s < 0 || m > 59 || s > 59 || h > 24 || h == 24 && m+s > 0 {
		return 0, nil, false
	}
	return calendar.Work(h*3600 + m*60 + s), text, true
}

func cutFraction(text []byte) []byte {
	if len(text) < 2 || text[0] != '.' {
		return text
	}
	return bytes.TrimLeft(text[1:], "0123456789")
}

// hasZone reports whether a moment that was read ends in a zone.
func hasZone(text []byte) bool {
	const clock = len("2006-01-02T15:04")
	return len(text) > clock && bytes.ContainsAny(text[clock:], "Z+-")
}

func isZone(text []byte) bool {
	if len(text) == 0 || string(text) == "Z" {
		return true
	}
	return len(text) == 6 && (text[0] == '+' || text[0] == '-') && text[3] == ':' && pair(text[1:]) >= 0 && pair(text[4:]) >= 0
}

// maxWork bounds every length that is read: some 3000 years of clock time.
const maxWork = calendar.Work(100_000_000_000)

// parseWork reads an ISO 8601 duration such as PT80H0M0S. A day in it, which
// Microsoft Project never writes, has 24 hours; years and months do not fit.
// Fractions are rounded to the second.
func parseWork(text []byte) (calendar.Work, bool) {
	text, negative := cutSign(text)
	if len(text) < 3 || text[0] != 'P' {
		return 0, false
	}
	total, clock := calendar.Work(0), false
	for text = text[1:]; len(text) > 0; {
		if text[0] == 'T' && !clock {
			clock, text = true, text[1:]
			continue
		}
		end := bytes.IndexAny(text, "DHMSWY")
		if end < 1 {
			return 0, false
		}
		unit, ok := unitLength(text[end], clock)
		if !ok {
			return 0, false
		}
		part, ok := lengthOf(text[:end], unit)
		if !ok || part > maxWork-total {
			return 0, false
		}
		total, text = total+part, text[end+1:]
	}
	if negative {
		total = -total
	}
	return total, true
}

func unitLength(unit byte, clock bool) (calendar.Work, bool) {
	switch {
	case unit == 'H' && clock:
		return calendar.Hour, true
	case unit == 'M' && clock:
		return calendar.Minute, true
	case unit == 'S' && clock:
		return calendar.Second, true
	case unit == 'D' && !clock:
		return 24 * calendar.Hour, true
	}
	return 0, false
}

// lengthOf returns so many units, the number with up to six digits after the
// point that count.
func lengthOf(number []byte, unit calendar.Work) (calendar.Work, bool) {
	if n, ok := digitsOf(number); ok {
		if n > int64(maxWork/unit) {
			return 0, false
		}
		return calendar.Work(n) * unit, true
	}
	const places, factor = 6, 1_000_000
	n, ok := parseScaled(number, places)
	if !ok || bytes.ContainsAny(number, "eE-+") || n > math.MaxInt64/int64(unit)-factor {
		return 0, false
	}
	return calendar.Work((n*int64(unit) + factor/2) / factor), true
}
