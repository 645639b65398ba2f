package dataset

import (
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
)

// Flat lays the rows of a table out as every file has them, one value a column
// and of one kind a column: for writers of formats outside this package. It
// counts the rows for its errors and belongs to one goroutine.
type Flat struct {
	w Writer
}

// NewFlat returns the layout of a schema, and a [*CellError] for one without
// columns.
func NewFlat(s Schema) (*Flat, error) {
	if len(s.Columns) == 0 {
		return nil, noColumns(s.Name)
	}
	return &Flat{w: Writer{schema: s, fields: s.fields()}}, nil
}

// Columns returns the columns as files have them: each money column without a
// currency of its own is followed by its currency, and "unknown" comes last
// where columns may be unknown. Durations have the unit "min". The caller owns
// the slice.
func (f *Flat) Columns() []Column {
	var columns []Column
	for i := range f.w.fields {
		field := &f.w.fields[i]
		c := Column{Name: field.name}
		if field.part == value {
			c = f.w.schema.Columns[field.source]
		}
		if c.Type == report.TypeDuration {
			c.Unit = "min"
		}
		columns = append(columns, c)
	}
	return columns
}

// Row appends the cells of the next row to dst, one for each of
// [Flat.Columns], and returns it. A value is of the kind its column says, or
// zero where there is none: texts (lists are joined by "; "), dates and
// instants, booleans, amounts, and numbers that are plain decimals, of a
// percentage the ratio. A row that does not fit gives a [*CellError].
func (f *Flat) Row(dst []finding.Value, cells ...finding.Value) ([]finding.Value, error) {
	f.w.rows++
	if err := f.w.fits(cells); err != nil {
		return dst, err
	}
	start := len(dst)
	for i := range f.w.fields {
		v, err := f.cell(&f.w.fields[i], cells)
		if err != nil {
			return dst[:start], err
		}
		dst = append(dst, v)
	}
	return dst, nil
}

func (f *Flat) cell(field *field, cells []finding.Value) (finding.Value, error) {
	if field.part == unknowns {
		return words(unknownText(&f.w, cells)), nil
	}
	v := cells[field.source]
	switch kind := v.Kind(); {
	case kind == finding.NoneKind, kind == finding.UnknownKind:
		return finding.Value{}, nil
	case field.part == currency:
		return words(v.Unit()), nil
	}
	text, reason := plain(&f.w.schema.Columns[field.source], v)
	switch {
	case reason != "":
		return v, f.w.fault(field.source, reason)
	case v.Kind() == finding.ListKind:
		return finding.Text(text), nil
	case v.Kind() == finding.NumberKind && text != v.Plain():
		return finding.Decimal(text, ""), nil
	case v.Kind() == finding.MoneyKind && text != v.Plain():
		return finding.Money(text, v.Unit()), nil
	}
	return v, nil
}

func noColumns(table string) error {
	return &CellError{Table: table, Reason: "the schema has no columns"}
}
