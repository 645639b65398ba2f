package ics

import (
	"bufio"
	"strings"
	"unicode/utf8"
)

// maxLine is how many octets a line may have without its break (RFC 5545,
// section 3.1).
const maxLine = 75

// writer writes content lines, folded. Its error is that of the bufio.Writer,
// which Flush returns.
type writer struct {
	out  *bufio.Writer
	line []byte
}

// put writes a property whose name, with its parameters, and value are ready.
func (w *writer) put(name, value string) {
	w.line = append(append(append(w.line[:0], name...), ':'), value...)
	w.fold()
}

// text writes a property whose value is text of people, if there is any.
func (w *writer) text(name, value string) {
	if value != "" {
		w.put(name, escape(value))
	}
}

// fold writes the line in pieces of at most 75 octets that end between
// characters.
func (w *writer) fold() {
	rest, room := w.line, maxLine
	for len(rest) > room {
		cut := room
		for cut > room-utf8.UTFMax && !utf8.RuneStart(rest[cut]) {
			cut--
		}
		w.out.Write(rest[:cut])
		w.out.WriteString("\r\n ")
		rest, room = rest[cut:], maxLine-1 // the blank counts
	}
	w.out.Write(rest)
	w.out.WriteString("\r\n")
}

// escape makes text of people a TEXT value (RFC 5545, section 3.3.11). Line
// breaks of every kind become \n; control characters, which a file cannot hold,
// and broken UTF-8 become U+FFFD.
func escape(text string) string {
	text = strings.ReplaceAll(text, "\r\n", "\n")
	var b strings.Builder
	b.Grow(len(text))
	for _, r := range text {
		switch {
		case r == '\\' || r == ';' || r == ',':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r == '\n' || r == '\r' || r == '\u2028' || r == '\u2029':
			b.WriteString(`\n`)
		case r != '\t' && unprintable(r):
			b.WriteRune(utf8.RuneError)
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// unescape is the reverse of escape, in one pass. A backslash before anything
// else stands for itself.
func unescape(text string) string {
	var b strings.Builder
	for i := 0; i < len(text); i++ {
		if text[i] != '\\' || i+1 == len(text) {
			b.WriteByte(text[i])
			continue
		}
		switch i++; text[i] {
		case 'n', 'N':
			b.WriteByte('\n')
		case '\\', ';', ',', ':', '"':
			b.WriteByte(text[i])
		default:
			b.WriteByte('\\')
			b.WriteByte(text[i])
		}
	}
	return b.String()
}

// quoted makes a name the value of a parameter, which can hold neither quotes
// nor control characters.
func quoted(name string) string {
	return `"` + strings.Map(func(r rune) rune {
		switch {
		case r == '"':
			return '\''
		case unprintable(r):
			return ' '
		}
		return r
	}, strings.ToValidUTF8(name, "\uFFFD")) + `"`
}

// unprintable reports whether a character is one of the controls that a
// calendar file does not hold.
func unprintable(r rune) bool { return r < ' ' || r == 0x7F }
