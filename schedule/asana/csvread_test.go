package asana_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/asana"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// fullExport has the columns of an export in the order in which Asana writes
// them, with two custom fields.
const fullExport = "\xef\xbb\xbfTask ID,Created At,Completed At,Last Modified,Name,Section/Column,Assignee,Assignee Email,Start Date,Due Date,Tags,Notes,Projects,Parent task,Blocked By (Dependencies),Blocking (Dependencies),Priority,Effort\r\n" +
	"1210000000000001,2026-01-05,2026-03-04,2026-03-04,客户访谈,准备,李雷,li@example.com,2026-03-02,2026-03-04,vip,\"first line\r\nsecond, \"\"line\"\"\",CRM,,,Load,High,3\r\n" +
	"1210000000000002,2026-01-05,,2026-03-04,Load,准备,韩梅梅,han@example.com,,2026-03-10,,,CRM,,客户访谈,,,\r\n" +
	"1210000000000003,2026-01-05,,2026-03-04,Check,,,,,,,,,Load,,,Low,\r\n" +
	"\r\n" +
	"1210000000000004,2026-01-05,,2026-03-04,Go live,Roll-out,,,,,,,\"CRM, Sales\",,,,,\r\n"

func TestExport(t *testing.T) {
	plan, notes := read(t, asana.Options{}, fullExport)
	same(t, "outline", outline(plan), []string{
		"/section:准备 准备", "section:准备/1210000000000001 客户访谈", "section:准备/1210000000000002 Load", "1210000000000002/1210000000000003 Check",
		"/section:Roll-out Roll-out", "section:Roll-out/1210000000000004 Go live"})
	same(t, "links", links(plan), []string{"1210000000000001>1210000000000002"})
	same(t, "name", plan.Name, "CRM")
	same(t, "interview", task(t, plan, "1210000000000001"), schedule.Task{
		ID: "1210000000000001", Name: "客户访谈", Parent: "section:准备", Notes: "first line\nsecond, \"line\"",
		Manual: true, Start: at(t, "2026-03-02T08:00"), Finish: at(t, "2026-03-04T17:00"),
		// Monday to Wednesday, eight hours each
		Duration: schedule.Duration{Length: 24 * calendar.Hour, Estimated: true, Unit: schedule.Days},
		Progress: schedule.Progress{ActualStart: at(t, "2026-03-02T08:00"), ActualFinish: at(t, "2026-03-04T17:00"), Percent: 100},
	})
	same(t, "without dates", task(t, plan, "1210000000000004"), schedule.Task{
		ID: "1210000000000004", Name: "Go live", Parent: "section:Roll-out", Duration: schedule.Duration{Estimated: true}})
	same(t, "resources", plan.Resources, []schedule.Resource{{ID: "li@example.com", Name: "李雷", Email: "li@example.com"}, {ID: "han@example.com", Name: "韩梅梅", Email: "han@example.com"}})
	same(t, "assignments", plan.Assignments, []schedule.Assignment{
		{ID: "1210000000000001:assignee", Task: "1210000000000001", Resource: "li@example.com"},
		{ID: "1210000000000002:assignee", Task: "1210000000000002", Resource: "han@example.com"}})
	same(t, "notes", reasons(notes), []string{
		"cell M6.projects asana.task.other_home CRM, Sales",
		"project.start asana.project.start_guessed 2026-03-02T08:00:00",
		"task.Effort asana.field.not_carried 1",
		"task.Priority asana.field.not_carried 2",
		"task.Tags asana.field.not_carried 1",
		"task.actual_start asana.task.began_assumed 1",
		"task.duration asana.task.duration_unknown 2",
	})
	if _, err := schedule.Compute(plan, schedule.Options{}); err != nil {
		t.Error(err)
	}
}

