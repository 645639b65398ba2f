package pdf

import (
	"fmt"
	"strconv"
	"strings"

	"codeberg.org/go-pdf/fpdf"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
)

// Sizes in points.
const (
	bodySize  = 9.5
	smallSize = 8
	leading   = 1.45 // of the size, from base line to base line
	gap       = 7
	indent    = 14
)

var headingSizes = [...]float64{15, 12.5, 11, 10, 9.5}

// layout puts blocks on pages, one below the other.
type layout struct {
	pdf    *fpdf.Fpdf
	fonts  *faces
	doc    *report.Document
	format report.Format
	page   Renderer
	pages  int
	y      float64
	links  map[string]int // by the name of a block
	depth  int            // of the bookmark before; -1 before the first
}

func (l *layout) left() float64   { return l.page.Margin }
func (l *layout) width() float64  { return l.page.Width - 2*l.page.Margin }
func (l *layout) bottom() float64 { return l.page.Height - l.page.Margin }

func (l *layout) document() {
	l.newPage()
	l.text([]report.Run{{Text: l.doc.Title}}, 20, 0, true, report.InkText)
	if l.doc.Subtitle != "" {
		l.text([]report.Run{{Text: l.doc.Subtitle}}, 12, 0, false, report.InkMuted)
	}
	var about []string
	for _, v := range []struct {
		word  string
		value finding.Value
	}{{"as_of", l.doc.AsOf}, {"prepared", l.doc.Prepared}} {
		if !v.value.IsZero() {
			about = append(about, l.format.Word(v.word)+": "+l.format.Value(v.value))
		}
	}
	if len(about) > 0 {
		l.text([]report.Run{{Text: strings.Join(about, "   ")}}, smallSize, 0, false, report.InkMuted)
	}
	for _, b := range l.doc.Blocks {
		l.block(b)
	}
}

// newPage begins a page and writes its number.
func (l *layout) newPage() {
	l.pdf.AddPageFormat("P", fpdf.SizeType{Wd: l.page.Width, Ht: l.page.Height})
	l.y = l.page.Margin
	number := strconv.Itoa(l.pdf.PageNo())
	if l.pages > 0 {
		number += " / " + strconv.Itoa(l.pages)
	} else {
		number += " / 8888"
	}
	w := l.fonts.measure(number, smallSize, false)
	line := l.fonts.wrap([]report.Run{{Text: number}}, smallSize, l.width(), false)[0]
	l.line(line, l.page.Width-l.page.Margin-w, l.page.Height-l.page.Margin/2, smallSize, report.InkMuted)
}

// room begins a new page if the height does not fit on this one.
func (l *layout) room(height float64) {
	if l.y+height > l.bottom() && l.y > l.page.Margin {
		l.newPage()
	}
}

func (l *layout) block(b report.Block) {
	if b == nil {
		return
	}
	l.anchor(report.BlockName(b))
	switch b := b.(type) {
	case report.Heading:
		l.heading(b)
	case report.Paragraph:
		l.text(b.Runs, bodySize, 0, false, report.InkText)
	case report.List:
		l.list(b)
	case report.Facts:
		l.caption(b.Title)
		for _, f := range b.Items {
			l.fact(l.format.Title(&f.Column), l.format.Cell(&f.Column, f.Value))
		}
		l.y += gap
	case report.Callout:
		l.callout(b)
	case report.FindingList:
		l.findings(b)
	case report.Trace:
		l.trace(b)
	case report.Figure:
		l.figure(b)
	default:
		l.table(b.Table())
	}
}

// link returns the number of the place that a name stands for.
func (l *layout) link(name string) int {
	if l.links[name] == 0 {
		l.links[name] = l.pdf.AddLink()
	}
	return l.links[name]
}

func (l *layout) anchor(name string) {
	if name != "" {
		l.pdf.SetLink(l.link(name), l.y, l.pdf.PageNo())
	}
}

func (l *layout) heading(h report.Heading) {
	text := report.CleanLine(h.Text)
	if strings.TrimSpace(text) == "" {
		return
	}
	size := headingSizes[h.Depth()-1]
	l.y += gap
	l.room(size*leading + 3*bodySize*leading)
	l.anchor(h.Name)
	l.depth = min(h.Depth()-1, l.depth+1)
	l.pdf.Bookmark(text, l.depth, l.y)
	l.text([]report.Run{{Text: text}}, size, 0, true, report.InkText)
}

func (l *layout) caption(title string) {
	if title = report.CleanLine(title); title != "" {
		l.room(3 * bodySize * leading)
		l.text([]report.Run{{Text: title}}, bodySize, 0, true, report.InkText)
		l.y -= gap / 2
	}
}

// text writes runs as a paragraph.
func (l *layout) text(runs []report.Run, size, shift float64, bold bool, ink report.Ink) {
	if strings.TrimSpace(report.PlainText(runs)) == "" {
		return
	}
	for _, line := range l.fonts.wrap(runs, size, l.width()-shift, bold) {
		l.room(size * leading)
		l.y += size * leading
		l.line(line, l.left()+shift, l.y-size*(leading-1)/2, size, ink)
	}
	l.y += gap / 2
}

