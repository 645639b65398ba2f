package xlsx

import (
	"strconv"
	"strings"

	"github.com/milepost-go/milepost/report"
)

// maxCell is the longest text of a cell, in UTF-16 units.
const maxCell = 32_767

// cell is what a sheet holds in one place.
type cell struct {
	form    form
	text    string // the text, or the number as a spreadsheet stores it
	formula string // without the sign of equality; text is its stored result then
	look    int    // style
}

type form uint8

const (
	blank form = iota
	words
	number
	truth
)

// appendCell writes a cell. Text is typed as text wherever it stands, so none
// of it is ever run. What is empty and has no look is left out.
func appendCell(dst []byte, column string, row []byte, c *cell) []byte {
	if c.form == blank && c.look == 0 {
		return dst
	}
	dst = append(dst, `<c r="`...)
	dst = append(dst, column...)
	dst = append(dst, row...)
	if c.look != 0 {
		dst = append(dst, `" s="`...)
		dst = strconv.AppendInt(dst, int64(c.look), 10)
	}
	switch {
	case c.form == blank:
		return append(dst, `"/>`...)
	case c.form == words && c.formula == "":
		dst = append(dst, `" t="inlineStr"><is><t`...)
		if needsSpace(c.text) {
			dst = append(dst, ` xml:space="preserve"`...)
		}
		dst = append(dst, '>')
		dst = appendText(dst, c.text)
		return append(dst, `</t></is></c>`...)
	case c.form == words:
		dst = append(dst, `" t="str`...)
	case c.form == truth:
		dst = append(dst, `" t="b`...)
	}
	dst = append(dst, `">`...)
	if c.formula != "" {
		dst = append(dst, `<f>`...)
		dst = appendText(dst, c.formula)
		dst = append(dst, `</f>`...)
	}
	dst = append(dst, `<v>`...)
	dst = appendText(dst, c.text)
	return append(dst, `</v></c>`...)
}

func needsSpace(s string) bool {
	return s != "" && (s[0] == ' ' || s[len(s)-1] == ' ' || strings.IndexByte(s, '\n') >= 0)
}

// appendText writes text that report.Clean has cleaned as a cell holds it. What
// looks like the escape of a character in a workbook, such as _x0041_, is
// written so that it is read as it stands.
func appendText(dst []byte, s string) []byte { return appendEscaped(dst, s, true) }

// appendXML writes text as XML alone.
func appendXML(dst []byte, s string) []byte { return appendEscaped(dst, s, false) }

func appendEscaped(dst []byte, s string, cell bool) []byte {
	from := 0
	for i := range len(s) {
		replacement := ""
		switch s[i] {
		case '&':
			replacement = "&amp;"
		case '<':
			replacement = "&lt;"
		case '>':
			replacement = "&gt;"
		case '"':
			replacement = "&quot;"
		case '_':
			if !cell || !isEscape(s[i:]) {
				continue
			}
			replacement = "_x005F_"
		default:
			continue
		}
		dst = append(dst, s[from:i]...)
		dst = append(dst, replacement...)
		from = i + 1
	}
	return append(dst, s[from:]...)
}

// isEscape reports whether s begins like _x0041_.
func isEscape(s string) bool {
	return len(s) >= 7 && s[6] == '_' && (s[1] == 'x' || s[1] == 'X') && strings.Trim(s[2:6], "0123456789abcdefABCDEF") == ""
}

// beginsFormula reports whether a spreadsheet would take the text for a formula
// if somebody typed it.
func beginsFormula(s string) bool {
	return s != "" && s[0] < 'A' && strings.IndexByte("=+-@", s[0]) >= 0
}

// clean returns a text as a cell can hold it and whether it had to be
// shortened.
func clean(s string) (string, bool) {
	s = report.Clean(s)
	if len(s) <= maxCell || utf16Len(s) <= maxCell {
		return s, false
	}
	return shorten(s, maxCell), true
}
