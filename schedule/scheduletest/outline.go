package scheduletest

import (
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// outline is a plan with its family ties looked up. A parent that does not
// stand before its child is none.
type outline struct {
	plan     *schedule.Plan
	byID     map[schedule.TaskID]*schedule.Task
	parent   map[schedule.TaskID]*schedule.Task
	children map[schedule.TaskID][]*schedule.Task
	hours    map[schedule.CalendarID]*worktime
}

func outlineOf(plan *schedule.Plan) *outline {
	o := &outline{
		plan:     plan,
		byID:     map[schedule.TaskID]*schedule.Task{},
		parent:   map[schedule.TaskID]*schedule.Task{},
		children: map[schedule.TaskID][]*schedule.Task{},
		hours:    map[schedule.CalendarID]*worktime{},
	}
	for i := range plan.Tasks {
		t := &plan.Tasks[i]
		if o.byID[t.ID] != nil {
			continue
		}
		if parent := o.byID[t.Parent]; parent != nil {
			o.parent[t.ID] = parent
			o.children[parent.ID] = append(o.children[parent.ID], t)
		}
		o.byID[t.ID] = t
	}
	return o
}

func (o *outline) summary(t *schedule.Task) bool { return len(o.children[t.ID]) > 0 }

// ancestors returns the summaries around a task, the nearest first.
func (o *outline) ancestors(t *schedule.Task) []*schedule.Task {
	var list []*schedule.Task
	for a := o.parent[t.ID]; a != nil; a = o.parent[a.ID] {
		list = append(list, a)
	}
	return list
}

// leaves returns the tasks below a summary that are not summaries themselves;
// of any other task the task itself.
func (o *outline) leaves(t *schedule.Task) []*schedule.Task {
	if !o.summary(t) {
		return []*schedule.Task{t}
	}
	var list []*schedule.Task
	for _, c := range o.children[t.ID] {
		list = append(list, o.leaves(c)...)
	}
	return list
}

// active reports whether a task takes part. An inactive summary takes
// everything below it out.
func (o *outline) active(t *schedule.Task) bool {
	for _, a := range o.ancestors(t) {
		if a.Inactive {
			return false
		}
	}
	return !t.Inactive
}

// dated reports whether a task has dates: it is active and no summary without
// an active child. A manual summary has its own.
func (o *outline) dated(t *schedule.Task) bool {
	if !o.active(t) || !o.summary(t) || t.Manual {
		return o.active(t)
	}
	for _, c := range o.children[t.ID] {
		if o.dated(c) {
			return true
		}
	}
	return false
}

// started and finished speak of a summary as of its leaves: started with the
// first, finished with the last of the active ones.
func (o *outline) started(t *schedule.Task) bool {
	for _, leaf := range o.leaves(t) {
		if o.active(leaf) && !leaf.Progress.ActualStart.IsZero() {
			return true
		}
	}
	return false
}

func (o *outline) finished(t *schedule.Task) bool {
	some := false
	for _, leaf := range o.leaves(t) {
		if o.active(leaf) {
			some = true
			if leaf.Progress.ActualFinish.IsZero() {
				return false
			}
		}
	}
	return some
}

// linksInto and linksOutOf return the links of a task itself, not those of the
// summaries around it, whose other end takes part.
func (o *outline) linksInto(t *schedule.Task) []schedule.Link {
	var list []schedule.Link
	for _, l := range o.plan.Links {
		if from := o.byID[l.From]; l.To == t.ID && !l.External && from != nil && o.dated(from) {
			list = append(list, l)
		}
	}
	return list
}

func (o *outline) linksOutOf(t *schedule.Task) []schedule.Link {
	var list []schedule.Link
	for _, l := range o.plan.Links {
		if to := o.byID[l.To]; l.From == t.ID && !l.External && to != nil && o.dated(to) {
			list = append(list, l)
		}
	}
	return list
}

// asLateAsPossible reports whether a task waits for its late dates.
func (o *outline) asLateAsPossible(t *schedule.Task) bool {
	return t.Constraint.Kind == schedule.AsLateAsPossible && !t.Manual && !o.summary(t) && !o.started(t)
}

// pinned reports whether the constraint of a task beats its links: it must
// start or finish on a date, is automatic and has not begun.
func (o *outline) pinned(t *schedule.Task) bool {
	must := t.Constraint.Kind == schedule.MustStartOn || t.Constraint.Kind == schedule.MustFinishOn
	return must && !o.plan.Rules.LinksBeatConstraints && !t.Manual && !o.summary(t) && !o.started(t)
}

// dates are where a task begins and ends in one pass.
type dates struct{ start, finish calendar.DateTime }

// hull returns the earliest start and the latest finish of the children.
func (o *outline) hull(summary *schedule.Task, of map[schedule.TaskID]dates) dates {
	var all dates
	for _, c := range o.children[summary.ID] {
		d, dated := of[c.ID]
		switch {
		case !dated:
		case all == dates{}:
			all = d
		default:
			all = dates{min(all.start, d.start), max(all.finish, d.finish)}
		}
	}
	return all
}
