package xlsx

import (
	"strconv"
	"strings"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/phrase"
)

// overview writes the first sheet: what the workbook holds and the totals.
func (k *Workbook) overview(b *binder, at tab, title string) error {
	p, err := b.open(at, pageSetup{widths: []float64{36, 34, 18, 70}, single: len(b.placed) < 60})
	if err != nil {
		return err
	}
	o := &front{page: p, say: phrase.In(k.Lang)}
	o.line(rowSetup{height: 28}, o.text(title, b.looks.title))
	if !k.AsOf.IsZero() {
		o.moment(report.Format{Lang: k.Lang}, k.AsOf)
	}
	o.line(rowSetup{skip: 1, height: 20}, o.heads("workbook_sheet", "table", "workbook_rows", "meaning")...)
	for _, t := range b.placed {
		o.table(t)
	}
	o.totals(b.placed)
	for _, t := range b.placed {
		o.earnedLines(t)
	}
	if o.err != nil {
		return o.err
	}
	return p.close()
}

// front is the overview while it is written.
type front struct {
	*page
	say      phrase.Printer
	asOf     string // as text
	asOfCell string
	err      error
}

// moment writes the line that says of when the figures are.
func (o *front) moment(f report.Format, at finding.Value) {
	o.asOf, o.asOfCell = f.Value(at), "$B$"+strconv.Itoa(o.row+1)
	value := o.text(o.asOf, o.b.looks.text)
	if days, timed, ok := serial(at.Plain()); ok {
		value = cell{form: number, text: strconv.FormatFloat(days, 'f', -1, 64), look: o.b.looks.day}
		if timed {
			value.look = o.b.looks.minute
		}
	}
	o.line(rowSetup{}, o.text(f.Word("as_of"), o.b.looks.muted), value)
}

func (o *front) line(setup rowSetup, cells ...cell) {
	if len(cells) > 1 && setup.height == 0 {
		setup.height = heightOf(cells, o.setup.widths)
	}
	if o.err == nil {
		o.err = o.add(cells, setup)
	}
}

func (o *front) text(s string, look int) cell {
	text, _ := clean(s)
	return cell{form: words, text: text, look: look}
}

// heads are the heads of a table of the overview, whose third column holds
// figures.
func (o *front) heads(labels ...string) []cell {
	cells := make([]cell, len(labels))
	for i, label := range labels {
		cells[i] = o.text(o.say.Label(label), o.b.looks.head)
		if i == 2 {
			cells[i].look = o.b.looks.headEnd
		}
	}
	return cells
}

// table writes a line for every sheet of a table.
func (o *front) table(t *placed) {
	whole, _ := o.b.looks.format("#,##0")
	for i, at := range t.tabs {
		title := t.schema.Title
		if title == "" {
			title = t.schema.Name
		}
		rows := cell{form: number, text: strconv.Itoa(t.rows[i]), look: whole}
		if t.rows[i] > 0 {
			rows.formula = "ROWS(" + t.area(i, 0) + ")"
		}
		o.line(rowSetup{}, o.text(at.name, o.b.looks.link), o.text(title, o.b.looks.wrapped), rows, o.text(t.schema.Meaning, o.b.looks.wrapped))
		o.links = append(o.links, link{from: place(0, o.row), to: quoteSheet(at.name) + "!A1"})
	}
}

// totals writes the sums of columns.
func (o *front) totals(tables []*placed) {
	begun := false
	for _, t := range tables {
		for i := range t.columns {
			c := &t.columns[i]
			if c.total == nil || c.total.count == 0 {
				continue
			}
			if c.total.spoilt() {
				o.b.note(CodeNoTotal, finding.Ref{Kind: "table", ID: t.schema.Name, Field: c.name}, finding.Value{}, finding.Value{})
				continue
			}
			if !begun {
				o.line(rowSetup{skip: 1, height: 20}, o.heads("total", "column", "value", "unit")...)
				begun = true
			}
			o.total(t, i)
		}
	}
}

func (o *front) total(t *placed, at int) {
	c := &t.columns[at]
	result, ok := storedRat(c.total.sum)
	if !ok {
		return
	}
	areas := make([]string, len(t.tabs))
	for i := range t.tabs {
		areas[i] = t.area(i, at)
	}
	title := c.Title
	if title == "" {
		title = c.name
	}
	look := c.look
	if c.Type == report.TypeMoney {
		look, _ = o.b.looks.format(moneyFormat(c.total.unit))
	}
	o.line(rowSetup{}, o.text(t.tabs[0].name, o.b.looks.text), o.text(title, o.b.looks.wrapped),
		cell{form: number, text: result, formula: "SUM(" + strings.Join(areas, ",") + ")", look: look}, o.text(c.total.unit, o.b.looks.text))
}
