package xlsx

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule"
)

// inCell is what a cell holds: text, or a number or date as it is stored.
type inCell struct {
	text   string
	number bool
	format
}

// sheet is the cells of a sheet.
type sheet struct {
	*book
	name   string
	rows   [][]inCell
	levels []int // outline level of each row
	merged []area
	faults []schedule.LossNote // cells without a value of their own
	beyond int                 // cells with values right of MaxColumns
	places int                 // cells kept, the empty ones between them too
	bytes  int                 // of all their texts
}

// readSheet reads the cells, with what is merged in every cell it covers.
func readSheet(b *book, part sheetPart) (*sheet, error) {
	s := &sheet{book: b, name: part.name}
	r := &sheetReader{sheet: s, row: -1, column: -1}
	if err := b.walk(part.part, r.visit); err != nil {
		return nil, err
	}
	s.merge()
	if s.beyond > 0 {
		s.faults = append(s.faults, schedule.LossNote{Subject: finding.Ref{Kind: "cell", ID: s.place(0, MaxColumns)}, Value: strconv.Itoa(s.beyond), Reason: CodeBeyond})
	}
	return s, nil
}

// sheetReader takes the events of a sheet.
type sheetReader struct {
	*sheet
	row, column    int
	kind           string // of the cell
	style          int
	value, formula strings.Builder
	hasValue       bool
	hasFormula     bool
	into           *strings.Builder // where text goes
	aside          int              // within phonetic readings
}

func (r *sheetReader) visit(e event) error {
	switch {
	case e.begin:
		return r.begin(e)
	case e.end:
		return r.end(e.name)
	case r.into != nil && r.aside == 0:
		r.into.Write(e.text)
	}
	return nil
}

func (r *sheetReader) begin(e event) error {
	switch e.name {
	case "row":
		return r.beginRow(e)
	case "c":
		r.beginCell(e)
	case "v", "t":
		r.into, r.hasValue = &r.value, true
	case "f":
		r.into, r.hasFormula = &r.formula, true
	case "rPh":
		r.aside++
	case "mergeCell":
		if a, ok := areaOf(e.attr("ref")); ok && len(r.merged) < MaxRows {
			r.merged = append(r.merged, a)
		}
	}
	return nil
}

// beginRow goes to a row. Where rows do not say which they are, they follow one
// another; rows without values may stand anywhere.
func (r *sheetReader) beginRow(e event) error {
	r.row++
	if text := e.attr("r"); text != "" {
		n, err := strconv.Atoi(text)
		if err != nil || n < 1 || n > 1<<20 {
			return fmt.Errorf("%w: sheet %q: row %q", ErrForm, r.name, clip(text))
		}
		r.row = n - 1
	}
	r.column = -1
	level, _ := strconv.Atoi(e.attr("outlineLevel"))
	if level > 0 && level < 8 && r.row < MaxRows {
		for len(r.levels) <= r.row {
			r.levels = append(r.levels, 0)
		}
		r.levels[r.row] = level
	}
	return nil
}

func (r *sheetReader) beginCell(e event) {
	r.column++
	if column, _, err := excelize.CellNameToCoordinates(e.attr("r")); err == nil {
		r.column = column - 1
	}
	r.kind = e.attr("t")
	r.style, _ = strconv.Atoi(e.attr("s"))
	r.value.Reset()
	r.formula.Reset()
	r.hasValue, r.hasFormula = false, false
}

func (r *sheetReader) end(name string) error {
	switch name {
	case "v", "t", "f":
		r.into = nil
	case "rPh":
		r.aside--
	case "c":
		return r.endCell()
	}
	return nil
}

// endCell keeps a cell that has a value. One that has none although it should
// is noted.
func (r *sheetReader) endCell() error {
	c, fault, got := r.content()
	switch {
	case fault == "" && c.text == "" || r.row < 0:
		return nil
	case r.column >= MaxColumns:
		r.beyond++
		return nil
	case r.row >= MaxRows:
		return fmt.Errorf("%w: over %d rows", ErrSize, MaxRows)
	case fault != "":
		r.faults = append(r.faults, schedule.LossNote{Subject: finding.Ref{Kind: "cell", ID: r.place(r.row, r.column)}, Value: clip(got), Reason: fault})
		return nil
	}
	if r.style >= 0 && r.style < len(r.formats) {
		c.format = r.formats[r.style]
	}
	return r.keep(c)
}

