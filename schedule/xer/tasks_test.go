package xer_test

import (
	"fmt"
	"testing"

	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
	"github.com/milepost-go/milepost/schedule/xer"
)

func TestTaskFields(t *testing.T) {
	plan, notes := decodeText(t, file(activities("task_name task_code task_type duration_type priority_type target_drtn_hr_cnt remain_drtn_hr_cnt status_code expect_end_date phys_complete_pct",
		"1,Dig,A1000,TT_Task,DT_FixedRate,PT_High,12.5,12.5,TK_NotStart,2026-05-01 16:00,30",
		"2,Open,A1010,TT_Mile,DT_FixedDrtn,PT_Lowest,0,0,TK_NotStart,,0",
		"3,Close,A1020,TT_FinMile,DT_FixedDUR2,PT_Top,0,0,TK_NotStart,,",
		"4,Watch,A1030,TT_LOE,DT_FixedQty,PT_Low,40,40,TK_NotStart,,",
		"5,Lift,A1040,TT_Rsrc,,,8,8,TK_NotStart,,",
		"6,Odd,A1050,TT_New,DT_New,PT_New,8,8,TK_NotStart,,")))
	show := func(id schedule.TaskID) string {
		x := task(t, plan, id)
		return fmt.Sprint(x.Name, " ", x.WBS, " ", x.Kind, " ", x.Milestone, " ", x.Type, " ", x.EffortDriven, " ", x.Priority, " ", x.Duration.Length, " ", x.Calendar, " ", x.IgnoreResourceCalendars, " ", x.ExpectedFinish)
	}
	same(t, "1", show("1"), "Dig A1000 work false fixedUnits false 700 12h30m 7 true 2026-05-01T16:00:00")
	same(t, "2", show("2"), "Open A1010 startMilestone true fixedDuration false 100 0s 7 true ")
	same(t, "3", show("3"), "Close A1020 finishMilestone true fixedDuration true 900 0s 7 true ")
	same(t, "4", show("4"), "Watch A1030 levelOfEffort false fixedWork true 300 40h 7 true ")
	same(t, "5", show("5"), "Lift A1040 resourceDependent false fixedDuration false 500 8h 7 false ")
	same(t, "6", show("6"), "Odd A1050 work false fixedDuration false 500 8h 7 true ")
	wantNotes(t, notes, `task 6.task_type "TT_New" xer.value.unknown_kind`, `task 6.duration_type "DT_New" xer.value.unknown_kind`, `task 6.priority_type "PT_New" xer.value.unknown_kind`,
		`task.phys_complete_pct "1" xer.field.not_carried`)
}

func TestConstraints(t *testing.T) {
	const day = "2026-03-09 08:00"
	plan, notes := decodeText(t, file(activities("cstr_type cstr_date cstr_type2 cstr_date2",
		"1,CS_MSO,"+day+",CS_MEOB,"+day, "2,CS_MEO,"+day+",CS_ALAP,", "3,CS_MSOA,"+day+",CS_MSOB,"+day, "4,CS_MEOA,"+day+",,"+day,
		"5,CS_MANDSTART,"+day+",CS_MANDFIN,"+day, "6,CS_MSO,,,", "7,CS_NEW,"+day+",,", "8,,"+day+",,")))
	for id, want := range map[schedule.TaskID]string{
		"1": "MSO 2026-03-09T08:00:00 FNLT 2026-03-09T08:00:00", "2": "MFO 2026-03-09T08:00:00 ALAP ", "3": "SNET 2026-03-09T08:00:00 SNLT 2026-03-09T08:00:00",
		"4": "FNET 2026-03-09T08:00:00 ASAP ", "5": "MS 2026-03-09T08:00:00 MF 2026-03-09T08:00:00", "6": "ASAP  ASAP ", "7": "ASAP  ASAP ", "8": "ASAP  ASAP ",
	} {
		x := task(t, plan, id)
		same(t, string(id), fmt.Sprint(x.Constraint.Kind, " ", x.Constraint.Date, " ", x.Second.Kind, " ", x.Second.Date), want)
	}
	wantNotes(t, notes, `task 6.cstr_type "CS_MSO" xer.task.constraint_undated`, `task 7.cstr_type "CS_NEW" xer.value.unknown_kind`)
}

