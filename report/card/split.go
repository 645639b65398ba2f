package card

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

func numeral(n int) string { return strconv.Itoa(n) + "." }

// units counts a text as the services do, in UTF-16.
func units(s string) int {
	n := 0
	for _, r := range s {
		n++
		if r > 0xFFFF {
			n++
		}
	}
	return n
}

// split cuts a text into pieces of at most so many UTF-16 units: behind a line
// if there is one in the second half of the piece, else behind a blank or a
// mark of punctuation, else between characters as people see them. Joined, the
// pieces are the text again.
func split(text string, limit int) []string {
	var pieces []string
	for units(text) > limit {
		cut := cutAt(text, limit)
		pieces = append(pieces, text[:cut])
		text = text[cut:]
	}
	return append(pieces, text)
}

// cutAt returns where the first piece ends, in bytes.
func cutAt(text string, limit int) int {
	line, word, edge, last := 0, 0, 0, 0
	n, flags := 0, 0 // flags: regional indicators in a row so far
	var before rune
	for i, r := range text {
		if i > 0 && !joined(before, r) && !(regional(r) && flags%2 == 1) {
			edge = i
			switch {
			case before == '\n':
				line = i
			case unicode.IsSpace(before) || unicode.In(before, unicode.Po, unicode.Pe, unicode.Pf):
				word = i
			}
		}
		n++
		if r > 0xFFFF {
			n++
		}
		if n > limit {
			break
		}
		if flags++; !regional(r) {
			flags = 0
		}
		last, before = i+utf8.RuneLen(r), r
	}
	for _, at := range []int{line, word} {
		if at > last/2 {
			return at
		}
	}
	if edge > 0 {
		return edge
	}
	return last
}

// joined reports whether two characters belong together as people see them:
// marks, joiners, variation selectors, modifiers, pairs of regional indicators.
func joined(a, b rune) bool {
	const joiner = 0x200D
	return a == joiner || b == joiner || unicode.Is(unicode.M, b) || b >= 0x1F3FB && b <= 0x1F3FF || b >= 0xE0020 && b <= 0xE007F || a == '\r' && b == '\n'
}

func regional(r rune) bool { return r >= 0x1F1E6 && r <= 0x1F1FF }

// shorten returns a text of at most so many UTF-16 units, with an ellipsis
// where it had to be cut, and whether it had to.
func shorten(text string, limit int) (string, bool) {
	if units(text) <= limit {
		return text, false
	}
	return strings.TrimRight(text[:cutAt(text, limit-1)], " \n\u2003") + "…", true
}
