package mspdi

import "strconv"

// recordRef is a record that a draft writes: its UID and its place in the
// order of writing.
type recordRef struct {
	uid   int64
	place int
}

// recordKind is how the records of one container are put together.
type recordKind struct {
	container, name string
	order           order
	emit            func(*emitter, int)
	old             map[int64]int // places in the plan of the document
	list            []recordRef   // of the new plan
	raw             map[int64]int32
	loose           map[int64][]int32 // elements that no plan holds, by the record before them; leftOut: by none
}

// calendarRefs and the others list the records of a draft.
func (d *draft) calendarRefs() (list []recordRef) {
	for i, uid := range d.calendars.uid {
		list = append(list, recordRef{uid, i})
	}
	if d.roles.standard != leftOut {
		list = append(list, recordRef{d.roles.standard, len(list)})
	}
	for _, k := range d.roles.of {
		list = append(list, recordRef{d.roles.standIn[k], len(list)})
	}
	return list
}

func (d *draft) taskRefs() (list []recordRef) {
	for k, r := range d.rows {
		list = append(list, recordRef{d.tasks.uid[r.task], k})
	}
	return list
}

func (d *draft) resourceRefs() (list []recordRef) {
	for i, uid := range d.resources.uid {
		list = append(list, recordRef{uid, i})
	}
	return list
}

func (d *draft) assignmentRefs() (list []recordRef) {
	for i, uid := range d.assignments.uid {
		list = append(list, recordRef{uid, i})
	}
	for _, s := range d.standIns {
		list = append(list, recordRef{s.uid, len(list)})
	}
	return list
}

// recordKinds prepares the four containers.
func (u *updater) recordKinds() map[string]*recordKind {
	r, p, is := &u.read.records, u.read.plan, u.is.draft
	calendars := &recordKind{container: "Calendars", name: "Calendar", order: u.orders.calendar, emit: (*emitter).calendar}
	u.fill(calendars, u.was.calendarRefs(), is.calendarRefs())
	u.place(calendars, symCalendars, symCalendar, r.calendars, func(i int) (int64, bool) { return is.calendars.of(string(p.Calendars[i].ID)) }, u.isStandIn)
	tasks := &recordKind{container: "Tasks", name: "Task", order: u.orders.task, emit: (*emitter).task}
	u.fill(tasks, u.was.taskRefs(), is.taskRefs())
	u.place(tasks, symTasks, symTask, r.tasks, func(i int) (int64, bool) { return is.tasks.of(string(p.Tasks[i].ID)) }, nil)
	resources := &recordKind{container: "Resources", name: "Resource", order: u.orders.resource, emit: (*emitter).resource}
	u.fill(resources, u.was.resourceRefs(), is.resourceRefs())
	u.place(resources, symResources, symResource, r.resources, func(i int) (int64, bool) { return is.resources.of(string(p.Resources[i].ID)) }, nil)
	assignments := &recordKind{container: "Assignments", name: "Assignment", order: u.orders.assignment, emit: (*emitter).assignment}
	u.fill(assignments, u.was.assignmentRefs(), is.assignmentRefs())
	u.place(assignments, symAssignments, symAssignment, r.assignments, func(i int) (int64, bool) { return is.assignments.of(string(p.Assignments[i].ID)) }, u.isPlaceholder)
	return map[string]*recordKind{"Calendars": calendars, "Tasks": tasks, "Resources": resources, "Assignments": assignments}
}

func (u *updater) fill(k *recordKind, was, is []recordRef) {
	k.old, k.raw, k.loose, k.list = make(map[int64]int, len(was)), make(map[int64]int32, len(was)), map[int64][]int32{}, is
	for _, r := range was {
		if r.uid != leftOut {
			k.old[r.uid] = r.place
		}
	}
}

