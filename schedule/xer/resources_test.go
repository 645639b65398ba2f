package xer_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
	"github.com/milepost-go/milepost/schedule/xer"
)

func TestResources(t *testing.T) {
	plan, notes := decodeText(t, file(
		table("RSRC", "rsrc_id parent_rsrc_id clndr_id rsrc_name rsrc_short_name rsrc_type email_addr employee_code",
			"1,,7,Crew,CR,RT_Labor,,", "2,1,7,Ana,AN,RT_Labor,ana@example.org,17", "3,,,Crane,C,RT_Equip,,", "4,,8,,SAND,RT_Mat,,", "5,9,,Ghost,G,RT_New,,", "6,6,,Self,S,,,"),
		table("RSRCRATE", "rsrc_id max_qty_per_hr cost_per_qty start_date",
			"2,0.5,30.0000,2026-01-01 00:00", "2,2,35.5000,2026-03-01 00:00", "2,3,40.0000,2026-04-01 00:00", "3,0,0.0000,2026-01-01 00:00", "4,0.3636363636,5,2027-01-01 00:00", "4,7,6,2026-12-01 00:00", "99,1,1,")))
	show := func(i int) string {
		r := plan.Resources[i]
		return fmt.Sprint(r.ID, " ", r.Name, " ", r.Kind, " ", r.Max, " ", r.Calendar, " ", r.Group, " ", r.Email, " ", r.Rate)
	}
	for i, want := range []string{"1 Crew work 0 7   0", "2 Ana work 2000000 7 Crew ana@example.org 35.50 EUR", "3 Crane work 0    0", "4 SAND material 7000000    6.00 EUR", "5 Ghost work 0    0", "6 Self work 0    0"} {
		same(t, fmt.Sprint("resource ", i+1), show(i), want)
	}
	wantNotes(t, notes, `resource 4.clndr_id "8" xer.reference.unknown`, `resource 5.rsrc_type "RT_New" xer.value.unknown_kind`,
		`resource 5.parent_rsrc_id "9" xer.reference.unknown`, `resource 6.parent_rsrc_id "6" xer.reference.unknown`,
		`resource 2.start_date "2026-03-01 00:00" xer.resource.rate_table`, `resource 2.start_date "2026-04-01 00:00" xer.resource.rate_table`,
		`resource 3.max_qty_per_hr "0" xer.units.zero`, `resource 4.start_date "2026-12-01 00:00" xer.resource.rate_table`,
		`resource.employee_code "1" xer.field.not_carried`, `resource.max_qty_per_hr "1" xer.value.rounded`, `resource.rsrc_type "1" xer.resource.nonlabor`)
}

func TestAssignments(t *testing.T) {
	plan, notes := decodeText(t, file(activities("task_name", "1,Dig"),
		table("RSRC", "rsrc_id rsrc_name rsrc_type", "1,Ana,RT_Labor", "2,Sand,RT_Mat"),
		table("TASKRSRC", "taskrsrc_id task_id proj_id role_id rsrc_id remain_qty target_qty target_qty_per_hr target_lag_drtn_hr_cnt act_ot_qty act_reg_qty act_reg_cost act_ot_cost act_start_date act_end_date cost_per_qty_source_type target_crv curv_id",
			"1,1,1,,1,20,40,0.5,8,2,18,100.0000,5.2500,2026-02-02 08:00,,ST_Rsrc,,",
			"2,1,1,5,,8,8,1,0,0,0,0.0000,0.0000,,,ST_Role,,",
			"3,1,1,,2,3,7,1,0,0,4,60.0000,0.0000,,,ST_Custom,8:8;8:8,12",
			"4,1,1,,9,1,1,1,0,0,0,0,0,,,,,", "5,9,1,,1,1,1,1,0,0,0,0,0,,,,,", "6,1,1,,,1,1,0,0,0,0,0,0,,,,,"),
		table("PROJCOST", "cost_item_id proj_id task_id cost_name act_cost target_cost remain_cost", "1,1,1,Permit,10.1000,25.0000,14.9000", "2,1,1,Fence,0.0000,75.1250,0", "3,1,8,Lost,1,1,0")))
	show := func(i int) string {
		a := plan.Assignments[i]
		return fmt.Sprint(a.ID, " ", a.Task, " ", a.Resource, " ", a.Units, " ", a.Work, " ", a.ActualWork, " ", a.RemainingWork, " ", a.Delay, " ", a.ActualStart)
	}
	for i, want := range []string{"1 1 1 500000 40h 20h 20h 8h 2026-02-02T08:00:00", "2 1  1000000 8h 0s 8h 0s ", "3 1 2 1000000 0s 0s 0s 0s ", "4 1  1000000 1h 0s 1h 0s ", "6 1  0 1h 0s 1h 0s "} {
		same(t, fmt.Sprint("assignment ", i), show(i), want)
	}
	same(t, "number", len(plan.Assignments), 5)
	same(t, "fixed cost", task(t, plan, "1").FixedCost, "100.125 EUR")
	same(t, "actual cost", task(t, plan, "1").Progress.ActualCost, "175.35 EUR")
	wantNotes(t, notes, `assignment 4.rsrc_id "9" xer.reference.unknown`, `assignment 5.task_id "9" xer.reference.unknown`, `assignment 6.target_qty_per_hr "0" xer.units.zero`,
		`expense 3.task_id "8" xer.reference.unknown`, `assignment.cost_per_qty "1" xer.field.not_carried`, `assignment.curv_id "1" xer.field.not_carried`,
		`assignment.role_id "1" xer.assignment.role_only`, `assignment.target_crv "1" xer.field.not_carried`, `assignment.target_qty "1" xer.field.not_carried`,
		`expense.cost_name "3" xer.field.not_carried`)
}

