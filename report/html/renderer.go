package html

import (
	"bufio"
	stdhtml "html"
	"io"
	"strconv"
	"strings"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/svg"
)

// Renderer writes HTML. The zero value is ready to use.
type Renderer struct {
	// PicturesOnly leaves out the table that otherwise stands folded under
	// every figure, for readers who cannot see the picture.
	PicturesOnly bool
}

// Render writes the document. It returns the first error of w, and
// [report.ErrNoDocument] for nil.
func (r Renderer) Render(w io.Writer, doc *report.Document) error {
	if doc == nil {
		return report.ErrNoDocument
	}
	p := newPage(w, r, doc)
	p.head(doc)
	p.contents(doc)
	for i, b := range doc.Blocks {
		if b != nil {
			p.place = i
			p.block(b)
		}
	}
	p.line("</main></body></html>")
	return p.Flush()
}

// page is a document being written. Its writer keeps the first error and
// writes nothing after it.
type page struct {
	*bufio.Writer
	Renderer
	format report.Format
	ids    map[string]int // place of the block that bears a name
	place  int            // of the block being written
	depth  int            // of the heading before
}

func newPage(w io.Writer, r Renderer, doc *report.Document) *page {
	p := &page{Writer: bufio.NewWriterSize(w, 1<<15), Renderer: r, format: doc.Format(), ids: map[string]int{}}
	for i, b := range doc.Blocks {
		if name := report.BlockName(b); isName(name) {
			if _, twice := p.ids[name]; !twice {
				p.ids[name] = i
			}
		}
	}
	return p
}

// isName reports whether a name may stand in an id.
func isName(name string) bool {
	return name != "" && strings.Trim(name, "abcdefghijklmnopqrstuvwxyz0123456789-_") == ""
}

// id returns the id attribute of the block being written, where it has a name.
func (p *page) id(name string) string {
	if place, ok := p.ids[name]; ok && place == p.place {
		return ` id="b-` + name + `"`
	}
	return ""
}

func text(s string) string { return stdhtml.EscapeString(report.Clean(s)) }

func lineText(s string) string { return stdhtml.EscapeString(report.CleanLine(s)) }

func (p *page) line(parts ...string) {
	for _, s := range parts {
		p.WriteString(s)
	}
	p.WriteByte('\n')
}

func (p *page) head(doc *report.Document) {
	lang, title := lineText(doc.Lang.Tag()), lineText(doc.Title)
	p.line("<!DOCTYPE html>")
	p.line(`<html lang="`, lang, `"><head><meta charset="utf-8"/>`)
	p.line(`<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"/>`)
	p.line(`<meta name="viewport" content="width=device-width,initial-scale=1"/><meta name="color-scheme" content="light dark"/>`)
	p.line("<title>", title, "</title>")
	p.line("<style>", sheet, svg.Style(), "</style></head>")
	p.line("<body><main>")
	p.line("<header><h1>", title, "</h1>")
	if doc.Subtitle != "" {
		p.line(`<p class="sub">`, text(doc.Subtitle), "</p>")
	}
	p.moments(doc)
	p.line("</header>")
}

func (p *page) moments(doc *report.Document) {
	for _, m := range []struct {
		word  string
		value finding.Value
	}{{"as_of", doc.AsOf}, {"prepared", doc.Prepared}} {
		if !m.value.IsZero() {
			p.line(`<p class="when">`, p.format.Word(m.word), p.format.Word("colon"), text(p.format.Value(m.value)), "</p>")
		}
	}
}

// longDocument is how many sections make a table of contents worth its room.
const longDocument = 4

func (p *page) contents(doc *report.Document) {
	var entries []string
	for i, b := range doc.Blocks {
		if h, ok := b.(report.Heading); ok && h.Depth() == 1 && h.Text != "" {
			p.place = i
			entries = append(entries, `<li><a href="#`+p.anchor(h)+`">`+text(h.Text)+"</a></li>")
		}
	}
	if len(entries) < longDocument {
		return
	}
	word := p.format.Word("contents")
	p.line(`<nav aria-label="`, word, `"><p>`, word, "</p><ol>", strings.Join(entries, ""), "</ol></nav>")
}

// anchor returns the id of a heading: that of its name, else of its place.
func (p *page) anchor(h report.Heading) string {
	if place, ok := p.ids[h.Name]; ok && place == p.place {
		return "b-" + h.Name
	}
	return "s" + strconv.Itoa(p.place)
}

func (p *page) block(b report.Block) {
	switch b := b.(type) {
	case report.Heading:
		p.heading(b)
	case report.Paragraph:
		p.line("<p>", p.runs(b.Runs), "</p>")
	case report.List:
		p.list(b)
	case report.Facts:
		p.facts(b)
	case report.Callout:
		p.callout(b)
	case report.FindingList:
		p.findings(b)
	case *report.Table:
		p.table(b)
	case report.Trace:
		p.trace(b)
	case report.Figure:
		p.figure(b)
	default:
		p.table(b.Table())
	}
}

