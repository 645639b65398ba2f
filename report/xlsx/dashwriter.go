package xlsx

import (
	"iter"
	"math/big"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/dataset"
	"github.com/milepost-go/milepost/report/phrase"
)

// dashboardWriter writes the sheets of a dashboard: it watches the rows of the
// tables, and writes when all of them stand.
type dashboardWriter struct {
	*Dashboard
	b       *binder
	title   string
	front   tab
	asOf    limit
	tables  map[string]*tally
	tiles   [][2]*taken
	charts  []*charted
	figures [][]cell // of the sheet of what the charts show, by row
	behind  tab
}

// newDashboard reserves the place of the dashboard.
func newDashboard(b *binder, k *Workbook) *dashboardWriter {
	d := &dashboardWriter{Dashboard: k.Dashboard, b: b, title: k.Title, asOf: limitOf(k.AsOf), tables: map[string]*tally{}}
	name := d.Name
	if name == "" {
		name = d.word("workbook_dashboard")
	}
	if d.title == "" {
		d.title = name
	}
	d.front = b.reserve(name)
	schemas := map[string]*dataset.Schema{}
	for i := range k.Sheets {
		s := &k.Sheets[i].Table.Schema
		schemas[s.Name], d.tables[s.Name] = s, &tally{}
	}
	for _, t := range d.Tiles {
		pair := [2]*taken{}
		for i, x := range []Take{t.Take, t.Over} {
			if s := schemas[x.Table]; s != nil {
				pair[i] = newTake(x, s)
				d.tables[s.Name].takes = append(d.tables[s.Name].takes, pair[i])
			}
		}
		d.tiles = append(d.tiles, pair)
	}
	for _, c := range d.Charts {
		x := newCharted(c, schemas[c.Table])
		d.tables[c.Table].charts = append(d.tables[c.Table].charts, x)
		d.charts = append(d.charts, x)
	}
	return d
}

func (d *dashboardWriter) word(label string) string { return phrase.In(d.b.lang).Label(label) }

// watch returns a sheet whose rows are tallied as they pass.
func (d *dashboardWriter) watch(s Sheet) Sheet {
	t := d.tables[s.Table.Name]
	if t == nil || len(t.takes)+len(t.charts) == 0 || s.Table.Rows == nil {
		return s
	}
	rows, schema := s.Table.Rows, s.Table.Schema
	s.Table.Rows = iter.Seq[[]finding.Value](func(yield func([]finding.Value) bool) {
		for row := range rows {
			t.row(&schema, row, d.asOf)
			if !yield(row) {
				return
			}
		}
	})
	return s
}

// placedTable returns a table where it stands.
func (b *binder) placedTable(name string) *placed {
	for _, t := range b.placed {
		if t.schema.Name == name {
			return t
		}
	}
	return nil
}

// write writes the dashboard and what its charts show.
func (d *dashboardWriter) write() error {
	if len(d.charts) > 0 {
		d.behind = d.b.reserve(d.word("workbook_dashboard_figures"))
	}
	p, err := d.b.open(d.front, pageSetup{widths: slicesOf(dashColumns, dashWidth)})
	if err != nil {
		return err
	}
	row, err := d.writeTiles(p)
	if err != nil {
		return err
	}
	d.drawCharts(row + 2)
	p.drawing = len(d.charts) > 0 && d.b.err == nil
	if err := p.close(); err != nil {
		return err
	}
	if len(d.charts) == 0 {
		return nil
	}
	return d.writeFigures()
}

// The grid of the dashboard: a tile is a column wide, a chart three.
const (
	dashColumns   = 6
	dashWidth     = 26.0
	chartRows     = 17
	chartColumns  = 3
	asOfCell      = "$B$2"
	pixelsAColumn = 208
	pixelsARow    = 20
)

func slicesOf(n int, value float64) []float64 {
	list := make([]float64, n)
	for i := range list {
		list[i] = value
	}
	return list
}

// writeTiles writes the head and the tiles, and returns the last row.
func (d *dashboardWriter) writeTiles(p *page) (int, error) {
	text := func(s string, look int) cell {
		s, _ = clean(s)
		return cell{form: words, text: s, look: look}
	}
	f := report.Format{Lang: d.b.lang}
	p.addLine(rowSetup{height: 30}, text(d.title, d.b.looks.title))
	if d.asOf.set {
		look, _ := d.b.looks.formatIn(map[bool]string{false: formatDay, true: formatMinute}[d.asOf.timed], leftLook)
		p.addLine(rowSetup{}, text(f.Word("as_of"), d.b.looks.subtitle), cell{form: number, text: strconv.FormatFloat(d.asOf.days, 'f', -1, 64), look: look})
	}
	p.row = 2
	for from := 0; from < len(d.tiles); from += dashColumns {
		d.tileRow(p, from, min(from+dashColumns, len(d.tiles)), text)
	}
	return p.row, d.b.err
}

// addLine writes a row and keeps the error.
func (p *page) addLine(setup rowSetup, cells ...cell) {
	p.b.keep(p.add(cells, setup))
}

func (d *dashboardWriter) tileRow(p *page, from, to int, text func(string, int) cell) {
	var titles, values []cell
	look, row := d.tileLook(false, 0), p.row+3
	for i := from; i < to; i++ {
		at := place(i-from, row)
		titles, values = append(titles, text(report.CleanLine(d.Tiles[i].Title), look)), append(values, d.tileValue(i))
		d.tileRules(p, i, at, at)
	}
	p.addLine(rowSetup{height: 20, skip: 1}, titles...)
	p.addLine(rowSetup{height: 36}, values...)
}

