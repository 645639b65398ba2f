package quality

import (
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// due reports whether the baseline finishes the activity by the status date.
func (s *survey) due(a *Activity) bool {
	return !a.BaselineFinish.IsZero() && !s.after(a.BaselineFinish, s.Status)
}

// missedTasks counts the due tasks that did not finish by their baseline
// finish. A due task that is not finished is missed.
func (s *survey) missedTasks() Check {
	if s.limits.MissedByForecast {
		return s.missedByForecast()
	}
	if s.Status.IsZero() {
		return unknown(missingInput)
	}
	return s.count(func(a *Activity) bool { return a.Kind == Task && s.due(a) }, func(a *Activity) []finding.Finding {
		return one(!a.complete() || s.after(a.ActualFinish, a.BaselineFinish), missed(a, a.ActualFinish))
	})
}

// missedByForecast counts among all tasks with a baseline finish those that
// finish later, or will.
func (s *survey) missedByForecast() Check {
	belongs := func(a *Activity) bool { return a.Kind == Task && !a.BaselineFinish.IsZero() && !a.finish().IsZero() }
	return s.count(belongs, func(a *Activity) []finding.Finding {
		return one(s.after(a.finish(), a.BaselineFinish), missed(a, a.finish()))
	})
}

// missed is a task that finished late, or has not finished though it is due.
func missed(a *Activity, finish calendar.DateTime) finding.Finding {
	return finding.Finding{Code: CodeMissed, Subject: taskRef(a.ID, "finish"), Want: date(a.BaselineFinish), Got: date(finish), Remedy: RemedyRecover}
}

// unbaselined counts the tasks that the baseline does not know.
func (s *survey) unbaselined() Check {
	isTask := func(a *Activity) bool { return a.Kind == Task }
	return s.count(isTask, func(a *Activity) []finding.Finding {
		return one(a.BaselineFinish.IsZero(), finding.Finding{Code: CodeNoBaseline, Subject: taskRef(a.ID, "baseline_finish"), Remedy: RemedyBaseline})
	})
}
