package xer

import (
	"bytes"
	"strconv"
	"strings"
	"time"

	"github.com/milepost-go/milepost/schedule/calendar"
)

// The functions of this file read single values from their text. They take and
// return plain data and report false for what does not fit.

// number is a decimal number: digits * 10^exponent.
type number struct {
	negative bool
	digits   []byte // without leading zeros
	exponent int
}

// parseNumber reads a number. Its decimal sign is the point or, in files of
// some countries, the comma; P6 does not group digits. It writes very small
// numbers with an exponent.
func parseNumber(text []byte) (number, bool) {
	var n number
	if len(text) > 1 && (text[0] == '-' || text[0] == '+') {
		n.negative, text = text[0] == '-', text[1:]
	}
	if e := bytes.IndexAny(text, "eE"); e >= 0 {
		power, ok := parseInt(text[e+1:])
		if !ok || power < -400 || power > 400 {
			return number{}, false
		}
		text, n.exponent = text[:e], int(power)
	}
	sign := []byte(".")
	if bytes.IndexByte(text, ',') >= 0 {
		sign = []byte(",")
	}
	whole, fraction, _ := bytes.Cut(text, sign)
	if len(whole)+len(fraction) == 0 || len(whole)+len(fraction) > 400 || !allDigits(whole) || !allDigits(fraction) {
		return number{}, false
	}
	if len(fraction) > 0 {
		whole = append(append(make([]byte, 0, len(text)), whole...), fraction...)
	}
	n.digits, n.exponent = trimZeros(whole), n.exponent-len(fraction)
	return n, true
}

func trimZeros(digits []byte) []byte {
	for len(digits) > 0 && digits[0] == '0' {
		digits = digits[1:]
	}
	return digits
}

func allDigits(text []byte) bool {
	for _, c := range text {
		if c < '0' || c > '9' {
			return false
		}
	}
	return true
}

// parseInt reads a whole number of at most 18 digits.
func parseInt(text []byte) (int64, bool) {
	negative := len(text) > 1 && text[0] == '-'
	if negative || len(text) > 1 && text[0] == '+' {
		text = text[1:]
	}
	if len(text) == 0 || len(text) > 18 || !allDigits(text) {
		return 0, false
	}
	n := int64(0)
	for _, c := range text {
		n = n*10 + int64(c-'0')
	}
	if negative {
		n = -n
	}
	return n, true
}

// scaled returns the number times 10^places, rounded half away from zero, as
// an integer of at most 18 digits. exact is false where rounding changed it by
// more than P6's own fifteen digits do.
func (n number) scaled(places int) (value int64, exact, ok bool) {
	digits, fraction := n.split(places)
	if zeros := n.exponent + places; zeros > 0 && len(digits) > 0 {
		if len(digits)+zeros > 18 {
			return 0, false, false
		}
		digits = append(digits[:len(digits):len(digits)], bytes.Repeat([]byte("0"), zeros)...)
	}
	if len(digits) > 18 {
		return 0, false, false
	}
	for _, c := range digits {
		value = value*10 + int64(c-'0')
	}
	if len(fraction) > 0 && fraction[0] >= '5' {
		value++
	}
	return value * sign(n.negative), nearWhole(fraction, len(digits)), true
}

// split returns the digits before and after the point of the number times
// 10^places.
func (n number) split(places int) (whole, fraction []byte) {
	behind := -(n.exponent + places)
	switch {
	case behind <= 0:
		return n.digits, nil
	case behind <= len(n.digits):
		return n.digits[:len(n.digits)-behind], n.digits[len(n.digits)-behind:]
	}
	zeros := bytes.Repeat([]byte("0"), min(behind-len(n.digits), 20))
	return nil, append(zeros, n.digits...)
}

func sign(negative bool) int64 {
	if negative {
		return -1
	}
	return 1
}

// nearWhole reports whether a fraction, given by its digits, is as good as
// none or as one: less than a millionth off, or than the fifteen digits that P6
// keeps of a number, the whole ones included.
func nearWhole(fraction []byte, whole int) bool {
	want := min(6, max(13-whole, 3))
	if len(fraction) >= want && bytes.Count(fraction[:want], []byte("9")) == want {
		return true
	}
	keep := min(want, len(fraction))
	return bytes.Count(fraction[:keep], []byte("0")) == keep
}

// decimalText writes n * 10^-places.
func decimalText(n int64, places int) string {
	sign, digits := "", strconv.FormatInt(n, 10)
	if n < 0 {
		sign, digits = "-", digits[1:]
	}
	if missing := places + 1 - len(digits); missing > 0 {
		digits = strings.Repeat("0", missing) + digits
	}
	point := len(digits) - places
	return sign + digits[:point] + "." + digits[point:]
}

// maxWork bounds every length that is read: some 3000 years of clock time.
const maxWork = calendar.Work(100_000_000_000)

