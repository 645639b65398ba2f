package dataset

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
)

// TestConditionsThatMeanNothing gives conditions that no formula can say: all
// are refused, none is written as another or breaks.
func TestConditionsThatMeanNothing(t *testing.T) {
	for i, c := range []Condition{
		{Column: "tasks.start", Is: AtLeast + 1, Other: "tasks.start"},
		{Column: "tasks.start", Is: 200, Value: finding.Date("2026-03-02")},
		{Column: "odds.percentile", Value: finding.Decimal("80", "%")},
		{Column: "tasks.duration_min", Value: finding.Number(2, "day")},
		{Column: "costs_by_period.actual_cost", Value: finding.Number(2, "day")},
	} {
		table, _, _ := strings.Cut(c.Column, ".")
		m := []Measure{{Name: "Odd", Table: table, Meaning: "x", Type: report.TypeInteger, Formula: Rows(table, c)}}
		found := CheckMeasures(m, project(report.En))
		if len(found) != 1 || found[0].Code != CodeMeasureType || found[0].Severity != finding.Block {
			t.Errorf("%d: %v", i, found)
		}
		if _, _, err := (PowerBI{Measures: m}).Files(project(report.En)...); err == nil {
			t.Errorf("%d is written", i)
		}
	}
	for _, c := range []Condition{
		{Column: "tasks.duration_min", Value: finding.Number(480, "min")},
		{Column: "tasks.duration_min", Value: finding.Number(480, "")},
		{Column: "odds.percentile", Value: finding.Ratio(1, 3, "")},
	} {
		table, _, _ := strings.Cut(c.Column, ".")
		m := []Measure{{Name: "Sound", Table: table, Meaning: "x", Type: report.TypeInteger, Formula: Rows(table, c)}}
		if found := CheckMeasures(m, project(report.En)); len(found) != 0 {
			t.Errorf("%+v: %v", c, found)
		}
	}
}

// TestMeasuresOfMeasures takes a chain in which each measure takes the one
// before it twice: the work grows with the chain, not with the ways through it.
func TestMeasuresOfMeasures(t *testing.T) {
	measures := []Measure{{Name: "m0", Table: "tasks", Meaning: "x", Type: report.TypeInteger, Formula: Rows("tasks")}}
	for i := 1; i < 60; i++ {
		before := Of(fmt.Sprint("m", i-1))
		measures = append(measures, Measure{Name: fmt.Sprint("m", i), Table: "tasks", Meaning: "x", Type: report.TypeInteger, Formula: Add(before, before)})
	}
	done := make(chan error, 1)
	go func() {
		var b bytes.Buffer
		_, err := Tableau{Measures: measures}.Write(&b, project(report.En)...)
		done <- err
	}()
	select {
	case err := <-done:
		if err != nil {
			t.Error(err)
		}
	case <-time.After(10 * time.Second):
		t.Fatal("sixty measures take more than ten seconds")
	}
}

// TestDAXBefore1900 counts days by the calendar: DATE would read 1850 as 3750.
func TestDAXBefore1900(t *testing.T) {
	for text, want := range map[string]string{
		"1900-01-01":       "DATE(1900, 1, 1)",
		"1899-12-31":       "(DATE(1900, 1, 1) - 1)",
		"1899-01-01":       "(DATE(1900, 1, 1) - 365)",
		"1800-01-01":       "(DATE(1900, 1, 1) - 36524)", // a century of 24 leap days
		"1899-12-31T12:00": "((DATE(1900, 1, 1) - 1) + TIME(12, 0, 0))",
		"9999-12-31":       "DATE(9999, 12, 31)",
	} {
		if got := daxLiteral(finding.Date(text)); got != want {
			t.Errorf("%s: got %s, want %s", text, got, want)
		}
	}
}