// TestExternalDates: without the other projects their dates are constraints.
func TestExternalDates(t *testing.T) {
	tasks := activities("cstr_type cstr_date cstr_type2 cstr_date2 external_early_start_date external_late_end_date",
		"1,,,,,2026-03-09 08:00,2026-03-20 16:00", "2,CS_MSOA,2026-03-03 08:00,,,2026-03-09 08:00,", "3,CS_MSOA,2026-03-03 08:00,CS_MEOB,2026-03-30 16:00,2026-03-09 08:00,")
	plan, notes := decodeText(t, file(tasks))
	for id, want := range map[schedule.TaskID]string{
		"1": "FNLT 2026-03-20T16:00:00 SNET 2026-03-09T08:00:00", "2": "SNET 2026-03-03T08:00:00 SNET 2026-03-09T08:00:00", "3": "SNET 2026-03-03T08:00:00 FNLT 2026-03-30T16:00:00",
	} {
		x := task(t, plan, id)
		same(t, string(id), fmt.Sprint(x.Constraint.Kind, " ", x.Constraint.Date, " ", x.Second.Kind, " ", x.Second.Date), want)
	}
	wantNotes(t, notes, `task 1.external_early_start_date "2026-03-09 08:00" xer.task.external_date`, `task 1.external_late_end_date "2026-03-20 16:00" xer.task.external_date`,
		`task 2.external_early_start_date "2026-03-09 08:00" xer.task.external_date`, `task 3.external_early_start_date "2026-03-09 08:00" xer.task.external_date_lost`)
	plan, notes = decodeText(t, file(table("SCHEDOPTIONS", "proj_id sched_outer_depend_type", "1,SD_None"), activities("external_early_start_date", "1,2026-03-09 08:00")))
	same(t, "ignored", task(t, plan, "1").Second.Kind, "ASAP")
	wantNotes(t, notes, `task 1.external_early_start_date "2026-03-09 08:00" xer.task.external_date_lost`)
}

func TestProgress(t *testing.T) {
	plan, notes := decodeText(t, file(activities("status_code target_drtn_hr_cnt remain_drtn_hr_cnt act_start_date act_end_date suspend_date resume_date act_work_qty remain_work_qty act_equip_qty remain_equip_qty",
		"1,TK_NotStart,40,40,,,,,0,40,0,0",
		"2,TK_Active,40,30,2026-02-02 08:00,,2026-02-05 16:00,2026-03-09 08:00,10,20,5,5",
		"3,TK_Complete,40,0,2026-02-02 08:00,2026-02-06 16:00,,,40,0,0,0",
		"4,TK_Active,40,60,2026-02-02 08:00,,,,0,0,0,0",
		"5,TK_NotStart,40,60,,,,,0,0,0,0",
		"6,TK_NotStart,40,0,,,,,0,0,0,0",
		"7,TK_Active,40,0,2026-02-02 08:00,,,,0,0,0,0",
		"8,TK_Complete,40,0,,2026-02-06 16:00,,,0,0,0,0",
		"9,TK_Active,40,40,,,,,0,0,0,0",
		"10,TK_NotStart,40,40,2026-02-02 08:00,2026-02-06 16:00,,,0,0,0,0",
		"11,TK_NotStart,40,,,,,,0,0,0,0")))
	show := func(id schedule.TaskID) string {
		p := task(t, plan, id).Progress
		return fmt.Sprint(p.ActualStart, " ", p.ActualFinish, " ", p.Percent, " ", p.PercentWork, " ", p.Done, " ", p.Remaining, " ", p.Stop, " ", p.Resume)
	}
	for id, want := range map[schedule.TaskID]string{
		"1": "  0 0 0s 0s  ", "2": "2026-02-02T08:00:00  25 38 10h 30h 2026-02-05T16:00:00 2026-03-09T08:00:00",
		"3": "2026-02-02T08:00:00 2026-02-06T16:00:00 100 100 40h 0s  ", "4": "2026-02-02T08:00:00  0 0 0s 60h  ",
		"5": "  0 0 0s 60h  ", "6": "  0 0 0s 0s  ", "7": "2026-02-02T08:00:00  100 0 40h 0s  ", "8": "  0 0 0s 0s  ", "9": "  0 0 0s 0s  ",
		"10": "2026-02-02T08:00:00 2026-02-06T16:00:00 100 0 40h 0s  ", "11": "  0 0 0s 0s  ",
	} {
		same(t, string(id), show(id), want)
	}
	wantNotes(t, notes, `task 6.remain_drtn_hr_cnt "0" xer.task.nothing_remains`, `task 8.act_end_date "2026-02-06 16:00" xer.task.status`, `task 8.status_code "TK_Complete" xer.task.status`,
		`task 8.remain_drtn_hr_cnt "0" xer.task.nothing_remains`, `task 9.status_code "TK_Active" xer.task.status`, `task 10.status_code "TK_NotStart" xer.task.status`)
}

