package quality

import "github.com/milepost-go/milepost/lifecycle/finding"

// resources counts the incomplete tasks of at least a day that nobody and
// nothing is assigned to.
func (s *survey) resources() Check {
	belongs := func(a *Activity) bool {
		_, length := s.duration(a)
		return a.remaining() && length >= s.day
	}
	return s.count(belongs, func(a *Activity) []finding.Finding {
		return one(!a.Resourced, finding.Finding{Code: CodeNoResource, Subject: taskRef(a.ID, "resources"), Remedy: RemedyAssign})
	})
}

// overload counts the incomplete tasks that use a resource while it has more to
// do than it can.
func (s *survey) overload() Check {
	return s.count((*Activity).remaining, func(a *Activity) []finding.Finding {
		return one(a.Overloaded, finding.Finding{Code: CodeOverloaded, Subject: taskRef(a.ID, "resources"), Remedy: RemedyLevel})
	})
}
