package quality

import (
	"slices"

	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// side is a task as one of its two dates drives another.
type side struct {
	task   schedule.TaskID
	finish bool
}

// drivenBy returns a path over driving links, without a constraint that moves a
// task on it, from a finish that no task has a later one than back to the
// finish of the task. It is nil where there is none.
func drivenBy(r *schedule.Result, id schedule.TaskID) []side {
	w := walk{result: r, goal: side{id, true}, behind: map[side]side{}}
	for _, last := range lastOf(r) {
		w.push(last, side{})
	}
	for len(w.stack) > 0 {
		at := w.stack[len(w.stack)-1]
		w.stack = w.stack[:len(w.stack)-1]
		if w.follow(at) {
			return w.path()
		}
	}
	return nil
}

// walk looks for one side of a task on the chains that explain others.
type walk struct {
	result *schedule.Result
	goal   side
	behind map[side]side // what each side met drives; of a last one the zero side
	stack  []side        // still to follow
}

// push notes a side that drives another, to be followed, unless it was met
// before.
func (w *walk) push(at, behind side) {
	if _, met := w.behind[at]; !met {
		w.behind[at] = behind
		w.stack = append(w.stack, at)
	}
}

// follow goes down the chain that explains a task, leaving other drivers for
// later. It reports whether it meets the goal. Where it begins at a summary
// there is nothing to follow: the chain explains its start alone, and the tasks
// in it stand for it.
func (w *walk) follow(at side) bool {
	steps := w.result.Why(at.task).Steps
	for k, step := range steps {
		if at == w.goal {
			return true
		}
		if k == 0 && isSummary(step) {
			return false
		}
		next := driversOf(step, at.finish)
		for i := len(next) - 1; i >= 0; i-- {
			w.push(next[i], at)
		}
		// The chain goes on with the first driver: it is on top of the stack
		// where it is new.
		top := len(w.stack) - 1
		if len(next) == 0 || top < 0 || w.stack[top] != next[0] || k+1 == len(steps) || steps[k+1].Task != next[0].task {
			return false
		}
		at, w.stack = next[0], w.stack[:top]
	}
	return false
}

// path returns the way from a last finish to the goal.
func (w *walk) path() []side {
	var path []side
	for at := w.goal; at != (side{}); at = w.behind[at] {
		path = append(path, at)
	}
	slices.Reverse(path)
	return path
}

// drivesAlong reports whether the path drives the finish of the project in
// another result too.
func drivesAlong(r *schedule.Result, path []side) bool {
	if len(path) == 0 || !slices.Contains(lastOf(r), path[0]) {
		return false
	}
	var steps []schedule.Step // what explains the present task, and those before it
	for k, at := range path[:len(path)-1] {
		if len(steps) == 0 || steps[0].Task != at.task {
			if steps = r.Why(at.task).Steps; len(steps) == 0 || isSummary(steps[0]) {
				return false
			}
		}
		if !slices.Contains(driversOf(steps[0], at.finish), path[k+1]) {
			return false
		}
		steps = steps[1:]
	}
	return true
}

// isSummary reports whether a step explains a summary.
func isSummary(step schedule.Step) bool {
	return len(step.Reasons) > 0 && step.Reasons[0].Kind == schedule.ByChild
}

// lastOf returns the finishes that no task has a later one than.
func lastOf(r *schedule.Result) []side {
	var last []side
	var latest calendar.DateTime
	for id, x := range r.All() {
		if x.EarlyFinish > latest {
			last, latest = nil, x.EarlyFinish
		}
		if x.EarlyFinish == latest && !x.EarlyFinish.IsZero() {
			last = append(last, side{id, true})
		}
	}
	return last
}

// driversOf returns what drives a step, the first driver first: nothing where a
// constraint moves it, or where it begins at another time than its reasons and
// moves lead to.
func driversOf(step schedule.Step, finish bool) []side {
	if len(step.Reasons) == 0 {
		return nil
	}
	at := step.Reasons[0].Asks
	for _, m := range step.Moves {
		if at = m.To; m.Kind == schedule.ByConstraint {
			return nil
		}
	}
	if at != step.Start && !isSummary(step) {
		return nil
	}
	var list []side
	for _, why := range step.Reasons {
		if !why.Driving || why.Task == "" {
			continue
		}
		joins := why.Type == schedule.FinishToStart || why.Type == schedule.FinishToFinish
		if why.Kind == schedule.ByChild {
			joins = finish
		}
		list = append(list, side{why.Task, joins})
	}
	return list
}
