package calendar

import (
	"fmt"
	"time"
)

const (
	secondsPerDay  = 24 * 3600
	secondsPerWeek = 7 * secondsPerDay

	firstMoment = DateTime(1 * secondsPerDay)             // 0001-01-01T00:00:00
	afterLast   = DateTime((lastDay + 1) * secondsPerDay) // 10000-01-01T00:00:00, outside
)

// DateTime is a civil date with a time of day to the second and without a
// zone: what a clock on the wall shows, of the years 1 to 9999. The zero
// DateTime means "not set". Moments compare with the operators of integers;
// the difference of two is elapsed time in seconds, never working time.
type DateTime int64 // day number * 86400 + second of the day

// ParseDateTime reads a moment written 2006-01-02T15:04:05 or, without
// seconds, 2006-01-02T15:04. Anything else, 24:00 and zones included, gives an
// error that wraps [ErrSyntax].
func ParseDateTime(s string) (DateTime, error) {
	const form = "YYYY-MM-DDTHH:MM[:SS]"
	if len(s) < 16 || s[10] != 'T' {
		return 0, syntaxError("date and time", s, form)
	}
	date, err := ParseDate(s[:10])
	clock, ok := scanClock(s[11:])
	if err != nil || !ok || clock >= secondsPerDay {
		return 0, syntaxError("date and time", s, form)
	}
	return date.At(clock), nil
}

// DateTimeOf returns what the clock of t's own location shows; fractions of a
// second are cut off. It returns the zero DateTime outside the years 1 to 9999.
func DateTimeOf(t time.Time) DateTime {
	_, offset := t.Zone()
	return wallClock(t.Unix(), offset)
}

// Date returns the day of the moment; zero for the zero DateTime.
func (t DateTime) Date() Date {
	if t < firstMoment || t >= afterLast {
		return Date{}
	}
	return Date{int32(t / secondsPerDay)}
}

// SecondOfDay returns the seconds since the midnight that began the day.
func (t DateTime) SecondOfDay() int { return int(t % secondsPerDay) }

// Clock returns the time of day.
func (t DateTime) Clock() (hour, min, sec int) {
	s := t.SecondOfDay()
	return s / 3600, s / 60 % 60, s % 60
}

// IsZero reports whether the moment is not set.
func (t DateTime) IsZero() bool { return t == 0 }

// AddSeconds returns the moment so many seconds of elapsed time later, earlier
// if negative. It returns the zero DateTime when t is not set or the result
// leaves the years 1 to 9999.
func (t DateTime) AddSeconds(seconds int64) DateTime {
	if t < firstMoment || t >= afterLast || seconds > int64(afterLast) || seconds < -int64(afterLast) {
		return 0
	}
	t += DateTime(seconds)
	if t < firstMoment || t >= afterLast {
		return 0
	}
	return t
}

// String returns the moment as 2006-01-02T15:04:05, and "" for the zero
// DateTime.
func (t DateTime) String() string {
	date := t.Date()
	if date.IsZero() {
		return ""
	}
	h, m, s := t.Clock()
	return fmt.Sprintf("%sT%02d:%02d:%02d", date, h, m, s)
}

// MarshalText writes the moment as [DateTime.String] does.
func (t DateTime) MarshalText() ([]byte, error) { return []byte(t.String()), nil }

// UnmarshalText reads what [DateTime.MarshalText] writes, with or without
// seconds; an empty text is the zero DateTime. The error wraps [ErrSyntax].
func (t *DateTime) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*t = 0
		return nil
	}
	parsed, err := ParseDateTime(string(text))
	if err != nil {
		return err
	}
	*t = parsed
	return nil
}
