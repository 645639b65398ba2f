package xlsx_test

import (
	"fmt"
	"io"
	"strconv"
	"syscall"
	"testing"
	"time"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/dataset"
	"github.com/milepost-go/milepost/report/xlsx"
	"github.com/xuri/excelize/v2"
)

// large is a table of rows of ten columns: texts, dates, numbers, amounts, a
// ratio and a truth, as a plan has them. Every row is made when it is asked for
// from values that are there already.
func large(rows int) dataset.Table {
	names := make([]finding.Value, 1000)
	for i := range names {
		names[i] = finding.Text(fmt.Sprintf("Task %d of the plan", i))
	}
	days := make([]finding.Value, 28)
	for i := range days {
		days[i] = finding.Date(fmt.Sprintf("2026-03-%02dT08:00", i+1))
	}
	return dataset.Table{Schema: dataset.Schema{Name: "tasks", Columns: []dataset.Column{
		{Name: "task_id", Key: true}, {Name: "name"}, {Name: "start", Type: report.TypeDate}, {Name: "finish", Type: report.TypeDate}, {Name: "duration_min", Type: report.TypeDuration},
		{Name: "total_float_min", Type: report.TypeDuration}, {Name: "cost", Type: report.TypeMoney, Unit: "CNY"}, {Name: "percent_complete", Type: report.TypePercent}, {Name: "critical", Type: report.TypeBool}, {Name: "resources"},
	}}, Rows: func(yield func([]finding.Value) bool) {
		row := make([]finding.Value, 10)
		costs := [4]finding.Value{finding.Money("1200.50", "CNY"), finding.Money("0", "CNY"), finding.Money("98000", "CNY"), finding.Money("7.25", "CNY")}
		parts := [4]finding.Value{finding.Number(0, ""), finding.Ratio(1, 4, ""), finding.Ratio(1, 2, ""), finding.Number(1, "")}
		for i := range rows {
			row[0], row[1], row[2], row[3] = finding.Text("T"+strconv.Itoa(i)), names[i%1000], days[i%28], days[(i*3)%28]
			row[4], row[5], row[6], row[7] = finding.Number(int64(i%9000), "min"), finding.Number(int64(i%700)-100, "min"), costs[i%4], parts[i%4]
			row[8], row[9] = finding.Bool(i%5 == 0), names[(i*7)%1000]
			if !yield(row) {
				return
			}
		}
	}}
}

const benchRows = 100_000

// BenchmarkWrite writes 100,000 rows of ten columns as a workbook.
func BenchmarkWrite(b *testing.B) {
	b.ReportAllocs()
	from := processorTime()
	for b.Loop() {
		if _, err := (xlsx.Workbook{NoDictionary: true, Sheets: []xlsx.Sheet{{Table: large(benchRows)}}}).Write(io.Discard); err != nil {
			b.Fatal(err)
		}
	}
	perSecond(b, from)
}

// BenchmarkStreamWriter writes the same cells with the stream writer of
// excelize alone, without formats, tables or an overview.
func BenchmarkStreamWriter(b *testing.B) {
	b.ReportAllocs()
	from := processorTime()
	for b.Loop() {
		if err := streamed(io.Discard); err != nil {
			b.Fatal(err)
		}
	}
	perSecond(b, from)
}

func streamed(w io.Writer) error {
	f := excelize.NewFile()
	defer f.Close()
	s, err := f.NewStreamWriter("Sheet1")
	if err != nil {
		return err
	}
	cells, n := make([]any, 10), 0
	for row := range large(benchRows).Rows {
		for i, v := range row {
			switch v.Kind() {
			case finding.NumberKind, finding.MoneyKind:
				cells[i], _ = strconv.ParseFloat(v.Plain(), 64)
			case finding.DateKind:
				cells[i] = 46083.5
			case finding.BoolKind:
				cells[i] = v.Plain() == "true"
			default:
				cells[i] = v.Plain()
			}
		}
		n++
		if err := s.SetRow("A"+strconv.Itoa(n), cells); err != nil {
			return err
		}
	}
	if err := s.Flush(); err != nil {
		return err
	}
	return f.Write(w)
}

// processorTime is the time that the processors have spent on this program.
func processorTime() time.Duration {
	var used syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &used); err != nil {
		return 0
	}
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}

// perSecond reports rows by the second of processor time, which other programs on
// the machine do not slow down.
func perSecond(b *testing.B, from time.Duration) {
	b.ReportMetric(float64(benchRows)*float64(b.N)/(processorTime()-from).Seconds(), "rows/cpu-s")
}
