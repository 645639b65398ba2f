package chart

import (
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/phrase"
)

// stack is a bar of one or more periods: the use and the overload of each row,
// and what all of them could do.
type stack struct {
	first, last *Period
	use, over   []float64
	could       float64
	limited     bool
}

// loads is a chart laid out.
type loads struct {
	*LoadChart
	format        report.Format
	width, height float64
	left, right   float64
	top, bottom   float64
	rows          []loadRow
	stacks        []stack
	each          int // how many periods make a bar
	scale         scale
	labels        []string
	legend        barLegend
}

func newLoads(d *LoadChart) *loads {
	p := &loads{LoadChart: d, format: report.Format{Lang: d.Lang}, width: barWidth(d.Width), height: 320}
	if d.Height > 0 && d.Height < 1e5 {
		p.height = max(d.Height, 200)
	}
	p.gatherRows()
	p.right = p.width - margin
	p.left = margin + 60
	p.each = max((len(d.Periods)+int((p.right-p.left)/minSlot)-1)/int((p.right-p.left)/minSlot), 1)
	p.gatherStacks()
	p.layLegend()
	p.top = headRoom(d.Bare) + p.legend.height() + 4
	foot := margin + 20.0
	if p.each > 1 {
		foot += lineRoom
	}
	p.height = max(p.height, p.top+100+foot)
	p.bottom = p.height - foot
	p.measure()
	return p
}

func (p *loads) gatherStacks() {
	for k := range p.Periods {
		if k%p.each == 0 {
			p.stacks = append(p.stacks, stack{first: &p.Periods[k], use: make([]float64, len(p.rows)), over: make([]float64, len(p.rows))})
		}
		s := &p.stacks[len(p.stacks)-1]
		s.last = &p.Periods[k]
		for i := range p.rows {
			for j := range p.rows[i].of {
				s.add(i, &p.rows[i].of[j], k)
			}
		}
	}
}

// add adds a period of a load to a row of the bar.
func (s *stack) add(row int, l *Load, k int) {
	use, used := height(at(l.Use, k))
	could, known := height(at(l.Capacity, k))
	use, could = max(use, 0), max(could, 0)
	s.use[row] += use
	s.could += could
	s.limited = s.limited || known
	if used && known && l.Use[k].Unit() == l.Capacity[k].Unit() {
		s.over[row] += max(use-could, 0)
	}
}

func (p *loads) layLegend() {
	say := phrase.In(p.Lang)
	var keys []barKey
	for i := range p.rows {
		keys = append(keys, barKey{name: p.rows[i].name, pen: p.rows[i].pen})
	}
	over, limited := false, false
	for _, s := range p.stacks {
		limited = limited || s.limited
		for _, x := range s.over {
			over = over || x > 0
		}
	}
	if over {
		keys = append(keys, barKey{name: say.Label("overload"), pen: overPen})
	}
	if limited {
		keys = append(keys, barKey{name: say.Label("capacity_line"), lined: true, line: capacityStyle})
	}
	p.legend = newBarLegend(p.width, keys...)
}

// measure makes the scale and the room of its labels.
func (p *loads) measure() {
	most := 0.0
	for _, s := range p.stacks {
		sum := 0.0
		for _, x := range s.use {
			sum += x
		}
		most = max(most, sum, s.could)
	}
	p.scale = newScale(0, most, int((p.bottom-p.top)/36), axisUnit(&p.Axis))
	unit, isMoney := p.unit()
	widest := 0.0
	for i := range p.scale.count {
		text, _ := report.ClipText(p.format.Cell(&p.Axis, axisValue(p.scale.tick(i), unit, isMoney)), axisSize, p.width/4)
		p.labels = append(p.labels, text)
		widest = max(widest, report.TextWidth(text, axisSize))
	}
	p.left = margin + widest + 8
}

func (p *loads) unit() (string, bool) {
	for i := range p.Loads {
		for _, list := range [...][]finding.Value{p.Loads[i].Use, p.Loads[i].Capacity} {
			for _, v := range list {
				if _, ok := height(v); ok {
					return unitOf(v)
				}
			}
		}
	}
	return "", false
}

// x is the left edge of a bar.
func (p *loads) x(i int) float64 {
	return p.left + (p.right-p.left)*float64(i)/float64(max(len(p.stacks), 1))
}

func (p *loads) y(value float64) float64 {
	return p.bottom - (p.bottom-p.top)*value/p.scale.high
}
