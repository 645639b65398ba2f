package tolerance

import (
	"github.com/milepost-go/milepost/lifecycle/finding"
)

// Record is everything that people enter: the rules, what was observed and what
// was said about the exceptions. All else follows from it by [Record.Replay].
type Record struct {
	Rules        Rules         `json:"rules"`
	Observations []Observation `json:"observations,omitempty"` // in the order in which they came in
	Accounts     []Account     `json:"accounts,omitempty"`
}

// Replay returns what [Replay] makes of the observations of the record.
func (r Record) Replay() (State, []Event, []finding.Finding) {
	return Replay(r.Rules, r.Observations)
}

// Check returns everything that is wrong with the record, in sorted order: the
// rules, refused observations, exceptions that lack something, and accounts
// without an exception or two for the same.
func (r Record) Check() []finding.Finding {
	state, _, found := r.Replay()
	found = append(found, r.Rules.Check()...)
	known := map[string]bool{}
	for _, e := range state.Exceptions(r.Accounts) {
		known[e.Deviation.ID] = true
		found = append(found, e.Check()...)
	}
	c, seen := checker{}, map[string]bool{}
	for _, a := range r.Accounts {
		c.subject = finding.Ref{Kind: "account", ID: a.Exception}
		switch {
		case !known[a.Exception]:
			c.block(CodeAccountUnknown, "exception", finding.Value{}, said(a.Exception), RemedyMendAccount)
		case seen[a.Exception]:
			c.block(CodeAccountDuplicate, "exception", finding.Value{}, said(a.Exception), RemedyMendAccount)
		}
		seen[a.Exception] = true
	}
	found = append(found, c.found...)
	finding.Sort(found)
	return found
}
