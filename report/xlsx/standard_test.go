package xlsx_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/dataset"
	"github.com/milepost-go/milepost/report/xlsx"
)

// costs are three weeks, the last of them after the status date. By hand: up to
// 15 March PV is 100 + 200 = 300, EV is 90 + 180 = 270, AC is 120 + 200 = 320.
func costs(last finding.Value) dataset.Table {
	cny := func(n int64) finding.Value { return finding.Money(fmt.Sprint(n), "CNY") }
	return dataset.Table{Schema: dataset.Schema{Name: "costs_by_period", Columns: []dataset.Column{
		{Name: "task_id", Key: true}, {Name: "period_end", Type: report.TypeDate, Grain: dataset.Day},
		{Name: "planned_value", Type: report.TypeMoney, CanBeUnknown: true}, {Name: "earned_value", Type: report.TypeMoney}, {Name: "actual_cost", Type: report.TypeMoney},
	}}, Rows: slices.Values([][]finding.Value{
		{finding.Text("A"), finding.Date("2026-03-08"), cny(100), cny(90), cny(120)},
		{finding.Text("A"), finding.Date("2026-03-15"), cny(200), cny(180), cny(200)},
		{finding.Text("A"), finding.Date("2026-03-22"), last, {}, {}},
	})}
}

func TestEarnedValue(t *testing.T) {
	var books [][]byte
	for _, sheetRows := range []int{0, 1} {
		k := xlsx.Workbook{AsOf: finding.Date("2026-03-15T17:00"), Sheets: []xlsx.Sheet{xlsx.Standard(costs(finding.Money("300", "CNY")))}, SheetRows: sheetRows}
		data, notes := write(t, k)
		f := open(t, data)
		got := map[string]string{}
		rows, _ := f.GetRows("Overview")
		for r, row := range rows {
			if at := fmt.Sprintf("C%d", r+1); len(row) > 2 {
				if formula, _ := f.GetCellFormula("Overview", at); formula != "" {
					got[row[0]+" "+row[1]] = raw(t, f, "Overview", at)
				}
			}
		}
		for label, want := range map[string]string{
			"Planned value (PV) planned_value <= 2026-03-15 17:00": "300", "Earned value (EV) earned_value <= 2026-03-15 17:00": "270", "Actual cost (AC) actual_cost <= 2026-03-15 17:00": "320",
			"Schedule variance (SV) EV - PV": "-30", "Cost variance (CV) EV - AC": "-50", "Schedule performance index (SPI) EV / PV": "0.9", "Cost performance index (CPI) EV / AC": "0.84375",
			"costs_by_period planned_value": "600", "costs_by_period earned_value": "270", "costs_by_period actual_cost": "320",
		} {
			if got[label] != want {
				t.Errorf("%d rows a sheet: %s is %q, want %s", sheetRows, label, got[label], want)
			}
		}
		if sheetRows == 0 && len(notes) > 0 {
			t.Errorf("notes %v", notes)
		}
		books = append(books, data)
	}
	for i, theirs := range calculatedAll(t, books...) {
		compare(t, open(t, books[i]), theirs)
	}
}

// A value that is unknown, or of another currency, leaves no total behind.
func TestNoTotal(t *testing.T) {
	for _, last := range []finding.Value{finding.Unknown("no-data"), finding.Money("1", "USD"), finding.Money("12345678901234567.5", "CNY")} {
		_, notes := write(t, xlsx.Workbook{AsOf: finding.Date("2026-03-31"), Sheets: []xlsx.Sheet{xlsx.Standard(costs(last))}})
		n := 0
		for _, f := range notes {
			if f.Code == xlsx.CodeNoTotal && f.Subject.Field == "planned_value" {
				n++
			}
		}
		if n != 2 {
			t.Errorf("%v: notes %v", last, notes)
		}
	}
}

// Standard looks at names and types alone.
func TestStandard(t *testing.T) {
	s := xlsx.Standard(dataset.Table{Schema: dataset.Schema{Name: "tasks", Columns: []dataset.Column{
		{Name: "critical", Type: report.TypeBool}, {Name: "is_late", Type: report.TypeText}, {Name: "total_float_min", Type: report.TypeDuration}, {Name: "cpi", Type: report.TypeNumber},
		{Name: "earned_value", Type: report.TypeMoney}, {Name: "actual_cost", Type: report.TypeMoney}, {Name: "forecast", Type: report.TypeDate}, {Name: "status"},
	}}})
	var marked []string
	for _, m := range s.Marks {
		marked = append(marked, m.Column)
	}
	if got := strings.Join(marked, " "); got != "total_float_min critical status status status" {
		t.Errorf("marks %s", got)
	}
	if len(s.Formulas) != 1 || s.Formulas[0].Column != "cpi" || s.Totals != nil || s.EarnedValue != (xlsx.EarnedValue{}) {
		t.Errorf("%+v", s)
	}
	bad := xlsx.Workbook{Sheets: []xlsx.Sheet{{Table: costs(finding.Value{}), EarnedValue: xlsx.EarnedValue{Date: "task_id", Planned: "x"}}}}
	if _, err := bad.Write(nil); err == nil || !strings.Contains(err.Error(), "column task_id: the table has no such column of type date") {
		t.Errorf("error %v", err)
	}
}
