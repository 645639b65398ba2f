package png

import (
	"errors"
	"fmt"
	"image"
	"image/png"
	"io"
	"math"

	"github.com/milepost-go/milepost/report"
)

// MaxPixels is the largest picture that is drawn. It needs four bytes a pixel.
const MaxPixels = 100_000_000

// The kinds of error of this package.
var (
	// ErrSize: a picture without pixels, or with more than MaxPixels.
	ErrSize = errors.New("png: picture size")
	// ErrFont: bytes that are no font.
	ErrFont = errors.New("png: not a font")
	// ErrGlyph: a character that no font has.
	ErrGlyph = errors.New("png: character without a glyph")
)

// Options say how a picture is drawn.
type Options struct {
	Fonts [][]byte // TrueType or OpenType, the first that has a character draws it; without any, text is refused
	Bold  [][]byte // the same for strong text; characters that none of these has are taken from Fonts
	Scale float64  // pixels of the picture a CSS pixel; 0 means 2, as sharp screens have
	Dark  bool     // on a dark page
}

// Render draws a figure and writes it as PNG. Nothing is written if it cannot
// be drawn: the error is ErrSize, ErrFont with the place of the font, or
// ErrGlyph with the characters; otherwise it is the first error of w.
func Render(w io.Writer, fig report.Figure, o Options) error {
	c, err := NewCanvas(fig.Frame(), o)
	if err != nil {
		return err
	}
	fig.Draw(c)
	picture, err := c.Image()
	if err != nil {
		return err
	}
	return png.Encode(w, picture)
}

// NewCanvas begins a picture of the size of the frame. The error is ErrSize or
// ErrFont.
func NewCanvas(frame report.Frame, o Options) (*Canvas, error) {
	scale := o.Scale
	if scale == 0 {
		scale = 2
	}
	w, h := math.Ceil(frame.Width*scale), math.Ceil(frame.Height*scale)
	if !(w >= 1 && h >= 1 && w*h <= MaxPixels) {
		return nil, fmt.Errorf("%w: %g x %g at %g", ErrSize, frame.Width, frame.Height, scale)
	}
	c := &Canvas{scale: scale, dark: o.Dark, picture: image.NewRGBA(image.Rect(0, 0, int(w), int(h)))}
	if err := c.faces.read(o); err != nil {
		return nil, err
	}
	c.Rect(report.Rect{W: frame.Width, H: frame.Height, Style: report.Style{Fill: report.InkPaper}})
	return c, nil
}
