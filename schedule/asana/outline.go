package asana

import (
	"strings"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// outline puts the tasks in order: sections as summaries, tasks in them, tasks
// in tasks. Tasks of no section come first. It reports false for too many.
func (m *mapper) outline() bool {
	order, members := m.grouped()
	sections := 0
	for _, i := range members[""] {
		m.emit(i, "")
	}
	for _, s := range order {
		if sections++; sections+len(m.records) > m.limits.Tasks {
			return false
		}
		id := m.sectionTask(s, members[s.key()])
		for _, i := range members[s.key()] {
			m.emit(i, id)
		}
	}
	return true
}

// grouped returns the sections in order and the top tasks of each; those of no
// section have the key "".
func (m *mapper) grouped() ([]section, map[string][]int) {
	members, known := map[string][]int{}, map[string]bool{}
	var order []section
	enter := func(s section) {
		if !known[s.key()] && !s.unnamed() {
			known[s.key()] = true
			order = append(order, s)
		}
	}
	for _, s := range m.sections {
		enter(s)
	}
	for i := range m.records {
		r := &m.records[i]
		if r.up >= 0 {
			continue
		}
		enter(r.section)
		key := ""
		if !r.section.unnamed() {
			key = r.section.key()
		}
		members[key] = append(members[key], i)
	}
	return order, members
}

// sectionTask adds the summary of a section and returns its id: that of the
// cards of its tasks, if they are still in a section of that name.
func (m *mapper) sectionTask(s section, members []int) schedule.TaskID {
	t := schedule.Task{Name: s.name, Inactive: len(members) == 0}
	for _, i := range members {
		c := m.records[i].card
		if c == nil || c.Section == "" || c.SectionName != s.name {
			continue
		}
		if t.ID == "" && !m.taken[c.Section] {
			t.ID = c.Section
		}
		if c.Summary != nil && c.Section == t.ID {
			t = c.Summary.NewTask
			t.ID, t.Name, t.Parent = c.Section, s.name, ""
		}
	}
	if t.ID == "" || m.taken[t.ID] {
		t.ID = m.freeID("section:" + s.gid + s.nameIf(s.gid == ""))
	}
	m.taken[t.ID] = true
	if t.Inactive && len(members) == 0 {
		m.notes.add(finding.Ref{Kind: "task", ID: string(t.ID)}, s.name, CodeEmptySection)
	}
	m.plan.Tasks = append(m.plan.Tasks, t)
	return t.ID
}

func (s section) nameIf(yes bool) string {
	if yes {
		return s.name
	}
	return ""
}

func (m *mapper) freeID(id string) schedule.TaskID {
	for m.taken[schedule.TaskID(id)] {
		id += "'"
	}
	return schedule.TaskID(id)
}

// emit adds a task and those in it, a parent before its children.
func (m *mapper) emit(i int, parent schedule.TaskID) {
	type step struct {
		record int
		parent schedule.TaskID
	}
	stack := []step{{i, parent}}
	first := len(m.order)
	for len(stack) > 0 {
		s := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		r := &m.records[s.record]
		r.from, r.to = len(m.order), len(m.order)+1
		m.order = append(m.order, s.record)
		m.plan.Tasks = append(m.plan.Tasks, m.task(r, s.parent))
		for k := len(r.down) - 1; k >= 0; k-- {
			stack = append(stack, step{r.down[k], r.id})
		}
	}
	for k := len(m.order) - 1; k > first; k-- {
		r := &m.records[m.order[k]]
		up := &m.records[r.up]
		up.to = max(up.to, r.to)
	}
}

// holds reports whether a task is in another, at whatever level.
func (r *record) holds(other *record) bool { return r.from < other.from && other.to <= r.to }

// task makes the task of a record: what its card says, and over it what Asana
// says.
func (m *mapper) task(r *record, parent schedule.TaskID) schedule.Task {
	var t schedule.Task
	if r.card != nil && r.card.Task != nil {
		t = r.card.Task.NewTask
	}
	t.ID, t.Name, t.Notes, t.Parent = r.id, r.nameOf(), r.notes, parent
	if r.kindKnown || r.card == nil {
		t.Milestone = r.milestone
	}
	m.dates(r, &t)
	m.progress(r, &t)
	return t
}

// dates pins the task to its dates, but where they stand as the card says.
func (m *mapper) dates(r *record, t *schedule.Task) {
	if !r.start.isZero() && !r.due.isZero() && r.start.at(morning) > r.due.at(evening) {
		m.notes.add(m.ref(r, "start"), r.start.text(), CodeReversed)
		r.start = when{}
	}
	if r.card != nil && r.card.Task != nil {
		if r.start.text() == r.card.Start && r.due.text() == r.card.Due {
			return
		}
		m.notes.add(m.ref(r, "dates"), r.start.text()+"/"+r.due.text(), CodeMoved)
	}
	t.Manual = !r.start.isZero() || !r.due.isZero()
	t.Start, t.Finish = r.start.at(morning), r.due.at(evening)
	if r.card == nil || r.card.Task == nil {
		m.length(r, t)
	}
}

// length sets the duration: the working time between two dates on the usual
// week, which nobody has confirmed; nothing when there are not two.
func (m *mapper) length(r *record, t *schedule.Task) {
	if !t.Start.IsZero() && !t.Finish.IsZero() {
		t.Duration = schedule.Duration{Length: m.usual().Between(t.Start, t.Finish), Estimated: true, Unit: schedule.Days}
		return
	}
	if !t.Milestone && len(r.down) == 0 {
		t.Duration.Estimated = true
		m.notes.count("task", "duration", CodeNoDuration)
	}
}

// usual returns the usual week.
func (m *mapper) usual() *calendar.Calendar {
	if m.week == nil {
		m.week, _ = calendar.Compile(calendar.Standard(), nil)
	}
	return m.week
}

// progress takes whether the task is done, but where it stands as the card says.
func (m *mapper) progress(r *record, t *schedule.Task) {
	switch {
	case r.card != nil && r.card.Task != nil && r.card.Done == r.done:
	case r.done:
		t.Progress = schedule.Progress{ActualStart: m.began(r, t), ActualFinish: r.doneAt, Percent: 100}
	default:
		t.Progress = schedule.Progress{}
	}
}

// began returns when a finished task began: what was recorded before, else its
// start date, with a note; nobody has recorded it. A task without one, or that
// was finished before it, began when it was finished.
func (m *mapper) began(r *record, t *schedule.Task) calendar.DateTime {
	if began := t.Progress.ActualStart; !began.IsZero() && began <= r.doneAt || r.doneAt.IsZero() {
		return began
	}
	m.notes.count("task", "actual_start", CodeBegan)
	if start := r.start.at(morning); !start.IsZero() && start <= r.doneAt {
		return start
	}
	return r.doneAt
}

// nameOf returns the name: the one before it was written, if nobody changed it
// since.
func (r *record) nameOf() string {
	if r.card != nil && len(r.card.Name) == 2 && strings.TrimSpace(r.card.Name[0]) == strings.TrimSpace(r.name) {
		return r.card.Name[1]
	}
	return r.name
}
