package chart

import (
	"slices"

	"github.com/milepost-go/milepost/report"
)

// LineKind says what a [Series] is, and so how it is drawn: what was measured
// stands out, what it is held against stays behind. The zero LineKind is
// LineActual.
type LineKind uint8

// The kinds of line.
const (
	LineActual   LineKind = iota // measured or planned values: a strong line, told from the others by colour, dash and mark
	LineForecast                 // what is expected of another series: its colour, dashed, joined over dates without a value
	LineLevel                    // what values are held against, such as a budget or a mean: thin and solid
	LineLimit                    // where it becomes remarkable: thin and dashed
	LineIdeal                    // how it would go at an even pace: thin and dotted
)

// marked reports whether the values of the line are marked.
func (k LineKind) marked() bool { return k == LineActual || k == LineForecast }

// drawnSeries returns the places of the series that are drawn.
func drawnSeries(list []Series) []int {
	var drawn []int
	count := map[LineKind]int{}
	for i := range list {
		if count[list[i].Line]++; count[list[i].Line] <= MaxSeries {
			drawn = append(drawn, i)
		}
	}
	return drawn
}

// behind returns the series in the order in which they are drawn: what values
// are held against first, what was measured last.
func (p *plot) behind() []int {
	list := slices.Clone(p.drawn)
	rank := func(i int) int {
		switch p.Series[i].Line {
		case LineActual:
			return 2
		case LineForecast:
			return 1
		}
		return 0
	}
	slices.SortStableFunc(list, func(a, b int) int { return rank(a) - rank(b) })
	return list
}

// pens tell the series apart by colour, dash and mark.
var pens = [MaxSeries]struct {
	ink  report.Ink
	dash report.Dash
}{
	{report.InkTaskEdge, report.Solid}, {report.InkCriticalEdge, report.Dashed}, {report.InkGood, report.Dotted},
	{report.InkSummary, report.Solid}, {report.InkWarn, report.Dashed}, {report.InkMuted, report.Dotted},
}

// place returns the pen of a series: its number among those measured, of a
// forecast that of the series it continues.
func (p *plot) place(i int) int {
	s, n := &p.Series[i], 0
	for k := range p.Series {
		of := p.Series[k].Line == LineActual
		switch {
		case k == i && s.Line == LineActual, of && s.Line == LineForecast && s.Of != "" && p.key(k) == s.Of:
			return n % MaxSeries
		case of:
			n++
		}
	}
	return n % MaxSeries
}

// pen returns how a line is drawn. Where some are forecasts, dashes are theirs,
// and colour and mark tell apart what was measured.
func (p *plot) pen(i int) report.Style {
	style := report.Style{Stroke: report.InkMuted, Width: 1.2, Title: p.label(i)}
	switch p.Series[i].Line {
	case LineActual:
		pen := pens[p.place(i)]
		style.Stroke, style.Dash, style.Width = pen.ink, pen.dash, 2
		if p.foresees() {
			style.Dash = report.Solid
		}
	case LineForecast:
		style.Stroke, style.Dash, style.Width = pens[p.place(i)].ink, report.Dashed, 2
	case LineLimit:
		style.Stroke, style.Dash = report.InkText, report.Dashed
	case LineIdeal:
		style.Stroke, style.Dash, style.Width = report.InkText, report.Dotted, 1.6
	}
	return style
}

// foresees reports whether one of the series is a forecast.
func (p *plot) foresees() bool {
	return slices.ContainsFunc(p.Series, func(s Series) bool { return s.Line == LineForecast })
}

// mark draws the sign of a series: squares, discs or diamonds, full or hollow;
// of a forecast hollow.
func (p *plot) mark(c report.Canvas, i int, x, y float64, title string) {
	n := p.place(i)
	style := report.Style{Fill: pens[n].ink, Stroke: pens[n].ink, Title: title}
	if n >= MaxSeries/2 || p.Series[i].Line == LineForecast {
		style.Fill = report.InkPaper
	}
	const r = 3
	if n%3 < 2 {
		c.Rect(report.Rect{X: x - r, Y: y - r, W: 2 * r, H: 2 * r, Radius: float64(n % 3 * r), Style: style})
		return
	}
	c.Path(diamond(x, y, r+1, style))
}

func diamond(x, y, r float64, style report.Style) *report.Path {
	var p report.Path
	p.Reset(style)
	p.Move(x, y-r)
	p.Line(x+r, y)
	p.Line(x, y+r)
	p.Line(x-r, y)
	p.Close()
	return &p
}
