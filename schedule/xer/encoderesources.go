package xer

import (
	"strconv"
	"unicode/utf8"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule"
)

func resourceRef(id schedule.ResourceID, field string) finding.Ref {
	return finding.Ref{Kind: "resource", ID: string(id), Field: field}
}

func (e *encoder) writeResources() {
	if len(e.plan.Resources) == 0 {
		return
	}
	e.table("RSRC", `rsrc_id parent_rsrc_id clndr_id role_id shift_id user_id pobs_id guid rsrc_seq_num email_addr employee_code office_phone other_phone
		rsrc_name rsrc_short_name rsrc_title_name def_qty_per_hr cost_qty_type=QT_Hour ot_factor active_flag=Y auto_compute_act_flag=Y
		def_cost_qty_link_flag=Y ot_flag=N curr_id=1 unit_id rsrc_type location_id rsrc_notes load_tasks_flag level_flag=N last_checksum`)
	parents := e.parentResources()
	for i := range e.plan.Resources {
		r := &e.plan.Resources[i]
		number := e.numbers.resources[r.ID]
		e.setInt("rsrc_id", number)
		if parents[i] >= 0 {
			e.setInt("parent_rsrc_id", e.numbers.resources[e.plan.Resources[parents[i]].ID])
		}
		e.noteIf(r.Group != "" && parents[i] < 0, resourceRef(r.ID, "group"), r.Group, CodeNotWritten)
		if _, known := e.numbers.calendars[r.Calendar]; !known {
			e.count(r.Calendar == "", "resource", "calendar", CodeChanged)
			e.noteIf(r.Calendar != "", resourceRef(r.ID, "calendar"), string(r.Calendar), CodeNotWritten)
		}
		e.setInt("clndr_id", e.calendarNumber(r.Calendar))
		e.setInt("rsrc_seq_num", i)
		e.text("email_addr", r.Email, 120, resourceRef(r.ID, "email"))
		e.text("rsrc_name", r.Name, 100, resourceRef(r.ID, "name"))
		e.noteIf(r.Name == "", resourceRef(r.ID, "name"), "", CodeChanged)
		e.set("rsrc_short_name", "R"+strconv.Itoa(number))
		e.set("def_qty_per_hr", shareText(clampShare(r.Max)))
		e.noteIf(clampShare(r.Max) != r.Max, resourceRef(r.ID, "max"), strconv.FormatInt(int64(r.Max), 10), CodeNotWritten)
		e.set("rsrc_type", pickWord(r.Kind, "RT_Labor RT_Mat RT_Mat"))
		e.noteIf(r.Kind > schedule.MaterialResource, resourceRef(r.ID, "kind"), r.Kind.String(), CodeChanged)
		e.noteIf(r.CostPerUse.Sign() != 0, resourceRef(r.ID, "cost_per_use"), r.CostPerUse.String(), CodeNotWritten)
		e.end()
	}
}

// parentResources returns for every resource the one whose name is its group,
// the first of that name, or -1. Resources never become their own ancestors.
func (e *encoder) parentResources() []int {
	list := e.plan.Resources
	byName := make(map[string]int, len(list))
	for i := range list {
		if _, taken := byName[list[i].Name]; !taken && e.keepsName(list[i].Name) {
			byName[list[i].Name] = i
		}
	}
	parents := make([]int, len(list))
	for i := range parents {
		parents[i] = -1
	}
	for i := range list {
		at, ok := byName[list[i].Group]
		if !ok || list[i].Group == "" {
			continue
		}
		up := at
		for up >= 0 && up != i {
			up = parents[up]
		}
		if up < 0 {
			parents[i] = at
		}
	}
	return parents
}

// keepsName reports whether a name is written as it is.
func (e *encoder) keepsName(name string) bool {
	_, clean := e.fit(name)
	return clean && utf8.RuneCountInString(name) <= 100
}

func (e *encoder) writeRates() {
	if len(e.plan.Resources) == 0 {
		return
	}
	e.table("RSRCRATE", "rsrc_rate_id rsrc_id max_qty_per_hr cost_per_qty start_date shift_period_id cost_per_qty2 cost_per_qty3 cost_per_qty4 cost_per_qty5")
	start := momentText(e.startDate())
	for i := range e.plan.Resources {
		r := &e.plan.Resources[i]
		e.setInt("rsrc_rate_id", i+1)
		e.setInt("rsrc_id", e.numbers.resources[r.ID])
		e.set("max_qty_per_hr", shareText(clampShare(r.Max)))
		e.set("cost_per_qty", e.money(r.Rate, resourceRef(r.ID, "rate")))
		e.set("start_date", start)
		e.end()
	}
}

