package card

import (
	"strings"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
)

// part is a piece of a document in the few forms that chat can show.
type part struct {
	kind  partKind
	bold  string     // heading; label of a line; title of a table
	text  string     // of a line, after its label
	head  []string   // of a table
	rows  [][]string // of a table
	alarm finding.Severity
	mark  bool // alarm counts
}

type partKind uint8

const (
	headingPart partKind = iota
	linePart             // a paragraph, a list item, a fact, a finding
	tablePart
)

// partsOf takes a document apart.
func partsOf(doc *report.Document) []part {
	d := dissector{w: wordsOf(doc)}
	if doc.Subtitle != "" {
		d.line("", doc.Subtitle)
	}
	for _, v := range []struct {
		word  string
		value finding.Value
	}{{"as_of", doc.AsOf}, {"prepared", doc.Prepared}} {
		if !v.value.IsZero() {
			d.line(d.w.format.Word(v.word), d.w.format.Value(v.value))
		}
	}
	for _, b := range doc.Blocks {
		d.block(b)
	}
	return d.parts
}

type dissector struct {
	w     words
	parts []part
}

func (d *dissector) line(label, text string) {
	label, text = report.CleanLine(label), report.Clean(text)
	if label != "" || strings.TrimSpace(text) != "" {
		d.parts = append(d.parts, part{kind: linePart, bold: label, text: text})
	}
}

func (d *dissector) title(text string) {
	if text = report.CleanLine(text); strings.TrimSpace(text) != "" {
		d.parts = append(d.parts, part{kind: headingPart, bold: text})
	}
}

func (d *dissector) block(b report.Block) {
	switch b := b.(type) {
	case nil:
	case report.Heading:
		d.title(b.Text)
	case report.Paragraph:
		d.line("", runs(b.Runs))
	case report.List:
		d.list(b)
	case report.Facts:
		d.title(b.Title)
		for _, f := range b.Items {
			d.line(d.w.format.Title(&f.Column), d.w.format.Cell(&f.Column, f.Value))
		}
	case report.Callout:
		d.alarm(b.Severity, b.Title, runs(b.Runs))
	case report.FindingList:
		d.title(b.Title)
		for _, f := range b.Items {
			d.finding(f)
		}
	case report.Figure:
		d.line(b.Frame().Title, b.Frame().Desc)
	default:
		d.table(b.Table())
	}
}

// runs is running text without styles; an address stands behind its words.
func runs(list []report.Run) string {
	var b strings.Builder
	for _, r := range list {
		b.WriteString(r.Text)
		if r.Style == report.Ref && report.IsAddress(r.Target) && r.Target != r.Text {
			b.WriteString(" (" + r.Target + ")")
		}
	}
	return b.String()
}

func (d *dissector) list(l report.List) {
	depths, numbers := l.Depths(), [10]int{}
	for i, item := range l.Items {
		depth := depths[i]
		numbers[depth]++
		clear(numbers[depth+1:])
		mark := "•"
		if l.Ordered {
			mark = numeral(numbers[depth])
		}
		d.line("", strings.Repeat("\u2003", depth)+mark+" "+runs(item.Runs))
	}
}

func (d *dissector) alarm(s finding.Severity, title, text string) {
	if title == "" {
		title = d.w.format.Severity(s)
	}
	d.parts = append(d.parts, part{kind: linePart, bold: report.CleanLine(title), text: report.Clean(text), alarm: s, mark: true})
}

// finding shows the sentence of a finding and, below it, the remedy.
func (d *dissector) finding(f report.FindingItem) {
	text := f.Words()
	if f.Remedy != "" {
		text += "\n→ " + f.Remedy
	}
	d.alarm(f.Finding.Severity, "", text)
}

func (d *dissector) table(t *report.Table) {
	p := part{kind: tablePart, bold: strings.TrimSpace(report.CleanLine(t.Title))}
	for i := range t.Columns {
		p.head = append(p.head, report.CleanLine(d.w.format.Title(&t.Columns[i])))
	}
	outline := t.Outline()
	for _, list := range [][]report.Row{t.Rows, t.Footer} {
		for k := range list {
			cells := make([]string, len(t.Columns))
			for i := range t.Columns {
				cells[i] = report.CleanLine(d.w.format.Cell(&t.Columns[i], list[k].Cell(i)))
			}
			if outline >= 0 && outline < len(cells) {
				cells[outline] = strings.Repeat("\u2003", list[k].Depth()) + cells[outline]
			}
			p.rows = append(p.rows, cells)
		}
	}
	d.parts = append(d.parts, p)
	if len(p.rows) == 0 {
		d.line("", d.w.format.Word("no_rows"))
	}
	d.line("", t.Note)
}

// rowLine is a row of a table as one line: what is in the first column, then
// each other cell that is not empty behind its heading.
func (p *part) rowLine(row []string) (label, text string) {
	var cells []string
	for i, cell := range row {
		switch {
		case i == 0:
			label = cell
		case cell != "":
			cells = append(cells, p.head[i]+" "+cell)
		}
	}
	return label, strings.Join(cells, " · ")
}
