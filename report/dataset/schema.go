package dataset

import (
	"errors"
	"fmt"
	"iter"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
)

// Column describes one column. Its name is a promise: tools build on it, so it
// is added once and never renamed.
type Column struct {
	Name         string      // snake_case
	Type         report.Type // what the cells hold; zero is text
	Grain        Grain       // which dates the cells hold; zero allows all, and tools that type whole columns read them as text
	Unit         string      // unit of all cells, such as "day", or the currency of all amounts; zero lets numbers have none and amounts any
	Key          bool        // part of what names a row; never empty and never unknown
	Filled       bool        // though no key, never empty and never unknown; of two references such a one leads tools further
	Refers       string      // the column of another table that this one joins to, as "tasks.task_id"; "" for none
	CanBeUnknown bool        // its cells may be finding.Unknown
	Title        string      // short words for people, for the dictionary
	Meaning      string      // what it says, for the dictionary
}

// Grain says which dates a column of [report.TypeDate] holds. Tools such as
// Tableau and Power BI give a whole column one type, so a column should hold one
// kind: a civil date made midnight wanders over time zones.
type Grain uint8

// The grains.
const (
	AnyDate   Grain = iota // mixed
	Day                    // civil dates, such as 2026-03-02
	TimeOfDay              // civil dates with a time, without a zone
	Instant                // points in time, written in UTC
)

var grainNames = [...]string{"", "day", "time_of_day", "instant"}

// String returns the name of the grain as the dictionary writes it, "" for
// AnyDate.
func (g Grain) String() string {
	if int(g) < len(grainNames) {
		return grainNames[g]
	}
	return ""
}

// Schema describes a table.
type Schema struct {
	Name    string // snake_case
	Title   string // short words for people
	Meaning string // what one row is
	Columns []Column
}

// Table is a schema with its rows: as many values as the schema has columns,
// in their order; the zero value is an empty cell. A row is used before the
// next is asked for and not kept.
type Table struct {
	Schema
	Rows iter.Seq[[]finding.Value] // nil means no rows
}

// ErrCell is the error for a value that does not fit its column, or a row that
// does not fit its schema. The text names table, row and column.
var ErrCell = errors.New("dataset: value does not fit")

// CellError says which value does not fit. It unwraps to [ErrCell].
type CellError struct {
	Table  string
	Row    int    // from 1
	Column string // "" where the whole row does not fit
	Reason string
}

// Error returns the place and the reason.
func (e *CellError) Error() string {
	place := fmt.Sprintf("dataset: table %s row %d", e.Table, e.Row)
	if e.Column != "" {
		place += " column " + e.Column
	}
	return place + ": " + e.Reason
}

// Unwrap returns ErrCell.
func (e *CellError) Unwrap() error { return ErrCell }

// field is a column as it is written.
type field struct {
	name   string
	source int // index of the column, -1 for the column "unknown"
	part   part
	kind   report.Type
	unit   string
	member string // the name as a JSON member, with what stands before it
}

type part uint8

const (
	value    part = iota
	currency      // of the amount in the column
	unknowns      // reasons of the row
)

// unknownName is the column that says what is unknown in a row.
const unknownName = "unknown"

// fields returns the columns as they are written.
func (s *Schema) fields() []field {
	var fields []field
	last := false
	for i := range s.Columns {
		c := &s.Columns[i]
		fields = append(fields, field{name: c.Name, source: i, kind: c.Type, unit: c.Unit})
		if c.Type == report.TypeMoney && c.Unit == "" {
			fields = append(fields, field{name: c.Name + "_currency", source: i, part: currency})
		}
		last = last || c.CanBeUnknown
	}
	if last {
		fields = append(fields, field{name: unknownName, source: -1, part: unknowns})
	}
	for i := range fields {
		fields[i].member = string(append(appendString([]byte{"{,"[min(i, 1)]}, fields[i].name), ':'))
	}
	return fields
}