// tileLook is the style of the titles and of the figures of tiles.
func (d *dashboardWriter) tileLook(figure bool, format int) int {
	style := &excelize.Style{Font: &excelize.Font{Color: colourMuted, Size: 10}, Fill: fill("F3F5F9"), Alignment: &excelize.Alignment{Horizontal: "center", Vertical: "center", ShrinkToFit: true}}
	style.Border = []excelize.Border{{Type: "left", Color: "FFFFFF", Style: 5}, {Type: "right", Color: "FFFFFF", Style: 5}}
	if figure {
		style.Font = &excelize.Font{Bold: true, Size: 18, Color: colourHead}
	}
	if format > 0 {
		style.CustomNumFmt = &tileFormats[format]
	}
	return d.b.looks.style(style)
}

var tileFormats = [...]string{"", "0.00", "#,##0", "#,##0.0", "0.0%"}

// tileValue is the figure of a tile: a formula with its result, or a dash where
// there is none.
func (d *dashboardWriter) tileValue(i int) cell {
	a, b := d.tiles[i][0], d.tiles[i][1]
	none := cell{form: words, text: "—", look: d.tileLook(true, 0)}
	formula, value, ok := d.take(a)
	if !ok {
		return none
	}
	format := d.takeFormat(a)
	if d.Tiles[i].Over.Table != "" {
		under, divisor, ok := d.take(b)
		if !ok || divisor.Sign() == 0 {
			return none
		}
		formula, value, format = "("+formula+")/("+under+")", value.Quo(value, divisor), 1
	}
	text, fits := storedRat(value)
	if !fits {
		return none
	}
	return cell{form: number, text: text, formula: formula, look: d.tileLook(true, format)}
}

// takeFormat is the number format of a figure.
func (d *dashboardWriter) takeFormat(x *taken) int {
	if x.column < 0 {
		return 2
	}
	switch t := d.b.placedTable(x.Table); t.schema.Columns[x.column].Type {
	case report.TypePercent:
		return 4
	case report.TypeMoney, report.TypeInteger:
		return 2
	case report.TypeDuration:
		return 3
	}
	return 1
}

// take is the formula of a figure that is taken, and its result.
func (d *dashboardWriter) take(x *taken) (formula string, value *big.Rat, ok bool) {
	t := d.b.placedTable(x.Table)
	if t == nil || !x.usable() {
		if t != nil {
			d.b.note(CodeNoTotal, finding.Ref{Kind: "table", ID: x.Table, Field: x.Column}, finding.Value{}, finding.Value{})
		}
		return "", nil, false
	}
	var terms []string
	for i := range t.tabs {
		if t.rows[i] > 0 {
			terms = append(terms, d.term(x, t, i))
		}
	}
	value = new(big.Rat).Set(x.sum)
	if x.column < 0 {
		value.SetInt64(int64(x.rows))
	}
	if formula = strings.Join(terms, "+"); formula == "" {
		formula = "0"
	}
	if x.Per > 1 {
		formula, value = "("+formula+")/"+strconv.FormatInt(x.Per, 10), value.Quo(value, new(big.Rat).SetInt64(x.Per))
	}
	return formula, value, true
}

// term is the part of a figure that one sheet gives.
func (d *dashboardWriter) term(x *taken, t *placed, sheet int) string {
	var criteria []string
	if x.where >= 0 {
		criteria = append(criteria, t.area(sheet, t.find(x.Where)), "TRUE")
	}
	if x.until >= 0 && d.asOf.set {
		criteria = append(criteria, t.area(sheet, t.find(x.Until)), d.untilAsOf())
	}
	list := strings.Join(criteria, ",")
	switch {
	case x.column < 0 && list == "":
		return "ROWS(" + t.area(sheet, 0) + ")"
	case x.column < 0:
		return "COUNTIFS(" + list + ")"
	case list == "":
		return "SUM(" + t.area(sheet, t.find(x.Column)) + ")"
	}
	return "SUMIFS(" + t.area(sheet, t.find(x.Column)) + "," + list + ")"
}

// untilAsOf is the condition on a date to lie up to the moment of the workbook.
func (d *dashboardWriter) untilAsOf() string {
	at := quoteSheet(d.front.name) + "!" + asOfCell
	if d.asOf.timed {
		return `"<"&` + at + "+1/172800"
	}
	return `"<"&` + at + "+1"
}

// tileRules sets a tile off where its figure is beyond a limit.
func (d *dashboardWriter) tileRules(p *page, i int, area, at string) {
	t := &d.Tiles[i]
	sign, rule := ">=", 0
	if t.Low {
		sign = "<="
	}
	add := func(limit string, tone Tone) {
		if text, _, ok := stored(finding.Decimal(limit, "")); ok && !finding.Decimal(limit, "").IsUnknown() {
			rule++
			p.rule(area, "AND(ISNUMBER("+at+"),"+at+sign+text+")", d.b.tone(tone), 10*i+rule)
		}
	}
	add(t.Bad, Bad)
	add(t.Warn, Warn)
	if rule > 0 {
		p.rule(area, "ISNUMBER("+at+")", d.b.tone(Good), 10*i+9)
	}
}
