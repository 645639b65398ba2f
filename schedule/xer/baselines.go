package xer

import (
	"slices"
	"strings"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// baselines reads the projects of the file that are baselines of this one. A
// baseline has activities with numbers of their own: the code of an activity
// tells which is which. Those that the plan does not have any more keep their
// number behind the baseline's, as "4518/102".
func (m *mapper) baselines() {
	places, names := map[string]int{}, map[string]bool{"": true}
	for _, p := range m.all {
		if p.BaselineOf != m.project || p.ID == m.project {
			continue
		}
		name := p.ShortName
		if names[name] {
			name += "#" + p.ID
		}
		names[name] = true
		places[p.ID] = len(m.plan.Baselines)
		m.plan.Baselines = append(m.plan.Baselines, schedule.Baseline{Name: name})
	}
	if len(places) == 0 {
		return
	}
	m.each("PROJECT", func() {
		if at, ok := places[m.id("proj_id")]; ok {
			m.plan.Baselines[at].Taken = m.moment("last_recalc_date")
		}
		m.cells = m.cells[:0] // its losses are counted already
	})
	order, byCode := map[schedule.TaskID]int{}, map[string]schedule.TaskID{}
	for i := range m.plan.Tasks {
		order[m.plan.Tasks[i].ID] = i
		if id := m.plan.Tasks[i].ID; !strings.HasPrefix(string(id), wbsPrefix) {
			byCode[m.plan.Tasks[i].WBS] = id
		}
	}
	m.each("TASK", func() {
		project := m.id("proj_id")
		if at, ok := places[project]; ok {
			b := &m.plan.Baselines[at]
			b.Tasks = append(b.Tasks, m.baselineTask(project, byCode))
		}
		m.cells = m.cells[:0]
	})
	for i := range m.plan.Baselines {
		slices.SortStableFunc(m.plan.Baselines[i].Tasks, func(a, b schedule.BaselineTask) int { return planOrder(order, a.ID, b.ID) })
	}
}

// planOrder compares two tasks by their place in the plan; those that it does
// not have come last.
func planOrder(order map[schedule.TaskID]int, a, b schedule.TaskID) int {
	i, okA := order[a]
	j, okB := order[b]
	switch {
	case okA && okB:
		return i - j
	case okA:
		return -1
	case okB:
		return 1
	}
	return 0
}

// baselineTask reads what a baseline keeps of an activity: actual dates where
// there are any, else those that P6 had computed.
func (m *mapper) baselineTask(project string, byCode map[string]schedule.TaskID) schedule.BaselineTask {
	m.subject = finding.Ref{Kind: "baseline", ID: project}
	b := schedule.BaselineTask{
		Start:    m.firstMoment("act_start_date", "early_start_date", "restart_date", "target_start_date"),
		Finish:   m.firstMoment("act_end_date", "early_end_date", "reend_date", "target_end_date"),
		Duration: schedule.Duration{Length: m.duration("target_drtn_hr_cnt")},
		Work:     m.duration("target_work_qty") + m.duration("target_equip_qty"),
	}
	id, known := byCode[m.text("task_code")]
	if !known {
		id = schedule.TaskID(project + "/" + m.id("task_id"))
	}
	b.ID = id
	return b
}

// firstMoment reads the first of some dates that is set.
func (m *mapper) firstMoment(fields ...string) calendar.DateTime {
	for _, field := range fields {
		if t := m.moment(field); !t.IsZero() {
			return t
		}
	}
	return 0
}
