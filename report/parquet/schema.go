package parquet

import (
	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/dataset"
	"github.com/parquet-go/parquet-go"
)

// options describe the file: its columns and what people call them.
func options(s dataset.Schema, columns []dataset.Column) []parquet.WriterOption {
	list := []parquet.WriterOption{
		parquet.NewSchema(s.Name, newGroup(columns)),
		parquet.Compression(&parquet.Snappy),
		parquet.MaxRowsPerRowGroup(GroupRows),
		parquet.CreatedBy("milepost", "", ""),
		parquet.KeyValueMetadata("milepost.table", say(s.Title, s.Meaning)),
	}
	for i := range columns {
		if words := say(columns[i].Title, columns[i].Meaning); words != "" {
			list = append(list, parquet.KeyValueMetadata("milepost.column."+columns[i].Name, words))
		}
	}
	return list
}

func say(title, meaning string) string {
	if title != "" && meaning != "" {
		title += ": "
	}
	return report.Clean(title + meaning)
}

// group is a group of columns in the order of the schema; the library's own
// group sorts them by name.
type group struct {
	parquet.Group
	fields []parquet.Field
}

// Fields returns the columns in order.
func (g group) Fields() []parquet.Field { return g.fields }

func newGroup(columns []dataset.Column) group {
	g := group{Group: parquet.Group{}}
	for i := range columns {
		g.Group[columns[i].Name] = node(&columns[i])
	}
	byName := map[string]parquet.Field{}
	for _, f := range g.Group.Fields() {
		byName[f.Name()] = f
	}
	for i := range columns {
		g.fields = append(g.fields, byName[columns[i].Name])
	}
	return g
}

// node is the type of a column in the file.
func node(c *dataset.Column) parquet.Node {
	leaf := leafOf(c)
	if !c.Key {
		return parquet.Optional(leaf)
	}
	return leaf
}

func leafOf(c *dataset.Column) parquet.Node {
	switch c.Type {
	case report.TypeInteger, report.TypeDuration:
		return parquet.Int(64)
	case report.TypeNumber, report.TypePercent, report.TypeMoney:
		return parquet.Decimal(decimals, digits, parquet.FixedLenByteArrayType(decimalBytes))
	case report.TypeBool:
		return parquet.Leaf(parquet.BooleanType)
	case report.TypeDate:
		return dateLeaf(c.Grain)
	}
	return parquet.String()
}

func dateLeaf(g dataset.Grain) parquet.Node {
	switch g {
	case dataset.Day:
		return parquet.Date()
	case dataset.TimeOfDay:
		return parquet.TimestampAdjusted(parquet.Microsecond, false)
	case dataset.Instant:
		return parquet.TimestampAdjusted(parquet.Microsecond, true)
	}
	return parquet.String()
}
