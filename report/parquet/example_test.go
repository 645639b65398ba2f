package parquet_test

import (
	"bytes"
	"context"
	"fmt"
	"slices"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/dataset"
	"github.com/milepost-go/milepost/report/parquet"
	reader "github.com/parquet-go/parquet-go"
)

func costs() dataset.Table {
	schema := dataset.Schema{Name: "costs", Columns: []dataset.Column{
		{Name: "task_id", Key: true},
		{Name: "month", Type: report.TypeDate, Grain: dataset.Day},
		{Name: "actual_cost", Type: report.TypeMoney, Unit: "CNY"},
	}}
	return dataset.Table{Schema: schema, Rows: slices.Values([][]finding.Value{
		{finding.Text("T1"), finding.Date("2026-03-01"), finding.Money("1200.50", "CNY")},
		{finding.Text("T2"), finding.Date("2026-04-01"), {}},
	})}
}

func ExampleWrite() {
	var file bytes.Buffer
	if err := parquet.Write(&file, costs()); err != nil {
		fmt.Println(err)
		return
	}
	f, err := reader.OpenFile(bytes.NewReader(file.Bytes()), int64(file.Len()))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(f.NumRows(), "rows")
	fmt.Println(f.Schema())
	// Output:
	// 2 rows
	// message costs {
	// 	required binary task_id (STRING);
	// 	optional int32 month (DATE);
	// 	optional fixed_len_byte_array(16) actual_cost (DECIMAL(38,12));
	// }
}

// A large table is written under a context and says how far it is.
func ExampleNewWriter() {
	table := costs()
	var file bytes.Buffer
	w, err := parquet.NewWriter(&file, table.Schema)
	if err != nil {
		fmt.Println(err)
		return
	}
	err = dataset.Copy(context.Background(), w, table.Rows, func(rows int) { fmt.Println(rows, "rows so far") })
	if err == nil {
		err = w.Close()
	}
	fmt.Println(err)
	// Output:
	// 0 rows so far
	// 2 rows so far
	// <nil>
}