// place finds the record of the document for each record of the new plan, and
// keeps what no plan holds behind the record that it follows. What the new
// plan does not have any more goes.
func (u *updater) place(k *recordKind, container, name sym, index map[string]int, now func(int) (int64, bool), made func(string) bool) {
	last := int64(leftOut)
	seen := map[string]bool{}
	u.read.children(0, func(at int32, outer sym) {
		if outer != container {
			return
		}
		u.read.children(at, func(at int32, inner sym) {
			uid := ""
			if i := u.read.child(at, symUID); i > 0 && inner == name {
				uid = u.read.id(i)
			}
			i, known := index[uid]
			switch {
			case made != nil && made(uid):
				if n, err := strconv.ParseInt(uid, 10, 64); err == nil {
					k.raw[n] = at
				}
			case !known || i == omitted || seen[uid]:
				if !u.orphaned(at, name) {
					k.loose[last] = append(k.loose[last], at)
				}
			default:
				seen[uid] = true
				if n, there := now(i); there {
					k.raw[n], last = at, n
				}
			}
		})
	})
}

// orphaned reports whether an assignment that no plan holds is one of a task
// or a resource that is gone.
func (u *updater) orphaned(at int32, name sym) bool {
	if name != symAssignment {
		return false
	}
	p, r := u.read.plan, &u.read.records
	if i := u.read.child(at, symTaskUID); i > 0 {
		if task, known := r.tasks[u.read.id(i)]; known && task != omitted && u.is.unknownTask(string(p.Tasks[task].ID)) {
			return true
		}
	}
	if i := u.read.child(at, symResourceUID); i > 0 {
		if resource, known := r.resources[u.read.id(i)]; known && resource != omitted {
			_, there := u.is.resources.of(string(p.Resources[resource].ID))
			return !there
		}
	}
	return false
}

// container writes the records of a container, and what else stands in it.
func (u *updater) container(k *recordKind, at int32) {
	if at == 0 && len(k.list) == 0 && k.name != "Task" {
		return
	}
	start := ""
	if at > 0 {
		start = u.startTag(at)
	}
	u.out.openWith(start, k.container)
	u.looseAfter(k, leftOut)
	for _, r := range k.list {
		if r.uid != leftOut {
			u.planRecord(k, r)
		} else {
			u.lostRecord(k, r)
		}
		u.looseAfter(k, r.uid)
	}
	u.out.close(k.container)
}

// lostRecord takes the notes of a record that is not written.
func (u *updater) lostRecord(k *recordKind, r recordRef) {
	grow(u.is, func() { k.emit(u.is, r.place) })
}

// planRecord writes one record of the new plan.
func (u *updater) planRecord(k *recordKind, r recordRef) {
	mark := u.is.mark()
	is := grow(u.is, func() { k.emit(u.is, r.place) }).only()
	var was *tree
	if place, known := k.old[r.uid]; known {
		was = grow(u.was, func() { k.emit(u.was, place) }).only()
	}
	at := k.raw[r.uid]
	if was.equal(is) && !u.anew {
		u.is.back(mark) // nothing of it is written anew
		if at == 0 {
			return // made for programs that read files of ours, not of this one
		}
	}
	u.moved = k.name == "Assignment" && u.taskMoved(r)
	u.record(at, was, is, k.order)
	u.moved = false
}

// taskMoved reports whether the computed dates of the task of an assignment
// are others than those of the document's plan.
func (u *updater) taskMoved(r recordRef) bool {
	if r.place >= len(u.is.plan.Assignments) {
		return false
	}
	id := u.is.plan.Assignments[r.place].Task
	old, hadPlace := u.was.tasks.place(string(id))
	now, hasPlace := u.is.tasks.place(string(id))
	if !hadPlace || !hasPlace {
		return true
	}
	before, had := u.was.times(old)
	after, has := u.is.times(now)
	return has && (!had || before.Start != after.Start || before.Finish != after.Finish)
}

// looseAfter writes what no plan holds behind a record: blank rows, the row of
// the project itself, things of kinds that this package does not know.
func (u *updater) looseAfter(k *recordKind, uid int64) {
	list := k.loose[uid]
	delete(k.loose, uid)
	for _, at := range list {
		numbers, numbered := u.rowsOfLoose[at]
		if !numbered {
			u.keepReferring(k, at)
			continue
		}
		was, is := u.looseFields(k, at, numbers[0], u.was), u.looseFields(k, at, numbers[1], u.is)
		is.name = k.name
		u.record(at, was, is, k.order)
	}
}

