package scheduletest

import (
	"fmt"
	"slices"

	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// Invariants returns every law that a result breaks, in words, and nothing for
// a sound one. It knows no algorithm: the laws hold for whatever computed the
// result, on any plan that passes schedule.Check and has no recurring
// exceptions and no assignments.
//
//   - A task without dates has no times at all, every other has all dates in
//     order, early, late and shown.
//   - A link is never shortened: an automatic task that has not begun and is
//     free to move keeps its distance to the dates of its predecessors, for
//     itself and for the summaries around it; the late dates of the
//     predecessor leave as much to its.
//   - An automatic task with work to do begins in working time and takes
//     exactly as long as its duration and its gaps, early and late.
//   - Nothing begins before the project start without a reason of its own.
//   - An automatic summary covers its children.
//   - No late finish lies after the project finish, but of a task that has
//     another date to keep.
//   - Total float is the smaller float, the finish float once begun, none when
//     finished; free float lies between none and the total float.
//   - Critical says what the rule says, and the task that ends last is.
func Invariants(plan *schedule.Plan, result *schedule.Result) []string {
	return broken(plan, timesOf(plan, result))
}

func timesOf(plan *schedule.Plan, result *schedule.Result) map[schedule.TaskID]schedule.Times {
	all := map[schedule.TaskID]schedule.Times{}
	for i := range plan.Tasks {
		if times, ok := result.Times(plan.Tasks[i].ID); ok {
			all[plan.Tasks[i].ID] = times
		}
	}
	return all
}

// broken is Invariants for times by task.
func broken(plan *schedule.Plan, times map[schedule.TaskID]schedule.Times) []string {
	j := &judge{outline: outlineOf(plan), times: times}
	for i := range plan.Tasks {
		j.task(&plan.Tasks[i])
	}
	for _, l := range plan.Links {
		j.link(l)
	}
	j.finish()
	return j.found
}

// judge collects what is broken.
type judge struct {
	*outline
	times map[schedule.TaskID]schedule.Times
	found []string
}

// want notes a broken law about a task unless it holds.
func (j *judge) want(holds bool, t *schedule.Task, law string) {
	if !holds {
		j.found = append(j.found, fmt.Sprintf("%s: %s", t.ID, law))
	}
}

func (j *judge) task(t *schedule.Task) {
	times, some := j.times[t.ID]
	j.want(some, t, "has times")
	if !j.dated(t) {
		j.want(times == schedule.Times{}, t, "has no dates and no floats, being left out")
		return
	}
	j.order(t, times)
	j.floats(t, times)
	switch {
	case !j.summary(t):
		j.leaf(t, times)
	case !t.Manual:
		j.hull(t, times)
	}
}

func (j *judge) order(t *schedule.Task, x schedule.Times) {
	dates := []calendar.DateTime{x.Start, x.Finish, x.EarlyStart, x.EarlyFinish, x.LateStart, x.LateFinish}
	for _, d := range dates {
		j.want(!d.IsZero(), t, "has all six dates")
	}
	if j.started(t) && !j.finished(t) {
		return // recorded dates may be in any order
	}
	j.want(x.Start <= x.Finish, t, "starts before it finishes")
	j.want(x.EarlyStart <= x.EarlyFinish, t, "starts early before it finishes early")
	j.want(x.LateStart <= x.LateFinish, t, "starts late before it finishes late")
}

func (j *judge) floats(t *schedule.Task, x schedule.Times) {
	switch {
	case j.finished(t):
		j.want(x.TotalFloat == 0, t, "has no total float, being finished")
	case j.started(t):
		j.want(x.TotalFloat == x.FinishFloat, t, "has its finish float as total float, having begun")
	case j.asLateAsPossible(t):
		j.want(x.TotalFloat == 0, t, "has no total float, being as late as possible")
	case j.pinned(t):
		j.want(x.TotalFloat <= min(x.StartFloat, x.FinishFloat), t, "has no more total float than at either end")
	default:
		j.want(x.TotalFloat == min(x.StartFloat, x.FinishFloat), t, "has the smaller float as total float")
	}
	j.want(x.FreeFloat >= 0, t, "has no negative free float")
	j.want(x.FreeFloat <= max(0, x.TotalFloat), t, "has no more free float than total float")
	guess := t.Manual && t.Duration.Estimated
	critical := !j.finished(t) && !guess && x.TotalFloat <= j.plan.Rules.CriticalLimit
	j.want(x.Critical == critical, t, "is critical by the rule")
}

// leaf judges a task that is no summary.
func (j *judge) leaf(t *schedule.Task, x schedule.Times) {
	pace, work := j.pace(t), t.Duration.Length > 0 && !t.Duration.Elapsed
	switch {
	case j.finished(t):
		j.want(x.EarlyStart == t.Progress.ActualStart && x.LateStart == x.EarlyStart, t, "lies where it began")
		j.want(x.EarlyFinish == t.Progress.ActualFinish && x.LateFinish == x.EarlyFinish, t, "ends where it ended")
		return
	case j.started(t):
		j.want(x.EarlyStart == t.Progress.ActualStart && x.LateStart == x.EarlyStart, t, "lies where it began")
	case t.Manual:
		j.want(t.Start.IsZero() || x.EarlyStart == t.Start, t, "starts where its owner says")
		j.want(t.Finish.IsZero() || x.EarlyFinish == t.Finish, t, "finishes where its owner says")
	default:
		j.want(!work || j.worktime(t).next(x.EarlyStart) == x.EarlyStart, t, "begins in working time")
		j.want(!work || j.worktime(t).previous(x.LateFinish) == x.LateFinish, t, "ends late at the end of work")
		j.want(pace.between(x.EarlyStart, x.EarlyFinish) == span(t), t, "takes its duration early")
		j.want(pace.ahead(x.LateStart, span(t)) == x.LateFinish, t, "takes its duration late")
		j.want(t.Duration.Length > 0 || x.EarlyStart == x.EarlyFinish, t, "takes no time early")
		j.want(x.EarlyStart >= j.plan.Start || j.excused(t) || j.asLateAsPossible(t), t, "does not begin before the project without a reason")
	}
	if j.asLateAsPossible(t) {
		j.want(x.Start == x.LateStart && x.Finish == x.LateFinish, t, "is shown late")
	} else {
		j.want(x.Start == x.EarlyStart && x.Finish == x.EarlyFinish, t, "is shown early")
	}
}

// excused reports whether a task has a reason to begin before the project: a
// constraint that pulls it forward, an early link, or a manual summary around
// it.
func (j *judge) excused(t *schedule.Task) bool {
	if j.pulled(t) || j.linkedEarly(t) {
		return true
	}
	for _, a := range j.ancestors(t) {
		if a.Manual {
			return j.times[a.ID].EarlyStart < j.plan.Start
		}
		if j.linkedEarly(a) {
			return true
		}
	}
	return false
}

// linkedEarly reports whether a link lets a task start before the project.
func (j *judge) linkedEarly(t *schedule.Task) bool {
	return slices.ContainsFunc(j.linksInto(t), func(l schedule.Link) bool {
		ofStart := l.Type == schedule.FinishToStart || l.Type == schedule.StartToStart
		return ofStart && j.bound(l) < j.plan.Start
	})
}

// pulled reports whether the constraint of a task may overrule its links.
func (j *judge) pulled(t *schedule.Task) bool {
	switch t.Constraint.Kind {
	case schedule.MustStartOn, schedule.MustFinishOn, schedule.StartNoLaterThan, schedule.FinishNoLaterThan:
		return !j.plan.Rules.LinksBeatConstraints
	}
	return false
}

// hull wants a summary to begin with its first child and to end with its last.
// Its late dates may lie farther out over a manual summary, which has dates of
// its own to cover.
func (j *judge) hull(t *schedule.Task, x schedule.Times) {
	shown, early, late := map[schedule.TaskID]dates{}, map[schedule.TaskID]dates{}, map[schedule.TaskID]dates{}
	farther := false
	for _, c := range j.children[t.ID] {
		if y := j.times[c.ID]; j.dated(c) {
			shown[c.ID] = dates{y.Start, y.Finish}
			early[c.ID] = dates{y.EarlyStart, y.EarlyFinish}
			late[c.ID] = dates{y.LateStart, y.LateFinish}
			farther = farther || c.Manual && j.summary(c)
		}
	}
	lates := j.outline.hull(t, late)
	j.want(j.outline.hull(t, shown) == dates{x.Start, x.Finish}, t, "covers its children")
	j.want(j.outline.hull(t, early) == dates{x.EarlyStart, x.EarlyFinish}, t, "covers the early dates of its children")
	j.want(x.LateStart <= lates.start && x.LateFinish >= lates.finish, t, "covers the late dates of its children")
	j.want(farther || lates == dates{x.LateStart, x.LateFinish}, t, "is no wider than the late dates of its children")
}

// finish judges what concerns the end of the project. Tasks that moved because
// others wait for their late dates are not held to it.
func (j *judge) finish() {
	var last calendar.DateTime
	waiting := false
	for i := range j.plan.Tasks {
		t := &j.plan.Tasks[i]
		if j.dated(t) && (t.Manual || !j.summary(t)) {
			last = max(last, j.times[t.ID].EarlyFinish)
		}
		waiting = waiting || j.asLateAsPossible(t)
	}
	for i := range j.plan.Tasks {
		t := &j.plan.Tasks[i]
		if x := j.times[t.ID]; j.dated(t) && !j.summary(t) && !j.finished(t) {
			must := t.Constraint.Kind == schedule.MustStartOn || t.Constraint.Kind == schedule.MustFinishOn
			j.want(must || waiting || x.LateFinish <= last, t, "finishes late within the project")
			ends := x.EarlyFinish == last && !must && !waiting
			j.want(!ends || x.TotalFloat <= 0, t, "has no float, ending last")
		}
	}
}
