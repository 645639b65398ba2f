package chart

import (
	"math"
	"strconv"

	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/phrase"
)

// Draw draws the diagram.
func (d *StateDiagram) Draw(c report.Canvas) {
	l := newLayout(d)
	c.Rect(report.Rect{W: l.width, H: l.height, Style: report.Style{Fill: report.InkPaper}})
	if !d.Bare {
		title, _ := report.ClipText(d.title(), 15, 2000)
		c.Text(report.Text{X: margin, Y: margin + 14, Text: title, Size: 15, Bold: true, Title: full(title, d.title())})
	}
	if l.skipped > 0 {
		say := phrase.In(d.Lang)
		text := say.Label("not_drawn") + colon(l.Lang) + strconv.Itoa(l.skipped)
		c.Text(report.Text{X: margin, Y: l.height - margin/2, Text: text, Size: wordSize, Ink: report.InkMuted})
	}
	l.drawFrame(c)
	l.drawWays(c)
	for _, list := range [][]*box{l.beside, l.boxes, l.aside} {
		for _, b := range list {
			b.draw(c)
		}
	}
}

// full returns the whole text where it was clipped.
func full(shown, text string) string {
	if shown == text {
		return ""
	}
	return text
}

func (l *layout) drawFrame(c report.Canvas) {
	if !l.framed {
		return
	}
	frame := l.frame
	frame.Style = report.Style{Stroke: report.InkGridStrong, Dash: report.Dashed}
	c.Rect(frame)
	if l.Label != "" {
		text, _ := report.ClipText(l.Label, wordSize, frame.W-20)
		c.Text(report.Text{X: frame.X + 10, Y: frame.Y + 16, Text: text, Size: wordSize, Ink: report.InkMuted, Title: full(text, l.Label)})
	}
}

func (b *box) draw(c report.Canvas) {
	style := report.Style{Fill: report.InkPaper, Stroke: report.InkGridStrong, Title: b.name()}
	switch {
	case b.Mark == Current:
		style.Fill, style.Stroke, style.Width = report.InkTask, report.InkTaskEdge, 2
	case b.Mark == Visited:
		style.Fill = report.InkPanel
	case b.Place == Beside:
		style.Dash = report.Dashed
	}
	radius := 6.0
	if b.Place == After || b.Place == Aside {
		radius = 16
	}
	c.Rect(report.Rect{X: b.x, Y: b.y, W: b.w, H: b.h, Radius: radius, Style: style})
	if b.Mark == Current {
		c.Rect(report.Rect{X: b.x + 3, Y: b.y + 3, W: b.w - 6, H: b.h - 6, Radius: max(radius-3, 0), Style: report.Style{Stroke: report.InkTaskEdge}})
	}
	b.words(c)
}

// words writes the name and the lines of a box, in its middle.
func (b *box) words(c report.Canvas) {
	h := lineRoom + lineRoom*float64(len(b.Lines))
	y := b.y + (b.h-h)/2 + 11
	name, _ := report.ClipText(b.name(), nameSize*17/16, b.w-16)
	c.Text(report.Text{X: b.middle(), Y: y, Text: name, Size: nameSize, Anchor: report.AnchorMiddle, Bold: true, Title: full(name, b.name())})
	for _, line := range b.Lines {
		y += lineRoom
		text, _ := report.ClipText(line, wordSize, b.w-16)
		c.Text(report.Text{X: b.middle(), Y: y, Text: text, Size: wordSize, Anchor: report.AnchorMiddle, Ink: report.InkMuted, Title: full(text, line)})
	}
}

func (l *layout) drawWays(c report.Canvas) {
	l.drawStart(c)
	for i, w := range l.straight {
		if w != nil {
			l.drawStraight(c, w, l.boxes[i], l.boxes[i+1])
		}
	}
	for _, w := range l.lanes {
		w.drawLane(c)
	}
	y := l.frame.Y + l.frame.H + 14
	for i, w := range l.fromFrame {
		y = l.drawFromFrame(c, w, l.frameX(i), y)
	}
	for _, w := range l.halts {
		l.drawHalt(c, w)
	}
}

// drawStart draws the dot from which the first state is entered.
func (l *layout) drawStart(c report.Canvas) {
	if len(l.boxes) == 0 || l.boxes[0].ID != l.Start {
		return
	}
	b := l.boxes[0]
	x, y := b.middle(), b.y-22
	c.Rect(report.Rect{X: x - 5, Y: y - 5, W: 10, H: 10, Radius: 5, Style: report.Style{Fill: report.InkText}})
	arrow(c, report.Style{Stroke: report.InkLink}, report.Point{X: x, Y: y}, report.Point{X: x, Y: b.y})
}

