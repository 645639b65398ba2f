package view

import (
	"maps"
	"slices"

	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// workNet is the plan as the workloads read it.
type workNet struct {
	in       *WorkloadInput
	open     map[schedule.TaskID]*schedule.WorkItem
	parent   map[schedule.TaskID]schedule.TaskID
	children map[schedule.TaskID][]schedule.TaskID
	into     map[schedule.TaskID][]schedule.Link
	from     map[schedule.TaskID][]schedule.Link
	staff    map[schedule.TaskID]map[string]calendar.Work // work by actor; "" where nobody has it
}

func newWorkNet(in WorkloadInput) *workNet {
	n := &workNet{
		in: &in, open: map[schedule.TaskID]*schedule.WorkItem{}, parent: map[schedule.TaskID]schedule.TaskID{}, children: map[schedule.TaskID][]schedule.TaskID{},
		into: map[schedule.TaskID][]schedule.Link{}, from: map[schedule.TaskID][]schedule.Link{}, staff: map[schedule.TaskID]map[string]calendar.Work{},
	}
	for i := range in.Work {
		n.open[in.Work[i].Task] = &in.Work[i]
	}
	for i := range in.Plan.Tasks {
		t := &in.Plan.Tasks[i]
		n.parent[t.ID] = t.Parent
	}
	for i := range in.Plan.Tasks {
		n.hang(in.Plan.Tasks[i].ID)
	}
	for _, l := range in.Plan.Links {
		if !l.External {
			n.into[l.To], n.from[l.From] = append(n.into[l.To], l), append(n.from[l.From], l)
		}
	}
	n.assign()
	return n
}

// hang puts a task under its summary. One that is its own ancestor, which no
// plan that computes has, stands at the top.
func (n *workNet) hang(id schedule.TaskID) {
	steps := 0
	for at := n.parent[id]; at != ""; at = n.parent[at] {
		if steps++; at == id || steps > len(n.parent) {
			n.parent[id] = ""
			return
		}
	}
	if up := n.parent[id]; up != "" {
		n.children[up] = append(n.children[up], id)
	}
}

// assign says who works on what; a task without people is nobody's.
func (n *workNet) assign() {
	people := map[schedule.ResourceID]bool{"": true}
	for _, r := range n.in.Plan.Resources {
		people[r.ID] = r.Kind == schedule.WorkResource
	}
	for _, a := range n.in.Plan.Assignments {
		if !people[a.Resource] {
			continue
		}
		if n.staff[a.Task] == nil {
			n.staff[a.Task] = map[string]calendar.Work{}
		}
		n.staff[a.Task][n.in.actor(a.Resource)] += a.Work
	}
	for id := range n.open {
		if n.staff[id] == nil {
			n.staff[id] = map[string]calendar.Work{"": 0}
		}
	}
}

// fill takes the tasks of a member.
func (n *workNet) fill(x *Workload) {
	for _, m := range n.in.Work {
		work, mine := n.staff[m.Task][x.Member]
		if !mine {
			continue
		}
		if m.Begin.Date().After(n.in.last()) && m.Due.Date().After(n.in.last()) {
			x.Later++
			continue
		}
		m.Waits = slices.Clone(m.Waits)
		x.Work += work
		x.Tasks = append(x.Tasks, WorkloadTask{WorkItem: m, Work: work, Inputs: n.walk(m.Task, true), Waiting: n.walk(m.Task, false)})
	}
}

// walk returns what a task waits for, or who waits for it: the other ends of
// its links and of those of the summaries that it belongs to, as far as they
// still bind, each once and in plan order.
func (n *workNet) walk(id schedule.TaskID, inputs bool) []Handover {
	found, seen := map[schedule.TaskID]bool{}, map[schedule.TaskID]bool{id: true}
	n.step(id, inputs, found, seen)
	var list []Handover
	for i := range n.in.Plan.Tasks {
		if other := n.in.Plan.Tasks[i].ID; found[other] {
			list = append(list, n.handover(other, inputs))
		}
	}
	return list
}

// step looks one link further, and through milestones that nobody works on.
func (n *workNet) step(id schedule.TaskID, inputs bool, found, seen map[schedule.TaskID]bool) {
	for at := id; at != ""; at = n.parent[at] {
		links := n.from[at]
		if inputs {
			links = n.into[at]
		}
		for _, l := range links {
			other := l.To
			if inputs {
				other = l.From
			}
			if seen[other] || !n.binds(l) || len(n.leaves(other)) == 0 {
				continue
			}
			seen[other] = true
			if !n.unmanned(other) {
				found[other] = true
				continue
			}
			before := len(found)
			n.step(other, inputs, found, seen)
			if len(found) == before {
				found[other] = true
			}
		}
	}
}

// binds reports whether a link still asks for something: from the finish of
// what is not done, from the start of what is not begun.
func (n *workNet) binds(l schedule.Link) bool {
	for _, m := range n.leaves(l.From) {
		if l.Type == schedule.FinishToStart || l.Type == schedule.FinishToFinish || !m.Started {
			return true
		}
	}
	return false
}

// unmanned reports whether a task is a milestone that nobody works on.
func (n *workNet) unmanned(id schedule.TaskID) bool {
	m := n.open[id]
	_, nobody := n.staff[id][""]
	return m != nil && m.Remaining == 0 && !m.Started && nobody && len(n.staff[id]) == 1
}

// leaves returns the open tasks that a task is made of, itself for no summary.
func (n *workNet) leaves(id schedule.TaskID) []*schedule.WorkItem {
	if m := n.open[id]; m != nil {
		return []*schedule.WorkItem{m}
	}
	var list []*schedule.WorkItem
	for _, child := range n.children[id] {
		list = append(list, n.leaves(child)...)
	}
	return list
}

// handover is the other side as it is told.
func (n *workNet) handover(id schedule.TaskID, inputs bool) Handover {
	h, people := Handover{Task: id}, map[string]bool{}
	for _, m := range n.leaves(id) {
		for actor := range n.staff[m.Task] {
			if actor != "" {
				people[actor] = true
			}
		}
		if inputs {
			h.On = max(h.On, m.Forecast)
		} else if h.On == 0 || m.Start < h.On {
			h.On = m.Start
		}
	}
	h.People = slices.Sorted(maps.Keys(people))
	return h
}
