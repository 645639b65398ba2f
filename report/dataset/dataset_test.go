package dataset

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/big"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/reporttest"
)

func tasks() Schema {
	return Schema{Name: "tasks", Meaning: "One task.", Columns: []Column{
		{Name: "task_id", Key: true, Meaning: "Id."},
		{Name: "name", Meaning: "Name."},
		{Name: "start", Type: report.TypeDate, Meaning: "Start."},
		{Name: "duration_min", Type: report.TypeDuration, Meaning: "Working time."},
		{Name: "percent", Type: report.TypePercent, Meaning: "Complete."},
		{Name: "cost", Type: report.TypeMoney, CanBeUnknown: true, Meaning: "Cost."},
		{Name: "budget", Type: report.TypeMoney, Unit: "CNY", Meaning: "Budget."},
		{Name: "cpi", Type: report.TypeNumber, CanBeUnknown: true, Meaning: "Index."},
		{Name: "links", Type: report.TypeInteger, Meaning: "Links."},
		{Name: "critical", Type: report.TypeBool, Meaning: "Critical."},
	}}
}

func rows(list ...[]finding.Value) func(func([]finding.Value) bool) { return slices.Values(list) }

func full() Table {
	return Table{Schema: tasks(), Rows: rows(
		[]finding.Value{
			finding.Text("T1"), finding.Text(`Gate "A", north`), finding.Date("2026-03-02T08:00"),
			finding.Number(480, "min"), finding.Ratio(1, 2, ""),
			finding.Money("1200.50", "EUR"), finding.Money("7", "CNY"), finding.Ratio(14, 15, ""),
			finding.Number(-3, ""), finding.Bool(true),
		},
		[]finding.Value{
			finding.Text("T2"), finding.List("扫描", "=SUM(A1)"), finding.Date("2026-03-02"), {}, finding.Decimal("33", "%"),
			finding.Unknown("no-data"), {}, finding.Unknown("zero-denominator"),
			finding.Decimal("12345678901234567890", ""), finding.Bool(false),
		},
	)}
}

