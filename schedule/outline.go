package schedule

import "github.com/milepost-go/milepost/lifecycle/finding"

// outline resolves parents and numbers the outline so that "is j inside i" is
// one comparison.
func (b *builder) outline() {
	n := len(b.plan.Tasks)
	b.net.tasks = make([]task, n)
	b.hasChild = make([]bool, n)
	for i := range n {
		parent := b.parentOf(int32(i))
		b.net.tasks[i].parent = parent
		if parent >= 0 {
			b.hasChild[parent] = true
		}
	}
	b.number()
}

// parentOf returns the number of the task's parent, or -1.
func (b *builder) parentOf(i int32) int32 {
	t := &b.plan.Tasks[i]
	if t.Parent == "" {
		return -1
	}
	parent, ok := b.net.index[t.Parent]
	switch {
	case !ok:
		b.report(finding.Finding{Code: CodeUnknownParent, Subject: taskRef(t.ID, "parent"),
			Got: finding.Text(string(t.Parent)), Remedy: RemedyOrderTasks})
		return -1
	case parent >= i:
		b.report(finding.Finding{Code: CodeParentLater, Subject: taskRef(t.ID, "parent"),
			Got: finding.Text(string(t.Parent)), Remedy: RemedyOrderTasks})
		return -1
	}
	return parent
}

// number gives every task an interval that holds those of its descendants.
// Parents come before children, so two passes suffice: sizes from the bottom,
// then places from the top.
func (b *builder) number() {
	n := len(b.net.tasks)
	size := make([]int32, n)
	for i := n - 1; i >= 0; i-- {
		size[i]++
		if parent := b.net.tasks[i].parent; parent >= 0 {
			size[parent] += size[i]
		}
	}
	b.enter, b.leave = make([]int32, n), make([]int32, n)
	next := make([]int32, n) // where the next child of a summary enters
	top := int32(0)
	for i := range n {
		place := &top
		if parent := b.net.tasks[i].parent; parent >= 0 {
			place = &next[parent]
		}
		b.enter[i], b.leave[i] = *place, *place+size[i]
		*place += size[i]
		next[i] = b.enter[i] + 1
	}
}

// inside reports whether task j is a descendant of task i.
func (b *builder) inside(i, j int32) bool {
	return i != j && b.enter[i] <= b.enter[j] && b.enter[j] < b.leave[i]
}

// isInactive reports whether the task or a summary above it is inactive.
func (b *builder) isInactive(i int32) bool {
	parent := b.net.tasks[i].parent
	return b.plan.Tasks[i].Inactive || parent >= 0 && b.net.tasks[parent].kind == inactive
}
