package chart

import (
	"strconv"

	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/phrase"
)

// overPen is that of what is too much.
var overPen = barPen{report.InkPaper, report.InkBlock, report.InkNone, hatched}

var capacityStyle = report.Style{Stroke: report.InkText, Width: 1.5, Dash: report.Dashed}

// Draw draws the chart.
func (d *LoadChart) Draw(c report.Canvas) {
	p := newLoads(d)
	drawHead(c, p.width, p.height, d.title(), d.Bare)
	p.legend.draw(c, headRoom(d.Bare)-8)
	for i, text := range p.labels {
		value, _ := p.scale.tick(i).Float64()
		line(c, report.Style{Stroke: report.InkGrid}, report.Point{X: p.left, Y: p.y(value)}, report.Point{X: p.right, Y: p.y(value)})
		c.Text(report.Text{X: p.left - 6, Y: p.y(value) + 4, Text: text, Size: axisSize, Anchor: report.AnchorEnd, Ink: report.InkMuted})
	}
	for i := range p.stacks {
		p.drawStack(c, i)
	}
	line(c, report.Style{Stroke: report.InkGridStrong}, report.Point{X: p.left, Y: p.bottom}, report.Point{X: p.right, Y: p.bottom})
	p.drawCapacity(c)
	p.drawPeriods(c)
	if len(p.Periods) == 0 || len(p.Loads) == 0 {
		drawNothing(c, p.format, p.left, p.right, (p.top+p.bottom)/2)
	}
	if p.each > 1 {
		text := phrase.In(d.Lang).Label("periods_each") + colon(d.Lang) + strconv.Itoa(p.each)
		axisLabel(c, margin, p.height-margin/2, p.width-2*margin, text, report.AnchorStart, report.InkMuted)
	}
}

// drawStack draws the rows on top of one another, the overload of each above the
// rest of it.
func (p *loads) drawStack(c report.Canvas, i int) {
	s := &p.stacks[i]
	x, w := p.x(i), p.x(i+1)-p.x(i)
	if w > 8 {
		x, w = x+1, w-2
	}
	base := 0.0
	when := s.first.From.String()
	if s.last.To != s.first.From {
		when += " – " + s.last.To.String()
	}
	for k := range p.rows {
		if s.use[k] <= 0 {
			continue
		}
		title := p.rows[k].name + comma(p.Lang) + when
		if p.each == 1 {
			title += colon(p.Lang) + p.format.Cell(&p.Axis, p.rows[k].use(i))
		}
		within := s.use[k] - s.over[k]
		p.rows[k].pen.draw(c, x, p.y(base+within), w, p.y(base)-p.y(base+within), title)
		if s.over[k] > 0 {
			if p.each == 1 {
				title += comma(p.Lang) + phrase.In(p.Lang).Label("overload") + " " + p.format.Cell(&p.Axis, p.rows[k].over(i))
			}
			overPen.draw(c, x, p.y(base+s.use[k]), w, p.y(base+within)-p.y(base+s.use[k]), title)
		}
		base += s.use[k]
	}
}

// drawCapacity draws what all could do, in steps, with a gap where nothing is
// known.
func (p *loads) drawCapacity(c report.Canvas) {
	var steps report.Path
	style := capacityStyle
	style.Title = phrase.In(p.Lang).Label("capacity_line")
	steps.Reset(style)
	joined := false
	for i := range p.stacks {
		s := &p.stacks[i]
		if !s.limited {
			joined = false
			continue
		}
		if joined {
			steps.Line(p.x(i), p.y(s.could))
		} else {
			steps.Move(p.x(i), p.y(s.could))
		}
		steps.Line(p.x(i+1), p.y(s.could))
		joined = true
	}
	if len(steps.Steps) > 0 {
		c.Path(&steps)
	}
}

// drawPeriods writes where bars begin, as many as have room.
func (p *loads) drawPeriods(c report.Canvas) {
	end := 0.0
	for i := range p.stacks {
		s := &p.stacks[i]
		text := s.first.From.String()
		if text == "" {
			continue
		}
		w := report.TextWidth(text, axisSize)
		at := p.x(i)
		if s.first.From == s.last.To {
			at = (p.x(i) + p.x(i+1)) / 2
		}
		middle := min(max(at, w/2+2), p.width-w/2-2)
		if middle-w/2 < end {
			continue
		}
		end = middle + w/2 + 14
		line(c, report.Style{Stroke: report.InkGridStrong}, report.Point{X: at, Y: p.bottom}, report.Point{X: at, Y: p.bottom + 4})
		c.Text(report.Text{X: middle, Y: p.bottom + 16, Text: text, Size: axisSize, Anchor: report.AnchorMiddle, Ink: report.InkMuted})
	}
}
