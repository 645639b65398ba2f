package xlsx_test

import (
	"archive/zip"
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report/xlsx"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
	"github.com/milepost-go/milepost/schedule/mspdi"
)

// book makes a workbook of one sheet from its rows.
func book(t testing.TB, rows ...[]any) []byte {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	for i, row := range rows {
		cell, err := excelize.CoordinatesToCellName(1, i+1)
		if err == nil {
			err = f.SetSheetRow("Sheet1", cell, &row)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func decode(t testing.TB, c xlsx.Codec, data []byte) (*schedule.Plan, []schedule.LossNote) {
	t.Helper()
	plan, notes, err := c.Decode(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	if found := schedule.Check(plan); finding.Blocks(found) {
		t.Fatal(found)
	}
	return plan, notes
}

func reasons(notes []schedule.LossNote) []string {
	var list []string
	for _, n := range notes {
		list = append(list, n.Subject.ID+" "+strings.TrimPrefix(string(n.Reason), "xlsx.")+" "+n.Value)
	}
	return list
}

// Every cell is worked out by hand. Serial 46083 is 2026-03-02, a Monday.
func TestTableByHand(t *testing.T) {
	plan, notes := decode(t, xlsx.Codec{}, book(t,
		[]any{"Project: warehouse"},
		[]any{"编号", "大纲级别", "任务名称 (中文)", "工期", "开始", "完成", "完成百分比", "前置任务", "负责人", "颜色"},
		[]any{"1", 1, "启动", "", 46083, 46087, "", "", "", "red"},
		[]any{"2", 2, "报价", "2 天", 46083, "", 0.5, "", "李雷、Han [50%]"},
		[]any{"3", 2, "合同", "1.5d?", "2026年3月4日", "", "", "2FS+1 个工作日", "李雷"},
		[]any{"4", 2, "签字", "0d", "", "", "", "3; 2SS-4h"},
		[]any{"5", 1, "验收", "", "2026-03-05", "2026/3/6", 1, "", ""},
	))
	task := func(id schedule.TaskID) schedule.Task {
		x, ok := plan.Task(id)
		if !ok {
			t.Fatalf("no task %s", id)
		}
		return x
	}
	march := func(day, hour int) calendar.DateTime {
		return calendar.DateOf(2026, 3, day).At(calendar.Work(hour) * calendar.Hour)
	}
	if plan.Start != march(2, 8) || len(plan.Tasks) != 5 || task("2").Parent != "1" || task("5").Parent != "" || task("1").Duration.Length != 0 {
		t.Errorf("start %s, %+v", plan.Start, plan.Tasks)
	}
	if x := task("2"); x.Duration.Length != 16*calendar.Hour || x.Constraint.Date != march(2, 8) || x.Progress.Percent != 50 || x.Progress.ActualStart != march(2, 8) {
		t.Errorf("%+v", x)
	}
	if x := task("3"); x.Duration.Length != 12*calendar.Hour || !x.Duration.Estimated || x.Constraint.Kind != schedule.AsSoonAsPossible {
		t.Errorf("%+v", x)
	}
	// Thursday and Friday, and all of it done.
	if x := task("5"); x.Duration.Length != 16*calendar.Hour || x.Progress.Percent != 100 || x.Progress.ActualFinish != march(6, 17) {
		t.Errorf("%+v", x)
	}
	want := []schedule.Link{
		{From: "2", To: "3", Lag: schedule.Lag{Length: 8 * calendar.Hour}}, {From: "3", To: "4"}, {From: "2", To: "4", Type: schedule.StartToStart, Lag: schedule.Lag{Length: -4 * calendar.Hour}},
	}
	if !slices.Equal(plan.Links, want) {
		t.Errorf("%+v", plan.Links)
	}
	if len(plan.Resources) != 2 || plan.Resources[1].Name != "Han" || len(plan.Assignments) != 3 {
		t.Errorf("%+v %+v", plan.Resources, plan.Assignments)
	}
	if got := reasons(notes); !slices.Equal(got, []string{"Sheet1!J2 column.not_read 颜色", "Sheet1!E5 row.follows 2026-03-04T08:00:00"}) {
		t.Errorf("%q", got)
	}
}

// Each cell that is not understood is named, and the rest is read.
func TestNotes(t *testing.T) {
	data := book(t,
		[]any{"ID", "Task", "Duration", "Start", "Finish", "% Complete", "Predecessors"},
		[]any{"1", "a", "soon", "03/04/2026", "", "", ""},
		[]any{"1", "b", "2d", "tomorrow", "", "150%", "9, 1, 1.5.2"},
		[]any{"1.21143E+15", "c", "2d", 46090, 46083, "", "a"},
		[]any{"7", "", "2d"},
	)
	_, notes := decode(t, xlsx.Codec{}, data)
	want := []string{
		"Sheet1!C2 cell.duration soon", "Sheet1!D2 cell.two_ways 03/04/2026", "Sheet1!A3 cell.id 1", "Sheet1!D3 cell.date tomorrow", "Sheet1!F3 cell.percent 150%",
		"Sheet1!A4 cell.id 1.21143E+15", "Sheet1!E4 row.reversed 2026-03-02T17:00:00", "Sheet1!B5 row.no_name 7 2d",
		"Sheet1!G3 cell.predecessor 9", "Sheet1!G3 cell.predecessor 1.5.2", "Sheet1!D4 row.follows 2026-03-09T08:00:00", "Sheet1!B2 row.no_length a",
	}
	if got := reasons(notes); !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	for c, day := range map[xlsx.Codec]calendar.Date{{DayFirst: true}: calendar.DateOf(2026, 4, 3), {MonthFirst: true}: calendar.DateOf(2026, 3, 4)} {
		if plan, _ := decode(t, c, data); plan.Tasks[0].Constraint.Date.Date() != day {
			t.Errorf("%+v: %s, want %s", c, plan.Tasks[0].Constraint.Date, day)
		}
	}
}

var monday = calendar.DateOf(2026, 3, 2).At(8 * calendar.Hour)

// The outline comes from codes, from the outline of the rows, or from blanks.
func TestOutlines(t *testing.T) {
	plan, _ := decode(t, xlsx.Codec{Start: monday}, book(t, []any{"WBS", "Name", "Days"}, []any{"1", "a"}, []any{"1.1", "b", 2}, []any{"1.2", "c", 3}, []any{"2", "d", 1}))
	if plan.Tasks[1].Parent != plan.Tasks[0].ID || plan.Tasks[2].Parent != plan.Tasks[0].ID || plan.Tasks[3].Parent != "" || plan.Tasks[1].Duration.Length != 16*calendar.Hour {
		t.Errorf("%+v", plan.Tasks)
	}
	plan, _ = decode(t, xlsx.Codec{Start: monday}, book(t, []any{"Name", "Days"}, []any{"a"}, []any{"  b", 2}, []any{"    c", 3}, []any{"d", 1}))
	if plan.Tasks[1].Parent != plan.Tasks[0].ID || plan.Tasks[2].Parent != plan.Tasks[1].ID || plan.Tasks[3].Parent != "" {
		t.Errorf("%+v", plan.Tasks)
	}
}

func TestGridOfWeeks(t *testing.T) {
	plan, notes := decode(t, xlsx.Codec{}, book(t,
		[]any{"", "Parts"}, []any{"Week", "Build", "Manage"}, []any{"2021-CW18", "repo\nscaffold", "plan"}, []any{"", "", "board"}, []any{"2021年第19周", "deploy"}, []any{"Goals", "x"},
	))
	// The Monday of week 18 of 2021 is the 3rd of May.
	want := map[string]calendar.Date{"repo scaffold": calendar.DateOf(2021, 5, 3), "plan": calendar.DateOf(2021, 5, 3), "board": calendar.DateOf(2021, 5, 3), "deploy": calendar.DateOf(2021, 5, 10)}
	found := 0
	for _, x := range plan.Tasks {
		if day, ok := want[x.Name]; ok && x.Constraint.Date.Date() == day && x.Duration.Estimated && x.Parent != "" {
			found++
		}
	}
	if found != 4 || len(plan.Tasks) != 6 || plan.Tasks[0].Name != "Build" {
		t.Errorf("%+v", plan.Tasks)
	}
	if got := reasons(notes); !slices.Contains(got, "Sheet1!A6 rows.below Goals") || !slices.Contains(got, "Sheet1!B3 row.whole_week repo scaffold") {
		t.Errorf("%q", got)
	}
}

func software(t testing.TB) *schedule.Plan {
	file, err := os.Open(filepath.Join("..", "..", "examples", "salesproject", "testdata", "software-plan.xml"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	plan, _, err := mspdi.Decode(file)
	if err != nil {
		t.Fatal(err)
	}
	return plan
}

// A plan of 86 tasks comes back with its ids, names, outline, lengths, links,
// people and dates, in both languages; formulas in names stay names.
func TestRoundTrip(t *testing.T) {
	for _, c := range []xlsx.Codec{{}, {Chinese: true}} {
		plan := software(t)
		plan.Tasks[2].Name = `=HYPERLINK("http://x")`
		var first, second bytes.Buffer
		if _, err := c.Encode(&first, plan); err != nil {
			t.Fatal(err)
		}
		if _, err := c.Encode(&second, plan); err != nil || !bytes.Equal(first.Bytes(), second.Bytes()) {
			t.Fatal("other bytes", err)
		}
		again, _ := decode(t, xlsx.Codec{}, first.Bytes())
		before, err1 := schedule.Compute(plan, schedule.Options{})
		after, err2 := schedule.Compute(again, schedule.Options{})
		if err := errors.Join(err1, err2); err != nil {
			t.Fatal(err)
		}
		for i := range plan.Tasks {
			a, b := plan.Tasks[i], again.Tasks[i]
			x, _ := before.Times(a.ID)
			y, _ := after.Times(b.ID)
			if a.ID != b.ID || strings.TrimSpace(a.Name) != b.Name || a.Parent != b.Parent || a.Duration.Length != b.Duration.Length || x.Start != y.Start || x.Finish != y.Finish {
				t.Errorf("task %s: %+v\n%+v\n%s %s\n%s %s", a.ID, a, b, x.Start, x.Finish, y.Start, y.Finish)
			}
		}
		given := len(slices.DeleteFunc(slices.Clone(plan.Assignments), func(a schedule.Assignment) bool { return a.Resource == "" }))
		if len(again.Links) != len(plan.Links) || len(again.Assignments) != given {
			t.Errorf("%d links of %d, %d assignments of %d", len(again.Links), len(plan.Links), len(again.Assignments), given)
		}
		f, err := excelize.OpenReader(bytes.NewReader(first.Bytes()))
		if err != nil {
			t.Fatal(err)
		}
		sheet := f.GetSheetList()[0]
		if formula, _ := f.GetCellFormula(sheet, "D4"); formula != "" {
			t.Errorf("a name became the formula %s", formula)
		}
		f.Close()
	}
}

func TestErrors(t *testing.T) {
	bomb := func() []byte {
		var b bytes.Buffer
		w := zip.NewWriter(&b)
		part, err := w.Create("xl/workbook.xml")
		if err != nil {
			t.Fatal(err)
		}
		zeros := make([]byte, 1<<20)
		for range 300 {
			if _, err := part.Write(zeros); err != nil {
				t.Fatal(err)
			}
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		return b.Bytes()
	}
	for name, c := range map[string]struct {
		data []byte
		want error
	}{
		"empty": {nil, xlsx.ErrForm}, "text": {[]byte("hello"), xlsx.ErrForm}, "a bomb": {bomb(), xlsx.ErrForm}, "no plan": {book(t, []any{"a", "b"}, []any{1, 2}), xlsx.ErrNoPlan},
		"headings alone": {book(t, []any{"Task", "Duration"}), xlsx.ErrNoPlan}, "too long": {make([]byte, xlsx.MaxBytes+1), xlsx.ErrSize},
	} {
		if _, _, err := (xlsx.Codec{}).Decode(bytes.NewReader(c.data)); !errors.Is(err, c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestTruthXLSX reads the workbooks that MILEPOST_TRUTH names.
func TestTruthXLSX(t *testing.T) {
	root := os.Getenv("MILEPOST_TRUTH")
	files, _ := filepath.Glob(filepath.Join(root, "formats", "excel", "*.xlsx"))
	if root == "" || len(files) == 0 {
		t.Skip("no workbooks")
	}
	for _, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		plan, notes := decode(t, xlsx.Codec{}, data)
		if _, err := schedule.Compute(plan, schedule.Options{}); err != nil || len(plan.Tasks) == 0 {
			t.Errorf("%s: %d tasks, %v", name, len(plan.Tasks), err)
		}
		t.Logf("%s: %d tasks, %d notes", filepath.Base(name), len(plan.Tasks), len(notes))
	}
}

// Broken workbooks give an error or a plan, never a panic.
func FuzzDecode(f *testing.F) {
	f.Add(book(f, []any{"ID", "Task", "Duration", "Start", "Predecessors"}, []any{1, "a", "2d", 46083, ""}, []any{2, "b", "1w", "", "1FS+50%"}))
	f.Fuzz(func(t *testing.T, data []byte) {
		if plan, _, err := (xlsx.Codec{}).Decode(bytes.NewReader(data)); err == nil && plan == nil {
			t.Fatal("neither a plan nor an error")
		}
	})
}

// Hostile texts in cells are read as text or named in notes.
func FuzzCells(f *testing.F) {
	f.Add("3FS+2 个工作日", "2 天", "2026年3月4日", "50%")
	f.Add("1,1;1-999999999999d", "1e99d", "99/99/9999", "NaN")
	f.Fuzz(func(t *testing.T, before, duration, start, percent string) {
		data := book(t, []any{"Task", "Duration", "Start", "Predecessors", "% Complete", "Level"}, []any{"a", duration, start, before, percent, duration}, []any{"b", start, duration, before, percent, percent})
		if _, _, err := (xlsx.Codec{}).Decode(bytes.NewReader(data)); err != nil && !errors.Is(err, xlsx.ErrForm) {
			t.Fatal(err)
		}
	})
}
