package xlsx_test

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/csv"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
	"unicode/utf16"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/dataset"
	"github.com/milepost-go/milepost/report/reporttest"
	"github.com/milepost-go/milepost/report/xlsx"
	"github.com/xuri/excelize/v2"
)

// one is a workbook of one table with one column.
func one(c dataset.Column, values ...finding.Value) xlsx.Workbook {
	rows := make([][]finding.Value, len(values))
	for i, v := range values {
		rows[i] = []finding.Value{v}
	}
	return xlsx.Workbook{NoDictionary: true, Sheets: []xlsx.Sheet{{Table: dataset.Table{Schema: dataset.Schema{Name: "data", Columns: []dataset.Column{c}}, Rows: slices.Values(rows)}}}}
}

func raw(t testing.TB, f *excelize.File, sheet, at string) string {
	t.Helper()
	text, err := f.GetCellValue(sheet, at, excelize.Options{RawCellValue: true})
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func codes(notes []finding.Finding) []string {
	var list []string
	for _, f := range notes {
		list = append(list, string(f.Code)+" "+f.Subject.ID)
	}
	return list
}

// A cell holds 32,767 UTF-16 units; a longer text is shortened between
// characters, and that is said.
func TestLongTexts(t *testing.T) {
	family := "👨\u200d👩\u200d👧" // 8 units, one character
	exact := strings.Repeat("x", 32_767)
	data, notes := write(t, one(dataset.Column{Name: "text"}, finding.Text(exact), finding.Text(exact+"y"), finding.Text(strings.Repeat(family, 5000)), finding.Text(strings.Repeat("e\u0301", 20_000)), finding.Text(strings.Repeat("🇨🇳", 9000))))
	f := open(t, data)
	if raw(t, f, "data", "A2") != exact {
		t.Error("a text that fits is not as it was")
	}
	for row, whole := range map[int]string{3: "x", 4: family, 5: "e\u0301", 6: "🇨🇳"} {
		got := raw(t, f, "data", "A"+strconv.Itoa(row))
		body, ok := strings.CutSuffix(got, "…")
		if n := len(utf16.Encode([]rune(got))); !ok || n > 32_767 || n < 32_767-12 || strings.ReplaceAll(body, whole, "") != "" {
			t.Errorf("row %d: %d units, ends in %q", row, n, got[len(got)-20:])
		}
	}
	want := []string{"xlsx.write.shortened data!A3", "xlsx.write.shortened data!A4", "xlsx.write.shortened data!A5", "xlsx.write.shortened data!A6"}
	if got := codes(notes); !slices.Equal(got, want) {
		t.Errorf("notes %q", got)
	}
	if got := raw(t, f, "Notes", "A2"); !strings.Contains(got, "32,768") || !strings.Contains(got, "data!A3") {
		t.Errorf("the sheet of notes says %q", got)
	}
}

// A spreadsheet keeps 15 digits: more of an id or an amount stay as text, more of
// a measure are rounded, and both is said.
func TestManyDigits(t *testing.T) {
	for _, c := range []struct {
		column dataset.Column
		value  finding.Value
		want   string
		kind   excelize.CellType
		code   string
	}{
		{dataset.Column{Name: "c"}, finding.Text("1234567890123456789"), "1234567890123456789", excelize.CellTypeInlineString, ""},
		{dataset.Column{Name: "c", Type: report.TypeInteger}, finding.Decimal("123456789012345", ""), "123456789012345", excelize.CellTypeUnset, ""},
		{dataset.Column{Name: "c", Type: report.TypeInteger}, finding.Decimal("1234567890123456", ""), "1234567890123456", excelize.CellTypeInlineString, "xlsx.write.digits data!A2"},
		{dataset.Column{Name: "c", Type: report.TypeInteger}, finding.Decimal("1230000000000000000", ""), "1.23E+18", excelize.CellTypeUnset, ""},
		{dataset.Column{Name: "c", Type: report.TypeMoney, Unit: "CNY"}, finding.Money("12345678901234.56", "CNY"), "12345678901234.56", excelize.CellTypeInlineString, "xlsx.write.digits data!A2"},
		{dataset.Column{Name: "c", Type: report.TypeMoney, Unit: "CNY"}, finding.Money("1234567890123.45", "CNY"), "1234567890123.45", excelize.CellTypeUnset, ""},
		{dataset.Column{Name: "c", Type: report.TypeNumber}, finding.Decimal("0.12345678901234567", ""), "0.123456789012346", excelize.CellTypeUnset, "xlsx.write.rounded data!A2"},
		{dataset.Column{Name: "c", Type: report.TypeNumber}, finding.Ratio(1, 3, ""), "0.333333333333333", excelize.CellTypeUnset, ""},
		{dataset.Column{Name: "c", Type: report.TypePercent}, finding.Decimal("12.5", "%"), "0.125", excelize.CellTypeUnset, ""},
	} {
		data, notes := write(t, one(c.column, c.value))
		f := open(t, data)
		kind, _ := f.GetCellType("data", "A2")
		if got := raw(t, f, "data", "A2"); got != c.want || kind != c.kind || strings.Join(codes(notes), ",") != c.code {
			t.Errorf("%v in %v: %q of kind %v, notes %q", c.value, c.column.Type, got, kind, codes(notes))
		}
	}
}

// Serial numbers by the published count: 1 is 1900-01-01 and 60 is a day that
// never was, so 61 is the first that all programs agree on.
func TestSerials(t *testing.T) {
	column := dataset.Column{Name: "at", Type: report.TypeDate}
	for text, want := range map[string]string{
		"1900-03-01": "61", "1970-01-01": "25569", "2000-02-29": "36585", "2026-03-02": "46083", "9999-12-31": "2958465", "2026-03-02T12:00": "46083.5", "2026-03-02T06:00:00": "46083.25",
		"1900-02-28": "1900-02-28", "0001-01-01": "0001-01-01", "1899-12-31T08:00:00": "1899-12-31T08:00:00",
	} {
		data, notes := write(t, one(column, finding.Date(text)))
		if got := raw(t, open(t, data), "data", "A2"); got != want {
			t.Errorf("%s is %s, want %s", text, got, want)
		}
		if old := text == want; old != (len(notes) == 1) {
			t.Errorf("%s: notes %v", text, notes)
		}
	}
	at := finding.Instant(time.Date(2026, 3, 2, 1, 30, 0, 0, time.FixedZone("", 8*3600)))
	data, _ := write(t, one(column, at))
	if got, _ := open(t, data).GetCellValue("data", "A2"); got != "2026-03-01 17:30:00Z" {
		t.Errorf("an instant shows %q", got)
	}
}

// A table with more rows than a sheet goes on on the next, under the same heads.
func TestContinued(t *testing.T) {
	k := one(dataset.Column{Name: "n", Type: report.TypeNumber}, finding.Number(1, ""), finding.Number(2, ""), finding.Number(3, ""), finding.Number(4, ""), finding.Number(5, ""))
	k.SheetRows, k.Sheets[0].Totals = 2, []string{"n"}
	data, notes := write(t, k)
	f := open(t, data)
	if got := f.GetSheetList(); !slices.Equal(got, []string{"Overview", "data", "data (2)", "data (3)", "Notes"}) {
		t.Fatalf("sheets %q", got)
	}
	for at, want := range map[string]string{"data A1": "n", "data A3": "2", "data A4": "", "data (2) A1": "n", "data (2) A3": "4", "data (3) A2": "5"} {
		sheet, cell := at[:strings.LastIndex(at, " ")], at[strings.LastIndex(at, " ")+1:]
		if got := raw(t, f, sheet, cell); got != want {
			t.Errorf("%s holds %q, want %q", at, got, want)
		}
	}
	if len(notes) != 2 || notes[0].Code != xlsx.CodeContinued {
		t.Errorf("notes %v", notes)
	}
	found := false
	rows, _ := f.GetRows("Overview")
	for r := range rows {
		formula, _ := f.GetCellFormula("Overview", "C"+strconv.Itoa(r+1))
		found = found || formula == "SUM('data'!$A$2:$A$3,'data (2)'!$A$2:$A$3,'data (3)'!$A$2:$A$2)" && raw(t, f, "Overview", "C"+strconv.Itoa(r+1)) == "15"
	}
	if !found {
		t.Error("no total over the three sheets")
	}
	compare(t, f, calculated(t, data))
}

// Names of sheets keep the rules: 31 characters, some signs never, no two alike.
func TestSheetNames(t *testing.T) {
	k := xlsx.Workbook{NoDictionary: true}
	names := []string{"a/b", "A B", "a b", "", "History", "'quoted'", strings.Repeat("long ", 10), strings.Repeat("LONG ", 10), strings.Repeat("👩‍🚀", 10), "[x]:*?/\\", "overview", "计划", "计划"}
	for _, name := range names {
		k.Sheets = append(k.Sheets, xlsx.Sheet{Name: name, Table: dataset.Table{Schema: dataset.Schema{Name: "t", Columns: []dataset.Column{{Name: "c"}}}}})
	}
	data, _ := write(t, k)
	got := open(t, data).GetSheetList()
	want := []string{"Overview", "a b", "A B (2)", "a b (3)", "t", "Sheet History", "quoted", "long long long long long long …", "LONG LONG LONG LONG LONG L… (2)", "👩‍🚀👩‍🚀👩‍🚀👩‍🚀👩‍🚀👩‍🚀…", "x", "overview (2)", "计划", "计划 (2)"}
	if !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}

// Rules that spreadsheet programs repair files for when they are broken: every
// part is well formed, heads of tables are unlike each other and equal to their
// cells, names of sheets and tables too, and there is no sign of the time.
func TestRules(t *testing.T) {
	for _, lang := range report.Langs() {
		data, _ := write(t, hostileBook(lang))
		archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
		if err != nil {
			t.Fatal(err)
		}
		names := map[string]bool{}
		for _, entry := range archive.File {
			if names[entry.Name] || !entry.Modified.UTC().Equal(time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)) {
				t.Errorf("%s: twice, or written at %v", entry.Name, entry.Modified)
			}
			names[entry.Name] = true
			checkPart(t, entry)
		}
		checkTables(t, open(t, data))
	}
}

