package markdown

import (
	"strings"

	"github.com/milepost-go/milepost/report"
)

var rules = [...]string{report.AlignLeft: ":---", report.AlignRight: "---:", report.AlignCenter: ":---:"}

func (p *page) table(t *report.Table) {
	if t == nil {
		return
	}
	p.paragraph(strong(t.Title, 0, 0))
	if len(t.Columns) > 0 {
		p.part()
		p.columns(t)
		outline := t.Outline()
		p.rows(t, t.Rows, outline, false)
		p.rows(t, t.Footer, outline, true)
		if len(t.Rows)+len(t.Footer) == 0 {
			p.paragraph(p.format.Word("no_rows"))
		}
	}
	p.paragraph(opening(escape(t.Note)))
}

func (p *page) columns(t *report.Table) {
	p.WriteByte('|')
	for i := range t.Columns {
		p.cell(p.linked(escape(p.format.Title(&t.Columns[i])), t.Columns[i].Trace))
	}
	p.WriteString("\n|")
	for i := range t.Columns {
		align := min(int(t.Columns[i].Aligned()), len(rules)-1)
		p.WriteString(" " + rules[align] + " |")
	}
	p.WriteByte('\n')
}

func (p *page) cell(text string) { p.WriteString(" " + text + " |") }

func (p *page) rows(t *report.Table, rows []report.Row, outline int, footer bool) {
	for i := range rows {
		r := &rows[i]
		p.WriteByte('|')
		for j := range t.Columns {
			text := p.format.Cell(&t.Columns[j], r.Cell(j))
			if r.Strong || footer {
				text = strong(text, 0, 0)
			} else {
				text = escape(text)
			}
			if j < len(r.Traces) {
				text = p.linked(text, r.Traces[j])
			}
			if j == outline {
				text = strings.Repeat("\u2003", r.Depth()) + text
			}
			p.cell(text)
		}
		p.WriteByte('\n')
	}
}
