package oracles

import (
	"bytes"
	"context"
	"encoding/csv"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/apache/arrow-go/v18/arrow"
	"github.com/apache/arrow-go/v18/arrow/array"
	"github.com/apache/arrow-go/v18/arrow/memory"
	"github.com/apache/arrow-go/v18/parquet/file"
	"github.com/apache/arrow-go/v18/parquet/pqarrow"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/dataset"
	"github.com/milepost-go/milepost/report/parquet"
)

// TestArrowReadsParquet holds that Apache Arrow, which shares no code with our
// writer, finds in a Parquet file what stands in the CSV file of the same rows.
func TestArrowReadsParquet(t *testing.T) {
	table := anyRows(20_000)
	var columns, lines bytes.Buffer
	if err := parquet.Write(&columns, table); err != nil {
		t.Fatal(err)
	}
	if err := (dataset.CSV{NoBOM: true, NoGuard: true}).Write(&lines, table); err != nil {
		t.Fatal(err)
	}
	want, err := csv.NewReader(&lines).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	got := arrowRows(t, columns.Bytes())
	if len(got) != len(want) {
		t.Fatalf("%d rows, CSV %d", len(got), len(want))
	}
	for i := range want {
		for j := range want[i] {
			if got[i][j] != want[i][j] {
				t.Fatalf("row %d column %s: %q, CSV %q", i, want[0][j], got[i][j], want[i][j])
			}
		}
	}
}

// arrowRows reads a file as texts, in the form that CSV has, with a first row
// of names.
func arrowRows(t *testing.T, data []byte) [][]string {
	t.Helper()
	reader, err := file.NewParquetReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	arrows, err := pqarrow.NewFileReader(reader, pqarrow.ArrowReadProperties{BatchSize: 1000}, memory.DefaultAllocator)
	if err != nil {
		t.Fatal(err)
	}
	table, err := arrows.ReadTable(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	defer table.Release()
	rows := make([][]string, table.NumRows()+1)
	for j := range int(table.NumCols()) {
		column := table.Column(j)
		rows[0] = append(rows[0], column.Name())
		i := 1
		for _, chunk := range column.Data().Chunks() {
			for k := range chunk.Len() {
				rows[i] = append(rows[i], arrowText(t, chunk, k))
				i++
			}
		}
	}
	return rows
}

func arrowText(t *testing.T, chunk arrow.Array, k int) string {
	t.Helper()
	if chunk.IsNull(k) {
		return ""
	}
	switch c := chunk.(type) {
	case *array.String:
		return c.Value(k)
	case *array.Int64:
		return fmt.Sprint(c.Value(k))
	case *array.Boolean:
		return fmt.Sprint(c.Value(k))
	case *array.Decimal128:
		text := c.Value(k).ToString(12)
		return strings.TrimSuffix(strings.TrimRight(text, "0"), ".")
	case *array.Date32:
		return c.Value(k).ToTime().Format(time.DateOnly)
	case *array.Timestamp:
		kind := c.DataType().(*arrow.TimestampType)
		at := c.Value(k).ToTime(kind.Unit)
		if kind.TimeZone == "UTC" {
			return at.Format(time.RFC3339Nano)
		}
		return at.Format(time.DateTime)
	}
	t.Fatalf("an array of type %s", chunk.DataType())
	return ""
}

// anyRows returns rows of every type with random cells, some of them missing.
func anyRows(n int) dataset.Table {
	s := dataset.Schema{Name: "any", Columns: []dataset.Column{
		{Name: "id", Key: true},
		{Name: "words"},
		{Name: "whole", Type: report.TypeInteger},
		{Name: "number", Type: report.TypeNumber, CanBeUnknown: true},
		{Name: "cost", Type: report.TypeMoney},
		{Name: "day", Type: report.TypeDate, Grain: dataset.Day},
		{Name: "start", Type: report.TypeDate, Grain: dataset.TimeOfDay},
		{Name: "sent", Type: report.TypeDate, Grain: dataset.Instant},
		{Name: "part", Type: report.TypePercent},
		{Name: "length_min", Type: report.TypeDuration},
		{Name: "critical", Type: report.TypeBool},
	}}
	return dataset.Table{Schema: s, Rows: func(yield func([]finding.Value) bool) {
		r := rand.New(rand.NewPCG(20260302, 1))
		for i := range n {
			if !yield(anyRow(r, i)) {
				return
			}
		}
	}}
}

func anyRow(r *rand.Rand, i int) []finding.Value {
	at := time.Date(1+r.IntN(9999), time.Month(1+r.IntN(12)), 1+r.IntN(28), r.IntN(24), r.IntN(60), r.IntN(60), r.IntN(1_000_000)*1000, time.UTC)
	cells := []finding.Value{
		finding.Text(fmt.Sprint("T", i)),
		finding.Text([]string{"扫描", "=1+1", "a\nb \"c\"", "👩‍👩‍👧‍👦", "\u202egnp"}[r.IntN(5)]),
		finding.Number(r.Int64()-r.Int64(), ""),
		finding.Ratio(r.Int64N(1<<40)-1<<39, 1+r.Int64N(1000), ""),
		finding.Money(fmt.Sprintf("%d.%02d", r.Int64N(1<<50)-1<<49, r.IntN(100)), []string{"CNY", "EUR"}[r.IntN(2)]),
		finding.Date(at.Format(time.DateOnly)),
		finding.Date(at.Format("2006-01-02T15:04:05")),
		finding.Instant(at),
		finding.Decimal(fmt.Sprint(r.IntN(101)), "%"),
		finding.Number(r.Int64N(1<<40)-1<<39, "min"),
		finding.Bool(r.IntN(2) == 0),
	}
	if k := 1 + r.IntN(20); k < len(cells) {
		cells[k] = finding.Value{}
	}
	if r.IntN(10) == 0 {
		cells[3] = finding.Unknown("no-data")
	}
	return cells
}
