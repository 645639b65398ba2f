package chart

import (
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
)

// Band is the room between two courses of a [LineChart], such as that of
// forecasts by several methods. The slices stay the caller's.
type Band struct {
	Key  string // begins the names of its columns in the table; "" takes "band_1" and so on
	Name string // what readers see; "" shows the key
	// Low and High are the values of the dates, one each. Dates without both are
	// passed over: the band goes on to the next.
	Low, High []finding.Value
}

func (d *LineChart) bandKey(i int) string {
	if d.Bands[i].Key != "" {
		return d.Bands[i].Key
	}
	return "band_" + finding.Number(int64(i)+1, "").Plain()
}

func (d *LineChart) bandLabel(i int) string {
	if name := plain(d.Bands[i].Name); name != "" {
		return name
	}
	return plain(d.bandKey(i))
}

func bandStyle(title string) report.Style {
	return report.Style{Fill: report.InkShade, Stroke: report.InkGridStrong, Width: 0.6, Hatch: true, Title: title}
}

// drawBands draws the bands that have at least two dates.
func (p *plot) drawBands(c report.Canvas) {
	for i := range p.Bands {
		low, high := p.edges(&p.Bands[i])
		if len(low) < 2 {
			continue
		}
		var area report.Path
		area.Reset(bandStyle(p.bandLabel(i)))
		area.Move(low[0].x, low[0].y)
		for _, at := range low[1:] {
			area.Line(at.x, at.y)
		}
		for k := len(high) - 1; k >= 0; k-- {
			area.Line(high[k].x, high[k].y)
		}
		area.Close()
		c.Path(&area)
	}
}

// edges returns where both sides of a band are.
func (p *plot) edges(b *Band) (low, high []spot) {
	for _, k := range p.order {
		if k >= len(b.Low) || k >= len(b.High) {
			continue
		}
		from, ok1 := p.level(b.Low[k])
		to, ok2 := p.level(b.High[k])
		if ok1 && ok2 {
			x := p.x(p.Dates[k])
			low, high = append(low, spot{x, p.y(from), k}), append(high, spot{x, p.y(to), k})
		}
	}
	return low, high
}
