package chart

import (
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/phrase"
)

const (
	swingRoom = 26.0
	swingBar  = 16.0
	minPlot   = 60.0 // the room of the bars beside names and values
)

// tornado is a chart laid out.
type tornado struct {
	*Tornado
	format        report.Format
	width, height float64
	names         float64 // width of the names
	left, right   float64 // of the bars
	top, bottom   float64
	rows          []ranked
	more          int // not drawn
	scale         scale
	legend        barLegend
	baseText      string
}

func newTornado(d *Tornado) *tornado {
	p := &tornado{Tornado: d, format: report.Format{Lang: d.Lang}, width: barWidth(d.Width), rows: d.ranking()}
	if len(p.rows) > MaxSwings {
		p.more = len(p.rows) - MaxSwings
		p.rows = p.rows[:MaxSwings]
	}
	p.legend = newBarLegend(p.width, barKey{name: plain(d.LowName), pen: lowPen}, barKey{name: plain(d.HighName), pen: highPen})
	p.baseText = phrase.In(d.Lang).Label("base") + " " + p.format.Cell(&d.Axis, d.value(d.base()))
	p.top = headRoom(d.Bare) + p.legend.height() + 6
	if d.base().Sign() != 0 {
		p.top += 16
	}
	p.bottom = p.top + swingRoom*float64(max(len(p.rows), 1))
	p.height = p.bottom + 22 + margin
	if p.more > 0 {
		p.height += lineRoom
	}
	p.across()
	return p
}

// across shares the width among names, values on the left, bars and values on
// the right.
func (p *tornado) across() {
	before, behind := 0.0, 0.0
	low, high := 0.0, 0.0
	for _, s := range p.rows {
		p.names = max(p.names, report.TextWidth(plain(s.Name), axisSize))
		for _, v := range [...]finding.Value{s.Low, s.High} {
			off, ok := p.off(v)
			if !ok {
				continue
			}
			w := report.TextWidth(p.format.Cell(&p.Axis, v), axisSize) + 8
			if off < 0 {
				before = max(before, w)
			} else {
				behind = max(behind, w)
			}
			low, high = min(low, off), max(high, off)
		}
	}
	p.names = min(p.names, p.width/3)
	most := (p.width - 2*margin - p.names - 8 - minPlot) / 2
	p.left, p.right = margin+p.names+8+min(before, most), p.width-margin-min(behind, most)
	p.scale = newScale(low, high, int((p.right-p.left)/90), axisUnit(&p.Axis))
}

// off returns how far a value is from the base.
func (p *tornado) off(v finding.Value) (float64, bool) {
	if _, ok := height(v); !ok {
		return 0, false
	}
	r, _ := v.Rat()
	x, _ := r.Sub(r, p.base()).Float64()
	return x, true
}

func (p *tornado) x(off float64) float64 {
	return p.left + (p.right-p.left)*(off-p.scale.low)/(p.scale.high-p.scale.low)
}
