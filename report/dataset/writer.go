package dataset

import (
	"io"

	"github.com/milepost-go/milepost/lifecycle/finding"
)

// Writer writes the rows of one table. It belongs to one goroutine. After an
// error every call returns that error.
type Writer struct {
	w      io.Writer
	schema Schema
	fields []field
	form   form
	buf    []byte
	rows   int
	err    error
}

// form is how rows are laid out.
type form interface {
	begin(dst []byte, fields []field) []byte
	row(dst []byte, w *Writer, cells []finding.Value) ([]byte, error)
}

// flushAt is how many bytes gather before they are written.
const flushAt = 1 << 16

func newWriter(w io.Writer, s Schema, f form) (*Writer, error) {
	if len(s.Columns) == 0 {
		return nil, noColumns(s.Name)
	}
	out := &Writer{w: w, schema: s, fields: s.fields(), form: f, buf: make([]byte, 0, flushAt+flushAt/4)}
	out.buf = f.begin(out.buf, out.fields)
	return out, nil
}

// Row writes one row: as many values as the schema has columns. A row that does
// not fit gives a [*CellError] and writes nothing of that row; the rows before
// it are written. The slice is not kept.
func (w *Writer) Row(cells ...finding.Value) error {
	if w.err != nil {
		return w.err
	}
	w.rows++
	err := w.fits(cells)
	if err == nil {
		w.buf, err = w.form.row(w.buf, w, cells)
	}
	if err != nil || len(w.buf) >= flushAt {
		w.flush()
	}
	if w.err == nil {
		w.err = err
	}
	return w.err
}

// Close writes what has gathered. It returns the first error of the writer's
// life. It does not close the io.Writer.
func (w *Writer) Close() error {
	if w.err == nil {
		w.flush()
	}
	return w.err
}

func (w *Writer) flush() {
	if len(w.buf) > 0 {
		_, w.err = w.w.Write(w.buf)
	}
	w.buf = w.buf[:0]
}

// fits checks what concerns every form: the number of cells, keys and other
// filled columns, unknowns.
func (w *Writer) fits(cells []finding.Value) error {
	if len(cells) != len(w.schema.Columns) {
		return &CellError{Table: w.schema.Name, Row: w.rows, Reason: "the row has another number of cells than the schema has columns"}
	}
	for i := range cells {
		kind := cells[i].Kind()
		if kind != finding.NoneKind && kind != finding.UnknownKind {
			continue
		}
		switch c := &w.schema.Columns[i]; {
		case c.Key:
			return w.fault(i, "a key must have a value")
		case c.Filled:
			return w.fault(i, "the schema says that the column is never empty")
		case kind == finding.UnknownKind && !c.CanBeUnknown:
			return w.fault(i, "the value is unknown, which the schema does not foresee")
		}
	}
	return nil
}

func (w *Writer) fault(column int, reason string) error {
	return &CellError{Table: w.schema.Name, Row: w.rows, Column: w.schema.Columns[column].Name, Reason: reason}
}

// write writes a whole table.
func write(w io.Writer, t Table, f form) error {
	out, err := newWriter(w, t.Schema, f)
	if err != nil {
		return err
	}
	if t.Rows != nil {
		for cells := range t.Rows {
			if err := out.Row(cells...); err != nil {
				return err
			}
		}
	}
	return out.Close()
}
