package xlsx

import (
	"math/big"
	"strconv"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/phrase"
)

// docTable is a table of a document on its sheet.
type docTable struct {
	*documentWriter
	*report.Table
	page  *page
	title string
	heads []string
	first int // row of the first line of data
}

// table writes a table on a sheet of its own, and where it stands on the first
// sheet.
func (d *documentWriter) table(t *report.Table, title string) {
	if title == "" {
		title = t.Title
	}
	if len(t.Columns) == 0 || len(t.Columns) > maxColumns {
		d.noTable(t, title)
		return
	}
	d.tables++
	if title == "" {
		title = d.topic
	}
	if title == "" {
		title = phrase.In(d.format.Lang).Label("table") + " " + strconv.Itoa(d.tables)
	}
	for rows := t.Rows; ; {
		n := min(len(rows), maxRows-10-len(t.Footer))
		part := *t
		part.Rows = rows[:n]
		d.b.keep(d.sheet(&part, title, n < len(rows)))
		if rows = rows[n:]; len(rows) == 0 {
			break
		}
	}
	if t.Note != "" {
		d.say(t.Note, d.b.looks.muted, rowSetup{})
	}
}

// noTable says on the first sheet what there is of a table without columns.
func (d *documentWriter) noTable(t *report.Table, title string) {
	for _, text := range []string{title, t.Note} {
		d.paragraph(text)
	}
}

// sheet writes one sheet of a table.
func (d *documentWriter) sheet(t *report.Table, title string, more bool) error {
	x := &docTable{documentWriter: d, Table: t, title: title}
	titles := make([]string, len(t.Columns))
	outlined := false
	for i := range t.Columns {
		titles[i] = d.format.Title(&t.Columns[i])
	}
	for i := range t.Rows {
		outlined = outlined || t.Rows[i].Depth() > 0
	}
	x.heads = headers(titles)
	at := d.b.reserve(title)
	p, err := d.b.open(at, pageSetup{widths: x.widths(), frozen: 3, columns: x.inSight(), outlined: outlined})
	if err != nil {
		return err
	}
	x.page, p.repeat = p, 3
	if !more && t.Name != "" && d.where[t.Name] == nil {
		d.where[t.Name] = x
	}
	d.lines = append(d.lines, frontLine{cells: []cell{d.text(report.CleanLine(title), d.b.looks.link), d.text(x.extent(), d.b.looks.muted), d.text(at.name, d.b.looks.muted)}, to: quoteSheet(at.name) + "!A1"})
	if err := x.write(outlined, more); err != nil {
		return err
	}
	return p.close()
}

// extent says how long the table is.
func (x *docTable) extent() string {
	if len(x.Rows) == 0 {
		return x.format.Word("no_rows")
	}
	return x.format.Value(finding.Number(int64(len(x.Rows)), "row"))
}

func (x *docTable) write(outlined, more bool) error {
	title, _ := clean(report.CleanLine(x.title))
	if err := x.page.add([]cell{{form: words, text: title, look: x.b.looks.title}}, rowSetup{height: 26}); err != nil {
		return err
	}
	if err := x.head(); err != nil {
		return err
	}
	x.first = x.page.row + 1
	for i := range x.Rows {
		if err := x.row(&x.Rows[i], plainLook, nil); err != nil {
			return err
		}
	}
	if !outlined && len(x.Rows) > 0 {
		x.page.table = true
		x.b.addTable(x.page.name, x.b.tableName(x.Name), x.heads, x.first-1, len(x.Rows))
	}
	if more {
		return nil
	}
	for i := range x.Footer {
		if err := x.row(&x.Footer[i], totalLook, x.sums(&x.Footer[i])); err != nil {
			return err
		}
	}
	return nil
}

