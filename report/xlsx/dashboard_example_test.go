package xlsx_test

import (
	"bytes"
	"fmt"
	"slices"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/dataset"
	"github.com/milepost-go/milepost/report/xlsx"
	"github.com/xuri/excelize/v2"
)

// What was planned, earned and spent so far, as figures and as a native chart.
func ExampleDashboard() {
	eur := func(amount string) finding.Value { return finding.Money(amount, "EUR") }
	costs := dataset.Table{Schema: dataset.Schema{Name: "costs", Columns: []dataset.Column{
		{Name: "month_end", Type: report.TypeDate, Key: true}, {Name: "planned", Type: report.TypeMoney, Unit: "EUR"}, {Name: "earned", Type: report.TypeMoney, Unit: "EUR"},
	}}, Rows: slices.Values([][]finding.Value{
		{finding.Date("2026-01-31"), eur("1000"), eur("900")}, {finding.Date("2026-02-28"), eur("2000"), eur("1800")}, {finding.Date("2026-03-31"), eur("3000"), {}},
	})}
	book := xlsx.Workbook{
		AsOf: finding.Date("2026-02-28"), Sheets: []xlsx.Sheet{{Table: costs}},
		Dashboard: &xlsx.Dashboard{
			Tiles: []xlsx.Tile{{Title: "SPI", Low: true, Warn: "0.95", Bad: "0.85",
				Take: xlsx.Take{Table: "costs", Column: "earned", Until: "month_end"}, Over: xlsx.Take{Table: "costs", Column: "planned", Until: "month_end"}}},
			Charts: []xlsx.Chart{{Title: "Planned and earned", Table: "costs", By: "month_end", Series: []xlsx.Series{
				{Column: "planned", Shape: xlsx.Running}, {Column: "earned", Shape: xlsx.Running, ToDate: true},
			}}},
		},
	}
	var file bytes.Buffer
	if notes, err := book.Write(&file); err != nil || len(notes) > 0 {
		fmt.Println(notes, err)
		return
	}
	read, err := excelize.OpenReader(&file)
	if err != nil {
		fmt.Println(err)
		return
	}
	defer read.Close()
	fmt.Println(read.GetSheetList())
	spi, _ := read.GetCellValue("Dashboard", "A5")
	formula, _ := read.GetCellFormula("Dashboard figures", "B4")
	fmt.Println(spi, formula)
	// Output:
	// [Overview Dashboard costs Dictionary Dashboard figures]
	// 0.90 SUMIFS('costs'!$B$2:$B$4,'costs'!$A$2:$A$4,"<="&$A4)
}

// A plan as bars in a sheet, over the table of its tasks.
func ExampleGantt() {
	tasks := dataset.Table{Schema: dataset.Schema{Name: "tasks", Columns: []dataset.Column{
		{Name: "name", Key: true}, {Name: "start", Type: report.TypeDate}, {Name: "finish", Type: report.TypeDate},
	}}, Rows: slices.Values([][]finding.Value{
		{finding.Text("Offer"), finding.Date("2026-03-02T08:00"), finding.Date("2026-03-06T17:00")}, {finding.Text("Contract"), finding.Date("2026-03-09T08:00"), finding.Date("2026-03-13T17:00")},
	})}
	var file bytes.Buffer
	if notes, err := (xlsx.Workbook{Gantt: &xlsx.Gantt{}, Sheets: []xlsx.Sheet{{Table: tasks}}}).Write(&file); err != nil || len(notes) > 0 {
		fmt.Println(notes, err)
		return
	}
	read, err := excelize.OpenReader(&file)
	if err != nil {
		fmt.Println(err)
		return
	}
	defer read.Close()
	name, _ := read.GetCellValue("Gantt chart", "A5")
	start, _ := read.GetCellValue("Gantt chart", "B5")
	formula, _ := read.GetCellFormula("Gantt chart", "B5")
	fmt.Println(name, start, formula)
	// Output:
	// Contract 2026-03-09 'tasks'!$B$3
}