func (p *page) heading(h report.Heading) {
	if h.Text == "" {
		return
	}
	p.depth = min(h.Depth(), p.depth+1)
	level := strconv.Itoa(p.depth + 1)
	p.line("<h", level, ` id="`, p.anchor(h), `">`, text(h.Text), "</h", level, ">")
}

func (p *page) runs(runs []report.Run) string {
	var b strings.Builder
	for _, r := range runs {
		before, after := p.marks(r)
		b.WriteString(before + text(r.Text) + after)
	}
	return b.String()
}

func (p *page) marks(r report.Run) (before, after string) {
	switch r.Style {
	case report.Strong:
		return "<strong>", "</strong>"
	case report.Code:
		return "<code>", "</code>"
	case report.Ref:
		if report.IsAddress(r.Target) {
			return `<a rel="noreferrer noopener" href="` + lineText(r.Target) + `">`, "</a>"
		}
		if _, ok := p.ids[r.Target]; ok {
			return `<a href="#b-` + r.Target + `">`, "</a>"
		}
	}
	return "", ""
}

// list writes the items without line breaks between them: inside an item a line
// break is part of the text.
func (p *page) list(l report.List) {
	tag := "ul"
	if l.Ordered {
		tag = "ol"
	}
	open := -1
	for i, depth := range l.Depths() {
		for ; open > depth; open-- {
			p.WriteString("</li></" + tag + ">")
		}
		if open == depth {
			p.WriteString("</li>")
		}
		for ; open < depth; open++ {
			p.WriteString("<" + tag + ">")
		}
		p.WriteString("<li>" + p.runs(l.Items[i].Runs))
	}
	for ; open >= 0; open-- {
		p.WriteString("</li></" + tag + ">")
	}
	p.line()
}

func (p *page) facts(f report.Facts) {
	if len(f.Items) == 0 && f.Title == "" {
		return
	}
	p.line(`<section class="facts"`, p.id(f.Name), ">")
	p.caption(f.Title)
	if len(f.Items) > 0 {
		p.line("<dl>")
		for i := range f.Items {
			c := &f.Items[i].Column
			p.line("<div><dt>", text(p.format.Title(c)), "</dt><dd", unknownClass(f.Items[i].Value), ">", p.linked(text(p.format.Cell(c, f.Items[i].Value)), c.Trace), "</dd></div>")
		}
		p.line("</dl>")
	}
	p.line("</section>")
}

func unknownClass(v finding.Value) string {
	if v.IsUnknown() {
		return ` class="u"`
	}
	return ""
}

func (p *page) caption(title string) {
	if title != "" {
		p.line(`<p class="cap">`, text(title), "</p>")
	}
}

// grade returns the class of a severity.
func grade(s finding.Severity) string {
	return [...]string{"block", "warn", "info"}[min(s, finding.Info)]
}

func (p *page) callout(c report.Callout) {
	title := p.format.Severity(c.Severity)
	if c.Title != "" {
		title += p.format.Word("colon") + c.Title
	}
	p.line(`<aside class="call `, grade(c.Severity), `"><p><strong>`, text(title), "</strong></p>")
	if len(c.Runs) > 0 {
		p.line("<p>", p.runs(c.Runs), "</p>")
	}
	p.line("</aside>")
}

func (p *page) findings(l report.FindingList) {
	p.line(`<section class="found"`, p.id(l.Name), ">")
	p.caption(l.Title)
	if len(l.Items) == 0 {
		p.line("<p>", p.format.Word("no_findings"), "</p></section>")
		return
	}
	p.line("<ul>")
	for _, item := range l.Items {
		severity := item.Finding.Severity
		p.WriteString(`<li class="` + grade(severity) + `"><span class="sev">` + text(p.format.Severity(severity)) + "</span> " + text(item.Words()))
		p.WriteString(` <code>` + text(string(item.Finding.Code)) + "</code>")
		if item.Remedy != "" {
			p.WriteString(`<p class="rem">` + p.format.Word("remedy") + p.format.Word("colon") + text(item.Remedy) + "</p>")
		}
		p.line("</li>")
	}
	p.line("</ul></section>")
}

func (p *page) figure(f report.Figure) {
	frame := f.Frame()
	p.line("<figure", p.id(frame.Name), `><div class="pic" tabindex="0">`)
	c := svg.NewCanvas(p, frame, svg.Options{Inline: true, Prefix: "f" + strconv.Itoa(p.place)})
	f.Draw(c)
	c.Close() // its error stays with the page's writer
	p.line("</div>")
	if frame.Title != "" {
		p.line("<figcaption>", text(frame.Title), "</figcaption>")
	}
	if !p.PicturesOnly {
		p.line("<details><summary>", p.format.Word("as_table"), "</summary>")
		t := f.Table()
		if t != nil && t.Name == frame.Name {
			t.Name = ""
		}
		p.table(t)
		p.line("</details>")
	}
	p.line("</figure>")
}
