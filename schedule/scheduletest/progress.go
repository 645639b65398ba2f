package scheduletest

import (
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// done and remaining are the parts of the duration of a started task as
// recorded, or by its percentage, to the nearest second.
func done(t *schedule.Task) calendar.Work {
	if t.Progress.Done != 0 || t.Progress.Remaining != 0 {
		return t.Progress.Done
	}
	return percent(t.Duration.Length, t.Progress.Percent)
}

func remaining(t *schedule.Task) calendar.Work {
	if t.Progress.Done != 0 || t.Progress.Remaining != 0 {
		return t.Progress.Remaining
	}
	return t.Duration.Length - done(t)
}

// percent rounds halves away from zero.
func percent(of calendar.Work, n int) calendar.Work {
	twice := 2 * of * calendar.Work(n)
	if twice < 0 {
		return (twice - 100) / 200
	}
	return (twice + 100) / 200
}

// gapsAhead is the length of the gaps that come after the resume of a task. A
// gap that begins where the work done ends is one of them if the task resumes
// at that very place; otherwise the resume lies behind it.
func (o *outline) gapsAhead(t *schedule.Task) calendar.Work {
	if o.pace(t).between(o.stop(t), t.Progress.Resume) == 0 {
		return gaps(t, done(t))
	}
	return gaps(t, done(t)+1)
}

// stop is where the work done ends, with the gaps behind it.
func (o *outline) stop(t *schedule.Task) calendar.DateTime {
	behind := gaps(t, 0) - gaps(t, done(t))
	return o.pace(t).ahead(t.Progress.ActualStart, done(t)+behind)
}
