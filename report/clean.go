package report

import (
	"strings"
	"unicode/utf8"
)

// Clean returns s as text that every format can carry. Bytes that are not
// UTF-8 become U+FFFD. Line breaks of every kind become "\n" and tabs a blank;
// all other control characters, characters that XML forbids and the invisible
// ones that turn the direction of the text around them are removed. Text that
// is already clean is returned as it is, without copying.
func Clean(s string) string {
	if isClean(s) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	for i, r := range s {
		switch {
		case r == '\r':
			if !strings.HasPrefix(s[i+1:], "\n") {
				b.WriteByte('\n')
			}
		case r == '\u0085' || r == '\u2028' || r == '\u2029':
			b.WriteByte('\n')
		case r == '\t':
			b.WriteByte(' ')
		case !isUnclean(r):
			b.WriteRune(r) // an invalid byte arrives as U+FFFD
		}
	}
	return b.String()
}

// CleanLine is [Clean] for text that must stay on one line: line breaks become
// blanks.
func CleanLine(s string) string {
	s = Clean(s)
	if strings.IndexByte(s, '\n') < 0 {
		return s
	}
	return strings.ReplaceAll(s, "\n", " ")
}

// isClean reports whether Clean has nothing to do, in one pass.
func isClean(s string) bool {
	for i := 0; i < len(s); {
		if c := s[i]; c < utf8.RuneSelf {
			if c < ' ' && c != '\n' || c == 0x7f {
				return false
			}
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		if size == 1 || isControl(r) || r == '\u2028' || r == '\u2029' {
			return false
		}
		i += size
	}
	return true
}

// isUnclean reports whether Clean changes or removes r.
func isUnclean(r rune) bool {
	return r < ' ' && r != '\n' || r == '\u2028' || r == '\u2029' || isControl(r)
}

// isControl reports whether r is a control character above ASCII's first 32,
// a turn of direction, or no character at all.
func isControl(r rune) bool {
	switch {
	case r < 0x7f:
		return false
	case r <= 0x9f, r >= 0x202a && r <= 0x202e, r >= 0x2066 && r <= 0x2069:
		return true
	}
	return r == 0xfeff || r&0xfffe == 0xfffe || r >= 0xfdd0 && r <= 0xfdef
}
