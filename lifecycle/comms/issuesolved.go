package comms

import (
	"cmp"
	"slices"
	"time"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// SolvedIssue is an issue as a problem with its solution, in the form in which
// the closing of a project takes it: its JSON form is that of a problem there.
type SolvedIssue struct {
	ID       string        `json:"id"`
	Severity Severity      `json:"severity"`
	Source   finding.Ref   `json:"source"` // the issue
	What     string        `json:"what"`
	Effect   string        `json:"effect"`
	Cause    string        `json:"cause"`
	Solution string        `json:"solution,omitempty"`
	Unsolved string        `json:"unsolved,omitempty"`
	Raised   calendar.Date `json:"raised,omitzero"`
	Solved   calendar.Date `json:"solved,omitzero"`
}

// SolvedIssues returns the issues that are solved or closed, ordered by id, as
// problems with their solutions; one closed without a solution says why. Dates
// are those of the location's clocks; nil is UTC. The caller owns the slice.
func SolvedIssues(issues []Issue, loc *time.Location) []SolvedIssue {
	var list []SolvedIssue
	for _, i := range issues {
		s := i.State()
		if s.Status.Unsettled() {
			continue
		}
		list = append(list, SolvedIssue{ID: i.ID, Severity: s.Severity, Source: issueRef(i.ID, ""), What: i.Title, Effect: i.Effect,
			Cause: s.Cause, Solution: s.Solution, Unsolved: s.Unsolved, Raised: dateIn(i.Raised, loc), Solved: dateIn(s.Solved, loc)})
	}
	slices.SortFunc(list, func(a, b SolvedIssue) int { return cmp.Compare(a.ID, b.ID) })
	return list
}

// dateIn returns the date on the clocks of the location; zero for no time.
func dateIn(t time.Time, loc *time.Location) calendar.Date {
	if t.IsZero() {
		return calendar.Date{}
	}
	if loc == nil {
		loc = time.UTC
	}
	return calendar.DateTimeOf(t.In(loc)).Date()
}