func (x *docTable) head() error {
	cells := make([]cell, len(x.heads))
	for i, head := range x.heads {
		cells[i] = cell{form: words, text: head, look: x.b.looks.head}
		if x.Columns[i].Aligned() == report.AlignRight {
			cells[i].look = x.b.looks.headEnd
		}
	}
	height := 20.0
	for i, head := range x.heads {
		height = max(height, 16*float64(textLines(head, x.page.setup.widths[i]-1)))
	}
	return x.page.add(cells, rowSetup{height: min(height, 96), skip: 1})
}

// row writes a line of the table, with the formulas of its columns if any.
func (x *docTable) row(row *report.Row, kind lookKind, formulas []string) error {
	if row.Strong && kind == plainLook {
		kind = strongLook
	}
	outline := x.Outline()
	cells := make([]cell, len(x.Columns))
	for i := range x.Columns {
		cells[i] = x.value(&x.Columns[i], row.Cell(i), kind)
		if cells[i].form == words {
			look := cells[i].look
			x.page.fillText(i, cells[i].text, &cells[i])
			if cells[i].look != x.b.looks.guarded {
				cells[i].look = look
			}
		}
		if depth := row.Depth(); i == outline && depth > 0 && cells[i].form != number {
			cells[i].look = x.b.looks.indent(depth, kind)
		}
		if to := x.traces.place[x.TraceOf(row, i)]; to != "" {
			x.page.link(i, x.page.row+1, to)
		}
		if formulas != nil && cells[i].form == number {
			cells[i].formula = formulas[i]
		}
	}
	return x.page.add(cells, rowSetup{level: row.Depth(), height: heightOf(cells, x.page.setup.widths)})
}

// sums returns a formula for every figure of a footer that is the exact sum of
// its column.
func (x *docTable) sums(footer *report.Row) []string {
	formulas := make([]string, len(x.Columns))
	for i := range x.Columns {
		v := footer.Cell(i)
		want, ok := v.Rat()
		if !ok || len(x.Rows) == 0 || x.Columns[i].Type == report.TypeText {
			continue
		}
		if sum, ok := x.sum(i, v.Unit()); ok && sum.Cmp(want) == 0 {
			letters := columnName(i)
			formulas[i] = "SUM(" + letters + strconv.Itoa(x.first) + ":" + letters + strconv.Itoa(x.first+len(x.Rows)-1) + ")"
		}
	}
	return formulas
}

// sum adds a column. It reports false where a figure has another unit or would
// not stand in its cell as a number.
func (x *docTable) sum(column int, unit string) (*big.Rat, bool) {
	sum := new(big.Rat)
	for i := range x.Rows {
		v := x.Rows[i].Cell(column)
		if v.IsZero() || v.Kind() == finding.UnknownKind || v.Kind() == finding.TextKind {
			continue
		}
		r, ok := v.Rat()
		if !ok || v.Unit() != unit || x.value(&x.Columns[column], v, plainLook).form != number {
			return nil, false
		}
		sum.Add(sum, r)
	}
	return sum, true
}

// widths returns the widths of the columns by what they show.
func (x *docTable) widths() []float64 {
	wide := make([]float64, len(x.Columns))
	outline := x.Outline()
	for i := range x.Columns {
		wide[i] = min(textWidth(x.heads[i])+2, 20)
	}
	for _, rows := range [][]report.Row{x.Rows[:min(len(x.Rows), sampled)], x.Footer} {
		for r := range rows {
			for i := range x.Columns {
				width := textWidth(x.format.Cell(&x.Columns[i], rows[r].Cell(i)))
				if i == outline {
					width += 1.6 * float64(rows[r].Depth())
				}
				wide[i] = max(wide[i], width)
			}
		}
	}
	for i := range wide {
		wide[i] = bounded(wide[i])
	}
	return wide
}

// inSight returns how many columns stay in sight: those up to the names, unless
// there is little else or they are wide.
func (x *docTable) inSight() int {
	n := x.Outline() + 1
	if n > 3 || n >= len(x.Columns)-1 {
		return 0
	}
	return n
}
