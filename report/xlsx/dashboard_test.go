package xlsx_test

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"iter"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/dataset"
	"github.com/milepost-go/milepost/report/xlsx"
	"github.com/milepost-go/milepost/schedule/calendar"
	"github.com/xuri/excelize/v2"
)

// weekEnd is the Friday of a week of 2026, from the 6th of March.
func weekEnd(week int) string { return calendar.DateOf(2026, 3, 6).AddDays(7 * week).String() }

// weeklyCosts are what two tasks were to cost, earned and cost in each of sixteen
// weeks. The status is that of the ninth.
func weeklyCosts() dataset.Table {
	var rows [][]finding.Value
	for week := range 16 {
		for task := range 2 {
			cny := func(amount int) finding.Value { return finding.Money(strconv.Itoa(amount), "CNY") }
			planned := cny(1000 * (week%8 + 1) * (task + 1))
			row := []finding.Value{finding.Text(fmt.Sprint("T", task)), finding.Date(weekEnd(week)), planned, {}, {}}
			if week < 9 {
				row[3], row[4] = cny(900*(week%8+1)*(task+1)), cny(1050*(week%8+1)*(task+1)+100*week)
			}
			rows = append(rows, row)
		}
	}
	return dataset.Table{Schema: dataset.Schema{Name: "costs_by_period", Title: "Costs by period", Columns: []dataset.Column{
		{Name: "task_id", Key: true}, {Name: "period_end", Type: report.TypeDate, Grain: dataset.Day}, {Name: "planned_value", Type: report.TypeMoney, Title: "Planned value"},
		{Name: "earned_value", Type: report.TypeMoney, Title: "Earned value"}, {Name: "actual_cost", Type: report.TypeMoney, Title: "Actual cost"},
	}}, Rows: slices.Values(rows)}
}

// exposures are risks, whose names are nothing but text.
func exposures() dataset.Table {
	names := []string{"Customer changes the scope", "=HYPERLINK(\"http://x\")", "*", "供应商延期交货", "Key person leaves", "<b>Price</b>", "KEY PERSON LEAVES", "Licence missing", "付款延迟"}
	var rows [][]finding.Value
	for i, name := range names {
		rows = append(rows, []finding.Value{finding.Text(fmt.Sprint("R", i)), finding.Text(name), finding.Money(strconv.Itoa(90_000-8_000*i), "CNY"), finding.Bool(i%3 == 0), finding.Number(int64(480*(9-i)), "min")})
	}
	return dataset.Table{Schema: dataset.Schema{Name: "risks", Title: "Risks", Columns: []dataset.Column{
		{Name: "risk_id", Key: true}, {Name: "event"}, {Name: "expected_cost", Type: report.TypeMoney, Unit: "CNY"}, {Name: "open", Type: report.TypeBool}, {Name: "expected_time_min", Type: report.TypeDuration},
	}}, Rows: slices.Values(rows)}
}