// line writes a line with its base line at y.
func (l *layout) line(t textLine, x, y, size float64, ink report.Ink) {
	for _, s := range t.spans {
		l.colour(l.pdf.SetTextColor, ink)
		if s.target != "" {
			l.colour(l.pdf.SetTextColor, report.InkInfo)
		}
		l.pdf.SetFont(s.face.family, s.face.style, size)
		l.pdf.Text(x+s.x, y, s.text)
		switch {
		case s.target == "":
		case report.IsAddress(s.target):
			l.pdf.LinkString(x+s.x, y-size, s.w, size*leading, s.target)
		case l.known(s.target):
			l.pdf.Link(x+s.x, y-size, s.w, size*leading, l.link(s.target))
		}
	}
}

// known reports whether a block has the name.
func (l *layout) known(name string) bool {
	for _, b := range l.doc.Blocks {
		if b != nil && report.BlockName(b) == name {
			return true
		}
	}
	return false
}

func (l *layout) colour(set func(r, g, b int), ink report.Ink) {
	c, _ := ink.Light()
	set(int(c.R), int(c.G), int(c.B))
}

func (l *layout) list(b report.List) {
	depths, numbers := b.Depths(), [10]int{}
	for i, item := range b.Items {
		depth := depths[i]
		numbers[depth]++
		clear(numbers[depth+1:])
		mark := "•"
		if b.Ordered {
			mark = strconv.Itoa(numbers[depth]) + "."
		}
		l.marked(mark, item.Runs, float64(depth)*indent)
	}
	l.y += gap / 2
}

// marked writes a paragraph with a mark before its first line.
func (l *layout) marked(mark string, runs []report.Run, shift float64) {
	l.room(bodySize * leading)
	line := l.fonts.wrap([]report.Run{{Text: mark}}, bodySize, l.width(), false)[0]
	l.line(line, l.left()+shift, l.y+bodySize*leading-bodySize*(leading-1)/2, bodySize, report.InkMuted)
	before := l.y
	l.text(runs, bodySize, shift+indent, false, report.InkText)
	if l.y == before {
		l.y += bodySize * leading
	} else {
		l.y -= gap / 4
	}
}

// fact writes a label and its value side by side.
func (l *layout) fact(label, value string) {
	share := l.width() * 0.38
	labels := l.fonts.wrap([]report.Run{{Text: label}}, bodySize, share-gap, false)
	values := l.fonts.wrap([]report.Run{{Text: value}}, bodySize, l.width()-share, false)
	for i := range max(len(labels), len(values)) {
		l.room(bodySize * leading)
		l.y += bodySize * leading
		base := l.y - bodySize*(leading-1)/2
		if i < len(labels) {
			l.line(labels[i], l.left(), base, bodySize, report.InkMuted)
		}
		if i < len(values) {
			l.line(values[i], l.left()+share, base, bodySize, report.InkText)
		}
	}
}

var alarmInks = map[finding.Severity]report.Ink{finding.Block: report.InkBlock, finding.Warn: report.InkWarn, finding.Info: report.InkInfo}

func alarmInk(s finding.Severity) report.Ink {
	if ink, ok := alarmInks[s]; ok {
		return ink
	}
	return report.InkInfo
}

func (l *layout) callout(c report.Callout) {
	title := l.format.Severity(c.Severity)
	if c.Title != "" {
		title += ": " + report.CleanLine(c.Title)
	}
	l.barred(alarmInk(c.Severity), func() {
		l.text([]report.Run{{Text: title, Style: report.Strong}}, bodySize, indent, true, alarmInk(c.Severity))
		l.text(c.Runs, bodySize, indent, false, report.InkText)
	})
}

// barred writes something with a bar at its left side, on every page it takes.
func (l *layout) barred(ink report.Ink, write func()) {
	l.room(3 * bodySize * leading)
	from, page := l.y, l.pdf.PageNo()
	write()
	if l.pdf.PageNo() != page {
		from = l.page.Margin
	}
	l.colour(l.pdf.SetFillColor, ink)
	l.pdf.Rect(l.left(), from+2, 3, max(l.y-from-gap/2, 3), "F")
	l.y += gap / 2
}

func (l *layout) findings(b report.FindingList) {
	l.caption(b.Title)
	if len(b.Items) == 0 {
		l.text([]report.Run{{Text: l.format.Word("no_findings")}}, bodySize, 0, false, report.InkMuted)
	}
	for _, f := range b.Items {
		l.barred(alarmInk(f.Finding.Severity), func() {
			l.text([]report.Run{{Text: l.format.Severity(f.Finding.Severity) + " ", Style: report.Strong}, {Text: f.Words()}}, bodySize, indent, false, report.InkText)
			if f.Remedy != "" {
				l.text([]report.Run{{Text: fmt.Sprintf("%s: %s", l.format.Word("remedy"), f.Remedy)}}, bodySize, indent, false, report.InkMuted)
			}
		})
	}
}
