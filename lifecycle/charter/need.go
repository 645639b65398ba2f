package charter

import (
	"github.com/milepost-go/milepost/lifecycle/finding"
)

// Need is something a customer needs, in the customer's words, with the
// measure by which the customer will accept it.
type Need struct {
	ID           string   `json:"id"`
	Customer     string   `json:"customer"`
	Statement    string   `json:"statement"`
	Source       string   `json:"source"`  // where it was heard: a person, meeting, contract
	Weight       Number   `json:"weight"`  // how much it matters among the needs, above 0 and up to 1
	Measure      string   `json:"measure"` // how the customer will judge that it is met
	Deliverables []string `json:"deliverables,omitempty"`
}

// CheckNeeds reports, sorted, what is missing in the needs, which of them no
// goal serves, and which goals serve no need, neither themselves nor through a
// goal above or below them.
func CheckNeeds(needs []Need, goals []Goal) []finding.Finding {
	var c checker
	c.needRecords(needs)
	served := map[string]bool{}
	for _, g := range goals {
		for _, id := range g.Needs {
			served[id] = true
		}
	}
	for _, n := range needs {
		if n.ID != "" && !served[n.ID] {
			c.block(CodeNeedUncovered, n.ref(""), finding.Value{}, finding.Value{}, RemedyTraceNeed)
		}
	}
	traced := tracedGoals(goals)
	for i, g := range goals {
		if !traced[i] {
			c.warn(CodeGoalWithoutNeed, g.ref("needs"), finding.Value{}, finding.Value{}, RemedyTraceNeed)
		}
	}
	return c.sorted()
}

func (n Need) ref(field string) finding.Ref {
	return finding.Ref{Kind: "need", ID: n.ID, Field: field}
}

func (c *checker) needRecords(needs []Need) {
	seen := map[string]bool{}
	for _, n := range needs {
		c.id(n.ref("id"), n.ID, seen)
		c.present(CodeNeedIncomplete, RemedyCompleteNeed, n.ref, []text{
			{"customer", n.Customer}, {"statement", n.Statement}, {"source", n.Source}, {"measure", n.Measure}})
		c.weight(n.ref("weight"), n.Weight)
	}
}

// tracedGoals reports for each goal whether it, a goal above or one below it
// names a need.
func tracedGoals(goals []Goal) []bool {
	tree := newTree(goals)
	traced := make([]bool, len(goals))
	for i, g := range goals {
		if len(g.Needs) == 0 {
			continue
		}
		for _, above := range tree.path(i) {
			traced[above] = true
		}
	}
	for i := range goals { // whatever lies below a goal that names a need
		for _, above := range tree.path(i) {
			traced[i] = traced[i] || len(goals[above].Needs) > 0
		}
	}
	return traced
}
