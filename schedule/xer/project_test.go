package xer_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
	"github.com/milepost-go/milepost/schedule/xer"
)

func TestProjectFields(t *testing.T) {
	plan, notes := decodeText(t, file(
		table("PROJECT", "proj_id proj_short_name clndr_id last_recalc_date plan_start_date plan_end_date critical_path_type critical_drtn_hr_cnt proj_url",
			"1,P1,7,2026-03-02 08:00,2026-02-01 08:00,2026-12-24 17:00,CT_DrivPath,24,https://example.org")))
	same(t, "name", plan.Name, "Project one")
	same(t, "dates", fmt.Sprint(plan.Start, plan.DataDate, plan.MustFinish), "2026-02-01T08:00:00 2026-03-02T08:00:00 2026-12-24T17:00:00")
	same(t, "calendar", plan.Calendar, "7")
	same(t, "critical", fmt.Sprint(plan.Rules.Critical == schedule.ByLongestPath, plan.Rules.CriticalLimit), "true 24h")
	same(t, "units", plan.Units, schedule.Units{MinutesPerDay: 480, MinutesPerWeek: 2400, DaysPerMonth: 20})
	wantNotes(t, notes, `project.proj_url "1" xer.field.not_carried`)
}

// TestMissingOptions: a file without SCHEDOPTIONS means retained logic, finish
// float, predecessor calendar; the rest is what P6 always does.
func TestMissingOptions(t *testing.T) {
	plan, _ := decodeText(t, file(table("PROJECT", "proj_id proj_short_name last_recalc_date", "1,P1,2026-03-02 08:00")))
	same(t, "rules", plan.Rules, schedule.Primavera())
	same(t, "start without a planned one", plan.Start, "2026-03-02T08:00:00")
}

func TestScheduleOptions(t *testing.T) {
	const fields = "schedoptions_id proj_id sched_retained_logic sched_progress_override sched_calendar_on_relationship_lag sched_float_type sched_use_expect_end_flag sched_open_critical_flag"
	for row, want := range map[string]string{
		"1,1,Y,N,rcal_Predecessor,FT_FF,N,N": "retainedLogic predecessor finish false false",
		"1,1,N,Y,rcal_Successor,FT_SF,Y,N":   "progressOverride successor start true false",
		"1,1,N,N,rcal_24Hour,FT_MIN,N,Y":     "actualDates clock smaller false true",
		"1,1,,,rcal_ProjDefault,,,":          "retainedLogic project finish false false",
		"1,1,Y,Y,,FT_FF,,":                   "retainedLogic predecessor finish false false",
		"1,2,N,Y,rcal_24Hour,FT_SF,Y,Y":      "retainedLogic predecessor finish false false",
	} {
		plan, notes := decodeText(t, file(table("SCHEDOPTIONS", fields, row)))
		r := plan.Rules
		same(t, row, fmt.Sprint(r.Progress, " ", r.LagCalendar, " ", r.TotalFloat, " ", r.ExpectedFinish, " ", r.OpenEndsCritical), want)
		wantNotes(t, notes)
		if !r.DataDateBinds || !r.FreeFloatUncapped || !r.LateByFreeFloat || !r.LinksBeatConstraints {
			t.Errorf("%s: not P6's rules: %+v", row, r)
		}
	}
	_, notes := decodeText(t, file(table("SCHEDOPTIONS", "schedoptions_id proj_id sched_lag_early_start_flag sched_float_type", "1,1,N,FT_XX")))
	wantNotes(t, notes, `project 1.sched_float_type "FT_XX" xer.value.unknown_kind`, `project 1.sched_lag_early_start_flag "N" xer.field.not_carried`)
}

const twoProjects = "proj_id proj_short_name orig_proj_id last_recalc_date plan_start_date"