// checkPart reads an entry as XML.
func checkPart(t *testing.T, entry *zip.File) {
	t.Helper()
	r, err := entry.Open()
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	for parts := xml.NewDecoder(r); ; {
		if _, err := parts.Token(); err == io.EOF {
			return
		} else if err != nil {
			t.Errorf("%s: %v", entry.Name, err)
			return
		}
	}
}

func checkTables(t *testing.T, f *excelize.File) {
	t.Helper()
	taken := map[string]bool{}
	for _, sheet := range f.GetSheetList() {
		tables, err := f.GetTables(sheet)
		if err != nil {
			t.Fatal(err)
		}
		for _, table := range tables {
			name := strings.ToLower(table.Name)
			if taken[name] || strings.Trim(name, "abcdefghijklmnopqrstuvwxyz0123456789_") != "" {
				t.Errorf("the table of %q is called %q", sheet, table.Name)
			}
			taken[name] = true
			rows, _ := f.GetRows(sheet, excelize.Options{RawCellValue: true})
			heads := map[string]bool{}
			for _, head := range rows[0] {
				if n := len(utf16.Encode([]rune(head))); head == "" || n > 255 || heads[strings.ToLower(head)] || strings.ContainsAny(head, "\n\t") {
					t.Errorf("%q: head %.50q", sheet, head)
				}
				heads[strings.ToLower(head)] = true
			}
		}
	}
}

