package png

import (
	"image"
	"image/color"
	"image/draw"
	"math"

	"golang.org/x/image/vector"

	"github.com/milepost-go/milepost/report"
)

// Canvas is a [report.Canvas] that draws into a picture. Shapes outside the
// picture are cut off at its edge. It belongs to one goroutine.
type Canvas struct {
	picture *image.RGBA
	scale   float64
	dark    bool
	faces   faces
	missing map[rune]bool // characters that no font has
	pen     vector.Rasterizer
}

// Image returns the picture, which the caller owns from then on. The error is
// ErrGlyph with the characters that no font has.
func (c *Canvas) Image() (*image.RGBA, error) {
	if err := missingError(c.missing); err != nil {
		return nil, err
	}
	return c.picture, nil
}

// Rect draws a rectangle. One without width or height draws nothing.
func (c *Canvas) Rect(r report.Rect) {
	if !(r.W > 0) || !(r.H > 0) {
		return
	}
	c.shape(rectangle(r), &r.Style)
}

// Path draws a line. A path without steps draws nothing.
func (c *Canvas) Path(p *report.Path) { c.shape(outline(p.Steps), &p.Style) }

// shape fills and strokes lines.
func (c *Canvas) shape(lines []line, s *report.Style) {
	if len(lines) == 0 {
		return
	}
	fill, filled := c.colour(s.Fill)
	stroke, stroked := c.colour(s.Stroke)
	if filled {
		if s.Hatch && stroked {
			c.paint(lines, hatching{fill, stroke, c.scale})
		} else {
			c.paint(lines, image.NewUniform(fill))
		}
	}
	if stroked {
		width := s.Width
		if !(width > 0) {
			width = 1
		}
		c.paint(strokes(lines, width, s.Dash), image.NewUniform(stroke))
	}
}

// colour returns the colour of an ink on the page, false for none.
func (c *Canvas) colour(ink report.Ink) (color.RGBA, bool) {
	rgb, ok := ink.Light()
	if c.dark {
		rgb, ok = ink.Dark()
	}
	return color.RGBA{rgb.R, rgb.G, rgb.B, 0xFF}, ok
}

// paint fills closed lines, given in CSS pixels, with a source.
func (c *Canvas) paint(lines []line, from image.Image) {
	box, ok := c.bounds(lines)
	if !ok {
		return
	}
	c.pen.Reset(box.Dx(), box.Dy())
	c.pen.DrawOp = draw.Over
	for _, l := range lines {
		for i, p := range l.points {
			x, y := float32(p.X*c.scale-float64(box.Min.X)), float32(p.Y*c.scale-float64(box.Min.Y))
			if i == 0 {
				c.pen.MoveTo(x, y)
			} else {
				c.pen.LineTo(x, y)
			}
		}
		c.pen.ClosePath()
	}
	c.pen.Draw(c.picture, box, from, box.Min)
}

// bounds returns the pixels that lines touch within the picture, and false for
// none. Points that are no numbers or far away make none: what is drawn there
// cannot be seen.
func (c *Canvas) bounds(lines []line) (image.Rectangle, bool) {
	const far = 1e7
	low, high := report.Point{X: far, Y: far}, report.Point{X: -far, Y: -far}
	for _, l := range lines {
		for _, p := range l.points {
			if !(math.Abs(p.X*c.scale) < far) || !(math.Abs(p.Y*c.scale) < far) {
				return image.Rectangle{}, false
			}
			low = report.Point{X: min(low.X, p.X), Y: min(low.Y, p.Y)}
			high = report.Point{X: max(high.X, p.X), Y: max(high.Y, p.Y)}
		}
	}
	box := image.Rect(int(math.Floor(low.X*c.scale)), int(math.Floor(low.Y*c.scale)), int(math.Ceil(high.X*c.scale)), int(math.Ceil(high.Y*c.scale)))
	box = box.Intersect(c.picture.Bounds())
	return box, !box.Empty()
}

// hatching is a source of diagonal lines: one CSS pixel and a half wide, five
// apart, as package report/svg has them.
type hatching struct {
	fill, line color.RGBA
	scale      float64
}

func (h hatching) ColorModel() color.Model { return color.RGBAModel }

func (h hatching) Bounds() image.Rectangle { return image.Rect(-1e9, -1e9, 1e9, 1e9) }

func (h hatching) At(x, y int) color.Color {
	across := math.Mod((float64(x)+0.5+float64(y)+0.5)/math.Sqrt2/h.scale, 5)
	// The share of the pixel that the line covers, softened at both edges.
	cover := min(1, max(0, (1.5-math.Abs(across-2.5)*2)*h.scale/2+0.5))
	mix := func(a, b uint8) uint8 { return uint8(math.Round(float64(a) + (float64(b)-float64(a))*cover)) }
	return color.RGBA{mix(h.fill.R, h.line.R), mix(h.fill.G, h.line.G), mix(h.fill.B, h.line.B), 0xFF}
}