func TestProjects(t *testing.T) {
	source := file(
		table("PROJECT", twoProjects, "1,ONE,,2026-03-02 08:00,2026-03-01 08:00", "2,TWO,,2026-04-02 08:00,2026-04-01 08:00", "3,BASE,2,2026-01-02 08:00,2026-01-01 08:00"),
		table("PROJWBS", "wbs_id proj_id proj_node_flag wbs_name parent_wbs_id", "10,1,Y,First,", "20,2,Y,Second,5", "30,3,Y,Baseline of it,5"),
		table("TASK", "task_id proj_id wbs_id task_name", "1,1,10,a", "2,2,20,b", "3,2,20,c", "4,3,30,d", "5,3,30,e", "6,3,30,f"),
		table("UDFVALUE", "udf_type_id fk_id proj_id udf_text", "9,1,1,x", "9,2,2,y"),
		table("TASKACTV", "task_id actv_code_id proj_id", "1,9,1", "2,9,2", "3,9,2"),
	)
	doc := parse(t, source)
	same(t, "projects", doc.Projects(), "[{1 ONE First 1 } {2 TWO Second 2 } {3 BASE Baseline of it 3 2}]")
	plan, notes := decodeText(t, source)
	same(t, "the one with most activities that is no baseline", plan.Name, "Second")
	wantNotes(t, notes, `project 1 "ONE, 1 activities" xer.file.other_project`,
		`table.taskactv "2" xer.field.not_carried`, `table.udfvalue "1" xer.field.not_carried`)
	plan, _, err := doc.Plan(xer.Options{Project: "3"})
	if err != nil {
		t.Fatal(err)
	}
	same(t, "tasks of the one asked for", len(plan.Tasks), 3)
	_, _, err = doc.Plan(xer.Options{Project: "4"})
	if !errors.Is(err, xer.ErrData) || !strings.Contains(err.Error(), "no project 4") {
		t.Errorf("%v", err)
	}
	if _, err = doc.Stored("4"); !errors.Is(err, xer.ErrData) {
		t.Errorf("%v", err)
	}
}

// TestBaselines: activities are the same where their code is.
func TestBaselines(t *testing.T) {
	plan, notes := decodeText(t, file(
		table("PROJECT", twoProjects, "1,ONE,,2026-03-02 08:00,2026-03-01 08:00", "2,ONE - B1,1,2026-01-05 08:00,2026-01-01 08:00", "3,OTHER - B1,9,2026-01-05 08:00,"),
		table("PROJWBS", "wbs_id proj_id proj_node_flag wbs_name parent_wbs_id", "10,1,Y,First,", "20,2,Y,Baseline,", "30,3,Y,Other,"),
		table("TASK", "task_id proj_id wbs_id task_code phys_complete_pct target_drtn_hr_cnt act_start_date act_end_date early_start_date early_end_date target_start_date target_end_date target_work_qty target_equip_qty",
			"1,1,10,A,30,8,,,,,,,,", "2,1,10,B,,8,,,,,,,,", "3,1,10,C,,8,,,,,,,,", "4,1,10,E,,8,,,,,,,,",
			"21,2,20,B,30,16,,,2026-01-07 08:00,2026-01-08 16:00,2026-01-01 08:00,2026-01-02 16:00,16,4", "22,2,20,D,,8,,,,,2026-01-09 08:00,2026-01-09 16:00,,",
			"23,2,20,A,,8,2026-01-05 08:00,2026-01-06 12:00,2026-02-01 08:00,2026-02-02 08:00,,,,", "31,3,30,A,,8,,,,,,,,")))
	wantNotes(t, notes, `project 3 "OTHER - B1, 1 activities" xer.file.other_project`, `task.phys_complete_pct "1" xer.field.not_carried`)
	same(t, "number", len(plan.Baselines), 1)
	b := plan.Baselines[0]
	same(t, "name and day", fmt.Sprint(b.Name, " ", b.Taken), "ONE - B1 2026-01-05T08:00:00")
	var got []string
	for _, x := range b.Tasks {
		got = append(got, fmt.Sprint(x.ID, " ", x.Start, " ", x.Finish, " ", x.Duration.Length, " ", x.Work))
	}
	same(t, "tasks", fmt.Sprintf("%q", got), `["1 2026-01-05T08:00:00 2026-01-06T12:00:00 8h 0s" "2 2026-01-07T08:00:00 2026-01-08T16:00:00 16h 20h" "2/22 2026-01-09T08:00:00 2026-01-09T16:00:00 8h 0s"]`)
}

