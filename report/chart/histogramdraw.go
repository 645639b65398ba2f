package chart

import (
	"cmp"
	"math/big"
	"slices"
	"strconv"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/phrase"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// bar is one or more bins drawn as one.
type bar struct {
	from, to    float64
	first, last *Bin
	count       int64
	sum         int64 // up to its end
}

// histogram is a chart laid out.
type histogram struct {
	*Histogram
	format        report.Format
	width, height float64
	left, right   float64
	top, bottom   float64
	bars          []bar
	each          int // how many bins make a bar
	low, high     float64
	sum           int64
	scale         scale
	legend        barLegend
	marks         []placedMark
	markRows      int
}

// placedMark is a mark with its place and the row of its name.
type placedMark struct {
	*ValueMark
	at, x, w float64
	text     string
	row      int
}

var curveStyle = report.Style{Stroke: report.InkCriticalEdge, Width: 2}

func newHistogram(d *Histogram) *histogram {
	p := &histogram{Histogram: d, format: report.Format{Lang: d.Lang}, width: barWidth(d.Width)}
	p.height = 320
	if d.Height > 0 && d.Height < 1e5 {
		p.height = max(d.Height, 200)
	}
	p.gather()
	most := int64(0)
	for _, b := range p.bars {
		most = max(most, b.count)
	}
	widest := report.TextWidth(p.format.Value(finding.Number(most, "")), axisSize)
	p.left, p.right = margin+min(widest, p.width/4)+18, p.width-margin-42
	p.legend = newBarLegend(p.width, barKey{name: d.counted(), pen: barPens[0]},
		barKey{name: phrase.In(d.Lang).Label("cumulative"), lined: true, line: curveStyle})
	p.placeMarks()
	p.top = headRoom(d.Bare) + p.legend.height() + 14*float64(p.markRows) + 2
	foot := margin + 20.0
	if p.each > 1 {
		foot += lineRoom
	}
	p.height = max(p.height, p.top+100+foot)
	p.bottom = p.height - foot
	p.scale = newScale(0, float64(most), int((p.bottom-p.top)/36), 1)
	if p.scale.step.Cmp(big.NewRat(1, 1)) < 0 { // counts are whole
		p.scale = newScale(0, float64(max(most, 1)), 1, 1)
	}
	return p
}

// gather takes the bins that can be drawn, so many neighbours to a bar that
// there are no more than MaxBins.
func (p *histogram) gather() {
	var list []bar
	for i := range p.Bins {
		b := &p.Bins[i]
		from, ok := edgeOf(b.From, false)
		to, too := edgeOf(b.To, true)
		n := max(b.Count, 0)
		p.sum += n
		if ok && too && from <= to {
			list = append(list, bar{from: from, to: to, first: b, last: b, count: n, sum: p.sum})
		}
	}
	slices.SortStableFunc(list, func(a, b bar) int { return cmp.Compare(a.from, b.from) })
	p.each = (len(list) + MaxBins - 1) / MaxBins
	for i, b := range list {
		if i%p.each == 0 {
			p.bars = append(p.bars, b)
			continue
		}
		last := &p.bars[len(p.bars)-1]
		last.to, last.last, last.sum = max(last.to, b.to), b.last, b.sum
		last.count += b.count
	}
	for i, b := range p.bars {
		if i == 0 {
			p.low, p.high = b.from, b.to
		}
		p.low, p.high = min(p.low, b.from), max(p.high, b.to)
	}
	for i := range p.Marks {
		if at, ok := edgeOf(p.Marks[i].At, true); ok && len(p.bars) > 0 {
			p.low, p.high = min(p.low, at), max(p.high, at)
		}
	}
}

// placeMarks gives every mark its place and its name a row: from the right to
// the left, above the names that it would lie on or whose lines would cross it.
func (p *histogram) placeMarks() {
	for i := range p.Marks {
		m := placedMark{ValueMark: &p.Marks[i]}
		at, ok := edgeOf(m.At, true)
		if !ok || len(p.bars) == 0 {
			continue
		}
		m.at = at
		m.text, _ = report.ClipText(plain(m.Name)+" "+p.format.Cell(&p.Axis, dayOfValue(m.At)), axisSize, p.width/2)
		m.w = report.TextWidth(m.text, axisSize)
		if m.x = p.x(at); m.x+m.w > p.width-margin {
			m.x = max(m.x-m.w-4, margin) // on the left of its line
		}
		p.marks = append(p.marks, m)
	}
	slices.SortStableFunc(p.marks, func(a, b placedMark) int { return cmp.Compare(a.x, b.x) })
	for i := len(p.marks) - 1; i >= 0; i-- {
		m := &p.marks[i]
		for _, o := range p.marks[i+1:] {
			if o.x < m.x+m.w+8 {
				m.row = max(m.row, o.row+1)
			}
		}
		p.markRows = max(p.markRows, m.row+1)
	}
}

// dayOfValue returns the day of a moment, and any other value as it is.
func dayOfValue(v finding.Value) finding.Value {
	if at, err := calendar.ParseDateTime(v.Plain()); err == nil && v.Kind() == finding.DateKind {
		return finding.Date(at.Date().String())
	}
	return v
}

func (p *histogram) x(at float64) float64 {
	if p.high <= p.low {
		return (p.left + p.right) / 2
	}
	return p.left + (p.right-p.left)*(at-p.low)/(p.high-p.low)
}

func (p *histogram) y(count float64) float64 {
	return p.bottom - (p.bottom-p.top)*count/p.scale.high
}

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
		text := phrase.In(d.Lang).Label("bins_each") + ": " + strconv.Itoa(p.each)
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
	title := p.format.Cell(&p.Axis, b.first.From) + " – " + p.format.Cell(&p.Axis, b.last.To) + ": " + p.format.Value(finding.Number(b.count, ""))
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

func (p *histogram) drawMark(c report.Canvas, i int) {
	m := p.marks[i]
	y := p.top - 6 - 14*float64(m.row)
	x, title := p.x(m.at), plain(m.Name)+" "+p.format.Cell(&p.Axis, m.At)
	line(c, report.Style{Stroke: report.InkDataDate, Width: 1.5, Dash: m.Dash, Title: title}, report.Point{X: x, Y: y + 2}, report.Point{X: x, Y: p.bottom})
	c.Text(report.Text{X: m.x, Y: y, Text: m.text, Size: axisSize, Ink: report.InkDataDate, Title: title})
}
