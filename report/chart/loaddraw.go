package chart

import (
	"strconv"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/phrase"
)

// overPen is that of what is too much.
var overPen = barPen{report.InkPaper, report.InkBlock, report.InkNone, hatched}

var capacityStyle = report.Style{Stroke: report.InkText, Width: 1.5, Dash: report.Dashed}

// loadRow is what is drawn in one pattern: one load, or all that are too many.
type loadRow struct {
	of   []Load
	name string
	pen  barPen
}

// use returns the exact use of a period, and over the overload.
func (r *loadRow) use(k int) finding.Value {
	return r.sum(func(l *Load) finding.Value { return at(l.Use, k) })
}
func (r *loadRow) over(k int) finding.Value {
	return r.sum(func(l *Load) finding.Value { return l.over(k) })
}

func (r *loadRow) sum(of func(*Load) finding.Value) finding.Value {
	list := make([]finding.Value, len(r.of))
	for i := range r.of {
		list[i] = of(&r.of[i])
	}
	return total(list...)
}

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

// gatherRows takes the loads that have a pattern each, and the others as one.
func (p *loads) gatherRows() {
	most := min(len(p.Loads), MaxLoads)
	for i := range p.Loads[:most] {
		p.rows = append(p.rows, loadRow{of: p.Loads[i : i+1], name: plain(p.Loads[i].Name), pen: barPens[i]})
	}
	if rest := p.Loads[most:]; len(rest) > 0 {
		p.rows = append(p.rows, loadRow{of: rest, name: phrase.In(p.Lang).Label("others_count") + " (" + strconv.Itoa(len(rest)) + ")", pen: otherPen})
	}
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
		text := phrase.In(d.Lang).Label("periods_each") + ": " + strconv.Itoa(p.each)
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
		title := p.rows[k].name + ", " + when
		if p.each == 1 {
			title += ": " + p.format.Cell(&p.Axis, p.rows[k].use(i))
		}
		within := s.use[k] - s.over[k]
		p.rows[k].pen.draw(c, x, p.y(base+within), w, p.y(base)-p.y(base+within), title)
		if s.over[k] > 0 {
			if p.each == 1 {
				title += ", " + phrase.In(p.Lang).Label("overload") + " " + p.format.Cell(&p.Axis, p.rows[k].over(i))
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
