package xlsx

import (
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/phrase"
)

// Renderer is a [report.Renderer] that writes a document as a workbook: its
// texts on a first sheet, every table, and every figure in its table form, on a
// sheet of its own. Figures are numbers that show the same text as in every
// other format; a footer that is the sum of its column is a formula. What could
// not be written as it is stands on a last sheet of notes, see
// [Workbook.Write]. The zero Renderer is ready.
type Renderer struct{}

var _ report.Renderer = Renderer{}

// Render writes the document. It returns the first error of w, and
// [report.ErrNoDocument] for nil.
func (Renderer) Render(w io.Writer, doc *report.Document) error {
	if doc == nil {
		return report.ErrNoDocument
	}
	b := newBinder(w, doc.Lang)
	defer b.file.Close()
	d := &documentWriter{b: b, format: doc.Format(), where: map[string]*docTable{}, front: b.reserve(phrase.In(doc.Lang).Label("workbook_report"))}
	d.findTraces(doc)
	d.head(doc)
	for _, block := range doc.Blocks {
		if block != nil {
			d.block(block)
		}
	}
	b.keep(d.writeTraces())
	b.keep(d.writeFront())
	if err := b.finish(doc.Title); err != nil {
		return fmt.Errorf("xlsx: render: %w", err)
	}
	return nil
}

// documentWriter streams the tables and keeps the lines of the first sheet until
// the end.
type documentWriter struct {
	b      *binder
	format report.Format
	front  tab
	lines  []frontLine
	tables int
	traces traceSheet
	topic  string               // the heading before
	where  map[string]*docTable // tables by their names, where they are on one sheet
}

// frontLine is a row of the first sheet.
type frontLine struct {
	cells  []cell
	setup  rowSetup
	merged bool   // the first cell goes over all columns
	to     string // where a cell leads, "" for nowhere
	from   int    // which cell
}

// The columns of the first sheet.
var frontWidths = []float64{34, 62, 30}

// frontRoom is the room of a text that goes over all of them.
const frontRoom = 120.0

// longest is how much text stands in one row of the first sheet: about what a
// row can show.
const longest = 2500

// say keeps a text that goes over all columns, a long one in several rows.
func (d *documentWriter) say(text string, look int, setup rowSetup) {
	for _, part := range pieces(report.Clean(text), longest) {
		row := setup
		if row.height == 0 {
			row.height = min(lineHeight*float64(textLines(part, frontRoom)), 400)
		}
		d.lines = append(d.lines, frontLine{cells: []cell{d.text(part, look)}, setup: row, merged: true})
		setup.skip = 0
	}
}

// text makes a cell of text on the first sheet.
func (d *documentWriter) text(s string, look int) cell {
	text, cut := clean(s)
	if cut {
		at := finding.Ref{Kind: "cell", ID: d.front.name + "!A" + strconv.Itoa(d.next())}
		d.b.note(CodeShortened, at, finding.Number(maxCell, ""), finding.Number(int64(utf16Len(s)), ""))
	}
	return cell{form: words, text: text, look: look}
}

// next returns the row of the next line.
func (d *documentWriter) next() int {
	row := 1
	for i := range d.lines {
		row += 1 + d.lines[i].setup.skip
	}
	return row
}

// textLines returns how many lines a text takes in a width.
func textLines(text string, room float64) int {
	lines := 0
	for line := range strings.SplitSeq(text, "\n") {
		lines += 1 + int(report.TextWidth(line, 1)/charWidth/room)
	}
	return lines
}

func (d *documentWriter) head(doc *report.Document) {
	d.say(report.CleanLine(doc.Title), d.b.looks.title, rowSetup{height: 28})
	if doc.Subtitle != "" {
		d.say(report.CleanLine(doc.Subtitle), d.b.looks.subtitle, rowSetup{height: 18})
	}
	for _, m := range []struct {
		word  string
		value finding.Value
	}{{"as_of", doc.AsOf}, {"prepared", doc.Prepared}} {
		if !m.value.IsZero() {
			d.say(d.format.Word(m.word)+d.format.Word("colon")+d.format.Value(m.value), d.b.looks.muted, rowSetup{})
		}
	}
}

func (d *documentWriter) block(block report.Block) {
	switch block := block.(type) {
	case report.Heading:
		d.heading(block)
	case report.Paragraph:
		d.paragraph(runsText(block.Runs))
	case report.List:
		d.list(block)
	case report.Facts:
		d.facts(block)
	case report.Callout:
		d.callout(block)
	case report.FindingList:
		d.findings(block)
	case report.Figure:
		d.figure(block)
	case report.Trace:
		d.trace()
	default:
		d.table(block.Table(), "")
	}
}

