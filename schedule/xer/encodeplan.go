package xer

import (
	"strconv"
	"strings"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// header writes the first line. The day of the export is that of the data date,
// or of the start: there is no clock here.
func (e *encoder) header() {
	day := e.dataDate().Date()
	e.out.WriteString(strings.Join([]string{"ERMHDR", "22.12", day.String(), "Project", "admin", "admin", "dbxDatabaseNoName", "Project Management",
		e.currency.Code()}, "\t") + "\r\n")
}

func (e *encoder) writeCurrency() {
	e.table("CURRTYPE", `curr_id=1 decimal_digit_cnt curr_symbol decimal_symbol=. digit_group_symbol=, pos_curr_fmt_type=#1.1 neg_curr_fmt_type=(#1.1)
		curr_type curr_short_name group_digit_cnt=3 base_exch_rate=1`)
	e.setInt("decimal_digit_cnt", e.currency.Places())
	for _, column := range []string{"curr_symbol", "curr_type", "curr_short_name"} {
		e.set(column, e.currency.Code())
	}
	e.end()
}

// writeTopics writes the one topic that notes are kept under.
func (e *encoder) writeTopics() {
	for i := range e.plan.Tasks {
		if e.plan.Tasks[i].Notes != "" && e.places[i] != leftOut {
			e.table("MEMOTYPE", "memo_type_id=1 seq_num=0 eps_flag=N proj_flag=Y wbs_flag=Y task_flag=Y memo_type=Notes")
			e.end()
			return
		}
	}
}

// writeRole writes the one role that work without a resource is given to.
func (e *encoder) writeRole() {
	for i := range e.plan.Assignments {
		if a := &e.plan.Assignments[i]; a.Resource == "" && e.assignable(a) {
			e.table("ROLES", "role_id=1 parent_role_id seq_num=0 role_name=Unassigned role_short_name=Unassigned pobs_id def_cost_qty_link_flag=Y cost_qty_type=QT_Hour role_descr last_checksum")
			e.end()
			return
		}
	}
}

// shortName makes the code of the project from its name.
func (e *encoder) shortName() string {
	var b strings.Builder
	for _, r := range strings.ToUpper(e.plan.Name) {
		if (r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '-') && b.Len() < 20 {
			b.WriteRune(r)
		}
	}
	if b.Len() == 0 {
		return "PLAN"
	}
	return b.String()
}

// startDate returns what P6 needs as the planned start of a project.
func (e *encoder) startDate() calendar.DateTime {
	p := e.plan
	if p.Start.IsZero() {
		if p.DataDate.IsZero() {
			return p.Finish
		}
		return p.DataDate
	}
	return p.Start
}

// dataDate returns what P6 needs as the data date.
func (e *encoder) dataDate() calendar.DateTime {
	if e.plan.DataDate.IsZero() {
		return e.startDate()
	}
	return e.plan.DataDate
}

func (e *encoder) writeProject() {
	p, r := e.plan, &e.plan.Rules
	e.table("PROJECT", `proj_id fy_start_month_num=1 rsrc_self_add_flag=Y allow_complete_flag=Y rsrc_multi_assign_flag=Y checkout_flag=N project_flag=Y
		step_complete_flag=N cost_qty_recalc_flag=N batch_sum_flag=Y name_sep_char=. def_complete_pct_type=CP_Drtn proj_short_name acct_id orig_proj_id
		source_proj_id base_type_id clndr_id sum_base_proj_id task_code_base=1000 task_code_step=10 priority_num=10 wbs_max_sum_level=2
		strgy_priority_num=500 last_checksum critical_drtn_hr_cnt def_cost_per_qty=0.0000 last_recalc_date plan_start_date plan_end_date scd_end_date
		add_date last_tasksum_date fcst_start_date def_duration_type=DT_FixedDrtn task_code_prefix=A guid def_qty_type=QT_Hour add_by_name=admin
		web_local_root_path proj_url def_rate_type=COST_PER_QTY add_act_remain_flag=N act_this_per_link_flag=Y def_task_type=TT_Task
		act_pct_link_flag=N critical_path_type task_code_prefix_flag=Y def_rollup_dates_flag=Y use_project_baseline_flag=Y rem_target_link_flag=N
		reset_planned_flag=N allow_neg_act_flag=N sum_assign_level=SL_Taskrsrc last_fin_dates_id fintmpl_id last_baseline_update_date
		cr_external_key apply_actuals_date location_id last_schedule_date loaded_scope_level=7 export_flag=Y new_fin_dates_id
		baselines_to_export baseline_names_to_export next_data_date close_period_flag sum_refresh_date trsrcsum_loaded sumtask_loaded`)
	e.setInt("proj_id", projectNumber)
	e.set("proj_short_name", e.shortName())
	e.setInt("clndr_id", e.calendarNumber(p.Calendar))
	e.set("critical_drtn_hr_cnt", e.length(r.CriticalLimit, -maxWork, planRef("rules.critical_limit")))
	e.set("critical_path_type", pickWord(r.Critical, "CT_TotFloat CT_DrivPath"))
	e.set("last_recalc_date", e.date(e.dataDate(), planRef("data_date")))
	e.set("plan_start_date", e.date(e.startDate(), planRef("start")))
	e.set("plan_end_date", e.date(p.MustFinish, planRef("must_finish")))
	e.noteIf(p.DataDate.IsZero(), planRef("data_date"), "", CodeChanged)
	e.noteIf(p.Start.IsZero(), planRef("start"), "", CodeChanged)
	e.end()
}

// pickWord returns the word of a kind, the first one for a kind without word.
func pickWord[T ~uint8](kind T, words string) string {
	list := strings.Fields(words)
	if int(kind) < len(list) {
		return list[kind]
	}
	return list[0]
}

func (e *encoder) writeOptions() {
	r := &e.plan.Rules
	e.table("SCHEDOPTIONS", `schedoptions_id=1 proj_id sched_outer_depend_type=SD_Both sched_open_critical_flag sched_lag_early_start_flag=Y sched_retained_logic
		sched_setplantoforecast=N sched_float_type sched_calendar_on_relationship_lag sched_use_expect_end_flag sched_progress_override
		level_float_thrs_cnt=0 level_outer_assign_flag=N level_outer_assign_priority=5 level_over_alloc_pct=25 level_within_float_flag=N
		level_keep_sched_date_flag=Y level_all_rsrc_flag=Y sched_use_project_end_date_for_float=Y enable_multiple_longest_path_calc=N
		limit_multiple_longest_path_calc=Y max_multiple_longest_path=10 use_total_float_multiple_longest_paths=Y
		key_activity_for_multiple_longest_paths LevelPriorityList=priority_type,ASC_BY_FIELD/ASC`)
	e.setInt("proj_id", projectNumber)
	e.set("sched_open_critical_flag", flagText(r.OpenEndsCritical))
	e.set("sched_retained_logic", flagText(r.Progress == schedule.RetainedLogic || r.Progress == schedule.AsRecorded))
	e.set("sched_progress_override", flagText(r.Progress == schedule.ProgressOverride))
	e.set("sched_float_type", pickWord(r.TotalFloat, "FT_MIN FT_SF FT_FF"))
	e.set("sched_calendar_on_relationship_lag", pickWord(r.LagCalendar, "rcal_Successor rcal_Predecessor rcal_24Hour rcal_ProjDefault"))
	e.set("sched_use_expect_end_flag", flagText(r.ExpectedFinish))
	e.end()
}

// planLosses notes what the format cannot say of the plan as a whole. P6 always
// follows its own rules, which are those that Decode gives.
func (e *encoder) planLosses() {
	p, r := e.plan, &e.plan.Rules
	rule := func(differs bool, field, value string) {
		e.noteIf(differs, planRef("rules."+field), value, CodeNotWritten)
	}
	rule(r.From != schedule.FromStart, "from", r.From.String())
	rule(!r.LinksBeatConstraints, "links_beat_constraints", "false")
	rule(r.MultipleCriticalPaths, "multiple_critical_paths", "true")
	rule(r.NoSplitInProgress, "no_split_in_progress", "true")
	rule(r.Progress == schedule.AsRecorded || r.Progress > schedule.ActualDates, "progress", r.Progress.String())
	rule(!r.DataDateBinds, "data_date_binds", "false")
	rule(!r.FreeFloatUncapped, "free_float_uncapped", "false")
	rule(!r.LateByFreeFloat, "late_by_free_float", "false")
	rule(r.Critical > schedule.ByLongestPath, "critical", strconv.Itoa(int(r.Critical)))
	rule(r.TotalFloat > schedule.MeasureFinishFloat, "total_float", r.TotalFloat.String())
	rule(r.LagCalendar > schedule.ProjectLagCalendar, "lag_calendar", r.LagCalendar.String())
	e.noteIf(!p.Finish.IsZero(), planRef("finish"), p.Finish.String(), CodeNotWritten)
	e.noteIf(p.Units.DefaultStart != 0, planRef("units.default_start"), p.Units.DefaultStart.String(), CodeNotWritten)
	e.noteIf(p.Units.DefaultFinish != 0, planRef("units.default_finish"), p.Units.DefaultFinish.String(), CodeNotWritten)
	for _, b := range p.Baselines {
		e.note(finding.Ref{Kind: "baseline", ID: b.Name}, strconv.Itoa(len(b.Tasks)), CodeNotWritten)
	}
}
