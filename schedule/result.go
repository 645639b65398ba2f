package schedule

import (
	"iter"
	"slices"
	"sync"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// Result holds the computed dates of a plan. It is immutable, shares nothing
// with the plan, and is safe for concurrent use. Only [Compute] makes results:
// the zero value has no tasks and cannot be used.
type Result struct {
	net           *Network
	pass          *pass
	times         []Times // by task, in plan order
	start, finish calendar.DateTime
	found         []finding.Finding

	once  sync.Once
	above []handed // by task, once something is explained
}

// Times returns the dates and floats of a task. It reports false for a task
// that is not in the plan.
func (r *Result) Times(id TaskID) (Times, bool) {
	i, ok := r.net.index[id]
	if !ok {
		return Times{}, false
	}
	return r.times[i], true
}

// All iterates over the tasks in plan order.
func (r *Result) All() iter.Seq2[TaskID, Times] {
	return func(yield func(TaskID, Times) bool) {
		for i, id := range r.net.ids {
			if !yield(id, r.times[i]) {
				return
			}
		}
	}
}

// Len returns how many tasks the plan has.
func (r *Result) Len() int { return len(r.times) }

// Start returns the project start.
func (r *Result) Start() calendar.DateTime { return r.start }

// Finish returns the latest finish of all tasks, and the project start when
// there are none.
func (r *Result) Finish() calendar.DateTime { return max(r.finish, r.start) }

// Findings returns what the computation found: conflicts between constraints,
// links and deadlines, sorted. The caller owns the slice.
func (r *Result) Findings() []finding.Finding { return slices.Clone(r.found) }

// Calendar returns the calendar that the floats of a task are measured on: its
// own, or the project's. It is nil for a task that is not in the plan.
func (r *Result) Calendar(id TaskID) *calendar.Calendar {
	i, ok := r.net.index[id]
	if !ok {
		return nil
	}
	return r.net.calendars[r.net.tasks[i].slackCal]
}

// ProjectCalendar returns the project's calendar.
func (r *Result) ProjectCalendar() *calendar.Calendar { return r.net.calendars[r.net.project] }