func (l *layout) drawStraight(c report.Canvas, w *way, from, to *box) {
	x := from.middle()
	arrow(c, w.style(), report.Point{X: x, Y: from.bottom()}, report.Point{X: x, Y: to.y})
	top := from.bottom()
	if l.framed && from.Place == Inside && to.Place == After {
		top = l.frame.Y + l.frame.H
	}
	w.label.x, w.label.y = x+8, (top+to.y-w.label.h)/2-2
	w.label.draw(c)
}

// drawLane draws a way round: from the farthest box it leaves to the lane, along
// it, and to the box where it arrives; the other boxes join the lane.
func (w *way) drawLane(c report.Canvas) {
	last := w.ends[len(w.ends)-1]
	sources := w.ends[:len(w.ends)-1]
	first := [2]*end{} // the farthest above and below
	for _, e := range sources {
		switch {
		case e.y <= last.y && (first[0] == nil || e.y < first[0].y):
			first[0] = e
		case e.y > last.y && (first[1] == nil || e.y > first[1].y):
			first[1] = e
		}
	}
	for _, e := range sources {
		points := []report.Point{{X: e.side(), Y: e.y}, {X: w.x, Y: e.y}}
		if e != first[0] && e != first[1] {
			line(c, w.style(), points...)
			continue
		}
		arrow(c, w.style(), append(points, report.Point{X: w.x, Y: last.y}, report.Point{X: last.side(), Y: last.y})...)
	}
	w.label.draw(c)
}

// side returns the x of the side of the box that the end is at.
func (e *end) side() float64 {
	if e.left {
		return e.at.x
	}
	return e.at.x + e.at.w
}

func (l *layout) drawFromFrame(c report.Canvas, w *way, x, y float64) float64 {
	to := l.boxes[w.to]
	arrow(c, w.style(), report.Point{X: x, Y: l.frame.Y + l.frame.H}, report.Point{X: x, Y: to.y})
	w.label.x, w.label.y, w.label.end = x-8, y, true
	w.label.draw(c)
	return y + w.label.h + 8
}

func (l *layout) drawHalt(c report.Canvas, w *way) {
	edge := l.frame.X + l.frame.W
	for _, b := range l.aside {
		for _, o := range l.haltsOf(b) {
			if o != w {
				continue
			}
			y := w.label.y + w.label.h + 5
			points := []report.Point{{X: edge, Y: y}, {X: b.x, Y: y}}
			if w.To == "" {
				points[0], points[1] = points[1], points[0]
			}
			arrow(c, w.style(), points...)
		}
	}
	w.label.draw(c)
}

func (w *way) style() report.Style {
	s := report.Style{Stroke: report.InkLink, Width: 1.2, Title: w.name()}
	switch w.Kind {
	case Back:
		s.Stroke, s.Dash = report.InkWarn, report.Dashed
	case Stop:
		s.Stroke, s.Dash = report.InkBlock, report.Dotted
	}
	if w.Open {
		s.Width = 2.4
	}
	return s
}

func (lb *label) draw(c report.Canvas) {
	anchor := report.AnchorStart
	if lb.end {
		anchor = report.AnchorEnd
	}
	for i, text := range lb.lines {
		ink := report.InkMuted
		if i == 0 {
			ink = report.InkText
		}
		c.Text(report.Text{X: lb.x, Y: lb.y + lineRoom*float64(i) + 11, Text: text, Size: wordSize, Anchor: anchor, Ink: ink, Bold: i == 0})
	}
}

// line draws a line through the points.
func line(c report.Canvas, s report.Style, points ...report.Point) {
	var p report.Path
	p.Reset(s)
	p.Move(points[0].X, points[0].Y)
	for _, to := range points[1:] {
		p.Line(to.X, to.Y)
	}
	c.Path(&p)
}

// arrow draws a line with a head at the last point.
func arrow(c report.Canvas, s report.Style, points ...report.Point) {
	line(c, s, points...)
	tip, before := points[len(points)-1], points[len(points)-2]
	dx, dy := tip.X-before.X, tip.Y-before.Y
	n := math.Hypot(dx, dy)
	if n == 0 {
		return
	}
	dx, dy = dx/n*8, dy/n*8
	var p report.Path
	p.Reset(report.Style{Fill: s.Stroke})
	p.Move(tip.X, tip.Y)
	p.Line(tip.X-dx-dy/2, tip.Y-dy+dx/2)
	p.Line(tip.X-dx+dy/2, tip.Y-dy-dx/2)
	p.Close()
	c.Path(&p)
}