// board is a workbook with a dashboard of everything.
func board(lang report.Lang) xlsx.Workbook {
	say := func(en, zh string) string { return map[report.Lang]string{report.En: en, report.ZhCN: zh}[lang] }
	toDate := func(column string) xlsx.Take {
		return xlsx.Take{Table: "costs_by_period", Column: column, Until: "period_end"}
	}
	return xlsx.Workbook{
		Title: say("Harbour terminal", "港口码头项目"), Lang: lang, AsOf: finding.Date("2026-05-01"), Sheets: []xlsx.Sheet{{Table: weeklyCosts()}, {Table: exposures()}},
		Dashboard: &xlsx.Dashboard{
			Tiles: []xlsx.Tile{
				{Title: say("Schedule performance (SPI)", "进度绩效 SPI"), Take: toDate("earned_value"), Over: toDate("planned_value"), Low: true, Warn: "0.95", Bad: "0.85"},
				{Title: say("Cost performance (CPI)", "成本绩效 CPI"), Take: toDate("earned_value"), Over: toDate("actual_cost"), Low: true, Warn: "0.95", Bad: "0.85"},
				{Title: say("Budget (CNY)", "总预算（元）"), Take: xlsx.Take{Table: "costs_by_period", Column: "planned_value"}},
				{Title: say("Open risks", "未关闭风险"), Take: xlsx.Take{Table: "risks", Where: "open"}, Bad: "5", Warn: "3"},
				{Title: say("Risks", "风险总数"), Take: xlsx.Take{Table: "risks"}},
				{Title: say("Expected delay (days)", "预计延误（天）"), Take: xlsx.Take{Table: "risks", Column: "expected_time_min", Where: "open", Per: 480}},
				{Title: say("Earned per nothing", "无分母"), Take: toDate("earned_value"), Over: xlsx.Take{Table: "risks", Where: "open", Column: "expected_cost", Per: 0}},
			},
			Charts: []xlsx.Chart{
				{Title: say("Value planned, earned and spent", "计划值、挣值与实际成本"), Table: "costs_by_period", By: "period_end", Series: []xlsx.Series{
					{Column: "planned_value", Shape: xlsx.Running, Name: say("Planned value", "计划值")}, {Column: "earned_value", Shape: xlsx.Running, ToDate: true, Name: say("Earned value", "挣值")},
					{Column: "actual_cost", Shape: xlsx.Running, ToDate: true, Name: say("Actual cost", "实际成本")},
				}},
				{Title: say("Budget left", "剩余预算燃尽"), Table: "costs_by_period", By: "period_end", Series: []xlsx.Series{
					{Column: "planned_value", Shape: xlsx.Remaining, Name: say("Planned", "计划剩余"), Per: 1000}, {Column: "earned_value", Shape: xlsx.Remaining, Of: "planned_value", ToDate: true, Name: say("Actual", "实际剩余"), Per: 1000},
				}},
				{Title: say("Exposure to risks", "风险敞口"), Kind: xlsx.Bars, Table: "risks", By: "event", Most: 6, Series: []xlsx.Series{{Column: "expected_cost", Name: say("Expected cost", "期望损失")}}},
				{Title: say("Cost by week", "每周成本"), Kind: xlsx.Columns, Table: "costs_by_period", By: "period_end", Series: []xlsx.Series{{Column: "planned_value"}, {Column: "actual_cost", ToDate: true}}},
			},
		},
	}
}

// Every figure of the tiles is worked out by hand: each week of the first eight
// plans 1000 to 8000 for the one task and twice that for the other, 108,000 in
// all; the ninth is that of the status and plans 3,000 more, of 216,000.
func TestTiles(t *testing.T) {
	for _, lang := range report.Langs() {
		data, notes := write(t, board(lang))
		if len(notes) > 0 {
			t.Errorf("%v", notes)
		}
		book := open(t, data)
		sheet := book.GetSheetList()[1]
		// Earned 0.9 of what was planned; spent 1.05 of it and 100 for each week
		// of both tasks, 2 * 100 * 36.
		for cell, want := range map[string]float64{"B2": 46143, "A5": 0.9, "B5": 0.9 * 111_000 / (1.05*111_000 + 7_200), "C5": 216_000, "D5": 3, "E5": 9, "F5": 9 + 6 + 3, "A8": 0.9 * 111_000 / (90_000 + 66_000 + 42_000)} {
			text, err := book.GetCellValue(sheet, cell, excelize.Options{RawCellValue: true})
			got, err2 := strconv.ParseFloat(text, 64)
			if err != nil || err2 != nil || math.Abs(got-want) > 1e-9*want {
				t.Errorf("%s: %q, want %v", cell, text, want)
			}
			if formula, _ := book.GetCellFormula(sheet, cell); formula == "" && cell != "B2" {
				t.Errorf("%s has no formula", cell)
			}
		}
		rules, err := book.GetConditionalFormats(sheet)
		if err != nil || len(rules) != 3 {
			t.Errorf("%v %v", rules, err)
		}
	}
}

