package chart

import (
	"strconv"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/phrase"
)

var (
	sumPen      = barPen{report.InkSummary, report.InkText, report.InkNone, smooth}
	targetStyle = report.Style{Stroke: report.InkText, Width: 3}
)

// Draw draws the chart.
func (d *BarChart) Draw(c report.Canvas) {
	p := newBars(d)
	drawHead(c, p.width, p.height, d.title(), d.Bare)
	p.legend.draw(c, headRoom(d.Bare)-8)
	p.drawScale(c)
	for i := range p.rows {
		p.drawBar(c, i)
	}
	if len(p.Bars) == 0 {
		drawNothing(c, p.format, p.left, p.right, p.top+swingRoom/2+4)
	}
	line(c, report.Style{Stroke: report.InkText, Width: 1.5}, report.Point{X: p.x(0), Y: p.top - 4}, report.Point{X: p.x(0), Y: p.bottom})
	if p.more > 0 {
		text := phrase.In(d.Lang).Label("not_drawn") + colon(d.Lang) + strconv.Itoa(p.more)
		axisLabel(c, margin, p.height-margin/2, p.width-2*margin, text, report.AnchorStart, report.InkMuted)
	}
}

func (p *bars) drawScale(c report.Canvas) {
	values := make([]finding.Value, len(p.Bars))
	for i := range p.Bars {
		values[i] = p.Bars[i].Value
	}
	unit, isMoney := unitOf(values...)
	end := 0.0
	for i := range p.scale.count {
		tick := p.scale.tick(i)
		at, _ := tick.Float64()
		x := p.x(at)
		line(c, report.Style{Stroke: report.InkGrid}, report.Point{X: x, Y: p.top}, report.Point{X: x, Y: p.bottom})
		text := p.format.Cell(&p.Axis, axisValue(tick, unit, isMoney))
		w := report.TextWidth(text, axisSize)
		if x-w/2 < end || x-w/2 < 2 || x+w/2 > p.width-2 {
			continue
		}
		end = x + w/2 + 8
		c.Text(report.Text{X: x, Y: p.bottom + 16, Text: text, Size: axisSize, Anchor: report.AnchorMiddle, Ink: report.InkMuted})
	}
}

func (p *bars) drawBar(c report.Canvas, i int) {
	r := &p.rows[i]
	y := p.top + swingRoom*float64(i)
	axisLabel(c, margin+p.names, y+swingRoom/2+4, p.names, r.name, report.AnchorEnd, report.InkText)
	ink := report.InkText
	if !r.known {
		ink = report.InkMuted
	} else {
		from, to := p.x(min(r.from, r.to)), p.x(max(r.from, r.to))
		r.pen.draw(c, from, y+(swingRoom-swingBar)/2, to-from, swingBar, r.name+colon(p.Lang)+p.text(r))
	}
	if p.Waterfall && i+1 < len(p.rows) && p.rows[i+1].pen != sumPen {
		line(c, report.Style{Stroke: report.InkMuted, Dash: report.Dotted}, report.Point{X: p.x(r.to), Y: y + swingRoom/2}, report.Point{X: p.x(r.to), Y: y + swingRoom*3/2})
	}
	end := p.drawTarget(c, r, y)
	if r.isLeft() {
		axisLabel(c, p.x(r.to)-5, y+swingRoom/2+4, p.x(r.to)-5-margin-p.names-6, p.text(r), report.AnchorEnd, ink)
		return
	}
	end = max(end, p.x(r.from), p.x(r.to))
	axisLabel(c, end+5, y+swingRoom/2+4, p.width-margin-end-3, p.text(r), report.AnchorStart, ink)
}

// drawTarget draws the target of a bar and returns where it stands, 0 for none
// behind the end of the bar.
func (p *bars) drawTarget(c report.Canvas, r *barRow, y float64) float64 {
	at, ok := height(r.Target)
	if !ok || p.Waterfall {
		return 0
	}
	style := targetStyle
	style.Title = phrase.In(p.Lang).Label("target") + comma(p.Lang) + r.name + colon(p.Lang) + p.format.Cell(&p.Axis, r.Target)
	line(c, style, report.Point{X: p.x(at), Y: y + 3}, report.Point{X: p.x(at), Y: y + swingRoom - 3})
	near := p.x(at) - p.x(r.to)
	if r.known && near > 0 && near < report.TextWidth(p.text(r), axisSize)+10 {
		return p.x(at)
	}
	return 0
}
