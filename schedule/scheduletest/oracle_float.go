package scheduletest

import (
	"math"

	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// reporter turns finished passes into what is reported of each task.
type reporter struct {
	*passes
	first map[schedule.TaskID]dates // early dates before tasks were held late
}

// times returns what is reported of one task.
func (r *reporter) times(t *schedule.Task) schedule.Times {
	if !r.dated(t) {
		return schedule.Times{}
	}
	shown, early, late := r.early[t.ID], r.reported(t), r.shownLate(t)
	times := schedule.Times{
		Start: shown.start, Finish: shown.finish,
		EarlyStart: early.start, EarlyFinish: early.finish,
		LateStart: late.start, LateFinish: late.finish,
	}
	if !r.finished(t) && !r.asLateAsPossible(t) {
		times.FinishFloat = r.floatPace(t).between(early.finish, late.finish)
		if !r.started(t) {
			times.StartFloat = r.floatPace(t).between(early.start, late.start)
		}
	}
	times.StartFloat = min(times.StartFloat, r.conflict(t, early))
	times.TotalFloat = times.FinishFloat
	if !r.started(t) {
		times.TotalFloat = min(times.StartFloat, times.FinishFloat)
	}
	times.FreeFloat = min(r.leastRoom(t, times.TotalFloat), times.TotalFloat)
	times.FreeFloat = max(times.FreeFloat, 0)
	times.Critical = r.critical(t, times.TotalFloat)
	return times
}

// reported returns the early dates of a task. An as-late-as-possible task
// keeps those of the first pass, and its summaries cover them.
func (r *reporter) reported(t *schedule.Task) dates {
	switch {
	case r.asLateAsPossible(t):
		return r.first[t.ID]
	case !r.summary(t) || t.Manual:
		return r.early[t.ID]
	}
	ofChildren := map[schedule.TaskID]dates{}
	for _, c := range r.children[t.ID] {
		if r.dated(c) {
			ofChildren[c.ID] = r.reported(c)
		}
	}
	return r.hull(t, ofChildren)
}

// floatPace is what floats are measured in: working time of the task, clock
// time for an elapsed one. A summary covers its children and is never elapsed.
func (r *reporter) floatPace(t *schedule.Task) pace {
	return pace{r.worktime(t), t.Duration.Elapsed && !r.summary(t)}
}

// conflict is the negative start float of a task that a date holds before the
// place where its links alone would put it; of any other task no limit.
func (r *reporter) conflict(t *schedule.Task, early dates) calendar.Work {
	if r.pinned(t) {
		if driven := r.delayedStart(t); driven > early.start {
			return r.floatPace(t).between(driven, early.start)
		}
	}
	return math.MaxInt64
}

// leastRoom is the smallest room that a successor leaves between the early
// dates that the link joins, less the lag; without successors it is otherwise.
func (r *reporter) leastRoom(t *schedule.Task, otherwise calendar.Work) calendar.Work {
	least, some := calendar.Work(0), false
	for _, l := range r.linksOutOf(t) {
		to := r.byID[l.To]
		if r.finished(to) {
			continue
		}
		if room := r.room(l, r.reported(t), r.reported(to)); !some || room < least {
			least, some = room, true
		}
	}
	if !some {
		return otherwise
	}
	return least
}

// room is measured in working time of the successor, or by the clock after an
// elapsed task.
func (r *reporter) room(l schedule.Link, from, to dates) calendar.Work {
	a, b := from.finish, to.start
	if fromStart(l) {
		a = from.start
	}
	if toFinish(l) {
		b = to.finish
	}
	elapsed := r.floatPace(r.byID[l.From]).elapsed
	return pace{r.worktime(r.byID[l.To]), elapsed}.between(a, r.unlagged(l, b))
}

func (r *reporter) critical(t *schedule.Task, total calendar.Work) bool {
	guess := t.Manual && t.Duration.Estimated
	return !r.finished(t) && !guess && total <= r.plan.Rules.CriticalLimit
}