// LibreOffice calculates what is stored, on the dashboard and on the sheet of
// what the charts show.
func TestOfficeCalculatesDashboard(t *testing.T) {
	for _, lang := range []report.Lang{report.ZhCN} {
		k := board(lang)
		k.SheetRows = 20 // the costs go on on a second sheet
		data, _ := write(t, k)
		cells, formulas := compare(t, open(t, data), calculated(t, data))
		t.Logf("%s: %d cells, %d of them formulas", lang, cells, formulas)
		// Seven tiles; of sixteen weeks 16+9+9, 16+9 and 16+9 points; seven risks.
		if want := 7 + 34 + 25 + 25 + 7; formulas < want {
			t.Errorf("%s: only %d formulas, want %d", lang, formulas, want)
		}
	}
}

// The points of a chart stand in its part as they stand in the cells: hand
// figures of the third week and of the last.
func TestChartPoints(t *testing.T) {
	data, _ := write(t, board(report.En))
	book := open(t, data)
	figures := book.GetSheetList()[len(book.GetSheetList())-1]
	if figures != "Dashboard figures" {
		t.Fatal(book.GetSheetList())
	}
	for cell, want := range map[string]string{
		"A5": "46101", "B5": "18000", "C5": "16200", "D5": "19500", "B18": "216000", "C18": "", "D11": "123750", // planned, earned, spent until then
		"G5": "198", "H5": "199.8", "G18": "0", "H18": "", // in thousands
		"J3": "Customer changes the scope", "K3": "90000", "J4": `=HYPERLINK("http://x")`, "J5": "*", "K5": "74000", "J9": "Others (3)", "K9": "102000",
		"N5": "9000", "O5": "9850",
	} {
		if got, err := book.GetCellValue(figures, cell, excelize.Options{RawCellValue: true}); got != want || err != nil {
			t.Errorf("%s: %q, want %q (%v)", cell, got, want, err)
		}
	}
	parts := unzipped(t, data)
	for part, points := range map[string][]string{
		"xl/charts/chart1.xml": {"<c:pt idx=\"2\"><c:v>18000</c:v>", "<c:pt idx=\"2\"><c:v>46101</c:v>", "<c:ptCount val=\"16\"/>", "<c:v>Earned value</c:v>"},
		"xl/charts/chart3.xml": {"<c:v>=HYPERLINK(&#34;http://x&#34;)</c:v>", "&lt;b&gt;Price&lt;/b&gt;", "<c:v>Others (3)</c:v>", "Exposure to risks"},
	} {
		for _, point := range points {
			if !strings.Contains(parts[part], point) {
				t.Errorf("%s has no %s", part, point)
			}
		}
	}
	// The actual cost ends with the status.
	if n := strings.Count(parts["xl/charts/chart1.xml"], "<c:pt "); n != 3+3*16+16+9+9 {
		t.Errorf("%d points", n)
	}
}

// unzipped returns the parts of a workbook by name.
func unzipped(t testing.TB, data []byte) map[string]string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]string{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		content, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		all[f.Name] = string(content)
	}
	return all
}

