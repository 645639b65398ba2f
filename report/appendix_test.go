package report_test

import (
	"slices"
	"testing"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
)

func TestWithoutTraces(t *testing.T) {
	column := report.Column{Name: "cpi", Type: report.TypeNumber, Trace: "cpi"}
	table := &report.Table{Name: "t", Columns: []report.Column{column}, Rows: []report.Row{{ID: "a", Cells: []finding.Value{finding.Number(1, "")}, Traces: []string{"cpi"}}}}
	doc := &report.Document{Title: "Status", Blocks: []report.Block{
		report.Heading{Level: 1, Text: "Where we stand"},
		report.Facts{Items: []report.Fact{{Column: column, Value: finding.Number(1, "")}}},
		table,
		report.Heading{Level: 1, Text: "How it was computed"},
		report.Trace{Name: "cpi", Formula: "ev / ac"},
		&report.Table{Name: "inputs"},
	}}
	short := doc.WithoutTraces()
	if len(short.Blocks) != 3 || short.Title != "Status" || len(short.Check()) != 0 {
		t.Errorf("%d blocks, faults %v", len(short.Blocks), short.Check())
	}
	got := short.Blocks[2].(*report.Table)
	if got.Columns[0].Trace != "" || got.Rows[0].Traces != nil || got.Rows[0].ID != "a" || short.Blocks[1].(report.Facts).Items[0].Column.Trace != "" {
		t.Errorf("references are left: %+v", short.Blocks)
	}
	// The document itself stays as it was.
	if len(doc.Blocks) != 6 || table.Columns[0].Trace != "cpi" || !slices.Equal(table.Rows[0].Traces, []string{"cpi"}) || doc.Blocks[1].(report.Facts).Items[0].Column.Trace != "cpi" {
		t.Errorf("the document has changed: %+v", doc.Blocks)
	}
	for _, blocks := range [][]report.Block{nil, {report.P(report.T("words")), (*report.Table)(nil)}} {
		plain := &report.Document{Title: "x", Blocks: blocks}
		if got := plain.WithoutTraces(); len(got.Blocks) != len(blocks) || got == plain {
			t.Errorf("of %d blocks %d are left", len(blocks), len(got.Blocks))
		}
	}
	alone := &report.Document{Title: "x", Blocks: []report.Block{report.Trace{Name: "a"}}}
	if got := alone.WithoutTraces(); len(got.Blocks) != 0 {
		t.Errorf("%d blocks of a lone trace", len(got.Blocks))
	}
}
