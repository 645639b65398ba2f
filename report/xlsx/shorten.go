package xlsx

import (
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"
)

// shorten returns s where it has at most limit UTF-16 units, else as much of
// its beginning as fits with an ellipsis. It does not cut between a character
// and the marks and joiners that belong to it.
func shorten(s string, limit int) string {
	if len(s) <= limit || utf16Len(s) <= limit {
		return s
	}
	return s[:cutAt(s, limit-1)] + "…"
}

// cutAt returns where a text has to be cut to have at most room UTF-16 units.
func cutAt(s string, room int) int {
	cut := 0
	for i, r := range s {
		if !belongs(r) && !endsOpen(s[:i]) {
			cut = i
		}
		if room -= max(utf16.RuneLen(r), 1); room < 0 {
			return cut
		}
	}
	return len(s)
}

// pieces parts a text into such of at most limit UTF-16 units, behind blanks
// where there are any.
func pieces(s string, limit int) []string {
	var parts []string
	for len(s) > limit {
		cut := cutAt(s, limit)
		if blank := strings.LastIndexAny(s[:cut], " \n"); blank > cut/2 {
			cut = blank + 1
		}
		if cut == 0 || cut == len(s) {
			break
		}
		parts, s = append(parts, s[:cut]), s[cut:]
	}
	return append(parts, s)
}

// belongs reports whether r is part of the character before it.
func belongs(r rune) bool {
	return r == '\u200d' || unicode.Is(unicode.M, r) || r >= 0x1f3fb && r <= 0x1f3ff || r >= 0xe0020 && r <= 0xe007f
}

// endsOpen reports whether the character at the end of s goes on: a joiner
// binds the next, and the letters of a flag come in pairs.
func endsOpen(s string) bool {
	letters := 0
	for len(s) > 0 {
		r, n := utf8.DecodeLastRuneInString(s)
		if letters == 0 && r == '\u200d' {
			return true
		}
		if r < 0x1f1e6 || r > 0x1f1ff {
			break
		}
		letters++
		s = s[:len(s)-n]
	}
	return letters%2 == 1
}
