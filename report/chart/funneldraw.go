package chart

import (
	"strconv"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/phrase"
)

const (
	stageBar = 28.0
	rateRoom = 22.0
)

// funnel is a chart laid out.
type funnel struct {
	*Funnel
	format        report.Format
	width, height float64
	top           float64
	left, right   float64 // of the bars
	amountLeft    float64
	stages        []FunnelStage
	most          int64
}

func newFunnel(d *Funnel) *funnel {
	p := &funnel{Funnel: d, format: report.Format{Lang: d.Lang}, width: barWidth(d.Width), most: 1}
	p.stages = d.Stages[:min(len(d.Stages), MaxStages)]
	names, amounts := 0.0, 0.0
	column := d.amounts()
	for i := range p.stages {
		s := &p.stages[i]
		p.most = max(p.most, s.Count)
		names = max(names, report.TextWidth(plain(s.Name), axisSize))
		if !s.Amount.IsZero() {
			amounts = max(amounts, report.TextWidth(p.format.Cell(&column, s.Amount), axisSize), report.TextWidth(column.Title, axisSize))
		}
	}
	names, amounts = min(names, p.width/4), min(amounts, p.width/4)
	p.left, p.right = margin+names+12, p.width-margin
	if amounts > 0 {
		p.right -= amounts + 12
	}
	p.amountLeft = p.width - margin - amounts
	p.top = headRoom(d.Bare) + 18
	p.height = p.top + (stageBar+rateRoom)*float64(max(len(p.stages), 1)) - rateRoom + margin
	if len(d.Stages) > len(p.stages) {
		p.height += lineRoom
	}
	return p
}

// y is the upper edge of the bar of a stage.
func (p *funnel) y(i int) float64 { return p.top + (stageBar+rateRoom)*float64(i) }

// half returns half the width of a bar.
func (p *funnel) half(i int) float64 {
	return (p.right - p.left) / 2 * float64(max(p.stages[i].Count, 0)) / float64(p.most)
}

// Draw draws the chart.
func (d *Funnel) Draw(c report.Canvas) {
	p := newFunnel(d)
	drawHead(c, p.width, p.height, d.title(), d.Bare)
	middle := (p.left + p.right) / 2
	axisLabel(c, middle, p.top-8, p.right-p.left, d.counted(), report.AnchorMiddle, report.InkMuted)
	if d.hasAmounts() {
		axisLabel(c, p.width-margin, p.top-8, p.width-margin-p.amountLeft, d.amounts().Title, report.AnchorEnd, report.InkMuted)
	}
	if len(p.stages) == 0 {
		drawNothing(c, p.format, p.left, p.right, p.top+stageBar/2)
	}
	for i := range p.stages {
		if i+1 < len(p.stages) {
			p.drawRate(c, i)
		}
		p.drawStage(c, i)
	}
	if more := len(d.Stages) - len(p.stages); more > 0 {
		text := phrase.In(d.Lang).Label("not_drawn") + colon(d.Lang) + strconv.Itoa(more)
		axisLabel(c, margin, p.height-margin/2, p.width-2*margin, text, report.AnchorStart, report.InkMuted)
	}
}

func (p *funnel) drawStage(c report.Canvas, i int) {
	s, y, middle := &p.stages[i], p.y(i), (p.left+p.right)/2
	count := p.format.Value(finding.Number(max(s.Count, 0), ""))
	name := plain(s.Name)
	axisLabel(c, p.left-12, y+stageBar/2+4, p.left-12-margin, name, report.AnchorEnd, report.InkText)
	half := p.half(i)
	barPens[0].draw(c, middle-half, y, 2*half, stageBar, name+colon(p.Lang)+count)
	w := report.TextWidth(count, nameSize) * 17 / 16
	if w+8 <= 2*half || half == 0 {
		c.Text(report.Text{X: middle, Y: y + stageBar/2 + 5, Text: count, Size: nameSize, Bold: true, Anchor: report.AnchorMiddle})
	} else {
		shown, _ := report.ClipText(count, nameSize*17/16, max(p.right-middle-half-6, 0))
		c.Text(report.Text{X: middle + half + 6, Y: y + stageBar/2 + 5, Text: shown, Size: nameSize, Bold: true})
	}
	if !s.Amount.IsZero() {
		column := p.amounts()
		axisLabel(c, p.width-margin, y+stageBar/2+4, p.width-margin-p.amountLeft, p.format.Cell(&column, s.Amount), report.AnchorEnd, report.InkText)
	}
}

// drawRate draws the way from a stage to the next with the share that takes it.
func (p *funnel) drawRate(c report.Canvas, i int) {
	y, middle := p.y(i)+stageBar, (p.left+p.right)/2
	var way report.Path
	way.Reset(report.Style{Fill: report.InkPanel})
	way.Move(middle-p.half(i), y)
	way.Line(middle+p.half(i), y)
	way.Line(middle+p.half(i+1), y+rateRoom)
	way.Line(middle-p.half(i+1), y+rateRoom)
	way.Close()
	c.Path(&way)
	rate := p.stages[i].Rate
	if rate.IsZero() {
		return
	}
	column := report.Column{Type: report.TypePercent, Places: 1}
	axisLabel(c, middle, y+rateRoom/2+4, p.right-p.left, "↓ "+p.format.Cell(&column, rate), report.AnchorMiddle, report.InkText)
}