func (e *encoder) writeAssignments() {
	if len(e.plan.Assignments) == 0 {
		return
	}
	e.table("TASKRSRC", `taskrsrc_id task_id proj_id cost_qty_link_flag=Y role_id acct_id rsrc_id pobs_id skill_level remain_qty target_qty remain_qty_per_hr
		target_lag_drtn_hr_cnt target_qty_per_hr act_ot_qty=0 act_reg_qty relag_drtn_hr_cnt=0 ot_factor cost_per_qty target_cost=0.0000
		act_reg_cost=0.0000 act_ot_cost=0.0000 remain_cost=0.0000 act_start_date act_end_date restart_date reend_date target_start_date
		target_end_date rem_late_start_date rem_late_end_date rollup_dates_flag=Y target_crv remain_crv actual_crv ts_pend_act_end_flag=N guid
		rate_type=COST_PER_QTY act_this_per_cost=0.0000 act_this_per_qty=0 curv_id rsrc_type cost_per_qty_source_type=ST_Rsrc create_user
		create_date has_rsrchours taskrsrc_sum_id`)
	kinds := e.resourceKinds()
	for k := range e.plan.Assignments {
		a := &e.plan.Assignments[k]
		if e.numbers.assignments[k] == 0 {
			e.note(finding.Ref{Kind: "assignment", ID: string(a.ID)}, string(a.Task), CodeLeftOut)
			continue
		}
		e.setInt("taskrsrc_id", e.numbers.assignments[k])
		e.writeAssignment(a, kinds[a.Resource])
		e.end()
	}
}

func (e *encoder) writeAssignment(a *schedule.Assignment, kind schedule.ResourceKind) {
	ref := func(field string) finding.Ref {
		return finding.Ref{Kind: "assignment", ID: string(a.ID), Field: field}
	}
	e.setInt("task_id", e.numbers.tasks[e.index[a.Task]])
	e.setInt("proj_id", projectNumber)
	if a.Resource == "" {
		e.setInt("role_id", roleNumber)
	} else {
		e.setInt("rsrc_id", e.numbers.resources[a.Resource])
	}
	e.set("rsrc_type", pickWord(kind, "RT_Labor RT_Mat RT_Mat"))
	e.set("target_qty_per_hr", shareText(clampShare(a.Units)))
	e.set("remain_qty_per_hr", shareText(clampShare(a.Units)))
	e.noteIf(clampShare(a.Units) != a.Units, ref("units"), strconv.FormatInt(int64(a.Units), 10), CodeNotWritten)
	e.writeWork(a, kind, ref)
	e.set("target_lag_drtn_hr_cnt", e.length(a.Delay, -maxWork, ref("delay")))
	e.set("act_start_date", e.date(a.ActualStart, ref("actual_start")))
	e.set("act_end_date", e.date(a.ActualFinish, ref("actual_finish")))
	e.noteIf(!a.Stop.IsZero(), ref("stop"), a.Stop.String(), CodeNotWritten)
	e.noteIf(!a.Resume.IsZero(), ref("resume"), a.Resume.String(), CodeNotWritten)
	e.noteIf(a.LevelingDelay != schedule.Duration{}, ref("leveling_delay"), a.LevelingDelay.Length.String(), CodeNotWritten)
	e.noteIf(a.Contour != schedule.Flat, ref("contour"), a.Contour.String(), CodeNotWritten)
	e.noteIf(len(a.Segments) > 0, ref("segments"), strconv.Itoa(len(a.Segments)), CodeNotWritten)
}

// writeWork writes the hours of an assignment. Of materials and costs they mean
// nothing.
func (e *encoder) writeWork(a *schedule.Assignment, kind schedule.ResourceKind, ref func(string) finding.Ref) {
	work, actual, remaining := a.Work, a.ActualWork, remainingWork(a)
	if kind != schedule.WorkResource {
		e.noteIf(work != 0, ref("work"), work.String(), CodeNotWritten)
		e.noteIf(actual != 0, ref("actual_work"), actual.String(), CodeNotWritten)
		e.noteIf(a.RemainingWork != 0, ref("remaining_work"), a.RemainingWork.String(), CodeNotWritten)
		work, actual, remaining = 0, 0, 0
	} else {
		e.count(remaining != a.RemainingWork, "assignment", "remaining_work", CodeChanged)
	}
	e.set("target_qty", e.length(work, 0, ref("work")))
	e.set("act_reg_qty", e.length(actual, 0, ref("actual_work")))
	e.set("remain_qty", e.length(remaining, 0, ref("remaining_work")))
}

// writeMemos writes the notes of activities or of nodes.
func (e *encoder) writeMemos(table, columns string, of place) {
	begun, number := false, 0
	for i := range e.plan.Tasks {
		t := &e.plan.Tasks[i]
		if t.Notes == "" || e.places[i] != of {
			continue
		}
		if !begun {
			begun = true
			e.table(table, columns)
		}
		number++
		e.setInt(e.columns[0], number)
		e.setInt("proj_id", projectNumber)
		e.setInt("memo_type_id", topicNumber)
		html, clean := e.fit(noteHTML(t.Notes))
		back, _ := plainText(unescape(html))
		e.noteIf(!clean, taskRef(t.ID, "notes"), t.Notes, CodeCharacters)
		e.noteIf(clean && back != t.Notes, taskRef(t.ID, "notes"), t.Notes, CodeChanged)
		e.set(e.columns[len(e.columns)-1], html)
		if of == asActivity {
			e.setInt("task_id", e.numbers.tasks[i])
		} else {
			e.setInt("wbs_id", e.numbers.tasks[i])
		}
		e.end()
	}
}
