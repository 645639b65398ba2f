package facts

import (
	"cmp"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/lifecycle/team"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// timetablePart wants dates for all tasks, and tasks that are detailed, joined by
// logic, and estimated by somebody.
func (c *planChecker) timetablePart() {
	if c.in.Plan == nil || c.countTasks((*outline).leaf) == 0 {
		c.add(CodeTimetableMissing, project(), nothing, nothing, RemedyMakeTimetable)
		return
	}
	t := c.dates()
	switch {
	case t.result == nil:
		c.add(CodeTimetableMissing, project(), nothing, finding.Text(string(t.fault.Code)), RemedyMakeTimetable, t.fault.Subject)
		return
	case t.stale:
		c.add(CodeTimetableOld, project(), number(len(c.in.Plan.Tasks)), number(t.result.Len()), RemedyComputeAnew)
		return
	}
	c.pass(t.result.Findings())
	c.depth()
}

// depth looks at every open task.
func (c *planChecker) depth() {
	o := c.tree()
	alone := c.countTasks((*outline).open) == 1
	for i := range o.plan.Tasks {
		t := &o.plan.Tasks[i]
		if o.open(i) && !alone && !o.joined(i) && !t.External && t.Kind != schedule.LevelOfEffort {
			c.add(CodeTaskNoLogic, taskRef(t.ID), nothing, nothing, RemedyLinkTask)
		}
		if !o.work(i) {
			continue
		}
		c.length(t)
		if t.Duration.Estimated {
			c.add(CodeEstimateOpen, taskRef(t.ID), nothing, inDays(t.Duration, o.plan.Units), RemedyConfirmEstimate)
		}
	}
}

// length reports a task that is too long to be seen into.
func (c *planChecker) length(t *schedule.Task) {
	most := c.in.Rules.longDays()
	if most == 0 || int64(t.Duration.Length) <= most*int64(dayOf(t.Duration, c.in.Plan.Units)) {
		return
	}
	c.add(CodeTaskUndetailed, taskRef(t.ID), finding.Number(most, "day"), inDays(t.Duration, c.in.Plan.Units), RemedyDetailTask)
}

// dayOf returns how long a day is in the measure of a duration.
func dayOf(d schedule.Duration, u schedule.Units) calendar.Work {
	if d.Elapsed {
		return 24 * calendar.Hour
	}
	return calendar.Work(cmp.Or(u.MinutesPerDay, 480)) * calendar.Minute
}

func inDays(d schedule.Duration, u schedule.Units) finding.Value {
	return finding.Ratio(int64(d.Length), int64(dayOf(d, u)), "day")
}

// resourcesPart wants somebody for all of the open work, and an owner.
func (c *planChecker) resourcesPart() {
	if c.in.Plan == nil || c.unstaffed() {
		c.add(CodeResourcesMissing, project(), nothing, nothing, RemedyAllocate)
		return
	}
	o, owned := c.tree(), c.ownedTasks()
	for i := range o.plan.Tasks {
		if !o.work(i) {
			continue
		}
		id := o.plan.Tasks[i].ID
		switch {
		case len(o.crew[id]) == 0:
			c.add(CodeTaskUnassigned, taskRef(id), nothing, nothing, RemedyAssignTask)
		case len(o.owners(i)) == 0 && !o.within(i, owned):
			c.add(CodeTaskNoOwner, taskRef(id), nothing, nothing, RemedyNameOwner)
		}
	}
}

// unstaffed reports whether nothing at all is assigned though there is, or
// should be, work.
func (c *planChecker) unstaffed() bool {
	o := c.tree()
	return len(o.crew) == 0 && (len(o.plan.Tasks) == 0 || c.countTasks((*outline).work) > 0)
}

// ownedTasks returns the tasks and packages that somebody is responsible or
// accountable for.
func (c *planChecker) ownedTasks() map[schedule.TaskID]bool {
	owned := map[schedule.TaskID]bool{}
	if c.in.Team == nil {
		return owned
	}
	for _, d := range c.in.Team.Duties {
		task := d.Subject.Kind == "task" || d.Subject.Kind == "package"
		if task && (d.Letter == team.Responsible || d.Letter == team.Accountable) {
			owned[schedule.TaskID(d.Subject.ID)] = true
		}
	}
	return owned
}

// within reports whether the task or a summary above it is in the set.
func (o *outline) within(i int, set map[schedule.TaskID]bool) bool {
	for ; i >= 0; i = o.parent[i] {
		if set[o.plan.Tasks[i].ID] {
			return true
		}
	}
	return false
}
