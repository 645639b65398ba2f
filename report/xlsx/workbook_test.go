package xlsx_test

import (
	"bytes"
	"slices"
	"testing"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/dataset"
	"github.com/milepost-go/milepost/report/xlsx"
	"github.com/xuri/excelize/v2"
)

// status is a table with money, formulas and an unknown figure.
func status() dataset.Table {
	text, cny := finding.Text, func(amount string) finding.Value { return finding.Money(amount, "CNY") }
	return dataset.Table{
		Schema: dataset.Schema{Name: "status", Title: "Status", Meaning: "One reporting date.", Columns: []dataset.Column{
			{Name: "task_id", Key: true}, {Name: "name"}, {Name: "start", Type: report.TypeDate}, {Name: "finish", Type: report.TypeDate, Grain: dataset.Day},
			{Name: "days", Type: report.TypeInteger, Unit: "day"}, {Name: "planned_value", Type: report.TypeMoney, Unit: "CNY"}, {Name: "earned_value", Type: report.TypeMoney, Unit: "CNY"},
			{Name: "actual_cost", Type: report.TypeMoney, Unit: "CNY"}, {Name: "cost_variance", Type: report.TypeMoney, Unit: "CNY"}, {Name: "cpi", Type: report.TypeNumber, CanBeUnknown: true},
			{Name: "total_float_min", Type: report.TypeDuration}, {Name: "critical", Type: report.TypeBool}, {Name: "done", Type: report.TypePercent}, {Name: "price", Type: report.TypeMoney},
		}},
		Rows: slices.Values([][]finding.Value{
			{text("T1"), text("=1+1"), finding.Date("2026-02-13T08:00"), finding.Date("2026-02-27"), finding.Number(6, "day"), cny("1000"), cny("900"), cny("1200.5"), cny("-300.5"), finding.Ratio(1800, 2401, ""),
				finding.Number(-480, "min"), finding.Bool(true), finding.Ratio(1, 3, ""), finding.Money("12.5", "USD")},
			{text("T2"), text("设计 <b>&\"'"), finding.Date("2026-03-02"), finding.Date("2026-03-06"), finding.Number(5, "day"), cny("2000.10"), cny("2100.2"), cny("0"), cny("2100.2"), finding.Unknown("no-data"),
				finding.Number(960, "min"), finding.Bool(false), finding.Decimal("50", "%"), finding.Money("7", "JPY")},
		}),
	}
}

// book is a workbook with everything in it.
func wholeBook(lang report.Lang) xlsx.Workbook {
	return xlsx.Workbook{
		Title: "Sample", Lang: lang, AsOf: finding.Date("2026-03-02"),
		NonWorking: []string{"2026-02-16", "2026-02-17", "2026-02-18", "2026-02-19", "2026-02-20", "2026-02-23", "2026-02-21"}, MakeUp: []string{"2026-02-14", "2026-02-28"},
		Sheets: []xlsx.Sheet{{
			Table: status(), Totals: []string{"planned_value", "earned_value", "actual_cost", "price"},
			Formulas: []xlsx.Formula{
				{Column: "days", By: xlsx.WorkingDays, Of: []string{"start", "finish"}},
				{Column: "cost_variance", By: xlsx.Difference, Of: []string{"earned_value", "actual_cost"}},
				{Column: "cpi", By: xlsx.Quotient, Of: []string{"earned_value", "actual_cost"}},
			},
			Marks: []xlsx.Mark{{Column: "total_float_min", When: xlsx.Negative}, {Column: "critical", Tone: xlsx.Warn, Row: true}},
		}},
	}
}

func write(t testing.TB, k xlsx.Workbook) ([]byte, []finding.Finding) {
	t.Helper()
	var out bytes.Buffer
	notes, err := k.Write(&out)
	if err != nil {
		t.Fatal(err)
	}
	return out.Bytes(), notes
}

func open(t testing.TB, data []byte) *excelize.File {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

// The same workbook gives the same bytes, without the time of writing.
func TestSameBytes(t *testing.T) {
	for _, lang := range report.Langs() {
		first, _ := write(t, wholeBook(lang))
		second, _ := write(t, wholeBook(lang))
		if !bytes.Equal(first, second) {
			t.Errorf("%s: %d and %d bytes differ", lang, len(first), len(second))
		}
	}
}

// Every cell reads back as the value of the table, with its type.
func TestCells(t *testing.T) {
	data, _ := write(t, wholeBook(report.En))
	f := open(t, data)
	if got := f.GetSheetList(); !slices.Equal(got, []string{"Overview", "status", "Dictionary", "Days off and make-up days", "Notes"}) {
		t.Errorf("sheets %q", got)
	}
	for at, want := range map[string]string{
		"A1": "task_id", "B2": "=1+1", "C2": "46066.333333333336", "D2": "46080", "E2": "6", "F2": "1000", "I2": "-300.5", "K2": "-480", "L2": "1", "M2": "0.333333333333333", "M3": "0.5",
		"N2": "12.5", "O2": "USD", "O3": "JPY", "J3": "", "P3": "cpi: no-data", "B3": "设计 <b>&\"'",
	} {
		if got, err := f.GetCellValue("status", at, excelize.Options{RawCellValue: true}); err != nil || got != want {
			t.Errorf("%s holds %q (%v), want %q", at, got, err, want)
		}
	}
	for at, want := range map[string]string{"C2": "2026-02-13 08:00", "D3": "2026-03-06", "F2": "CNY 1,000.00", "I2": "CNY -300.50", "N3": "JPY 7", "M2": "33.3%", "K2": "-480"} {
		if got, err := f.GetCellValue("status", at); err != nil || got != want {
			t.Errorf("%s shows %q (%v), want %q", at, got, err, want)
		}
	}
	for at, want := range map[string]string{"B2": "", "I2": "G2-H2", "J2": `IF(H2=0,"",G2/H2)`, "J3": ""} {
		if got, _ := f.GetCellFormula("status", at); got != want {
			t.Errorf("%s calculates %q, want %q", at, got, want)
		}
	}
}

// Heads may be titles in the language of the workbook; the dictionary and the
// formulas hold in either case.
func TestTitles(t *testing.T) {
	for lang, want := range map[report.Lang][]string{
		report.En:   {"task_id", "Length (min)", "Price", "Price · Currency", "Length (min) (2)", "unknown"},
		report.ZhCN: {"task_id", "Length（分钟）", "Price", "Price · 币种", "Length（分钟） (2)", "未知"},
	} {
		k := xlsx.Workbook{Lang: lang, Titles: true, Sheets: []xlsx.Sheet{{Table: dataset.Table{
			Schema: dataset.Schema{Name: "t", Columns: []dataset.Column{
				{Name: "task_id", Key: true}, {Name: "a_min", Title: "Length", Type: report.TypeDuration}, {Name: "price", Title: "Price", Type: report.TypeMoney},
				{Name: "b_min", Title: "Length", Type: report.TypeDuration, CanBeUnknown: true},
			}},
			Rows: slices.Values([][]finding.Value{{finding.Text("T1"), finding.Number(480, "min"), finding.Money("2", "CNY"), finding.Unknown("no-data")}}),
		}}}}
		data, _ := write(t, k)
		rows, err := open(t, data).GetRows("t")
		if err != nil || !slices.Equal(rows[0], want) {
			t.Errorf("%s: %q, want %q (%v)", lang, rows[0], want, err)
		}
	}
}
