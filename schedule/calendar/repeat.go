package calendar

import (
	"fmt"
	"time"
)

// Frequency says how an exception repeats.
type Frequency uint8

// The frequencies. Where a month has no such day, Monthly and Yearly take its
// last day; a fifth weekday that a month lacks is left out.
const (
	Once    Frequency = iota // no repetition: every day from From to To
	Daily                    // every Every-th day
	Weekly                   // on Weekdays of every Every-th week
	Monthly                  // on one day of every Every-th month
	Yearly                   // on one day of Month of every Every-th year
)

// DayKind says which days [Repeat.Position] counts within a month.
type DayKind uint8

// The kinds of days.
const (
	AnyDay      DayKind = iota // all days
	WorkdayKind                // Monday to Friday
	WeekendKind                // Saturday and Sunday
	WeekdayKind                // the one in Repeat.Weekday
)

// Last is the [Repeat.Position] of the last day of its kind.
const Last = -1

// Repeat says on which days between From and To an exception applies.
// Microsoft Project can say all of it. The zero Repeat means all days.
type Repeat struct {
	Frequency Frequency    `json:"frequency,omitempty"`
	Every     int          `json:"every,omitempty"`      // every so many days, weeks, months or years; zero is 1
	Weekdays  [7]bool      `json:"weekdays,omitzero"`    // Weekly: on these, by time.Weekday; with Daily: only these days are counted, none is all
	WeekStart time.Weekday `json:"week_start,omitempty"` // Weekly: the day a week begins on; zero is Sunday
	Month     time.Month   `json:"month,omitempty"`      // Yearly
	Day       int          `json:"day,omitempty"`        // Monthly, Yearly: the day of the month, 1 to 31; zero: by Position
	Position  int          `json:"position,omitempty"`   // Monthly, Yearly: the first to fifth day of its kind, or Last
	Kind      DayKind      `json:"kind,omitempty"`       // which days Position counts
	Weekday   time.Weekday `json:"weekday,omitempty"`    // with WeekdayKind
	Count     int          `json:"count,omitempty"`      // at most so many days; zero: no limit but To
}

// IsZero reports whether the exception does not repeat.
func (r Repeat) IsZero() bool { return r == Repeat{} }

// Limits of a definition, to bound what hostile data can cost.
const (
	MaxRanges      = 64     // working ranges a day
	MaxExceptions  = 100000 // exceptions of one definition
	MaxWorkWeeks   = 10000  // work weeks of one definition
	MaxOccurrences = 150000 // exceptions plus all days of repeating ones
)

func place(list string, i int) string { return fmt.Sprintf("%s[%d]", list, i) }

// days returns the days of the exception, as stretches, at most limit.
func (e Exception) days(limit int) ([]span, Fault) {
	to := e.To
	if to.IsZero() {
		to = e.From
	}
	return []span{{e.From.n, to.n}}, Fault{}
}
