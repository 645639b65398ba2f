package quality

import (
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// duration returns the length of an activity that the limits look at.
func (s *survey) duration(a *Activity) (field string, length calendar.Work) {
	switch {
	case s.limits.Duration == RemainingDuration:
		return "remaining", a.Remaining
	case s.limits.Duration == PlannedDuration || a.BaselineDuration == 0:
		return "duration", a.Duration
	}
	return "baseline_duration", a.BaselineDuration
}

// highDuration counts the incomplete tasks that take longer than anyone can
// oversee.
func (s *survey) highDuration() Check {
	most := s.days(s.limits.DurationDays)
	belongs := func(a *Activity) bool { return a.remaining() && !(s.limits.WithoutPlanning && a.Planning) }
	return s.count(belongs, func(a *Activity) []finding.Finding {
		field, length := s.duration(a)
		return one(length > most, finding.Finding{Code: CodeDurationHigh, Subject: taskRef(a.ID, field),
			Want: s.inDays(most), Got: s.inDays(length), Remedy: RemedySplitTask})
	})
}

// estimates counts the incomplete tasks whose duration nobody has confirmed.
func (s *survey) estimates() Check {
	return s.count((*Activity).remaining, func(a *Activity) []finding.Finding {
		return one(a.Estimated, finding.Finding{Code: CodeEstimate, Subject: taskRef(a.ID, "duration"), Remedy: RemedyConfirmDuration})
	})
}
