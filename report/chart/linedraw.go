package chart

import (
	"math"
	"slices"
	"strconv"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/phrase"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// plot is a chart laid out: the room of the lines and both scales.
type plot struct {
	*LineChart
	width, height float64
	left, right   float64
	top, bottom   float64
	order         []int // of the dates
	first, last   calendar.Date
	scale         scale
	ticks         []tick
	format        report.Format
	drawn         []int   // series
	legend        [][]int // entries by line of the legend: series, then bands
	banners       int     // lines of names of moments
	joined        map[int][][]spot
	widest        float64
}

// tick is a line across.
type tick struct {
	value  float64
	text   string
	strong bool
}

const axisSize = 11.0

func newPlot(d *LineChart) *plot {
	p := &plot{LineChart: d, format: report.Format{Lang: d.Lang}, drawn: drawnSeries(d.Series), joined: map[int][][]spot{}}
	p.width, p.height = d.size()
	for i, at := range d.Dates {
		if !at.IsZero() {
			p.order = append(p.order, i)
		}
	}
	slices.SortStableFunc(p.order, func(a, b int) int { return d.Dates[a].Compare(d.Dates[b]) })
	p.across()
	p.arrange()
	return p
}

// across finds the first and the last date.
func (p *plot) across() {
	hold := func(at calendar.Date) {
		switch {
		case at.IsZero():
		case p.first.IsZero():
			p.first, p.last = at, at
		case at.Before(p.first):
			p.first = at
		case at.After(p.last):
			p.last = at
		}
	}
	for _, k := range p.order {
		hold(p.Dates[k])
	}
	for i := range p.Events {
		hold(p.Events[i].At)
	}
	for _, i := range p.drawn {
		for _, v := range p.Series[i].Values {
			if p.diagonal() {
				hold(dayOf(v))
			}
		}
	}
}

// diagonal reports whether both axes are of dates, the same ones.
func (p *plot) diagonal() bool { return p.Diagonal && p.Axis.Type == report.TypeDate }

// arrange places the legend, the scale and the room between them.
func (p *plot) arrange() {
	p.top = margin
	if !p.Bare {
		p.top += titleRoom
	}
	p.right = p.width - margin - 12
	p.layLegend()
	p.banners = p.bannerLines()
	p.top += 18*float64(len(p.legend)) + 8 + bannerRoom*float64(p.banners)
	p.height = max(p.height, p.top+60+margin+18) // a long legend
	p.bottom = p.height - margin - 18
	p.layScale()
	for i := range p.ticks {
		p.widest = max(p.widest, report.TextWidth(p.ticks[i].text, axisSize))
	}
	p.left = margin + p.widest + 11
}

// layScale finds the lines across: of dates, or of steps that people read.
func (p *plot) layScale() {
	low, high := p.reach()
	steps := int((p.bottom - p.top) / 36)
	if p.Axis.Type == report.TypeDate {
		p.scale, p.ticks = dateScale(low, high, int((p.bottom-p.top)/24))
	} else {
		switch unit := axisUnit(&p.Axis); {
		case !p.Close:
			low, high = min(low, 0), max(high, 0)
		case low == high:
			low, high = low-unit, high+unit
		}
		p.scale = newScale(low, high, steps, axisUnit(&p.Axis))
		axis, unit := p.Axis, p.unit()
		if axis.Places == 0 && p.scale.step.IsInt() && (axis.Type == report.TypeMoney || axis.Type == report.TypeNumber) {
			axis.Places = -1 // whole numbers need no decimals
		}
		for i := range p.scale.count {
			exact := p.scale.tick(i)
			value, _ := exact.Float64()
			p.ticks = append(p.ticks, tick{value, p.format.Cell(&axis, p.shown(exact, unit)), p.scale.first+int64(i) == 0})
		}
	}
	for i := range p.ticks {
		p.ticks[i].text, _ = report.ClipText(p.ticks[i].text, axisSize, p.width/3)
	}
}

// reach returns the least and the greatest value.
func (p *plot) reach() (low, high float64) {
	low, high = math.Inf(1), math.Inf(-1)
	hold := func(list []finding.Value) {
		for _, v := range list {
			if y, ok := p.level(v); ok {
				low, high = min(low, y), max(high, y)
			}
		}
	}
	for _, i := range p.drawn {
		hold(p.Series[i].Values)
	}
	for i := range p.Bands {
		hold(p.Bands[i].Low)
		hold(p.Bands[i].High)
	}
	if p.diagonal() && !p.first.IsZero() {
		return numberOf(p.first), numberOf(p.last)
	}
	if low > high {
		return 0, 0
	}
	return low, high
}

func (p *plot) x(at calendar.Date) float64 {
	span := p.last.DaysSince(p.first)
	if span == 0 {
		return (p.left + p.right) / 2
	}
	return p.left + (p.right-p.left)*float64(at.DaysSince(p.first))/float64(span)
}

func (p *plot) y(value float64) float64 {
	return p.bottom - (p.bottom-p.top)*(value-p.scale.low)/(p.scale.high-p.scale.low)
}

// Draw draws the chart.
func (d *LineChart) Draw(c report.Canvas) {
	p := newPlot(d)
	c.Rect(report.Rect{W: p.width, H: p.height, Style: report.Style{Fill: report.InkPaper}})
	if !d.Bare {
		title, _ := report.ClipText(d.title(), 15*17/16, p.width-2*margin)
		c.Text(report.Text{X: margin, Y: margin + 14, Text: title, Size: 15, Bold: true, Title: full(title, d.title())})
	}
	p.drawLegend(c)
	p.drawScale(c)
	p.drawDates(c)
	p.drawDiagonal(c)
	p.drawBands(c)
	p.drawEvents(c)
	for _, i := range p.behind() {
		p.drawSeries(c, i)
	}
	p.drawNotes(c)
	if more := len(d.Series) - len(p.drawn); more > 0 {
		text, _ := report.ClipText(phrase.In(d.Lang).Label("not_drawn")+colon(d.Lang)+strconv.Itoa(more), axisSize, p.right-p.left)
		c.Text(report.Text{X: p.right, Y: p.height - 6, Text: text, Size: axisSize, Anchor: report.AnchorEnd, Ink: report.InkMuted})
	}
}

// drawScale draws the lines across and their values.
func (p *plot) drawScale(c report.Canvas) {
	for i := range p.ticks {
		y := p.y(p.ticks[i].value)
		var line report.Path
		ink := report.InkGrid
		if p.ticks[i].strong {
			ink = report.InkGridStrong
		}
		line.Reset(report.Style{Stroke: ink})
		line.Move(p.left, y)
		line.Line(p.right, y)
		c.Path(&line)
		c.Text(report.Text{X: p.left - 9, Y: y + 4, Text: p.ticks[i].text, Size: axisSize, Anchor: report.AnchorEnd, Ink: report.InkMuted})
	}
}

// drawDates writes dates below: the last, and before it as many as have room.
func (p *plot) drawDates(c report.Canvas) {
	if p.diagonal() {
		p.drawCalendar(c)
		return
	}
	end, limit := -p.width, p.width
	for k := len(p.order) - 1; k >= 0; k = p.next(k) {
		at := p.Dates[p.order[k]]
		text := p.format.Value(finding.Date(at.String()))
		w := report.TextWidth(text, axisSize)
		middle := min(max(p.x(at), w/2+2), p.width-w/2-2)
		switch last := k == len(p.order)-1; {
		case last:
			limit = middle - w/2 - 10
		case middle-w/2 < end+10 || middle+w/2 > limit:
			continue
		default:
			end = middle + w/2
		}
		p.drawDate(c, p.x(at), middle, text)
	}
}

// next visits the last date first and then the others in order; -1 is the end.
func (p *plot) next(k int) int {
	switch n := len(p.order); {
	case k == n-1 && n > 1:
		return 0
	case k+1 < n-1:
		return k + 1
	}
	return -1
}

func (p *plot) drawDate(c report.Canvas, x, middle float64, text string) {
	var tick report.Path
	tick.Reset(report.Style{Stroke: report.InkGridStrong})
	tick.Move(x, p.bottom)
	tick.Line(x, p.bottom+4)
	c.Path(&tick)
	c.Text(report.Text{X: middle, Y: p.bottom + 16, Text: text, Size: axisSize, Anchor: report.AnchorMiddle, Ink: report.InkMuted})
}

// spot is where a value stands.
type spot struct {
	x, y float64
	k    int // place of its date
}

// runs returns the values of a series as they are joined.
func (p *plot) runs(i int) [][]spot {
	list, known := p.joined[i]
	if !known {
		list = p.join(i)
		p.joined[i] = list
	}
	return list
}

// join joins the values of a series: a gap parts them, unless they are a
// forecast.
func (p *plot) join(i int) [][]spot {
	s := &p.Series[i]
	var list [][]spot
	joined := false
	for n, k := range p.order {
		y, ok := 0.0, false
		if k < len(s.Values) {
			y, ok = p.level(s.Values[k])
		}
		if !ok {
			joined = joined && s.Line == LineForecast
			continue
		}
		if !joined {
			list = append(list, nil)
		}
		joined = true
		at, over := spot{p.x(p.Dates[k]), p.y(y), k}, p.over(s, n)
		if over {
			at.x = p.x(dayOf(s.Values[k]))
		}
		list[len(list)-1] = append(list[len(list)-1], at)
		if over {
			break
		}
	}
	return list
}

// drawSeries draws a line and, where they have room, marks at the values.
func (p *plot) drawSeries(c report.Canvas, i int) {
	var line report.Path
	line.Reset(p.pen(i))
	runs := p.runs(i)
	for _, run := range runs {
		line.Move(run[0].x, run[0].y)
		for n := range run[1:] {
			if p.Series[i].Step {
				line.Line(run[n+1].x, run[n].y)
			}
			line.Line(run[n+1].x, run[n+1].y)
		}
	}
	if len(line.Steps) > 0 {
		c.Path(&line)
	}
	if p.Series[i].Line.marked() {
		p.drawMarks(c, i, runs)
	}
}

// drawMarks draws a mark at every value, or at every second, third and so on
// where they would touch.
func (p *plot) drawMarks(c report.Canvas, i int, runs [][]spot) {
	every := 1 + int(float64(len(p.order))*10/max(p.right-p.left, 1))
	n := 0
	for _, run := range runs {
		for _, at := range run {
			if n++; (n-1)%every == 0 {
				p.mark(c, i, at.x, at.y, p.label(i)+" "+p.Dates[at.k].String()+colon(p.Lang)+p.format.Cell(&p.Axis, p.Series[i].Values[at.k]))
			}
		}
	}
}
