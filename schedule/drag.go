package schedule

import (
	"cmp"
	"errors"
	"fmt"
	"slices"

	"github.com/milepost-go/milepost/schedule/calendar"
)

// ErrNoTask is the error for a task that is not in the plan.
var ErrNoTask = errors.New("schedule: no such task")

// TaskDrag is how much a task holds up the project.
type TaskDrag struct {
	Task TaskID
	Drag calendar.Work // working time of the project
}

// Drag returns how much shorter the project would be if the task took no time:
// the working time from its start to its finish on its calendar, before less
// after, by computing the plan without that duration. Drag is the measure of
// S. A. Devaux, Total Project Control (1999); unlike float it tells where
// shortening pays, and up to what amount.
//
// Of a started task it is what remains of it, so a finished one has none, nor
// has a summary. A task set by hand keeps its start or, if it has no other
// date, its finish. Drag is negative where the project gets longer, as it can
// when an earlier start follows from a longer duration.
//
// The result must be that of the plan. The error wraps [ErrNoTask], or is that
// of [Compute].
func Drag(p *Plan, r *Result, id TaskID) (calendar.Work, error) {
	i, known := r.net.index[id]
	if !known || int(i) >= len(p.Tasks) || p.Tasks[i].ID != id {
		return 0, fmt.Errorf("%w: %q", ErrNoTask, id)
	}
	if t := &r.net.tasks[i]; t.isSummary() || t.kind == inactive || t.state == finished {
		return 0, nil
	}
	without := p.Clone()
	vanish(without, int(i))
	shorter, err := Compute(without, Options{})
	if err != nil {
		return 0, err
	}
	return r.length() - shorter.length(), nil
}

// Drags returns the drag of every task on the longest path, the largest first
// and then in plan order. It computes the plan once for each of them. The
// caller owns the slice.
func Drags(p *Plan, r *Result) ([]TaskDrag, error) {
	var list []TaskDrag
	for _, id := range r.CriticalPath(ByLongestPath) {
		drag, err := Drag(p, r, id)
		if err != nil {
			return nil, err
		}
		list = append(list, TaskDrag{id, drag})
	}
	slices.SortFunc(list, func(a, b TaskDrag) int {
		return cmp.Or(cmp.Compare(b.Drag, a.Drag), cmp.Compare(r.net.index[a.Task], r.net.index[b.Task]))
	})
	return list, nil
}

// length returns the working time of the whole project.
func (r *Result) length() calendar.Work {
	return r.ProjectCalendar().Between(r.Start(), r.Finish())
}

// vanish takes from a task of the plan all the time that it is still to take.
func vanish(p *Plan, i int) {
	t := &p.Tasks[i]
	g := &t.Progress
	done := calendar.Work(0)
	if !g.ActualStart.IsZero() {
		done = min(doneOf(t), t.Duration.Length)
	}
	t.Duration.Length, t.ExpectedFinish = done, 0
	t.Splits = slices.DeleteFunc(t.Splits, func(s Split) bool { return s.After >= done })
	g.Done, g.Remaining = done, 0
	if t.Manual && t.Start != 0 && t.Finish != 0 {
		t.Finish = t.Start
	}
	for k := range p.Assignments {
		if p.Assignments[k].Task == t.ID {
			p.Assignments[k].RemainingWork = 0
		}
	}
}

// doneOf returns how much of its duration a task has behind it.
func doneOf(t *Task) calendar.Work {
	if t.Progress.Done == 0 && t.Progress.Remaining == 0 {
		return percentOf(t.Duration.Length, t.Progress.Percent)
	}
	return t.Progress.Done
}