func TestLinks(t *testing.T) {
	plan, notes := decodeText(t, file(
		table("TASK", "task_id proj_id wbs_id task_type", "1,1,10,TT_Task", "2,1,10,TT_Task", "3,1,10,TT_WBS"),
		table("TASKPRED", "task_pred_id task_id pred_task_id proj_id pred_proj_id pred_type lag_hr_cnt comments",
			"1,2,1,1,1,PR_FS,0,", "2,2,1,1,1,PR_SS,16,why not", "3,2,1,1,1,PR_FF,-4.5,", "4,2,1,1,1,PR_SF,0.333333333333333,", "5,2,1,1,1,PR_XX,0,",
			"6,2,90,1,5,PR_FS,8,", "7,91,1,5,1,PR_FS,0,", "8,92,93,5,5,PR_FS,0,", "9,2,94,1,1,PR_FS,0,", "10,95,1,1,1,PR_FS,0,", "11,96,97,1,1,PR_FS,0,", "12,3,1,1,1,PR_FS,0,")))
	want := []string{"1>2 FS 0s false", "1>2 SS 16h false", "1>2 FF -4h30m false", "1>2 SF 20m false", "1>2 FS 0s false", "90>2 FS 8h true", "1>91 FS 0s true"}
	var got []string
	for _, l := range plan.Links {
		got = append(got, fmt.Sprint(l.From, ">", l.To, " ", l.Type, " ", l.Lag.Length, " ", l.External))
	}
	same(t, "links", fmt.Sprintf("%q", got), fmt.Sprintf("%q", want))
	wantNotes(t, notes, `task 3.task_type "" xer.task.wbs_summary`, `link 1>2.pred_type "PR_XX" xer.value.unknown_kind`,
		`link 94>2.pred_task_id "94" xer.reference.unknown`, `link 1>95.task_id "95" xer.reference.unknown`, `link 97>96.task_id "96" xer.reference.unknown`,
		`link 1>3.task_id "3" xer.reference.unknown`, `link.comments "1" xer.field.not_carried`)
}

// TestOutline: activities before nodes, nodes by their sequence, parents first.
func TestOutline(t *testing.T) {
	plan, notes := decodeText(t, file(
		table("PROJWBS", "wbs_id proj_id seq_num proj_node_flag wbs_short_name wbs_name parent_wbs_id",
			"13,1,2,N,B1,Walls,12", "12,1,20,N,B,House,10", "10,1,500,Y,P1,Village,3", "11,1,10,N,A,Ground,10", "14,1,1,N,B0,Floor,12", "15,1,30,N,C,Later,10", "16,1,1,N,C1,Even later,15"),
		table("TASK", "task_id proj_id wbs_id task_name", "1,1,13,wall", "2,1,10,permit", "3,1,12,visit", "4,1,11,dig", "5,1,14,lay", "6,1,13,plaster")))
	same(t, "name", plan.Name, "Village")
	var got []string
	for _, x := range plan.Tasks {
		got = append(got, fmt.Sprint(x.ID, "<", x.Parent, " ", x.Name, " ", x.WBS))
	}
	want := []string{"2< permit ", "wbs:11< Ground A", "4<wbs:11 dig ", "wbs:12< House B", "3<wbs:12 visit ", "wbs:14<wbs:12 Floor B0", "5<wbs:14 lay ",
		"wbs:13<wbs:12 Walls B1", "1<wbs:13 wall ", "6<wbs:13 plaster ", "wbs:15< Later C", "wbs:16<wbs:15 Even later C1"}
	same(t, "outline", fmt.Sprintf("%q", got), fmt.Sprintf("%q", want))
	same(t, "empty node", task(t, plan, "wbs:15").Inactive, true)
	same(t, "busy node", task(t, plan, "wbs:12").Inactive, false)
	wantNotes(t, notes, `task wbs:15 "Later" xer.wbs.empty`, `task wbs:16 "Even later" xer.wbs.empty`)
}

