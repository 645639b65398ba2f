package xlsx_test

import (
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/dataset"
	"github.com/milepost-go/milepost/report/xlsx"
	"github.com/milepost-go/milepost/schedule/calendar"
	"github.com/xuri/excelize/v2"
)

// bar is a row of the table of tasks.
type bar struct {
	name          string
	level         int
	start, finish string
	done          int64 // per cent
	critical      bool
}

// bars makes a table of tasks; a row followed by a deeper one is a summary, and
// one that finishes when it starts a milestone.
func bars(list ...bar) dataset.Table {
	var rows [][]finding.Value
	for i, x := range list {
		summary := i+1 < len(list) && list[i+1].level > x.level
		row := []finding.Value{finding.Text(fmt.Sprint("T", i+1)), finding.Text(x.name), finding.Date(x.start), finding.Date(x.finish), finding.Ratio(x.done, 100, ""), finding.Number(int64(x.level), ""),
			finding.Bool(x.critical), finding.Bool(summary), finding.Bool(x.start == x.finish)}
		if x.start == "" {
			row[2], row[3] = finding.Value{}, finding.Value{}
		}
		rows = append(rows, row)
	}
	return dataset.Table{Schema: dataset.Schema{Name: "tasks", Columns: []dataset.Column{
		{Name: "task_id", Key: true}, {Name: "name"}, {Name: "start", Type: report.TypeDate}, {Name: "finish", Type: report.TypeDate}, {Name: "percent_complete", Type: report.TypePercent},
		{Name: "outline_level", Type: report.TypeInteger}, {Name: "critical", Type: report.TypeBool}, {Name: "is_summary", Type: report.TypeBool}, {Name: "is_milestone", Type: report.TypeBool},
	}}, Rows: slices.Values(rows)}
}

// delivery is a small plan from the 2nd of March 2026, a Monday.
func delivery(lang report.Lang) xlsx.Workbook {
	say := func(en, zh string) string { return map[report.Lang]string{report.En: en, report.ZhCN: zh}[lang] }
	return xlsx.Workbook{Title: say("Delivery", "交付项目"), Lang: lang, AsOf: finding.Date("2026-03-18"), Gantt: &xlsx.Gantt{}, Sheets: []xlsx.Sheet{{Table: bars(
		bar{say("Offer", "报价"), 1, "2026-03-02T08:00", "2026-03-11T17:00", 90, true}, bar{say("Collect the needs", "收集需求"), 2, "2026-03-02T08:00", "2026-03-04T17:00", 100, true},
		bar{say("Write the offer", "编写报价书"), 2, "2026-03-05T08:00", "2026-03-11T17:00", 60, true}, bar{say("Check the price", "价格审核"), 2, "2026-03-05T08:00", "2026-03-09T17:00", 0, false},
		bar{say("Contract", "合同"), 1, "2026-03-16T08:00", "2026-04-03T17:00", 0, true}, bar{say("Negotiate", "商务谈判"), 2, "2026-03-16T08:00", "2026-03-27T17:00", 50, true},
		bar{say("Legal check", "法务审核"), 2, "2026-03-18T08:00", "2026-03-24T17:00", 0, false}, bar{say("Contract signed", "合同签订"), 2, "2026-04-03T17:00", "2026-04-03T17:00", 0, true},
	)}}}
}

