package chart

import (
	"math/big"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
)

// barPen tells bars apart by colour and, where colours cannot be told apart, by
// the lines in them.
type barPen struct {
	fill, edge, lines report.Ink
	texture           texture
}

// texture is the pattern of the lines in a bar.
type texture uint8

const (
	smooth texture = iota
	across
	upright
	hatched
)

// barPens are those of the parts of a bar, in order; otherPen is that of the
// rest.
var barPens = [...]barPen{
	{report.InkTask, report.InkTaskEdge, report.InkNone, smooth},
	{report.InkCritical, report.InkCriticalEdge, report.InkCriticalEdge, across},
	{report.InkTaskDone, report.InkTaskEdge, report.InkPaper, upright},
	{report.InkPanel, report.InkGood, report.InkGood, across},
	{report.InkSummary, report.InkText, report.InkNone, smooth},
	{report.InkPanel, report.InkWarn, report.InkWarn, upright},
}

var otherPen = barPen{report.InkShade, report.InkMuted, report.InkNone, smooth}

// draw paints a bar.
func (p barPen) draw(c report.Canvas, x, y, w, h float64, title string) {
	w, h = max(w, 0), max(h, 0)
	style := report.Style{Fill: p.fill, Stroke: p.edge, Width: 1, Title: title, Hatch: p.texture == hatched}
	c.Rect(report.Rect{X: x, Y: y, W: w, H: h, Style: style})
	if w < 3 || h < 3 {
		return
	}
	const gap = 5
	var lines report.Path
	lines.Reset(report.Style{Stroke: p.lines, Title: title})
	switch p.texture {
	case across:
		for at := gap / 2.0; at < h-1; at += gap {
			lines.Move(x+1, y+at)
			lines.Line(x+w-1, y+at)
		}
	case upright:
		for at := gap / 2.0; at < w-1; at += gap {
			lines.Move(x+at, y+1)
			lines.Line(x+at, y+h-1)
		}
	}
	if len(lines.Steps) > 0 {
		c.Path(&lines)
	}
}

// barKey is an entry of a legend: a bar, or a line where lined is set.
type barKey struct {
	name  string
	pen   barPen
	lined bool
	line  report.Style
}

const keySample = 20.0

func (k barKey) draw(c report.Canvas, x, y float64) {
	if k.lined {
		line(c, k.line, report.Point{X: x, Y: y}, report.Point{X: x + keySample, Y: y})
		return
	}
	k.pen.draw(c, x, y-6, keySample, 12, "")
}

// barLegend is a legend broken into lines.
type barLegend struct {
	keys  []barKey
	lines [][]int
	width float64 // of the picture
}

const legendRoom = 20.0

func newBarLegend(width float64, keys ...barKey) barLegend {
	l := barLegend{width: width}
	x := width
	for _, k := range keys {
		if k.name == "" {
			continue
		}
		l.keys = append(l.keys, k)
		i := len(l.keys) - 1
		w := l.room(i)
		if x+w > width-margin || len(l.lines) == 0 {
			l.lines, x = append(l.lines, nil), margin
		}
		last := len(l.lines) - 1
		l.lines[last] = append(l.lines[last], i)
		x += w
	}
	return l
}

func (l barLegend) name(i int) string {
	text, _ := report.ClipText(l.keys[i].name, axisSize, l.width-2*margin-40)
	return text
}

func (l barLegend) room(i int) float64 {
	return keySample + 6 + report.TextWidth(l.name(i), axisSize) + 18
}

// height is the room of the legend.
func (l barLegend) height() float64 { return legendRoom * float64(len(l.lines)) }

func (l barLegend) draw(c report.Canvas, y float64) {
	for _, row := range l.lines {
		x := float64(margin)
		for _, i := range row {
			l.keys[i].draw(c, x, y+8)
			c.Text(report.Text{X: x + keySample + 6, Y: y + 12, Text: l.name(i), Size: axisSize, Title: full(l.name(i), l.keys[i].name)})
			x += l.room(i)
		}
		y += legendRoom
	}
}

// barWidth returns the width of a picture of bars: 720 where none is asked for,
// never less than 320.
func barWidth(asked float64) float64 {
	if !(asked > 0) || asked > 1e5 {
		return 720
	}
	return max(asked, 320)
}

// headRoom is where what is below the title begins.
func headRoom(bare bool) float64 {
	if bare {
		return margin
	}
	return margin + titleRoom
}

// drawHead draws the paper and the title.
func drawHead(c report.Canvas, width, height float64, title string, bare bool) {
	c.Rect(report.Rect{W: width, H: height, Style: report.Style{Fill: report.InkPaper}})
	if bare {
		return
	}
	shown, _ := report.ClipText(title, 15*17/16, width-2*margin)
	c.Text(report.Text{X: margin, Y: margin + 14, Text: shown, Size: 15, Bold: true, Title: full(shown, title)})
}

// axisLabel writes a text of the axis, cut to a width.
func axisLabel(c report.Canvas, x, y, width float64, text string, anchor report.Anchor, ink report.Ink) {
	shown, _ := report.ClipText(text, axisSize, width+0.5)
	c.Text(report.Text{X: x, Y: y, Text: shown, Size: axisSize, Anchor: anchor, Ink: ink, Title: full(shown, text)})
}

// drawNothing says in the middle of a room that there is nothing to draw.
func drawNothing(c report.Canvas, f report.Format, left, right, y float64) {
	axisLabel(c, (left+right)/2, y, right-left, f.Word("no_rows"), report.AnchorMiddle, report.InkMuted)
}

// or returns the first text that says something, on one line.
func or(texts ...string) string {
	for _, t := range texts {
		if t = plain(t); t != "" {
			return t
		}
	}
	return ""
}

// unitOf returns the unit of the first value that has a height.
func unitOf(values ...finding.Value) (unit string, isMoney bool) {
	for _, v := range values {
		if _, ok := height(v); ok {
			return v.Unit(), v.Kind() == finding.MoneyKind
		}
	}
	return "", false
}

// axisValue returns a number as a value like those of the chart.
func axisValue(r *big.Rat, unit string, isMoney bool) finding.Value {
	if isMoney {
		return finding.Money(r.FloatString(2), unit)
	}
	return finding.Rat(r, unit)
}

// total returns the exact sum of the values that are known numbers, the zero
// value where there are none, and unknown where their units differ.
func total(values ...finding.Value) finding.Value {
	sum, found := new(big.Rat), false
	unit, isMoney := unitOf(values...)
	for _, v := range values {
		if _, ok := height(v); !ok {
			continue
		}
		if v.Unit() != unit || (v.Kind() == finding.MoneyKind) != isMoney {
			return finding.Unknown("unit-mismatch")
		}
		r, _ := v.Rat()
		sum.Add(sum, r)
		found = true
	}
	if !found {
		return finding.Value{}
	}
	if isMoney {
		return finding.Money(finding.Rat(sum, "").Plain(), unit)
	}
	return finding.Rat(sum, unit)
}
