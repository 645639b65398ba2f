package parquet

import (
	"io"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report/dataset"
	"github.com/parquet-go/parquet-go"
)

// GroupRows is how many rows a group of a file has: what is held in memory,
// and what readers skip or read in parallel.
const GroupRows = 1 << 16

// batchRows is how many rows go to the encoder at once.
const batchRows = 256

// Writer writes the rows of one table. It belongs to one goroutine. After an
// error every call returns that error, and what was written is no whole file.
type Writer struct {
	out     *parquet.GenericWriter[any]
	flat    *dataset.Flat
	columns []column
	cells   []finding.Value
	values  []parquet.Value // of the rows that gather
	bytes   []byte          // texts and decimals of these rows
	batch   []parquet.Row
	rows    int // given so far
	err     error
}

var _ dataset.RowWriter = (*Writer)(nil)

// Write writes a whole table. It returns the first error of w, or a
// [*dataset.CellError] for a value that does not fit.
func Write(w io.Writer, t dataset.Table) error {
	out, err := NewWriter(w, t.Schema)
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

// NewWriter returns a writer for the rows of one table. A schema without
// columns, or with two columns of one name, gives a [*dataset.CellError].
func NewWriter(w io.Writer, s dataset.Schema) (*Writer, error) {
	flat, err := dataset.NewFlat(s)
	if err != nil {
		return nil, err
	}
	columns := flat.Columns()
	if name := twice(columns); name != "" {
		return nil, &dataset.CellError{Table: s.Name, Column: name, Reason: "two columns have this name"}
	}
	out := &Writer{flat: flat, columns: make([]column, len(columns))}
	for i := range columns {
		out.columns[i] = newColumn(s.Name, &columns[i])
	}
	out.out = parquet.NewGenericWriter[any](w, options(s, columns)...)
	return out, nil
}

// Row writes one row: as many values as the schema has columns. The slice is
// not kept.
func (w *Writer) Row(cells ...finding.Value) error {
	if w.err != nil {
		return w.err
	}
	w.rows++
	w.cells, w.err = w.flat.Row(w.cells[:0], cells...)
	for i := 0; i < len(w.cells) && w.err == nil; i++ {
		w.err = w.add(i)
	}
	if w.err == nil && w.rows%batchRows == 0 {
		w.err = w.send()
	}
	return w.err
}

// add puts one cell behind those that gather.
func (w *Writer) add(i int) error {
	v, start := w.cells[i], len(w.bytes)
	made, reason := parquet.NullValue(), ""
	if v.Kind() != finding.NoneKind {
		made, w.bytes, reason = w.columns[i].value(w.bytes, v)
	}
	if reason != "" {
		w.bytes = w.bytes[:start]
		return &dataset.CellError{Table: w.columns[i].table, Row: w.rows, Column: w.columns[i].name, Reason: reason}
	}
	w.values = append(w.values, w.columns[i].level(made, i))
	return nil
}

// send gives the rows that gathered to the encoder, which copies them.
func (w *Writer) send() error {
	w.batch = w.batch[:0]
	for n := len(w.columns); len(w.batch)*n < len(w.values); {
		k := len(w.batch) * n
		w.batch = append(w.batch, parquet.Row(w.values[k:k+n:k+n]))
	}
	if len(w.batch) == 0 {
		return nil
	}
	_, err := w.out.WriteRows(w.batch)
	w.values, w.bytes = w.values[:0], w.bytes[:0]
	return err
}

// Close writes what has gathered and the foot of the file. It returns the
// first error of the writer's life. It does not close the io.Writer.
func (w *Writer) Close() error {
	if w.err == nil {
		w.err = w.send()
	}
	if w.err == nil {
		w.err = w.out.Close()
	}
	return w.err
}

func twice(columns []dataset.Column) string {
	seen := map[string]bool{}
	for i := range columns {
		if seen[columns[i].Name] {
			return columns[i].Name
		}
		seen[columns[i].Name] = true
	}
	return ""
}