// The parts that belong to the charts are well formed, for a reader of its own.
func TestXMLLintTakesCharts(t *testing.T) {
	program, err := exec.LookPath("xmllint")
	if err != nil {
		t.Skip("xmllint is not installed")
	}
	data, _ := write(t, board(report.ZhCN))
	dir, checked := t.TempDir(), 0
	for name, content := range unzipped(t, data) {
		if !strings.HasSuffix(name, ".xml") {
			continue
		}
		file := filepath.Join(dir, strings.ReplaceAll(name, "/", "_"))
		if err := os.WriteFile(file, []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
		if said, err := exec.Command(program, "--noout", "--nonet", file).CombinedOutput(); err != nil {
			t.Errorf("%s: %s", name, said)
		}
		checked++
	}
	if checked < 12 {
		t.Errorf("%d parts", checked)
	}
}

// The same dashboard gives the same bytes, and rows are read once only.
func TestDashboardSameBytes(t *testing.T) {
	k := board(report.En)
	first, _ := write(t, k)
	passes := 0
	rows := k.Sheets[0].Table.Rows
	k.Sheets = slices.Clone(k.Sheets)
	k.Sheets[0].Table.Rows = func(yield func([]finding.Value) bool) { passes++; rows(yield) }
	second, _ := write(t, k)
	if !bytes.Equal(first, second) || passes != 1 {
		t.Errorf("%d passes, other bytes: %v", passes, !bytes.Equal(first, second))
	}
}

// Nothing, one thing, and things that make no figure: what cannot be shown is
// left out with a note, and the workbook is one that LibreOffice calculates.
func TestDashboardOfLittle(t *testing.T) {
	for name, change := range map[string]func(k *xlsx.Workbook){
		"nothing":        func(k *xlsx.Workbook) { k.Dashboard = &xlsx.Dashboard{} },
		"no rows":        func(k *xlsx.Workbook) { k.Sheets[0].Table.Rows, k.Sheets[1].Table.Rows = nil, nil },
		"no moment":      func(k *xlsx.Workbook) { k.AsOf = finding.Value{} },
		"a moment":       func(k *xlsx.Workbook) { k.AsOf = finding.Date("2026-05-01T17:00") },
		"two currencies": func(k *xlsx.Workbook) { k.Sheets[0].Table.Rows = twoCurrencies(k.Sheets[0].Table.Rows) },
		"dates too old":  func(k *xlsx.Workbook) { k.Sheets[0].Table.Rows = oldDates(k.Sheets[0].Table.Rows) },
		"names": func(k *xlsx.Workbook) {
			k.Dashboard.Name = strings.Repeat("[a/b]", 20)
			k.Dashboard.Tiles[0].Title, k.Dashboard.Charts[0].Title = strings.Repeat("😀<&>\a", 5000), "\u202e=1+1"+strings.Repeat("长", 10_000)
		},
	} {
		t.Run(name, func(t *testing.T) {
			k := board(report.En)
			k.Sheets = slices.Clone(k.Sheets)
			change(&k)
			data, notes := write(t, k)
			if left := slices.ContainsFunc(notes, func(f finding.Finding) bool { return f.Code == xlsx.CodeNoTotal }); left != (name == "two currencies") {
				t.Errorf("%v", notes)
			}
			if name == "two currencies" {
				compare(t, open(t, data), calculated(t, data))
			}
		})
	}
}

func twoCurrencies(rows iter.Seq[[]finding.Value]) iter.Seq[[]finding.Value] {
	return func(yield func([]finding.Value) bool) {
		n := 0
		for row := range rows {
			row = slices.Clone(row)
			if n++; n == 3 {
				row[2], row[3], row[4] = finding.Money("5", "EUR"), finding.Money("5", "EUR"), finding.Money("5", "EUR")
			}
			if !yield(row) {
				return
			}
		}
	}
}

func oldDates(rows iter.Seq[[]finding.Value]) iter.Seq[[]finding.Value] {
	return func(yield func([]finding.Value) bool) {
		n := 0
		for row := range rows {
			row = slices.Clone(row)
			row[1] = finding.Date([]string{"0001-01-01", "9999-12-31", "1900-03-01"}[n%3])
			n++
			if !yield(row) {
				return
			}
		}
	}
}

// A dashboard over what is not there is refused before anything is written,
// with all that is missing.
func TestDashboardOverNothing(t *testing.T) {
	k := board(report.En)
	k.Dashboard = &xlsx.Dashboard{
		Tiles:  []xlsx.Tile{{Take: xlsx.Take{Table: "ghosts"}}, {Take: xlsx.Take{Table: "risks", Column: "weight", Where: "shut"}}, {}},
		Charts: []xlsx.Chart{{Table: "risks"}, {Table: "risks", By: "event", Series: []xlsx.Series{{}}}},
	}
	var out bytes.Buffer
	_, err := k.Write(&out)
	if !errors.Is(err, xlsx.ErrWorkbook) || out.Len() > 0 {
		t.Fatalf("%v, %d bytes", err, out.Len())
	}
	for _, want := range []string{"table ghosts: the workbook has no such table", "column weight", "column shut", "table : the workbook", "a chart has no series", "a series has no column"} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("no %q in %v", want, err)
		}
	}
}
