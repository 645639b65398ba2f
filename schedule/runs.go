package schedule

import "github.com/milepost-go/milepost/schedule/calendar"

// Calendar returns the calendar that a task, by its number, runs on: its own or
// the project's, crossed with that of the resource that drives it. It is nil
// for an elapsed duration, which runs on the clock.
func (n *Network) Calendar(task int) *calendar.Calendar {
	t := &n.tasks[task]
	if t.elapsed || t.workCal < 0 {
		return nil
	}
	return n.calendars[t.workCal]
}
