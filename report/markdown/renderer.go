package markdown

import (
	"bufio"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
)

// Renderer writes Markdown. The zero value writes figures as tables.
type Renderer struct {
	// FigureDir is where the pictures of figures lie, seen from the written
	// file: a figure named gantt becomes a link to FigureDir/gantt.svg, which
	// the caller writes with package report/svg. Empty, or for a figure
	// without a proper name, the table form is written instead.
	FigureDir string
}

// Render writes the document. It returns the first error of w, and
// [report.ErrNoDocument] for nil.
func (r Renderer) Render(w io.Writer, doc *report.Document) error {
	if doc == nil {
		return report.ErrNoDocument
	}
	p := &page{Writer: bufio.NewWriterSize(w, 1<<15), format: doc.Format(), anchors: anchors(doc), figures: r.FigureDir}
	p.head(doc)
	for _, b := range doc.Blocks {
		if b != nil {
			p.block(b)
		}
	}
	return p.Flush()
}

// page is a document being written. Its writer keeps the first error and
// writes nothing after it.
type page struct {
	*bufio.Writer
	format  report.Format
	anchors map[string]string
	figures string
	depth   int // of the heading before
	begun   bool
}

// part begins a block: a blank line before all but the first.
func (p *page) part() {
	if p.begun {
		p.WriteByte('\n')
	}
	p.begun = true
}

func (p *page) line(parts ...string) {
	for _, s := range parts {
		p.WriteString(s)
	}
	p.WriteByte('\n')
}

func (p *page) paragraph(text string) {
	if text != "" {
		p.part()
		p.line(text)
	}
}

func (p *page) head(doc *report.Document) {
	if title := escapeHeading(doc.Title); title != "" {
		p.paragraph("# " + title)
	}
	p.paragraph(opening(escape(doc.Subtitle)))
	var moments []string
	for _, m := range []struct {
		word  string
		value finding.Value
	}{{"as_of", doc.AsOf}, {"prepared", doc.Prepared}} {
		if !m.value.IsZero() {
			moments = append(moments, p.format.Word(m.word)+p.format.Word("colon")+escape(p.format.Value(m.value)))
		}
	}
	p.paragraph(strings.Join(moments, " · "))
}

func (p *page) block(b report.Block) {
	switch b := b.(type) {
	case report.Heading:
		p.heading(b)
	case report.Paragraph:
		p.paragraph(opening(p.runs(b.Runs)))
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
	p.depth = min(h.Depth(), p.depth+1)
	if text := escapeHeading(h.Text); text != "" {
		p.paragraph(strings.Repeat("#", p.depth+1) + " " + text)
	}
}

func (p *page) runs(runs []report.Run) string {
	var b strings.Builder
	plain := make([]string, len(runs))
	for i, r := range runs {
		plain[i] = report.CleanLine(r.Text)
	}
	for i, r := range runs {
		text := plain[i]
		trimmed := strings.TrimSpace(text)
		if lead := len(text) - len(strings.TrimLeft(text, " ")); lead > 0 && b.Len() > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(p.run(r, lastOf(&b), firstOf(text, trimmed, plain[i+1:])))
		if trimmed != "" && strings.HasSuffix(text, " ") && i < len(runs)-1 {
			b.WriteByte(' ')
		}
	}
	return strings.TrimSpace(b.String())
}

func lastOf(b *strings.Builder) rune {
	if b.Len() == 0 {
		return 0
	}
	r, _ := utf8.DecodeLastRuneInString(b.String())
	return r
}

// firstOf returns the character that follows a run, 0 at the end of the line.
func firstOf(text, trimmed string, rest []string) rune {
	if strings.HasSuffix(text, " ") && trimmed != "" {
		return ' '
	}
	for _, next := range rest {
		if next != "" {
			r, _ := utf8.DecodeRuneInString(next)
			return r
		}
	}
	return 0
}

func (p *page) run(r report.Run, before, after rune) string {
	switch r.Style {
	case report.Strong:
		return strong(r.Text, before, after)
	case report.Code:
		return code(r.Text)
	case report.Ref:
		return p.reference(r)
	}
	return escape(r.Text)
}

func (p *page) reference(r report.Run) string {
	text := escape(r.Text)
	if report.IsAddress(r.Target) {
		if text == "" {
			text = escape(r.Target)
		}
		return "[" + text + "](" + destination(r.Target) + ")"
	}
	if anchor, ok := p.anchors[r.Target]; ok && text != "" {
		return "[" + text + "](#" + anchor + ")"
	}
	return text
}

func (p *page) list(l report.List) {
	if len(l.Items) == 0 {
		return
	}
	p.part()
	var count [16]int
	indents := []string{""}
	for i, depth := range l.Depths() {
		count[depth]++
		clear(count[depth+1:])
		mark := "- "
		if l.Ordered {
			mark = strconv.Itoa(count[depth]) + ". "
		}
		indents = append(indents[:depth+1], indents[depth]+strings.Repeat(" ", len(mark)))
		p.line(strings.TrimRight(indents[depth]+mark+opening(p.runs(l.Items[i].Runs)), " "))
	}
}

func (p *page) facts(f report.Facts) {
	if len(f.Items) > 0 || f.Title != "" {
		p.table(f.TableIn(p.format))
	}
}

func (p *page) callout(c report.Callout) {
	title := escape(c.Title)
	if word := p.format.Severity(c.Severity); title == "" {
		title = word
	} else {
		title = word + p.format.Word("colon") + title
	}
	p.part()
	p.line("> **", title, "**")
	if text := p.runs(c.Runs); text != "" {
		p.line(">")
		p.line("> ", opening(text))
	}
}

func (p *page) findings(l report.FindingList) {
	p.paragraph(strong(l.Title, 0, 0))
	if len(l.Items) == 0 {
		p.paragraph(p.format.Word("no_findings"))
		return
	}
	p.part()
	for _, item := range l.Items {
		p.line("- **", p.format.Severity(item.Finding.Severity), "** ", escape(item.Words()), " ", code(string(item.Finding.Code)))
		if remedy := escape(item.Remedy); remedy != "" {
			p.line("  - ", p.format.Word("remedy"), p.format.Word("colon"), remedy)
		}
	}
}

func (p *page) figure(f report.Figure) {
	frame := f.Frame()
	if p.figures == "" || !isFileName(frame.Name) {
		p.table(f.Table())
		return
	}
	p.part()
	p.line("![", escape(frame.Title), "](", destination(strings.TrimSuffix(p.figures, "/")+"/"+frame.Name+".svg"), ")")
	p.paragraph(opening(escape(frame.Title)))
}

// isFileName reports whether the name of a figure can be that of a file.
func isFileName(name string) bool {
	return name != "" && strings.Trim(name, "abcdefghijklmnopqrstuvwxyz0123456789-_") == ""
}