func TestOutlineIsRepaired(t *testing.T) {
	nodes := table("PROJWBS", "wbs_id proj_id proj_node_flag wbs_name parent_wbs_id", "10,1,Y,Root,", "11,1,N,a,12", "12,1,N,b,11", "13,1,N,own,13", "14,1,N,lost,99", "15,1,N,c,12", "16,1,Y,second root,10")
	plan, notes := decodeText(t, file(nodes, table("TASK", "task_id proj_id wbs_id", "1,1,11", "2,1,13", "3,1,14", "4,1,15", "5,1,77", "6,1,16")))
	parents := map[schedule.TaskID]schedule.TaskID{}
	for _, x := range plan.Tasks {
		parents[x.ID] = x.Parent
	}
	same(t, "parents", parents, map[schedule.TaskID]schedule.TaskID{"wbs:11": "", "wbs:12": "wbs:11", "wbs:13": "", "wbs:14": "", "wbs:15": "wbs:12", "wbs:16": "", "1": "wbs:11", "2": "wbs:13", "3": "wbs:14", "4": "wbs:15", "5": "", "6": "wbs:16"})
	wantNotes(t, notes, `task 5.wbs_id "77" xer.reference.unknown`, `task wbs:14.parent_wbs_id "99" xer.reference.unknown`,
		`task wbs:11.parent_wbs_id "12" xer.wbs.repaired`, `task wbs:13.parent_wbs_id "13" xer.wbs.repaired`)
}

// TestNoRootNode: without a flag the only node of the top level is the project.
func TestNoRootNode(t *testing.T) {
	plan, _ := decodeText(t, file(table("PROJWBS", "wbs_id proj_id wbs_name parent_wbs_id", "10,1,All,", "11,1,Part,10"), table("TASK", "task_id proj_id wbs_id", "1,1,11")))
	same(t, "name", plan.Name, "All")
	same(t, "tasks", fmt.Sprint(plan.Tasks[0].ID, plan.Tasks[1].ID, len(plan.Tasks)), "wbs:1112")
	plan, _ = decodeText(t, file(table("PROJWBS", "wbs_id proj_id wbs_name parent_wbs_id", "10,1,One,", "11,1,Two,"), table("TASK", "task_id proj_id wbs_id", "1,1,10", "2,1,11")))
	same(t, "two of them", fmt.Sprint(plan.Name, len(plan.Tasks)), "P14")
	plan, _ = decodeText(t, file(table("PROJWBS", "wbs_id proj_id"), table("TASK", "task_id proj_id", "1,1")))
	same(t, "none", fmt.Sprint(plan.Name, len(plan.Tasks)), "P11")
}

func TestWBSSummaryActivity(t *testing.T) {
	plan, notes := decodeText(t, file(table("PROJWBS", "wbs_id proj_id proj_node_flag wbs_name parent_wbs_id", "10,1,Y,Root,", "11,1,N,Part,10"),
		table("TASK", "task_id proj_id wbs_id task_type", "1,1,11,TT_Task", "2,1,11,TT_WBS", "3,1,10,TT_WBS"),
		table("TASKRSRC", "taskrsrc_id task_id proj_id target_qty", "1,2,1,8")))
	same(t, "tasks", len(plan.Tasks), 2)
	wantNotes(t, notes, `task 2.task_type "wbs:11" xer.task.wbs_summary`, `task 3.task_type "" xer.task.wbs_summary`, `assignment 1.task_id "2" xer.reference.unknown`)
}

