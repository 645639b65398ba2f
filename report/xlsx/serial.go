package xlsx

import (
	"strconv"
	"time"
)

// firstSerial is the first day that every spreadsheet counts alike: the first
// of March 1900, because the calendar of the format has a 29th of February
// before it.
const firstSerial = 61

// epochDays are the days from the beginning of the count to 1970-01-01.
const epochDays = 25569

// serial returns a civil date, a date-time or an instant, as finding writes
// them, as a number of days with the parts of a day behind the point. It
// reports false for days before March 1900 and for what is no date.
func serial(text string) (days float64, timed, ok bool) {
	if len(text) < 10 || text[4] != '-' || text[7] != '-' {
		return 0, false, false
	}
	year, month, day := digits(text[:4]), digits(text[5:7]), digits(text[8:10])
	if year < 1900 || month < 1 || month > 12 || day < 1 || day > 31 {
		return 0, false, false
	}
	whole := time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC).Unix()/86400 + epochDays
	if whole < firstSerial {
		return 0, false, false
	}
	if len(text) == 10 {
		return float64(whole), false, true
	}
	seconds, ok := clock(text[10:])
	return float64(whole) + seconds/86400, true, ok
}

// clock reads "T09:30", "T09:30:15", "T09:30:15.25", each with or without "Z".
func clock(text string) (seconds float64, ok bool) {
	if text[len(text)-1] == 'Z' {
		text = text[:len(text)-1]
	}
	if len(text) < 6 || text[0] != 'T' || text[3] != ':' {
		return 0, false
	}
	hour, minute := digits(text[1:3]), digits(text[4:6])
	if hour < 0 || minute < 0 {
		return 0, false
	}
	seconds = float64(hour*3600 + minute*60)
	if len(text) == 6 {
		return seconds, true
	}
	rest, err := strconv.ParseFloat(text[7:], 64)
	return seconds + rest, err == nil && text[6] == ':'
}

// digits returns the number that the text writes, -1 where it is none.
func digits(text string) int {
	n := 0
	for i := range len(text) {
		c := text[i]
		if c < '0' || c > '9' {
			return -1
		}
		n = n*10 + int(c-'0')
	}
	return n
}
