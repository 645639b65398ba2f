package chart

import (
	"cmp"
	"slices"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// placedMark is a mark with its place and the row of its name.
type placedMark struct {
	*ValueMark
	at, x, w float64
	text     string
	row      int
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

func (p *histogram) drawMark(c report.Canvas, i int) {
	m := p.marks[i]
	y := p.top - 6 - 14*float64(m.row)
	x, title := p.x(m.at), plain(m.Name)+" "+p.format.Cell(&p.Axis, m.At)
	line(c, report.Style{Stroke: report.InkDataDate, Width: 1.5, Dash: m.Dash, Title: title}, report.Point{X: x, Y: y + 2}, report.Point{X: x, Y: p.bottom})
	c.Text(report.Text{X: m.x, Y: y, Text: m.text, Size: axisSize, Ink: report.InkDataDate, Title: title})
}
