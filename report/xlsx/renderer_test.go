package xlsx_test

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/reporttest"
	"github.com/milepost-go/milepost/report/xlsx"
	"github.com/xuri/excelize/v2"
)

// shown is a renderer that writes what a reader of the workbook sees, line by
// line, so that the kit for renderers can look at it. A cell that the document
// did not ask to calculate is an error.
type shown struct{}

func (shown) Render(w io.Writer, doc *report.Document) error {
	var data bytes.Buffer
	err := xlsx.Renderer{}.Render(io.MultiWriter(&data, thrown{w}), doc)
	if err != nil {
		return err
	}
	f, err := excelize.OpenReader(&data)
	if err != nil {
		return err
	}
	defer f.Close()
	for _, sheet := range f.GetSheetList() {
		rows, err := f.GetRows(sheet)
		if err != nil {
			return err
		}
		for _, row := range rows {
			if _, err := fmt.Fprintln(w, report.Clean(strings.Join(row, "\t"))); err != nil {
				return err
			}
		}
	}
	return nil
}

// thrown passes the errors of a writer on, but nothing that is written: the kit
// looks at text. Single bytes are probes that a failing writer notices.
type thrown struct{ w io.Writer }

func (t thrown) Write(p []byte) (int, error) {
	if _, ok := t.w.(*bytes.Buffer); ok {
		return len(p), nil
	}
	return t.w.Write(p)
}

func TestRendererKit(t *testing.T) {
	reporttest.TestRenderer(t, shown{}, func(output []byte) (string, error) { return string(output), nil })
}

// Numbers and dates are numbers and dates, shown as everywhere else.
func TestShownValues(t *testing.T) {
	table := &report.Table{Name: "figures", Title: "Figures", Columns: []report.Column{
		{Name: "name"}, {Name: "cost", Type: report.TypeMoney}, {Name: "share", Type: report.TypePercent, Places: 1}, {Name: "length", Type: report.TypeDuration}, {Name: "at", Type: report.TypeDate}, {Name: "n", Type: report.TypeNumber},
	}, Rows: []report.Row{
		{Cells: []finding.Value{finding.Text("=A"), finding.Money("-1200.50", "CNY"), finding.Ratio(1, 3, ""), finding.Number(1200, "min"), finding.Date("2026-03-02"), finding.Number(3, "day")}},
		{Cells: []finding.Value{finding.Text("B"), finding.Money("1000000", "CNY"), finding.Decimal("99.5", "%"), finding.Number(-480, "min"), finding.Date("2026-03-02T17:30"), finding.Ratio(2, 3, "")}},
		{Cells: []finding.Value{finding.Text("C"), finding.Unknown("no-data"), {}, finding.Number(480, "min"), finding.Date("0001-01-01"), finding.Decimal("12345678901234567890.5", "")}},
	}, Footer: []report.Row{{Strong: true, Cells: []finding.Value{finding.Text("Total"), finding.Money("998799.5", "CNY"), {}, finding.Number(1200, "min")}}}}
	for _, lang := range report.Langs() {
		doc := &report.Document{Title: "Figures", Lang: lang, Blocks: []report.Block{table}}
		var data bytes.Buffer
		if err := (xlsx.Renderer{}).Render(&data, doc); err != nil {
			t.Fatal(err)
		}
		f, format := open(t, data.Bytes()), doc.Format()
		raw := map[string]string{"B4": "-1200.5", "B5": "1000000", "C4": "0.333333333333333", "C5": "0.995", "D4": "2.5", "D5": "-1", "E4": "46083", "E5": "46083.729166666664", "F4": "3", "B7": "998799.5", "D7": "2.5"}
		for at, want := range raw {
			if got, _ := f.GetCellValue("Figures", at, excelize.Options{RawCellValue: true}); got != want {
				t.Errorf("%s: %s holds %q, not %q", lang, at, got, want)
			}
			if kind, _ := f.GetCellType("Figures", at); kind != excelize.CellTypeUnset && kind != excelize.CellTypeNumber {
				t.Errorf("%s: %s is no number but %v", lang, at, kind)
			}
		}
		for r, row := range append(append([]report.Row(nil), table.Rows...), table.Footer...) {
			for c := range table.Columns {
				at, _ := excelize.CoordinatesToCellName(c+1, r+4)
				want := ""
				if v := row.Cell(c); !v.IsZero() {
					want = format.Cell(&table.Columns[c], v)
				}
				if got, _ := f.GetCellValue("Figures", at); got != want {
					t.Errorf("%s: %s shows %q, not %q", lang, at, got, want)
				}
			}
		}
		if got, _ := f.GetCellFormula("Figures", "D7"); got != "SUM(D4:D6)" {
			t.Errorf("the footer calculates %q", got)
		}
		if got, _ := f.GetCellFormula("Figures", "B7"); got != "SUM(B4:B6)" {
			t.Errorf("the footer calculates %q", got)
		}
		if lang == report.ZhCN {
			compare(t, f, calculated(t, data.Bytes()))
		}
	}
}
