package view

import (
	"slices"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
)

// trimmed returns a table without those of the named columns that say nothing in
// any row. One without rows keeps them all, so that it shows what it is about.
func trimmed(table *report.Table, optional ...string) *report.Table {
	if len(table.Rows) == 0 {
		return table
	}
	for i := len(table.Columns) - 1; i >= 0; i-- {
		if !slices.Contains(optional, table.Columns[i].Name) || slices.ContainsFunc(table.Rows, func(r report.Row) bool { return says(r.Cell(i)) }) {
			continue
		}
		table.Columns = slices.Delete(table.Columns, i, i+1)
		for k := range table.Rows {
			if i < len(table.Rows[k].Cells) {
				table.Rows[k].Cells = slices.Delete(table.Rows[k].Cells, i, i+1)
			}
			if i < len(table.Rows[k].Traces) {
				table.Rows[k].Traces = slices.Delete(table.Rows[k].Traces, i, i+1)
			}
		}
	}
	return table
}

// says reports whether a cell says anything; unknown is something.
func says(v finding.Value) bool { return !v.IsZero() && v != finding.List() }