// keep puts a cell where it stands. Texts that many cells share count for each
// of them.
func (r *sheetReader) keep(c inCell) error {
	for len(r.rows) <= r.row {
		r.rows = append(r.rows, nil)
	}
	for len(r.rows[r.row]) <= r.column {
		r.rows[r.row] = append(r.rows[r.row], inCell{})
		r.places++
	}
	r.rows[r.row][r.column] = c
	r.bytes += len(c.text)
	if r.places > maxPlaces || r.bytes > maxText {
		return fmt.Errorf("%w: sheet %q holds over %d cells or %d bytes of text", ErrSize, r.name, maxPlaces, maxText)
	}
	return nil
}

// content is what the cell holds by its kind. A formula has the result stored
// beside it, or none: none is worked out.
func (r *sheetReader) content() (c inCell, fault finding.Code, got string) {
	text := r.value.String()
	switch {
	case r.hasFormula && !r.hasValue:
		return c, CodeNoResult, "=" + tidy(r.formula.String())
	case r.kind == "s":
		if n, err := strconv.Atoi(text); err == nil && n >= 0 && n < len(r.texts) {
			return inCell{text: r.texts[n]}, "", ""
		}
		return c, CodeBroken, tidy(text)
	case r.kind == "e":
		return c, CodeBroken, tidy(text)
	case r.kind == "b":
		return inCell{text: strconv.FormatBool(isTrue(text))}, "", ""
	case r.kind == "" || r.kind == "n":
		return inCell{text: shortNumber(text), number: true}, "", ""
	}
	return inCell{text: unescape(text)}, "", ""
}

// shortNumber writes a stored number with the 15 digits that a workbook shows: it
// keeps 1.1 as 1.1000000000000001.
func shortNumber(text string) string {
	n, err := strconv.ParseFloat(text, 64)
	if err != nil || len(text) < 16 {
		return tidy(text)
	}
	if n == float64(int64(n)) && (n > 1e15 || n < -1e15) {
		return text
	}
	n, _ = strconv.ParseFloat(strconv.FormatFloat(n, 'g', 15, 64), 64)
	return strconv.FormatFloat(n, 'f', -1, 64)
}

// area is a rectangle of cells, counted from 0, both corners in it.
type area struct{ top, left, bottom, right int }

func areaOf(ref string) (area, bool) {
	from, to, ok := strings.Cut(ref, ":")
	c1, r1, err1 := excelize.CellNameToCoordinates(from)
	c2, r2, err2 := excelize.CellNameToCoordinates(to)
	return area{r1 - 1, c1 - 1, r2 - 1, c2 - 1}, ok && err1 == nil && err2 == nil && r1 <= r2 && c1 <= c2
}

// merge repeats the value of merged cells in the rows after the first, so that
// a person named once for several tasks is theirs. Across columns the value
// stays in the first.
func (s *sheet) merge() {
	filled := 0
	for _, a := range s.merged {
		if a.left != a.right || a.left >= MaxColumns || s.at(a.top, a.left) == "" {
			continue
		}
		for row := a.top + 1; row <= a.bottom && row < len(s.rows) && filled < MaxRows; row++ {
			for len(s.rows[row]) <= a.left {
				s.rows[row] = append(s.rows[row], inCell{})
			}
			s.rows[row][a.left] = s.rows[a.top][a.left]
			filled++
		}
	}
}

// raw returns a cell, counted from 0.
func (s *sheet) raw(row, column int) inCell {
	if row < 0 || row >= len(s.rows) || column < 0 || column >= len(s.rows[row]) {
		return inCell{}
	}
	return s.rows[row][column]
}

// at returns the text of a cell without blanks around it.
func (s *sheet) at(row, column int) string { return strings.TrimSpace(s.raw(row, column).text) }

// level returns the outline level of a row.
func (s *sheet) level(row int) int {
	if row < len(s.levels) {
		return s.levels[row]
	}
	return 0
}

// place names a cell, such as "Plan!F7".
func (s *sheet) place(row, column int) string {
	name, err := excelize.CoordinatesToCellName(column+1, row+1)
	if err != nil {
		return s.name
	}
	return s.name + "!" + name
}
