package xer

import (
	"strconv"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule"
)

// numbers are the ids that things have in the file, which are numbers. What has
// a number of its own keeps it; everything else gets the smallest that is free.
type numbers struct {
	calendars   map[schedule.CalendarID]int
	standard    int // the calendar of a project that names none; 0: not needed
	clock       int // the calendar of durations in clock time; 0: not needed
	tasks       []int
	root        int // the node that stands for the project
	resources   map[schedule.ResourceID]int
	assignments []int
}

const (
	projectNumber = 1
	roleNumber    = 1
	topicNumber   = 1
	maxNumber     = 1<<31 - 1
)

// numbering gives numbers to the things of one kind.
type numbering struct {
	taken map[int]bool
	next  int
	// prefix and ids are what the ids in the plan look like: no new number may
	// read like the id of another thing.
	prefix string
	ids    map[string]bool
}

// numberOf returns the number that an id is, 0 if it is none or not in its
// plain form.
func numberOf(id string) int {
	n, err := strconv.Atoi(id)
	if err != nil || n < 1 || n > maxNumber || strconv.Itoa(n) != id {
		return 0
	}
	return n
}

// keep takes the number of an id if it has one that is free.
func (n *numbering) keep(id string) int {
	number := numberOf(id)
	if number == 0 || n.taken[number] {
		return 0
	}
	n.take(number)
	return number
}

func (n *numbering) take(number int) {
	if n.taken == nil {
		n.taken = map[int]bool{}
	}
	n.taken[number] = true
}

// free takes the smallest number that nothing has.
func (n *numbering) free() int {
	for n.next++; n.taken[n.next] || n.ids[n.prefix+strconv.Itoa(n.next)]; n.next++ {
	}
	n.take(n.next)
	return n.next
}

// numberAll gives numbers to the things of a kind. The id of one with a new
// number goes into the field of its table, or is noted where that cannot be. A
// thing that the file will not have gets no number.
func (e *encoder) numberAll(n *numbering, kind string, table, things int, id func(int) (string, bool)) []int {
	list := make([]int, things)
	for i := range list {
		if text, wanted := id(i); wanted {
			list[i] = n.keep(text)
		}
	}
	for i := range list {
		text, wanted := id(i)
		if !wanted || list[i] != 0 {
			continue
		}
		list[i] = n.free()
		if table == noTable || !e.keepID(table, list[i], text) {
			e.note(finding.Ref{Kind: kind, ID: text, Field: "id"}, strconv.Itoa(list[i]), CodeRenumbered)
		}
	}
	return list
}

// The tables of idTables by their place, and none.
const (
	activityTable = iota
	nodeTable
	resourceTable
	assignmentTable
	noTable = -1
)

// number gives every thing its number.
func (e *encoder) number() {
	p := e.plan
	e.numbers.calendars = map[schedule.CalendarID]int{}
	calendars := numbering{ids: idSet(len(p.Calendars), func(i int) string { return string(p.Calendars[i].ID) })}
	list := e.numberAll(&calendars, "calendar", noTable, len(p.Calendars), func(i int) (string, bool) { return string(p.Calendars[i].ID), true })
	for i, n := range list {
		e.numbers.calendars[p.Calendars[i].ID] = n
	}
	e.addCalendars(&calendars)
	e.numbers.resources = map[schedule.ResourceID]int{}
	resources := numbering{ids: idSet(len(p.Resources), func(i int) string { return string(p.Resources[i].ID) })}
	list = e.numberAll(&resources, "resource", resourceTable, len(p.Resources), func(i int) (string, bool) { return string(p.Resources[i].ID), true })
	for i, n := range list {
		e.numbers.resources[p.Resources[i].ID] = n
	}
	tasks := idSet(len(p.Tasks), func(i int) string { return string(p.Tasks[i].ID) })
	e.numbers.tasks = e.numberAll(&numbering{ids: tasks}, "task", activityTable, len(p.Tasks), func(i int) (string, bool) {
		return string(p.Tasks[i].ID), e.places[i] == asActivity
	})
	e.numberNodes(&numbering{ids: tasks, prefix: wbsPrefix})
	assignments := numbering{ids: idSet(len(p.Assignments), func(i int) string { return string(p.Assignments[i].ID) })}
	e.numbers.assignments = e.numberAll(&assignments, "assignment", assignmentTable, len(p.Assignments), func(i int) (string, bool) {
		return string(p.Assignments[i].ID), e.assignable(&p.Assignments[i])
	})
}

func idSet(things int, id func(int) string) map[string]bool {
	set := make(map[string]bool, things)
	for i := range things {
		set[id(i)] = true
	}
	return set
}

// numberNodes gives numbers of their own to the nodes of the work breakdown.
func (e *encoder) numberNodes(n *numbering) {
	for i := range e.plan.Tasks {
		number, ok := cutNode(string(e.plan.Tasks[i].ID))
		if ok && e.places[i] == asNode {
			e.numbers.tasks[i] = n.keep(number)
		}
	}
	for i := range e.plan.Tasks {
		if e.places[i] == asNode && e.numbers.tasks[i] == 0 {
			e.numbers.tasks[i] = n.free()
			if id := e.plan.Tasks[i].ID; !e.keepID(nodeTable, e.numbers.tasks[i], string(id)) {
				e.note(taskRef(id, "id"), wbsPrefix+strconv.Itoa(e.numbers.tasks[i]), CodeRenumbered)
			}
		}
	}
	e.numbers.root = n.free()
}

// assignable reports whether an assignment can be written: to an activity, of
// a resource of the plan or of none.
func (e *encoder) assignable(a *schedule.Assignment) bool {
	at, ok := e.index[a.Task]
	_, known := e.numbers.resources[a.Resource]
	return ok && e.places[at] == asActivity && (known || a.Resource == "")
}
