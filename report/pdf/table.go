package pdf

import (
	"slices"
	"strings"

	"github.com/milepost-go/milepost/report"
)

// Sizes of tables in points.
const (
	cellSize = 8
	cellPad  = 3
)

// grid is a table with its texts and the widths of its columns.
type grid struct {
	table  *report.Table
	size   float64
	widths []float64
	head   []string
}

func (l *layout) table(t *report.Table) {
	l.caption(t.Title)
	if len(t.Columns) > 0 {
		g := l.grid(t)
		l.room(4 * g.size * leading)
		l.row(g, g.head, nil, true)
		for _, part := range [][]report.Row{t.Rows, t.Footer} {
			for i := range part {
				l.row(g, l.cells(t, &part[i]), &part[i], part[i].Strong)
			}
		}
	}
	l.y += gap / 2
	if len(t.Rows)+len(t.Footer) == 0 && len(t.Columns) > 0 {
		l.text([]report.Run{{Text: l.format.Word("no_rows")}}, cellSize, 0, false, report.InkMuted)
	}
	l.text([]report.Run{{Text: t.Note}}, cellSize, 0, false, report.InkMuted)
	l.y += gap / 2
}

// cells returns the texts of a row.
func (l *layout) cells(t *report.Table, row *report.Row) []string {
	texts := make([]string, len(t.Columns))
	for i := range t.Columns {
		texts[i] = l.format.Cell(&t.Columns[i], row.Cell(i))
	}
	if at := t.Outline(); at >= 0 && at < len(texts) {
		texts[at] = strings.Repeat("\u00A0\u00A0\u00A0", row.Depth()) + texts[at]
	}
	return texts
}

// sampled is how many rows the widths of columns are taken from.
const sampled = 400

// grid gives every column the width it wants while they fit. Otherwise headings
// are broken between words, columns that want less than an even share get it,
// and the others share the rest; many columns make the letters smaller.
func (l *layout) grid(t *report.Table) *grid {
	g := &grid{table: t, size: cellSize}
	if n := len(t.Columns); n > 10 {
		g.size = max(3.5, cellSize*10/float64(n))
	}
	want, heads := make([]float64, len(t.Columns)), make([]float64, len(t.Columns))
	for i := range t.Columns {
		g.head = append(g.head, l.format.Title(&t.Columns[i]))
		heads[i] = l.fonts.measure(report.CleanLine(g.head[i]), g.size, true)
	}
	for k := range t.Rows[:min(len(t.Rows), sampled)] {
		for i, text := range l.cells(t, &t.Rows[k]) {
			want[i] = max(want[i], l.fonts.measure(report.CleanLine(text), g.size, t.Rows[k].Strong))
		}
	}
	const pad = 2*cellPad + 0.5
	whole, broken := slices.Clone(want), want
	for i := range want {
		whole[i] = max(whole[i], heads[i]) + pad
		broken[i] = max(broken[i], l.longestWord(g.head[i], g.size)) + pad
	}
	if g.widths = whole; sum(whole) > l.width() {
		g.widths = share(broken, l.width())
	}
	return g
}

// longestWord is the width of the longest word of a heading.
func (l *layout) longestWord(head string, size float64) (width float64) {
	for _, word := range strings.Fields(head) {
		width = max(width, l.fonts.measure(report.CleanLine(word), size, true))
	}
	return width
}

// share divides a width among columns by what they want. What those that want
// much have to share goes half evenly, so that short texts stay readable, and
// half by what they want, so that long texts do not make rows of a page.
func share(want []float64, width float64) []float64 {
	got := make([]float64, len(want))
	open, rest := len(want), width
	for changed := true; changed; {
		changed = false
		for i, w := range want {
			if got[i] == 0 && open > 0 && w <= rest/float64(open) {
				got[i], changed = w, true
				rest -= w
				open--
			}
		}
	}
	wanted := 0.0
	for i, w := range want {
		if got[i] == 0 {
			wanted += w
		}
	}
	for i, w := range want {
		if got[i] == 0 {
			got[i] = rest/2/float64(open) + rest/2*w/wanted
		}
	}
	return got
}

// row writes a row, cell beside cell, line by line; the headings come again on
// every page.
func (l *layout) row(g *grid, texts []string, row *report.Row, bold bool) {
	lines, tallest := make([][]textLine, len(texts)), 1
	for i, text := range texts {
		lines[i] = l.fonts.wrap([]report.Run{{Text: text}}, g.size, g.widths[i]-2*cellPad, bold)
		tallest = max(tallest, len(lines[i]))
	}
	step := g.size * leading
	if height := float64(tallest)*step + cellPad; row != nil && l.y+height > l.bottom() && height < l.page.Height/4 {
		l.newPage()
		l.row(g, g.head, nil, true)
	}
	for k := range tallest {
		if l.y+step+cellPad > l.bottom() && row != nil {
			l.newPage()
			if l.y+float64(8)*step < l.bottom() {
				l.row(g, g.head, nil, true)
			}
		}
		l.shade(g, row, step)
		l.y += step
		x := l.left()
		for i := range texts {
			if k < len(lines[i]) {
				l.line(lines[i][k], x+l.aligned(g, i, lines[i][k].w), l.y-g.size*(leading-1)/2, g.size, report.InkText)
			}
			x += g.widths[i]
		}
	}
	l.colour(l.pdf.SetDrawColor, report.InkGrid)
	l.pdf.SetLineWidth(0.5)
	l.pdf.SetDashPattern(nil, 0)
	l.pdf.MoveTo(l.left(), l.y+1)
	l.pdf.LineTo(l.left()+sum(g.widths), l.y+1)
	l.pdf.DrawPath("D")
	l.y += 2
}

// shade colours the headings.
func (l *layout) shade(g *grid, row *report.Row, height float64) {
	if row == nil {
		l.colour(l.pdf.SetFillColor, report.InkPanel)
		l.pdf.Rect(l.left(), l.y, sum(g.widths), height+2, "F")
	}
}

// aligned is where a text begins in its column.
func (l *layout) aligned(g *grid, i int, w float64) float64 {
	switch g.table.Columns[i].Aligned() {
	case report.AlignRight:
		return max(cellPad, g.widths[i]-cellPad-w)
	case report.AlignCenter:
		return max(cellPad, (g.widths[i]-w)/2)
	}
	return cellPad
}

func sum(list []float64) float64 {
	s := 0.0
	for _, v := range list {
		s += v
	}
	return s
}
