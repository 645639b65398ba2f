package quality

import (
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// invalidDates counts the tasks that have happened after the status date, or
// are forecast before it. A date equal to the status date is in order.
func (s *survey) invalidDates() Check {
	if s.Status.IsZero() {
		return unknown(missingInput)
	}
	isTask := func(a *Activity) bool { return a.Kind == Task }
	return s.count(isTask, func(a *Activity) []finding.Finding {
		var found []finding.Finding
		actual := func(field string, at calendar.DateTime) {
			found = append(found, one(!at.IsZero() && s.after(at, s.Status), s.wrongDate(CodeActualAhead, a, field, at, RemedyMendActual))...)
		}
		forecast := func(field string, actual, at calendar.DateTime) {
			behind := actual.IsZero() && !at.IsZero() && s.after(s.Status, at)
			found = append(found, one(behind, s.wrongDate(CodeForecastBehind, a, field, at, RemedyReschedule))...)
		}
		actual("actual_start", a.ActualStart)
		actual("actual_finish", a.ActualFinish)
		forecast("start", a.ActualStart, a.Start)
		forecast("finish", a.ActualFinish, a.Finish)
		return found
	})
}

// wrongDate is a date on the wrong side of the status date.
func (s *survey) wrongDate(code finding.Code, a *Activity, field string, at calendar.DateTime, remedy finding.Code) finding.Finding {
	return finding.Finding{Code: code, Subject: taskRef(a.ID, field), Want: date(s.Status), Got: date(at), Remedy: remedy}
}

// outOfSequence counts the links that work has gone past: the successor has
// done what the predecessor should have allowed first. Links with a lead allow
// that.
func (s *survey) outOfSequence() Check {
	var c Check
	for _, k := range s.Ties {
		from, to := s.activity(k.From), s.activity(k.To)
		if from == nil || to == nil {
			continue
		}
		c.Population++
		first, then := from.ActualFinish, to.ActualStart
		if k.Type == schedule.StartToStart || k.Type == schedule.StartToFinish {
			first = from.ActualStart
		}
		if k.Type == schedule.FinishToFinish || k.Type == schedule.StartToFinish {
			then = to.ActualFinish
		}
		if k.Lag < 0 || then.IsZero() || !first.IsZero() && !s.after(first, then) {
			continue
		}
		c.Count++
		c.Found = append(c.Found, finding.Finding{Code: CodeSequence, Subject: tieRef(k, "type"), Want: date(first), Got: date(then), Remedy: RemedyMendLogic})
	}
	return c.ratio()
}

// date shows a moment, and no value where there is none.
func date(at calendar.DateTime) finding.Value {
	if at.IsZero() {
		return finding.Value{}
	}
	return finding.Date(at.String())
}
