package pdf

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

// The kinds of error of this package, besides report.ErrNoDocument.
var (
	// ErrFont: no font was given, or bytes that are no font with TrueType
	// outlines.
	ErrFont = errors.New("pdf: not a TrueType font")
	// ErrGlyph: a character that no font has.
	ErrGlyph = errors.New("pdf: character without a glyph")
	// ErrPage: margins that leave no room for text.
	ErrPage = errors.New("pdf: page without room")
)

// face is a font as it is measured, and the name it is embedded by.
type face struct {
	family, style string
	data          []byte
	font          *sfnt.Font
	widths        map[rune]float64 // of what it has, in shares of the size
}

// faces are the fonts in order of preference, and what none of them has.
type faces struct {
	regular, bold []*face
	buffer        sfnt.Buffer
	substitute    rune
	missing       map[rune]bool
}

func newFaces(r Renderer) (*faces, error) {
	f := &faces{substitute: r.Substitute, missing: map[rune]bool{}}
	var err error
	if f.regular, err = readFonts("Fonts", "", r.Fonts); err != nil {
		return nil, err
	}
	if len(f.regular) == 0 {
		return nil, fmt.Errorf("%w: no font", ErrFont)
	}
	f.bold, err = readFonts("Bold", "B", r.Bold)
	f.bold = append(f.bold, f.regular...)
	return f, err
}

func readFonts(field, style string, list [][]byte) ([]*face, error) {
	var fonts []*face
	for i, data := range list {
		font, err := sfnt.Parse(data)
		if err != nil || !strings.HasPrefix(string(data), "\x00\x01\x00\x00") && !strings.HasPrefix(string(data), "true") {
			return nil, fmt.Errorf("%w: %s[%d]", ErrFont, field, i)
		}
		fonts = append(fonts, &face{family: fmt.Sprint("m", i), style: style, data: data, font: font, widths: map[rune]float64{}})
	}
	return fonts, nil
}

// width returns how wide a character is in a font, in shares of the size, and
// whether the font has it.
func (f *faces) width(x *face, r rune) (float64, bool) {
	if w, known := x.widths[r]; known {
		return w, w >= 0
	}
	w := -1.0
	if index, err := x.font.GlyphIndex(&f.buffer, r); err == nil && index != 0 && r <= 0xFFFF {
		em := x.font.UnitsPerEm()
		if a, err := x.font.GlyphAdvance(&f.buffer, index, fixed.Int26_6(em), 0); err == nil {
			w = float64(a) / float64(em)
		}
	}
	x.widths[r] = w
	return w, w >= 0
}

// find returns the font that draws a character, and the character: the
// substitute where no font has it. What cannot be drawn at all is noted.
func (f *faces) find(r rune, bold bool) (*face, rune, float64) {
	list := f.regular
	if bold {
		list = f.bold
	}
	for _, x := range list {
		if w, ok := f.width(x, r); ok {
			return x, r, w
		}
	}
	if f.substitute != 0 && r != f.substitute {
		return f.find(f.substitute, bold)
	}
	f.missing[r] = true
	return list[0], '?', 0.5
}

// missingError names the characters that no font has, in order.
func (f *faces) missingError() error {
	if len(f.missing) == 0 {
		return nil
	}
	list := slices.Sorted(maps.Keys(f.missing))
	var names []string
	for _, r := range list[:min(len(list), 20)] {
		names = append(names, fmt.Sprintf("%q", r))
	}
	if more := len(list) - 20; more > 0 {
		names = append(names, fmt.Sprintf("and %d more", more))
	}
	return fmt.Errorf("%w: %s", ErrGlyph, strings.Join(names, ", "))
}
