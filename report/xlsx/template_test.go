package xlsx_test

import (
	"bytes"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"github.com/milepost-go/milepost/report/xlsx"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

func template(t testing.TB, x xlsx.Template) []byte {
	t.Helper()
	var first, second bytes.Buffer
	if err := errors.Join(x.Write(&first), x.Write(&second)); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(first.Bytes(), second.Bytes()) {
		t.Error("the same template gives other bytes")
	}
	return first.Bytes()
}

// The example comes back as the plan that its rows show, without a note, and
// that plan comes back from a workbook of its own.
func TestTemplateExample(t *testing.T) {
	for _, chinese := range []bool{false, true} {
		plan, notes := decode(t, xlsx.Codec{}, template(t, xlsx.Template{Chinese: chinese, Example: true}))
		if len(notes) > 0 {
			t.Errorf("%v", notes)
		}
		result, err := schedule.Compute(plan, schedule.Options{})
		if err != nil {
			t.Fatal(err)
		}
		// Three days from Monday the 2nd, five more to Wednesday the 11th, two of
		// waiting, and five from Monday the 16th: signed on Friday the 20th.
		signed, _ := result.Times("6")
		if signed.Finish != day(20, 17) || plan.Start != day(2, 8) || len(plan.Tasks) != 6 || plan.Tasks[2].Parent != "1" || !plan.Tasks[4].Duration.Estimated {
			t.Errorf("signed %s, %+v", signed.Finish, plan)
		}
		if plan.Assignments[2].Units != schedule.FullUnit/2 || len(plan.Resources) != 2 || plan.Resources[1].ID != "R2" {
			t.Errorf("%+v %+v", plan.Assignments, plan.Resources)
		}
		if back, notes := thereAndBack(t, xlsx.Codec{Chinese: !chinese}, plan); len(notes) > 0 || difference(plan, back) != "" {
			t.Errorf("%v %s", notes, difference(plan, back))
		}
	}
}

// Rows that a person fills into the empty template are read as they are meant.
func TestTemplateFilledIn(t *testing.T) {
	for _, chinese := range []bool{false, true} {
		data := template(t, xlsx.Template{Chinese: chinese, Start: day(2, 8)})
		if _, _, err := (xlsx.Codec{}).Decode(bytes.NewReader(data)); !errors.Is(err, xlsx.ErrNoPlan) {
			t.Errorf("the empty template: %v", err)
		}
		book, err := excelize.OpenReader(bytes.NewReader(data))
		if err != nil {
			t.Fatal(err)
		}
		defer book.Close()
		sheet := book.GetSheetList()[0]
		for cell, value := range map[string]any{"A2": 1, "D2": "one", "E2": "1w", "I2": 0.5, "O2": 46083, "A3": 2, "D3": "two", "J3": "1SS+1 个工作日", "B3": 1, "B2": 1, "E3": "3 天"} {
			if err := book.SetCellValue(sheet, cell, value); err != nil {
				t.Fatal(err)
			}
		}
		var b bytes.Buffer
		if err := book.Write(&b); err != nil {
			t.Fatal(err)
		}
		plan, notes := decode(t, xlsx.Codec{}, b.Bytes())
		want := []schedule.Link{{From: "1", To: "2", Type: schedule.StartToStart, Lag: schedule.Lag{Length: 8 * calendar.Hour}}}
		if len(notes) > 0 || plan.Start != day(2, 8) || !slices.Equal(plan.Links, want) || plan.Tasks[0].Progress != (schedule.Progress{ActualStart: day(2, 8), Percent: 50}) ||
			plan.Tasks[0].Duration.Length != 40*calendar.Hour || plan.Tasks[1].Duration.Length != 24*calendar.Hour {
			t.Errorf("%v\n%+v", notes, plan)
		}
	}
}

// Every column has its comment, its line in the guide, and lists that Excel
// takes: at most 255 letters, and every word of them is read.
func TestTemplateHelps(t *testing.T) {
	for _, chinese := range []bool{false, true} {
		book, err := excelize.OpenReader(bytes.NewReader(template(t, xlsx.Template{Chinese: chinese})))
		if err != nil {
			t.Fatal(err)
		}
		defer book.Close()
		sheets := book.GetSheetList()
		comments, err1 := book.GetComments(sheets[0])
		head, err2 := book.GetRows(sheets[0])
		guide, err3 := book.GetRows(sheets[3])
		lists, err4 := book.GetDataValidations(sheets[0])
		if err := errors.Join(err1, err2, err3, err4); err != nil {
			t.Fatal(err)
		}
		if len(comments) != len(head[0]) || len(guide) < len(head[0])+1 || len(lists) != 7 {
			t.Errorf("%d comments on %d headings, %d rows in the guide, %d lists", len(comments), len(head[0]), len(guide), len(lists))
		}
		for i, name := range head[0] {
			if guide[i+1][0] != name || len(guide[i+1][1]) == 0 || !strings.Contains(comments[i].Text+comments[i].Paragraph[0].Text, guide[i+1][1]) {
				t.Errorf("%s: guide %q, comment %+v", name, guide[i+1], comments[i])
			}
		}
		for _, v := range lists {
			if words := strings.Trim(v.Formula1, `"`); len([]rune(words)) > 255 {
				t.Errorf("%s is too long", words)
			}
		}
	}
}

var update = flag.Bool("update", false, "write the golden files anew")

// What the templates hold, cell by cell, is in testdata.
func TestTemplateGolden(t *testing.T) {
	for name, x := range map[string]xlsx.Template{"template.en": {Example: true}, "template.zh": {Example: true, Chinese: true}} {
		golden(t, name+".txt", cells(t, template(t, x)))
	}
}

// golden compares text with a file, or writes it.
func golden(t *testing.T, name, got string) {
	t.Helper()
	name = filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(name, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(name)
	if err != nil || string(want) != got {
		t.Errorf("%s: %v; it reads otherwise:\n%s", name, err, got)
	}
}

// cells lists the cells of a workbook as they are stored.
func cells(t testing.TB, data []byte) string {
	t.Helper()
	book, err := excelize.OpenReader(bytes.NewReader(data), excelize.Options{RawCellValue: true})
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	var b strings.Builder
	for _, sheet := range book.GetSheetList() {
		b.WriteString("[" + sheet + "]\n")
		rows, err := book.GetRows(sheet)
		if err != nil {
			t.Fatal(err)
		}
		for _, row := range rows {
			b.WriteString(strings.Join(row, " | ") + "\n")
		}
	}
	return b.String()
}
