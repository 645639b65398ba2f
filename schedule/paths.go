package schedule

import (
	"cmp"
	"slices"

	"github.com/milepost-go/milepost/schedule/calendar"
)

// Path is a chain of tasks each of which drives the next.
type Path struct {
	// Tasks go from the root of the chain to its end; summaries that the chain
	// leads through are left out.
	Tasks []TaskID
	// Shared is how many of the first tasks lie on a path before this one. The
	// path branches off there.
	Shared int
	// Float is the total float of the last task: how far the tasks that are not
	// shared can slip together.
	Float calendar.Work
}

// Paths returns the longest path and the next ones, at most n: the first ends
// with the task that finishes last, each of the others with the task of the
// least total float that is on none before it. Every path follows [Result.Why]
// to its root. Equal floats are told apart by the later finish, then by plan
// order. Finished tasks end no path but the first; every other task with dates
// that is no summary is on some path, if n allows. The caller owns the paths.
func (r *Result) Paths(n int) []Path {
	on := make([]bool, len(r.times))
	var paths []Path
	t := trail{explainer: r.explainer(), next: map[side]side{}}
	for _, i := range r.pathEnds() {
		if len(paths) >= n {
			break
		}
		if !on[i] {
			paths = append(paths, t.path(i, on))
		}
	}
	return paths
}

// pathEnds returns the tasks in the order in which they may end a path.
func (r *Result) pathEnds() []int32 {
	last := r.lastTask()
	var ends []int32
	for i := range r.times {
		if t := &r.net.tasks[i]; r.times[i].Finish != 0 && !t.isSummary() && (t.state != finished || r.net.ids[i] == last) {
			ends = append(ends, int32(i))
		}
	}
	slices.SortFunc(ends, func(a, b int32) int {
		x, y := &r.times[a], &r.times[b]
		return cmp.Or(cmp.Compare(x.TotalFloat, y.TotalFloat), cmp.Compare(y.Finish, x.Finish), cmp.Compare(a, b))
	})
	if k := slices.IndexFunc(ends, func(i int32) bool { return r.net.ids[i] == last }); k > 0 {
		first := ends[k]
		copy(ends[1:], ends[:k])
		ends[0] = first
	}
	return ends
}

// side is a task as one of its two dates is explained.
type side struct {
	task int32
	last bool // the finish
}

// trail follows chains that join each other and keeps where each step leads.
type trail struct {
	explainer
	next map[side]side
}

// path follows the chain that ends with a task and marks its tasks.
func (t *trail) path(end int32, on []bool) Path {
	p := Path{Float: t.times[end].TotalFloat}
	for _, i := range slices.Backward(t.chain(end)) {
		if t.tasks[i].isSummary() {
			continue
		}
		if on[i] && p.Shared == len(p.Tasks) {
			p.Shared++
		}
		on[i] = true
		p.Tasks = append(p.Tasks, t.ids[i])
	}
	return p
}

// chain returns the tasks of the chain that explains the finish of a task.
func (t *trail) chain(end int32) []int32 {
	var list []int32
	for at := (side{end, true}); at.task >= 0 && t.times[at.task].Finish != 0 && len(list) <= len(t.times); at = t.after(at) {
		list = append(list, at.task)
	}
	return list
}

// after returns what drives one side of a task, task -1 where no task does.
func (t *trail) after(at side) side {
	next, known := t.next[at]
	if !known {
		next = t.driver(at, t.explain(at.task, at.last, false))
		t.next[at] = next
	}
	return next
}

// NearCritical returns the tasks that are not critical but have a total float
// of at most so much: no summaries, nothing finished. They stand by total
// float, then by early start, then in plan order. The caller owns the slice.
func (r *Result) NearCritical(within calendar.Work) []TaskID {
	var near []int32
	for i := range r.times {
		t, x := &r.net.tasks[i], &r.times[i]
		if x.Finish != 0 && !t.isSummary() && t.state != finished && !x.Critical && x.TotalFloat <= within {
			near = append(near, int32(i))
		}
	}
	slices.SortFunc(near, func(a, b int32) int {
		x, y := &r.times[a], &r.times[b]
		return cmp.Or(cmp.Compare(x.TotalFloat, y.TotalFloat), cmp.Compare(x.EarlyStart, y.EarlyStart), cmp.Compare(a, b))
	})
	ids := make([]TaskID, len(near))
	for k, i := range near {
		ids[k] = r.net.ids[i]
	}
	return ids
}
