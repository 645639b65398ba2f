package chart

import "github.com/milepost-go/milepost/report"

// layLegend breaks the names of the series and the bands into lines.
func (p *plot) layLegend() {
	x := p.width
	for n := range len(p.drawn) + len(p.Bands) {
		w := p.legendRoom(n)
		if x+w > p.right || len(p.legend) == 0 {
			p.legend, x = append(p.legend, nil), margin
		}
		at := len(p.legend) - 1
		p.legend[at] = append(p.legend[at], n)
		x += w
	}
}

// entry returns what an entry of the legend is called.
func (p *plot) entry(n int) string {
	if n < len(p.drawn) {
		return p.label(p.drawn[n])
	}
	return p.bandLabel(n - len(p.drawn))
}

func (p *plot) legendName(n int) string {
	text, _ := report.ClipText(p.entry(n), axisSize, p.width-2*margin-60)
	return text
}

func (p *plot) legendRoom(n int) float64 {
	return 34 + report.TextWidth(p.legendName(n), axisSize) + 18
}

func (p *plot) drawLegend(c report.Canvas) {
	y := margin + 6.0
	if !p.Bare {
		y += titleRoom
	}
	for _, line := range p.legend {
		x := float64(margin)
		for _, n := range line {
			p.sample(c, n, x, y)
			c.Text(report.Text{X: x + 34, Y: y + 4, Text: p.legendName(n), Size: axisSize, Title: full(p.legendName(n), p.entry(n))})
			x += p.legendRoom(n)
		}
		y += 18
	}
}

// sample draws a piece of what an entry stands for.
func (p *plot) sample(c report.Canvas, n int, x, y float64) {
	if n >= len(p.drawn) {
		c.Rect(report.Rect{X: x, Y: y - 6, W: 26, H: 12, Style: bandStyle(p.bandLabel(n - len(p.drawn)))})
		return
	}
	i := p.drawn[n]
	var line report.Path
	line.Reset(p.pen(i))
	line.Move(x, y)
	line.Line(x+26, y)
	c.Path(&line)
	if p.Series[i].Line.marked() {
		p.mark(c, i, x+13, y, "")
	}
}
