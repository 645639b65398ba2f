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

func rendered(t testing.TB, doc *report.Document) *excelize.File {
	t.Helper()
	var out bytes.Buffer
	if err := (xlsx.Renderer{}).Render(&out, doc); err != nil {
		t.Fatal(err)
	}
	return open(t, out.Bytes())
}

// everything is a document with one of each block that has a place of its own.
func everything() *report.Document {
	amount := report.Column{Name: "ac", Title: "Spent", Type: report.TypeMoney, Trace: "trace-ac"}
	return &report.Document{Title: "All", AsOf: finding.Date("2026-03-02"), Blocks: []report.Block{
		report.Facts{Title: "Facts", Items: []report.Fact{{Column: report.Column{Name: "long"}, Value: finding.Text(strings.Repeat("y", 40_000))}, {Column: amount, Value: finding.Money("450", "CNY")}}},
		report.P(report.T("See "), report.R("the site", "https://example.com/a"), report.T(".")),
		report.Heading{Level: 1, Text: "Costs"}, report.Heading{Level: 3, Text: "By task"},
		&report.Table{Columns: []report.Column{{Name: "task"}, {Name: "cost", Type: report.TypeMoney}}, Note: "Without tax.", Rows: []report.Row{
			{Cells: []finding.Value{finding.Text("Summary"), finding.Money("3", "CNY")}, Strong: true}, {Level: 1, Cells: []finding.Value{finding.Text("=Part"), finding.Money("3", "CNY")}},
		}, Footer: []report.Row{{Cells: []finding.Value{finding.Text("Total"), finding.Money("3", "CNY")}}}},
		&report.Table{Title: "No columns", Note: "Nothing to see.", Rows: []report.Row{{}}},
		report.Heading{Level: 1, Text: "How"},
		report.Trace{Name: "trace-cpi", Figure: report.Fact{Column: report.Column{Name: "cpi", Title: "CPI", Type: report.TypeNumber, Places: 4}, Value: finding.Ratio(8, 9, "")}, Formula: "ev / ac", Words: "Earned by spent.",
			Inputs: []report.TraceInput{{Fact: report.Fact{Column: report.Column{Name: "ev", Type: report.TypeMoney}, Value: finding.Money("400", "CNY")}, From: finding.Ref{Kind: "status", ID: "7"}}, {Fact: report.Fact{Column: amount, Value: finding.Money("450", "CNY")}, Origin: "the ledger"}},
			About:  []report.Fact{{Column: report.Column{Name: "limits", Title: "Limits"}, Value: finding.Text("Not early.")}, {Column: report.Column{Name: "none"}}}},
		report.P(report.T("Between.")),
		report.Trace{Name: "trace-ac", Figure: report.Fact{Column: amount, Value: finding.Money("450", "CNY")}},
		report.Trace{Name: "trace-ac", Figure: report.Fact{Column: amount, Value: finding.Text("=twice")}},
	}}
}

// Every block has its place, and what is cut is said.
func TestBlocks(t *testing.T) {
	f := rendered(t, everything())
	if got := strings.Join(f.GetSheetList(), "|"); got != "Report|By task|How|Notes" {
		t.Fatalf("sheets %s", got)
	}
	for at, want := range map[string]string{
		"Report A1": "All", "Report A4": "Facts", "Report B6": "CNY 450.00", "Report A7": "See the site (https://example.com/a).", "Report A11": "By task", "Report A13": "Without tax.", "Report A14": "No columns",
		"Report A15": "Nothing to see.", "By task A5": "=Part", "By task B6": "CNY 3.00", "How A4": "ev / ac", "How B4": "CPI", "How C4": "0.8889", "How D5": "status 7", "How C6": "CNY 450.00", "How D6": "the ledger",
		"How B7": "Limits", "How D7": "Not early.", "How D9": "Earned by spent.", "How B11": "Spent", "How C13": "=twice",
	} {
		sheet, cell := at[:strings.LastIndexByte(at, ' ')], at[strings.LastIndexByte(at, ' ')+1:]
		if got, _ := f.GetCellValue(sheet, cell); got != want {
			t.Errorf("%s shows %q, not %q", at, got, want)
		}
	}
	for at, want := range map[string]string{"Report B6": "'How'!A11", "How C6": "'How'!A11", "Report A12": "'By task'!A1", "Report A18": "'How'!A1"} {
		sheet, cell, _ := strings.Cut(at, " ")
		if has, to, _ := f.GetCellHyperLink(sheet, cell); !has || to != want {
			t.Errorf("%s leads to %q, not %q", at, to, want)
		}
	}
	if formula, _ := f.GetCellFormula("How", "C4"); formula != "C5/C6" {
		t.Errorf("CPI calculates %q", formula)
	}
	if formula, _ := f.GetCellFormula("By task", "B6"); formula != "" {
		t.Errorf("the total of an outline, which its column is not the sum of, calculates %q", formula)
	}
	if got, _ := f.GetCellValue("Notes", "A2"); !strings.Contains(got, "Report!A5") || !strings.Contains(got, "40,000") {
		t.Errorf("the note is %q", got)
	}
}

// A long paragraph goes on in the next rows, whole.
func TestLongParagraph(t *testing.T) {
	text := strings.Repeat("很长的一段话。 ", 2000)
	f := rendered(t, &report.Document{Title: "T", Blocks: []report.Block{report.P(report.T(text))}})
	rows, _ := f.GetRows("Report")
	got := ""
	for _, row := range rows[1:] {
		got += row[0]
	}
	if got != text || len(rows) < 5 {
		t.Errorf("%d bytes in %d rows, want %d", len(got), len(rows), len(text))
	}
	if len(f.GetSheetList()) != 1 {
		t.Error("there are notes")
	}
}
