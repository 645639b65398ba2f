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

// barRow is a bar with its place: from where to where it reaches.
type barRow struct {
	Bar
	name     string
	pen      barPen
	from, to float64
	known    bool
}

// bars is a chart laid out.
type bars struct {
	*BarChart
	format        report.Format
	width, height float64
	names         float64
	left, right   float64
	top, bottom   float64
	rows          []barRow
	more          int // not drawn
	scale         scale
	legend        barLegend
}

func newBars(d *BarChart) *bars {
	p := &bars{BarChart: d, format: report.Format{Lang: d.Lang}, width: barWidth(d.Width)}
	p.gather()
	switch {
	case d.Waterfall:
		p.legend = newBarLegend(p.width, barKey{name: plain(d.Up), pen: highPen}, barKey{name: plain(d.Down), pen: lowPen})
	case d.hasTargets():
		p.legend = newBarLegend(p.width, barKey{name: phrase.In(d.Lang).Label("target"), lined: true, line: targetStyle})
	}
	p.top = headRoom(d.Bare) + p.legend.height() + 6
	p.bottom = p.top + swingRoom*float64(max(len(p.rows), 1))
	p.height = p.bottom + 22 + margin
	if p.more > 0 {
		p.height += lineRoom
	}
	p.across()
	return p
}

// gather takes the bars that are drawn, those that are too many of a waterfall as
// one, and gives each its reach.
func (p *bars) gather() {
	most := min(len(p.Bars), MaxBars)
	rest := p.Bars[most:]
	for _, b := range p.Bars[:most] {
		p.add(b, lowPen)
	}
	switch {
	case p.Waterfall && len(rest) > 0:
		p.add(Bar{Name: phrase.In(p.Lang).Label("others_count") + " (" + strconv.Itoa(len(rest)) + ")", Value: sumOf(rest)}, lowPen)
	default:
		p.more = len(rest)
	}
	if p.Waterfall {
		p.lead()
		p.add(Bar{Name: phrase.In(p.Lang).Label("total"), Value: p.Sum()}, sumPen)
	}
}

func (p *bars) add(b Bar, pen barPen) {
	r := barRow{Bar: b, name: plain(b.Name), pen: pen}
	r.to, r.known = height(b.Value)
	p.rows = append(p.rows, r)
}

// lead begins every step where the one before it ended.
func (p *bars) lead() {
	at := 0.0
	for i := range p.rows {
		r := &p.rows[i]
		if !r.known {
			r.from, r.to = at, at
			continue
		}
		if r.to > 0 {
			r.pen = highPen
		}
		r.from, r.to = at, at+r.to
		at = r.to
	}
}

// across shares the width among names, values on the left, bars and values on
// the right.
func (p *bars) across() {
	before, behind, low, high := 0.0, 0.0, 0.0, 0.0
	for i := range p.rows {
		r := &p.rows[i]
		p.names = max(p.names, report.TextWidth(r.name, axisSize))
		w := report.TextWidth(p.text(r), axisSize) + 8
		if r.isLeft() {
			before = max(before, w)
		} else {
			behind = max(behind, w)
		}
		low, high = min(low, r.from, r.to), max(high, r.from, r.to)
		if at, ok := height(r.Target); ok && !p.Waterfall {
			low, high = min(low, at), max(high, at)
		}
	}
	p.names = min(p.names, p.width/3)
	most := (p.width - 2*margin - p.names - 8 - minPlot) / 2
	p.left, p.right = margin+p.names+8+min(before, most), p.width-margin-min(behind, most)
	p.scale = newScale(low, high, int((p.right-p.left)/90), axisUnit(&p.Axis))
}

// text is the value of a bar as it is written at its end.
func (p *bars) text(r *barRow) string {
	text := p.format.Cell(&p.Axis, r.Value)
	switch {
	case !r.known && !r.Value.IsUnknown():
		return p.format.Unknown("no-data")
	case p.Waterfall && r.to > r.from && r.pen != sumPen:
		return "+" + text
	}
	if _, ok := height(r.Target); ok && !p.Waterfall {
		text += " (" + phrase.In(p.Lang).Label("target") + " " + p.format.Cell(&p.Axis, r.Target) + ")"
	}
	return text
}

// isLeft reports whether the value is written on the left of the bar: where that
// ends below nought.
func (r *barRow) isLeft() bool { return r.to < r.from && r.to < 0 }

func (p *bars) x(value float64) float64 {
	return p.left + (p.right-p.left)*(value-p.scale.low)/(p.scale.high-p.scale.low)
}

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
		text := phrase.In(d.Lang).Label("not_drawn") + ": " + strconv.Itoa(p.more)
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
		r.pen.draw(c, from, y+(swingRoom-swingBar)/2, to-from, swingBar, r.name+": "+p.text(r))
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
	style.Title = phrase.In(p.Lang).Label("target") + ", " + r.name + ": " + p.format.Cell(&p.Axis, r.Target)
	line(c, style, report.Point{X: p.x(at), Y: y + 3}, report.Point{X: p.x(at), Y: y + swingRoom - 3})
	near := p.x(at) - p.x(r.to)
	if r.known && near > 0 && near < report.TextWidth(p.text(r), axisSize)+10 {
		return p.x(at)
	}
	return 0
}
