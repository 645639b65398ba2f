package report

import "github.com/milepost-go/milepost/lifecycle/finding"

// Type says what the cells of a column hold and how they are shown.
type Type uint8

// The types of column. The zero type is text.
const (
	TypeText     Type = iota
	TypeInteger       // whole number
	TypeNumber        // exact number, shown with Places decimals
	TypeMoney         // amount with its currency
	TypeDate          // civil date or date-time, or an instant
	TypePercent       // ratio, 0.5 is shown as 50%; a number whose unit is "%" is taken as it stands
	TypeDuration      // working time in minutes (unit "min"), shown in days
	TypeBool          // yes or no
)

var typeNames = [...]string{"text", "integer", "number", "money", "date", "percent", "duration", "bool"}

// String returns the lower-case name of the type.
func (t Type) String() string {
	if int(t) < len(typeNames) {
		return typeNames[t]
	}
	return typeNames[TypeText]
}

// Align says on which side of its column a cell stands.
type Align uint8

// The alignments. The zero value follows the type of the column: figures to
// the right, everything else to the left.
const (
	AlignByType Align = iota
	AlignLeft
	AlignRight
	AlignCenter
)

// Column describes one column of a table.
type Column struct {
	Name       string // stable key in snake_case, the same in every language
	Title      string // heading in the document's language; "" takes the built-in word for Name, else Name
	Type       Type
	Align      Align
	Places     int    // decimals; zero means 2 for numbers (at most 2 where each has its own unit), 0 for percent, those of the currency for money; negative means none
	Unit       string // unit of every cell, shown in the heading instead of in each cell; "" shows it in the cells
	DayMinutes int64  // for durations: working minutes that make a day; zero means 480
	Trace      string // name of the [Trace] that says how every figure of the column came about, "" for none
}

// Aligned returns the side the cells stand on, never AlignByType.
func (c *Column) Aligned() Align {
	if c.Align != AlignByType {
		return c.Align
	}
	switch c.Type {
	case TypeInteger, TypeNumber, TypeMoney, TypePercent, TypeDuration:
		return AlignRight
	}
	return AlignLeft
}

// Row is one line of a table.
type Row struct {
	Cells  []finding.Value // one a column; a zero value or a missing cell is empty, which is not the same as unknown
	Level  int             // depth in an outline, 0 for the outermost; shown by indenting the first text column
	Strong bool            // set off: a summary, a total
	ID     string          // of what the row speaks of, such as a task, by which tables join; not shown, "" for none
	Traces []string        // names of the traces of single cells, one a column; a missing one is "": that of the column
}

// maxRowDepth bounds the levels of rows that are shown.
const maxRowDepth = 15

// Depth returns the level as renderers use it, from 0 to 15.
func (r *Row) Depth() int { return min(max(r.Level, 0), maxRowDepth) }

// Cell returns the value in column i, and the zero value where the row is
// too short.
func (r *Row) Cell(i int) finding.Value {
	if i < 0 || i >= len(r.Cells) {
		return finding.Value{}
	}
	return r.Cells[i]
}

// Table is a table with typed columns. It is a block.
type Table struct {
	Name    string // what references call it, "" for none
	Title   string // caption, "" for none
	Note    string // shown below, "" for none
	Columns []Column
	Rows    []Row
	Footer  []Row // totals
}

// Table returns a copy of the table that shares no slice with it, an empty
// table for nil.
func (t *Table) Table() *Table {
	if t == nil {
		return &Table{}
	}
	twin := *t
	twin.Columns = append([]Column(nil), t.Columns...)
	twin.Rows, twin.Footer = copyRows(t.Rows), copyRows(t.Footer)
	return &twin
}

// Outline returns the column that row levels indent: the first of type text,
// else the first.
func (t *Table) Outline() int {
	for i := range t.Columns {
		if t.Columns[i].Type == TypeText {
			return i
		}
	}
	return 0
}

func copyRows(rows []Row) []Row {
	var twin []Row
	for _, r := range rows {
		r.Cells = append([]finding.Value(nil), r.Cells...)
		r.Traces = append([]string(nil), r.Traces...)
		twin = append(twin, r)
	}
	return twin
}
