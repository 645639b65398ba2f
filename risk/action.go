package risk

import (
	"github.com/milepost-go/milepost/lifecycle/finding"
)

// Action is a plan task that does a response.
type Action struct {
	Risk     string `json:"risk"`     // id
	Response string `json:"response"` // id
	Task     string `json:"task"`     // id of the plan task
}

// Actions lists the plan tasks that the responses of the proposed and open
// risks name, in the order of the register, those of responses already done
// included. The caller owns the slice.
func (r Register) Actions() []Action {
	var list []Action
	for _, risk := range r.Risks {
		if !risk.pending() {
			continue
		}
		for _, x := range risk.Responses {
			for _, task := range x.Actions() {
				list = append(list, Action{risk.ID, x.ID, task})
			}
		}
	}
	return list
}

// CheckActions compares the responses with the ids of the tasks of a plan:
// a response must not name a task that the plan does not have, and one that is
// to change the rating of a proposed or open risk and is not done should name
// some task, or nobody will find time for it. The findings are sorted.
func (r Register) CheckActions(tasks []string) []finding.Finding {
	c, planned := checker{r: r}, map[string]bool{}
	for _, id := range tasks {
		planned[id] = true
	}
	for _, risk := range r.Risks {
		if !risk.pending() {
			continue
		}
		for _, x := range risk.Responses {
			c.planned(finding.Ref{Kind: "response", ID: risk.ID + pathSeparator + x.ID, Field: "tasks"}, x, planned)
		}
	}
	finding.Sort(c.list)
	return c.list
}

func (c *checker) planned(at finding.Ref, x Response, planned map[string]bool) {
	actions := x.Actions()
	for _, id := range actions {
		if !planned[id] {
			c.block(CodeTaskUnknown, at, none(), finding.Text(id), RemedyPlanTask)
		}
	}
	if len(actions) == 0 && x.Strategy.changes() && x.Done.IsZero() {
		c.warn(CodeNoTask, at, none(), none(), RemedyPlanTask)
	}
}