// random returns a table of every type of column with random values.
func random(rng *rand.Rand) dataset.Table {
	s := dataset.Schema{Name: "random", Columns: []dataset.Column{{Name: "id", Key: true}}}
	for i := range 2 + rng.IntN(10) {
		c := dataset.Column{Name: fmt.Sprintf("c%d", i), Type: report.Type(rng.IntN(8)), CanBeUnknown: rng.IntN(3) == 0}
		if c.Type == report.TypeMoney && rng.IntN(2) == 0 {
			c.Unit = "CNY"
		}
		s.Columns = append(s.Columns, c)
	}
	names := reporttest.HostileNames()
	rows := make([][]finding.Value, rng.IntN(20))
	for r := range rows {
		rows[r] = []finding.Value{finding.Text(fmt.Sprintf("id-%d", r))}
		for _, c := range s.Columns[1:] {
			v := finding.Value{}
			switch pick := rng.IntN(10); {
			case pick == 0:
			case pick == 1 && c.CanBeUnknown:
				v = finding.Unknown("no-data")
			default:
				v = randomValue(rng, c, names)
			}
			rows[r] = append(rows[r], v)
		}
	}
	return dataset.Table{Schema: s, Rows: slices.Values(rows)}
}

func randomValue(rng *rand.Rand, c dataset.Column, names []string) finding.Value {
	switch c.Type {
	case report.TypeInteger:
		return finding.Number(rng.Int64N(2e12)-1e12, "")
	case report.TypeNumber:
		return finding.Ratio(rng.Int64N(20_000)-10_000, 1<<rng.IntN(6), "")
	case report.TypeMoney:
		currency := c.Unit
		if currency == "" {
			currency = []string{"CNY", "USD", "JPY"}[rng.IntN(3)]
		}
		return finding.Money(fmt.Sprintf("%d.%02d", rng.IntN(1e9)-5e8, rng.IntN(100)), currency)
	case report.TypeDate:
		return finding.Date(time.Unix(rng.Int64N(4e9), 0).UTC().Format("2006-01-02"))
	case report.TypePercent:
		return finding.Decimal(strconv.Itoa(rng.IntN(200)), "%")
	case report.TypeDuration:
		return finding.Number(rng.Int64N(100_000)-1000, "min")
	case report.TypeBool:
		return finding.Bool(rng.IntN(2) == 0)
	}
	return finding.Text(names[rng.IntN(len(names))])
}

