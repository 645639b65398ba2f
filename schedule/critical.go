package schedule

import (
	"cmp"
	"slices"
)

// Criticality says what makes a task critical.
type Criticality uint8

// The measures. They differ where constraints, calendars or progress give
// float to the tasks that drive the finish.
const (
	// ByFloat: total float within Rules.CriticalLimit.
	ByFloat Criticality = iota
	// ByLongestPath: on a chain of driving reasons that ends with the last
	// task of the project.
	ByLongestPath
)

// CriticalPath returns the critical tasks that are no summaries, by early
// start and then in plan order. The caller owns the slice.
func (r *Result) CriticalPath(by Criticality) []TaskID {
	var path []int32
	if by == ByLongestPath {
		path = r.longest()
	} else {
		for i := range r.times {
			if r.times[i].Critical && !r.net.tasks[i].isSummary() {
				path = append(path, int32(i))
			}
		}
	}
	slices.SortFunc(path, func(a, b int32) int {
		return cmp.Or(cmp.Compare(r.times[a].EarlyStart, r.times[b].EarlyStart), cmp.Compare(a, b))
	})
	ids := make([]TaskID, len(path))
	for k, i := range path {
		ids[k] = r.net.ids[i]
	}
	return ids
}

// markLongest makes the tasks on the longest path the critical ones.
func (r *Result) markLongest() {
	on := make([]bool, len(r.times))
	for _, i := range r.longest() {
		on[i] = true
	}
	for i := range r.times {
		r.times[i].Critical = on[i] && r.net.tasks[i].state != finished
	}
}

// longest walks back from the tasks that finish last over every driving
// reason.
func (r *Result) longest() []int32 {
	p := r.scratch()
	seen := make([]bool, len(r.times))
	var stack, path []int32
	push := func(i int32) {
		if !seen[i] {
			seen[i] = true
			stack = append(stack, i)
		}
	}
	for i := range r.times {
		if r.times[i].Finish != 0 && r.times[i].EarlyFinish == p.end && !r.net.tasks[i].isSummary() {
			push(int32(i))
		}
	}
	for len(stack) > 0 {
		v := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		if !r.net.tasks[v].isSummary() {
			path = append(path, v)
		}
		for _, reason := range p.explain(v, r.times[v], true).Reasons {
			if reason.Driving && reason.Task != "" {
				push(r.net.index[reason.Task])
			}
		}
	}
	return path
}