// keepReferring keeps a record as it stands, but for what it refers to by a
// UID that is another one now.
func (u *updater) keepReferring(k *recordKind, at int32) {
	if !u.anew || k.name != "Assignment" || u.localName(at) != k.name {
		u.keep(at)
		return
	}
	p, r := u.read.plan, &u.read.records
	was, is := &tree{}, &tree{name: k.name}
	refer := func(name string, field sym, index map[string]int, now func(int) (int64, bool)) {
		i := u.read.child(at, field)
		if i == 0 {
			return
		}
		if to, known := index[u.read.id(i)]; known && to != omitted {
			if uid, ok := now(to); ok {
				was.inside = append(was.inside, &tree{name: name, text: u.read.id(i)})
				is.inside = append(is.inside, &tree{name: name, text: numberText(uid)})
			}
		}
	}
	refer("TaskUID", symTaskUID, r.tasks, func(i int) (int64, bool) { return u.is.tasks.of(string(p.Tasks[i].ID)) })
	refer("ResourceUID", symResourceUID, r.resources, func(i int) (int64, bool) { return u.is.resources.of(string(p.Resources[i].ID)) })
	u.record(at, was, is, k.order)
}

// looseFields are the fields known of a record that no plan holds: its number,
// and the dates of the project for the row of the project.
func (u *updater) looseFields(k *recordKind, at int32, number int64, e *emitter) *tree {
	return grow(e, func() {
		e.int("ID", number)
		if k.name == "Task" && number == 0 {
			e.projectRow()
		}
	})
}

// projectRow writes what the row of the project shows of the whole plan.
func (e *emitter) projectRow() {
	e.string("Name", e.plan.Name)
	if e.result == nil {
		return
	}
	start, finish := e.result.Start(), e.result.Finish()
	e.moment("Start", start)
	e.moment("Finish", finish)
	e.work("Duration", e.result.ProjectCalendar().Between(start, finish))
	e.moment("EarlyStart", start)
	e.moment("EarlyFinish", finish)
	e.moment("LateStart", start)
	e.moment("LateFinish", finish)
}

// numberRows numbers the rows of tasks and resources as Project shows them,
// blank rows included: in the document as it was and as it will be.
func (u *updater) numberRows() {
	u.rowsOfLoose = map[int32][2]int64{}
	tasks, resources := u.kinds["Tasks"], u.kinds["Resources"]
	u.was.rowNumber, u.is.rowNumber = make([]int64, len(u.was.rows)), make([]int64, len(u.is.rows))
	u.was.resourceNumber, u.is.resourceNumber = make([]int64, len(u.was.plan.Resources)), make([]int64, len(u.is.plan.Resources))
	u.numberOld(symTasks, symTask, u.read.records.tasks, func(i int, n int64) { u.was.rowNumber[u.was.rowOf[i]] = n })
	u.numberOld(symResources, symResource, u.read.records.resources, func(i int, n int64) { u.was.resourceNumber[i] = n })
	u.numberNew(tasks, symTasks, symTask, func(place int, n int64) { u.is.rowNumber[place] = n })
	u.numberNew(resources, symResources, symResource, func(place int, n int64) { u.is.resourceNumber[place] = n })
}

// firstNumber is 0 where the first record is the one that Project does not
// show among the others.
func (u *updater) firstNumber(container, name sym) int64 {
	first := int64(1)
	seen := false
	u.eachRecord(container, name, func(at int32, _ string) {
		if i := u.read.child(at, symID); !seen && i > 0 && u.read.id(i) == "0" {
			first = 0
		}
		seen = true
	})
	return first
}

func (u *updater) numberOld(container, name sym, index map[string]int, set func(i int, number int64)) {
	number := u.firstNumber(container, name)
	seen := map[string]bool{}
	u.eachRecord(container, name, func(at int32, uid string) {
		if i, known := index[uid]; known && i != omitted && !seen[uid] {
			set(i, number)
			seen[uid] = true
		} else {
			u.rowsOfLoose[at] = [2]int64{number, number}
		}
		number++
	})
}

func (u *updater) numberNew(k *recordKind, container, name sym, set func(place int, number int64)) {
	number := u.firstNumber(container, name)
	loose := func(uid int64) {
		for _, at := range k.loose[uid] {
			if old, ok := u.rowsOfLoose[at]; ok {
				u.rowsOfLoose[at] = [2]int64{old[0], number}
				number++
			}
		}
	}
	loose(leftOut)
	for _, r := range k.list {
		if r.uid == leftOut {
			continue
		}
		set(r.place, number)
		number++
		loose(r.uid)
	}
}
