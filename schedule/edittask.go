package schedule

import (
	"slices"

	"github.com/milepost-go/milepost/lifecycle/finding"
)

// setTask sets one field of a task.
func (e *editor) setTask() {
	i, ok := e.findTask(e.edit.Task, "task")
	if !ok || e.edit.Kind == EditCalendar && !e.hasCalendar(e.edit.Calendar, "calendar") {
		return
	}
	was := e.plan.Tasks[i]
	t := e.edit.on(was)
	if e.pass(newFaults(&was, &t), e.edit.Kind.valueField()) {
		e.plan.Tasks[i] = t
	}
}

// on returns the task with the field set that the edit is about.
func (e *Edit) on(t Task) Task {
	switch e.Kind {
	case EditDuration:
		t.Duration = e.Duration
	case EditConstraint:
		t.Constraint = e.Constraint
	case EditDeadline:
		t.Deadline = e.Deadline
	case EditCalendar:
		t.Calendar = e.Calendar
	case EditManual:
		t.Manual, t.Start, t.Finish = true, e.Start, e.Finish
	case EditAutomatic:
		t.Manual, t.Start, t.Finish = false, 0, 0
	case EditProgress:
		t.Progress = e.Progress
	case EditActive:
		t.Inactive = !e.Active
	case EditLeveling:
		t.LevelingDelay = e.LevelingDelay
	}
	return t
}

// newFaults returns the findings that block a task and did not block it
// before.
func newFaults(was, is *Task) []finding.Finding {
	before := taskFaults(was)
	return finding.Filter(taskFaults(is), func(f finding.Finding) bool {
		known := slices.ContainsFunc(before, func(old finding.Finding) bool { return finding.Compare(old, f) == 0 })
		return !known
	})
}

// taskFaults returns the findings that block a task by itself.
func taskFaults(t *Task) []finding.Finding {
	var c checker
	c.task(t)
	return finding.Filter(c.found, func(f finding.Finding) bool { return f.Severity == finding.Block })
}

// addTask puts a task among the children of its parent.
func (e *editor) addTask() {
	t := e.edit.NewTask
	t.Splits = slices.Clone(t.Splits)
	before := len(e.found)
	if t.ID == "" {
		e.fault(finding.Finding{Code: CodeNoID, Remedy: RemedyUniqueID}, "new_task.id")
	} else if e.taskAt(t.ID) >= 0 {
		e.taken("new_task.id", string(t.ID))
	}
	if t.Parent != "" {
		e.findTask(t.Parent, "new_task.parent")
	}
	e.hasCalendar(t.Calendar, "new_task.calendar")
	e.pass(taskFaults(&t), "new_task")
	at := e.place(t.Parent)
	if len(e.found) == before {
		e.plan.Tasks = slices.Insert(e.plan.Tasks, at, t)
	}
}

// place returns where a new child of the parent goes.
func (e *editor) place(parent TaskID) int {
	if next := e.edit.Before; next != "" {
		i, ok := e.findTask(next, "before")
		if ok && e.plan.Tasks[i].Parent != parent {
			e.fault(finding.Finding{Code: CodeEditNotSibling, Want: finding.Text(string(parent)),
				Got: finding.Text(string(e.plan.Tasks[i].Parent)), Remedy: RemedyNameSibling}, "before")
		}
		return i
	}
	last := len(e.plan.Tasks) - 1
	if parent != "" {
		last = e.taskAt(parent)
		inside := e.inside(parent)
		for i := range e.plan.Tasks {
			if inside[e.plan.Tasks[i].ID] {
				last = i
			}
		}
	}
	return last + 1
}

// inside returns the tasks inside another one, at all levels. Parents come
// before children, so one look at each suffices.
func (e *editor) inside(id TaskID) map[TaskID]bool {
	in := map[TaskID]bool{}
	for i := range e.plan.Tasks {
		t := &e.plan.Tasks[i]
		if t.Parent != "" && (t.Parent == id || in[t.Parent]) {
			in[t.ID] = true
		}
	}
	return in
}

// removeTask takes out a task with all that is inside it.
func (e *editor) removeTask() {
	id := e.edit.Task
	if _, ok := e.findTask(id, "task"); !ok || !e.statesInside(id) {
		return
	}
	gone := e.inside(id)
	gone[id] = true
	p := e.plan
	p.Tasks = slices.DeleteFunc(p.Tasks, func(t Task) bool { return gone[t.ID] })
	p.Links = slices.DeleteFunc(p.Links, func(l Link) bool { return gone[l.From] || gone[l.To] })
	p.Assignments = slices.DeleteFunc(p.Assignments, func(a Assignment) bool { return gone[a.Task] })
}

// statesInside reports whether With names exactly the tasks inside.
func (e *editor) statesInside(id TaskID) bool {
	in, ok := e.inside(id), true
	for _, named := range e.edit.With {
		if !in[named] {
			e.fault(finding.Finding{Code: CodeEditNotInside, Want: finding.Text(string(id)), Got: finding.Text(string(named)), Remedy: RemedyStateChildren}, "with")
			ok = false
		}
	}
	var left []finding.Ref
	for i := range e.plan.Tasks {
		if t := e.plan.Tasks[i].ID; in[t] && !slices.Contains(e.edit.With, t) {
			left = append(left, taskRef(t, ""))
		}
	}
	if len(left) > 0 {
		e.fault(finding.Finding{Code: CodeEditChildren, Want: finding.Number(int64(len(in)), "task"),
			Got: finding.Number(int64(len(in)-len(left)), "task"), Remedy: RemedyStateChildren, Related: left}, "with")
		ok = false
	}
	return ok
}
