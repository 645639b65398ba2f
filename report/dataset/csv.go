package dataset

import (
	"io"
	"strings"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
)

// CSV writes comma-separated values after RFC 4180: a line of column names,
// lines that end in CR LF, quotes where they are needed. The zero value suits
// spreadsheets, which read Chinese text only behind a byte-order mark and run
// text as a formula when it begins like one. No file of this form can tell a
// spreadsheet that digits are a text: opened with a double click, ids of more
// than 15 digits lose the rest and leading zeros go. Where ids are such, import
// the file with columns of text, or write a workbook with package xlsx.
type CSV struct {
	NoBOM   bool // leaves out the UTF-8 byte-order mark
	NoGuard bool // leaves out the apostrophe before texts that begin like a formula
}

// Write writes a whole table. It returns the first error of w, or a
// [*CellError]; the rows before that one are written then.
func (c CSV) Write(w io.Writer, t Table) error { return write(w, t, c) }

// Writer returns a writer for the rows of one table. The line of column names
// is written with the first rows.
func (c CSV) Writer(w io.Writer, s Schema) (*Writer, error) { return newWriter(w, s, c) }

func (c CSV) begin(dst []byte, fields []field) []byte {
	if !c.NoBOM {
		dst = append(dst, "\ufeff"...)
	}
	for i, f := range fields {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = c.appendText(dst, f.name)
	}
	return append(dst, "\r\n"...)
}

func (c CSV) row(dst []byte, w *Writer, cells []finding.Value) ([]byte, error) {
	start := len(dst)
	for i := range w.fields {
		f := &w.fields[i]
		if i > 0 {
			dst = append(dst, ',')
		}
		switch {
		case f.part == unknowns:
			dst = c.appendText(dst, unknownText(w, cells))
			continue
		case cells[f.source].Kind() == finding.NoneKind, cells[f.source].Kind() == finding.UnknownKind:
			continue
		case f.part == currency:
			dst = c.appendText(dst, cells[f.source].Unit())
			continue
		}
		text, reason := plain(&w.schema.Columns[f.source], cells[f.source])
		switch {
		case reason != "":
			return dst[:start], w.fault(f.source, reason)
		case f.kind == report.TypeText:
			dst = c.appendText(dst, text)
		case f.kind == report.TypeDate:
			dst = appendDate(dst, text)
		default:
			dst = append(dst, text...)
		}
	}
	return append(dst, "\r\n"...), nil
}

// unknownText names the unknown cells of a row with their reasons, as
// "cpi: no-data; eac: no-data".
func unknownText(w *Writer, cells []finding.Value) string {
	text := ""
	for i, v := range cells {
		if v.IsUnknown() {
			if text != "" {
				text += "; "
			}
			text += w.schema.Columns[i].Name + ": " + v.Reason()
		}
	}
	return text
}

// appendDate writes a date-time with a blank instead of the T, which
// spreadsheets understand; an instant stays RFC 3339.
func appendDate(dst []byte, text string) []byte {
	if len(text) > 10 && text[10] == 'T' && text[len(text)-1] != 'Z' {
		dst = append(dst, text[:10]...)
		dst = append(dst, ' ')
		return append(dst, text[11:]...)
	}
	return append(dst, text...)
}

// appendText writes a text, guarded and quoted where that is needed.
func (c CSV) appendText(dst []byte, s string) []byte {
	if isPlain(s) {
		return append(dst, s...)
	}
	guard := !c.NoGuard && isFormula(s)
	s = report.Clean(s)
	if !guard && !needsQuotes(s) {
		return append(dst, s...)
	}
	dst = append(dst, '"')
	if guard {
		dst = append(dst, '\'')
	}
	for {
		before, after, found := strings.Cut(s, `"`)
		dst = append(dst, before...)
		if !found {
			return append(dst, '"')
		}
		dst, s = append(dst, `""`...), after
	}
}

// isPlain reports whether a text needs nothing, for the many texts of letters,
// digits and blanks that begin and end with a letter or digit.
func isPlain(s string) bool {
	for i := range len(s) {
		if !plainBytes[s[i]] {
			return false
		}
	}
	return s == "" || s[0] > '/' && s[len(s)-1] > '/'
}

// plainBytes are the bytes that never need quotes, a guard or cleaning.
var plainBytes = func() (plain [256]bool) {
	for _, c := range "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 ._/:()" {
		plain[c] = true
	}
	return plain
}()

func needsQuotes(s string) bool {
	for i := range len(s) {
		switch s[i] {
		case ',', '"', '\n', '\r', ';', '\t':
			return true
		}
	}
	return len(s) > 0 && (s[0] == ' ' || s[len(s)-1] == ' ')
}

// isFormula reports whether a spreadsheet may run the text: it begins, leading
// blanks aside, with one of the characters that OWASP's page on CSV injection
// names, their full-width forms included.
func isFormula(s string) bool {
	if s == "" {
		return false
	}
	if c := s[0]; c > '@' && c < 0x7f {
		return false
	}
	switch s[0] {
	case '\t', '\r', '\n':
		return true
	}
	s = strings.TrimLeft(report.Clean(s), " \n\u00a0\u3000")
	for _, mark := range [...]string{"=", "+", "-", "@", "＝", "＋", "－", "＠"} {
		if strings.HasPrefix(s, mark) {
			return true
		}
	}
	return false
}
