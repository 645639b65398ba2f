package xer_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/milepost-go/milepost/schedule/xer"
)

// faulty is a file with many faults of content.
func faulty() string {
	return file(
		table("PROJECT", "proj_id proj_short_name last_recalc_date plan_start_date", "1,P1,today,2026-02-30 08:00"),
		table("SCHEDOPTIONS", "proj_id sched_retained_logic", "1,maybe"),
		activities("target_drtn_hr_cnt act_start_date", "1,long,2026-03-02 08:00", "2,8,2026-03-02 08:00,surplus", "1,8,", "3,1e99,"),
		table("RSRC", "rsrc_id rsrc_name", "1,a", "1,b"),
		table("RSRCRATE", "rsrc_id cost_per_qty", "1,cheap"),
	)
}

func TestFaultsAreFoundTogether(t *testing.T) {
	_, _, err := xer.Decode(strings.NewReader(faulty()))
	var faults *xer.Faults
	if !errors.As(err, &faults) || !errors.Is(err, xer.ErrData) {
		t.Fatalf("%v", err)
	}
	var got []string
	for _, f := range faults.List {
		got = append(got, fmt.Sprintf("%d %s.%s %s", f.Line, f.Table, f.Field, f.Reason))
	}
	same(t, "faults", strings.Join(got, "\n"), strings.Join([]string{
		`10 PROJECT.last_recalc_date "today" is not a date and time`,
		`10 PROJECT.plan_start_date "2026-02-30 08:00" is not a date and time`,
		`13 SCHEDOPTIONS.sched_retained_logic "maybe" is not Y or N`,
		`16 TASK.target_drtn_hr_cnt "long" is not a number`,
		`17 TASK. "surplus" is not a row of 6 values`,
		`18 TASK.task_id 1 twice`,
		`19 TASK.target_drtn_hr_cnt "1e99" is not a number of hours`,
		`23 RSRC.rsrc_id 1 twice`,
		`26 RSRCRATE.cost_per_qty "cheap" is not a number`}, "\n"))
	same(t, "text", err, `xer: not the data of a project: line 10, PROJECT.last_recalc_date: "today" is not a date and time (and 8 others)`)
}

func TestToleratedFaultsAreNotes(t *testing.T) {
	plan, notes := tolerate(t, faulty())
	same(t, "tasks", len(plan.Tasks), 3)
	for _, want := range []string{`project 1.last_recalc_date "today" xer.value.unreadable`, `task 1.target_drtn_hr_cnt "long" xer.value.unreadable`,
		`"surplus" xer.value.unreadable`, `task 1.task_id "1" xer.id.duplicate`, `resource 1.rsrc_id "1" xer.id.duplicate`, `resource 1.cost_per_qty "cheap" xer.value.unreadable`} {
		if !strings.Contains(noted(notes), want) {
			t.Errorf("no note %s in\n%s", want, noted(notes))
		}
	}
}

func TestFaultLimit(t *testing.T) {
	_, _, err := xer.Options{Limits: xer.Limits{Faults: 3}}.Decode(strings.NewReader(faulty()))
	var faults *xer.Faults
	if !errors.As(err, &faults) || len(faults.List) != 3 || !faults.More || !strings.HasSuffix(err.Error(), "(and more than 2 others)") {
		t.Errorf("%v", err)
	}
	_, _, err = xer.Decode(strings.NewReader(file(activities("act_start_date", "1,x"))))
	if err == nil || strings.Contains(err.Error(), "others") {
		t.Errorf("%v", err)
	}
}

func TestMissingIDs(t *testing.T) {
	plan, notes := decodeText(t, file(table("TASK", "task_id proj_id wbs_id", ",1,10", "2,1,10"), table("RSRC", "rsrc_id rsrc_name", ",Nobody"),
		table("TASKRSRC", "taskrsrc_id task_id proj_id", ",2,1")))
	same(t, "things", fmt.Sprint(len(plan.Tasks), len(plan.Resources), len(plan.Assignments)), "1 0 0")
	wantNotes(t, notes, `task.task_id "" xer.id.missing`, `resource.rsrc_id "" xer.id.missing`, `assignment.taskrsrc_id "" xer.id.missing`)
}