func TestMemos(t *testing.T) {
	plan, notes := decodeText(t, file(activities("task_name", "1,Dig", "2,Fill"),
		table("PROJWBS", "wbs_id proj_id proj_node_flag wbs_name parent_wbs_id", "10,1,Y,Root,", "11,1,N,Part,10"),
		table("TASKMEMO", "memo_id task_id memo_type_id proj_id task_memo", "1,1,1,1,<html><body>Mind the <b>gas</b> pipe</body></html>", "2,1,2,1,<p>second</p>", "3,9,1,1,<p>whose?</p>", "4,2,1,1,<html><body></body></html>", "5,1,1,2,<p>other</p>"),
		table("WBSMEMO", "wbs_memo_id proj_id memo_type_id wbs_id wbs_memo", "1,1,1,11,plain")))
	same(t, "notes", task(t, plan, "1").Notes, "Mind the gas pipe\n\nsecond")
	same(t, "notes of a node", task(t, plan, "wbs:11").Notes, "plain")
	same(t, "empty notes", task(t, plan, "2").Notes, "")
	wantNotes(t, notes, `task wbs:11 "Part" xer.wbs.empty`, `task 9.task_memo "whose?" xer.reference.unknown`, `task.task_memo "1" xer.notes.markup`)
}

func TestRoundedHours(t *testing.T) {
	plan, notes := decodeText(t, file(activities("target_drtn_hr_cnt remain_drtn_hr_cnt", "1,14.5454545454546,14.5454545454546", "2,2.66666666666667,2.66666666666667", "3,-8,0")))
	same(t, "rounded", task(t, plan, "1").Duration.Length, calendar.Work(52364))
	same(t, "exact", task(t, plan, "2").Duration.Length, 9600*calendar.Second)
	same(t, "cut", task(t, plan, "3").Duration.Length, 0*calendar.Second)
	wantNotes(t, notes, `task 3.target_drtn_hr_cnt "-8" xer.value.out_of_range`, `task.remain_drtn_hr_cnt "1" xer.value.rounded`, `task.target_drtn_hr_cnt "1" xer.value.rounded`)
}

func TestHostIDs(t *testing.T) {
	fields := table("UDFTYPE", "udf_type_id table_name udf_type_name udf_type_label logical_data_type", "4,TASK,user_field_4,Milepost id,FT_TEXT", "5,TASK,user_field_5,Colour,FT_TEXT", "6,PROJWBS,user_field_6,Milepost id,FT_TEXT")
	tasks := activities("task_name", "1,a", "2,b", "3,c")
	links := table("TASKPRED", "task_id pred_task_id proj_id pred_proj_id pred_type", "2,1,1,1,PR_FS")
	plan, notes := decodeText(t, file(fields, tasks, links, table("UDFVALUE", "udf_type_id fk_id proj_id udf_text", "4,1,1,dig", "4,2,1,fill", "5,1,1,red")))
	same(t, "ids", fmt.Sprint(plan.Tasks[0].ID, plan.Tasks[1].ID, plan.Tasks[2].ID, plan.Links[0].From, plan.Links[0].To), "digfill3digfill")
	wantNotes(t, notes, `table.udfvalue "1" xer.field.not_carried`)
	plan, notes = decodeText(t, file(fields, tasks, table("UDFVALUE", "udf_type_id fk_id proj_id udf_text", "4,1,1,3", "4,2,1,x", "4,3,1,x")))
	same(t, "ids that are taken", fmt.Sprint(plan.Tasks[0].ID, plan.Tasks[1].ID, plan.Tasks[2].ID), "123")
	if !hasNote(notes, ref("task", "2", "id"), xer.CodeDuplicateID) {
		t.Errorf("no note of the id that is taken: %s", noted(notes))
	}
}
