package xlsx

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"
)

// sheet is the cells of a sheet as text: numbers and dates as they are stored.
type sheet struct {
	book   *excelize.File
	name   string
	rows   [][]string
	levels []int // outline level of each row
}

// readSheet reads the cells, with what is merged in every cell it covers.
func readSheet(book *excelize.File, name string) (*sheet, error) {
	s := &sheet{book: book, name: name}
	rows, err := book.Rows(name)
	if err != nil {
		return nil, fmt.Errorf("%w: sheet %q: %v", ErrForm, name, err)
	}
	defer rows.Close()
	for rows.Next() {
		if len(s.rows) == MaxRows {
			return nil, fmt.Errorf("%w: over %d rows", ErrSize, MaxRows)
		}
		cells, err := rows.Columns(excelize.Options{RawCellValue: true})
		if err != nil {
			return nil, fmt.Errorf("%w: sheet %q, row %d: %v", ErrForm, name, len(s.rows)+1, err)
		}
		cells = cells[:min(len(cells), MaxColumns)]
		for i, text := range cells {
			if !utf8.ValidString(text) {
				cells[i] = strings.ToValidUTF8(text, "\uFFFD")
			}
		}
		s.rows = append(s.rows, cells)
		s.levels = append(s.levels, int(rows.GetRowOpts().OutlineLevel))
	}
	s.merge()
	return s, rows.Error()
}

// merge repeats the value of merged cells in the columns after the first, so
// that a person named once for several tasks is theirs.
func (s *sheet) merge() {
	merged, err := s.book.GetMergeCells(s.name)
	if err != nil {
		return
	}
	for _, m := range merged {
		c1, r1, err1 := excelize.CellNameToCoordinates(m.GetStartAxis())
		c2, r2, err2 := excelize.CellNameToCoordinates(m.GetEndAxis())
		if err1 != nil || err2 != nil || c1 > MaxColumns || c1 != c2 || r2-r1 > 10_000 {
			continue // across columns it is a heading
		}
		for r := r1 + 1; r <= r2 && r <= len(s.rows); r++ {
			for len(s.rows[r-1]) < c1 {
				s.rows[r-1] = append(s.rows[r-1], "")
			}
			s.rows[r-1][c1-1] = s.at(r1-1, c1-1)
		}
	}
}

// at returns a cell, counted from 0, without blanks around it.
func (s *sheet) at(row, column int) string {
	if row < 0 || row >= len(s.rows) || column < 0 || column >= len(s.rows[row]) {
		return ""
	}
	return strings.TrimSpace(s.rows[row][column])
}

// place names a cell, such as "Plan!F7".
func (s *sheet) place(row, column int) string {
	name, err := excelize.CoordinatesToCellName(column+1, row+1)
	if err != nil {
		return s.name
	}
	return s.name + "!" + name
}