func TestOddAmounts(t *testing.T) {
	plan, notes := decodeText(t, file(activities("task_name", "1,Dig"),
		table("PROJCOST", "cost_item_id proj_id task_id act_cost target_cost", "1,1,1,5.82076609134674E-11,1234567.12345649")))
	same(t, "costs", fmt.Sprint(task(t, plan, "1").FixedCost, task(t, plan, "1").Progress.ActualCost.Sign()), "1234567.123456 EUR 0")
	wantNotes(t, notes)
}

func TestCalendars(t *testing.T) {
	calendars := table("CALENDAR", "clndr_id clndr_name base_clndr_id proj_id clndr_type day_hr_cnt clndr_data",
		"7,Base,,,CA_Base,8,"+usualWeek,
		"8,Derived,7,,CA_Rsrc,10,(0||CalendarData()((0||DaysOfWeek()((0||2()((0||0(f|16:00|s|8:00)())(0||1(s|22:00|f|00:00)())))))(0||VIEW(ShowTotal|Y)())(0||Exceptions()((0||0(d|46084)())(0||1(d|-1)((0||0(s|09:00 AM|f|1:30 PM)())))))))",
		"9,Round the clock,99,,CA_Base,24,(0||CalendarData()((0||DaysOfWeek()((0||1()((0||0(s|00:00|f|00:00)())))))(0||Exceptions()())))",
		"10,Nothing,,,CA_Base,8,",
		"11,Other project,,2,CA_Project,8,"+usualWeek,
		"12,Night and overlap,,1,CA_Project,8,(0||CalendarData()((0||DaysOfWeek()((0||1()((0||0(s|22:00|f|06:00)())))(0||2()((0||0(s|13:00|f|17:00)())(0||1(s|08:00|f|14:00)())))(0||3()((0||0(s|13:00|f|17:00)())(0||1(s|08:00|f|12:00)())(0||2(s|08:00|f|08:00)())(0||3(s||f|)())))(0||8()())))))")
	plan, notes := decodeText(t, file(calendars))
	var got []string
	for _, c := range plan.Calendars {
		got = append(got, fmt.Sprint(c.ID, " ", c.Name, " ", c.Base))
	}
	same(t, "calendars", fmt.Sprintf("%q", got), `["7 Base " "8 Derived 7" "9 Round the clock " "10 Nothing " "12 Night and overlap "]`)
	derived := plan.Calendars[1].Times
	same(t, "week", derived.Week, "[{true []} {true [08:00-16:00 22:00-24:00]} {true []} {true []} {true []} {true []} {true []}]")
	same(t, "day off", fmt.Sprint(derived.Exceptions[0].From, derived.Exceptions[0].Ranges), "2026-03-03 []")
	same(t, "day before the epoch", fmt.Sprint(derived.Exceptions[1].From, derived.Exceptions[1].Ranges), "1899-12-29 [09:00-13:30]")
	same(t, "whole day", plan.Calendars[2].Times.Week[0].Ranges, "[00:00-24:00]")
	same(t, "guess", plan.Calendars[3].Times.Week, calendar.Standard().Week)
	odd := plan.Calendars[4].Times.Week
	same(t, "night", odd[0].Ranges, "[22:00-30:00]")
	same(t, "overlap", odd[1].Ranges, "[08:00-17:00]")
	same(t, "order", odd[2].Ranges, "[13:00-17:00 08:00-12:00]")
	wantNotes(t, notes, `calendar 12.clndr_data "13:00-17:00 08:00-14:00" xer.calendar.ranges_merged`, `calendar 12.clndr_data "8" xer.value.unknown_kind`,
		`calendar 9.base_clndr_id "99" xer.reference.unknown`, `calendar 10.clndr_data "" xer.calendar.hours_guessed`)
}

