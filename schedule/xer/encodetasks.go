package xer

import (
	"strconv"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// writeActivities writes the activities in plan order.
func (e *encoder) writeActivities() {
	e.table("TASK", `task_id proj_id wbs_id clndr_id phys_complete_pct=0 rev_fdbk_flag=N est_wt=1 lock_plan_flag=N auto_compute_act_flag=N
		complete_pct_type=CP_Drtn task_type duration_type status_code task_code task_name rsrc_id total_float_hr_cnt free_float_hr_cnt
		remain_drtn_hr_cnt act_work_qty remain_work_qty target_work_qty target_drtn_hr_cnt target_equip_qty=0 act_equip_qty=0 remain_equip_qty=0
		cstr_date act_start_date act_end_date late_start_date late_end_date expect_end_date early_start_date early_end_date restart_date reend_date
		target_start_date target_end_date rem_late_start_date rem_late_end_date cstr_type priority_type suspend_date resume_date float_path
		float_path_order guid tmpl_guid cstr_date2 cstr_type2 driving_path_flag act_this_per_work_qty=0 act_this_per_equip_qty=0
		external_early_start_date external_late_end_date create_date update_date create_user update_user location_id crt_path_num`)
	e.codes = make(map[string]bool, len(e.plan.Tasks))
	quantities := e.quantities()
	for i := range e.plan.Tasks {
		if e.places[i] == asActivity {
			e.writeActivity(i, quantities[i])
		}
	}
}

func (e *encoder) writeActivity(i int, q quantity) {
	t := &e.plan.Tasks[i]
	e.setInt("task_id", e.numbers.tasks[i])
	e.setInt("proj_id", projectNumber)
	if up := e.parent(i); up < len(e.plan.Tasks) {
		e.setInt("wbs_id", e.numbers.tasks[up])
	} else {
		e.setInt("wbs_id", e.numbers.root)
	}
	e.code("task_code", t, e.codes, "A"+strconv.Itoa(e.numbers.tasks[i]))
	e.text("task_name", t.Name, 120, taskRef(t.ID, "name"))
	e.commonLosses(t)
	e.writeCalendarOf(t)
	kind := e.writeKind(t)
	e.writeTypes(t)
	e.writeConstraints(t)
	e.set("expect_end_date", e.date(t.ExpectedFinish, taskRef(t.ID, "expected_finish")))
	e.set("target_start_date", momentText(e.startDate()))
	e.writeProgress(t, e.writeDuration(t, kind), q)
	e.end()
}

// writeCalendarOf writes the calendar of an activity, which has one in any
// case. Durations in clock time run on the calendar of 24 hours.
func (e *encoder) writeCalendarOf(t *schedule.Task) {
	ignores := t.Kind != schedule.ResourceDependent
	e.count(t.IgnoreResourceCalendars != ignores, "task", "ignore_resource_calendars", CodeChanged)
	if t.Duration.Elapsed {
		e.setInt("clndr_id", e.numbers.clock)
		e.note(taskRef(t.ID, "calendar"), string(t.Calendar), CodeChanged)
		e.note(taskRef(t.ID, "duration.elapsed"), "true", CodeChanged)
		return
	}
	if _, known := e.numbers.calendars[t.Calendar]; !known {
		e.count(t.Calendar == "", "task", "calendar", CodeChanged)
		e.noteIf(t.Calendar != "", taskRef(t.ID, "calendar"), string(t.Calendar), CodeNotWritten)
	}
	e.setInt("clndr_id", e.calendarNumber(t.Calendar))
}

// writeKind writes the type of an activity. A point that is marked as a
// milestone becomes a finish milestone, which stays where its predecessors end.
func (e *encoder) writeKind(t *schedule.Task) schedule.TaskKind {
	kind := t.Kind
	if kind == schedule.WorkTask && t.Milestone && t.Duration.Length == 0 {
		kind = schedule.FinishMilestone
		e.count(true, "task", "kind", CodeChanged)
	}
	if kind > schedule.ResourceDependent {
		kind = schedule.WorkTask
		e.note(taskRef(t.ID, "kind"), t.Kind.String(), CodeNotWritten)
	}
	e.count(t.Milestone != isMilestone(kind), "task", "milestone", CodeNotWritten)
	e.set("task_type", pickWord(kind, "TT_Task TT_Mile TT_FinMile TT_LOE TT_Rsrc"))
	return kind
}

func isMilestone(kind schedule.TaskKind) bool {
	return kind == schedule.StartMilestone || kind == schedule.FinishMilestone
}

// writeTypes writes what stays when resources change, and the priority.
func (e *encoder) writeTypes(t *schedule.Task) {
	typ, effort := "DT_FixedRate", false
	switch {
	case t.Type == schedule.FixedWork:
		typ, effort = "DT_FixedQty", true
	case t.Type == schedule.FixedDuration && t.EffortDriven:
		typ, effort = "DT_FixedDUR2", true
	case t.Type == schedule.FixedDuration:
		typ = "DT_FixedDrtn"
	}
	e.set("duration_type", typ)
	e.noteIf(t.Type > schedule.FixedWork, taskRef(t.ID, "type"), t.Type.String(), CodeNotWritten)
	e.count(t.EffortDriven != effort, "task", "effort_driven", CodeChanged)
	level := min(max((t.Priority-1)/200, 0), 4)
	e.set("priority_type", [...]string{"PT_Lowest", "PT_Low", "PT_Normal", "PT_High", "PT_Top"}[level])
	e.count(t.Priority != level*200+100, "task", "priority", CodeChanged)
}

// writeDuration writes the planned duration and returns it. A milestone has
// none.
func (e *encoder) writeDuration(t *schedule.Task, kind schedule.TaskKind) calendar.Work {
	length := t.Duration.Length
	if length < 0 || length > maxWork || length > 0 && isMilestone(kind) {
		e.note(taskRef(t.ID, "duration"), length.String(), CodeNotWritten)
		length = 0
	}
	e.set("target_drtn_hr_cnt", hoursText(length))
	return length
}

// writeConstraints writes the two constraints of an activity. What P6 does not
// know takes a free one: a deadline bounds the late finish, and a manual task
// starts, or ends, when it has to.
func (e *encoder) writeConstraints(t *schedule.Task) {
	c := *t
	if t.Manual {
		e.manualLosses(t, CodeChanged)
		c.Constraint, c.Second = manualConstraint(t), schedule.Constraint{}
		e.note(taskRef(t.ID, "constraint"), constraintText(t.Constraint), CodeChanged)
		e.noteIf(t.Second != schedule.Constraint{}, taskRef(t.ID, "second"), constraintText(t.Second), CodeNotWritten)
		e.noteIf(!t.Deadline.IsZero(), taskRef(t.ID, "deadline"), t.Deadline.String(), CodeNotWritten)
	} else {
		e.manualLosses(t, CodeNotWritten)
		e.placeDeadline(t, &c)
	}
	e.writeConstraint(t, c.Constraint, "cstr_type", "cstr_date", "constraint")
	e.writeConstraint(t, c.Second, "cstr_type2", "cstr_date2", "second")
}

// placeDeadline turns a deadline into a constraint where one is free.
func (e *encoder) placeDeadline(t, c *schedule.Task) {
	if t.Deadline.IsZero() {
		return
	}
	slot := freeSlot(c)
	if slot == nil {
		e.note(taskRef(t.ID, "deadline"), t.Deadline.String(), CodeNotWritten)
		return
	}
	field := "constraint"
	if slot == &c.Second {
		field = "second"
	}
	*slot = schedule.Constraint{Kind: schedule.FinishNoLaterThan, Date: t.Deadline}
	e.note(taskRef(t.ID, "deadline"), t.Deadline.String(), CodeChanged)
	e.note(taskRef(t.ID, field), "", CodeChanged)
}

func manualConstraint(t *schedule.Task) schedule.Constraint {
	switch {
	case !t.Start.IsZero():
		return schedule.Constraint{Kind: schedule.MandatoryStart, Date: t.Start}
	case !t.Finish.IsZero():
		return schedule.Constraint{Kind: schedule.MandatoryFinish, Date: t.Finish}
	}
	return schedule.Constraint{}
}

func (e *encoder) writeConstraint(t *schedule.Task, c schedule.Constraint, kindColumn, dateColumn, field string) {
	words := [...]string{"", "CS_ALAP", "CS_MSO", "CS_MEO", "CS_MSOA", "CS_MSOB", "CS_MEOA", "CS_MEOB", "CS_MANDSTART", "CS_MANDFIN"}
	ref := taskRef(t.ID, field)
	date := ""
	if c.Kind.Dated() {
		date = e.date(c.Date, ref)
	}
	if int(c.Kind) >= len(words) || c.Kind.Dated() && date == "" || !c.Kind.Dated() && !c.Date.IsZero() {
		e.note(ref, constraintText(c), CodeNotWritten)
	}
	if int(c.Kind) < len(words) && (date != "" || !c.Kind.Dated()) {
		e.set(kindColumn, words[c.Kind])
		e.set(dateColumn, date)
	}
}

// quantity is the work of an activity's resources.
type quantity struct{ planned, actual, remaining calendar.Work }

// quantities sums the work of each task's assignments as they are written.
func (e *encoder) quantities() []quantity {
	list := make([]quantity, len(e.plan.Tasks))
	kinds := e.resourceKinds()
	for k := range e.plan.Assignments {
		a := &e.plan.Assignments[k]
		if e.assignable(a) && kinds[a.Resource] == schedule.WorkResource {
			q := &list[e.index[a.Task]]
			q.planned = sumWork(q.planned, a.Work)
			q.actual = sumWork(q.actual, a.ActualWork)
			q.remaining = sumWork(q.remaining, remainingWork(a))
		}
	}
	return list
}

// sumWork adds within what a reader takes.
func sumWork(a, b calendar.Work) calendar.Work { return min(a+min(max(b, 0), maxWork), maxWork) }

func (e *encoder) resourceKinds() map[schedule.ResourceID]schedule.ResourceKind {
	kinds := make(map[schedule.ResourceID]schedule.ResourceKind, len(e.plan.Resources))
	for i := range e.plan.Resources {
		kinds[e.plan.Resources[i].ID] = e.plan.Resources[i].Kind
	}
	return kinds
}

// remainingWork returns the work left of an assignment: all of it where nothing
// has been recorded.
func remainingWork(a *schedule.Assignment) calendar.Work {
	if a.RemainingWork == 0 && a.ActualWork == 0 {
		return a.Work
	}
	return a.RemainingWork
}

// writeProgress writes what has happened on an activity, and notes what will be
// read otherwise.
func (e *encoder) writeProgress(t *schedule.Task, planned calendar.Work, q quantity) {
	p := t.Progress
	read := schedule.Progress{ActualCost: p.ActualCost} // what a reader will make of it
	status, remaining := "TK_NotStart", planned
	switch {
	case !writable(p.ActualStart):
		if p.Remaining > 0 && p.Remaining != planned && p.Remaining <= maxWork {
			remaining, read.Remaining = p.Remaining, p.Remaining
		}
	case writable(p.ActualFinish):
		status, remaining = "TK_Complete", 0
		read.ActualStart, read.ActualFinish, read.Percent, read.Done = p.ActualStart, p.ActualFinish, 100, planned
	default:
		status, remaining = "TK_Active", rest(p, planned)
		read.ActualStart, read.Stop, read.Resume = p.ActualStart, p.Stop, p.Resume
		read.Done, read.Remaining, read.Percent = max(planned-remaining, 0), remaining, percentOf(planned-remaining, planned)
	}
	if status != "TK_NotStart" {
		read.PercentWork = percentOf(q.actual, q.actual+q.remaining)
	}
	e.set("status_code", status)
	e.set("remain_drtn_hr_cnt", hoursText(remaining))
	e.set("act_start_date", e.date(read.ActualStart, taskRef(t.ID, "actual_start")))
	e.set("act_end_date", e.date(read.ActualFinish, taskRef(t.ID, "actual_finish")))
	e.set("suspend_date", e.date(read.Stop, taskRef(t.ID, "stop")))
	e.set("resume_date", e.date(read.Resume, taskRef(t.ID, "resume")))
	e.set("target_work_qty", hoursText(q.planned))
	e.set("act_work_qty", hoursText(q.actual))
	e.set("remain_work_qty", hoursText(q.remaining))
	e.progressLosses(t.ID, p, read, CodeChanged)
}

// rest returns what remains of an activity in progress.
func rest(p schedule.Progress, planned calendar.Work) calendar.Work {
	if p.Done == 0 && p.Remaining == 0 {
		return planned - planned*calendar.Work(min(max(p.Percent, 0), 100))/100
	}
	return min(max(p.Remaining, 0), maxWork)
}

// progressLosses notes where progress will be read otherwise. Where only a
// percentage was recorded, the durations that follow from it are no loss, but
// they count as changed.
func (e *encoder) progressLosses(id schedule.TaskID, p, read schedule.Progress, reason finding.Code) {
	date := func(field string, was, is calendar.DateTime) {
		e.noteIf(was != is, taskRef(id, field), was.String(), reason)
	}
	percent := func(field string, was, is int) {
		e.noteIf(was != is, taskRef(id, field), strconv.Itoa(was), reason)
	}
	length := func(field string, was, is calendar.Work) {
		e.count(was != is && was == 0, "task", field, CodeChanged)
		e.noteIf(was != is && was != 0, taskRef(id, field), was.String(), reason)
	}
	date("actual_start", p.ActualStart, read.ActualStart)
	date("actual_finish", p.ActualFinish, read.ActualFinish)
	date("stop", p.Stop, read.Stop)
	date("resume", p.Resume, read.Resume)
	percent("percent", p.Percent, read.Percent)
	percent("percent_work", p.PercentWork, read.PercentWork)
	length("done", p.Done, read.Done)
	length("remaining", p.Remaining, read.Remaining)
	e.noteIf(!p.ActualCost.Equal(read.ActualCost), taskRef(id, "actual_cost"), p.ActualCost.String(), reason)
}

// writeExpenses writes the costs that no assignment carries, one row a task.
func (e *encoder) writeExpenses() {
	begun := false
	for i := range e.plan.Tasks {
		t := &e.plan.Tasks[i]
		if e.places[i] != asActivity || t.FixedCost.Sign() == 0 && t.Progress.ActualCost.Sign() == 0 {
			continue
		}
		if !begun {
			begun = true
			e.table("PROJCOST", `cost_item_id acct_id pobs_id cost_type_id proj_id task_id cost_name po_number vendor_name act_cost cost_per_qty
				remain_cost=0.0000 target_cost cost_load_type=CL_Uniform auto_compute_act_flag=N target_qty=1 qty_name cost_descr contract_manager_import`)
		}
		planned := e.money(t.FixedCost, taskRef(t.ID, "fixed_cost"))
		e.setInt("cost_item_id", e.numbers.tasks[i])
		e.setInt("proj_id", projectNumber)
		e.setInt("task_id", e.numbers.tasks[i])
		e.set("cost_name", "Cost")
		e.set("act_cost", e.money(t.Progress.ActualCost, taskRef(t.ID, "actual_cost")))
		e.set("cost_per_qty", planned)
		e.set("target_cost", planned)
		if open, err := t.FixedCost.Sub(t.Progress.ActualCost); err == nil && open.Sign() > 0 && open.Currency() == e.currency {
			e.set("remain_cost", open.Text())
		}
		e.end()
	}
}

// writeLinks writes the links between activities.
func (e *encoder) writeLinks() {
	e.table("TASKPRED", "task_pred_id task_id pred_task_id proj_id pred_proj_id pred_type lag_hr_cnt comments float_path aref arls")
	number := 0
	for _, l := range e.plan.Links {
		from, okFrom := e.index[l.From]
		to, okTo := e.index[l.To]
		ref := finding.Ref{Kind: "link", ID: string(l.From) + ">" + string(l.To)}
		if !okFrom || !okTo || l.External || e.places[from] != asActivity || e.places[to] != asActivity {
			e.note(ref, l.Type.String(), CodeLeftOut)
			continue
		}
		number++
		e.setInt("task_pred_id", number)
		e.setInt("task_id", e.numbers.tasks[to])
		e.setInt("pred_task_id", e.numbers.tasks[from])
		e.setInt("proj_id", projectNumber)
		e.setInt("pred_proj_id", projectNumber)
		e.set("pred_type", pickWord(l.Type, "PR_FS PR_SS PR_FF PR_SF"))
		e.noteIf(l.Type > schedule.StartToFinish, finding.Ref{Kind: "link", ID: ref.ID, Field: "type"}, l.Type.String(), CodeNotWritten)
		e.set("lag_hr_cnt", hoursText(e.lag(l, from, ref)))
		e.end()
	}
}

// lag returns a lag as working time. One in percent becomes what it is of the
// predecessor's duration.
func (e *encoder) lag(l schedule.Link, from int, ref finding.Ref) calendar.Work {
	ref.Field = "lag"
	e.count(l.Lag.Unit != schedule.DefaultUnit, "link", "lag.unit", CodeNotWritten)
	length := l.Lag.Length
	switch {
	case l.Lag.Percent != 0:
		length = percentLag(e.plan.Tasks[from].Duration.Length, l.Lag.Percent)
		e.note(ref, strconv.Itoa(l.Lag.Percent)+"%", CodeChanged)
	case l.Lag.Elapsed:
		e.note(ref, length.String()+" elapsed", CodeChanged)
	}
	if length > maxWork || length < -maxWork {
		e.note(ref, length.String(), CodeNotWritten)
		return 0
	}
	return length
}

// percentLag returns so many percent of a duration, rounded half away from
// zero; it is too large to be written where it would overflow.
func percentLag(duration calendar.Work, percent int) calendar.Work {
	if duration > maxWork || duration < 0 || percent > 1_000_000 || percent < -1_000_000 {
		return maxWork + 1
	}
	product := int64(duration) * int64(percent)
	half := int64(50)
	if product < 0 {
		half = -half
	}
	return calendar.Work((product + half) / 100)
}