// A workbook says what the file of comma-separated values says: the same
// columns, the same values.
func TestLikeCSV(t *testing.T) {
	for seed := range uint64(60) {
		table := random(rand.New(rand.NewPCG(seed, 8)))
		var text bytes.Buffer
		if err := (dataset.CSV{NoBOM: true, NoGuard: true}).Write(&text, table); err != nil {
			t.Fatal(err)
		}
		want, err := csv.NewReader(&text).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		data, _ := write(t, xlsx.Workbook{Sheets: []xlsx.Sheet{{Table: table}}})
		f := open(t, data)
		for r, line := range want {
			for c, text := range line {
				at, _ := excelize.CoordinatesToCellName(c+1, r+1)
				got := raw(t, f, "random", at)
				if day, err := time.Parse(time.DateOnly, text); err == nil {
					text = strconv.FormatInt(day.Unix()/86400+25569, 10)
				}
				if b, ok := map[string]string{"true": "1", "false": "0"}[text]; ok {
					text = b
				}
				if !sameCell(got, text) {
					t.Fatalf("seed %d: %s holds %.80q, the file %.80q", seed, at, got, text)
				}
			}
		}
	}
}

// What does not fit is refused with its place, a workbook that asks for what is
// not there before anything is written.
func TestRefused(t *testing.T) {
	for _, c := range []struct {
		column dataset.Column
		value  finding.Value
		want   string
	}{
		{dataset.Column{Name: "c", Type: report.TypeInteger}, finding.Text("x"), "dataset: table data row 1 column c: a value of kind text in a column of type integer"},
		{dataset.Column{Name: "c", Type: report.TypeInteger}, finding.Decimal("1.5", ""), "dataset: table data row 1 column c: the number 1.5 is not whole"},
		{dataset.Column{Name: "c", Type: report.TypeDuration}, finding.Number(1, "h"), `dataset: table data row 1 column c: the unit "h" where "min" is wanted`},
		{dataset.Column{Name: "c", Type: report.TypeMoney, Unit: "CNY"}, finding.Money("1", "USD"), "dataset: table data row 1 column c: the currency USD where CNY is wanted"},
		{dataset.Column{Name: "c", Type: report.TypeDate}, finding.Bool(true), "dataset: table data row 1 column c: a value of kind bool in a column of type date"},
		{dataset.Column{Name: "c", Type: report.TypeBool}, finding.Date("2026-01-01"), "dataset: table data row 1 column c: a value of kind date in a column of type bool"},
		{dataset.Column{Name: "c"}, finding.Bool(true), "dataset: table data row 1 column c: a value of kind bool in a column of type text"},
		{dataset.Column{Name: "c", Key: true}, finding.Value{}, "dataset: table data row 1 column c: a key must have a value"},
		{dataset.Column{Name: "c"}, finding.Unknown("x"), "dataset: table data row 1 column c: the value is unknown, which the schema does not foresee"},
	} {
		_, err := one(c.column, c.value).Write(io.Discard)
		if fault := (*dataset.CellError)(nil); !errors.As(err, &fault) || !errors.Is(err, dataset.ErrCell) || fault.Error() != c.want {
			t.Errorf("%v: %v", c.value, err)
		}
		var csvFault *dataset.CellError
		if k := one(c.column, c.value); !errors.As((dataset.CSV{}).Write(io.Discard, k.Sheets[0].Table), &csvFault) || csvFault.Error() != c.want {
			t.Errorf("the file of comma-separated values says %v", csvFault)
		}
	}
	k := one(dataset.Column{Name: "c"})
	k.Sheets[0].Formulas = []xlsx.Formula{{Column: "none", Of: []string{"c", "c"}}}
	k.Sheets[0].Marks = []xlsx.Mark{{Column: "nor this"}, {Column: "c", When: xlsx.After, Than: "nor that"}}
	k.Sheets = append(k.Sheets, xlsx.Sheet{Table: dataset.Table{Schema: dataset.Schema{Name: "empty"}}}, xlsx.Sheet{Table: k.Sheets[0].Table, Totals: []string{"no sum"}}, xlsx.Sheet{Table: k.Sheets[0].Table, Formulas: []xlsx.Formula{{Column: "c", Of: []string{"c"}}}})
	var out bytes.Buffer
	_, err := k.Write(&out)
	if !errors.Is(err, xlsx.ErrWorkbook) || out.Len() > 0 {
		t.Fatalf("%v, %d bytes", err, out.Len())
	}
	for _, part := range []string{"column none", "column nor this", "column nor that", "table empty: 0 columns", "column no sum", "column c: the formula has the wrong number of columns"} {
		if !strings.Contains(err.Error(), part) {
			t.Errorf("%q is not said in %v", part, err)
		}
	}
	if fault := (*xlsx.BookError)(nil); !errors.As(err, &fault) || fault.Table != "data" {
		t.Errorf("no BookError: %v", err)
	}
}