// TestBaseGivesExceptionsOnly: the days off of a base hold in calendars derived
// from it, its week does not.
func TestBaseGivesExceptionsOnly(t *testing.T) {
	base := strings.Replace(usualWeek, "(0||Exceptions()())", "(0||Exceptions()((0||0(d|46084)())))", 1)
	derived := "(0||CalendarData()((0||DaysOfWeek()((0||3()((0||0(s|06:00|f|10:00)())))(0||4()((0||0(s|06:00|f|10:00)())))))(0||Exceptions()())))"
	plan, _ := decodeText(t, file(table("CALENDAR", "clndr_id base_clndr_id clndr_data", "7,,"+base, "8,7,"+derived)))
	compiledBase, err := calendar.Compile(plan.Calendars[0].Times, nil)
	if err != nil {
		t.Fatal(err)
	}
	compiled, err := calendar.Compile(plan.Calendars[1].Times, compiledBase)
	if err != nil {
		t.Fatal(err)
	}
	for date, want := range map[string]string{"2026-03-02": "[]", "2026-03-03": "[]", "2026-03-04": "[06:00-10:00]", "2026-03-10": "[06:00-10:00]"} {
		day, err := calendar.ParseDate(date)
		if err != nil {
			t.Fatal(err)
		}
		same(t, date, compiled.Ranges(day), want)
	}
}

// TestBrokenCalendars: one that dates depend on is an error, another a note.
func TestBrokenCalendars(t *testing.T) {
	for data, want := range map[string]string{
		"(0||CalendarData()((0||DaysOfWeek()((0||2()((0||0(s|08:00|f|16:00)())":                          `it ends where ")" should be`,
		"(0||X()((0||DaysOfWeek()((0||2()((0||0(s|99:00|f|16:00)())))))))":                               `"99:00 to 16:00" is not a range of hours`,
		"(0||X()((0||DaysOfWeek()())(0||Exceptions()((0||0(d|never)())))))":                              `"never" is not the number of a day`,
		"(0||X()((0||DaysOfWeek()())(0||Exceptions()((0||0(d|99999999)())))))":                           `"99999999" is not the number of a day`,
		"(0||X()((0||DaysOfWeek()((0||1()(" + strings.Repeat("(0||0(s|08:00|f|09:00)())", 65) + "))))))": "65 ranges in one day",
	} {
		source := file(table("CALENDAR", "clndr_id clndr_name clndr_data", "7,Week,"+data, "8,Week,"+data))
		_, _, err := xer.Decode(strings.NewReader(source))
		if err == nil || err.Error() != "xer: not the data of a project: line 10, CALENDAR.clndr_data: "+want {
			t.Errorf("%.60s: %v", data, err)
		}
		_, notes := tolerate(t, source)
		if !hasNote(notes, ref("calendar", "7", "clndr_data"), xer.CodeCalendarData) || !hasNote(notes, ref("calendar", "8", "clndr_data"), xer.CodeCalendarData) {
			t.Errorf("%.60s: %s", data, noted(notes))
		}
		_, notes = decodeText(t, file(table("CALENDAR", "clndr_id clndr_name clndr_data", "7,Week,"+usualWeek, "8,Week,"+data)))
		if !hasNote(notes, ref("calendar", "8", "clndr_data"), xer.CodeCalendarData) {
			t.Errorf("%.60s: %s", data, noted(notes))
		}
	}
}

func TestUnknownCalendars(t *testing.T) {
	plan, notes := decodeText(t, file(table("TASK", "task_id proj_id wbs_id clndr_id", "1,1,10,99", "2,1,10,")))
	same(t, "calendar", task(t, plan, "1").Calendar, schedule.CalendarID(""))
	wantNotes(t, notes, `task 1.clndr_id "99" xer.reference.unknown`)
}
