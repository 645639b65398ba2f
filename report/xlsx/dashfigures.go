package xlsx

import (
	"math/big"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/dataset"
)

// firstFigure is the row of the first category.
const firstFigure = 3

// The colours of series: told apart by people who see few colours.
var seriesColours = [...]string{"0B3D91", "D55E00", "009E73", "CC79A7", "56B4E9", "E69F00"}

// drawCharts draws the charts, two in a row, from a row of the dashboard on.
func (d *dashboardWriter) drawCharts(row int) {
	name := d.front.name
	d.b.keep(d.b.file.SetColWidth(name, "A", columnName(dashColumns-1), dashWidth))
	column, drawn := 0, 0
	for _, x := range d.charts {
		t := d.b.placedTable(x.Table)
		rows, ok := d.block(x, t, column)
		if !ok {
			continue
		}
		at := place(chartColumns*(drawn%2), row+chartRows*(drawn/2))
		d.b.keep(d.b.file.AddChart(name, at, d.frame(x, column)))
		drawn++
		d.b.replaced["xl/charts/chart"+strconv.Itoa(drawn)+".xml"] = d.chartXML(x, x.dates(t.schema), column, rows)
		column += len(x.series) + 2
	}
	if drawn == 0 {
		d.charts = nil
	}
}

// block lays out the figures of a chart: its title, the heads, a row for each
// category. It returns how many those are; a chart without a figure is left out.
func (d *dashboardWriter) block(x *charted, t *placed, column int) (rows int, ok bool) {
	for _, s := range x.series {
		if !s.whole.usable() || !s.from.usable() {
			d.b.note(CodeNoTotal, finding.Ref{Kind: "table", ID: x.Table, Field: s.Column}, finding.Value{}, finding.Value{})
			return 0, false
		}
	}
	if x.skipped > 0 {
		d.b.note(CodeNotCharted, finding.Ref{Kind: "table", ID: x.Table, Field: x.By}, finding.Value{}, finding.Number(int64(x.skipped), ""))
	}
	dates := x.dates(t.schema)
	list, others := x.sorted(dates)
	if len(list) == 0 {
		return 0, false
	}
	d.put(1, column, d.text(x.Title, d.b.looks.strong))
	d.put(2, column, d.text(columnTitle(t.schema, x.By), d.b.looks.head))
	for i, s := range x.series {
		d.put(2, column+1+i, d.text(s.title(t.schema), d.b.looks.headEnd))
	}
	before := make([]*big.Rat, len(x.series))
	for i := range before {
		before[i] = new(big.Rat)
	}
	for n, c := range list {
		row := firstFigure + n
		d.put(row, column, d.categoryCell(c, dates))
		for i, s := range x.series {
			before[i].Add(before[i], c.sums[i])
			if dates && s.ToDate && !d.asOf.reached(finding.Date(c.text)) {
				continue
			}
			d.put(row, column+1+i, d.point(x, t, i, column, row, dates, c.sums[i], before[i]))
		}
	}
	if others > 0 {
		d.others(x, t, column, firstFigure+len(list), others, before)
		return len(list) + 1, true
	}
	return len(list), true
}

func (s *seriesTotal) title(schema *dataset.Schema) string {
	if s.Name != "" {
		return s.Name
	}
	return columnTitle(schema, s.Column)
}

// columnTitle is the words for a column, its name where it has none.
func columnTitle(s *dataset.Schema, name string) string {
	if at := schemaFind(s, name); at >= 0 && s.Columns[at].Title != "" {
		return s.Columns[at].Title
	}
	return name
}

func (d *dashboardWriter) text(s string, look int) cell {
	return d.written(report.CleanLine(s), look)
}

// written is a text as the cells of tables have it, with its lines.
func (d *dashboardWriter) written(s string, look int) cell {
	text, _ := clean(s)
	if look == d.b.looks.text && beginsFormula(text) {
		look = d.b.looks.guarded
	}
	return cell{form: words, text: text, look: look}
}

// put keeps a cell of the sheet of figures; rows count from 1.
func (d *dashboardWriter) put(row, column int, c cell) {
	for len(d.figures) < row {
		d.figures = append(d.figures, nil)
	}
	for len(d.figures[row-1]) <= column {
		d.figures[row-1] = append(d.figures[row-1], cell{})
	}
	d.figures[row-1][column] = c
}

func (d *dashboardWriter) categoryCell(c *category, dates bool) cell {
	if !dates {
		return d.written(c.text, d.b.looks.text)
	}
	look, _ := d.b.looks.format(formatDay)
	return cell{form: number, text: strconv.FormatFloat(c.serial, 'f', -1, 64), look: look}
}

