package xer

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule"
)

// What a plan does not carry falls into three groups. Results that Primavera P6
// computes, and what only its screens, its levelling and its own bookkeeping
// need, go without a word; so do the lists from which other tables pick. All
// other fields and tables that hold something are counted by name, and each
// name gives one note with [CodeNotCarried].

// losses counts by kind of thing and field; the reason is kept in the ID of the
// reference until the notes are made.
type losses struct{ counts map[finding.Ref]int }

// column is a field of a table that is not carried.
type column struct {
	at   int
	name string
}

// quietFields returns, by table, the fields that are carried or go without a
// word. Of a table that is not here, none of the rows is carried.
func quietFields(table string) (string, bool) {
	switch strings.ToUpper(table) {
	case "PROJECT":
		return `proj_id proj_short_name clndr_id critical_drtn_hr_cnt last_recalc_date plan_start_date plan_end_date critical_path_type orig_proj_id
			fy_start_month_num rsrc_self_add_flag allow_complete_flag rsrc_multi_assign_flag checkout_flag project_flag step_complete_flag
			cost_qty_recalc_flag batch_sum_flag name_sep_char def_complete_pct_type source_proj_id base_type_id sum_base_proj_id task_code_base
			task_code_step priority_num wbs_max_sum_level strgy_priority_num last_checksum def_cost_per_qty scd_end_date add_date last_tasksum_date
			def_duration_type task_code_prefix guid def_qty_type add_by_name web_local_root_path def_rate_type add_act_remain_flag
			act_this_per_link_flag def_task_type act_pct_link_flag task_code_prefix_flag def_rollup_dates_flag use_project_baseline_flag
			rem_target_link_flag reset_planned_flag allow_neg_act_flag sum_assign_level last_fin_dates_id fintmpl_id last_baseline_update_date
			cr_external_key apply_actuals_date last_schedule_date loaded_scope_level export_flag new_fin_dates_id baselines_to_export
			baseline_names_to_export next_data_date close_period_flag sum_refresh_date trsrcsum_loaded sumtask_loaded fcst_start_date`, true
	case "SCHEDOPTIONS":
		return `schedoptions_id proj_id sched_outer_depend_type sched_open_critical_flag sched_lag_early_start_flag sched_retained_logic
			sched_float_type sched_calendar_on_relationship_lag sched_use_expect_end_flag sched_progress_override
			sched_setplantoforecast level_float_thrs_cnt level_outer_assign_flag level_outer_assign_priority level_over_alloc_pct
			level_within_float_flag level_keep_sched_date_flag level_all_rsrc_flag sched_use_project_end_date_for_float
			enable_multiple_longest_path_calc limit_multiple_longest_path_calc max_multiple_longest_path
			use_total_float_multiple_longest_paths key_activity_for_multiple_longest_paths levelprioritylist`, true
	case "CALENDAR":
		return `clndr_id clndr_name proj_id base_clndr_id day_hr_cnt week_hr_cnt month_hr_cnt clndr_data
			default_flag last_chng_date clndr_type year_hr_cnt rsrc_private`, true
	case "PROJWBS":
		return `wbs_id proj_id seq_num proj_node_flag wbs_short_name wbs_name parent_wbs_id
			obs_id est_wt sum_data_flag status_code phase_id ev_user_pct ev_etc_user_value orig_cost indep_remain_total_cost ann_dscnt_rate_pct
			dscnt_period_type indep_remain_work_qty ev_compute_type ev_etc_compute_type guid tmpl_guid plan_open_state`, true
	case "TASK":
		return `task_id proj_id wbs_id clndr_id task_type duration_type status_code task_code task_name remain_drtn_hr_cnt act_work_qty
			remain_work_qty target_drtn_hr_cnt act_equip_qty remain_equip_qty cstr_date act_start_date act_end_date expect_end_date cstr_type
			priority_type suspend_date resume_date cstr_date2 cstr_type2 external_early_start_date external_late_end_date
			rev_fdbk_flag est_wt lock_plan_flag auto_compute_act_flag complete_pct_type rsrc_id total_float_hr_cnt free_float_hr_cnt
			target_work_qty target_equip_qty late_start_date late_end_date early_start_date early_end_date restart_date reend_date
			target_start_date target_end_date rem_late_start_date rem_late_end_date float_path float_path_order guid tmpl_guid
			driving_path_flag act_this_per_work_qty act_this_per_equip_qty create_date update_date create_user update_user crt_path_num`, true
	case "TASKPRED":
		return `task_pred_id task_id pred_task_id proj_id pred_proj_id pred_type lag_hr_cnt float_path aref arls`, true
	case "RSRC":
		return `rsrc_id parent_rsrc_id clndr_id email_addr rsrc_name rsrc_short_name rsrc_type
			role_id shift_id user_id pobs_id guid rsrc_seq_num def_qty_per_hr cost_qty_type ot_factor active_flag auto_compute_act_flag
			def_cost_qty_link_flag ot_flag curr_id unit_id load_tasks_flag level_flag last_checksum`, true
	case "RSRCRATE":
		return `rsrc_rate_id rsrc_id max_qty_per_hr cost_per_qty start_date`, true
	case "TASKRSRC":
		return `taskrsrc_id task_id proj_id role_id rsrc_id remain_qty target_qty remain_qty_per_hr target_lag_drtn_hr_cnt target_qty_per_hr
			act_ot_qty act_reg_qty act_reg_cost act_ot_cost act_start_date act_end_date
			cost_qty_link_flag acct_id pobs_id skill_level relag_drtn_hr_cnt ot_factor cost_per_qty target_cost remain_cost restart_date reend_date
			target_start_date target_end_date rem_late_start_date rem_late_end_date rollup_dates_flag ts_pend_act_end_flag guid rate_type
			act_this_per_cost act_this_per_qty rsrc_type cost_per_qty_source_type create_user create_date has_rsrchours taskrsrc_sum_id`, true
	case "PROJCOST":
		return `cost_item_id proj_id task_id act_cost target_cost
			acct_id pobs_id cost_type_id cost_per_qty remain_cost cost_load_type auto_compute_act_flag target_qty contract_manager_import`, true
	case "TASKMEMO":
		return `memo_id task_id memo_type_id proj_id task_memo`, true
	case "WBSMEMO":
		return `wbs_memo_id proj_id memo_type_id wbs_id wbs_memo`, true
	case "CURRTYPE", "FINTMPL", "OBS", "ACCOUNT", "COSTTYPE", "FUNDSRC", "MEMOTYPE", "SHIFT", "SHIFTPER", "UMEASURE", "ROLES", "ROLERATE", "RSRCROLE",
		"ROLELIMIT", "RSRCCURV", "RSRCCURVDATA", "RSRCLEVELLIST", "FINDATES", "LOCATION",
		"PCATTYPE", "PCATVAL", "RCATTYPE", "RCATVAL", "ROLECATTYPE", "ROLECATVAL", "ASGNMNTCATTYPE", "ASGNMNTCATVAL", "ACTVTYPE", "ACTVCODE", "UDFTYPE", "UDFVALUE":
		return "", true // lists to pick from, and what levelling needs
	}
	return "", false
}

