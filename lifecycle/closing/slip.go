package closing

import (
	"fmt"

	"github.com/milepost-go/milepost/lifecycle/change"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// Slip divides the way from the finish first agreed to the real one among its
// causes: the changes that were approved on the way, and the execution between
// them. The parts always sum to the total.
type Slip struct {
	Agreed calendar.DateTime `json:"agreed"` // finish of the first baseline
	Finish calendar.DateTime `json:"finish"` // as it is now
	Total  calendar.Work     `json:"total_s"`
	Parts  []SlipPart        `json:"parts"` // in the order of the baselines
}

// SlipPart is what one cause moved the finish by: working time of the
// project's calendar in seconds, positive when later.
type SlipPart struct {
	From   string        `json:"from"`             // name of the baseline it is counted from
	To     string        `json:"to,omitempty"`     // name of the next; empty: until now
	Change string        `json:"change,omitempty"` // id of the change; empty: execution
	Moved  calendar.Work `json:"moved_s"`
}

// SlipOf divides the slip of a plan that has at least one baseline with dates;
// without one there is nothing to divide, and the slip is empty. Between two
// baselines the change that the later one cites accounts for what its
// [change.Effect] says, and execution for the rest. The error says that the
// calendars of the plan cannot be used.
func SlipOf(p *schedule.Plan, r *schedule.Result, requests []change.Request) (Slip, error) {
	project, err := schedule.ProjectCalendar(p)
	if err != nil {
		return Slip{}, fmt.Errorf("closing: slip: %w", err)
	}
	var dated []schedule.Baseline
	for _, b := range p.Baselines {
		if lastOf(b) != 0 {
			dated = append(dated, b)
		}
	}
	if len(dated) == 0 {
		return Slip{}, nil
	}
	s := Slip{Agreed: lastOf(dated[0]), Finish: r.Finish()}
	s.Total = project.Between(s.Agreed, s.Finish)
	for i, b := range dated {
		part := SlipPart{From: b.Name}
		finish := s.Finish
		if i+1 < len(dated) {
			next := dated[i+1]
			part.To, finish = next.Name, lastOf(next)
			if effect, made := effectBehind(next, requests); made {
				s.Parts = append(s.Parts, SlipPart{b.Name, next.Name, effect.Request, effect.FinishMoved})
				part.Moved = -effect.FinishMoved
			}
		}
		part.Moved += project.Between(lastOf(b), finish)
		s.Parts = append(s.Parts, part)
	}
	return s, nil
}

// effectBehind returns the effect of the change that a baseline cites.
func effectBehind(b schedule.Baseline, requests []change.Request) (change.Effect, bool) {
	for _, r := range requests {
		if b.Reason == change.Cause(r.ID) && r.Effect.Request == r.ID {
			return r.Effect, true
		}
	}
	return change.Effect{}, false
}

// lastOf returns the latest finish in a baseline, 0 without any.
func lastOf(b schedule.Baseline) calendar.DateTime {
	var last calendar.DateTime
	for i := range b.Tasks {
		last = max(last, b.Tasks[i].Finish)
	}
	return last
}