func (d *documentWriter) heading(h report.Heading) {
	if h.Text == "" {
		return
	}
	d.topic = h.Text
	look, height := d.b.looks.section, 20.0
	if h.Depth() > 1 {
		look, height = d.b.looks.heading, 17
	}
	d.say(report.CleanLine(h.Text), look, rowSetup{height: height, skip: 1})
}

func (d *documentWriter) paragraph(text string) {
	if strings.TrimSpace(text) != "" {
		d.say(text, d.b.looks.wrapped, rowSetup{})
	}
}

// runsText returns the texts of runs, addresses in brackets behind theirs.
func runsText(runs []report.Run) string {
	var text strings.Builder
	for _, r := range runs {
		text.WriteString(r.Text)
		if r.Style == report.Ref && report.IsAddress(r.Target) && r.Target != r.Text {
			text.WriteString(" (" + r.Target + ")")
		}
	}
	return text.String()
}

func (d *documentWriter) list(l report.List) {
	var count [16]int
	for i, depth := range l.Depths() {
		count[depth]++
		clear(count[depth+1:])
		mark := "• "
		if l.Ordered {
			mark = strconv.Itoa(count[depth]) + ". "
		}
		d.say(strings.Repeat("    ", depth)+mark+runsText(l.Items[i].Runs), d.b.looks.wrapped, rowSetup{})
	}
}

func (d *documentWriter) facts(f report.Facts) {
	if f.Title != "" {
		d.say(report.CleanLine(f.Title), d.b.looks.strong, rowSetup{skip: 1})
	}
	for i := range f.Items {
		fact := &f.Items[i]
		value := d.value(&fact.Column, fact.Value, leftLook)
		if value.form == words {
			value = d.text(value.text, d.b.looks.wrapped)
		}
		line := frontLine{cells: []cell{d.text(d.format.Title(&fact.Column), d.b.looks.muted), value}}
		if fact.Column.Trace != "" && !fact.Value.IsZero() {
			line.to, line.from = d.traces.place[fact.Column.Trace], 1
		}
		d.lines = append(d.lines, line)
	}
}

func (d *documentWriter) callout(c report.Callout) {
	title := d.format.Severity(c.Severity)
	if c.Title != "" {
		title += d.format.Word("colon") + report.CleanLine(c.Title)
	}
	look := d.b.looks.callouts[min(int(c.Severity), len(d.b.looks.callouts)-1)]
	d.say(title, look, rowSetup{skip: 1})
	d.paragraph(runsText(c.Runs))
}

func (d *documentWriter) findings(l report.FindingList) {
	if l.Title != "" {
		d.say(report.CleanLine(l.Title), d.b.looks.strong, rowSetup{skip: 1})
	}
	if len(l.Items) == 0 {
		d.say(d.format.Word("no_findings"), d.b.looks.muted, rowSetup{})
	}
	for _, item := range l.Items {
		text := item.Words()
		if item.Remedy != "" {
			text += "\n" + d.format.Word("remedy") + d.format.Word("colon") + item.Remedy
		}
		d.lines = append(d.lines, frontLine{cells: []cell{
			d.text(d.format.Severity(item.Finding.Severity), d.b.looks.strong), d.text(text, d.b.looks.wrapped), d.text(string(item.Finding.Code), d.b.looks.muted),
		}})
	}
}

func (d *documentWriter) figure(f report.Figure) {
	frame := f.Frame()
	t := f.Table().Table()
	if t.Title == "" {
		t.Title = frame.Title
	}
	d.table(t, frame.Title)
	d.paragraph(frame.Desc)
}

// writeFront writes the first sheet.
func (d *documentWriter) writeFront() error {
	p, err := d.b.open(d.front, pageSetup{widths: frontWidths, portrait: true})
	if err != nil {
		return err
	}
	end := columnName(len(frontWidths) - 1)
	for i := range d.lines {
		line := &d.lines[i]
		for line.merged && len(line.cells) < len(frontWidths) {
			line.cells = append(line.cells, cell{look: line.cells[0].look})
		}
		if line.setup.height == 0 && !line.merged {
			line.setup.height = heightOf(line.cells, frontWidths)
		}
		if err := p.add(line.cells, line.setup); err != nil {
			return err
		}
		row := strconv.Itoa(p.row)
		if line.merged {
			p.merged = append(p.merged, "A"+row+":"+end+row)
		}
		if line.to != "" {
			p.link(line.from, p.row, line.to)
		}
	}
	return p.close()
}