// TestNamesOfDevices holds that no file is named as Windows names a device.
func TestNamesOfDevices(t *testing.T) {
	for in, want := range map[string]string{
		"CON": "_CON", "nul.2026": "_nul.2026", "Aux .x": "_Aux .x", "com1": "_com1", "LPT9": "_LPT9", "COM\u00b9": "_COM\u00b9",
		"Console": "Console", "com": "com", "com10": "com10", "lpt": "lpt", "com项": "com项",
	} {
		if got := fileName(in); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
	for _, name := range []string{"con", "aux", "lpt1"} {
		found := Check(Schema{Name: name, Columns: []Column{{Name: "id", Key: true, Meaning: "x"}}})
		if len(found) != 1 || found[0].Code != CodeReserved || found[0].Severity != finding.Block {
			t.Errorf("%s: %v", name, found)
		}
	}
}

// TestCaptionsDifferByMoreThanCase holds that captions are unlike for tools that
// do not look at the case.
func TestCaptionsDifferByMoreThanCase(t *testing.T) {
	schema := Schema{Name: "tasks", Columns: []Column{
		{Name: "task_id", Key: true, Title: "Task", Meaning: "x"}, {Name: "name", Title: "TASK", Meaning: "x"}, {Name: "note", Title: "task", Meaning: "x"},
	}}
	text, _ := tds(t, Tableau{}, schema)
	seen := map[string]int{}
	for _, c := range parse(t, text).all("column") {
		if caption := c.attr("caption"); caption != "" && c.attr("datatype") == "string" {
			seen[strings.ToLower(caption)]++
		}
	}
	if len(seen) != 3 {
		t.Errorf("captions %v", seen)
	}
	files := filesOf(t, PowerBI{}, schema)
	seen = map[string]int{}
	for path, file := range files {
		for line := range strings.Lines(file) {
			if caption, is := strings.CutPrefix(line, "\t\t\t\t\tcaption: "); is && strings.Contains(path, "/cultures/") {
				seen[strings.ToLower(caption)]++
			}
		}
	}
	if len(seen) != 3 {
		t.Errorf("translated captions %v", seen)
	}
}

// TestKeysAsFilesHaveThem holds that keys count as twice where cleaning leaves
// one text of two.
func TestKeysAsFilesHaveThem(t *testing.T) {
	schema := Schema{Name: "tasks", Columns: []Column{{Name: "task_id", Key: true, Meaning: "x"}}}
	found := CheckRows(Table{Schema: schema, Rows: rows([]finding.Value{finding.Text("a")}, []finding.Value{finding.Text("a\x01")}, []finding.Value{finding.Text("b")})})
	if len(found) != 1 || found[0].Code != CodeDuplicateKey || found[0].Got != finding.Number(1, "") {
		t.Errorf("found %v", found)
	}
}

// TestKeysThatDifferInCase holds that keys warn where Power BI, which looks at no
// case and no blanks at the end, takes two for one: nowhere else.
func TestKeysThatDifferInCase(t *testing.T) {
	schema := Schema{Name: "parts", Columns: []Column{{Name: "task_id", Key: true, Meaning: "x"}, {Name: "part_id", Key: true, Meaning: "x"}}}
	pair := func(a, b string) []finding.Value { return []finding.Value{finding.Text(a), finding.Text(b)} }
	found := CheckRows(Table{Schema: schema, Rows: rows(pair("aB", "1"), pair("Ab", "1"), pair("aB", "2"), pair("aB", "2 "), pair("a", "B2"), pair("aB", "1"))})
	if len(found) != 2 || found[0].Code != CodeDuplicateKey || found[0].Got != finding.Number(1, "") || found[1].Code != CodeAlikeKey || found[1].Severity != finding.Warn || found[1].Got != finding.Number(2, "") {
		t.Errorf("found %v", found)
	}
}

// TestFilledCellsAreChecked holds that what the writers refuse is found before.
func TestFilledCellsAreChecked(t *testing.T) {
	schema := Schema{Name: "parts", Columns: []Column{{Name: "part_id", Key: true, Meaning: "x"}, {Name: "task_id", Filled: true, Meaning: "x"}}}
	table := Table{Schema: schema, Rows: rows([]finding.Value{finding.Text("1"), {}}, []finding.Value{finding.Text("2"), finding.Text("x")})}
	found := CheckRows(table)
	if len(found) != 1 || found[0].Code != CodeCell || found[0].Subject.Field != "task_id" || found[0].Got != finding.Number(1, "") {
		t.Errorf("found %v", found)
	}
	if err := (CSV{}).Write(&bytes.Buffer{}, table); !errors.Is(err, ErrCell) {
		t.Errorf("written: %v", err)
	}
}
