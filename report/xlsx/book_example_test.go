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

func ExampleWorkbook() {
	status := dataset.Table{
		Schema: dataset.Schema{Name: "status", Columns: []dataset.Column{
			{Name: "task_id", Key: true}, {Name: "earned_value", Type: report.TypeMoney, Unit: "CNY"}, {Name: "actual_cost", Type: report.TypeMoney, Unit: "CNY"}, {Name: "cpi", Type: report.TypeNumber},
		}},
		Rows: slices.Values([][]finding.Value{
			{finding.Text("=T1"), finding.Money("900", "CNY"), finding.Money("1200", "CNY"), finding.Ratio(3, 4, "")},
			{finding.Text("T2"), finding.Money("123456789012345678", "CNY"), finding.Money("10", "CNY"), finding.Value{}},
		}),
	}
	var file bytes.Buffer
	notes, err := xlsx.Workbook{Title: "Status", Sheets: []xlsx.Sheet{{
		Table:    status,
		Formulas: []xlsx.Formula{{Column: "cpi", By: xlsx.Quotient, Of: []string{"earned_value", "actual_cost"}}},
		Totals:   []string{"actual_cost"},
		Marks:    []xlsx.Mark{{Column: "actual_cost", When: xlsx.Positive, Tone: xlsx.Warn}},
	}}}.Write(&file)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("Not as it is:", notes)
	book, err := excelize.OpenReader(&file)
	if err != nil {
		fmt.Println(err)
		return
	}
	defer book.Close()
	for _, at := range []string{"A2", "B2", "D2"} {
		formula, _ := book.GetCellFormula("status", at)
		value, _ := book.GetCellValue("status", at)
		fmt.Printf("%s %q %q\n", at, value, formula)
	}
	// Output:
	// Not as it is: [warn xlsx.write.digits: cell status!B3, want 15, got 123456789012345678]
	// A2 "=T1" ""
	// B2 "CNY 900.00" ""
	// D2 "0.75" "IF(C2=0,\"\",B2/C2)"
}

func ExampleStandard() {
	sheet := xlsx.Standard(dataset.Table{Schema: dataset.Schema{Name: "costs_by_period", Columns: []dataset.Column{
		{Name: "period_end", Type: report.TypeDate}, {Name: "planned_value", Type: report.TypeMoney}, {Name: "earned_value", Type: report.TypeMoney}, {Name: "actual_cost", Type: report.TypeMoney},
	}}})
	fmt.Println(sheet.Totals, sheet.EarnedValue)
	// Output: [planned_value earned_value actual_cost] {period_end planned_value earned_value actual_cost}
}

func ExampleRenderer() {
	table := &report.Table{Name: "costs", Title: "Costs", Columns: []report.Column{{Name: "item"}, {Name: "cost", Type: report.TypeMoney}}, Rows: []report.Row{
		{Cells: []finding.Value{finding.Text("Design"), finding.Money("1200.5", "CNY")}}, {Cells: []finding.Value{finding.Text("Test"), finding.Money("800", "CNY")}},
	}, Footer: []report.Row{{Cells: []finding.Value{finding.Text("Total"), finding.Money("2000.5", "CNY")}}}}
	var file bytes.Buffer
	if err := (xlsx.Renderer{}).Render(&file, &report.Document{Title: "Budget", Blocks: []report.Block{table}}); err != nil {
		fmt.Println(err)
		return
	}
	book, err := excelize.OpenReader(&file)
	if err != nil {
		fmt.Println(err)
		return
	}
	defer book.Close()
	total, _ := book.GetCellValue("Costs", "B6")
	formula, _ := book.GetCellFormula("Costs", "B6")
	fmt.Println(book.GetSheetList(), total, formula)
	// Output: [Report Costs] CNY 2,000.50 SUM(B4:B5)
}
