package dataset

import (
	"io"
	"strconv"
	"unicode/utf8"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
)

// Lines writes JSON lines: one object a row, its members in the order of the
// columns, UTF-8, lines that end in LF. Whole numbers are JSON numbers where
// every reader keeps them exact (up to 9,007,199,254,740,991), all other
// numbers are texts; empty and unknown cells are null; "unknown" is an object
// of reasons by column, null where nothing is unknown.
type Lines struct{}

// Write writes a whole table. It returns the first error of w, or a
// [*CellError]; the rows before that one are written then.
func (l Lines) Write(w io.Writer, t Table) error { return write(w, t, l) }

// Writer returns a writer for the rows of one table.
func (l Lines) Writer(w io.Writer, s Schema) (*Writer, error) { return newWriter(w, s, l) }

func (Lines) begin(dst []byte, _ []field) []byte { return dst }

func (Lines) row(dst []byte, w *Writer, cells []finding.Value) ([]byte, error) {
	start := len(dst)
	for i := range w.fields {
		f := &w.fields[i]
		dst = append(dst, f.member...)
		if f.part == unknowns {
			dst = appendUnknowns(dst, w, cells)
			continue
		}
		v := cells[f.source]
		if v.Kind() == finding.NoneKind || v.Kind() == finding.UnknownKind {
			dst = append(dst, "null"...)
			continue
		}
		if f.part == currency {
			dst = appendString(dst, v.Unit())
			continue
		}
		text, reason := plain(&w.schema.Columns[f.source], v)
		if reason != "" {
			return dst[:start], w.fault(f.source, reason)
		}
		dst = appendTyped(dst, f.kind, text)
	}
	return append(dst, "}\n"...), nil
}

func appendTyped(dst []byte, kind report.Type, text string) []byte {
	switch kind {
	case report.TypeBool:
		return append(dst, text...)
	case report.TypeInteger, report.TypeDuration:
		if isSafe(text) {
			return append(dst, text...)
		}
	}
	return appendString(dst, text)
}

// isSafe reports whether every reader of JSON keeps a whole number exact.
func isSafe(text string) bool {
	n, err := strconv.ParseInt(text, 10, 64)
	return err == nil && n >= -(1<<53-1) && n <= 1<<53-1
}

func appendUnknowns(dst []byte, w *Writer, cells []finding.Value) []byte {
	separator := byte('{')
	for i, v := range cells {
		if v.IsUnknown() {
			dst = appendString(append(dst, separator), w.schema.Columns[i].Name)
			dst = appendString(append(dst, ':'), v.Reason())
			separator = ','
		}
	}
	if separator == '{' {
		return append(dst, "null"...)
	}
	return append(dst, '}')
}

// appendString writes a JSON string. Control characters are escaped, bytes
// that are not UTF-8 become U+FFFD.
func appendString(dst []byte, s string) []byte {
	dst = append(dst, '"')
	start := 0
	for i := 0; i < len(s); {
		c := s[i]
		if c >= ' ' && c != '"' && c != '\\' && c < 0x7f {
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		if c >= utf8.RuneSelf && !(r == utf8.RuneError && size == 1) && r > 0x9f && r != '\u2028' && r != '\u2029' {
			i += size
			continue
		}
		dst = append(dst, s[start:i]...)
		dst = appendEscape(dst, r)
		i += size
		start = i
	}
	dst = append(dst, s[start:]...)
	return append(dst, '"')
}

func appendEscape(dst []byte, r rune) []byte {
	switch r {
	case '"', '\\':
		return append(dst, '\\', byte(r))
	case '\n':
		return append(dst, '\\', 'n')
	case utf8.RuneError:
		return append(dst, "\ufffd"...)
	}
	const digits = "0123456789abcdef"
	return append(dst, '\\', 'u', digits[r>>12&15], digits[r>>8&15], digits[r>>4&15], digits[r&15])
}
