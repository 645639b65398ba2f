package sra

import "github.com/milepost-go/milepost/schedule/calendar"

// yardstick is the stretch over which calendars are compared: 52 weeks.
const yardstick = calendar.DateTime(52 * 7 * 86400)

// worth returns how much working time of the project one unit of a task's own
// time stands for: the working time of both in the 52 weeks from the start of
// the project, one by the other; clock time for an elapsed duration. It is 1 on
// the project's calendar, and unknown on one without work.
func (s *Study) worth(task int32) (float64, bool) {
	from := s.result.Start()
	own := calendar.Work(yardstick)
	if runs := s.network.Calendar(int(task)); runs != nil {
		own = runs.Between(from, from+yardstick)
	}
	if own <= 0 {
		return 0, false
	}
	return float64(s.project.Between(from, from+yardstick)) / float64(own), true
}
