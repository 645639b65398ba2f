package chart

import "github.com/milepost-go/milepost/report"

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
