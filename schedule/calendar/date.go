package calendar

import (
	"fmt"
	"time"
)

// lastDay is the number of 9999-12-31, the last date.
const lastDay = 3652059

// Date is a civil date without time and zone, of the years 1 to 9999 in the
// Gregorian calendar. The zero Date means "not set". Dates compare with ==.
type Date struct{ n int32 } // 0001-01-01 is 1

// DateOf returns the date of a year, month and day. Nothing is normalised: a
// date that does not exist, such as 30 February, gives the zero Date.
func DateOf(year int, month time.Month, day int) Date {
	if year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > daysIn(year, month) {
		return Date{}
	}
	return Date{dayNumber(year, int(month), day)}
}

// ParseDate reads a date written YYYY-MM-DD, exactly ten characters. Anything
// else gives an error that wraps [ErrSyntax].
func ParseDate(s string) (Date, error) {
	y, m, d, ok := scanDate(s)
	if ok {
		if date := DateOf(y, time.Month(m), d); !date.IsZero() {
			return date, nil
		}
	}
	return Date{}, syntaxError("date", s, "YYYY-MM-DD")
}

// Civil returns year, month and day. All are 0 for the zero Date.
func (d Date) Civil() (year int, month time.Month, day int) {
	if d.IsZero() {
		return 0, 0, 0
	}
	return civil(d.n)
}

// Weekday returns the day of the week. It is Sunday for the zero Date, which
// means nothing.
func (d Date) Weekday() time.Weekday { return time.Weekday(d.n % 7) }

// AddDays returns the date so many days later, earlier if negative. It returns
// the zero Date when d is not set or the result leaves the years 1 to 9999.
func (d Date) AddDays(days int) Date {
	if d.IsZero() || days < -lastDay || days > lastDay {
		return Date{}
	}
	n := int64(d.n) + int64(days)
	if n < 1 || n > lastDay {
		return Date{}
	}
	return Date{int32(n)}
}

// DaysSince returns the number of days from earlier to d, negative when d is
// the earlier one. Both must be set, otherwise the number means nothing.
func (d Date) DaysSince(earlier Date) int { return int(d.n) - int(earlier.n) }

// Compare returns -1, 0 or 1 as d is before, at or after other. The zero Date
// is before every other.
func (d Date) Compare(other Date) int {
	switch {
	case d.n < other.n:
		return -1
	case d.n > other.n:
		return 1
	}
	return 0
}

// Before reports whether d is earlier than other.
func (d Date) Before(other Date) bool { return d.n < other.n }

// After reports whether d is later than other.
func (d Date) After(other Date) bool { return d.n > other.n }

// IsZero reports whether the date is not set.
func (d Date) IsZero() bool { return d.n == 0 }

// At returns the moment so many seconds after the midnight that begins d. The
// seconds may exceed 24 hours or be negative. The zero Date, and a moment
// outside the years 1 to 9999, give the zero DateTime.
func (d Date) At(secondOfDay Work) DateTime {
	if d.IsZero() {
		return 0
	}
	return (DateTime(d.n) * secondsPerDay).AddSeconds(int64(secondOfDay))
}

// String returns the date as YYYY-MM-DD, and "" for the zero Date.
func (d Date) String() string {
	if d.IsZero() {
		return ""
	}
	y, m, day := civil(d.n)
	return fmt.Sprintf("%04d-%02d-%02d", y, m, day)
}

// MarshalText writes the date as [Date.String] does.
func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads what [Date.MarshalText] writes; an empty text is the
// zero Date. The error wraps [ErrSyntax].
func (d *Date) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*d = Date{}
		return nil
	}
	parsed, err := ParseDate(string(text))
	if err != nil {
		return err
	}
	*d = parsed
	return nil
}
