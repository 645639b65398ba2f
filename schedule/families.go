package schedule

import "slices"

// families are the children of all tasks, those of task i at
// list[first[i]:first[i+1]], in plan order.
type families struct{ first, list []int32 }

func (f *families) of(i int32) []int32 { return f.list[f.first[i]:f.first[i+1]] }

// familiesOf groups the tasks by parent.
func familiesOf(tasks []task) families {
	first := make([]int32, len(tasks)+1)
	for i := range tasks {
		if p := tasks[i].parent; p >= 0 {
			first[p+1]++
		}
	}
	for i := range tasks {
		first[i+1] += first[i]
	}
	next := slices.Clone(first[:len(tasks)])
	list := make([]int32, first[len(tasks)])
	for i := range tasks {
		if p := tasks[i].parent; p >= 0 {
			list[next[p]] = int32(i)
			next[p]++
		}
	}
	return families{first, list}
}
