package comms

import "fmt"

// TimeOfDay is what a clock shows when a meeting begins, in minutes since
// midnight. The zero TimeOfDay is midnight. In text it is "09:30".
type TimeOfDay int16

// minutesOfDay is the number of minutes of a day on the clock.
const minutesOfDay = 24 * 60

// At returns the time of day of an hour and a minute.
func At(hour, minute int) TimeOfDay { return TimeOfDay(hour*60 + minute) }

// Valid reports whether the time is on the clock, 00:00 to 23:59.
func (t TimeOfDay) Valid() bool { return t >= 0 && t < minutesOfDay }

// String returns the time as "09:30".
func (t TimeOfDay) String() string { return fmt.Sprintf("%02d:%02d", int(t)/60, int(t)%60) }

// MarshalText writes the time as "09:30". A time that is not on the clock is
// [ErrForm].
func (t TimeOfDay) MarshalText() ([]byte, error) {
	if !t.Valid() {
		return nil, fmt.Errorf("%w: time of day %d min", ErrForm, int(t))
	}
	return []byte(t.String()), nil
}

// UnmarshalText reads what MarshalText writes and nothing else. The error
// wraps [ErrForm].
func (t *TimeOfDay) UnmarshalText(text []byte) error {
	var hour, minute int
	for i, c := range text {
		if i != 2 && (c < '0' || c > '9') || i == 2 && c != ':' {
			return fmt.Errorf("%w: time of day %q", ErrForm, clip(string(text)))
		}
	}
	if len(text) == 5 {
		hour, minute = int(text[0]-'0')*10+int(text[1]-'0'), int(text[3]-'0')*10+int(text[4]-'0')
	}
	if len(text) != 5 || hour > 23 || minute > 59 {
		return fmt.Errorf("%w: time of day %q", ErrForm, clip(string(text)))
	}
	*t = At(hour, minute)
	return nil
}
