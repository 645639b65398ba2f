package scheduletest

import (
	"fmt"

	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// link judges one link for every task that it binds: the successor itself or,
// if it is a summary, the tasks below it.
func (j *judge) link(l schedule.Link) {
	from, to := j.byID[l.From], j.byID[l.To]
	if l.External || from == nil || to == nil || !j.dated(from) || !j.dated(to) {
		return
	}
	for _, leaf := range j.leaves(to) {
		if j.active(leaf) && j.free(leaf, to) {
			j.early(l, leaf)
		}
	}
	for _, leaf := range j.leaves(from) {
		if j.active(leaf) && !j.finished(leaf) && !j.finished(to) && !j.mustDate(leaf) {
			j.late(l, leaf)
		}
	}
}

// free reports whether links into a summary around a task, or into the task
// itself, may move it.
func (j *judge) free(t, linked *schedule.Task) bool {
	for a := t; a != nil; a = j.parent[a.ID] {
		if a.Manual {
			return false
		}
		if a == linked {
			break
		}
	}
	return !j.started(t) && !j.pulled(t) && !j.asLateAsPossible(t)
}

func (j *judge) mustDate(t *schedule.Task) bool {
	return !t.Manual && (t.Constraint.Kind == schedule.MustStartOn || t.Constraint.Kind == schedule.MustFinishOn)
}

// early wants the early dates of a task to keep the distance of a link to the
// shown dates of the predecessor. Two instants without working time between
// them are the same for a finish.
func (j *judge) early(l schedule.Link, t *schedule.Task) {
	bound, x := j.bound(l), j.times[t.ID]
	holds := x.EarlyStart >= bound
	if toFinish(l) {
		holds = j.pace(t).between(x.EarlyFinish, bound) <= 0
	}
	j.want(holds, t, fmt.Sprintf("does not shorten %s -> %s %v%s", l.From, l.To, l.Type, lagText(l.Lag)))
}

// bound is the shown date of the predecessor that a link starts from, with the
// lag.
func (j *judge) bound(l schedule.Link) calendar.DateTime {
	joined := j.times[l.From].Finish
	if fromStart(l) {
		joined = j.times[l.From].Start
	}
	pace, lag := j.lag(l)
	return pace.ahead(joined, lag)
}

// late wants the late dates of a task to leave the distance of a link to the
// late dates of the successor, as far as both are free to move.
func (j *judge) late(l schedule.Link, t *schedule.Task) {
	covers := l.Lag.Percent != 0 && j.summary(j.byID[l.From]) // the early dates that count may be others by now
	if j.started(j.byID[l.To]) || j.started(t) || covers || (t.Manual && fromStart(l)) {
		return
	}
	x, y := j.times[t.ID], j.times[l.To]
	own, joined := x.LateFinish, y.LateStart
	if fromStart(l) {
		own = x.LateStart
	}
	if toFinish(l) {
		joined = y.LateFinish
	}
	pace, lag := j.lag(l)
	bound := pace.back(joined, lag)
	j.want(j.pace(t).between(bound, own) <= 0, t, fmt.Sprintf("leaves room late for %s -> %s %v%s", l.From, l.To, l.Type, lagText(l.Lag)))
}

// lag returns the length of a lag and the time it runs in.
func (j *judge) lag(l schedule.Link) (pace, calendar.Work) {
	from, hours := j.byID[l.From], j.worktime(j.byID[l.To])
	switch {
	case l.Lag.Percent == 0:
		return pace{hours, l.Lag.Elapsed}, l.Lag.Length
	case j.summary(from):
		x := j.times[l.From]
		return pace{hours, false}, percent(j.worktime(from).between(x.Start, x.Finish), l.Lag.Percent)
	}
	return pace{hours, from.Duration.Elapsed}, percent(from.Duration.Length, l.Lag.Percent)
}
