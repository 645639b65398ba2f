package chart

import (
	"math/big"
	"strconv"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/phrase"
)

var (
	lowPen  = barPen{report.InkTask, report.InkTaskEdge, report.InkNone, smooth}
	highPen = barPen{report.InkCritical, report.InkCriticalEdge, report.InkNone, hatched}
)

// Draw draws the chart.
func (d *Tornado) Draw(c report.Canvas) {
	p := newTornado(d)
	drawHead(c, p.width, p.height, d.title(), d.Bare)
	p.legend.draw(c, headRoom(d.Bare)-8)
	p.drawScale(c)
	for i := range p.rows {
		p.drawSwing(c, i)
	}
	if len(p.rows) == 0 {
		drawNothing(c, p.format, p.left, p.right, p.top+swingRoom/2+4)
	}
	line(c, report.Style{Stroke: report.InkText, Width: 1.5}, report.Point{X: p.x(0), Y: p.top - 4}, report.Point{X: p.x(0), Y: p.bottom})
	if d.base().Sign() != 0 {
		p.drawBase(c)
	}
	if p.more > 0 {
		text := phrase.In(d.Lang).Label("not_drawn") + colon(d.Lang) + strconv.Itoa(p.more)
		if rest := d.ranking()[MaxSwings]; rest.reach != nil {
			text += bracketed(d.Lang, "≤ "+p.format.Cell(&d.Axis, d.value(rest.reach)))
		}
		axisLabel(c, margin, p.height-margin/2, p.width-2*margin, text, report.AnchorStart, report.InkMuted)
	}
}

// drawBase writes the base above its line, within the picture.
func (p *tornado) drawBase(c report.Canvas) {
	w := min(report.TextWidth(p.baseText, axisSize), p.width-2*margin)
	middle := min(max(p.x(0), margin+w/2), p.width-margin-w/2)
	axisLabel(c, middle, p.top-8, p.width-2*margin, p.baseText, report.AnchorMiddle, report.InkText)
}

// drawScale draws the lines of the scale and how far each is from the base.
func (p *tornado) drawScale(c report.Canvas) {
	end := 0.0
	for i := range p.scale.count {
		tick := p.scale.tick(i)
		at, _ := tick.Float64()
		x := p.x(at)
		line(c, report.Style{Stroke: report.InkGrid}, report.Point{X: x, Y: p.top}, report.Point{X: x, Y: p.bottom})
		text := p.tickText(tick)
		w := report.TextWidth(text, axisSize)
		if at == 0 && p.base().Sign() != 0 { // the base stands above
			continue
		}
		if x-w/2 < end || x-w/2 < 2 || x+w/2 > p.width-2 {
			continue
		}
		end = x + w/2 + 8
		c.Text(report.Text{X: x, Y: p.bottom + 16, Text: text, Size: axisSize, Anchor: report.AnchorMiddle, Ink: report.InkMuted})
	}
}

// tickText is the distance from the base, with its sign unless the base is
// nought.
func (p *tornado) tickText(tick *big.Rat) string {
	text := p.format.Cell(&p.Axis, p.value(tick))
	if p.base().Sign() != 0 && tick.Sign() > 0 {
		return "+" + text
	}
	return text
}

func (p *tornado) drawSwing(c report.Canvas, i int) {
	s := p.rows[i]
	y := p.top + swingRoom*float64(i)
	axisLabel(c, margin+p.names, y+swingRoom/2+4, p.names, plain(s.Name), report.AnchorEnd, report.InkText)
	low, hasLow := p.off(s.Low)
	high, hasHigh := p.off(s.High)
	if s.reach == nil {
		axisLabel(c, p.x(0)+6, y+swingRoom/2+4, p.width-margin-p.x(0)-6, p.format.Value(s.why()), report.AnchorStart, report.InkMuted)
		return
	}
	top, tall := y+(swingRoom-swingBar)/2, swingBar
	if hasLow && hasHigh && low*high > 0 { // both on one side: each has half the room
		tall /= 2
	}
	if hasLow {
		p.drawSide(c, s, lowPen, s.Low, low, top, tall)
	}
	if hasHigh {
		p.drawSide(c, s, highPen, s.High, high, top+swingBar-tall, tall)
	}
	p.drawValues(c, s, y+swingRoom/2+4)
}

func (p *tornado) drawSide(c report.Canvas, s ranked, pen barPen, v finding.Value, off, y, tall float64) {
	from, to := min(p.x(0), p.x(off)), max(p.x(0), p.x(off))
	pen.draw(c, from, y, to-from, tall, plain(s.Name)+colon(p.Lang)+p.format.Cell(&p.Axis, v))
}

// drawValues writes the outermost value of each side at the end of its bar.
func (p *tornado) drawValues(c report.Canvas, s ranked, y float64) {
	var least, most finding.Value
	from, to := 0.0, 0.0
	for _, v := range [...]finding.Value{s.Low, s.High} {
		switch off, ok := p.off(v); {
		case !ok:
		case off < from:
			least, from = v, off
		case off > to || off == 0 && most.IsZero():
			most, to = v, off
		}
	}
	if !least.IsZero() {
		axisLabel(c, p.x(from)-5, y, p.x(from)-5-margin-p.names-6, p.format.Cell(&p.Axis, least), report.AnchorEnd, report.InkText)
	}
	if !most.IsZero() && (to > 0 || least.IsZero()) {
		axisLabel(c, p.x(to)+5, y, p.width-margin-p.x(to)-3, p.format.Cell(&p.Axis, most), report.AnchorStart, report.InkText)
	}
}