// hours returns a number of hours as seconds, rounded half away from zero.
func (n number) hours() (w calendar.Work, exact, ok bool) {
	seconds, exact, ok := n.ordinaryHours()
	if !ok {
		seconds, exact, ok = n.times(3600).scaled(0)
	}
	if !ok || calendar.Work(seconds) > maxWork || calendar.Work(seconds) < -maxWork {
		return 0, false, false
	}
	return calendar.Work(seconds), exact, true
}

// ordinaryHours does the same in integers, for numbers of up to fifteen digits
// as P6 writes them. It reports false for others.
func (n number) ordinaryHours() (seconds int64, exact, ok bool) {
	if len(n.digits) > 15 || n.exponent > 0 || n.exponent < -15 {
		return 0, false, false
	}
	for _, c := range n.digits {
		seconds = seconds*10 + int64(c-'0')
	}
	unit := int64(1)
	for range -n.exponent {
		unit *= 10
	}
	seconds *= 3600
	rest := seconds % unit
	seconds /= unit
	if rest >= unit-rest {
		seconds++
		rest = unit - rest
	}
	return seconds * sign(n.negative), rest <= unit/1_000_000, true
}

// times returns the product with a small positive number.
func (n number) times(factor int) number {
	out := make([]byte, len(n.digits)+len("9999999"))
	carry, i := 0, len(out)-1
	for k := len(n.digits) - 1; k >= 0; k, i = k-1, i-1 {
		carry += int(n.digits[k]-'0') * factor
		out[i] = byte('0' + carry%10)
		carry /= 10
	}
	for ; i >= 0; i-- {
		out[i] = byte('0' + carry%10)
		carry /= 10
	}
	n.digits = trimZeros(out)
	return n
}

// parseMoment reads a date with or without a time of day, as P6 writes it:
// 2026-03-02 08:00. A date alone is its midnight. The zero date of Windows, 30
// December 1899, stands for none.
func parseMoment(text []byte) (calendar.DateTime, bool) {
	day, clock, timed := bytes.Cut(text, []byte(" "))
	if !timed {
		day, clock, timed = bytes.Cut(text, []byte("T"))
	}
	date, ok := parseDay(day)
	if !ok {
		return 0, false
	}
	second := calendar.Work(0)
	if timed {
		if second, ok = parseClock(clock); !ok {
			return 0, false
		}
	}
	if date == windowsEpoch() {
		return 0, true
	}
	moment := date.At(second)
	return moment, !moment.IsZero()
}

// windowsEpoch is the day from which exceptions of calendars are counted.
func windowsEpoch() calendar.Date { return calendar.DateOf(1899, time.December, 30) }

// parseDay reads 2026-03-02; month and day may have one digit.
func parseDay(text []byte) (calendar.Date, bool) {
	year, rest, _ := bytes.Cut(text, []byte("-"))
	month, day, _ := bytes.Cut(rest, []byte("-"))
	y, m, d := small(year, 4), small(month, 2), small(day, 2)
	if len(year) != 4 || y < 0 || m < 0 || d < 0 {
		return calendar.Date{}, false
	}
	date := calendar.DateOf(y, time.Month(m), d)
	return date, !date.IsZero()
}

// small reads a number of up to so many digits, or returns -1.
func small(text []byte, most int) int {
	if len(text) == 0 || len(text) > most || !allDigits(text) {
		return -1
	}
	n, _ := parseInt(text)
	return int(n)
}

// parseClock reads a time of day: 8:00, 08:00, 08:00:30, or 8:00 AM as
// calendars have it in some files. 24:00 is the end of the day.
func parseClock(text []byte) (calendar.Work, bool) {
	text = bytes.TrimSpace(text)
	half := -1 // 0 before noon, 12 after it
	if n := len(text); n > 2 && (text[n-1] == 'M' || text[n-1] == 'm') {
		switch text[n-2] | 0x20 {
		case 'a':
			half = 0
		case 'p':
			half = 12
		default:
			return 0, false
		}
		text = bytes.TrimSpace(text[:n-2])
	}
	hour, rest, _ := bytes.Cut(text, []byte(":"))
	minute, second, precise := bytes.Cut(rest, []byte(":"))
	h, m, s := small(hour, 2), small(minute, 2), 0
	if precise {
		s = small(second, 2)
	}
	if half >= 0 {
		if h < 1 || h > 12 {
			return 0, false
		}
		h = h%12 + half
	}
	if h < 0 || m < 0 || s < 0 || m > 59 || s > 59 || h > 24 || h == 24 && m+s > 0 {
		return 0, false
	}
	return calendar.Work(h*3600 + m*60 + s), true
}

// parseFlag reads Y or N.
func parseFlag(text []byte) (value, ok bool) {
	switch string(text) {
	case "Y", "y":
		return true, true
	case "N", "n":
		return false, true
	}
	return false, false
}

// percentOf returns part of whole in percent, rounded to the nearest, from 0
// to 100.
func percentOf(part, whole calendar.Work) int {
	if whole <= 0 || part <= 0 {
		return 0
	}
	return int(min((part*200+whole)/(2*whole), 100))
}
