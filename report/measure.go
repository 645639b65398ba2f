package report

import (
	"unicode"
	"unicode/utf8"
)

// latinWidths are the widths of the printable ASCII characters in thousandths
// of the font size, as in the widely copied metrics of sans-serif fonts.
var latinWidths = [95]uint16{
	278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, // space to /
	556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, // 0 to ?
	1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778, // @ to O
	667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, // P to _
	333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, // ` to o
	556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584, // p to ~
}

// TextWidth estimates the width of one line of text at a font size, without
// any font: the same on every machine. Chinese, Japanese and Korean characters
// and pictographs take their full width, combining marks none. Bold text is
// about a sixteenth wider than the estimate.
func TextWidth(s string, size float64) float64 {
	return float64(milliEms(s)) * size / 1000
}

// ClipText returns s where it is no wider than width at the font size, else as
// much of its beginning as fits with an ellipsis, and whether it had to be
// cut. Where not even the ellipsis fits the text is empty.
func ClipText(s string, size, width float64) (string, bool) {
	if size <= 0 {
		return s, false
	}
	room := int64(width * 1000 / size)
	if milliEms(s) <= room {
		return s, false
	}
	room -= runeWidth('…')
	if room < 0 {
		return "", true
	}
	cut := 0
	for i, r := range s {
		w := runeWidth(r)
		if w > room {
			break
		}
		if w > 0 || cut > 0 {
			cut = i + utf8.RuneLen(max(r, 0))
		}
		if r == utf8.RuneError {
			_, n := utf8.DecodeRuneInString(s[i:])
			cut = i + n
		}
		room -= w
	}
	for cut > 0 && s[cut-1] == ' ' {
		cut--
	}
	return s[:cut] + "…", true
}

func milliEms(s string) int64 {
	var sum int64
	for i := range len(s) {
		c := s[i] - ' '
		if int(c) >= len(latinWidths) {
			return sum + milliEmsAbove(s[i:])
		}
		sum += int64(latinWidths[c])
	}
	return sum
}

// milliEmsAbove is milliEms for text with other than printable ASCII.
func milliEmsAbove(s string) int64 {
	var sum int64
	for _, r := range s {
		sum += runeWidth(r)
	}
	return sum
}

func runeWidth(r rune) int64 {
	switch {
	case r < ' ' || r == 0x7f:
		return 0
	case r < 0x7f:
		return int64(latinWidths[r-' '])
	case isWide(r):
		return 1000
	case r == '…':
		return 1000
	case r < 0x300:
		return 580
	case r == 0x200b || r == 0x200c || r == 0x200d || r >= 0xfe00 && r <= 0xfe0f || unicode.In(r, unicode.Mn, unicode.Me):
		return 0
	}
	return 640
}

// isWide reports whether r takes the width of a Chinese character, after the
// wide and full-width ranges of Unicode's East Asian Width (UAX 11).
func isWide(r rune) bool {
	if r < 0x1100 {
		return false
	}
	for _, span := range wideRanges {
		if r <= span[1] {
			return r >= span[0]
		}
	}
	return false
}

var wideRanges = [...][2]rune{
	{0x1100, 0x115f}, {0x231a, 0x231b}, {0x2e80, 0x303e}, {0x3041, 0x33ff}, {0x3400, 0x4dbf}, {0x4e00, 0x9fff},
	{0xa000, 0xa4cf}, {0xa960, 0xa97f}, {0xac00, 0xd7a3}, {0xf900, 0xfaff}, {0xfe30, 0xfe6f}, {0xff00, 0xff60},
	{0xffe0, 0xffe6}, {0x1f300, 0x1f64f}, {0x1f680, 0x1f6ff}, {0x1f900, 0x1f9ff}, {0x20000, 0x3fffd},
}
