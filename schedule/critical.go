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
