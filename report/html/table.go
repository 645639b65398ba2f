package html

import (
	"strconv"
	"unicode"

	"github.com/milepost-go/milepost/report"
)

func (p *page) table(t *report.Table) {
	if t == nil || len(t.Columns) == 0 && t.Title == "" && t.Note == "" {
		return
	}
	p.line(`<section class="tab"`, p.id(t.Name), ">")
	if len(t.Columns) == 0 {
		p.caption(t.Title)
	} else {
		p.grid(t)
	}
	if t.Note != "" {
		p.line(`<p class="note">`, text(t.Note), "</p>")
	}
	p.line("</section>")
}

func (p *page) grid(t *report.Table) {
	p.line(`<div class="scroll" tabindex="0"><table>`)
	if t.Title != "" {
		p.line("<caption>", text(t.Title), "</caption>")
	}
	p.WriteString("<thead><tr>")
	for i := range t.Columns {
		p.WriteString(`<th scope="col"` + class(side(&t.Columns[i])) + ">" + p.linked(text(p.format.Title(&t.Columns[i])), t.Columns[i].Trace) + "</th>")
	}
	p.line("</tr></thead>")
	p.rows("tbody", t, t.Rows)
	p.rows("tfoot", t, t.Footer)
	p.line("</table></div>")
	if len(t.Rows)+len(t.Footer) == 0 {
		p.line(`<p class="note">`, p.format.Word("no_rows"), "</p>")
	}
}

func (p *page) rows(tag string, t *report.Table, rows []report.Row) {
	if len(rows) == 0 {
		return
	}
	p.line("<", tag, ">")
	outline := t.Outline()
	for i := range rows {
		strong := ""
		if rows[i].Strong {
			strong = "st"
		}
		p.WriteString("<tr" + class(strong) + ">")
		for j := range t.Columns {
			p.cell(&t.Columns[j], &rows[i], j, j == outline)
		}
		p.line("</tr>")
	}
	p.line("</", tag, ">")
}

// cell writes one cell; the one that names the row is its header.
func (p *page) cell(c *report.Column, r *report.Row, i int, names bool) {
	v := r.Cell(i)
	classes := side(c)
	if v.IsUnknown() {
		classes += " u"
	}
	words := p.format.Cell(c, v)
	if longWord(words) {
		classes += " w"
	}
	shown := text(words)
	if i < len(r.Traces) {
		shown = p.linked(shown, r.Traces[i])
	}
	if !names {
		p.WriteString("<td" + class(classes) + ">" + shown + "</td>")
		return
	}
	if depth := r.Depth(); depth > 0 {
		classes += " l" + strconv.Itoa(depth)
	}
	p.WriteString(`<th scope="row"` + class(classes) + ">" + shown + "</th>")
}

// longestWord is how many characters of a word without a place to break it a
// column is made wide enough for; longer ones are broken anywhere.
const longestWord = 24

// longWord reports whether a text has a word that long. Chinese and Japanese
// text breaks between any two characters.
func longWord(s string) bool {
	n := 0
	for _, r := range s {
		switch {
		case unicode.IsSpace(r) || r >= 0x2E80 && r < 0xA000 || r == '-':
			n = 0
		default:
			n++
		}
		if n > longestWord {
			return true
		}
	}
	return false
}

// side returns the class that puts a cell where its column wants it.
func side(c *report.Column) string {
	switch c.Aligned() {
	case report.AlignRight:
		return "r"
	case report.AlignCenter:
		return "c"
	}
	if c.Type == report.TypeDate {
		return "d"
	}
	return ""
}

func class(names string) string {
	switch {
	case names == "":
		return ""
	case names[0] == ' ':
		names = names[1:]
	}
	return ` class="` + names + `"`
}
