package mspdi

import (
	"bytes"
	"math"
	"strings"
	"unicode/utf8"
)

const never = math.MaxInt

// lookAhead finds the places from the offset on where text needs a closer
// look. Each byte of the source is searched once for each of the three.
func (s *scanner) lookAhead(from int) {
	s.amp, s.cr, s.bracket = s.seek("&", from), s.seek("\r", from), s.seek("]]>", from)
	s.special = min(s.amp, s.cr, s.bracket)
}

func (s *scanner) seek(what string, from int) int {
	if from >= len(s.src) {
		return never
	}
	step := -1
	if len(what) == 1 {
		step = bytes.IndexByte(s.src[from:], what[0])
	} else {
		step = bytes.Index(s.src[from:], []byte(what))
	}
	if step < 0 {
		return never
	}
	return from + step
}

// checkText judges the text between two offsets, the second being that of the
// next '<', and moves the look-ahead past it.
func (s *scanner) checkText(from, to int) error {
	for s.amp < to {
		if s.amp >= from {
			if _, _, ok := entity(s.src[s.amp:to]); !ok {
				return s.fail(s.amp, ErrSyntax, "an entity that XML does not know: %s", clipText(s.src[s.amp:to]))
			}
			s.coded = s.amp
		}
		s.amp = s.seek("&", max(from, s.amp+1))
	}
	for s.cr < to {
		if s.cr >= from {
			s.coded = max(s.coded, s.cr)
		}
		s.cr = s.seek("\r", max(from, s.cr+1))
	}
	for s.bracket < to {
		if s.bracket >= from {
			return s.fail(s.bracket, ErrSyntax, "]]> outside a CDATA section")
		}
		s.bracket = s.seek("]]>", max(from, s.bracket+1))
	}
	s.special = min(s.amp, s.cr, s.bracket)
	return nil
}

// entity reads the character reference that text begins with. It returns the
// character and the length of the reference.
func entity(text []byte) (rune, int, bool) {
	const longest = 12
	end := bytes.IndexByte(text[:min(len(text), longest)], ';')
	if end < 2 {
		return 0, 0, false
	}
	if text[1] == '#' {
		r, ok := numericEntity(text[2:end])
		return r, end + 1, ok
	}
	switch string(text[1:end]) {
	case "lt":
		return '<', end + 1, true
	case "gt":
		return '>', end + 1, true
	case "amp":
		return '&', end + 1, true
	case "quot":
		return '"', end + 1, true
	case "apos":
		return '\'', end + 1, true
	}
	return 0, 0, false
}

func numericEntity(text []byte) (rune, bool) {
	base := rune(10)
	if len(text) > 0 && text[0] == 'x' {
		base, text = 16, text[1:]
	}
	if len(text) == 0 {
		return 0, false
	}
	r := rune(0)
	for _, c := range text {
		digit := hexDigit(c)
		if digit >= base {
			return 0, false
		}
		if r = r*base + digit; r > utf8.MaxRune {
			return 0, false
		}
	}
	return r, isXMLChar(r)
}

func hexDigit(c byte) rune {
	switch {
	case c >= '0' && c <= '9':
		return rune(c - '0')
	case c >= 'a' && c <= 'f':
		return rune(c-'a') + 10
	case c >= 'A' && c <= 'F':
		return rune(c-'A') + 10
	}
	return math.MaxInt32
}

// plainText returns the text of a content that holds entities, comments, CDATA
// sections or carriage returns. The content was judged when it was scanned.
func plainText(content []byte) string {
	var b strings.Builder
	for len(content) > 0 {
		step := bytes.IndexAny(content, "&<\r")
		if step < 0 {
			b.Write(content)
			break
		}
		b.Write(content[:step])
		content = content[step:]
		switch content[0] {
		case '&':
			r, size, _ := entity(content)
			b.WriteRune(r)
			content = content[max(size, 1):]
		case '\r':
			b.WriteByte('\n')
			content = bytes.TrimPrefix(content[1:], []byte("\n"))
		default:
			content = plainMarkup(&b, content)
		}
	}
	return b.String()
}

// plainMarkup writes the text of the CDATA section that content begins with
// and skips a comment or an instruction. It returns what follows.
func plainMarkup(b *strings.Builder, content []byte) []byte {
	if rest, ok := bytes.CutPrefix(content, []byte("<![CDATA[")); ok {
		inside, rest, _ := bytes.Cut(rest, []byte("]]>"))
		b.WriteString(strings.ReplaceAll(strings.ReplaceAll(string(inside), "\r\n", "\n"), "\r", "\n"))
		return rest
	}
	end := "?>"
	if bytes.HasPrefix(content, []byte("<!--")) {
		end = "-->"
		content = content[4:]
	}
	_, rest, _ := bytes.Cut(content, []byte(end))
	return rest
}

// clipText returns the beginning of a text for an error message.
func clipText(text []byte) string {
	const most = 40
	if len(text) <= most {
		return string(text)
	}
	return strings.ToValidUTF8(string(text[:most]), "") + "..."
}
