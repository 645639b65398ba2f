package schedule

import (
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// Change is what moved between two results of a plan. The zero Change means
// that nothing did. The receiver owns its slice.
type Change struct {
	StartBefore  calendar.DateTime `json:"start_before,omitzero"` // of the project
	StartAfter   calendar.DateTime `json:"start_after,omitzero"`
	FinishBefore calendar.DateTime `json:"finish_before,omitzero"`
	FinishAfter  calendar.DateTime `json:"finish_after,omitzero"`
	// FinishMoved is the working time, in seconds, from the earlier finish of
	// the project to the later, positive when the later result finishes later.
	// It is counted on the project's calendar of the later result.
	FinishMoved calendar.Work `json:"finish_moved_s,omitempty"`
	// Tasks holds the tasks that moved, were added or were removed, in plan
	// order: a removed task stands behind the one it used to follow.
	Tasks []TaskChange `json:"tasks,omitempty"`
}

// TaskChange is what moved of one task. The moves are seconds of working time
// on the calendar that the task has in the later result, as its floats are:
// positive is later. A task that is not in both results, or has dates in one
// only, has no moves.
type TaskChange struct {
	Task          TaskID
	Presence      Presence // Added: in the later result only
	Before, After Times    // of a task that is not there: zero
	StartMoved    calendar.Work
	FinishMoved   calendar.Work
}

// IsZero reports whether nothing moved.
func (c Change) IsZero() bool {
	return c.StartBefore == c.StartAfter && c.FinishBefore == c.FinishAfter && len(c.Tasks) == 0
}

// Task returns what moved of a task. It reports false when nothing did.
func (c Change) Task(id TaskID) (TaskChange, bool) {
	for _, t := range c.Tasks {
		if t.Task == id {
			return t, true
		}
	}
	return TaskChange{}, false
}

// Diff returns what moved from result a to result b: dates, floats and
// criticality of every task that differs in any of them, the tasks that only
// one of them has, and the finish of the project. Tasks are matched by id. Two
// results without any difference give the zero Change.
func Diff(a, b *Result) Change {
	c := Change{Tasks: b.taskChanges(a)}
	if len(c.Tasks) == 0 && a.Start() == b.Start() && a.Finish() == b.Finish() {
		return Change{}
	}
	c.StartBefore, c.StartAfter = a.Start(), b.Start()
	c.FinishBefore, c.FinishAfter = a.Finish(), b.Finish()
	c.FinishMoved = b.ProjectCalendar().Between(c.FinishBefore, c.FinishAfter)
	return c
}

// taskChanges compares the tasks of result r with those of an earlier one.
func (r *Result) taskChanges(old *Result) []TaskChange {
	gone, list := old.removedIn(r), []TaskChange(nil)
	list = append(list, gone[""]...)
	for i, id := range r.net.ids {
		if c, moved := r.taskChange(int32(i), old); moved {
			list = append(list, c)
		}
		list = append(list, gone[id]...)
	}
	return list
}

// removedIn returns the tasks of r that are not in the later result, by the
// task they follow that is; "" for those at the top.
func (r *Result) removedIn(later *Result) map[TaskID][]TaskChange {
	gone := map[TaskID][]TaskChange{}
	var last TaskID
	for i, id := range r.net.ids {
		if _, stays := later.net.index[id]; stays {
			last = id
			continue
		}
		gone[last] = append(gone[last], TaskChange{Task: id, Presence: Removed, Before: r.times[i]})
	}
	return gone
}

// taskChange compares one task. It reports false when it did not move.
func (r *Result) taskChange(i int32, old *Result) (TaskChange, bool) {
	id := r.net.ids[i]
	c := TaskChange{Task: id, After: r.times[i]}
	before, known := old.Times(id)
	if !known {
		c.Presence = Added
		return c, true
	}
	c.Before = before
	if before.Finish != 0 && c.After.Finish != 0 {
		t := &r.net.tasks[i]
		c.StartMoved = r.pass.room(t, before.Start, c.After.Start)
		c.FinishMoved = r.pass.room(t, before.Finish, c.After.Finish)
	}
	return c, before != c.After
}

// ProjectCalendar returns the calendar that holds for a plan where a task has
// none of its own. The error is a [*PlanError] with what is wrong with the
// calendars of the plan.
func ProjectCalendar(p *Plan) (*calendar.Calendar, error) {
	b := builder{checker: checker{plan: p}, net: &Network{}}
	b.workingTimes()
	if blocking := finding.Filter(b.found, func(f finding.Finding) bool { return f.Severity == finding.Block }); len(blocking) > 0 {
		finding.Sort(blocking)
		return nil, &PlanError{Findings: blocking}
	}
	return b.net.calendars[b.calendarOf("", finding.Ref{})], nil
}