// loudColumns returns the columns of a table whose values are lost with a note.
func (l *losses) loudColumns(t *table) []column {
	names, _ := quietFields(t.name)
	if names == "" {
		return nil
	}
	quiet := strings.Fields(names)
	var loud []column
	for i, name := range t.fields {
		if name = strings.ToLower(name); !slices.Contains(quiet, name) {
			loud = append(loud, column{i, name})
		}
	}
	return loud
}

// lose counts the values of the row that are not carried.
func (m *mapper) lose(loud []column) {
	for _, c := range loud {
		if c.at < len(m.cells) && !usualValue(trim(m.doc.text(m.cells[c.at]))) {
			m.count(c.name, CodeNotCarried)
		}
	}
}

// usualValue reports whether a value is one that stands there when nobody chose
// anything.
func usualValue(text []byte) bool {
	if len(text) == 0 || string(text) == "N" {
		return true
	}
	for _, c := range text {
		if c != '0' && c != '.' && c != ',' {
			return false
		}
	}
	return true
}

// count adds one to what gives a note at the end.
func (m *mapper) count(field string, reason finding.Code) {
	kind := m.subject.Kind
	if kind == "" {
		kind = strings.ToLower(m.table.name)
	}
	m.losses.counts[finding.Ref{Kind: kind, ID: string(reason), Field: field}]++
}

// noteLosses adds one note for each kind of thing and field, and one for each
// table that is not read.
func (m *mapper) noteLosses() {
	m.subject = finding.Ref{}
	m.countTables()
	keys := make([]finding.Ref, 0, len(m.losses.counts))
	for key := range m.losses.counts {
		keys = append(keys, key)
	}
	slices.SortFunc(keys, func(a, b finding.Ref) int {
		return cmp.Or(strings.Compare(a.Kind, b.Kind), strings.Compare(a.Field, b.Field), strings.Compare(a.ID, b.ID))
	})
	for _, key := range keys {
		m.addNote(schedule.LossNote{Subject: finding.Ref{Kind: key.Kind, Field: key.Field},
			Value: strconv.Itoa(m.losses.counts[key]), Reason: finding.Code(key.ID)})
	}
}

// countTables counts the rows of tables that are not read, those of the project
// where they name one.
func (m *mapper) countTables() {
	for i := range m.doc.tables {
		t := &m.doc.tables[i]
		if _, known := quietFields(t.name); known || len(t.rows) == 0 {
			continue
		}
		m.table = t
		for _, r := range t.rows {
			if m.enter(r); m.ours() {
				m.losses.counts[finding.Ref{Kind: "table", Field: strings.ToLower(t.name), ID: string(CodeNotCarried)}]++
			}
		}
	}
}
