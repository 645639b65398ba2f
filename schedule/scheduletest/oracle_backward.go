package scheduletest

import (
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// backward does the same from the project finish.
func (o *passes) backward() {
	o.horizon = o.projectFinish()
	o.late = o.everyTaskAt(o.horizon)
	o.untilNothingChanges(o.late, o.lateDates)
}

// projectFinish is the latest finish of a task, or of a manual summary.
func (o *passes) projectFinish() calendar.DateTime {
	var latest calendar.DateTime
	for id, t := range o.byID {
		if d, dated := o.early[id]; dated && (t.Manual || !o.summary(t)) {
			latest = max(latest, d.finish)
		}
	}
	return latest
}

// lateDates returns where a task begins and ends at the latest. Those of a
// summary cover what its children ask for.
func (o *passes) lateDates(t *schedule.Task) dates {
	switch {
	case o.summary(t):
		return o.lateHull(t)
	case o.finished(t):
		return o.actualDates(t)
	}
	finish := o.settled(t, o.constrainedFinish(t, o.boundFinish(t)))
	if o.started(t) {
		return dates{t.Progress.ActualStart, finish}
	}
	return dates{o.pace(t).back(finish, span(t)), finish}
}

// lateHull covers the late dates of the children. A manual summary among them
// counts with its own dates too. Without any active child a manual summary has
// its own dates.
func (o *passes) lateHull(summary *schedule.Task) dates {
	ask := map[schedule.TaskID]dates{}
	for _, c := range o.children[summary.ID] {
		d, dated := o.late[c.ID]
		if dated && o.summary(c) && c.Manual {
			own := o.early[c.ID]
			d = dates{min(own.start, d.start), max(own.finish, d.finish)}
		}
		if dated {
			ask[c.ID] = d
		}
	}
	if len(ask) == 0 {
		return o.early[summary.ID]
	}
	return o.hull(summary, ask)
}

// shownLate returns the late dates of a task as reported: a manual summary is
// never late before its own dates.
func (o *passes) shownLate(t *schedule.Task) dates {
	d := o.late[t.ID]
	if o.summary(t) && t.Manual {
		own := o.early[t.ID]
		d = dates{max(own.start, d.start), max(own.finish, d.finish)}
	}
	return d
}

// boundFinish is the earliest of the project finish, the bounds from links
// out of the task and of the summaries around it, and the dates that those
// summaries must keep.
func (o *passes) boundFinish(t *schedule.Task) calendar.DateTime {
	finish := min(o.horizon, o.boundOfLinks(t, t))
	for _, a := range o.ancestors(t) {
		finish = min(finish, o.boundOfLinks(a, t))
		finish = o.noLater(t, finish, a)
	}
	return finish
}

// boundOfLinks returns where a task may finish at the latest because of the
// links out of itself or out of a summary around it. Links from the start of a
// manual task do not bound it: its late start moves no late finish.
func (o *passes) boundOfLinks(linked, t *schedule.Task) calendar.DateTime {
	bound := o.horizon
	for _, l := range o.linksOutOf(linked) {
		if to := o.byID[l.To]; !o.finished(to) && o.hasLateDates(to) && !(fromStart(l) && t.Manual) {
			bound = min(bound, o.boundOfLink(l, t))
		}
	}
	return bound
}

// hasLateDates reports whether a task has late dates to bound others with: a
// manual summary without active children has none of its children.
func (o *passes) hasLateDates(t *schedule.Task) bool {
	return !o.summary(t) || o.hull(t, o.late) != dates{}
}

func (o *passes) boundOfLink(l schedule.Link, t *schedule.Task) calendar.DateTime {
	to := o.byID[l.To]
	joined := o.lateBeginning(to)
	if toFinish(l) {
		joined = o.late[to.ID].finish
	}
	bound := o.unlagged(l, joined)
	if fromStart(l) {
		return o.pace(t).ahead(bound, span(t))
	}
	return bound
}

// lateBeginning is the late start of a successor, less its levelling delay. Of
// one in progress it is where its remaining work begins, of one without
// duration its late finish.
func (o *passes) lateBeginning(t *schedule.Task) calendar.DateTime {
	switch {
	case o.summary(t) || !o.started(t):
		return o.undelayed(t)
	case t.Duration.Length == 0:
		return o.late[t.ID].finish
	case !t.Progress.Resume.IsZero():
		return t.Progress.Resume
	}
	return o.intoWork(t, o.stop(t))
}

// undelayed is the late start of a task less the levelling delay that moves it.
func (o *passes) undelayed(t *schedule.Task) calendar.DateTime {
	late := o.late[t.ID].start
	if o.summary(t) || t.Manual {
		return late
	}
	return pace{o.worktime(t), t.LevelingDelay.Elapsed}.back(late, t.LevelingDelay.Length)
}

// noLater applies what bounds the late dates of a task: deadline,
// finish-no-later-than and start-no-later-than, of itself or of a summary
// around it. A bound on the late start of a manual task is none.
func (o *passes) noLater(t *schedule.Task, finish calendar.DateTime, of *schedule.Task) calendar.DateTime {
	if !of.Deadline.IsZero() {
		finish = min(finish, of.Deadline)
	}
	switch {
	case of.Constraint.Kind == schedule.FinishNoLaterThan:
		return min(finish, of.Constraint.Date)
	case of.Constraint.Kind == schedule.StartNoLaterThan && !t.Manual:
		return min(finish, o.pace(t).ahead(of.Constraint.Date, span(t)))
	}
	return finish
}

// constrainedFinish applies the constraint and the deadline of the task
// itself. A date that it must keep replaces what the links say, or only bounds
// it where links beat constraints. Constraints of a manual task do nothing.
func (o *passes) constrainedFinish(t *schedule.Task, finish calendar.DateTime) calendar.DateTime {
	of, keep := *t, calendar.DateTime(0)
	switch {
	case t.Manual:
		of.Constraint = schedule.Constraint{}
	case t.Constraint.Kind == schedule.MustStartOn:
		keep = o.pace(t).ahead(t.Constraint.Date, span(t))
	case t.Constraint.Kind == schedule.MustFinishOn:
		keep = t.Constraint.Date
	}
	switch {
	case keep.IsZero():
	case o.plan.Rules.LinksBeatConstraints:
		finish = min(finish, keep)
	default:
		finish = keep
	}
	return o.noLater(t, finish, &of)
}

// settled moves the late finish of an automatic task to the end of the working
// period before. Without duration, of elapsed duration or manual it stays; but
// an instant inside a manual summary moves (manual-summary task 6).
func (o *passes) settled(t *schedule.Task, finish calendar.DateTime) calendar.DateTime {
	parent := o.parent[t.ID]
	inside := t.Duration.Length == 0 && parent != nil && parent.Manual
	if t.Manual || !inside && (t.Duration.Length == 0 || t.Duration.Elapsed) {
		return finish
	}
	return o.worktime(t).previous(finish)
}