func text(t *testing.T, write func(io.Writer, Table) error, table Table) string {
	t.Helper()
	var b bytes.Buffer
	if err := write(&b, table); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestCSV(t *testing.T) {
	want := "\ufefftask_id,name,start,duration_min,percent,cost,cost_currency,budget,cpi,links,critical,unknown\r\n" +
		"T1,\"Gate \"\"A\"\", north\",2026-03-02 08:00:00,480,0.5,1200.5,EUR,7,0.933333333333,-3,true,\r\n" +
		"T2,\"扫描; =SUM(A1)\",2026-03-02,,0.33,,,,,12345678901234567890,false,\"cost: no-data; cpi: zero-denominator\"\r\n"
	if got := text(t, CSV{}.Write, full()); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestLines(t *testing.T) {
	want := `{"task_id":"T1","name":"Gate \"A\", north","start":"2026-03-02T08:00:00","duration_min":480,"percent":"0.5","cost":"1200.5","cost_currency":"EUR","budget":"7","cpi":"0.933333333333","links":-3,"critical":true,"unknown":null}
{"task_id":"T2","name":"扫描; =SUM(A1)","start":"2026-03-02","duration_min":null,"percent":"0.33","cost":null,"cost_currency":null,"budget":null,"cpi":null,"links":"12345678901234567890","critical":false,"unknown":{"cost":"no-data","cpi":"zero-denominator"}}
`
	if got := text(t, Lines{}.Write, full()); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// TestFormulas holds the beginnings that OWASP's page on CSV injection names.
func TestFormulas(t *testing.T) {
	for in, want := range map[string]string{
		"=1+1": `"'=1+1"`, "+1": `"'+1"`, "-1": `"'-1"`, "@SUM(A1)": `"'@SUM(A1)"`, "\t=1": `"' =1"`,
		"\r=1": "\"'\n=1\"", "\n=1": "\"'\n=1\"", "  =1": `"'  =1"`,
		"＝1+1": `"'＝1+1"`, "＋1": `"'＋1"`, "－1": `"'－1"`, "＠A": `"'＠A"`, "\u3000=1": "\"'\u3000=1\"",
		"\x00=1": `"'=1"`, "\ufeff=1": `"'=1"`,
		"a=1": "a=1", "1-1": "1-1", "": "", "里程碑": "里程碑",
		`=HYPERLINK("x","y")`: `"'=HYPERLINK(""x"",""y"")"`, "a;b": `"a;b"`, " a": `" a"`,
		"'=1": "'=1",
	} {
		if got := string(CSV{}.appendText(nil, in)); got != want {
			t.Errorf("%q: got %s, want %s", in, got, want)
		}
	}
	if got := string(CSV{NoGuard: true}.appendText(nil, "=1+1")); got != "=1+1" {
		t.Errorf("without guard: got %s", got)
	}
	negative := Table{Schema: Schema{Name: "n", Columns: []Column{{Name: "x", Type: report.TypeNumber}, {Name: "m", Type: report.TypeMoney}}}, Rows: rows([]finding.Value{finding.Number(-5, ""), finding.Money("-0.5", "CNY")})}
	if got := text(t, CSV{NoBOM: true}.Write, negative); got != "x,m,m_currency\r\n-5,-0.5,CNY\r\n" {
		t.Errorf("numbers are never guarded: got %q", got)
	}
}

func TestCellsThatDoNotFit(t *testing.T) {
	for _, c := range []struct {
		column Column
		value  finding.Value
	}{
		{Column{}, finding.Number(1, "")}, {Column{Type: report.TypeInteger}, finding.Text("1")},
		{Column{Type: report.TypeInteger}, finding.Decimal("1.5", "")},
		{Column{Type: report.TypeInteger}, finding.Ratio(1, 3, "")},
		{Column{Type: report.TypeDuration}, finding.Number(3, "day")},
		{Column{Type: report.TypeDuration}, finding.Number(3, "")},
		{Column{Type: report.TypeMoney}, finding.Number(3, "CNY")},
		{Column{Type: report.TypeMoney, Unit: "CNY"}, finding.Money("3", "EUR")},
		{Column{Type: report.TypeNumber, Unit: "h"}, finding.Number(3, "day")},
		{Column{Type: report.TypeDate}, finding.Text("2026-03-02")},
		{Column{Type: report.TypeBool}, finding.Number(1, "")},
		{Column{}, finding.Unknown("no-data")},
		{Column{Key: true}, finding.Value{}},
		{Column{Key: true, CanBeUnknown: true}, finding.Unknown("x")},
		{Column{Type: report.TypePercent}, finding.Money("1", "CNY")},
	} {
		c.column.Name = "x"
		for name, write := range map[string]func(io.Writer, Table) error{"csv": CSV{NoBOM: true}.Write, "lines": Lines{}.Write} {
			good := Column{Name: "a"}
			table := Table{Schema: Schema{Name: "t", Columns: []Column{good, c.column}}, Rows: rows([]finding.Value{finding.Text("good cell"), c.value})}
			var b bytes.Buffer
			err := write(&b, table)
			var fault *CellError
			if !errors.Is(err, ErrCell) || !errors.As(err, &fault) || fault.Row != 1 || fault.Column != "x" || fault.Table != "t" {
				t.Errorf("%s: %v in %+v: got %v", name, c.value, c.column, err)
			}
			if strings.Contains(b.String(), "good cell") {
				t.Errorf("%s: part of a bad row was written: %q", name, b.String())
			}
		}
	}
}

func TestRowsBeforeAFaultAreWritten(t *testing.T) {
	table := Table{Schema: Schema{Name: "t", Columns: []Column{{Name: "a"}}}, Rows: rows([]finding.Value{finding.Text("one")}, []finding.Value{finding.Text("x"), finding.Text("y")}, []finding.Value{finding.Text("three")})}
	var b bytes.Buffer
	err := CSV{NoBOM: true}.Write(&b, table)
	var fault *CellError
	if !errors.As(err, &fault) || fault.Row != 2 || b.String() != "a\r\none\r\n" {
		t.Errorf("got %v, %q", err, b.String())
	}
	if err := (CSV{}).Write(io.Discard, Table{}); !errors.Is(err, ErrCell) {
		t.Errorf("a schema without columns: got %v", err)
	}
	if got := text(t, CSV{NoBOM: true}.Write, Table{Schema: Schema{Name: "t", Columns: []Column{{Name: "a"}}}}); got != "a\r\n" {
		t.Errorf("a table without rows: got %q", got)
	}
}

type broken struct{ calls int }

func (b *broken) Write([]byte) (int, error) { b.calls++; return 0, io.ErrClosedPipe }

func TestWriterKeepsTheFirstError(t *testing.T) {
	b := &broken{}
	w, err := CSV{}.Writer(b, Schema{Name: "t", Columns: []Column{{Name: "a"}}})
	if err != nil {
		t.Fatal(err)
	}
	for range 10_000 {
		err = w.Row(finding.Text(strings.Repeat("x", 50)))
	}
	if err != io.ErrClosedPipe || w.Close() != io.ErrClosedPipe || b.calls != 1 {
		t.Errorf("got %v after %d calls", err, b.calls)
	}
}

// TestInstants shows a moment in time in both forms.
func TestInstants(t *testing.T) {
	table := Table{Schema: Schema{Name: "t", Columns: []Column{{Name: "at", Type: report.TypeDate}}}, Rows: rows([]finding.Value{finding.Instant(time.Date(2026, 3, 2, 8, 0, 0, 0, time.FixedZone("", 8*3600)))})}
	if got := text(t, CSV{NoBOM: true}.Write, table); got != "at\r\n2026-03-02T00:00:00Z\r\n" {
		t.Errorf("got %q", got)
	}
}

// readers parse both forms with the parsers of the standard library.
func readCSV(t *testing.T, out string) [][]string {
	t.Helper()
	r := csv.NewReader(strings.NewReader(strings.TrimPrefix(out, "\ufeff")))
	r.FieldsPerRecord = 0
	all, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func readLines(t *testing.T, out string) []map[string]any {
	t.Helper()
	var all []map[string]any
	scanner := bufio.NewScanner(strings.NewReader(out))
	scanner.Buffer(nil, 1<<20)
	for scanner.Scan() {
		var row map[string]any
		if err := json.Unmarshal(scanner.Bytes(), &row); err != nil {
			t.Fatalf("%v in %.200q", err, scanner.Text())
		}
		all = append(all, row)
	}
	return all
}

func hostile(names ...string) Table {
	s := Schema{Name: "t", Columns: []Column{{Name: "id", Type: report.TypeInteger, Key: true}, {Name: "name"}, {Name: "n", Type: report.TypeNumber, CanBeUnknown: true}, {Name: "end"}}}
	return Table{Schema: s, Rows: func(yield func([]finding.Value) bool) {
		for i, name := range names {
			if !yield([]finding.Value{finding.Number(int64(i), ""), finding.Text(name), finding.Unknown(name), finding.Text("end")}) {
				return
			}
		}
	}}
}

func checkHostile(t *testing.T, names []string) {
	t.Helper()
	records := readCSV(t, text(t, CSV{}.Write, hostile(names...)))
	lines := readLines(t, text(t, Lines{}.Write, hostile(names...)))
	if len(records) != len(names)+1 || len(lines) != len(names) {
		t.Fatalf("%d records, %d lines of %d rows", len(records), len(lines), len(names))
	}
	for i, name := range names {
		got := records[i+1]
		clean := report.Clean(name)
		if strings.TrimPrefix(got[1], "'") != strings.TrimPrefix(clean, "'") || got[3] != "end" {
			t.Errorf("%.100q came back as %.100q", name, got)
		}
		if first := strings.TrimLeft(got[1], " \n\u3000\u00a0"); first != "" && strings.ContainsAny(first[:1], "=+-@\t\r") {
			t.Errorf("%.100q would run as a formula", got[1])
		}
		unknown, _ := lines[i]["unknown"].(map[string]any)
		if want := strings.ToValidUTF8(name, "\ufffd"); want != name {
			continue // invalid bytes are replaced one by one, which ToValidUTF8 does not do
		}
		if lines[i]["name"] != name || unknown["n"] != name || lines[i]["end"] != "end" {
			t.Errorf("%.100q came back as %.300v", name, lines[i])
		}
	}
}

func TestHostileNames(t *testing.T) { checkHostile(t, reporttest.HostileNames()) }

func FuzzCells(f *testing.F) {
	for _, name := range reporttest.HostileNames() {
		f.Add(name, "x")
	}
	f.Fuzz(func(t *testing.T, a, b string) { checkHostile(t, []string{a, b}) })
}

// TestNumbersAreExact compares every number written with the value it came
// from.
func TestNumbersAreExact(t *testing.T) {
	for _, v := range []finding.Value{finding.Number(1<<62, ""), finding.Decimal("0.1", ""), finding.Decimal("-12345678901234567890.123456789012345", ""), finding.Ratio(1, 3, ""), finding.Ratio(-1, 3_000_000_000_000_0, "")} {
		table := Table{Schema: Schema{Name: "t", Columns: []Column{{Name: "x", Type: report.TypeNumber}}}, Rows: rows([]finding.Value{v})}
		got, ok := new(big.Rat).SetString(readCSV(t, text(t, CSV{}.Write, table))[1][0])
		want, _ := v.Rat()
		limit := big.NewRat(0, 1)
		if strings.Contains(v.Plain(), "/") {
			limit = big.NewRat(1, 2_000_000_000_000)
		}
		if diff := new(big.Rat).Sub(got, want); !ok || diff.Abs(diff).Cmp(limit) > 0 {
			t.Errorf("%v was written as %v", v, got)
		}
		if line := readLines(t, text(t, Lines{}.Write, table))[0]["x"]; line != readCSV(t, text(t, CSV{}.Write, table))[1][0] {
			t.Errorf("%v differs between the forms: %v", v, line)
		}
	}
}

func TestCheck(t *testing.T) {
	good := Schema{Name: "links", Columns: []Column{{Name: "from_task", Key: true, Refers: "tasks.task_id", Meaning: "x"}}}
	if found := Check(tasks(), good); len(found) != 0 {
		t.Errorf("got %v", found)
	}
	for _, c := range []struct {
		code    finding.Code
		schemas []Schema
	}{
		{CodeBadName, []Schema{{Name: "Tasks", Columns: []Column{{Name: "a", Key: true, Meaning: "x"}}}}},
		{CodeBadName, []Schema{{Name: "t", Columns: []Column{{Name: "a b", Key: true, Meaning: "x"}}}}},
		{CodeBadName, []Schema{{Name: "t", Columns: []Column{{Name: "_a", Key: true, Meaning: "x"}}}}},
		{CodeDuplicateTable, []Schema{tasks(), tasks()}},
		{CodeDuplicateColumn, []Schema{{Name: "t", Columns: []Column{{Name: "a", Key: true, Meaning: "x"}, {Name: "a", Meaning: "x"}}}}},
		{CodeDuplicateColumn, []Schema{{Name: "t", Columns: []Column{{Name: "cost_currency", Key: true, Meaning: "x"}, {Name: "cost", Type: report.TypeMoney, Meaning: "x"}}}}},
		{CodeDuplicateColumn, []Schema{{Name: "t", Columns: []Column{{Name: "unknown", Key: true, Meaning: "x"}, {Name: "b", CanBeUnknown: true, Meaning: "x"}}}}},
		{CodeNoColumns, []Schema{{Name: "t"}}},
		{CodeNoKey, []Schema{{Name: "t", Columns: []Column{{Name: "a", Meaning: "x"}}}}},
		{CodeUnknownKey, []Schema{{Name: "t", Columns: []Column{{Name: "a", Key: true, CanBeUnknown: true, Meaning: "x"}}}}},
		{CodeNoTarget, []Schema{{Name: "t", Columns: []Column{{Name: "a", Key: true, Refers: "tasks.task_id", Meaning: "x"}}}}},
		{CodeNotAKey, []Schema{tasks(), {Name: "t", Columns: []Column{{Name: "a", Key: true, Refers: "tasks.name", Meaning: "x"}}}}},
		{CodeOtherType, []Schema{tasks(), {Name: "t", Columns: []Column{{Name: "a", Key: true, Type: report.TypeInteger, Refers: "tasks.task_id", Meaning: "x"}}}}},
		{CodeNoMeaning, []Schema{{Name: "t", Columns: []Column{{Name: "a", Key: true}}}}},
	} {
		found := Check(c.schemas...)
		if len(found) != 1 || found[0].Code != c.code || !slices.Contains(Codes(), found[0].Code) || !slices.Contains(Codes(), found[0].Remedy) {
			t.Errorf("%s: got %v", c.code, found)
		}
	}
}

func TestDictionaryDescribesEveryColumn(t *testing.T) {
	for _, lang := range report.Langs() {
		dictionary := Dictionary(lang, tasks())
		if found := Check(dictionary.Schema); len(found) != 0 {
			t.Errorf("%s: %v", lang, found)
		}
		head := readCSV(t, text(t, CSV{}.Write, full()))[0]
		described := readCSV(t, text(t, CSV{}.Write, dictionary))[1:]
		if len(described) != len(head) {
			t.Fatalf("%d of %d columns", len(described), len(head))
		}
		for i, row := range described {
			if row[0] != "tasks" || row[1] != head[i] || row[2] != fmt.Sprint(i+1) || row[9] == "" {
				t.Errorf("column %s is described as %q", head[i], row)
			}
		}
	}
	want := []string{"tasks", "duration_min", "4", "duration", "min", "false", "", "false", "", "Working time.", ""}
	if got := readCSV(t, text(t, CSV{}.Write, Dictionary(report.En, tasks())))[4]; !slices.Equal(got, want) {
		t.Errorf("got %q", got)
	}
	for range Dictionary(report.En, tasks()).Rows {
		break // leaving early is allowed
	}
}

func TestCodesAreUniqueAndOurs(t *testing.T) {
	seen := map[finding.Code]bool{}
	for _, code := range Codes() {
		if seen[code] || !strings.HasPrefix(string(code), "dataset.") || strings.Count(string(code), ".") != 2 {
			t.Errorf("code %s", code)
		}
		seen[code] = true
	}
}

func benchRows(n int) Table {
	cells := make([][]finding.Value, 256)
	for i := range cells {
		cells[i] = []finding.Value{
			finding.Text(fmt.Sprint("T", i)),
			finding.Text(fmt.Sprint("Task number ", i, " of the plan")),
			finding.Date("2026-03-02T08:00"), finding.Number(int64(i*480), "min"),
			finding.Ratio(int64(i%101), 100, ""),
			finding.Money(fmt.Sprint(i, ".5"), "CNY"), finding.Money("7", "CNY"),
			finding.Decimal("0.9375", ""), finding.Number(3, ""), finding.Bool(i%2 == 0),
		}
	}
	return Table{Schema: tasks(), Rows: func(yield func([]finding.Value) bool) {
		for i := range n {
			if !yield(cells[i%256]) {
				return
			}
		}
	}}
}

func benchmark(b *testing.B, write func(io.Writer, Table) error) {
	table := benchRows(100_000)
	var counter count
	for b.Loop() {
		counter = 0
		if err := write(&counter, table); err != nil {
			b.Fatal(err)
		}
	}
	b.SetBytes(int64(counter))
}

type count int64

func (c *count) Write(p []byte) (int, error) { *c += count(len(p)); return len(p), nil }

func BenchmarkCSV100kx10(b *testing.B)   { benchmark(b, CSV{}.Write) }
func BenchmarkLines100kx10(b *testing.B) { benchmark(b, Lines{}.Write) }
