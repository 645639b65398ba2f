package scheduletest

import (
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// pace is the kind of time that a task or a lag runs in: the working time of a
// calendar, or clock time.
type pace struct {
	*worktime
	elapsed bool
}

// ahead goes forward so much, backward if negative. Nothing is t itself.
func (p pace) ahead(t calendar.DateTime, length calendar.Work) calendar.DateTime {
	switch {
	case p.elapsed:
		return t + calendar.DateTime(length)
	case length < 0:
		return p.worktime.back(t, -length)
	}
	return p.worktime.ahead(t, length)
}

// back is the opposite of ahead.
func (p pace) back(t calendar.DateTime, length calendar.Work) calendar.DateTime {
	return p.ahead(t, -length)
}

// between measures from a to b, negative where b is earlier.
func (p pace) between(a, b calendar.DateTime) calendar.Work {
	if p.elapsed {
		return calendar.Work(b - a)
	}
	return p.worktime.between(a, b)
}

// pace returns the time that a task runs in: that of its calendar or else the
// project's, or clock time.
func (o *outline) pace(t *schedule.Task) pace {
	return pace{o.worktime(t), t.Duration.Elapsed}
}

// worktime returns the working time of a task, whatever its duration.
func (o *outline) worktime(t *schedule.Task) *worktime {
	id := t.Calendar
	if id == "" {
		id = o.plan.Calendar
	}
	if o.hours[id] == nil {
		o.hours[id] = worktimeOf(o.plan, id)
	}
	return o.hours[id]
}

// span returns how long a task takes from start to finish, gaps included. They
// are in the same kind of time as the duration.
func span(t *schedule.Task) calendar.Work { return t.Duration.Length + gaps(t, 0) }

// gaps returns the length of the gaps that come once so much of the duration
// is done. A gap after the end of the duration is none.
func gaps(t *schedule.Task, done calendar.Work) calendar.Work {
	var length calendar.Work
	for _, s := range t.Splits {
		if s.After >= done && s.After < t.Duration.Length {
			length += s.Gap
		}
	}
	return length
}
