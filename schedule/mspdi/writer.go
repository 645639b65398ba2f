package mspdi

import (
	"bufio"
	"io"
	"strings"
	"unicode/utf8"
)

// sink takes elements one after the other: an XML writer, or a tree for
// comparison. The value of a leaf is plain text, valid only during the call.
type sink interface {
	open(name string)
	close(name string)
	leaf(name string, value []byte)
}

// xmlWriter writes elements as XML, one a line, indented by tabs. Errors stay
// in the buffer until it is flushed.
type xmlWriter struct {
	out    *bufio.Writer
	prefix string // of element names, with its colon
	depth  int
}

func newXMLWriter(w io.Writer, prefix string) *xmlWriter {
	x := &xmlWriter{out: bufio.NewWriterSize(w, 1<<16), prefix: prefix}
	x.out.WriteString(`<?xml version="1.0" encoding="UTF-8" standalone="yes"?>`)
	return x
}

// finish ends the last line and reports the first error of the writer.
func (x *xmlWriter) finish() error {
	x.out.WriteByte('\n')
	return x.out.Flush()
}

const tabs = "\n\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t"

func (x *xmlWriter) line() { x.out.WriteString(tabs[:1+min(x.depth, len(tabs)-1)]) }

func (x *xmlWriter) tag(open, name, end string) {
	x.out.WriteString(open)
	x.out.WriteString(x.prefix)
	x.out.WriteString(name)
	x.out.WriteString(end)
}

func (x *xmlWriter) open(name string) { x.openWith("", name) }

// openWith opens an element with a start tag as it stands, or a plain one if
// that is empty.
func (x *xmlWriter) openWith(start, name string) {
	x.line()
	if start == "" {
		x.tag("<", name, ">")
	} else {
		x.out.WriteString(start)
	}
	x.depth++
}

func (x *xmlWriter) close(name string) {
	x.depth--
	x.line()
	x.tag("</", name, ">")
}

func (x *xmlWriter) leaf(name string, value []byte) {
	x.line()
	x.tag("<", name, ">")
	x.escape(value)
	x.tag("</", name, ">")
}

// raw writes an element as it stands.
func (x *xmlWriter) raw(text []byte) {
	x.line()
	x.out.Write(text)
}

// escape writes text so that it is read back as it is.
func (x *xmlWriter) escape(text []byte) {
	from := 0
	for i, c := range text {
		if c > '>' || c != '&' && c != '<' && c != '>' && c != '\r' {
			continue
		}
		x.out.Write(text[from:i])
		x.out.WriteString(entityOf(c))
		from = i + 1
	}
	x.out.Write(text[from:])
}

func entityOf(c byte) string {
	switch c {
	case '&':
		return "&amp;"
	case '<':
		return "&lt;"
	case '>':
		return "&gt;"
	}
	return "&#13;" // a reader turns a carriage return of its own into a line end
}

// cleanText returns the text without the characters that XML cannot hold;
// bytes that are no UTF-8 become U+FFFD. It reports whether something changed.
func cleanText(text string) (string, bool) {
	if !needsCleaning(text) {
		return text, false
	}
	var b strings.Builder
	for _, r := range text { // a bad byte comes out as U+FFFD
		if isXMLChar(r) {
			b.WriteRune(r)
		}
	}
	return b.String(), true
}

func needsCleaning(text string) bool {
	ascii := true
	for i := 0; i < len(text); i++ {
		c := text[i]
		if c < 0x20 && c != '\n' && c != '\t' && c != '\r' {
			return true
		}
		ascii = ascii && c < utf8.RuneSelf
	}
	return !ascii && (!utf8.ValidString(text) || strings.Contains(text, "\ufffe") || strings.Contains(text, "\uffff"))
}
