package team

import (
	"github.com/milepost-go/milepost/schedule/calendar"
)

// Availability says how much of a calendar's working time somebody has for the
// project during a period: holidays and the hours of a day are the calendar's,
// part time is the percent. Periods of one member do not overlap.
type Availability struct {
	Calendar string `json:"calendar"`
	Percent  int    `json:"percent"` // 1 to 100
	Period
}

// Calendars are calendars by their ids. They are only read.
type Calendars map[string]*calendar.Calendar

// Minutes returns the working minutes that the member has within a period,
// seconds and the rest of a percentage cut off. What is cut off in one period
// counts in the next: the minutes of adjoining periods sum exactly to those of
// the whole. Errors are [ErrPeriod] for a period without bounds and
// [*CalendarError].
func (m Member) Minutes(p Period, calendars Calendars) (int64, error) {
	if !p.Bounded() {
		return 0, ErrPeriod
	}
	var sum int64
	for _, a := range m.Availability {
		stay := a.Common(m.Period)
		if !stay.Meets(p) {
			continue
		}
		c := calendars[a.Calendar]
		if c == nil {
			return 0, &CalendarError{a.Calendar}
		}
		common := stay.Common(p)
		sum += a.upTo(c, stay, common.To) - a.upTo(c, stay, common.From)
	}
	return sum, nil
}

// upTo returns the whole minutes from the first day of the stay up to a day.
func (a Availability) upTo(c *calendar.Calendar, stay Period, day calendar.Date) int64 {
	work := c.Worked(day.At(0)) - c.Worked(stay.From.At(0))
	return int64(work) * int64(a.Percent) / (100 * int64(calendar.Minute))
}
