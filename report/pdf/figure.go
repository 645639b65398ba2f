package pdf

import (
	"math"

	"codeberg.org/go-pdf/fpdf"

	"github.com/milepost-go/milepost/report"
)

// maxSlices is on how many pages a figure is continued at most; one that is
// longer is made smaller.
const maxSlices = 20

// figure draws a figure as wide as the page at most. One that is longer than a
// page is continued on the next.
func (l *layout) figure(f report.Figure) {
	frame := f.Frame()
	if !(frame.Width > 0 && frame.Height > 0 && frame.Width < 1e7 && frame.Height < 1e7) {
		l.table(f.Table())
		return
	}
	full := l.bottom() - l.page.Margin
	scale := min(0.75, l.width()/frame.Width)
	scale = min(scale, maxSlices*full/frame.Height)
	height := frame.Height * scale
	if height <= full {
		l.room(height)
	} else if l.bottom()-l.y < full/3 {
		l.newPage()
	}
	for done := 0.0; done < height-0.01; {
		part := min(l.bottom()-l.y, height-done)
		// A little of what is above and below is shown too, so that no letter is
		// cut in two.
		l.pdf.ClipRect(l.left(), l.y-8, frame.Width*scale, part+12, false)
		f.Draw(&canvas{l, l.left(), l.y - done, scale, l.y, l.y + part})
		l.pdf.ClipEnd()
		done += part
		l.y += part
		if done < height-0.01 {
			l.newPage()
		}
	}
	l.y += gap
	if frame.Desc != "" {
		l.text([]report.Run{{Text: frame.Desc}}, cellSize, 0, false, report.InkMuted)
	}
}

// canvas draws a figure into a slice of a page.
type canvas struct {
	l           *layout
	x, y, scale float64
	from, to    float64 // what lies wholly above or below is left out; text stands where its base line is
}

func (c *canvas) at(p report.Point) (float64, float64) {
	return c.x + p.X*c.scale, c.y + p.Y*c.scale
}

// seen reports whether anything between two heights of the figure can be seen.
func (c *canvas) seen(low, high float64) bool {
	return c.y+high*c.scale >= c.from && c.y+low*c.scale <= c.to && !math.IsNaN(low) && !math.IsNaN(high)
}

// Rect draws a rectangle.
func (c *canvas) Rect(r report.Rect) {
	if !(r.W > 0) || !(r.H > 0) || !c.seen(r.Y, r.Y+r.H) {
		return
	}
	x, y := c.at(report.Point{X: r.X, Y: r.Y})
	w, h := r.W*c.scale, r.H*c.scale
	mode := c.style(&r.Style)
	if mode == "" {
		return
	}
	if radius := min(r.Radius*c.scale, w/2, h/2); radius > 0 {
		c.l.pdf.RoundedRect(x, y, w, h, radius, "1234", mode)
	} else {
		c.l.pdf.Rect(x, y, w, h, mode)
	}
	if r.Hatch {
		c.hatch([]fpdf.PointType{{X: x, Y: y}, {X: x + w, Y: y}, {X: x + w, Y: y + h}, {X: x, Y: y + h}}, &r.Style)
	}
}

// Path draws a line.
func (c *canvas) Path(p *report.Path) {
	low, high := math.Inf(1), math.Inf(-1)
	var corners []fpdf.PointType
	for _, s := range p.Steps {
		if s.Kind != report.CloseStep {
			low, high = min(low, s.To.Y), max(high, s.To.Y)
			x, y := c.at(s.To)
			corners = append(corners, fpdf.PointType{X: x, Y: y})
		}
	}
	if len(corners) == 0 || !c.seen(low, high) {
		return
	}
	mode := c.style(&p.Style)
	if mode == "" {
		return
	}
	for _, s := range p.Steps {
		x, y := c.at(s.To)
		switch s.Kind {
		case report.MoveStep:
			c.l.pdf.MoveTo(x, y)
		case report.LineStep:
			c.l.pdf.LineTo(x, y)
		case report.CurveStep:
			x1, y1 := c.at(s.C1)
			x2, y2 := c.at(s.C2)
			c.l.pdf.CurveBezierCubicTo(x1, y1, x2, y2, x, y)
		case report.CloseStep:
			c.l.pdf.ClosePath()
		}
	}
	c.l.pdf.DrawPath(mode)
	if p.Hatch {
		c.hatch(corners, &p.Style)
	}
}

var dashes = [...][]float64{report.Solid: {}, report.Dashed: {5, 3}, report.Dotted: {1.5, 2.5}}

// style sets colours and lines and returns how to paint, "" for not at all.
func (c *canvas) style(s *report.Style) string {
	mode := ""
	if s.Fill != report.InkNone {
		c.l.colour(c.l.pdf.SetFillColor, s.Fill)
		mode = "F"
	}
	if s.Stroke != report.InkNone {
		width := s.Width
		if !(width > 0) {
			width = 1
		}
		c.l.colour(c.l.pdf.SetDrawColor, s.Stroke)
		c.l.pdf.SetLineWidth(width * c.scale)
		var dash []float64
		if int(s.Dash) < len(dashes) {
			for _, d := range dashes[s.Dash] {
				dash = append(dash, d*c.scale)
			}
		}
		c.l.pdf.SetDashPattern(dash, 0)
		mode += "D"
	}
	return mode
}

// hatch draws diagonal lines within corners.
func (c *canvas) hatch(corners []fpdf.PointType, s *report.Style) {
	if s.Stroke == report.InkNone || len(corners) < 3 {
		return
	}
	low, high := corners[0], corners[0]
	for _, p := range corners {
		low, high = fpdf.PointType{X: min(low.X, p.X), Y: min(low.Y, p.Y)}, fpdf.PointType{X: max(high.X, p.X), Y: max(high.Y, p.Y)}
	}
	step := 5 * c.scale * math.Sqrt2
	height := high.Y - low.Y
	if (high.X-low.X+height)/step > 10_000 {
		return
	}
	c.l.pdf.ClipPolygon(corners, false)
	c.l.pdf.SetLineWidth(1.5 * c.scale)
	c.l.pdf.SetDashPattern(nil, 0)
	for x := low.X - height; x < high.X; x += step {
		c.l.pdf.MoveTo(x, high.Y)
		c.l.pdf.LineTo(x+height, low.Y)
		c.l.pdf.DrawPath("D")
	}
	c.l.pdf.ClipEnd()
}

// Text writes a line of text.
func (c *canvas) Text(t report.Text) {
	size := t.Size
	if !(size > 0) {
		size = 12
	}
	if base := c.y + t.Y*c.scale; !(base >= c.from && base < c.to) {
		return
	}
	ink := t.Ink
	if ink == report.InkNone {
		ink = report.InkText
	}
	line := c.l.fonts.wrap([]report.Run{{Text: report.CleanLine(t.Text)}}, size*c.scale, math.Inf(1), t.Bold)[0]
	x, y := c.at(report.Point{X: t.X, Y: t.Y})
	switch t.Anchor {
	case report.AnchorMiddle:
		x -= line.w / 2
	case report.AnchorEnd:
		x -= line.w
	}
	c.l.line(line, x, y, size*c.scale, ink)
}
