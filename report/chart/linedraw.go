package chart

import (
	"slices"
	"strconv"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/phrase"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// pens tell the series apart by colour, dash and mark.
var pens = [MaxSeries]struct {
	ink  report.Ink
	dash report.Dash
}{
	{report.InkTaskEdge, report.Solid}, {report.InkCriticalEdge, report.Dashed}, {report.InkGood, report.Dotted},
	{report.InkSummary, report.Solid}, {report.InkWarn, report.Dashed}, {report.InkMuted, report.Dotted},
}

// plot is a chart laid out: the room of the lines and both scales.
type plot struct {
	*LineChart
	width, height float64
	left, right   float64
	top, bottom   float64
	order         []int // of the dates
	first, last   calendar.Date
	scale         scale
	format        report.Format
	legend        [][]int // series by line of the legend
	labels        []string
	widest        float64
}

const axisSize = 11.0

func newPlot(d *LineChart) *plot {
	p := &plot{LineChart: d, format: report.Format{Lang: d.Lang}}
	p.width, p.height = d.size()
	for i, at := range d.Dates {
		if !at.IsZero() {
			p.order = append(p.order, i)
		}
	}
	slices.SortStableFunc(p.order, func(a, b int) int { return d.Dates[a].Compare(d.Dates[b]) })
	if n := len(p.order); n > 0 {
		p.first, p.last = d.Dates[p.order[0]], d.Dates[p.order[n-1]]
	}
	p.arrange()
	return p
}

// drawn returns how many series are drawn.
func (p *plot) drawn() int { return min(len(p.Series), MaxSeries) }

// arrange places the legend, the scale and the room between them.
func (p *plot) arrange() {
	p.top = margin
	if !p.Bare {
		p.top += titleRoom
	}
	p.right = p.width - margin - 12
	p.layLegend()
	p.top += 18*float64(len(p.legend)) + 8
	p.height = max(p.height, p.top+60+margin+18) // a long legend
	p.bottom = p.height - margin - 18
	low, high := p.reach()
	p.scale = newScale(low, high, int((p.bottom-p.top)/36), axisUnit(&p.Axis))
	for i := range p.scale.count {
		text, _ := report.ClipText(p.format.Cell(&p.Axis, p.shown(p.scale.tick(i))), axisSize, p.width/3)
		p.labels = append(p.labels, text)
		p.widest = max(p.widest, report.TextWidth(text, axisSize))
	}
	p.left = margin + p.widest + 8
}

// layLegend breaks the names of the series into lines.
func (p *plot) layLegend() {
	x := p.width
	for i := range p.drawn() {
		w := p.legendRoom(i)
		if x+w > p.right || len(p.legend) == 0 {
			p.legend, x = append(p.legend, nil), margin
		}
		at := len(p.legend) - 1
		p.legend[at] = append(p.legend[at], i)
		x += w
	}
}

func (p *plot) legendName(i int) string {
	text, _ := report.ClipText(p.label(i), axisSize, p.width-2*margin-60)
	return text
}

func (p *plot) legendRoom(i int) float64 {
	return 34 + report.TextWidth(p.legendName(i), axisSize) + 18
}

// reach returns the least and the greatest value.
func (p *plot) reach() (low, high float64) {
	for i := range p.drawn() {
		for _, v := range p.Series[i].Values {
			if y, ok := height(v); ok {
				low, high = min(low, y), max(high, y)
			}
		}
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
	for i := range p.drawn() {
		p.drawSeries(c, i)
	}
	if more := len(d.Series) - p.drawn(); more > 0 {
		text, _ := report.ClipText(phrase.In(d.Lang).Label("not_drawn")+": "+strconv.Itoa(more), axisSize, p.right-p.left)
		c.Text(report.Text{X: p.right, Y: p.top - 2, Text: text, Size: axisSize, Anchor: report.AnchorEnd, Ink: report.InkMuted})
	}
}

func (p *plot) drawLegend(c report.Canvas) {
	y := margin + 6.0
	if !p.Bare {
		y += titleRoom
	}
	for _, line := range p.legend {
		x := float64(margin)
		for _, i := range line {
			var sample report.Path
			sample.Reset(p.pen(i))
			sample.Move(x, y)
			sample.Line(x+26, y)
			c.Path(&sample)
			p.mark(c, i, x+13, y, "")
			c.Text(report.Text{X: x + 34, Y: y + 4, Text: p.legendName(i), Size: axisSize, Title: full(p.legendName(i), p.label(i))})
			x += p.legendRoom(i)
		}
		y += 18
	}
}

func (p *plot) pen(i int) report.Style {
	return report.Style{Stroke: pens[i].ink, Dash: pens[i].dash, Width: 2, Title: p.label(i)}
}

// mark draws the sign of a series: squares, discs or diamonds, full or hollow.
func (p *plot) mark(c report.Canvas, i int, x, y float64, title string) {
	style := report.Style{Fill: pens[i].ink, Stroke: pens[i].ink, Title: title}
	if i >= MaxSeries/2 {
		style.Fill = report.InkPaper
	}
	const r = 3
	if i%3 < 2 {
		c.Rect(report.Rect{X: x - r, Y: y - r, W: 2 * r, H: 2 * r, Radius: float64(i % 3 * r), Style: style})
		return
	}
	var diamond report.Path
	diamond.Reset(style)
	diamond.Move(x, y-r-1)
	diamond.Line(x+r+1, y)
	diamond.Line(x, y+r+1)
	diamond.Line(x-r-1, y)
	diamond.Close()
	c.Path(&diamond)
}

// drawScale draws the lines across and their values.
func (p *plot) drawScale(c report.Canvas) {
	for i, text := range p.labels {
		value, _ := p.scale.tick(i).Float64()
		y := p.y(value)
		var line report.Path
		ink := report.InkGrid
		if p.scale.first+int64(i) == 0 {
			ink = report.InkGridStrong
		}
		line.Reset(report.Style{Stroke: ink})
		line.Move(p.left, y)
		line.Line(p.right, y)
		c.Path(&line)
		c.Text(report.Text{X: p.left - 6, Y: y + 4, Text: text, Size: axisSize, Anchor: report.AnchorEnd, Ink: report.InkMuted})
	}
}

// drawDates writes dates below: the last, and before it as many as have room.
func (p *plot) drawDates(c report.Canvas) {
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

// drawSeries draws a line and, where they have room, a mark at every value.
func (p *plot) drawSeries(c report.Canvas, i int) {
	s := &p.Series[i]
	var line report.Path
	line.Reset(p.pen(i))
	joined, lastY := false, 0.0
	for _, k := range p.order {
		y, ok := 0.0, false
		if k < len(s.Values) {
			y, ok = height(s.Values[k])
		}
		if !ok {
			joined = false
			continue
		}
		x, y := p.x(p.Dates[k]), p.y(y)
		switch {
		case !joined:
			line.Move(x, y)
		case s.Step:
			line.Line(x, lastY)
			line.Line(x, y)
		default:
			line.Line(x, y)
		}
		joined, lastY = true, y
	}
	if len(line.Steps) > 0 {
		c.Path(&line)
	}
	p.drawMarks(c, i)
}

func (p *plot) drawMarks(c report.Canvas, i int) {
	if float64(len(p.order))*10 > p.right-p.left {
		return // they would touch
	}
	s := &p.Series[i]
	for _, k := range p.order {
		if k >= len(s.Values) {
			continue
		}
		if y, ok := height(s.Values[k]); ok {
			p.mark(c, i, p.x(p.Dates[k]), p.y(y), p.label(i)+" "+p.Dates[k].String()+": "+p.format.Cell(&p.Axis, s.Values[k]))
		}
	}
}
