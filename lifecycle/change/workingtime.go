package change

import (
	"fmt"
	"slices"

	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// calendarOf compiles a calendar of the plan with its bases; the empty id is
// the project's.
func calendarOf(p *schedule.Plan, id schedule.CalendarID) (*calendar.Calendar, error) {
	if id == "" {
		return schedule.ProjectCalendar(p)
	}
	var chain []calendar.Definition
	for len(chain) <= len(p.Calendars) {
		i := slices.IndexFunc(p.Calendars, func(c schedule.Calendar) bool { return c.ID == id })
		if i < 0 {
			return nil, fmt.Errorf("change: no calendar %.40q", id)
		}
		chain = append(chain, p.Calendars[i].Times)
		if id = p.Calendars[i].Base; id == "" {
			break
		}
	}
	var compiled *calendar.Calendar
	for _, def := range slices.Backward(chain) {
		var err error
		if compiled, err = calendar.Compile(def, compiled); err != nil {
			return nil, fmt.Errorf("change: calendar: %w", err)
		}
	}
	return compiled, nil
}
