package chart

import (
	"strconv"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/phrase"
)

var curveStyle = report.Style{Stroke: report.InkCriticalEdge, Width: 2}

// Draw draws the chart.
func (d *Histogram) Draw(c report.Canvas) {
	p := newHistogram(d)
	drawHead(c, p.width, p.height, d.title(), d.Bare)
	p.legend.draw(c, headRoom(d.Bare)-8)
	p.drawScale(c)
	for i := range p.bars {
		p.drawBar(c, i)
	}
	line(c, report.Style{Stroke: report.InkGridStrong}, report.Point{X: p.left, Y: p.bottom}, report.Point{X: p.right, Y: p.bottom})
	p.drawEdges(c)
	p.drawCurve(c)
	if len(p.bars) == 0 {
		drawNothing(c, p.format, p.left, p.right, (p.top+p.bottom)/2)
	}
	for i := range p.marks {
		p.drawMark(c, i)
	}
	if p.each > 1 {
		text := phrase.In(d.Lang).Label("bins_each") + colon(d.Lang) + strconv.Itoa(p.each)
		axisLabel(c, margin, p.height-margin/2, p.width-2*margin, text, report.AnchorStart, report.InkMuted)
	}
}

// drawScale draws the lines across, counts on the left and shares on the right.
func (p *histogram) drawScale(c report.Canvas) {
	for i := range p.scale.count {
		tick := p.scale.tick(i)
		at, _ := tick.Float64()
		y := p.y(at)
		line(c, report.Style{Stroke: report.InkGrid}, report.Point{X: p.left, Y: y}, report.Point{X: p.right, Y: y})
		axisLabel(c, p.left-6, y+4, p.left-10, p.format.Value(finding.Rat(tick, "")), report.AnchorEnd, report.InkMuted)
	}
	for _, percent := range [...]int{0, 25, 50, 75, 100} {
		y := p.bottom - (p.bottom-p.top)*float64(percent)/100
		line(c, report.Style{Stroke: curveStyle.Stroke}, report.Point{X: p.right, Y: y}, report.Point{X: p.right + 4, Y: y})
		axisLabel(c, p.right+7, y+4, 40, strconv.Itoa(percent)+"%", report.AnchorStart, curveStyle.Stroke)
	}
}

func (p *histogram) drawBar(c report.Canvas, i int) {
	b := p.bars[i]
	x, to := p.x(b.from), p.x(b.to)
	if p.high <= p.low {
		x, to = x-10, x+10
	}
	if to-x > 3 {
		x, to = x+0.5, to-0.5
	}
	title := p.format.Cell(&p.Axis, b.first.From) + " – " + p.format.Cell(&p.Axis, b.last.To) + colon(p.Lang) + p.format.Value(finding.Number(b.count, ""))
	barPens[0].draw(c, x, p.y(float64(b.count)), max(to-x, 0.75), p.bottom-p.y(float64(b.count)), title)
}

// drawEdges writes where bars begin, as many as have room, and where the last
// ends. A bar of a single day has its date in the middle.
func (p *histogram) drawEdges(c report.Canvas) {
	end, limit := 0.0, p.width
	if n := len(p.bars); n > 0 && p.bars[n-1].last.To.Kind() != finding.DateKind {
		limit, _ = p.drawEdge(c, p.bars[n-1].to, p.format.Cell(&p.Axis, p.bars[n-1].last.To))
		limit -= 10
	}
	for _, b := range p.bars {
		at := b.from
		if b.to-b.from == 86400 && b.first.From.Kind() == finding.DateKind {
			at += 43200
		}
		text := p.format.Cell(&p.Axis, b.first.From)
		w := p.edgeRoom(text)
		if middle := p.middle(at, w); middle-w/2 < end || middle+w/2 > limit {
			continue
		}
		_, end = p.drawEdge(c, at, text)
		end += 14
	}
}

// edgeRoom is the width of the text of an edge.
func (p *histogram) edgeRoom(text string) float64 {
	return min(report.TextWidth(text, axisSize), p.width/3)
}

// middle is where a text of a width stands below a place, within the picture.
func (p *histogram) middle(at, w float64) float64 {
	return min(max(p.x(at), w/2+2), p.width-w/2-2)
}

// drawEdge writes a text below a place and returns where it begins and ends.
func (p *histogram) drawEdge(c report.Canvas, at float64, text string) (from, to float64) {
	w, x := p.edgeRoom(text), p.x(at)
	line(c, report.Style{Stroke: report.InkGridStrong}, report.Point{X: x, Y: p.bottom}, report.Point{X: x, Y: p.bottom + 4})
	axisLabel(c, p.middle(at, w), p.bottom+16, p.width/3, text, report.AnchorMiddle, report.InkMuted)
	return p.middle(at, w) - w/2, p.middle(at, w) + w/2
}

// drawCurve draws the share up to the end of each bar.
func (p *histogram) drawCurve(c report.Canvas) {
	if p.sum == 0 || len(p.bars) == 0 {
		return
	}
	var curve report.Path
	style := curveStyle
	style.Title = phrase.In(p.Lang).Label("cumulative")
	curve.Reset(style)
	curve.Move(p.x(p.bars[0].from), p.bottom)
	for _, b := range p.bars {
		curve.Line(p.x(b.to), p.bottom-(p.bottom-p.top)*float64(b.sum)/float64(p.sum))
	}
	c.Path(&curve)
}
