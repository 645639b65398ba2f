package comms

import (
	"slices"

	"github.com/milepost-go/milepost/lifecycle/finding"
)

// checkIssues checks issues and their limits, feedback, surveys and what is
// shown of them, visibility and what was shared.
func checkIssues(r Record) []finding.Finding {
	list := slices.Concat(CheckIssues(r.Issues, nil), r.IssueRules.Check(r.Plan.Ladders), CheckFeedback(r.Feedback), checkSurveys(r))
	if len(r.Policy.Circles) > 0 || len(r.Policy.Grants) > 0 || len(r.Shares) > 0 {
		list = slices.Concat(list, r.Policy.Check(), r.Policy.CheckShares(r.Shares))
	}
	var c checker
	for _, cursor := range r.Cursors {
		known := slices.ContainsFunc(r.Policy.Circles, func(a Circle) bool { return a.ID == cursor.Audience })
		c.need(CodeNoAudience, audienceRef(cursor.Audience, ""), known, RemedyDeclareAudience)
	}
	return slices.Concat(list, c.list)
}

// checkSurveys checks each survey, and that results are of surveys on record.
func checkSurveys(r Record) []finding.Finding {
	var c checker
	seen := map[string]bool{}
	for _, s := range r.Surveys {
		c.id(surveyRef(s.ID, "id"), s.ID, seen)
		c.list = append(c.list, s.Check()...)
	}
	for _, x := range r.Results {
		c.need(CodeOtherForm, surveyRef(x.Survey, ""), seen[x.Survey], RemedySameForm)
	}
	return c.list
}
