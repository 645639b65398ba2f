package chart

import (
	"cmp"
	"math/big"
	"slices"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/phrase"
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

func (p *histogram) x(at float64) float64 {
	if p.high <= p.low {
		return (p.left + p.right) / 2
	}
	return p.left + (p.right-p.left)*(at-p.low)/(p.high-p.low)
}

func (p *histogram) y(count float64) float64 {
	return p.bottom - (p.bottom-p.top)*count/p.scale.high
}
