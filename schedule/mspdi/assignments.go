package mspdi

import (
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// nobody is the resource UID of an assignment that has no resource.
const nobody = "-65535"

// assignment reads one assignment. Those of the project summary, of blank rows
// and of tasks or resources that are left out go with them.
func (m *mapper) assignment(at int32) {
	a := schedule.Assignment{ID: schedule.AssignmentID(m.begin("assignment", at))}
	if len(m.plan.Assignments) >= m.limits.Assignments {
		m.over(at, "Assignments", m.limits.Assignments)
		return
	}
	delayFormat := 0
	m.children(at, func(at int32, name sym) {
		switch name {
		case symTaskUID:
			a.Task = schedule.TaskID(m.id(at))
		case symResourceUID:
			a.Resource = schedule.ResourceID(m.id(at))
		case symLevelingDelayFormat:
			delayFormat = m.within(at, 0, 53)
		case symTimephasedData:
			m.segment(at, &a)
		default:
			m.assignmentField(at, name, &a)
		}
	})
	if !m.keeps(&a) || !m.fresh(&m.records.assignments, string(a.ID), at, len(m.plan.Assignments)) {
		return
	}
	if a.LevelingDelay.Length != 0 {
		a.LevelingDelay.Unit, a.LevelingDelay.Elapsed = unitOf(delayFormat)
	}
	m.plan.Assignments = append(m.plan.Assignments, a)
}

// keeps resolves task and resource of an assignment and reports whether the
// plan holds it.
func (m *mapper) keeps(a *schedule.Assignment) bool {
	if a.ID == "" {
		return false
	}
	task, known := m.records.tasks[string(a.Task)]
	if !known {
		m.unknown("task_uid", string(a.Task))
	}
	if !known || task == omitted {
		return false
	}
	if a.Resource == "" || a.Resource == nobody {
		a.Resource = ""
		return true
	}
	resource, known := m.records.resources[string(a.Resource)]
	switch {
	case !known:
		m.unknown("resource_uid", string(a.Resource))
		a.Resource = ""
	case resource == omitted && a.Resource == "0":
		a.Resource = ""
	case resource == omitted:
		return false // of a budget resource
	}
	return true
}

func (m *mapper) assignmentField(at int32, name sym, a *schedule.Assignment) {
	switch name {
	case symUnits:
		if a.Units = m.share(at); a.Units == 0 && len(m.raw(at)) > 0 {
			m.note(at, CodeZeroUnits)
		}
	case symWork:
		a.Work = m.work(at)
	case symActualWork:
		a.ActualWork = m.work(at)
	case symRemainingWork:
		a.RemainingWork = m.work(at)
	case symDelay:
		a.Delay = m.tenths(at)
	case symLevelingDelay:
		a.LevelingDelay.Length = m.tenths(at)
	case symExtendedAttribute:
		m.attribute(at)
	case symGUID:
		if task, made := m.madeGUID(at, guidPlacehold); made {
			m.records.placeholders[a.ID] = task
		}
	case symWorkContour:
		a.Contour = kind(m, at, schedule.Flat, schedule.BackLoaded, schedule.FrontLoaded, schedule.DoublePeak,
			schedule.EarlyPeak, schedule.LatePeak, schedule.Bell, schedule.Turtle, schedule.Contoured)
	case symActualStart:
		a.ActualStart = m.moment(at)
	case symActualFinish:
		a.ActualFinish = m.moment(at)
	case symStop:
		a.Stop = m.moment(at)
	case symResume:
		a.Resume = m.moment(at)
	case symCostRateTable:
		if len(m.raw(at)) > 0 && m.int(at) != 0 {
			m.note(at, CodeRateTable)
		}
	default:
		m.lost(at)
	}
}

// The types of the rows of work over time that a plan takes: work to do and
// work done. The others are costs, overtime and baselines.
const (
	plannedRow = 1
	actualRow  = 2
)

// segment reads one row of work over time. A row without a value is a gap.
func (m *mapper) segment(at int32, a *schedule.Assignment) {
	kindAt := m.child(at, symType)
	if kindAt == 0 {
		return
	}
	rowType := m.int(kindAt)
	if rowType != plannedRow && rowType != actualRow {
		return
	}
	s := schedule.Segment{Actual: rowType == actualRow}
	m.children(at, func(at int32, name sym) {
		switch name {
		case symStart:
			s.Start = m.moment(at)
		case symFinish:
			s.Finish = m.moment(at)
		case symValue:
			s.Work = read(m, at, "a duration", parseWork)
		}
	})
	if !s.Start.IsZero() && s.Start < s.Finish {
		a.Segments = append(a.Segments, s)
	}
}

func compareMoments(a, b calendar.DateTime) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}
