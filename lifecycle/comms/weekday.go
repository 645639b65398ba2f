package comms

import (
	"slices"
	"strings"
	"time"
)

// Weekday is a day of the week by its first three letters, Monday first.
type Weekday string

// The days of the week.
const (
	Monday    Weekday = "mon"
	Tuesday   Weekday = "tue"
	Wednesday Weekday = "wed"
	Thursday  Weekday = "thu"
	Friday    Weekday = "fri"
	Saturday  Weekday = "sat"
	Sunday    Weekday = "sun"
)

// weekdays is the week as it is counted here.
func weekdays() []Weekday {
	return []Weekday{Monday, Tuesday, Wednesday, Thursday, Friday, Saturday, Sunday}
}

// index returns 0 for Monday to 6 for Sunday, and -1 for no day.
func (w Weekday) index() int { return slices.Index(weekdays(), w) }

// rule returns the two letters of the day in a recurrence rule.
func (w Weekday) rule() string { return strings.ToUpper(string(w[:min(2, len(w))])) }

// indexOf returns 0 for Monday to 6 for Sunday.
func indexOf(w time.Weekday) int { return (int(w) + 6) % 7 }