// The same rows in other forms of the file give the same plan.
func TestFormsOfTheFile(t *testing.T) {
	want, _ := read(t, asana.Options{}, fullExport)
	plain := strings.TrimPrefix(fullExport, "\xef\xbb\xbf")
	upper := strings.SplitN(plain, "\r\n", 2)
	semicolons := strings.ReplaceAll("Name,Start Date,Due Date,Notes\nA,2026-03-02,2026-03-03,\n", ",", ";")
	for name, text := range map[string]string{
		"no mark":        plain,
		"LF":             strings.ReplaceAll(plain, "\r\n", "\n"),
		"CR":             strings.ReplaceAll(strings.ReplaceAll(plain, "first line\r\n", "first line\n"), "\r\n", "\r"),
		"upper case":     strings.ToUpper(upper[0]) + "\r\n" + upper[1],
		"no line at end": strings.TrimSuffix(plain, "\r\n"),
		"lines above":    "CRM export\r\n\r\n\"made by, somebody\",,\r\n" + plain,
	} {
		got, notes := read(t, asana.Options{}, text)
		got.Name = want.Name
		if name == "upper case" { // headers of custom fields stay as they are
			same(t, name, len(got.Tasks), len(want.Tasks))
		}
		same(t, name, got, want)
		same(t, name+": lines above", has(notes, asana.CodeLinesAbove), name == "lines above")
	}
	got, _ := read(t, asana.Options{}, semicolons)
	same(t, "semicolons", len(got.Tasks), 1)
}

// Columns may stand in any order.
func TestColumnsInAnyOrder(t *testing.T) {
	plan, _ := read(t, asana.Options{}, "Due Date,Blocked by (dependencies),NAME,Parent Task,task id\n2026-03-02,,A,,1\n2026-03-05,A,B,,2\n,,C,B,3\n")
	same(t, "outline", outline(plan), []string{"/1 A", "/2 B", "2/3 C"})
	same(t, "links", links(plan), []string{"1>2"})
}

// What a spreadsheet did to a file is told with its cell.
func TestDamage(t *testing.T) {
	text := "Task ID,Name,Start Date,Due Date,Completed At\n" +
		"1.21143E+15,A,2026-03-09,2026-03-02,\n" + // the start after the due date
		"1.21143E+15,B,,46083,soon\n" +
		"\"1,211,430\",C,,3/4/2026,\n" +
		"abc,D,,2026-02-30,,beyond\n" +
		"7,E,,,\n7,F,,,\n"
	plan, notes := read(t, asana.Options{}, text)
	same(t, "outline", outline(plan), []string{"/row:2 A", "/row:3 B", "/row:4 C", "/row:5 D", "/7 E", "/row:7 F"})
	same(t, "notes", reasons(notes), []string{
		"cell A2.task_id asana.id.damaged 1.21143E+15",
		"cell A3.task_id asana.id.damaged 1.21143E+15",
		"cell D3.due_date asana.date.unreadable 46083",
		"cell E3.completed_at asana.date.unreadable soon",
		"cell A4.task_id asana.id.damaged 1,211,430",
		"cell D4.due_date asana.date.unreadable 3/4/2026",
		"cell A5.task_id asana.value.wrong_type abc",
		"cell D5.due_date asana.date.unreadable 2026-02-30",
		"cell F5 asana.file.surplus beyond",
		"row 7 asana.id.duplicate 7",
		"task row:2.start asana.date.reversed 2026-03-09",
		"project.start asana.project.start_guessed 2026-03-02T08:00:00",
		"task.duration asana.task.duration_unknown 6",
		"task.id asana.id.made 4",
	})
	same(t, "done without a date", task(t, plan, "row:3").Progress, schedule.Progress{Percent: 100})
	found := asana.Findings(notes)
	same(t, "damaged id", found[0], finding.Finding{Code: asana.CodeDamagedID, Severity: finding.Warn, Subject: finding.Ref{Kind: "cell", ID: "A2", Field: "task_id"},
		Want: finding.Text("1211430000000000"), Got: finding.Text("1.21143E+15"), Remedy: asana.RemedyExportAgain})
	same(t, "date", found[2].Remedy, asana.RemedyNameOrder)
}