// storedIn returns a cell as it is stored.
func storedIn(t testing.TB, f *excelize.File, sheet, cell string) string {
	t.Helper()
	text, err := f.GetCellValue(sheet, cell, excelize.Options{RawCellValue: true})
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// LibreOffice calculates what is stored, and says of every cell of the grid
// which rules hold there: those that the dates say, worked out here day by day.
func TestGanttRules(t *testing.T) {
	data, notes := write(t, delivery(report.En))
	if len(notes) > 0 {
		t.Error(notes)
	}
	book := open(t, data)
	compare(t, book, calculated(t, data))
	formats, err := book.GetConditionalFormats("Gantt chart")
	if err != nil || len(formats) != 1 {
		t.Fatal(formats, err)
	}
	// Each rule once more as cells, far below the chart.
	var rules []string
	for area, list := range formats {
		if area != "H4:AN11" {
			t.Fatal(area)
		}
		for _, rule := range list {
			rules = append(rules, rule.Criteria)
		}
	}
	const rows, columns = 8, 33
	at := func(rule, row, column int) string {
		name, _ := excelize.CoordinatesToCellName(column+8, 100+10*rule+row)
		return name
	}
	for n, rule := range rules {
		for row := range rows {
			for column := range columns {
				here, _ := excelize.ColumnNumberToName(column + 8)
				next, _ := excelize.ColumnNumberToName(column + 9)
				formula := strings.NewReplacer("H$3", here+"$3", "I$3", next+"$3", "$B4", "$B"+strconv.Itoa(row+4), "$C4", "$C"+strconv.Itoa(row+4), "$D4", "$D"+strconv.Itoa(row+4),
					"$E4", "$E"+strconv.Itoa(row+4), "$F4", "$F"+strconv.Itoa(row+4), "$G4", "$G"+strconv.Itoa(row+4)).Replace(rule)
				if err := book.SetCellFormula("Gantt chart", at(n, row, column), formula); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
	out, err := book.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	told := calculated(t, out.Bytes())
	for row := range rows {
		for column := range columns {
			got := make([]bool, len(rules))
			for n := range rules {
				got[n] = storedIn(t, told, "Gantt chart", at(n, row, column)) == "1" || storedIn(t, told, "Gantt chart", at(n, row, column)) == "TRUE"
			}
			if want := ruled(row, column); !slices.Equal(got, want) {
				t.Errorf("row %d, day %d: %v, want %v", row, column, got, want)
			}
		}
	}
}

// ruled says which rules hold for a row of delivery on a day counted from the
// 2nd of March: milestone, summary, done, critical, task, today, weekend. Of a
// milestone only the first counts.
func ruled(row, day int) []bool {
	spans := [][2]int{{0, 9}, {0, 2}, {3, 9}, {3, 7}, {14, 32}, {14, 25}, {16, 22}, {32, 32}}
	// Days that are done to more than their half: 0.9 of 9 days and 9 hours
	// reaches to the evening of the 10th, 0.6 of 6 days and 9 hours to the early
	// morning of the 9th, half of 11 days and 9 hours to that of the 22nd.
	done := []int{9, 3, 7, 0, 0, 20, 0, 0}
	critical := []bool{true, true, true, false, true, true, false, true}
	in := day >= spans[row][0] && day <= spans[row][1]
	return []bool{row == 7 && in, in && (row == 0 || row == 4), in && day < done[row], in && critical[row], in, day == 16, day%7 >= 5}
}

// The grid is of days, weeks or longer times, and never too wide; rows without
// dates, or with dates that no workbook counts, have no bar.
func TestGanttGrids(t *testing.T) {
	at := func(text string) string { return text + "T08:00" }
	for name, c := range map[string]struct {
		start, finish string
		first, second string // of the grid
		columns       int
	}{
		"a moment":     {"2026-03-04", "2026-03-04", "2026-03-04", "2026-03-05", 1},
		"120 days":     {"2026-03-04", "2026-07-01", "2026-03-04", "2026-03-05", 120},
		"weeks":        {"2026-03-04", "2026-07-02", "2026-03-02", "2026-03-09", 18},
		"years":        {"2026-03-04", "2029-03-04", "2026-03-01", "2026-04-01", 37},
		"twenty years": {"2026-03-04", "2046-03-04", "2026-03-01", "2026-06-01", 81},
		"all years":    {"1900-03-01", "9999-12-31", "1900-03-01", "2000-03-01", 81},
		"too old":      {"0001-01-01", "9999-12-31", "", "", 0},
		"none":         {"", "", "", "", 0},
	} {
		x := bar{name: "=x", level: 99, start: c.start, finish: c.finish}
		if c.start != "" {
			x.start, x.finish = at(c.start), at(c.finish)
		}
		book := open(t, func() []byte {
			data, _ := write(t, xlsx.Workbook{Gantt: &xlsx.Gantt{}, Sheets: []xlsx.Sheet{{Table: bars(x)}}})
			return data
		}())
		serial := func(text string) string {
			day, err := calendar.ParseDate(text)
			if err != nil {
				return ""
			}
			return strconv.Itoa(day.DaysSince(calendar.DateOf(1899, 12, 30)))
		}
		end, _ := excelize.CoordinatesToCellName(8+c.columns, 3)
		beyond, _ := excelize.CoordinatesToCellName(9+c.columns, 3)
		if got := storedIn(t, book, "Gantt chart", "H3"); got != serial(c.first) {
			t.Errorf("%s: the grid begins with %s", name, got)
		}
		if got := storedIn(t, book, "Gantt chart", "I3"); got != serial(c.second) {
			t.Errorf("%s: the grid goes on with %s", name, got)
		}
		if c.columns > 0 && (storedIn(t, book, "Gantt chart", end) == "" || storedIn(t, book, "Gantt chart", beyond) != "") {
			t.Errorf("%s: not %d columns", name, c.columns)
		}
		if formula, _ := book.GetCellFormula("Gantt chart", "A4"); formula != "" || storedIn(t, book, "Gantt chart", "A4") != "=x" {
			t.Errorf("%s: the name is a formula", name)
		}
	}
}

// Rows beyond the most are said, and columns that are not there refused.
func TestGanttLimits(t *testing.T) {
	k := delivery(report.ZhCN)
	k.Gantt = &xlsx.Gantt{Most: 3, Name: "进度"}
	data, notes := write(t, k)
	if len(notes) != 1 || notes[0].Code != xlsx.CodeGanttRows || notes[0].Want.Plain() != "3" || notes[0].Got.Plain() != "8" {
		t.Error(notes)
	}
	if book := open(t, data); storedIn(t, book, "进度", "A6") == "" || storedIn(t, book, "进度", "A7") != "" {
		t.Error("not three rows")
	}
	k.Gantt = &xlsx.Gantt{Finish: "end", Critical: "red"}
	_, err := k.Write(io.Discard)
	if err == nil || !strings.Contains(err.Error(), "column end") || !strings.Contains(err.Error(), "column red") {
		t.Error(err)
	}
	k.Gantt = &xlsx.Gantt{}
	k.Sheets = []xlsx.Sheet{{Table: exposures()}}
	if _, err := k.Write(io.Discard); err == nil || !strings.Contains(err.Error(), "no such table") {
		t.Error(err)
	}
	k.Sheets = []xlsx.Sheet{{Table: bars()}}
	if _, err := k.Write(io.Discard); err != nil {
		t.Error(err)
	}
}
