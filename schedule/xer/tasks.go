package xer

import (
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// task reads one activity.
func (m *mapper) task() {
	id := m.begin("task", "task_id")
	if id == "" {
		return
	}
	if len(m.records.activities) >= m.limits.Tasks {
		m.over("Tasks", m.limits.Tasks)
		return
	}
	at, ok := m.records.nodes[m.id("wbs_id")]
	if !ok {
		at = omitted
		if m.has("wbs_id") {
			m.unknown("wbs_id", m.id("wbs_id"))
		}
	}
	index := len(m.records.activities)
	if string(m.raw("task_type")) == "TT_WBS" {
		index = omitted
	}
	if !m.fresh(m.records.tasks, id, "task_id", index) {
		return
	}
	if index == omitted {
		m.wbsActivity(at)
		return
	}
	a := activity{node: at}
	a.ID = schedule.TaskID(id)
	m.fillTask(&a.Task)
	m.records.activities = append(m.records.activities, a)
}

// wbsActivity leaves out an activity that sums up the node it is in.
func (m *mapper) wbsActivity(at int) {
	value := ""
	if at != omitted && !m.records.wbs[at].root {
		value = string(m.records.wbs[at].taskID())
	}
	m.noteValue("task_type", value, CodeWBSActivity)
}

// fillTask reads everything of an activity but its place.
func (m *mapper) fillTask(t *schedule.Task) {
	t.Name, t.WBS = m.text("task_name"), m.text("task_code")
	t.Kind = word(m, "task_type", "TT_Task TT_Rsrc TT_LOE TT_Mile TT_FinMile",
		schedule.WorkTask, schedule.ResourceDependent, schedule.LevelOfEffort, schedule.StartMilestone, schedule.FinishMilestone)
	t.Milestone = t.Kind == schedule.StartMilestone || t.Kind == schedule.FinishMilestone
	m.durationType(t)
	t.Priority = word(m, "priority_type", "PT_Normal PT_Top PT_High PT_Low PT_Lowest", 500, 900, 700, 300, 100)
	t.Calendar = m.calendarID("clndr_id")
	t.IgnoreResourceCalendars = t.Kind != schedule.ResourceDependent
	t.Duration.Length = m.duration("target_drtn_hr_cnt")
	t.Constraint = m.constraint("cstr_type", "cstr_date")
	t.Second = m.constraint("cstr_type2", "cstr_date2")
	t.ExpectedFinish = m.moment("expect_end_date")
	m.externalDates(t)
	m.progress(t)
}

// durationType reads what of an activity stays when resources change. Of fixed
// duration and units the work stays as well, as with effort-driven tasks.
func (m *mapper) durationType(t *schedule.Task) {
	type kind struct {
		typ    schedule.TaskType
		effort bool
	}
	k := word(m, "duration_type", "DT_FixedDrtn DT_FixedDUR2 DT_FixedRate DT_FixedQty",
		kind{schedule.FixedDuration, false}, kind{schedule.FixedDuration, true}, kind{schedule.FixedUnits, false}, kind{schedule.FixedWork, true})
	t.Type, t.EffortDriven = k.typ, k.effort
}

// constraint reads one of the two constraints of an activity.
func (m *mapper) constraint(kindField, dateField string) schedule.Constraint {
	if !m.has(kindField) {
		return schedule.Constraint{}
	}
	c := schedule.Constraint{Kind: word(m, kindField, "CS_ASAP CS_ALAP CS_MSO CS_MEO CS_MSOA CS_MSOB CS_MEOA CS_MEOB CS_MANDSTART CS_MANDFIN",
		schedule.AsSoonAsPossible, schedule.AsLateAsPossible, schedule.MustStartOn, schedule.MustFinishOn,
		schedule.StartNoEarlierThan, schedule.StartNoLaterThan, schedule.FinishNoEarlierThan, schedule.FinishNoLaterThan,
		schedule.MandatoryStart, schedule.MandatoryFinish)}
	if c.Kind.Dated() {
		if c.Date = m.moment(dateField); c.Date.IsZero() {
			m.note(kindField, CodeUndated)
			return schedule.Constraint{}
		}
	}
	return c
}

// externalDates turns what links from and to other projects say of an activity
// into constraints, which is what they are without those projects.
func (m *mapper) externalDates(t *schedule.Task) {
	for _, e := range []struct {
		field string
		kind  schedule.ConstraintKind
	}{{"external_early_start_date", schedule.StartNoEarlierThan}, {"external_late_end_date", schedule.FinishNoLaterThan}} {
		date := m.moment(e.field)
		if date.IsZero() {
			continue
		}
		slot := freeSlot(t)
		if m.records.ignoresRest || slot == nil {
			m.note(e.field, CodeExternalLost)
			continue
		}
		*slot = schedule.Constraint{Kind: e.kind, Date: date}
		m.note(e.field, CodeExternalDate)
	}
}

// freeSlot returns the constraint of a task that is not used, the second one
// first, or nil.
func freeSlot(t *schedule.Task) *schedule.Constraint {
	switch schedule.AsSoonAsPossible {
	case t.Second.Kind:
		return &t.Second
	case t.Constraint.Kind:
		return &t.Constraint
	}
	return nil
}

// progress reads what has happened on an activity. Done is the part of the
// planned duration that does not remain.
func (m *mapper) progress(t *schedule.Task) {
	p, planned, remaining := &t.Progress, t.Duration.Length, m.duration("remain_drtn_hr_cnt")
	p.ActualStart, p.ActualFinish = m.moment("act_start_date"), m.moment("act_end_date")
	m.checkStatus(p)
	switch {
	case p.ActualStart.IsZero():
		*p = schedule.Progress{}
		m.notBegun(t, remaining)
		return
	case !p.ActualFinish.IsZero():
		remaining = 0
		p.Percent = 100
	default:
		p.Percent = percentOf(planned-remaining, planned)
		p.Stop, p.Resume = m.moment("suspend_date"), m.moment("resume_date")
	}
	p.Done, p.Remaining = max(planned-remaining, 0), remaining
	actual := m.hours("act_work_qty") + m.hours("act_equip_qty")
	p.PercentWork = percentOf(actual, actual+m.hours("remain_work_qty")+m.hours("remain_equip_qty"))
}

// notBegun keeps a remaining duration that differs from the planned one.
func (m *mapper) notBegun(t *schedule.Task, remaining calendar.Work) {
	if remaining == t.Duration.Length || !m.has("remain_drtn_hr_cnt") {
		return
	}
	t.Progress.Remaining = remaining
	if remaining == 0 {
		m.note("remain_drtn_hr_cnt", CodeRemaining)
	}
}

// checkStatus compares the status with the actual dates.
func (m *mapper) checkStatus(p *schedule.Progress) {
	if !p.ActualFinish.IsZero() && p.ActualStart.IsZero() {
		m.note("act_end_date", CodeStatus)
		p.ActualFinish = 0
	}
	want := "TK_NotStart"
	switch {
	case !p.ActualFinish.IsZero():
		want = "TK_Complete"
	case !p.ActualStart.IsZero():
		want = "TK_Active"
	}
	if m.has("status_code") && string(m.raw("status_code")) != want {
		m.note("status_code", CodeStatus)
	}
}
