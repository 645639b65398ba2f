package quality

import (
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// CPLI returns the critical path length index, exact:
//
//	(length + float) / length
//
// Length is the working time from the status date to the finish of the
// project, float that from its finish to the date it is measured against, both
// in one unit. A length of zero or less gives Unknown with the reason
// "non-positive-denominator". (DCMA-EA PAM 200.1, 4.13.)
func CPLI(length, float calendar.Work) finding.Value {
	if length <= 0 {
		return finding.Unknown(nonPositiveDen)
	}
	return finding.Ratio(int64(length)+int64(float), int64(length), "")
}

// BEI returns the baseline execution index, exact:
//
//	finished / (due + unbaselined)
//
// Finished counts all finished tasks, due those that the baseline finishes by
// the status date, unbaselined those that it does not know. A denominator of
// zero gives Unknown with the reason "zero-denominator". (DCMA-EA PAM 200.1,
// 4.14; with unbaselined 0 it is the index without them.)
func BEI(finished, due, unbaselined int64) finding.Value {
	return finding.Ratio(finished, due+unbaselined, "")
}

// HitRate returns the hit task percentage as a fraction: the tasks of a period
// that finished on time, among those due in it. No task due gives Unknown with
// the reason "zero-denominator". (DAU Acquipedia, hit task percentage.)
func HitRate(hit, due int64) finding.Value { return finding.Ratio(hit, due, "") }

// pathLength is the critical path length index. Both figures count in seconds.
func (s *survey) pathLength() Check {
	if s.Path == nil {
		return unknown(missingInput)
	}
	return Check{Count: int64(s.Path.Length + s.Path.Float), Population: int64(s.Path.Length), Ratio: CPLI(s.Path.Length, s.Path.Float)}
}

// execution is the baseline execution index. Due tasks that are not finished
// offend.
func (s *survey) execution() Check {
	if s.Status.IsZero() {
		return unknown(missingInput)
	}
	var finished, due, unbaselined int64
	var found []finding.Finding
	for i := range s.Activities {
		a := &s.Activities[i]
		if a.Kind != Task && !(a.Kind == Milestone && s.limits.WithMilestones) {
			continue
		}
		isDue, done := s.due(a), a.complete() && !s.after(a.ActualFinish, s.Status)
		finished += truth(done && (isDue || !s.limits.DueOnly))
		due += truth(isDue)
		unbaselined += truth(a.BaselineFinish.IsZero() && !s.limits.BaselinedOnly)
		found = append(found, one(isDue && !done, finding.Finding{Code: CodeDueOpen, Subject: taskRef(a.ID, "baseline_finish"),
			Got: date(a.BaselineFinish), Remedy: RemedyRecover})...)
	}
	return Check{Count: finished, Population: due + unbaselined, Ratio: BEI(finished, due, unbaselined), Found: found}
}

// truth counts a fact.
func truth(holds bool) int64 {
	if holds {
		return 1
	}
	return 0
}

// within reports whether a date lies in the period.
func (s *survey) within(date calendar.DateTime) bool {
	p := s.Period
	return !date.IsZero() && (p.After.IsZero() || s.after(date, p.After)) && !s.after(date, p.Through)
}

// hitTasks counts the tasks due in the period that finished on time.
func (s *survey) hitTasks() Check {
	if s.Period.Through.IsZero() {
		return unknown(missingInput)
	}
	c := s.count(func(a *Activity) bool { return a.Kind == Task && s.within(a.BaselineFinish) }, func(a *Activity) []finding.Finding {
		return one(!a.complete() || s.after(a.ActualFinish, a.BaselineFinish), missed(a, a.ActualFinish))
	})
	return c.others()
}

// currentExecution counts the tasks that the status before forecast to finish
// in the period, and that did so by its end.
func (s *survey) currentExecution() Check {
	if s.Period.Through.IsZero() {
		return unknown(missingInput)
	}
	belongs := func(a *Activity) bool { return a.Kind == Task && s.within(a.PreviousFinish) }
	c := s.count(belongs, func(a *Activity) []finding.Finding {
		return one(!a.complete() || s.after(a.ActualFinish, s.Period.Through), finding.Finding{Code: CodeForecastMissed,
			Subject: taskRef(a.ID, "finish"), Want: date(a.PreviousFinish), Got: date(a.finish()), Remedy: RemedyForecast})
	})
	return c.others()
}

// finish returns when an activity has finished, or is forecast to.
func (a *Activity) finish() calendar.DateTime {
	if a.complete() {
		return a.ActualFinish
	}
	return a.Finish
}

// others counts those of the population that do not offend.
func (c Check) others() Check {
	c.Count = c.Population - c.Count
	return c.ratio()
}

// percentComplete is the planned duration of the tasks that is done, in
// seconds.
func (s *survey) percentComplete() Check {
	var c Check
	for i := range s.Activities {
		a := &s.Activities[i]
		if a.Kind != Task {
			continue
		}
		c.Population += int64(a.Duration)
		switch {
		case a.complete():
			c.Count += int64(a.Duration)
		default:
			c.Count += int64(max(a.Duration-a.Remaining, 0))
		}
	}
	return c.ratio()
}