// The caller may say how dates with slashes are meant; an import has the month
// first.
func TestDatesWithSlashes(t *testing.T) {
	export := "Task ID,Name,Due Date\n1,A,3/4/2026\n"
	imported := "Name,Due Date,Type\nA,03/04/2026,Milestone\n"
	for _, c := range []struct {
		text string
		o    asana.Options
		want string
	}{
		{export, asana.Options{}, ""},
		{export, asana.Options{Dates: asana.MonthFirst}, "2026-03-04T17:00:00"},
		{export, asana.Options{Dates: asana.DayFirst}, "2026-04-03T17:00:00"},
		{imported, asana.Options{}, "2026-03-04T17:00:00"},
		{imported, asana.Options{Dates: asana.DayFirst}, "2026-04-03T17:00:00"},
		{strings.ReplaceAll(imported, "03/04/2026", "13/04/2026"), asana.Options{}, ""},
		{strings.ReplaceAll(imported, "03/04/2026", "3/4/26"), asana.Options{}, ""},
		{strings.ReplaceAll(imported, "03/04/2026", "/4/2026"), asana.Options{}, ""},
		{strings.ReplaceAll(imported, "03/04/2026", "2026-03-04"), asana.Options{}, "2026-03-04T17:00:00"},
	} {
		plan, notes := read(t, c.o, c.text)
		same(t, c.text, plan.Tasks[0].Finish.String(), c.want)
		same(t, "refused", has(notes, asana.CodeDate), c.want == "")
	}
}

// Faults that leave no plan name row and column.
func TestCSVFaults(t *testing.T) {
	for _, c := range []struct {
		text        string
		o           asana.Options
		kind        error
		row, column int
	}{
		{"", asana.Options{}, asana.ErrSyntax, 1, 0},
		{"no header\n1,2\n", asana.Options{}, asana.ErrSyntax, 1, 0},
		{"Name,Due Date\nA,2026-03-02\nB,\"open\n", asana.Options{}, asana.ErrSyntax, 3, 2},
		{fullExport, asana.Options{Limits: asana.Limits{Bytes: 100}}, asana.ErrLimit, 0, 0},
		{fullExport, asana.Options{Limits: asana.Limits{Rows: 2}}, asana.ErrLimit, 0, 0},
		{fullExport, asana.Options{Limits: asana.Limits{Columns: 5}}, asana.ErrLimit, 0, 0},
		{fullExport, asana.Options{Limits: asana.Limits{Tasks: 3}}, asana.ErrLimit, 0, 0},
		{fullExport, asana.Options{Limits: asana.Limits{Tasks: 5}}, asana.ErrLimit, 0, 0}, // four tasks, two sections
	} {
		_, _, err := c.o.Decode(strings.NewReader(c.text))
		var e *asana.Error
		if !errors.Is(err, c.kind) || !errors.As(err, &e) || e.Row != c.row || e.Column != c.column {
			t.Errorf("%.40q: %v", c.text, err)
		}
	}
	_, notes := read(t, asana.Options{Limits: asana.Limits{Notes: 2}}, fullExport)
	same(t, "notes", len(notes), 3)
	same(t, "last note", notes[2].Reason, asana.CodeMoreNotes)
	plan, notes := read(t, asana.Options{}, "Name,Due Date\nA\xff,\n")
	same(t, "name", plan.Tasks[0].Name, "A\uFFFD")
	same(t, "note", has(notes, asana.CodeCharset), true)
}

// What somebody changed in Asana counts more than the card.
func TestChangesInAsanaCount(t *testing.T) {
	plan := samplePlan(t)
	plan.Tasks[1].Name = "访谈"
	text, _ := write(t, asana.Options{}, plan)
	text = strings.ReplaceAll(text, ",,03/09/2026,03/13/2026,,访谈,", ",,03/10/2026,03/16/2026,,,")
	back, notes := read(t, asana.Options{}, text)
	moved := task(t, back, "T3")
	if !moved.Manual || moved.Start != at(t, "2026-03-10T08:00") || moved.Finish != at(t, "2026-03-16T17:00") || moved.Duration != plan.Tasks[3].Duration {
		t.Errorf("moved to %+v", moved)
	}
	same(t, "links", links(back), []string{"T3>T4", "T1>M1", "T4>M1"})
	same(t, "notes", reasons(notes), []string{"task T3.dates asana.task.moved 2026-03-10/2026-03-16", "link T1>T3 asana.task.moved "})

	text, _ = write(t, asana.Options{}, plan)
	back, _ = read(t, asana.Options{}, strings.ReplaceAll(text, `}",li@example.com,04/01`, `}",han@example.com,04/01`))
	same(t, "assignments", back.Assignments[2], schedule.Assignment{ID: "T4:assignee", Task: "T4", Resource: "han@example.com"})

	back, notes = read(t, asana.Options{}, strings.Replace(text, `[milepost] {`, `[milepost] {{`, 1))
	same(t, "broken card", has(notes, asana.CodeCard), true)
	same(t, "id without card", string(back.Tasks[1].ID), "row:2")
}
