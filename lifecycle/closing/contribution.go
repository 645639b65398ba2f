package closing

import (
	"maps"
	"slices"

	"github.com/milepost-go/milepost/lifecycle"
	"github.com/milepost-go/milepost/lifecycle/comms"
	"github.com/milepost-go/milepost/lifecycle/team"
	"github.com/milepost-go/milepost/risk"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// Counted is what contributions are counted from. Everything is only read; what
// is left out counts nothing.
type Counted struct {
	Plan     *schedule.Plan    // with progress and assignments
	Baseline schedule.Baseline // says when tasks were to be finished: usually the one in force
	// Actor tells who a resource is; "" is nobody. Nil takes its id.
	Actor   func(schedule.ResourceID) lifecycle.ActorID
	Risks   risk.Register
	Actions []comms.Item  // as of [comms.ActionLog]
	On      calendar.Date // duties that fell due before this day and are not done count as missed
	// More is added: what the host counts itself, such as quality and help.
	More map[lifecycle.ActorID]team.Contribution
}

// Contributed is what one person contributed.
type Contributed struct {
	Actor lifecycle.ActorID `json:"actor"`
	Facts team.Contribution `json:"facts"`
}

// Contributions counts what each person contributed, by id:
//
//   - tasks on time, of the finished ones that the baseline has and that the
//     person was assigned to; on time is not after the baseline's finish;
//   - actions done by their day, of those that are done or overdue; dropped ones
//     do not count;
//   - responses to risks done by their day, of those that are done or overdue;
//     those without a day do not count.
//
// Counts are facts, not a judgement: [team.Review.Figures] says where there are
// too few of them to judge by. The caller owns the slice.
func Contributions(c Counted) []Contributed {
	facts := maps.Clone(c.More)
	if facts == nil {
		facts = map[lifecycle.ActorID]team.Contribution{}
	}
	add := func(actor lifecycle.ActorID, more team.Contribution) {
		if actor != "" {
			facts[actor] = facts[actor].Plus(more)
		}
	}
	c.tasks(add)
	for _, i := range c.Actions {
		if i.Kind == comms.ActionItem && (!i.Closed || i.Closing.Ending == comms.Done) {
			add(lifecycle.ActorID(i.Owner), team.Contribution{Actions: c.duty(i.Due, i.Closing.On)})
		}
	}
	for _, r := range c.Risks.Risks {
		for _, x := range r.Responses {
			add(lifecycle.ActorID(x.Owner), team.Contribution{RiskDuties: c.duty(x.Due, x.Done)})
		}
	}
	var list []Contributed
	for _, actor := range slices.Sorted(maps.Keys(facts)) {
		if actor != "" && facts[actor] != (team.Contribution{}) {
			list = append(list, Contributed{actor, facts[actor]})
		}
	}
	return list
}

// duty counts one duty that was due on a day and done on another, zero for not
// yet.
func (c Counted) duty(due, done calendar.Date) team.Tally {
	switch {
	case due.IsZero() || done.IsZero() && !due.Before(c.On):
		return team.Tally{}
	case done.IsZero() || done.After(due):
		return team.Tally{Of: 1}
	}
	return team.Tally{Good: 1, Of: 1}
}

// tasks counts finished tasks.
func (c Counted) tasks(add func(lifecycle.ActorID, team.Contribution)) {
	if c.Plan == nil {
		return
	}
	agreed := map[schedule.TaskID]calendar.DateTime{}
	for _, b := range c.Baseline.Tasks {
		agreed[b.ID] = b.Finish
	}
	work := map[schedule.ResourceID]bool{}
	for _, r := range c.Plan.Resources {
		work[r.ID] = r.Kind == schedule.WorkResource
	}
	finished := map[schedule.TaskID]team.Tally{}
	for _, t := range c.Plan.Tasks {
		if end := t.Progress.ActualFinish; end != 0 && agreed[t.ID] != 0 && !t.Inactive {
			finished[t.ID] = team.Tally{Of: 1}
			if end <= agreed[t.ID] {
				finished[t.ID] = team.Tally{Good: 1, Of: 1}
			}
		}
	}
	type pair struct {
		task  schedule.TaskID
		actor lifecycle.ActorID
	}
	seen := map[pair]bool{}
	for _, a := range c.Plan.Assignments {
		p := pair{a.Task, c.actor(a.Resource)}
		if !work[a.Resource] || seen[p] {
			continue
		}
		seen[p] = true
		add(p.actor, team.Contribution{Tasks: finished[a.Task]})
	}
}

func (c Counted) actor(id schedule.ResourceID) lifecycle.ActorID {
	if c.Actor == nil {
		return lifecycle.ActorID(id)
	}
	return c.Actor(id)
}
