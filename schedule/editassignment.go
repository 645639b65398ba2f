package schedule

import (
	"slices"

	"github.com/milepost-go/milepost/lifecycle/finding"
)

// findAssignment returns the place of an assignment that must exist, or
// reports false.
func (e *editor) findAssignment() (int, bool) {
	id := e.edit.Assignment
	i := slices.IndexFunc(e.plan.Assignments, func(a Assignment) bool { return a.ID == id })
	if i < 0 {
		e.missing(CodeEditNoAssignment, "assignment", string(id))
	}
	return i, i >= 0
}

// setAssignment sets one field of an assignment.
func (e *editor) setAssignment() {
	i, ok := e.findAssignment()
	if !ok {
		return
	}
	a := &e.plan.Assignments[i]
	switch e.edit.Kind {
	case EditUnits:
		if e.notNegative(int64(e.edit.Units), "units_millionths") {
			a.Units = e.edit.Units
		}
	case EditWork:
		if e.notNegative(int64(e.edit.Work), "work_s") {
			a.Work = e.edit.Work
		}
	case EditResource:
		if e.hasResource(e.edit.Resource, "resource") {
			a.Resource = e.edit.Resource
		}
	}
}

func (e *editor) notNegative(n int64, field string) bool {
	if n < 0 {
		e.fault(finding.Finding{Code: CodeEditNegative, Want: finding.Number(0, ""), Got: finding.Number(n, ""), Remedy: RemedyMendAssignment}, field)
	}
	return n >= 0
}

// addAssignment appends an assignment.
func (e *editor) addAssignment() {
	a := e.edit.NewAssignment
	a.Segments = slices.Clone(a.Segments)
	before := len(e.found)
	if a.ID == "" {
		e.fault(finding.Finding{Code: CodeNoID, Remedy: RemedyUniqueID}, "new_assignment.id")
	} else if slices.ContainsFunc(e.plan.Assignments, func(other Assignment) bool { return other.ID == a.ID }) {
		e.taken("new_assignment.id", string(a.ID))
	}
	e.findTask(a.Task, "new_assignment.task")
	e.hasResource(a.Resource, "new_assignment.resource")
	e.notNegative(int64(a.Units), "new_assignment.units_millionths")
	for _, work := range []struct {
		n    int64
		name string
	}{{int64(a.Work), "work_s"}, {int64(a.ActualWork), "actual_work_s"}, {int64(a.RemainingWork), "remaining_work_s"}, {int64(a.Delay), "delay_s"}} {
		e.notNegative(work.n, "new_assignment."+work.name)
	}
	if len(e.found) == before {
		e.plan.Assignments = append(e.plan.Assignments, a)
	}
}

func (e *editor) removeAssignment() {
	if i, ok := e.findAssignment(); ok {
		e.plan.Assignments = slices.Delete(e.plan.Assignments, i, i+1)
	}
}
