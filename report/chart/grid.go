package chart

import (
	"strconv"
	"strings"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/phrase"
)

// Grid shows what lies where in two scales of levels, such as a risk matrix
// with the risks in their cells: a heat map. How grave a cell is is told by its
// colour, by the number of bars at its side, and in words when pointed at. It is
// a report.Figure; drawing changes nothing, so several goroutines may draw one.
// The slices stay the caller's.
type Grid struct {
	Name  string // what references call it; "" means "grid"
	Title string // one line; "" takes the titles of the axes
	Lang  report.Lang
	// Across and Up title the axes, Columns and Rows name their levels: columns
	// from left to right, rows from the bottom upward, the mildest first.
	Across, Up    string
	Columns, Rows []string
	// Classes name how grave a cell can be, the mildest first.
	Classes []string
	// Cells are by row and column, in the order of Rows and Columns. Those that
	// are missing are of no class and empty.
	Cells [][]GridCell
	Width float64 // in pixels; 0 means 720, less than 320 counts as that
	Bare  bool    // without the title, for pages that have it above
}

// GridCell is a cell of a Grid.
type GridCell struct {
	Class int      // place in Classes, counted from 1; 0 is no class
	Items []string // what lies there, such as the ids of risks, in the order to show
}

// gridInks are the colours of classes from the mildest to the gravest.
var gridInks = [...]report.Ink{report.InkGood, report.InkInfo, report.InkWarn, report.InkBlock}

const (
	gridRow  = 54.0
	gridSize = 11.0
)

// board is a grid laid out.
type board struct {
	*Grid
	width, height float64
	left, top     float64
	cellW         float64
}

func newBoard(g *Grid) *board {
	b := &board{Grid: g, width: 720, top: margin}
	if g.Width > 0 && g.Width < 1e5 {
		b.width = max(g.Width, 320)
	}
	if !g.Bare {
		b.top += titleRoom
	}
	widest := 0.0
	for _, name := range g.Rows {
		widest = max(widest, report.TextWidth(plain(name), gridSize))
	}
	b.left = margin + 18 + min(widest, b.width/4) + 8
	b.cellW = (b.width - b.left - margin) / float64(max(len(g.Columns), 1))
	b.height = b.top + gridRow*float64(max(len(g.Rows), 1)) + 40 + 20*float64(len(b.legend())) + margin/2
	return b
}

// legend breaks the classes into lines.
func (b *board) legend() [][]int {
	var lines [][]int
	x := b.width
	for i := range b.Classes {
		w := b.classRoom(i)
		if x+w > b.width-margin || len(lines) == 0 {
			lines, x = append(lines, nil), margin
		}
		lines[len(lines)-1] = append(lines[len(lines)-1], i)
		x += w
	}
	return lines
}

func (b *board) className(i int) string {
	text, _ := report.ClipText(plain(b.Classes[i]), gridSize, b.width-2*margin-40)
	return text
}

func (b *board) classRoom(i int) float64 {
	return 26 + report.TextWidth(b.className(i), gridSize) + 18
}

// ink is the colour of a class, counted from 1.
func (b *board) ink(class int) report.Ink {
	n := len(b.Classes)
	if class < 1 || class > n {
		return report.InkPanel
	}
	switch {
	case n == 1:
		return report.InkBlock
	case n == 3 && class == 2:
		return report.InkWarn // between the ends
	}
	return gridInks[(class-1)*(len(gridInks)-1)/(n-1)]
}

// cell returns a cell, empty where it is missing.
func (g *Grid) cell(row, column int) GridCell {
	if row < len(g.Cells) && column < len(g.Cells[row]) {
		return g.Cells[row][column]
	}
	return GridCell{}
}

// class names a class, "" for none.
func (g *Grid) class(n int) string {
	if n < 1 || n > len(g.Classes) {
		return ""
	}
	return plain(g.Classes[n-1])
}

// Draw draws the grid.
func (g *Grid) Draw(c report.Canvas) {
	b := newBoard(g)
	c.Rect(report.Rect{W: b.width, H: b.height, Style: report.Style{Fill: report.InkPaper}})
	if !g.Bare {
		title, _ := report.ClipText(g.title(), 15*17/16, b.width-2*margin)
		c.Text(report.Text{X: margin, Y: margin + 14, Text: title, Size: 15, Bold: true, Title: full(title, g.title())})
	}
	for row := range g.Rows {
		b.drawRow(c, row)
	}
	b.drawAxes(c)
	b.drawLegend(c)
}

// y is the upper edge of a row; the first stands at the bottom.
func (b *board) y(row int) float64 { return b.top + gridRow*float64(len(b.Rows)-1-row) }

func (b *board) drawRow(c report.Canvas, row int) {
	name, _ := report.ClipText(plain(b.Rows[row]), gridSize, b.left-margin-26)
	c.Text(report.Text{X: b.left - 8, Y: b.y(row) + gridRow/2 + 4, Text: name, Size: gridSize, Anchor: report.AnchorEnd, Title: full(name, plain(b.Rows[row]))})
	for column := range b.Columns {
		b.drawCell(c, row, column)
	}
}

func (b *board) drawCell(c report.Canvas, row, column int) {
	cell := b.cell(row, column)
	x, y := b.left+b.cellW*float64(column), b.y(row)
	words := strings.TrimSpace(plain(b.Rows[row]) + " / " + plain(b.Columns[column]) + colon(b.Lang) + b.class(cell.Class))
	c.Rect(report.Rect{X: x + 1, Y: y + 1, W: max(b.cellW-2, 1), H: gridRow - 2, Radius: min(3, b.cellW/4), Style: report.Style{Fill: b.ink(cell.Class), Title: words}})
	inside := b.cellW - 18
	if inside <= 4 {
		return
	}
	b.bars(c, x+4, y, cell.Class)
	if len(cell.Items) > 0 {
		c.Rect(report.Rect{X: x + 12, Y: y + 6, W: inside, H: gridRow - 12, Radius: min(2, inside/4), Style: report.Style{Fill: report.InkPaper, Title: words}})
		b.items(c, x+15, y, inside-6, cell.Items)
	}
}

