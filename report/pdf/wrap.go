package pdf

import (
	"strings"
	"unicode"

	"github.com/milepost-go/milepost/report"
)

// span is a stretch of text in one font on one line.
type span struct {
	text   string
	face   *face
	x, w   float64 // from the beginning of the line, in points
	target string
	bold   bool
}

// textLine is one line of wrapped text.
type textLine struct {
	spans []span
	w     float64
}

// word is a stretch of text that is not broken, in one style.
type word struct {
	text   string
	bold   bool
	target string
	ends   bool // a line break follows
}

// words cuts runs where lines may be broken: after blanks, slashes and hyphens,
// and around characters of scripts that are written without them.
func words(runs []report.Run) []word {
	var list []word
	for _, r := range runs {
		now := strings.Builder{}
		flush := func(ends bool) {
			if now.Len() > 0 || ends {
				list = append(list, word{now.String(), r.Style == report.Strong, r.Target, ends})
			}
			now.Reset()
		}
		for _, c := range report.Clean(r.Text) {
			switch {
			case c == '\n':
				flush(true)
				continue
			case dense(c) && !closes(c):
				flush(false)
			}
			now.WriteRune(c)
			if unicode.IsSpace(c) && c != 0xA0 || dense(c) && !opens(c) || c == '/' || c == '-' {
				flush(false)
			}
		}
		flush(false)
	}
	return glue(list)
}

// glue joins marks that may not begin a line to the word before them.
func glue(list []word) []word {
	var out []word
	for _, w := range list {
		if n := len(out); n > 0 && !out[n-1].ends && w.text != "" && closes([]rune(w.text)[0]) && out[n-1].bold == w.bold && out[n-1].target == w.target {
			out[n-1].text += w.text
			out[n-1].ends = w.ends
			continue
		}
		out = append(out, w)
	}
	return out
}

// dense reports whether a character is of a script written without blanks.
func dense(r rune) bool {
	return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul) || r >= 0x3000 && r <= 0x303F || r >= 0xFF00 && r <= 0xFFEF
}

// closes reports whether a character may not begin a line.
func closes(r rune) bool {
	return strings.ContainsRune("，。、；：？！）》」』】〉”’…—％·", r)
}

// opens reports whether a character may not end a line.
func opens(r rune) bool { return strings.ContainsRune("（《「『【〈“‘", r) }

// wrap lays runs out in lines of a width. A word that is wider than a line is
// broken anywhere. There is at least one line.
func (f *faces) wrap(runs []report.Run, size, width float64, bold bool) []textLine {
	lines := []textLine{{}}
	for _, w := range words(runs) {
		last := &lines[len(lines)-1]
		need := f.measure(strings.TrimRight(w.text, " \u2003"), size, bold || w.bold)
		if last.w > 0 && last.w+need > width {
			lines = append(lines, textLine{})
			last = &lines[len(lines)-1]
			w.text = strings.TrimLeft(w.text, " ")
		}
		for _, c := range w.text {
			x, c, share := f.find(c, bold || w.bold)
			advance := share * size
			if last.w > 0 && need > width && last.w+advance > width {
				lines = append(lines, textLine{})
				last = &lines[len(lines)-1]
			}
			last.add(c, x, advance, w, bold)
		}
		if w.ends {
			lines = append(lines, textLine{})
		}
	}
	return lines
}

// add puts a character at the end of the line.
func (l *textLine) add(c rune, x *face, advance float64, w word, bold bool) {
	n := len(l.spans)
	if n == 0 || l.spans[n-1].face != x || l.spans[n-1].target != w.target || l.spans[n-1].bold != (bold || w.bold) {
		l.spans = append(l.spans, span{face: x, x: l.w, target: w.target, bold: bold || w.bold})
		n++
	}
	s := &l.spans[n-1]
	s.text += string(c)
	s.w += advance
	l.w += advance
}

// measure is how wide a text is without wrapping.
func (f *faces) measure(text string, size float64, bold bool) float64 {
	w := 0.0
	for _, c := range text {
		_, _, share := f.find(c, bold)
		w += share * size
	}
	return w
}