// badFormula: a formula that does not give the figure is left out, and said.
func TestOtherResult(t *testing.T) {
	k := wholeBook(report.En)
	k.Sheets[0].Formulas = []xlsx.Formula{{Column: "cost_variance", By: xlsx.Difference, Of: []string{"planned_value", "actual_cost"}}, {Column: "total_float_min", By: xlsx.Sum, Of: []string{"days", "days", "days"}}}
	data, notes := write(t, k)
	f := open(t, data)
	if formula, _ := f.GetCellFormula("status", "I2"); formula != "" || raw(t, f, "status", "I2") != "-300.5" {
		t.Errorf("I2 calculates %q", formula)
	}
	if got := codes(notes); !slices.Contains(got, "xlsx.write.other_result status!I2") {
		t.Errorf("notes %q", got)
	}
}

// The smallest workbooks, and the notes of a table that is full of them.
func TestSmallAndFull(t *testing.T) {
	data, _ := write(t, xlsx.Workbook{})
	if got := open(t, data).GetSheetList(); !slices.Equal(got, []string{"Overview", "Dictionary"}) {
		t.Errorf("sheets %q", got)
	}
	data, _ = write(t, one(dataset.Column{Name: "c"}))
	compare(t, open(t, data), calculated(t, data))
	values := make([]finding.Value, 1500)
	for i := range values {
		values[i] = finding.Date("0001-01-01")
	}
	data, notes := write(t, one(dataset.Column{Name: "c", Type: report.TypeDate}, values...))
	if len(notes) != 1000 {
		t.Errorf("%d notes", len(notes))
	}
	if got := raw(t, open(t, data), "Notes", "A1002"); got != "There are 500 more notes." {
		t.Errorf("the last note is %q", got)
	}
}

