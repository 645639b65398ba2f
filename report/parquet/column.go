package parquet

import (
	"strconv"
	"time"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/dataset"
	"github.com/parquet-go/parquet-go"
)

// column turns cells into values of one type.
type column struct {
	table, name string
	optional    bool
	value       encoder
}

// encoder returns a cell as the column stores it. Bytes that the value points
// to are put behind dst, which it returns. The reason says why a cell does not
// fit, "" if it does.
type encoder func(dst []byte, v finding.Value) (made parquet.Value, bytes []byte, reason string)

func newColumn(table string, c *dataset.Column) column {
	return column{table: table, name: c.Name, optional: !c.Key, value: encoderOf(c)}
}

// level says where a value stands: in which column, and whether it is there.
// An empty text is none, as an empty cell of a CSV file.
func (c *column) level(v parquet.Value, index int) parquet.Value {
	definition := 0
	if c.optional && v.Kind() == parquet.ByteArray && len(v.ByteArray()) == 0 {
		v = parquet.NullValue()
	}
	if c.optional && !v.IsNull() {
		definition = 1
	}
	return v.Level(0, definition, index)
}

func encoderOf(c *dataset.Column) encoder {
	switch c.Type {
	case report.TypeInteger, report.TypeDuration:
		return integer
	case report.TypeNumber, report.TypePercent, report.TypeMoney:
		return decimal
	case report.TypeBool:
		return boolean
	case report.TypeDate:
		switch c.Grain {
		case dataset.Day:
			return day
		case dataset.TimeOfDay, dataset.Instant:
			return micros
		}
	}
	return text
}

func text(dst []byte, v finding.Value) (parquet.Value, []byte, string) {
	start := len(dst)
	dst = append(dst, report.Clean(v.Plain())...)
	return parquet.ByteArrayValue(dst[start:len(dst):len(dst)]), dst, ""
}

func integer(dst []byte, v finding.Value) (parquet.Value, []byte, string) {
	n, err := strconv.ParseInt(v.Plain(), 10, 64)
	if err != nil {
		return parquet.Value{}, dst, "the number " + v.Plain() + " does not fit 64 bits"
	}
	return parquet.Int64Value(n), dst, ""
}

func boolean(dst []byte, v finding.Value) (parquet.Value, []byte, string) {
	return parquet.BooleanValue(v.Plain() == "true"), dst, ""
}

func day(dst []byte, v finding.Value) (parquet.Value, []byte, string) {
	t, err := time.Parse(time.DateOnly, v.Plain())
	if err != nil {
		return parquet.Value{}, dst, "the date " + v.Plain() + " is none"
	}
	return parquet.Int32Value(int32(t.Unix() / (24 * 60 * 60))), dst, ""
}

// micros counts from the first of 1970, a civil time as if it were in UTC.
// What is finer than a microsecond is cut off.
func micros(dst []byte, v finding.Value) (parquet.Value, []byte, string) {
	text := v.Plain()
	if v.Kind() == finding.DateKind {
		text += "Z"
	}
	t, err := time.Parse(time.RFC3339Nano, text)
	if err != nil {
		return parquet.Value{}, dst, "the time " + v.Plain() + " is none"
	}
	return parquet.Int64Value(t.UnixMicro()), dst, ""
}