// point is one figure of a series: a formula over the table, and its result.
func (d *dashboardWriter) point(x *charted, t *placed, i, column, row int, dates bool, each, running *big.Rat) cell {
	s := x.series[i]
	at := "$" + columnName(column) + strconv.Itoa(row)
	value, formula := new(big.Rat).Set(each), sumBy(t, s.Column, x.By, at, "=", dates, x.timed)
	if dates && s.Shape != Each {
		value, formula = value.Set(running), sumBy(t, s.Column, x.By, at, "<=", dates, x.timed)
	}
	if dates && s.Shape == Remaining {
		value, formula = value.Sub(s.from.sum, value), sumOf(t, s.of)+"-("+formula+")"
	}
	return d.pointCell(s, value, formula)
}

func (d *dashboardWriter) pointCell(s *seriesTotal, value *big.Rat, formula string) cell {
	if s.Per > 1 {
		value, formula = value.Quo(value, new(big.Rat).SetInt64(s.Per)), "("+formula+")/"+strconv.FormatInt(s.Per, 10)
	}
	text, fits := storedRat(value)
	if !fits {
		return cell{}
	}
	look, _ := d.b.looks.format("#,##0.##")
	return cell{form: number, text: text, formula: formula, look: look}
}

// sumBy is the formula of the sum of a column over the rows whose other column
// compares with a cell. Texts are compared letter by letter: none of them is a
// pattern. Days are criteria; a time of day would lose digits in one, so dates
// of which one has such a time are compared cell by cell.
func sumBy(t *placed, column, by, at, sign string, dates, timed bool) string {
	var terms []string
	for i := range t.tabs {
		if t.rows[i] == 0 {
			continue
		}
		values, keys := t.area(i, t.find(column)), t.area(i, t.find(by))
		if timed {
			terms = append(terms, "SUMPRODUCT(ISNUMBER("+keys+")*("+keys+sign+at+"),"+values+")")
		} else if dates {
			terms = append(terms, "SUMIFS("+values+","+keys+`,"`+sign+`"&`+at+")")
		} else {
			terms = append(terms, "SUMPRODUCT(--EXACT("+keys+","+at+"),"+values+")")
		}
	}
	return strings.Join(terms, "+")
}

// sumOf is the formula of the whole of a column of the schema.
func sumOf(t *placed, source int) string {
	var areas []string
	for i := range t.tabs {
		areas = append(areas, t.area(i, t.find(t.schema.Columns[source].Name)))
	}
	return "SUM(" + strings.Join(areas, ",") + ")"
}

// others is the row of the texts that are not shown each for itself.
func (d *dashboardWriter) others(x *charted, t *placed, column, row, count int, shown []*big.Rat) {
	d.put(row, column, d.text(d.word("workbook_others")+" ("+strconv.Itoa(count)+")", d.b.looks.text))
	for i, s := range x.series {
		letter := columnName(column + 1 + i)
		above := "SUM(" + letter + strconv.Itoa(firstFigure) + ":" + letter + strconv.Itoa(row-1) + ")"
		if s.Per > 1 {
			above += "*" + strconv.FormatInt(s.Per, 10)
		}
		value := new(big.Rat).Sub(s.whole.sum, shown[i])
		d.put(row, column+1+i, d.pointCell(s, value, sumOf(t, s.column)+"-"+above))
	}
}

// writeFigures writes the sheet of what the charts show.
func (d *dashboardWriter) writeFigures() error {
	widest := 0
	for _, row := range d.figures {
		widest = max(widest, len(row))
	}
	p, err := d.b.open(d.behind, pageSetup{widths: slicesOf(widest, 18), frozen: 2})
	if err != nil {
		return err
	}
	for _, row := range d.figures {
		p.addLine(rowSetup{}, row...)
	}
	return p.close()
}

// frame reserves the place of a chart on the dashboard. What it draws is put in
// its part later.
func (d *dashboardWriter) frame(x *charted, column int) *excelize.Chart {
	title := shorten(report.CleanLine(x.Title), 254)
	return &excelize.Chart{
		Type:      excelize.Line,
		Series:    []excelize.ChartSeries{{Values: quoteSheet(d.behind.name) + "!$" + columnName(column+1) + "$3"}},
		Dimension: excelize.ChartDimension{Width: chartColumns*pixelsAColumn - 12, Height: (chartRows-1)*pixelsARow - 8},
		Format:    excelize.GraphicOptions{AltText: title, Name: title, OffsetX: 4, OffsetY: 4},
	}
}