// Marks are conditional formats over the data.
func TestMarks(t *testing.T) {
	k := wholeBook(report.En)
	k.Sheets[0].Marks = []xlsx.Mark{
		{Column: "total_float_min", When: xlsx.Negative}, {Column: "total_float_min", When: xlsx.Positive, Tone: xlsx.Good}, {Column: "critical", Tone: xlsx.Warn, Row: true},
		{Column: "finish", When: xlsx.After, Than: "start"}, {Column: "actual_cost", When: xlsx.Below, Than: "planned_value", Tone: xlsx.Good}, {Column: "name", When: xlsx.Equals, Text: `a "b" <c>`, Tone: xlsx.Quiet},
	}
	data, _ := write(t, k)
	formats, err := open(t, data).GetConditionalFormats("status")
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for area, rules := range formats {
		for _, rule := range rules {
			got = append(got, area+" "+rule.Criteria)
		}
	}
	slices.Sort(got)
	want := []string{
		"A2:A3 AND(ISLOGICAL($L2),$L2)", `B2:B3 $B2="a ""b"" <c>"`, "B2:B3 AND(ISLOGICAL($L2),$L2)", "C2:C3 AND(ISLOGICAL($L2),$L2)", "D2:D3 AND(ISLOGICAL($L2),$L2)",
		"D2:D3 AND(ISNUMBER($D2),ISNUMBER($C2),$D2>$C2)", "E2:G3 AND(ISLOGICAL($L2),$L2)", "H2:H3 AND(ISLOGICAL($L2),$L2)", "H2:H3 AND(ISNUMBER($H2),ISNUMBER($F2),$H2<$F2)",
		"I2:J3 AND(ISLOGICAL($L2),$L2)", "K2:K3 AND(ISLOGICAL($L2),$L2)", "K2:K3 AND(ISNUMBER($K2),$K2<0)", "K2:K3 AND(ISNUMBER($K2),$K2>0)", "L2:P3 AND(ISLOGICAL($L2),$L2)",
	}
	slices.Sort(want)
	if !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}

// Several goroutines may write one workbook.
func TestConcurrentWrite(t *testing.T) {
	k := wholeBook(report.ZhCN)
	want, _ := write(t, k)
	var group sync.WaitGroup
	for range 4 {
		group.Go(func() {
			var out bytes.Buffer
			if _, err := k.Write(&out); err != nil || !bytes.Equal(out.Bytes(), want) {
				t.Errorf("%d bytes, %v", out.Len(), err)
			}
		})
	}
	group.Wait()
}

