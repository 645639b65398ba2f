package change

import (
	"slices"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// comparison is a plan before and after a change.
type comparison struct {
	before, after view
	project       *calendar.Calendar
}

// milestones returns the milestones that move, come or go, in the order of the
// later plan, with those that are gone at the end.
func (c comparison) milestones() []MilestoneMove {
	var moves []MilestoneMove
	seen := map[schedule.TaskID]bool{}
	for _, plan := range []*schedule.Plan{c.after.plan, c.before.plan} {
		for i := range plan.Tasks {
			t := &plan.Tasks[i]
			if m := c.milestone(t); t.Milestone && !seen[t.ID] && m.Before != m.After {
				moves = append(moves, m)
			}
			seen[t.ID] = seen[t.ID] || t.Milestone
		}
	}
	return moves
}

func (c comparison) milestone(t *schedule.Task) MilestoneMove {
	m := MilestoneMove{Task: t.ID, Name: t.Name, Before: c.before.milestones[t.ID], After: c.after.milestones[t.ID]}
	if m.Before != 0 && m.After != 0 {
		m.Moved, m.MovedDays = c.project.Between(m.Before, m.After), m.After.Date().DaysSince(m.Before.Date())
	}
	return m
}

// load returns the resources whose work changes, in the order of the later
// plan, work without a resource last.
func (c comparison) load() []LoadMove {
	before, after := c.before.load(), c.after.load()
	var moves []LoadMove
	for _, r := range append(slices.Clone(c.after.plan.Resources), schedule.Resource{}) {
		if r.Kind == schedule.WorkResource && before[r.ID] != after[r.ID] {
			moves = append(moves, LoadMove{r.ID, r.Name, before[r.ID], after[r.ID]})
		}
	}
	return moves
}

// load adds up the work of each resource on active tasks.
func (v view) load() map[schedule.ResourceID]calendar.Work {
	sum := map[schedule.ResourceID]calendar.Work{}
	for _, a := range v.plan.Assignments {
		if v.active(a.Task) {
			sum[a.Resource] += a.Work
		}
	}
	return sum
}

// variances returns the tasks whose variance from the baseline changes.
func (c comparison) variances(b schedule.Baseline) []VarianceMove {
	before := map[schedule.TaskID]calendar.Work{}
	for _, v := range b.Compare(c.before.result) {
		if v.Presence == schedule.InBoth {
			before[v.Task] = v.Finish
		}
	}
	var moves []VarianceMove
	for _, v := range b.Compare(c.after.result) {
		was, known := before[v.Task]
		if known && v.Presence == schedule.InBoth && was != v.Finish {
			moves = append(moves, VarianceMove{v.Task, was, v.Finish})
		}
	}
	return moves
}

// baselines returns how far every baseline of the plan is kept.
func (c comparison) baselines() ([]BaselineMove, error) {
	var moves []BaselineMove
	for _, b := range c.before.plan.Baselines {
		digest, err := b.Digest()
		if err != nil {
			return nil, err
		}
		m := BaselineMove{BaselineRef: BaselineRef{b.Name, digest}, Tasks: c.variances(b)}
		if last := lastOf(b); last != 0 {
			m.Before, m.After = c.project.Between(last, c.before.result.Finish()), c.project.Between(last, c.after.result.Finish())
		}
		moves = append(moves, m)
	}
	return moves, nil
}

// goals returns the goals that the change touches.
func (c comparison) goals(links []GoalLink) []GoalEffect {
	var effects []GoalEffect
	for _, link := range links {
		e := GoalEffect{Goal: link.Goal, Due: link.Due}
		for _, id := range link.Tasks {
			was, is := c.before.finish(id), c.after.finish(id)
			e.FinishBefore, e.FinishAfter = max(e.FinishBefore, was), max(e.FinishAfter, is)
			if was != is {
				e.Tasks = append(e.Tasks, id)
			}
		}
		if len(link.Tasks) == 0 {
			e.FinishBefore, e.FinishAfter = c.before.result.Finish(), c.after.result.Finish()
		}
		e.LateBefore, e.LateAfter = late(e.FinishBefore, link.Due), late(e.FinishAfter, link.Due)
		if len(e.Tasks) > 0 || e.FinishBefore != e.FinishAfter {
			effects = append(effects, e)
		}
	}
	return effects
}

// late reports whether a finish lies after the due day.
func late(finish calendar.DateTime, due calendar.Date) bool {
	return !due.IsZero() && finish.Date().After(due)
}

// unknownTasks reports tasks of goals that are in neither plan.
func (c comparison) unknownTasks(links []GoalLink) []finding.Finding {
	var found []finding.Finding
	for _, link := range links {
		for _, id := range link.Tasks {
			_, was := c.before.result.Times(id)
			if _, is := c.after.result.Times(id); !was && !is {
				found = append(found, finding.Finding{Code: CodeGoalTask, Severity: finding.Warn, Subject: finding.Ref{Kind: "goal", ID: link.Goal, Field: "tasks"},
					Got: finding.Text(string(id)), Remedy: RemedyMendGoalLink})
			}
		}
	}
	return found
}

// scope returns how far the change reaches.
func (c comparison) scope(i Impact) Scope {
	switch {
	case len(i.Goals) > 0:
		return ScopeGoals
	case len(i.Milestones) > 0:
		return ScopeMilestones
	case slices.ContainsFunc(i.Tasks.Tasks, func(t schedule.TaskChange) bool { return (t.Before.Finish == 0) != (t.After.Finish == 0) }):
		return ScopeTasks
	}
	return ScopeNone
}
