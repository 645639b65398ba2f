package comms

import (
	"slices"

	"github.com/milepost-go/milepost/lifecycle/finding"
)

// checkIssues checks issues, feedback, surveys and visibility.
func checkIssues(r Record) []finding.Finding {
	return slices.Concat(CheckIssues(r.Issues, nil), r.IssueRules.Check(r.Plan.Ladders))
}