func TestNoProject(t *testing.T) {
	_, _, err := xer.Decode(strings.NewReader(headerLine + "%E\n"))
	var faults *xer.Faults
	if !errors.As(err, &faults) || !errors.Is(err, xer.ErrData) || err.Error() != "xer: not the data of a project: there is no project in it" {
		t.Errorf("%v", err)
	}
}

func TestFileNotes(t *testing.T) {
	source := strings.TrimSuffix(file(), "%E\n")
	_, notes := decodeText(t, source)
	wantNotes(t, notes, `file "" xer.file.no_end`)
	source = strings.Replace(file(), "%T\tPROJECT\n", "what is this\n%X\t1\n%T\tPROJECT\n", 1) + "more\nand more\n"
	_, notes = decodeText(t, source)
	wantNotes(t, notes, `file "4" xer.file.stray_lines`)
}

func TestCurrencies(t *testing.T) {
	with := func(header, rows string, o xer.Options) (string, []schedule.LossNote) {
		source := strings.Replace(file(rows, table("RSRC", "rsrc_id rsrc_name", "1,Crane"), table("RSRCRATE", "rsrc_id max_qty_per_hr cost_per_qty", "1,1,12.3400")), "\tEUR\n", header+"\n", 1)
		plan, notes, err := o.Decode(strings.NewReader(source))
		if err != nil {
			t.Fatal(err)
		}
		return plan.Resources[0].Rate.String(), notes
	}
	currencies := table("CURRTYPE", "curr_id decimal_digit_cnt curr_short_name base_exch_rate", "1,0,JPY,1", "2,3,PTS,1")
	for _, c := range []struct{ header, want, note string }{
		{"\tJPY", "12.34 JPY", ""}, {"\tPTS", "12.340 PTS", ""}, {"\tEUR", "12.34 EUR", ""},
		{"\tU.S.", "12.34 XXX", `file.currency "U.S." xer.money.no_currency`}, {"", "12.34 XXX", `file.currency "" xer.money.no_currency`},
	} {
		rate, notes := with(c.header, currencies, xer.Options{})
		same(t, "rate in"+c.header, rate, c.want)
		if c.note == "" {
			wantNotes(t, notes)
		} else {
			wantNotes(t, notes, c.note)
		}
	}
	rate, _ := with("\tU.S.", currencies, xer.Options{Currency: "USD"})
	same(t, "rate in the currency of the options", rate, "12.34 USD")
}

func TestStored(t *testing.T) {
	list, err := parse(t, file(activities("early_start_date early_end_date late_start_date late_end_date restart_date reend_date rem_late_start_date rem_late_end_date target_start_date target_end_date total_float_hr_cnt free_float_hr_cnt driving_path_flag float_path",
		"1,2026-03-02 08:00,2026-03-03 16:00,2026-03-04 08:00,2026-03-05 16:00,2026-03-02 09:00,2026-03-03 15:00,2026-03-04 09:00,2026-03-05 15:00,2026-03-01 08:00,2026-03-01 16:00,-16.5,0,Y,3",
		"2,,,,,,,,,,,,,N,"))).Stored("")
	if err != nil {
		t.Fatal(err)
	}
	want := xer.StoredTask{ID: "1", EarlyStart: at("2026-03-02T08:00:00"), EarlyFinish: at("2026-03-03T16:00:00"), LateStart: at("2026-03-04T08:00:00"), LateFinish: at("2026-03-05T16:00:00"),
		RemainingEarlyStart: at("2026-03-02T09:00:00"), RemainingEarlyFinish: at("2026-03-03T15:00:00"), RemainingLateStart: at("2026-03-04T09:00:00"), RemainingLateFinish: at("2026-03-05T15:00:00"),
		PlannedStart: at("2026-03-01T08:00:00"), PlannedFinish: at("2026-03-01T16:00:00"), TotalFloat: -16*calendar.Hour - 30*calendar.Minute, HasTotalFloat: true, HasFreeFloat: true, Driving: true, FloatPath: 3}
	same(t, "stored", list, []xer.StoredTask{want, {ID: "2"}})
	if _, err := parse(t, file(activities("early_start_date", "1,soon"))).Stored(""); !errors.Is(err, xer.ErrData) {
		t.Errorf("%v", err)
	}
}
