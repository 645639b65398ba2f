package quality

import (
	"slices"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule"
)

// hardConstraints counts the incomplete tasks with a constraint that keeps them
// from moving with their predecessors.
func (s *survey) hardConstraints() Check {
	return s.count((*Activity).remaining, func(a *Activity) []finding.Finding {
		hard := func(field string, k schedule.ConstraintKind) []finding.Finding {
			return one(slices.Contains(s.limits.Hard, k), finding.Finding{Code: CodeHardConstraint, Subject: taskRef(a.ID, field),
				Got: finding.Text(k.String()), Remedy: RemedyLinkInstead})
		}
		return append(hard("constraint", a.Constraint), hard("second", a.Second)...)
	})
}

// isSoft reports whether the activity has a dated constraint, none of them
// hard.
func (s *survey) isSoft(a *Activity) bool {
	hard := slices.Contains(s.limits.Hard, a.Constraint) || slices.Contains(s.limits.Hard, a.Second)
	return !hard && (a.Constraint.Dated() || a.Second.Dated())
}

// manualDates counts the incomplete tasks whose dates do not follow from their
// links.
func (s *survey) manualDates() Check {
	return s.count((*Activity).remaining, func(a *Activity) []finding.Finding {
		return one(a.Manual, finding.Finding{Code: CodeManual, Subject: taskRef(a.ID, "manual"), Remedy: RemedyScheduleAutomatically})
	})
}
