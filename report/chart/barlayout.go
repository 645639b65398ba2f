package chart

import (
	"strconv"

	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/phrase"
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
		p.add(Bar{Name: phrase.In(p.Lang).Label("others_count") + bracketed(p.Lang, strconv.Itoa(len(rest))), Value: sumOf(rest)}, lowPen)
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
		text += bracketed(p.Lang, phrase.In(p.Lang).Label("target")+" "+p.format.Cell(&p.Axis, r.Target))
	}
	return text
}

// isLeft reports whether the value is written on the left of the bar: where that
// ends below nought.
func (r *barRow) isLeft() bool { return r.to < r.from && r.to < 0 }

func (p *bars) x(value float64) float64 {
	return p.left + (p.right-p.left)*(value-p.scale.low)/(p.scale.high-p.scale.low)
}
