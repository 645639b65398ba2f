package schedule

import "github.com/milepost-go/milepost/schedule/calendar"

// span is a length of working time on a calendar, or of clock time.
type span struct {
	cal     *calendar.Calendar
	length  calendar.Work
	elapsed bool
}

// forward returns where the span ends that begins at t: the end of a working
// period where it ends on one.
func (s span) forward(t calendar.DateTime) (calendar.DateTime, error) {
	if s.elapsed || s.length == 0 {
		return clock(t, s.length)
	}
	return s.cal.Add(t, s.length)
}

// back returns where the span begins that ends at t: the start of a working
// period where it begins on one.
func (s span) back(t calendar.DateTime) (calendar.DateTime, error) {
	if s.elapsed || s.length == 0 {
		return clock(t, -s.length)
	}
	return s.cal.Add(t, -s.length)
}

// clock moves t by clock time.
func clock(t calendar.DateTime, length calendar.Work) (calendar.DateTime, error) {
	moved := t + calendar.DateTime(length)
	if moved < firstMoment || moved > lastMoment+1 {
		return t, ErrOutOfRange
	}
	return moved, nil
}
