package quality

import "github.com/milepost-go/milepost/lifecycle/finding"

// highFloat counts the incomplete tasks that can move by more than two months
// without consequence: most often a link is missing.
func (s *survey) highFloat() Check {
	most := s.days(s.limits.FloatDays)
	return s.count((*Activity).remaining, func(a *Activity) []finding.Finding {
		return one(a.TotalFloat > most, finding.Finding{Code: CodeFloatHigh, Subject: taskRef(a.ID, "total_float"),
			Want: s.inDays(most), Got: s.inDays(a.TotalFloat), Remedy: RemedyLinkSuccessor})
	})
}

// negativeFloat counts the incomplete tasks that cannot keep a date asked of
// them.
func (s *survey) negativeFloat() Check {
	return s.count((*Activity).remaining, func(a *Activity) []finding.Finding {
		return one(a.TotalFloat < 0, finding.Finding{Code: CodeFloatNegative, Subject: taskRef(a.ID, "total_float"),
			Want: s.inDays(0), Got: s.inDays(a.TotalFloat), Remedy: RemedyRecover})
	})
}
