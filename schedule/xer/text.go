package xer

import (
	"strings"
	"unicode/utf8"
)

// Primavera P6 writes a line end inside a value as two DEL characters, one for
// each of CR and LF, and every quotation mark twice.
const lineEnd = "\x7f\x7f"

// unescape returns a value as people wrote it. Line ends become "\n", those
// that stand in the file as they are included; a single DEL counts as one too.
func unescape(text string) string {
	if !strings.ContainsAny(text, "\x7f\"\r") {
		return text
	}
	return strings.NewReplacer(lineEnd, "\n", "\x7f", "\n", `""`, `"`, "\r\n", "\n").Replace(text)
}

// escape returns a text as it stands in a file. It reports false when there
// are characters in it that no value can hold; they become spaces, but for
// "\r\n", which comes back as "\n".
func escape(text string) (string, bool) {
	clean := utf8.ValidString(text) && !strings.ContainsFunc(text, func(r rune) bool { return r == 0x7f || r < ' ' && r != '\n' })
	if clean && !strings.ContainsAny(text, "\"\n") {
		return text, true
	}
	var b strings.Builder
	for _, r := range strings.ReplaceAll(text, "\r\n", "\n") {
		switch {
		case r == '\n':
			b.WriteString(lineEnd)
		case r == '"':
			b.WriteString(`""`)
		case r < ' ' || r == 0x7f:
			b.WriteByte(' ')
		default:
			b.WriteRune(r)
		}
	}
	return b.String(), clean
}
