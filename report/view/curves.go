package view

import (
	"slices"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/chart"
	"github.com/milepost-go/milepost/report/phrase"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// curves is a table of values by date that is drawn as lines.
type curves struct {
	*chart.LineChart
	table *report.Table
}

// Table returns the table that the lines are drawn from.
func (c curves) Table() *report.Table { return c.table.Table() }

// drawnAs draws columns of a table over the dates of its first one. Those named
// in steps hold until the next date. A table without two dates and a value stays
// one.
func drawnAs(w phrase.Printer, table *report.Table, axis report.Column, lines []string, steps ...string) report.Block {
	c := &chart.LineChart{Bare: true, Name: table.Name, Title: table.Title, Lang: w.Lang, Axis: axis}
	for i := range table.Rows {
		at, _ := calendar.ParseDate(table.Rows[i].Cell(0).Plain())
		c.Dates = append(c.Dates, at)
	}
	known := false
	for k := range table.Columns {
		column := &table.Columns[k]
		if !slices.Contains(lines, column.Name) {
			continue
		}
		s := chart.Series{Key: column.Name, Name: column.Title, Step: slices.Contains(steps, column.Name)}
		for i := range table.Rows {
			v := table.Rows[i].Cell(k)
			known = known || v.Kind() == finding.NumberKind || v.Kind() == finding.MoneyKind
			s.Values = append(s.Values, v)
		}
		c.Series = append(c.Series, s)
	}
	if !known || len(c.Dates) < 2 {
		return table
	}
	return curves{c, table}
}
