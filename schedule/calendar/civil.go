package calendar

import "time"

// The two conversions below count from 1 March of year 0, so that a leap day
// is the last day of its year: Howard Hinnant, "chrono-Compatible Low-Level
// Date Algorithms", days_from_civil and civil_from_days.

const (
	daysPerEra = 146097 // 400 years
	epochShift = 305    // days from 0000-03-01 to the day before 0001-01-01
)

// dayNumber returns the number of a date that exists; 0001-01-01 is 1.
func dayNumber(year, month, day int) int32 {
	if month <= 2 {
		year--
	}
	era, yearOfEra := year/400, year%400
	dayOfYear := (153*((month+9)%12)+2)/5 + day - 1
	dayOfEra := yearOfEra*365 + yearOfEra/4 - yearOfEra/100 + dayOfYear
	return int32(era*daysPerEra + dayOfEra - epochShift)
}

// civil returns the date of a positive day number.
func civil(n int32) (year int, month time.Month, day int) {
	z := int(n) + epochShift
	era, dayOfEra := z/daysPerEra, z%daysPerEra
	yearOfEra := (dayOfEra - dayOfEra/1460 + dayOfEra/36524 - dayOfEra/146096) / 365
	dayOfYear := dayOfEra - (365*yearOfEra + yearOfEra/4 - yearOfEra/100)
	m := (5*dayOfYear + 2) / 153
	day = dayOfYear - (153*m+2)/5 + 1
	year = era*400 + yearOfEra
	if m < 10 {
		return year, time.Month(m + 3), day
	}
	return year + 1, time.Month(m - 9), day
}

func isLeap(year int) bool { return year%4 == 0 && (year%100 != 0 || year%400 == 0) }

func daysIn(year int, month time.Month) int {
	switch month {
	case time.February:
		if isLeap(year) {
			return 29
		}
		return 28
	case time.April, time.June, time.September, time.November:
		return 30
	}
	return 31
}