// The memory in use does not grow with the rows.
func TestBoundedMemory(t *testing.T) {
	table, used := large(90_000), [2]uint64{}
	rows := table.Rows
	table.Rows = func(yield func([]finding.Value) bool) {
		n := 0
		for row := range rows {
			if n++; n%80_000 == 5000 {
				var m runtime.MemStats
				runtime.GC()
				runtime.ReadMemStats(&m)
				used[n/80_000] = m.HeapAlloc
			}
			if !yield(row) {
				return
			}
		}
	}
	if _, err := (xlsx.Workbook{Sheets: []xlsx.Sheet{{Table: table}}}).Write(io.Discard); err != nil {
		t.Fatal(err)
	}
	if used[1] > used[0]+1<<20 {
		t.Errorf("%d bytes in use after 5,000 rows, %d after 85,000", used[0], used[1])
	}
}

// Writing says how far it is, and stops when it is told to.
func TestProgress(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	var told []int
	k := xlsx.Workbook{NoDictionary: true, Sheets: []xlsx.Sheet{{Table: large(5000)}}}
	if _, err := k.WriteContext(ctx, io.Discard, func(table string, rows int) {
		if table != "tasks" {
			t.Errorf("told of %q", table)
		}
		told = append(told, rows)
	}); err != nil || !slices.Equal(told, []int{0, 1024, 2048, 3072, 4096, 5000}) {
		t.Errorf("told %v, %v", told, err)
	}
	last := 0
	_, err := k.WriteContext(ctx, io.Discard, func(_ string, rows int) {
		if last = rows; rows > 2000 {
			cancel()
		}
	})
	if !errors.Is(err, context.Canceled) || last != 2048 {
		t.Errorf("%v after %d rows", err, last)
	}
}

// brokenFile fails after some bytes.
type brokenFile struct{ room int }

var errFull = errors.New("no room")

func (b *brokenFile) Write(p []byte) (int, error) {
	if b.room -= len(p); b.room < 0 {
		return 0, errFull
	}
	return len(p), nil
}

// The error of the writer comes back, wherever it happens.
func TestFullDisk(t *testing.T) {
	k := wholeBook(report.En)
	data, _ := write(t, k)
	for room := 0; room < len(data); room += len(data)/23 + 1 {
		if _, err := k.Write(&brokenFile{room}); !errors.Is(err, errFull) {
			t.Errorf("after %d bytes of %d: %v", room, len(data), err)
		}
	}
}

// Text that begins like a formula stays text when somebody edits it: its style
// says so, and no other does.
func TestQuotePrefix(t *testing.T) {
	texts := []string{"=1+1", "+1", "-1", "@SUM(A1)", "plain", "1=1", ""}
	var values []finding.Value
	for _, text := range texts {
		values = append(values, finding.Text(text))
	}
	data, _ := write(t, one(dataset.Column{Name: "c"}, values...))
	f := open(t, data)
	styles := part(t, data, "xl/styles.xml")
	styles = styles[strings.Index(styles, "<cellXfs"):strings.Index(styles, "</cellXfs>")]
	formats := strings.Split(styles, "<xf ")[1:]
	for i, text := range texts {
		id, err := f.GetCellStyle("data", "A"+strconv.Itoa(i+2))
		if err != nil {
			t.Fatal(err)
		}
		if got, want := strings.Contains(formats[id], `quotePrefix="1"`), i < 4; got != want {
			t.Errorf("%q is marked as text: %v", text, got)
		}
	}
}

// part returns an entry of a workbook.
func part(t testing.TB, data []byte, name string) string {
	t.Helper()
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	r, err := archive.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	content, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return string(content)
}

