package markdown

import (
	"strings"

	"github.com/milepost-go/milepost/report"
)

// linked makes a cell or a heading lead to how it came about. The text is
// escaped already.
func (p *page) linked(text, trace string) string {
	if anchor, ok := p.anchors[trace]; ok && text != "" {
		return "[" + text + "](#" + anchor + ")"
	}
	return text
}

// trace writes a trace under a heading of its own, so that cells can lead
// there: the formula with its inputs, the words for it, and what is said about
// the figure.
func (p *page) trace(t report.Trace) {
	title := traceTitle(p.format, t)
	p.paragraph(strings.Repeat("#", min(p.depth+2, 6)) + " " + escapeHeading(title))
	table := t.TableIn(p.format)
	table.Title = ""
	p.table(table)
	if t.Over != "" {
		p.paragraph(p.reference(report.R(p.format.Word("inputs_of_rows"), t.Over)))
	}
	for i := range t.About {
		f := &t.About[i]
		p.paragraph(strong(p.format.Title(&f.Column), 0, 0) + p.format.Word("colon") + escape(p.format.Cell(&f.Column, f.Value)))
	}
}

// traceTitle is the heading of a trace.
func traceTitle(format report.Format, t report.Trace) string {
	return format.Title(&t.Figure.Column)
}
