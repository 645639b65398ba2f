package markdown

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/milepost-go/milepost/report"
)

// special are the characters that mean something inside a line. A colon
// before two slashes and a point after "www" are special too: they would turn
// an address into a link.
const special = "\\`*_[]{}|~$@<>&"

// escape returns text for the middle of a line.
func escape(text string) string {
	text = strings.TrimSpace(report.CleanLine(text))
	if !strings.ContainsAny(text, special+":.") {
		return text
	}
	var b strings.Builder
	for i := range len(text) {
		switch c := text[i]; c {
		case '<':
			b.WriteString("&lt;")
		case '>':
			b.WriteString("&gt;")
		case '&':
			b.WriteString("&amp;")
		default:
			if c < utf8.RuneSelf && strings.IndexByte(special, c) >= 0 || opensLink(text, i) {
				b.WriteByte('\\')
			}
			b.WriteByte(c)
		}
	}
	return b.String()
}

// opensLink reports whether byte i is the colon of "://" or the point of
// "www.".
func opensLink(text string, i int) bool {
	switch text[i] {
	case ':':
		return strings.HasPrefix(text[i:], "://")
	case '.':
		return i >= 3 && strings.EqualFold(text[i-3:i], "www")
	}
	return false
}

// escapeHeading returns text for a heading, where "#" at the end has a meaning
// too.
func escapeHeading(text string) string { return strings.ReplaceAll(escape(text), "#", `\#`) }

// opening makes escaped text safe at the beginning of a line, where headings,
// lists, rules and fences begin.
func opening(text string) string {
	if text == "" {
		return text
	}
	if strings.IndexByte("#+-=:", text[0]) >= 0 {
		return `\` + text
	}
	digits := len(text) - len(strings.TrimLeft(text, "0123456789"))
	if digits > 0 && digits < len(text) && (text[digits] == '.' || text[digits] == ')') {
		return text[:digits] + `\` + text[digits:]
	}
	return text
}

// code returns text as a code span, fenced by more backticks than it holds.
func code(text string) string {
	text = strings.TrimSpace(report.CleanLine(text))
	if text == "" {
		return ""
	}
	longest, run := 0, 0
	for i := range len(text) {
		if text[i] == '`' {
			run++
			longest = max(longest, run)
		} else {
			run = 0
		}
	}
	fence := strings.Repeat("`", longest+1)
	if longest > 0 {
		return fence + " " + text + " " + fence
	}
	return fence + text + fence
}

// strong returns text as strong between the characters before and after it,
// and as plain text where the asterisks would not be taken as marks: beside
// punctuation that touches a word.
func strong(text string, before, after rune) string {
	inner := escape(text)
	if inner == "" {
		return ""
	}
	clean := strings.TrimSpace(report.CleanLine(text))
	first, _ := utf8.DecodeRuneInString(clean)
	last, _ := utf8.DecodeLastRuneInString(clean)
	if isMark(first) && !isEdge(before) || isMark(last) && !isEdge(after) {
		return inner
	}
	return "**" + inner + "**"
}

func isMark(r rune) bool { return unicode.IsPunct(r) || unicode.IsSymbol(r) }

// isEdge reports whether r, 0 at the end of a line, lets marks begin or end
// beside it.
func isEdge(r rune) bool { return r == 0 || unicode.IsSpace(r) || isMark(r) }

// destination returns an address for a link.
func destination(address string) string {
	var b strings.Builder
	for i := range len(address) {
		c := address[i]
		if c <= ' ' || c >= 0x7f || strings.IndexByte("<>\\()[]\"'`*_|~{}$^", c) >= 0 {
			const digits = "0123456789ABCDEF"
			b.Write([]byte{'%', digits[c>>4], digits[c&15]})
			continue
		}
		b.WriteByte(c)
	}
	return strings.ReplaceAll(b.String(), "&", "&amp;")
}
