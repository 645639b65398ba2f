package xlsx

import (
	"strings"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
)

// The minWidth and the maxWidth column, in characters.
const (
	minWidth = 8.0
	maxWidth = 48.0
)

// charWidth is the width of a digit as a part of the size of the font, which
// is what the widths of columns are counted in.
const charWidth = 0.53

// textWidth returns how many characters wide the longest line of a text is.
func textWidth(s string) float64 {
	most := 0.0
	for len(s) > 0 && most < 2*maxWidth {
		line := s
		if end := strings.IndexByte(s, '\n'); end >= 0 {
			line, s = s[:end], s[end+1:]
		} else {
			s = ""
		}
		most = max(most, report.TextWidth(line[:min(len(line), 400)], 1)/charWidth)
	}
	return most
}

// bounded returns a width of a column with room at its sides.
func bounded(width float64) float64 { return min(max(width+2, minWidth), maxWidth) }

// widths returns the widths of the columns of a table by its first rows.
func (t *tableWriter) widths(rows [][]finding.Value) []float64 {
	wide := make([]float64, len(t.heads))
	for i := range wide {
		wide[i] = textWidth(t.heads[i]) + 3 // the button of the filter
		if t.at.columns[i].source < 0 {
			wide[i] = 34
		}
	}
	for _, row := range rows {
		for i := range t.at.columns {
			c := &t.at.columns[i]
			if c.source >= 0 && c.source < len(row) {
				wide[i] = max(wide[i], cellWidth(c, row[c.source]))
			}
		}
	}
	for i := range wide {
		wide[i] = bounded(wide[i])
	}
	return wide
}

// cellWidth estimates the width of a value in a column.
func cellWidth(c *column, v finding.Value) float64 {
	switch {
	case c.coins:
		return textWidth(v.Unit())
	case v.Kind() == finding.MoneyKind:
		return 1.35*float64(min(len(v.Plain()), maxDigits)) + 7
	case v.Kind() == finding.NumberKind:
		return min(1.35*float64(len(v.Plain())), 12)
	case v.Kind() == finding.DateKind, v.Kind() == finding.InstantKind:
		return float64(len(v.Plain()))
	case v.Kind() == finding.UnknownKind:
		return 0
	}
	return textWidth(v.Plain())
}

// lineHeight is the height of a line of text, in points.
const lineHeight = 15

// heightOf returns the height of a row whose texts take several lines, zero
// where they take one: not every program finds the height of wrapped text.
func heightOf(cells []cell, widths []float64) float64 {
	lines := 1
	for i := range cells {
		if c := &cells[i]; c.form == words && i < len(widths) && len(c.text) > int(widths[i])/2 {
			lines = max(lines, textLines(c.text, widths[i]-1.5))
		}
	}
	if lines == 1 {
		return 0
	}
	return min(float64(lines)*lineHeight, 400)
}
