package xlsx

import (
	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/phrase"
)

// StandardDashboard returns the tiles and charts that tables ask for by the
// names that package report/view gives them: earned value and its indices up to
// [Workbook.AsOf], the exposure to risks; value and
// cost over time, the value of the work left, milestones by how late they are, risks by category.
// Tiles and charts of tables or columns that are not there are left out; nil
// where nothing is left. Titles are in the language.
func StandardDashboard(lang report.Lang, sheets ...Sheet) *Dashboard {
	tables := tablesOf(sheets)
	d := &Dashboard{}
	for _, tile := range standardTiles(phrase.In(lang)) {
		if tables.take(tile.Take) && (tile.Over == Take{} || tables.take(tile.Over)) {
			d.Tiles = append(d.Tiles, tile)
		}
	}
	for _, chart := range standardCharts(phrase.In(lang)) {
		if tables.chart(&chart) {
			d.Charts = append(d.Charts, chart)
		}
	}
	if len(d.Tiles)+len(d.Charts) == 0 {
		return nil
	}
	return d
}

func standardTiles(w phrase.Printer) []Tile {
	cost := func(column string) Take { return Take{Table: "costs_by_period", Column: column, Until: "period_end"} }
	tile := func(key string, take Take) Tile { return Tile{Title: w.Label("measure." + key), Take: take} }
	index := func(key, below string) Tile {
		return Tile{Title: w.Label("measure." + key), Take: cost("earned_value"), Over: cost(below), Low: true, Warn: "0.95", Bad: "0.85"}
	}
	return []Tile{
		tile("pv", cost("planned_value")), tile("ev", cost("earned_value")), tile("ac", cost("actual_cost")), index("spi", "planned_value"), index("cpi", "actual_cost"),
		tile("risk_exposure", Take{Table: "risks", Column: "exposure_cost"}),
	}
}

func standardCharts(w phrase.Printer) []Chart {
	return []Chart{
		{Title: w.Label("s_curve"), Table: "costs_by_period", By: "period_end", Series: []Series{
			{Column: "planned_value", Name: w.Label("measure.pv"), Shape: Running},
			{Column: "earned_value", Name: w.Label("measure.ev"), Shape: Running, ToDate: true},
			{Column: "actual_cost", Name: w.Label("measure.ac"), Shape: Running, ToDate: true},
		}},
		{Title: w.Label("workbook_work_left"), Table: "costs_by_period", By: "period_end", Series: []Series{
			{Column: "planned_value", Name: w.Label("planned"), Shape: Remaining},
			{Column: "earned_value", Name: w.Label("actual"), Shape: Remaining, Of: "planned_value", ToDate: true},
		}},
		{Title: w.Label("workbook_milestones_late"), Kind: Bars, Table: "milestones", By: "name", Series: []Series{{Column: "variance_min", Per: 60}}},
		{Title: w.Label("workbook_exposure"), Kind: Bars, Table: "risks", By: "category", Series: []Series{{Column: "exposure_cost"}}},
	}
}

// standing says which columns stand in which table.
type standing map[string]map[string]bool

func tablesOf(sheets []Sheet) standing {
	tables := standing{}
	for i := range sheets {
		columns := map[string]bool{}
		for _, c := range sheets[i].Table.Columns {
			columns[c.Name] = true
		}
		tables[sheets[i].Table.Name] = columns
	}
	return tables
}

// has reports whether a table has all columns; "" asks for none.
func (s standing) has(table string, columns ...string) bool {
	there, ok := s[table]
	for _, c := range columns {
		ok = ok && (c == "" || there[c])
	}
	return ok
}

func (s standing) take(t Take) bool { return s.has(t.Table, t.Column, t.Where, t.Until) }

func (s standing) chart(c *Chart) bool {
	ok := s.has(c.Table, c.By)
	for _, series := range c.Series {
		ok = ok && s.has(c.Table, series.Column, series.Of)
	}
	return ok
}