// Formulas need their values, of one currency, and give the very figure.
func TestFormulasThatStayOut(t *testing.T) {
	schema := dataset.Schema{Name: "data", Columns: []dataset.Column{
		{Name: "a", Type: report.TypeMoney}, {Name: "b", Type: report.TypeMoney}, {Name: "less", Type: report.TypeMoney}, {Name: "by", Type: report.TypeNumber}, {Name: "times", Type: report.TypeNumber}, {Name: "more", Type: report.TypeNumber},
		{Name: "from", Type: report.TypeDate}, {Name: "to", Type: report.TypeDate}, {Name: "days", Type: report.TypeInteger},
	}}
	m := func(amount, currency string) finding.Value { return finding.Money(amount, currency) }
	n := func(text string) finding.Value { return finding.Decimal(text, "") }
	day := finding.Date
	k := xlsx.Workbook{NoDictionary: true, Sheets: []xlsx.Sheet{{Table: dataset.Table{Schema: schema, Rows: slices.Values([][]finding.Value{
		{m("6", "CNY"), m("4", "CNY"), m("2", "CNY"), n("1.5"), n("2.25"), n("3.75"), day("2026-03-02"), day("2026-03-08"), n("5")}, // all calculate
		{m("6", "CNY"), m("4", "USD"), m("2", "CNY"), n("1.5"), n("2.25"), n("3.75"), day("2026-03-08"), day("2026-03-02"), n("5")}, // two currencies, backwards
		{m("6", "CNY"), m("4", "CNY"), m("2.000001", "CNY"), n("1.500001"), n("2.26"), n("3"), day("2026-03-02"), day("1850-01-01"), n("6")},
		{m("6", "CNY"), m("0", "CNY"), {}, n("9"), {}, n("9"), {}, day("2026-03-02"), n("6")},
		{m("12345678901234567", "CNY"), m("1", "CNY"), m("12345678901234566", "CNY"), n("1"), n("1"), n("2"), day("2026-03-02"), day("2026-03-02"), n("2")},
	})}, Formulas: []xlsx.Formula{
		{Column: "less", By: xlsx.Difference, Of: []string{"a", "b"}}, {Column: "by", Of: []string{"a", "b"}}, {Column: "times", By: xlsx.Product, Of: []string{"by", "by"}},
		{Column: "more", By: xlsx.Sum, Of: []string{"by", "times"}}, {Column: "days", By: xlsx.WorkingDays, Of: []string{"from", "to"}},
	}}}}
	data, notes := write(t, k)
	f := open(t, data)
	calculates := map[int]int{}
	for row := 2; row <= 6; row++ {
		for c := range 13 {
			at, _ := excelize.CoordinatesToCellName(c+1, row)
			if got, _ := f.GetCellFormula("data", at); got != "" {
				calculates[row]++
			}
		}
	}
	if calculates[2] != 5 || calculates[3] != 2 || calculates[4] != 0 || calculates[5] != 0 {
		t.Errorf("formulas by row %v", calculates)
	}
	if len(notes) == 0 {
		t.Error("nothing is said")
	}
	compare(t, f, calculated(t, data))
}

// FuzzText: whatever a text is, both readings of the workbook give it back clean,
// as text, and every part stays well formed.
func FuzzText(f *testing.F) {
	for _, name := range reporttest.HostileNames() {
		f.Add(name[:min(len(name), 300)])
	}
	f.Fuzz(func(t *testing.T, text string) {
		k := one(dataset.Column{Name: text}, finding.Text(text))
		k.Title, k.Sheets[0].Name, k.Sheets[0].Table.Schema.Name = text, text, text
		k.Sheets[0].Marks = []xlsx.Mark{{Column: text, When: xlsx.Equals, Text: text}}
		data, notes := write(t, k)
		book := open(t, data)
		sheet := book.GetSheetList()[1]
		if got := raw(t, book, sheet, "A2"); len(notes) == 0 && got != report.Clean(text) {
			t.Errorf("%q is read as %q", text, got)
		}
		if formula, _ := book.GetCellFormula(sheet, "A2"); formula != "" {
			t.Errorf("%q calculates", text)
		}
		archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
		if err != nil {
			t.Fatal(err)
		}
		for _, entry := range archive.File {
			checkPart(t, entry)
		}
	})
}
