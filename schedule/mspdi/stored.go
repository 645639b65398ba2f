package mspdi

import (
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// StoredTask is what Microsoft Project had computed for one task when it saved
// the file. Nothing of it is an input, but for Start and Finish of a manual
// task. Floats that the file does not have are zero.
type StoredTask struct {
	ID                      schedule.TaskID
	Start, Finish           calendar.DateTime
	EarlyStart, EarlyFinish calendar.DateTime
	LateStart, LateFinish   calendar.DateTime
	// Floats in the working time of the task, clock time for one of elapsed
	// duration.
	StartFloat, FinishFloat, TotalFloat, FreeFloat calendar.Work
	Duration                                       calendar.Work
	Critical                                       bool
}

// Stored returns the stored results of all tasks, in the order of the file,
// with the project summary first where there is one and without blank rows.
// The error is [*Faults] when values cannot be read.
func (d *Document) Stored() ([]StoredTask, error) {
	m := &mapper{doc: d, limits: d.limits, plan: &schedule.Plan{}}
	if !m.isProject() {
		return nil, &Faults{List: []*Error{m.errorAt(0, ErrData, "the root element is not Project")}}
	}
	var list []StoredTask
	m.children(0, func(at int32, name sym) {
		if name == symTasks {
			m.each([]int32{at}, symTask, func(at int32) {
				if s, ok := m.stored(at); ok {
					list = append(list, s)
				}
			})
		}
	})
	if m.err != nil {
		return nil, m.err
	}
	if len(m.faults.List) > 0 {
		return nil, &m.faults
	}
	if len(m.idFields()) > 0 {
		return d.withIDs(list)
	}
	return list, nil
}

// withIDs puts the ids that the tasks have in the plan in the place of their
// UIDs.
func (d *Document) withIDs(list []StoredTask) ([]StoredTask, error) {
	m, err := d.read(Options{Tolerant: true, Limits: d.limits})
	if err != nil {
		return nil, err
	}
	for i := range list {
		if at, known := m.records.tasks[string(list[i].ID)]; known && at != omitted {
			list[i].ID = m.plan.Tasks[at].ID
		}
	}
	return list, nil
}

func (m *mapper) stored(at int32) (s StoredTask, ok bool) {
	null := false
	m.children(at, func(at int32, name sym) {
		switch name {
		case symUID:
			s.ID = schedule.TaskID(m.id(at))
		case symIsNull:
			null = m.flag(at)
		case symCritical:
			s.Critical = m.flag(at)
		case symDuration:
			s.Duration = m.work(at)
		default:
			m.storedDate(at, name, &s)
		}
	})
	return s, s.ID != "" && !null
}

func (m *mapper) storedDate(at int32, name sym, s *StoredTask) {
	switch name {
	case symStart:
		s.Start = m.moment(at)
	case symFinish:
		s.Finish = m.moment(at)
	case symEarlyStart:
		s.EarlyStart = m.moment(at)
	case symEarlyFinish:
		s.EarlyFinish = m.moment(at)
	case symLateStart:
		s.LateStart = m.moment(at)
	case symLateFinish:
		s.LateFinish = m.moment(at)
	case symStartSlack:
		s.StartFloat = m.tenths(at)
	case symFinishSlack:
		s.FinishFloat = m.tenths(at)
	case symTotalSlack:
		s.TotalFloat = m.tenths(at)
	case symFreeSlack:
		s.FreeFloat = m.tenths(at)
	}
}