func TestNoteLimit(t *testing.T) {
	rows := make([]string, 30)
	for i := range rows {
		rows[i] = fmt.Sprint(i+1, ",TT_X")
	}
	_, notes, err := xer.Options{Limits: xer.Limits{Notes: 10}}.Decode(strings.NewReader(file(activities("task_type", rows...))))
	if err != nil || len(notes) != 10 || notes[9].Reason != xer.CodeMoreNotes {
		t.Errorf("%d notes, %v: %s", len(notes), err, noted(notes))
	}
}

// TestLimits: every limit stops a file that is over it and no other.
func TestLimits(t *testing.T) {
	many := func(n int, row string) (rows []string) {
		for i := range n {
			rows = append(rows, strings.ReplaceAll(row, "#", fmt.Sprint(i+1)))
		}
		return rows
	}
	exceptions := "(0||X()((0||DaysOfWeek()((0||2()((0||0(s|08:00|f|16:00)())))))(0||Exceptions()(" + strings.Join(many(50, "(0||#(d|4#)())"), "") + "))))"
	source := file(
		table("CALENDAR", "clndr_id clndr_name clndr_data", append(many(5, "9#,C,"+usualWeek), "7,Week,"+exceptions)...),
		activities("task_name", many(20, "#,T")...),
		table("TASKPRED", "task_id pred_task_id proj_id pred_proj_id pred_type", many(15, "2,1,1,1,PR_FS")...),
		table("RSRC", "rsrc_id rsrc_name", many(8, "#,R")...),
		table("TASKRSRC", "taskrsrc_id task_id proj_id", many(9, "#,1,1")...),
		table("WIDE", strings.Join(many(40, "f#"), " "), strings.Join(many(40, "#"), ",")),
		table("LONG", "text", strings.Repeat("x", 5000)),
	)
	fits := xer.Limits{Bytes: len(source), Tables: 9, Rows: 62, Fields: 40, Text: 5000, Tasks: 20, Links: 15, Resources: 8, Assignments: 9, Calendars: 6, Exceptions: 50}
	if _, _, err := (xer.Options{Limits: fits}).Decode(strings.NewReader(source)); err != nil {
		t.Fatal(err)
	}
	for name, tighten := range map[string]func(*xer.Limits){
		"Bytes": func(l *xer.Limits) { l.Bytes-- }, "Tables": func(l *xer.Limits) { l.Tables-- }, "Rows": func(l *xer.Limits) { l.Rows -= 2 },
		"Fields": func(l *xer.Limits) { l.Fields-- }, "Text": func(l *xer.Limits) { l.Text-- }, "Tasks": func(l *xer.Limits) { l.Tasks-- },
		"Links": func(l *xer.Limits) { l.Links-- }, "Resources": func(l *xer.Limits) { l.Resources-- }, "Assignments": func(l *xer.Limits) { l.Assignments-- },
		"Calendars": func(l *xer.Limits) { l.Calendars-- }, "Exceptions": func(l *xer.Limits) { l.Exceptions-- },
	} {
		limits := fits
		tighten(&limits)
		plan, _, err := xer.Options{Limits: limits, Tolerant: true}.Decode(strings.NewReader(source))
		if plan != nil || !errors.Is(err, xer.ErrLimit) || !strings.Contains(err.Error(), "Limits."+name+" is ") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestHostileFiles: what is made to cost time or memory ends soon, with an
// error or a plan.
func TestHostileFiles(t *testing.T) {
	ring := func(n int) string {
		rows := []string{"10,1,Y,Root,"}
		for i := range n {
			rows = append(rows, fmt.Sprintf("%d,1,N,n,%d", 100+i, 100+(i+1)%n))
		}
		return table("PROJWBS", "wbs_id proj_id proj_node_flag wbs_name parent_wbs_id", rows...)
	}
	deep := func(n int) string {
		rows := []string{"10,1,Y,Root,"}
		for i := range n {
			rows = append(rows, fmt.Sprintf("%d,1,N,n,%d", 11+i, 10+i))
		}
		return table("PROJWBS", "wbs_id proj_id proj_node_flag wbs_name parent_wbs_id", rows...)
	}
	week := func(data string) string { return table("CALENDAR", "clndr_id clndr_data", "7,"+data) }
	for name, source := range map[string]string{
		"ring of nodes":          file(ring(20_000), activities("task_name", "1,x")),
		"deep outline":           file(deep(50_000), table("TASK", "task_id proj_id wbs_id", "1,1,50000")),
		"nested calendar":        file(week(strings.Repeat("(0||A()(", 100_000))),
		"many records":           file(week("(0||A()(" + strings.Repeat("(0||1()())", 300_000) + "))")),
		"many ranges":            file(week("(0||A()((0||DaysOfWeek()((0||1()(" + strings.Repeat("(0||1(s|08:00|f|09:00)())", 70_000) + "))))))")),
		"keys without end":       file(week("(0||A(" + strings.Repeat("x|", 500_000))),
		"long number":            file(activities("target_drtn_hr_cnt", "1,"+strings.Repeat("9", 1_000_000))),
		"large exponent":         file(activities("target_drtn_hr_cnt", "1,1E399", "2,1E-399")),
		"long id":                file(table("TASK", "task_id proj_id wbs_id", strings.Repeat("x", 1_000_000)+",1,10")),
		"tabs":                   headerLine + "%T\tA\n%F\tx\n%R" + strings.Repeat("\t", 1_000_000) + "\n",
		"tables":                 headerLine + strings.Repeat("%T\tA\n", 100_000),
		"stray lines":            headerLine + strings.Repeat("x\n", 100_000),
		"open note":              file(table("TASKMEMO", "task_id proj_id task_memo", "1,1,"+strings.Repeat("<", 200_000))),
		"resources in a ring":    file(table("RSRC", "rsrc_id parent_rsrc_id rsrc_name", "1,2,a", "2,1,b")),
		"calendars in a ring":    file(table("CALENDAR", "clndr_id base_clndr_id clndr_data", "7,8,"+usualWeek, "8,7,"+usualWeek)),
		"links to oneself":       file(activities("task_name", "1,x"), table("TASKPRED", "task_id pred_task_id proj_id pred_proj_id", "1,1,1,1")),
		"nul bytes":              headerLine + strings.Repeat("\x00", 1_000_000),
		"one long line":          headerLine + "%T\tA\n%F\tx\n%R\t" + strings.Repeat("y", 1_000_000),
		"continued for ever":     headerLine + "%T\tA\n%F\tx\n%R\t1\n" + strings.Repeat("more\n", 200_000),
		"every value a quote":    file(activities("task_name", "1,"+strings.Repeat(`"`, 500_000))),
		"exceptions of all time": file(week("(0||A()((0||DaysOfWeek()((0||1()())))(0||Exceptions()((0||0(d|-693595)((0||0(s|08:00|f|09:00)())))(0||1(d|2958465)())))))")),
	} {
		plan, _, err := xer.Decode(strings.NewReader(source))
		if (plan == nil) == (err == nil) {
			t.Errorf("%s: plan %v, error %v", name, plan != nil, err)
		}
		if plan != nil {
			if _, err := xer.Encode(discard{}, plan); err != nil {
				t.Errorf("%s: %v", name, err)
			}
		}
		if err != nil && len(err.Error()) > 1000 {
			t.Errorf("%s: an error of %d bytes", name, len(err.Error()))
		}
	}
}

type discard struct{}

func (discard) Write(p []byte) (int, error) { return len(p), nil }
