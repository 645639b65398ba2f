package png

import (
	"fmt"
	"image"
	"maps"
	"slices"
	"strings"

	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"

	"github.com/milepost-go/milepost/report"
)

// faces are the fonts in order of preference.
type faces struct {
	regular, bold []*sfnt.Font
	buffer        sfnt.Buffer
}

// read parses the fonts of the options.
func (f *faces) read(o Options) error {
	var err error
	if f.regular, err = parse("Fonts", o.Fonts); err != nil {
		return err
	}
	f.bold, err = parse("Bold", o.Bold)
	f.bold = append(f.bold, f.regular...)
	return err
}

// parse reads fonts; of a collection, the first.
func parse(field string, list [][]byte) ([]*sfnt.Font, error) {
	var fonts []*sfnt.Font
	for i, data := range list {
		all, err := sfnt.ParseCollection(data)
		if err != nil {
			return nil, fmt.Errorf("%w: %s[%d]: %v", ErrFont, field, i, err)
		}
		font, err := all.Font(0)
		if err != nil {
			return nil, fmt.Errorf("%w: %s[%d]: %v", ErrFont, field, i, err)
		}
		fonts = append(fonts, font)
	}
	return fonts, nil
}

// glyph is a character in the font that has it.
type glyph struct {
	font  *sfnt.Font
	index sfnt.GlyphIndex
	at    float64 // from the beginning of the text, in CSS pixels
}

// defaultSize is the size of text that names none.
const defaultSize = 12

// Text writes a line of text. An empty text draws nothing.
func (c *Canvas) Text(t report.Text) {
	size := t.Size
	if !(size > 0) {
		size = defaultSize
	}
	ink := t.Ink
	if ink == report.InkNone {
		ink = report.InkText
	}
	glyphs, width := c.layOut(report.CleanLine(t.Text), size, t.Bold)
	switch t.Anchor {
	case report.AnchorMiddle:
		t.X -= width / 2
	case report.AnchorEnd:
		t.X -= width
	}
	colour, ok := c.colour(ink)
	if !ok {
		return
	}
	for _, g := range glyphs {
		c.paint(c.shapeOf(g, size, report.Point{X: t.X + g.at, Y: t.Y}), image.NewUniform(colour))
	}
}

// layOut places the characters of a text one after another. What no font has
// is noted.
func (c *Canvas) layOut(text string, size float64, bold bool) ([]glyph, float64) {
	fonts := c.faces.regular
	if bold {
		fonts = c.faces.bold
	}
	var glyphs []glyph
	x := 0.0
	for _, r := range text {
		g, ok := c.find(fonts, r)
		if !ok {
			if c.missing == nil {
				c.missing = map[rune]bool{}
			}
			c.missing[r] = true
			continue
		}
		g.at = x
		x += c.advance(g, size)
		glyphs = append(glyphs, g)
	}
	return glyphs, x
}

func (c *Canvas) find(fonts []*sfnt.Font, r rune) (glyph, bool) {
	for _, f := range fonts {
		if index, err := f.GlyphIndex(&c.faces.buffer, r); err == nil && index != 0 {
			return glyph{font: f, index: index}, true
		}
	}
	return glyph{}, false
}

// unit is the size at which outlines are loaded: one font unit a 64th.
func unit(f *sfnt.Font) fixed.Int26_6 { return fixed.Int26_6(f.UnitsPerEm()) }

// css turns a coordinate of an outline into CSS pixels at a size.
func css(v fixed.Int26_6, f *sfnt.Font, size float64) float64 {
	return float64(v) / float64(f.UnitsPerEm()) * size
}

func (c *Canvas) advance(g glyph, size float64) float64 {
	a, err := g.font.GlyphAdvance(&c.faces.buffer, g.index, unit(g.font), 0)
	if err != nil {
		return 0
	}
	return css(a, g.font, size)
}

// shapeOf returns the outline of a character with its base line at a point. A
// character that has none, such as a blank or a picture, has no lines.
func (c *Canvas) shapeOf(g glyph, size float64, at report.Point) []line {
	segments, err := g.font.LoadGlyph(&c.faces.buffer, g.index, unit(g.font), nil)
	if err != nil {
		return nil
	}
	point := func(p fixed.Point26_6) report.Point {
		return report.Point{X: at.X + css(p.X, g.font, size), Y: at.Y + css(p.Y, g.font, size)}
	}
	var lines []line
	for _, s := range segments {
		to := point(s.Args[0])
		if s.Op == sfnt.SegmentOpMoveTo || len(lines) == 0 {
			lines = append(lines, line{points: []report.Point{to}, closed: true})
			continue
		}
		l := &lines[len(lines)-1]
		switch s.Op {
		case sfnt.SegmentOpLineTo:
			l.points = append(l.points, to)
		case sfnt.SegmentOpQuadTo:
			l.quad(to, point(s.Args[1]))
		case sfnt.SegmentOpCubeTo:
			l.curve(to, point(s.Args[1]), point(s.Args[2]))
		}
	}
	return lines
}

// quad adds a quadratic curve.
func (l *line) quad(c, to report.Point) {
	from := l.points[len(l.points)-1]
	third := func(a, b float64) float64 { return a + (b-a)*2/3 }
	l.curve(report.Point{X: third(from.X, c.X), Y: third(from.Y, c.Y)}, report.Point{X: third(to.X, c.X), Y: third(to.Y, c.Y)}, to)
}

// missingError names the characters that no font has, in order.
func missingError(missing map[rune]bool) error {
	if len(missing) == 0 {
		return nil
	}
	list := slices.Sorted(maps.Keys(missing))
	var names []string
	for _, r := range list[:min(len(list), 20)] {
		names = append(names, fmt.Sprintf("%q", r))
	}
	if more := len(list) - 20; more > 0 {
		names = append(names, fmt.Sprintf("and %d more", more))
	}
	return fmt.Errorf("%w: %s", ErrGlyph, strings.Join(names, ", "))
}
