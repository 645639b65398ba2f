package calendar

import "time"

// Frequency says how an exception repeats.
type Frequency uint8

// The frequencies. As text they are "once", "daily", "weekly", "monthly" and
// "yearly".
const (
	Once    Frequency = iota // no repetition: every day from From to To
	Daily                    // every Every-th day
	Weekly                   // on Weekdays of every Every-th week
	Monthly                  // on one day of every Every-th month
	Yearly                   // on one day of Month of every Every-th year
)

// DayKind says which days [Repeat.Position] counts within a month.
type DayKind uint8

// The kinds of days. As text they are "any", "workday", "weekend" and
// "weekday".
const (
	AnyDay      DayKind = iota // all days
	WorkdayKind                // Monday to Friday
	WeekendKind                // Saturday and Sunday
	WeekdayKind                // the one in Repeat.Weekday
)

// Last is the [Repeat.Position] of the last day of its kind in the month.
const Last = -1

// Repeat says on which days between From and To an exception applies. All
// that calendars of Microsoft Project can say has a place here. The zero Repeat
// means every day.
//
// Counting begins with the day, week, month or year of From. Where Day lies
// before From in its first month or year, counting begins with the next one.
// Day counts as the last day of a month that has no such day; a month without
// a fifth day of a kind is passed over.
type Repeat struct {
	Frequency Frequency    `json:"frequency,omitempty"`
	Every     int          `json:"every,omitempty"`      // every so many days, weeks, months or years; zero is 1
	Weekdays  [7]bool      `json:"weekdays,omitzero"`    // by time.Weekday. Weekly: the days, at least one. Daily: only these count, none is all
	WeekStart time.Weekday `json:"week_start,omitempty"` // Weekly: the day on which a week begins; zero is Sunday
	Month     time.Month   `json:"month,omitempty"`      // Yearly
	Day       int          `json:"day,omitempty"`        // Monthly, Yearly: day of the month, 1 to 31; zero: by Position
	Position  int          `json:"position,omitempty"`   // Monthly, Yearly without Day: the first to fifth day of Kind, or Last
	Kind      DayKind      `json:"kind,omitempty"`       // the days that Position counts
	Weekday   time.Weekday `json:"weekday,omitempty"`    // with WeekdayKind
	Count     int          `json:"count,omitempty"`      // at most so many days; zero: no limit but To
}

// IsZero reports whether the exception does not repeat.
func (r Repeat) IsZero() bool { return r == Repeat{} }

// every returns the step, at least 1.
func (r Repeat) every() int { return max(r.Every, 1) }

// onlyWeekdays reports whether Daily counts certain weekdays only.
func (r Repeat) onlyWeekdays() bool { return r.Weekdays != [7]bool{} }
