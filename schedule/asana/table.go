package asana

import (
	"strconv"
	"strings"
)

// table is a CSV file: rows of values, each row with its number as a
// spreadsheet counts.
type table struct {
	rows []row
}

type row struct {
	number int
	cells  []string
}

// tableOf cuts a CSV file. Line ends are CRLF, LF or CR; a quote inside a value
// that did not begin with one stands for itself, as spreadsheets read it.
func tableOf(source string, comma byte, limits Limits) (*table, error) {
	t := &table{}
	for number := 1; source != ""; number++ {
		cells, rest, err := nextRow(source, comma, number, limits)
		if err != nil {
			return nil, err
		}
		source = rest
		if len(cells) == 1 && strings.TrimSpace(cells[0]) == "" {
			continue
		}
		if len(t.rows) == limits.Rows {
			return nil, overLimit("Rows", limits.Rows)
		}
		t.rows = append(t.rows, row{number, cells})
	}
	return t, nil
}

// nextRow returns the values of the first row and what follows it.
func nextRow(source string, comma byte, number int, limits Limits) (cells []string, rest string, err error) {
	for {
		if len(cells) == limits.Columns {
			return nil, "", overLimit("Columns", limits.Columns)
		}
		cell, after, closed := nextCell(source, comma)
		if !closed {
			return nil, "", &Error{Kind: ErrSyntax, Row: number, Column: len(cells) + 1, Reason: "a quoted value does not end"}
		}
		cells = append(cells, cell)
		if after == "" || after[0] != comma {
			return cells, skipLineEnd(after), nil
		}
		source = after[1:]
	}
}

func skipLineEnd(text string) string {
	if rest, ok := strings.CutPrefix(text, "\r\n"); ok {
		return rest
	}
	return text[min(len(text), 1):]
}

// nextCell returns the first value and what follows it, beginning with a comma
// or a line end. It reports false for a quotation that does not end.
func nextCell(source string, comma byte) (cell, rest string, closed bool) {
	if !strings.HasPrefix(source, `"`) {
		cell, rest = untilEnd(source, comma)
		return cell, rest, true
	}
	var b strings.Builder
	for source = source[1:]; ; {
		at := strings.IndexByte(source, '"')
		if at < 0 {
			return "", "", false
		}
		b.WriteString(source[:at])
		if source = source[at+1:]; !strings.HasPrefix(source, `"`) {
			break
		}
		b.WriteByte('"')
		source = source[1:]
	}
	tail, rest := untilEnd(source, comma)
	return b.String() + tail, rest, true
}

func untilEnd(source string, comma byte) (cell, rest string) {
	for i := 0; i < len(source); i++ {
		if c := source[i]; c == comma || c == '\n' || c == '\r' {
			return source[:i], source[i:]
		}
	}
	return source, ""
}

// cellName returns the name of a cell as spreadsheets have it, such as "J12";
// column counts from 0.
func cellName(column, rowNumber int) string {
	letters := ""
	for n := column + 1; n > 0; n = (n - 1) / 26 {
		letters = string(rune('A'+(n-1)%26)) + letters
	}
	return letters + strconv.Itoa(rowNumber)
}