// bars tells how grave a cell is without colour: one bar a class.
func (b *board) bars(c report.Canvas, x, y float64, class int) {
	for i := range min(max(class, 0), len(b.Classes), 8) {
		c.Rect(report.Rect{X: x, Y: y + gridRow - 10 - 5*float64(i), W: 5, H: 3, Style: report.Style{Fill: report.InkPaper}})
	}
}

// items writes what lies in a cell on up to three lines, and how much more.
func (b *board) items(c report.Canvas, x, y, width float64, items []string) {
	const most = 3
	lines, before := make([]string, 0, most), 0 // items before those of the last line
	for i, item := range items {
		item = plain(item)
		if n := len(lines); n > 0 && report.TextWidth(lines[n-1]+comma(b.Lang)+item, gridSize) <= width {
			lines[n-1] += comma(b.Lang) + item
			continue
		}
		if len(lines) == most {
			lines[most-1] = "+" + strconv.Itoa(len(items)-before)
			break
		}
		lines, before = append(lines, item), i
	}
	all := plain(strings.Join(items, comma(b.Lang)))
	for i, line := range lines {
		shown, _ := report.ClipText(line, gridSize, width)
		c.Text(report.Text{X: x, Y: y + 18 + 13*float64(i), Text: shown, Size: gridSize, Title: full(shown, all)})
	}
}

func (b *board) drawAxes(c report.Canvas) {
	bottom := b.top + gridRow*float64(max(len(b.Rows), 1))
	for i, name := range b.Columns {
		shown, _ := report.ClipText(plain(name), gridSize, b.cellW-4)
		c.Text(report.Text{X: b.left + b.cellW*(float64(i)+0.5), Y: bottom + 14, Text: shown, Size: gridSize, Anchor: report.AnchorMiddle, Title: full(shown, plain(name))})
	}
	across, _ := report.ClipText(plain(b.Across), gridSize*17/16, b.width-b.left-margin)
	c.Text(report.Text{X: b.width - margin, Y: bottom + 30, Text: across, Size: gridSize, Bold: true, Anchor: report.AnchorEnd, Title: full(across, plain(b.Across))})
	up, _ := report.ClipText(plain(b.Up), gridSize*17/16, b.width-2*margin)
	c.Text(report.Text{X: margin, Y: b.top - 4, Text: up, Size: gridSize, Bold: true, Title: full(up, plain(b.Up))})
}

func (b *board) drawLegend(c report.Canvas) {
	y := b.top + gridRow*float64(max(len(b.Rows), 1)) + 40
	for _, line := range b.legend() {
		x := float64(margin)
		for _, i := range line {
			c.Rect(report.Rect{X: x, Y: y, W: 20, H: 12, Radius: 2, Style: report.Style{Fill: b.ink(i + 1)}})
			for k := range min(i+1, 8) {
				c.Rect(report.Rect{X: x + 2 + 2*float64(k), Y: y + 3, W: 1, H: 6, Style: report.Style{Fill: report.InkPaper}})
			}
			c.Text(report.Text{X: x + 26, Y: y + 10, Text: b.className(i), Size: gridSize, Title: full(b.className(i), plain(b.Classes[i]))})
			x += b.classRoom(i)
		}
		y += 20
	}
}

// Frame returns the size, title and description.
func (g *Grid) Frame() report.Frame {
	b := newBoard(g)
	return report.Frame{Width: b.width, Height: b.height, Name: g.name(), Title: g.title(), Desc: g.desc()}
}

func (g *Grid) name() string {
	if g.Name != "" {
		return g.Name
	}
	return "grid"
}

func (g *Grid) title() string {
	if title := plain(g.Title); title != "" {
		return title
	}
	if title := strings.Trim(plain(g.Up)+" / "+plain(g.Across), " /"); title != "" {
		return title
	}
	return phrase.In(g.Lang).Label("level")
}

// desc says how many things are of each class, the gravest first.
func (g *Grid) desc() string {
	counts := make([]int, len(g.Classes)+1)
	for row := range g.Rows {
		for column := range g.Columns {
			if cell := g.cell(row, column); cell.Class >= 0 && cell.Class < len(counts) {
				counts[cell.Class] += len(cell.Items)
			}
		}
	}
	var parts []string
	for i := len(g.Classes); i > 0; i-- {
		parts = append(parts, g.class(i)+colon(g.Lang)+strconv.Itoa(counts[i]))
	}
	return told(g.Lang, parts)
}

// Table returns a row for every cell, the gravest row first: both levels, the
// class, what lies there.
func (g *Grid) Table() *report.Table {
	w := phrase.In(g.Lang)
	column := func(name, title string) report.Column {
		if title = plain(title); title == "" {
			title = w.Label("level")
		}
		return report.Column{Name: name, Title: title}
	}
	t := &report.Table{Name: g.name(), Title: g.title(), Columns: []report.Column{
		column("up", g.Up), column("across", g.Across), w.Column("class", report.TypeText), w.Column("items", report.TypeText),
	}}
	for row := len(g.Rows) - 1; row >= 0; row-- {
		for k := range g.Columns {
			cell := g.cell(row, k)
			t.Rows = append(t.Rows, report.Row{Cells: []finding.Value{
				finding.Text(g.Rows[row]), finding.Text(g.Columns[k]), finding.Text(g.class(cell.Class)), finding.List(cell.Items...),
			}})
		}
	}
	return t
}
