package chart

import (
	"slices"

	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// Moment is a date that a [LineChart] shows as an upright line with its name.
type Moment struct {
	At   calendar.Date // a zero date is not drawn
	Name string
	Now  bool // the data date: a solid line in its own colour; else dashed
}

const (
	bannerRoom = 15.0
	maxBanners = 3
)

// banner is the name of a moment in its place.
type banner struct {
	moment int
	middle float64
	line   int // from the top; -1: there is no room
	text   string
}

// banners places the names of the moments, left to right, on as many lines as
// there are.
func (p *plot) places(lines int) []banner {
	var list []banner
	for i := range p.Events {
		if !p.Events[i].At.IsZero() {
			list = append(list, banner{moment: i})
		}
	}
	slices.SortStableFunc(list, func(a, b banner) int { return p.Events[a.moment].At.Compare(p.Events[b.moment].At) })
	ends := make([]float64, lines)
	for n := range list {
		b := &list[n]
		name := plain(p.Events[b.moment].Name)
		b.text, _ = report.ClipText(name, axisSize, (p.right-p.left)/2)
		w := report.TextWidth(b.text, axisSize)
		b.middle = min(max(p.x(p.Events[b.moment].At), p.left+w/2), max(p.width-w/2-4, p.left+w/2))
		b.line = slices.IndexFunc(ends, func(end float64) bool { return b.middle-w/2 >= end })
		if b.line >= 0 {
			ends[b.line] = b.middle + w/2 + 8
		}
	}
	return list
}

// bannerLines returns how many lines the names of the moments need, by where
// they will stand about.
func (p *plot) bannerLines() int {
	p.left = margin + 70
	lines := 0
	for _, b := range p.places(maxBanners) {
		lines = max(lines, b.line+1)
	}
	return lines
}

// drawEvents draws the moments with their names above.
func (p *plot) drawEvents(c report.Canvas) {
	for _, b := range p.places(p.banners) {
		m := &p.Events[b.moment]
		style := report.Style{Stroke: report.InkText, Dash: report.Dashed, Title: plain(m.Name) + " " + m.At.String()}
		ink := report.InkText
		if m.Now {
			ink, style.Stroke, style.Dash, style.Width = report.InkDataDate, report.InkDataDate, report.Solid, 1.6
		}
		var line report.Path
		line.Reset(style)
		line.Move(p.x(m.At), p.top)
		line.Line(p.x(m.At), p.bottom)
		c.Path(&line)
		if b.line >= 0 && b.text != "" {
			y := p.top - 5 - bannerRoom*float64(p.banners-1-b.line)
			c.Text(report.Text{X: b.middle, Y: y, Text: b.text, Size: axisSize, Anchor: report.AnchorMiddle, Ink: ink, Title: full(b.text, plain(m.Name))})
		}
	}
}
