package mspdi

import (
	"slices"

	"github.com/milepost-go/milepost/schedule"
)

// row is one task in the order of an outline.
type row struct {
	task    int   // place in the plan
	level   int   // from 1
	ordinal int32 // among its brothers, from 1
	parent  int32 // row of the summary, -1 at the top
	summary bool
}

// outlineOf puts the tasks that are written in the order in which outline
// levels tell the parents: a task, then all below it. It reports whether that
// is the order of the plan, and which tasks name a parent that cannot be.
func outlineOf(tasks []schedule.Task, n *numbers) (rows []row, asPlanned bool, orphans []int) {
	first, next := make([]int32, len(tasks)+1), make([]int32, len(tasks)) // children as chains; the last of first is that of the roots
	for i := range first {
		first[i] = -1
	}
	for i := len(tasks) - 1; i >= 0; i-- {
		if n.uid[i] == leftOut {
			continue
		}
		parent, known := n.place(string(tasks[i].Parent))
		if !known {
			parent = len(tasks)
		}
		next[i], first[parent] = first[parent], int32(i)
		if !known && tasks[i].Parent != "" {
			orphans = append(orphans, i)
		}
	}
	seen := make([]bool, len(tasks))
	top := int32(0)
	walk := func(root int32) {
		type level struct{ next, row, count int32 }
		for open := []level{{next: root, row: -1, count: top}}; len(open) > 0; {
			at := &open[len(open)-1]
			i := at.next
			if i < 0 {
				top = at.count
				open = open[:len(open)-1]
				continue
			}
			if at.next = next[i]; seen[i] {
				continue
			}
			seen[i] = true
			at.count++
			rows = append(rows, row{task: int(i), level: len(open), ordinal: at.count, parent: at.row, summary: first[i] >= 0})
			open = append(open, level{next: first[i], row: int32(len(rows) - 1)})
		}
	}
	walk(first[len(tasks)])
	for i := range tasks {
		if n.uid[i] != leftOut && !seen[i] { // a ring of parents: cut it open here
			next[i] = -1
			orphans = append(orphans, i)
			walk(int32(i))
		}
	}
	slices.Sort(orphans)
	asPlanned = true
	for k := 1; k < len(rows); k++ {
		asPlanned = asPlanned && rows[k-1].task < rows[k].task
	}
	return rows, asPlanned, orphans
}
