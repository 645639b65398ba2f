package xlsx

import (
	"strconv"

	"github.com/milepost-go/milepost/report"
)

// linksPerSheet is how many links a sheet may have.
const linksPerSheet = 65_000

// traceSheet is the sheet of the traces: how every figure came about. Where each
// stands is known before the first table is written, so figures lead to it.
type traceSheet struct {
	name  string // of the sheet
	list  []report.Trace
	place map[string]string // of a trace by its name, as links write it
	said  bool              // whether the first sheet leads to it
}

// firstTrace is the row where the first trace stands, under the heads.
const firstTrace = 4

// findTraces lays out the traces of a document.
func (d *documentWriter) findTraces(doc *report.Document) {
	row, title := firstTrace, ""
	d.traces.place = map[string]string{}
	for _, block := range doc.Blocks {
		switch block := block.(type) {
		case report.Heading:
			if len(d.traces.list) == 0 {
				title = block.Text
			}
		case report.Trace:
			if len(d.traces.list) == 0 {
				d.traces.name = d.b.sheetName(title)
			}
			d.traces.list = append(d.traces.list, block)
			if _, twice := d.traces.place[block.Name]; !twice && block.Name != "" {
				d.traces.place[block.Name] = quoteSheet(d.traces.name) + "!A" + strconv.Itoa(row)
			}
			row += traceRows(&block)
		}
	}
}

// traceRows returns how many rows a trace takes, the empty one below included.
func traceRows(t *report.Trace) int {
	rows := 1 + len(t.Inputs) + len(t.About) + 1
	if t.Words != "" {
		rows++
	}
	return rows
}

// trace says on the first sheet where the traces are.
func (d *documentWriter) trace() {
	if d.traces.said {
		return
	}
	d.traces.said = true
	d.lines = append(d.lines, frontLine{cells: []cell{d.text(d.traces.name, d.b.looks.link)}, to: quoteSheet(d.traces.name) + "!A1"})
}

// writeTraces writes the sheet.
func (d *documentWriter) writeTraces() error {
	if len(d.traces.list) == 0 {
		return nil
	}
	p, err := d.b.open(d.b.reserveNamed(d.traces.name), pageSetup{widths: []float64{44, 36, 22, 48}, frozen: 3})
	if err != nil {
		return err
	}
	p.repeat = 3
	x := &traceWriter{documentWriter: d, page: p}
	x.line(rowSetup{height: 26}, cell{form: words, text: d.traces.name, look: d.b.looks.title})
	heads := report.Trace{}.Table().Columns
	cells := make([]cell, len(heads))
	for i := range heads {
		cells[i] = cell{form: words, text: d.format.Title(&heads[i]), look: d.b.looks.head}
	}
	cells[2].look = d.b.looks.headEnd
	x.line(rowSetup{height: 20, skip: 1}, cells...)
	for i := range d.traces.list {
		x.trace(&d.traces.list[i], i)
	}
	if x.err != nil {
		return x.err
	}
	return p.close()
}

// traceWriter writes the traces.
type traceWriter struct {
	*documentWriter
	page *page
	err  error
}

func (x *traceWriter) line(setup rowSetup, cells ...cell) {
	if setup.height == 0 {
		setup.height = heightOf(cells, x.page.setup.widths)
	}
	if x.err == nil {
		x.err = x.page.add(cells, setup)
	}
}

func (x *traceWriter) words(column int, s string, look int) cell {
	if s == "" {
		return cell{}
	}
	var c cell
	x.page.fillText(column, s, &c)
	if c.look != x.b.looks.guarded {
		c.look = look
	}
	return c
}

// value is a figure in the third column.
func (x *traceWriter) figure(f *report.Fact, kind lookKind) cell {
	c := x.value(&f.Column, f.Value, kind)
	if c.form == words {
		return x.words(2, c.text, c.look)
	}
	return c
}

func (x *traceWriter) trace(t *report.Trace, index int) {
	looks, f := &x.b.looks, x.format
	setup := rowSetup{}
	if index > 0 {
		setup.skip = 1
	}
	figure := x.figure(&t.Figure, strongLook)
	x.live(t, &figure, x.page.row+2+setup.skip)
	x.line(setup, x.words(0, t.Formula, looks.strong), x.words(1, f.Title(&t.Figure.Column), looks.strong), figure)
	for i := range t.Inputs {
		in := &t.Inputs[i]
		origin := in.Origin
		if origin == "" {
			origin = in.From.String()
		}
		if to, ok := x.traces.place[in.Column.Trace]; ok && in.Column.Trace != "" {
			x.page.link(2, x.page.row+1, to)
		}
		x.line(rowSetup{}, x.words(0, in.Column.Name, looks.wrapped), x.words(1, f.Title(&in.Column), looks.wrapped), x.figure(&in.Fact, plainLook), x.words(3, origin, looks.muted))
	}
	for i := range t.About {
		about := &t.About[i]
		text := ""
		if !about.Value.IsZero() {
			text = f.Cell(&about.Column, about.Value)
		}
		x.line(rowSetup{}, cell{}, x.words(1, f.Title(&about.Column), looks.muted), cell{}, x.words(3, text, looks.wrapped))
	}
	if t.Words != "" {
		x.line(rowSetup{}, cell{}, cell{}, cell{}, x.words(3, t.Words, looks.muted))
	}
}

// link leads from a cell to a place of the workbook.
func (p *page) link(column, row int, to string) {
	if len(p.links) < linksPerSheet {
		p.links = append(p.links, link{from: place(column, row), to: to})
	}
}

// live makes the figure of a trace one that the workbook calculates from its
// inputs, which stand below it from a row on, where its formula is arithmetic
// and gives the figure.
func (x *traceWriter) live(t *report.Trace, figure *cell, row int) {
	if figure.form != number || t.Formula == "" {
		return
	}
	names := map[string]operand{}
	for i := range t.Inputs {
		in := &t.Inputs[i]
		if in.Value.IsZero() {
			names[in.Column.Name] = x.column(t.Over, in.Column.Name)
			continue
		}
		held := x.value(&in.Column, in.Value, plainLook)
		if value, err := strconv.ParseFloat(held.text, 64); held.form == number && err == nil {
			names[in.Column.Name] = operand{ref: place(2, row+i), values: []float64{value}}
		}
	}
	formula, result, ok := arithmetic(t.Formula, names)
	own, err := strconv.ParseFloat(figure.text, 64)
	if ok && err == nil && near(own, result) {
		figure.formula, figure.text = formula, strconv.FormatFloat(result, 'g', -1, 64)
	}
}

// column returns the figures of a column of a table of the document.
func (x *traceWriter) column(table, name string) operand {
	t := x.where[table]
	if t == nil || len(t.Rows) == 0 {
		return operand{}
	}
	for i := range t.Columns {
		if t.Columns[i].Name != name {
			continue
		}
		letters := "$" + columnName(i) + "$"
		o := operand{column: true, ref: quoteSheet(t.page.name) + "!" + letters + strconv.Itoa(t.first) + ":" + letters + strconv.Itoa(t.first+len(t.Rows)-1)}
		for r := range t.Rows {
			held := x.value(&t.Columns[i], t.Rows[r].Cell(i), plainLook)
			if value, err := strconv.ParseFloat(held.text, 64); held.form == number && err == nil {
				o.values = append(o.values, value)
			}
		}
		return o
	}
	return operand{}
}
