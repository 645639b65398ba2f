package comms

import (
	"slices"

	"github.com/milepost-go/milepost/lifecycle/finding"
)

// Record is the communication of a project as one document: the plan, the
// meetings and what came of them. A host keeps it in any store of versioned
// documents. It is a plain value; no function of this package changes one.
type Record struct {
	Project   string     `json:"project,omitempty"` // id of the project
	Plan      Plan       `json:"plan,omitzero"`
	Templates []Template `json:"templates,omitempty"` // agenda templates beside those of this package
	Series    []Series   `json:"series,omitempty"`
	Minutes   []Minutes  `json:"minutes,omitempty"`  // every revision
	Closings  []Closing  `json:"closings,omitempty"` // of actions and topics, outside of meetings
	Notices   []Notice   `json:"notices,omitempty"`  // of assignments

	Issues     []Issue    `json:"issues,omitempty"`
	IssueRules ClockRules `json:"issue_rules,omitzero"` // with the ladders of the plan
	Feedback   []Feedback `json:"feedback,omitempty"`
	Surveys    []Survey   `json:"surveys,omitempty"`
	Results    []Results  `json:"results,omitempty"` // of surveys; the answers themselves are in a [Box], apart from the record
	Policy     Policy     `json:"policy,omitzero"`   // who may see what
	Shares     []Share    `json:"shares,omitempty"`  // what was shared with whom
	Cursors    []Cursor   `json:"cursors,omitempty"` // how far each audience has been informed
}

// Check returns everything that is wrong with the record, sorted by
// [finding.Sort]. The caller owns the list.
func Check(r Record) []finding.Finding {
	list := slices.Concat(checkMeetings(r), checkIssues(r))
	finding.Sort(list)
	return list
}
