package charter

import (
	"github.com/milepost-go/milepost/lifecycle/finding"
)

// Summary counts what a gate asks of a charter. All counts are of [Check] on
// the charter with that digest.
type Summary struct {
	Digest           Digest `json:"digest"`
	Goals            int    `json:"goals"`
	Needs            int    `json:"needs"`
	Blocking         int    `json:"blocking"`           // findings that block
	Warnings         int    `json:"warnings"`           // findings that warn
	BlockedGoals     int    `json:"blocked_goals"`      // goals with a finding that blocks
	GoalFindings     int    `json:"goal_findings"`      // blocking findings on goals
	UncoveredNeeds   int    `json:"uncovered_needs"`    // needs no goal serves
	GoalsWithoutNeed int    `json:"goals_without_need"` // goals that serve no need
}

// Summarize checks the charter and counts.
func Summarize(charter Charter) Summary {
	s := Summary{Digest: charter.Digest(), Goals: len(charter.Goals), Needs: len(charter.Needs)}
	blocked := map[string]bool{}
	for _, f := range Check(charter) {
		switch f.Severity {
		case finding.Block:
			s.Blocking++
			if f.Subject.Kind == "goal" {
				s.GoalFindings++
				blocked[f.Subject.ID] = true
			}
		case finding.Warn:
			s.Warnings++
		}
		switch f.Code {
		case CodeNeedUncovered:
			s.UncoveredNeeds++
		case CodeGoalWithoutNeed:
			s.GoalsWithoutNeed++
		}
	}
	s.BlockedGoals = len(blocked)
	return s
}
