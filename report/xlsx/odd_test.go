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
	"github.com/xuri/excelize/v2"
)

// oddTable has one row for each key, which is worth a power of two, so that a
// sum says of which rows it is.
func oddTable(name string, key dataset.Column, keys ...finding.Value) dataset.Table {
	key.Name = "what"
	var rows [][]finding.Value
	for i, k := range keys {
		rows = append(rows, []finding.Value{finding.Text(fmt.Sprint(i)), k, finding.Number(1<<i, ""), finding.Bool(i%2 == 0)})
	}
	return dataset.Table{Schema: dataset.Schema{Name: name, Columns: []dataset.Column{
		{Name: "id", Key: true}, key, {Name: "worth", Type: report.TypeInteger}, {Name: "even", Type: report.TypeBool},
	}}, Rows: slices.Values(rows)}
}

// oddBook charts by texts that are alike once they are cleaned or cut, by dates
// that have a time of day, and by dates of which some have one.
func oddBook(asOf finding.Value) xlsx.Workbook {
	texts := oddTable("texts", dataset.Column{}, finding.Text("a"), finding.Text("a\x01"), finding.Text("a\nb"), finding.Text("a b"), finding.Text("A"),
		finding.Text(""), finding.Value{}, finding.Text("="), finding.Text(" a"), finding.Text("a\t"), finding.Text("1"), finding.Text("\x01"))
	var times, mixed []finding.Value
	for i := range 12 {
		times = append(times, finding.Date(fmt.Sprintf("2026-03-0%dT%02d:20:0%d", 1+i%5, 7+i, i%7)))
	}
	times = append(times, finding.Value{}, finding.Date("2026-03-03T10:00:00"), finding.Date("2026-03-03T10:00:01"), finding.Date("2026-03-04T23:59:59"))
	for _, text := range []string{"2026-03-02", "2026-03-02T00:00:00", "2026-03-03", "2026-03-03T12:00:00", "2026-03-04"} {
		mixed = append(mixed, finding.Date(text))
	}
	chart := func(table string) xlsx.Chart {
		return xlsx.Chart{Title: table, Table: table, By: "what", Most: 5, Series: []xlsx.Series{
			{Column: "worth"}, {Column: "worth", Shape: xlsx.Running, ToDate: true}, {Column: "worth", Shape: xlsx.Remaining, Per: 3},
		}}
	}
	k := xlsx.Workbook{AsOf: asOf, Dashboard: &xlsx.Dashboard{Charts: []xlsx.Chart{chart("texts"), chart("times"), chart("mixed")}}, Sheets: []xlsx.Sheet{
		{Table: texts}, {Table: oddTable("times", dataset.Column{Type: report.TypeDate, Grain: dataset.TimeOfDay}, times...)}, {Table: oddTable("mixed", dataset.Column{Type: report.TypeDate}, mixed...)}, xlsx.Standard(weeklyCosts()),
	}}
	for _, table := range []string{"times", "mixed"} {
		k.Dashboard.Tiles = append(k.Dashboard.Tiles,
			xlsx.Tile{Title: table, Take: xlsx.Take{Table: table, Column: "worth", Until: "what"}, Bad: "Inf", Warn: "0x1p2"},
			xlsx.Tile{Title: table, Take: xlsx.Take{Table: table, Where: "even", Until: "what"}, Bad: "NaN"})
	}
	return k
}

// LibreOffice calculates what is stored for odd keys, and whatever the moment of
// the workbook is.
func TestOfficeCalculatesOddKeys(t *testing.T) {
	var books [][]byte
	for _, asOf := range []string{"2026-03-03T10:00:00", "2026-04-09T17:30:00"} {
		data, _ := write(t, oddBook(finding.Date(asOf)))
		books = append(books, data)
	}
	for i, theirs := range calculatedAll(t, books...) {
		if _, formulas := compare(t, open(t, books[i]), theirs); formulas < 70 {
			t.Errorf("only %d formulas", formulas)
		}
	}
}

// TestStatusWithinADay works the planned value out by hand: at half past five on
// Thursday the 9th of April 2026 five weeks have ended, of 3000, 6000, 9000,
// 12,000 and 15,000, and not the one that ends on the next day. The formula
// says the same.
func TestStatusWithinADay(t *testing.T) {
	data, _ := write(t, oddBook(finding.Date("2026-04-09T17:30:00")))
	book, formula := open(t, data), ""
	for row := 1; row < 40; row++ {
		at := "C" + fmt.Sprint(row)
		if formula, _ = book.GetCellFormula("Overview", at); strings.HasPrefix(formula, "SUMIFS") {
			if got, _ := book.GetCellValue("Overview", at, excelize.Options{RawCellValue: true}); got != "45000" {
				t.Errorf("planned value %s", got)
			}
			break
		}
	}
	if !strings.HasSuffix(formula, `"<"&(INT($B$2)+1))`) {
		t.Errorf("formula %q", formula)
	}
}

// TestLimitsOfTilesAreNumbers holds that what is no decimal makes no rule: a
// workbook with such a formula would not open.
func TestLimitsOfTilesAreNumbers(t *testing.T) {
	data, _ := write(t, oddBook(finding.Date("2026-03-03")))
	if rules, err := open(t, data).GetConditionalFormats("Dashboard"); err != nil || len(rules) != 0 {
		t.Errorf("%v %v", rules, err)
	}
}
