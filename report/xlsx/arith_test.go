package xlsx_test

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/xlsx"
)

// traced is a document with a trace of the formula: a is 3, b is 4 and c is a
// column of 1, 2 and 6.
func traced(formula string, figure finding.Value) *report.Document {
	input := func(name string, v finding.Value) report.TraceInput {
		return report.TraceInput{Fact: report.Fact{Column: report.Column{Name: name, Type: report.TypeNumber}, Value: v}}
	}
	row := func(v finding.Value) report.Row { return report.Row{Cells: []finding.Value{finding.Text("x"), v}} }
	return &report.Document{Title: "T", Blocks: []report.Block{
		&report.Table{Name: "rows", Title: "Rows", Columns: []report.Column{{Name: "what"}, {Name: "c", Type: report.TypeNumber}}, Rows: []report.Row{row(finding.Number(1, "")), row(finding.Number(2, "")), row(finding.Value{}), row(finding.Number(6, ""))}},
		report.Heading{Level: 1, Text: "How"},
		report.Trace{Name: "f", Figure: report.Fact{Column: report.Column{Name: "f", Type: report.TypeNumber}, Value: figure}, Formula: formula, Over: "rows", Inputs: []report.TraceInput{
			input("a", finding.Number(3, "")), input("b", finding.Number(4, "")), input("c", finding.Value{}),
		}},
	}}
}

// Formulas of traces are formulas of cells where they are arithmetic and give
// the figure. The figures are worked out by hand.
func TestTracesCalculate(t *testing.T) {
	var books [][]byte
	for _, c := range []struct {
		formula string
		figure  finding.Value
		want    string
	}{
		{"a / b", finding.Ratio(3, 4, ""), "C5/C6"},
		{"a + b * 2", finding.Number(11, ""), "C5+C6*2"},
		{"(a + b) * 2 - 0.5", finding.Decimal("13.5", ""), "(C5+C6)*2-0.5"},
		{"a - b - b", finding.Number(-5, ""), "C5-C6-C6"},
		{"max(a, b, a * b) + min(a, b)", finding.Number(15, ""), "MAX(C5,C6,C5*C6)+MIN(C5,C6)"},
		{"sum(c) / count(c)", finding.Number(3, ""), "SUM('Rows'!$B$4:$B$7)/COUNT('Rows'!$B$4:$B$7)"},
		{"max(c) - min(c)", finding.Number(5, ""), "MAX('Rows'!$B$4:$B$7)-MIN('Rows'!$B$4:$B$7)"},
		{"a / b", finding.Ratio(2, 4, ""), ""},             // another figure
		{"a", finding.Number(3, ""), ""},                   // no operation
		{"a / 0", finding.Unknown("zero-denominator"), ""}, // no figure
		{"worktime(a, b)", finding.Number(1, ""), ""}, {"a +", finding.Number(3, ""), ""}, {"(a", finding.Number(3, ""), ""}, {"a b", finding.Number(3, ""), ""}, {"c", finding.Number(9, ""), ""},
		{"a + 0x10p0", finding.Number(19, ""), ""}, {"a + 1e1", finding.Number(13, ""), ""}, // no numbers of a cell
		{"a & b", finding.Number(3, ""), ""}, {`HYPERLINK("x")`, finding.Number(3, ""), ""}, {"sum(a)", finding.Number(3, ""), ""}, {"", finding.Number(3, ""), ""}, {"missing + a", finding.Number(3, ""), ""},
		{strings.Repeat("(", 400) + "a+b" + strings.Repeat(")", 400), finding.Number(7, ""), ""}, {strings.Repeat("a+", 600) + "a", finding.Number(1803, ""), ""},
	} {
		var out bytes.Buffer
		if err := (xlsx.Renderer{}).Render(&out, traced(c.formula, c.figure)); err != nil {
			t.Fatal(err)
		}
		f := open(t, out.Bytes())
		got, _ := f.GetCellFormula("How", "C4")
		if got != c.want {
			t.Errorf("%.60q calculates %q, want %q", c.formula, got, c.want)
		}
		if c.want != "" {
			books = append(books, out.Bytes())
		}
	}
	for i, theirs := range calculatedAll(t, books...) {
		if _, formulas := compare(t, open(t, books[i]), theirs); formulas == 0 {
			t.Error("nothing calculates")
		}
	}
}

// Figures lead to their traces, rows and columns alike.
func TestLinksToTraces(t *testing.T) {
	doc := traced("a / b", finding.Ratio(3, 4, ""))
	table := doc.Blocks[0].(*report.Table)
	table.Columns[1].Trace = "f"
	facts := report.Facts{Items: []report.Fact{{Column: report.Column{Name: "f", Type: report.TypeNumber, Trace: "f"}, Value: finding.Ratio(3, 4, "")}}}
	doc.Blocks = slices.Insert(doc.Blocks, 0, report.Block(facts))
	var out bytes.Buffer
	if err := (xlsx.Renderer{}).Render(&out, doc); err != nil {
		t.Fatal(err)
	}
	f := open(t, out.Bytes())
	for at, want := range map[string]bool{"Report B2": true, "Rows B4": true, "Rows B6": false, "Rows A4": false} {
		sheet, cell, _ := strings.Cut(at, " ")
		if has, to, err := f.GetCellHyperLink(sheet, cell); err != nil || has != want || want && to != "'How'!A4" {
			t.Errorf("%s leads to %q: %v, %v", at, to, has, err)
		}
	}
}
