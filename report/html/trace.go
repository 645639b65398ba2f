package html

import (
	"strconv"

	"github.com/milepost-go/milepost/report"
)

// linked makes a figure or a heading lead to how it came about. The text is
// escaped already.
func (p *page) linked(shown, trace string) string {
	if _, ok := p.ids[trace]; ok && shown != "" {
		return `<a class="tr" href="#b-` + trace + `">` + shown + "</a>"
	}
	return shown
}

// trace writes a trace with a heading of its own: the formula with its inputs,
// the words for it, and what is said about the figure.
func (p *page) trace(t report.Trace) {
	level := strconv.Itoa(min(p.depth+2, 6))
	p.line(`<section class="trace"`, p.id(t.Name), "><h", level, ">", text(p.format.Title(&t.Figure.Column)), "</h", level, ">")
	table := t.TableIn(p.format)
	table.Name, table.Title = "", ""
	p.table(table)
	if t.Over != "" {
		before, after := p.marks(report.R(t.Over, t.Over))
		p.line(`<p class="note">`, before, p.format.Word("inputs_of_rows"), after, "</p>")
	}
	if len(t.About) > 0 {
		p.line("<dl>")
		for i := range t.About {
			f := &t.About[i]
			p.line("<div><dt>", text(p.format.Title(&f.Column)), "</dt><dd>", text(p.format.Cell(&f.Column, f.Value)), "</dd></div>")
		}
		p.line("</dl>")
	}
	p.line("</section>")
}
