package change

import (
	"slices"

	"github.com/milepost-go/milepost/lifecycle/team"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// Candidate is somebody who could do a task, by skill and time.
type Candidate struct {
	Task schedule.TaskID // empty: any task
	// Resource is who: one of the plan by its id, or a further one, which the
	// option adds to the plan as it stands here.
	Resource schedule.Resource
}

// CandidatesOf returns those of matched people who fit, in their order, as
// candidates for a task. Who is a resource of the plan under the id of the
// actor is taken as that one; others are new, with the rate that their member
// row states for the day, if any. The caller owns the slice.
func CandidatesOf(p *schedule.Plan, task schedule.TaskID, matched []team.Candidate, members []team.Member, on calendar.Date) []Candidate {
	var list []Candidate
	for _, m := range matched {
		if !m.Fits {
			continue
		}
		id := schedule.ResourceID(m.Actor)
		if i := slices.IndexFunc(p.Resources, func(r schedule.Resource) bool { return r.ID == id }); i >= 0 {
			list = append(list, Candidate{task, p.Resources[i]})
			continue
		}
		r := schedule.Resource{ID: id, Name: string(m.Actor)}
		for _, member := range members {
			if rate, stated := member.RateOn(on); stated && member.Actor == m.Actor {
				r.Rate = rate
			}
		}
		list = append(list, Candidate{task, r})
	}
	return list
}

// fits reports whether the candidate could do the task.
func (c Candidate) fits(task schedule.TaskID) bool { return c.Task == "" || c.Task == task }

// join returns the edit that brings the candidate into the plan, none if the
// plan has them.
func (c Candidate) join(p *schedule.Plan) []schedule.Edit {
	if slices.ContainsFunc(p.Resources, func(r schedule.Resource) bool { return r.ID == c.Resource.ID }) {
		return nil
	}
	return []schedule.Edit{{Kind: schedule.EditAddResource, NewResource: c.Resource}}
}
