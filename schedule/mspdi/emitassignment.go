package mspdi

import (
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// assignmentCount returns how many assignments there are to write, those that
// are left out included.
func (d *draft) assignmentCount() int { return len(d.plan.Assignments) + len(d.standIns) }

// assignment writes one assignment of the plan, or one made besides.
func (e *emitter) assignment(i int) {
	if i -= len(e.plan.Assignments); i >= 0 {
		e.standIn(&e.standIns[i])
		return
	}
	i += len(e.plan.Assignments)
	a := &e.plan.Assignments[i]
	e.about("assignment", string(a.ID))
	if e.assignments.uid[i] == leftOut {
		e.lostAssignment(a)
		return
	}
	task, _ := e.tasks.place(string(a.Task))
	e.out.open("Assignment")
	e.int("UID", e.assignments.uid[i])
	e.int("TaskUID", e.tasks.uid[task])
	e.int("ResourceUID", e.resourceUID(a.Resource))
	e.percentWork(a)
	e.assignmentActuals(a, &e.plan.Tasks[task])
	e.tenths("Delay", "delay", a.Delay)
	start, finish := e.assignmentDates(i, task, a)
	e.moment("Finish", finish)
	e.delay(a.LevelingDelay)
	if a.RemainingWork != 0 || a.ActualWork != 0 {
		e.work("RemainingWork", a.RemainingWork)
	}
	e.moment("Start", start)
	e.date("Stop", "stop", a.Stop)
	e.date("Resume", "resume", a.Resume)
	if a.Units != 0 {
		e.share("Units", a.Units)
	}
	e.work("Work", a.Work)
	e.int("WorkContour", int64(e.contour(i, a)))
	e.assignmentID(i, a)
	e.segments(i, task, a)
	e.out.close("Assignment")
}

// lostAssignment notes why an assignment is left out.
func (e *emitter) lostAssignment(a *schedule.Assignment) {
	_, knownResource := e.resources.of(string(a.Resource))
	switch {
	case e.unknownTask(string(a.Task)):
		e.add("task", string(a.Task), CodeUnknownReference)
	case !knownResource && a.Resource != "":
		e.add("resource", string(a.Resource), CodeUnknownReference)
	default:
		e.leftOut(string(a.ID))
	}
}

// unassigned is the UID that stands for nobody.
const unassigned = -65535

func (e *emitter) resourceUID(id schedule.ResourceID) int64 {
	if uid, ok := e.resources.of(string(id)); ok {
		return uid
	}
	return unassigned
}

// assignmentID keeps the id of an assignment, if it has one.
func (e *emitter) assignmentID(i int, a *schedule.Assignment) {
	uid := e.assignments.uid[i]
	if a.ID == "" {
		e.add("id", numberText(uid), CodeIDReplaced)
		return
	}
	e.hostID(e.fields.assignment, string(a.ID), uid)
}

func (e *emitter) percentWork(a *schedule.Assignment) {
	if a.Work > 0 && a.ActualWork > 0 {
		e.int("PercentWorkComplete", min(int64(float64(a.ActualWork)/float64(a.Work)*100), 100))
	}
}

// assignmentActuals writes what has been done. Microsoft Project counts work
// that is done as done only where a date says when.
func (e *emitter) assignmentActuals(a *schedule.Assignment, t *schedule.Task) {
	start, finish := a.ActualStart, a.ActualFinish
	if done := t.Progress.ActualFinish; finish.IsZero() && !done.IsZero() && a.ActualWork > 0 && a.RemainingWork == 0 {
		e.add("actual_finish", done.String(), CodeFilledIn)
		finish = done
	}
	e.date("ActualFinish", "actual_finish", finish)
	e.date("ActualStart", "actual_start", start)
	e.works("ActualWork", a.ActualWork)
}

// assignmentDates returns where an assignment begins and ends, as far as that
// is plain: at its rows, or with its task if nothing delays it.
func (e *emitter) assignmentDates(i, task int, a *schedule.Assignment) (start, finish calendar.DateTime) {
	if rows := sound(a.Segments); e.remade[i] {
		if pieces := e.made[task].pieces; len(pieces) > 0 && a.Work > 0 {
			return pieces[0].start, pieces[len(pieces)-1].finish
		}
	} else if len(rows) > 0 {
		return rows[0].Start, rows[len(rows)-1].Finish
	}
	if x, ok := e.times(task); ok && a.Delay == 0 && a.LevelingDelay.Length == 0 {
		return x.Start, x.Finish
	}
	return 0, 0
}

// contour returns the shape of the work; rows that are made for gaps are a
// shape of their own where the work had a preset one.
func (e *emitter) contour(i int, a *schedule.Assignment) schedule.Contour {
	c := kindOrFirst(e, "contour", a.Contour, schedule.Contoured)
	if e.remade[i] && shaped(c) {
		c = schedule.Contoured
	}
	return c
}

// segments writes the work over time of an assignment: its own rows, those
// that had to be made from the gaps of its task, or none.
func (e *emitter) segments(i, task int, a *schedule.Assignment) {
	uid := e.assignments.uid[i]
	if e.remade[i] {
		e.hintAtGaps(task)
		e.madeSegments(uid, e.made[task], a.Work)
		return
	}
	for _, s := range a.Segments {
		if s.Start.IsZero() || s.Finish <= s.Start {
			e.add("segments", s.Start.String(), CodeRowsDropped)
			continue
		}
		e.segment(uid, s)
	}
}

// segment writes one row of work over time.
func (e *emitter) segment(uid int64, s schedule.Segment) {
	e.out.open("TimephasedData")
	kind := int64(plannedRow)
	if s.Actual {
		kind = actualRow
	}
	e.int("Type", kind)
	e.int("UID", uid)
	e.moment("Start", s.Start)
	e.moment("Finish", s.Finish)
	e.int("Unit", periodUnit(s.Finish-s.Start))
	e.work("Value", s.Work)
	e.out.close("TimephasedData")
}

// periodUnit returns the unit of a row by the clock time that it covers:
// minutes, hours, days, weeks or months.
func periodUnit(length calendar.DateTime) int64 {
	const hour, day = 3600, 24 * 3600
	switch {
	case length < hour:
		return 0
	case length < day:
		return 1
	case length < 7*day:
		return 2
	case length < 28*day:
		return 3
	}
	return 5
}
