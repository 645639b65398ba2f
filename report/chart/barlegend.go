package chart

import "github.com/milepost-go/milepost/report"

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
