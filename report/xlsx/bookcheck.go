package xlsx

import (
	"errors"
	"fmt"
)

// ErrWorkbook is the error for a workbook that says something its tables cannot
// follow, such as a formula over a column that is not there.
var ErrWorkbook = errors.New("xlsx: workbook cannot be written")

// BookError says what is wrong with a workbook. It unwraps to [ErrWorkbook].
type BookError struct {
	Table  string
	Column string // "" where the whole table is meant
	Reason string
}

// Error returns the place and the reason.
func (e *BookError) Error() string {
	where := "xlsx: table " + e.Table
	if e.Column != "" {
		where += " column " + e.Column
	}
	return where + ": " + e.Reason
}

// Unwrap returns ErrWorkbook.
func (e *BookError) Unwrap() error { return ErrWorkbook }

// maxColumns is how many columns a sheet has.
const maxColumns = 16_384

// check looks at everything before the first byte is written.
func (k *Workbook) check() error {
	var faults []error
	for i := range k.Sheets {
		s := &k.Sheets[i]
		at := &placed{schema: &s.Table.Schema, columns: columnsOf(&s.Table.Schema)}
		fault := func(column, reason string) {
			faults = append(faults, &BookError{Table: s.Table.Name, Column: column, Reason: reason})
		}
		if n := len(at.columns); n == 0 || n > maxColumns {
			fault("", fmt.Sprintf("%d columns, where 1 to %d are wanted", n, maxColumns))
		}
		if err := (&tableWriter{sheet: s, at: at}).bind(); err != nil {
			faults = append(faults, err)
		}
		for _, m := range s.Marks {
			if at.find(m.Column) < 0 {
				fault(m.Column, "the table has no such column")
			}
			if compares := m.When == After || m.When == Below; compares && at.find(m.Than) < 0 {
				fault(m.Than, "the table has no such column")
			}
		}
	}
	if k.Dashboard != nil {
		faults = append(faults, k.Dashboard.check(k.column)...)
	}
	if k.Gantt != nil {
		faults = append(faults, k.Gantt.check(k.column)...)
	}
	return errors.Join(faults...)
}

// column checks that a table of the workbook has a column; "" is in every one.
func (k *Workbook) column(table, name string) error {
	for i := range k.Sheets {
		if s := &k.Sheets[i].Table.Schema; s.Name == table {
			if name != "" && schemaFind(s, name) < 0 {
				return &BookError{Table: table, Column: name, Reason: "the table has no such column"}
			}
			return nil
		}
	}
	return &BookError{Table: table, Column: name, Reason: "the workbook has no such table"}
}
