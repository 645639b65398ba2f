package xer

import (
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// StoredTask is what Primavera P6 had computed for one activity when it wrote
// the file. Nothing of it is an input. Dates that the file does not have are
// zero.
type StoredTask struct {
	ID schedule.TaskID
	// The dates of what is not done yet. Of a completed activity P6 stores the
	// data date, which means nothing.
	EarlyStart, EarlyFinish, LateStart, LateFinish calendar.DateTime
	// The same, of an activity in progress for what remains of it; after
	// levelling these are the levelled dates.
	RemainingEarlyStart, RemainingEarlyFinish, RemainingLateStart, RemainingLateFinish calendar.DateTime
	PlannedStart, PlannedFinish                                                        calendar.DateTime
	// Floats in the working time of the activity. A completed activity has none.
	TotalFloat, FreeFloat       calendar.Work
	HasTotalFloat, HasFreeFloat bool
	Driving                     bool // on the longest path
	FloatPath                   int  // 0: none
}

// Stored returns the stored results of all activities of a project in the order
// of the file, summaries of the work breakdown included. An empty id stands for
// the project that [Options.Project] stands for then. The error is [*Faults]
// when there is no such project or values cannot be read.
func (d *Document) Stored(project string) ([]StoredTask, error) {
	m, err := d.newMapper(Options{Project: project, Charset: d.charset})
	if err != nil {
		return nil, err
	}
	m.setCurrency()
	var list []StoredTask
	m.own("TASK", func() {
		if m.begin("task", "task_id") != "" {
			list = append(list, m.stored())
		}
	})
	if err := m.failure(); err != nil {
		return nil, err
	}
	return list, nil
}

// stored reads the results of one activity.
func (m *mapper) stored() StoredTask {
	s := StoredTask{ID: schedule.TaskID(m.subject.ID)}
	s.EarlyStart, s.EarlyFinish = m.moment("early_start_date"), m.moment("early_end_date")
	s.LateStart, s.LateFinish = m.moment("late_start_date"), m.moment("late_end_date")
	s.RemainingEarlyStart, s.RemainingEarlyFinish = m.moment("restart_date"), m.moment("reend_date")
	s.RemainingLateStart, s.RemainingLateFinish = m.moment("rem_late_start_date"), m.moment("rem_late_end_date")
	s.PlannedStart, s.PlannedFinish = m.moment("target_start_date"), m.moment("target_end_date")
	s.TotalFloat, s.HasTotalFloat = m.hours("total_float_hr_cnt"), m.has("total_float_hr_cnt")
	s.FreeFloat, s.HasFreeFloat = m.hours("free_float_hr_cnt"), m.has("free_float_hr_cnt")
	s.Driving = m.flag("driving_path_flag")
	s.FloatPath = int(min(max(m.whole("float_path"), 0), 1<<30))
	return s
}
