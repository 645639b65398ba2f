package dataset

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"math/big"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/reporttest"
)

// randomTable returns a table of random columns with fitting values.
func randomTable(seed uint64) (Table, [][]finding.Value) {
	r := rand.New(rand.NewPCG(seed, 2))
	s := Schema{Name: "t", Columns: []Column{{Name: "id", Key: true}}}
	for i := range 1 + r.IntN(8) {
		s.Columns = append(s.Columns, Column{Name: fmt.Sprint("c", i), Type: report.Type(r.IntN(int(report.TypeBool) + 1)), CanBeUnknown: r.IntN(2) == 0})
	}
	var list [][]finding.Value
	for i := range r.IntN(30) {
		row := []finding.Value{finding.Text(fmt.Sprint("r", i))}
		for _, c := range s.Columns[1:] {
			row = append(row, randomValue(r, c))
		}
		list = append(list, row)
	}
	return Table{Schema: s, Rows: slices.Values(list)}, list
}

func randomValue(r *rand.Rand, c Column) finding.Value {
	switch {
	case r.IntN(6) == 0:
		return finding.Value{}
	case c.CanBeUnknown && r.IntN(4) == 0:
		return finding.Unknown(reporttest.HostileNames()[r.IntN(20)])
	}
	switch c.Type {
	case report.TypeInteger:
		return finding.Number(r.Int64()-r.Int64(), "")
	case report.TypeNumber, report.TypePercent:
		return finding.Ratio(r.Int64N(2000)-1000, 1+r.Int64N(500), "")
	case report.TypeMoney:
		return finding.Money(finding.Ratio(r.Int64N(1e6)-5e5, 100, "").Plain(), []string{"CNY", "EUR"}[r.IntN(2)])
	case report.TypeDate:
		return finding.Date(fmt.Sprintf("2026-%02d-%02dT%02d:30", 1+r.IntN(12), 1+r.IntN(28), r.IntN(24)))
	case report.TypeDuration:
		return finding.Number(r.Int64N(1e6), "min")
	case report.TypeBool:
		return finding.Bool(r.IntN(2) == 0)
	}
	return finding.Text(reporttest.HostileNames()[r.IntN(40)])
}

// TestBothFormsSayTheSame reads random tables back from both forms with the
// parsers of the standard library and compares cell by cell.
func TestBothFormsSayTheSame(t *testing.T) {
	for seed := range uint64(150) {
		table, _ := randomTable(seed)
		records := readCSV(t, text(t, CSV{NoGuard: true}.Write, table))
		lines := readLines(t, text(t, Lines{}.Write, table))
		if len(records) != len(lines)+1 {
			t.Fatalf("seed %d: %d records, %d lines", seed, len(records), len(lines))
		}
		for i, line := range lines {
			if len(line) != len(records[0]) {
				t.Fatalf("seed %d: %d members under %d columns", seed, len(line), len(records[0]))
			}
			for j, name := range records[0] {
				if got, want := records[i+1][j], fromJSON(line[name]); name != unknownName && got != want {
					t.Fatalf("seed %d: row %d column %s: %q in CSV, %q in JSON", seed, i, name, got, want)
				}
			}
		}
	}
}

// fromJSON shows a member as CSV does.
func fromJSON(v any) string {
	switch v := v.(type) {
	case nil:
		return ""
	case bool:
		return fmt.Sprint(v)
	case float64:
		return new(big.Float).SetFloat64(v).Text('f', 0)
	case string:
		if len(v) == 19 && v[10] == 'T' {
			v = v[:10] + " " + v[11:]
		}
		return strings.ReplaceAll(report.Clean(v), "\r\n", "\n")
	}
	return fmt.Sprintf("%T", v)
}

// TestUnknownAndEmptyStayApart checks every cell against the value it came
// from.
func TestUnknownAndEmptyStayApart(t *testing.T) {
	for seed := range uint64(100) {
		table, list := randomTable(seed)
		for i, line := range readLines(t, text(t, Lines{}.Write, table)) {
			reasons, _ := line[unknownName].(map[string]any)
			count := 0
			for j, c := range table.Columns {
				v := list[i][j]
				if v.IsUnknown() {
					count++
				}
				if reason, listed := reasons[c.Name]; listed != v.IsUnknown() || listed && squash(reason.(string)) != squash(v.Reason()) {
					t.Fatalf("seed %d: row %d column %s: %v is listed %v", seed, i, c.Name, v, listed)
				}
				if (line[c.Name] == nil) != (v.IsZero() || v.IsUnknown()) {
					t.Fatalf("seed %d: row %d column %s: %v is %v", seed, i, c.Name, v, line[c.Name])
				}
			}
			if len(reasons) != count {
				t.Fatalf("seed %d: row %d: %d reasons for %d unknown cells", seed, i, len(reasons), count)
			}
		}
	}
}

// squash makes texts with replaced bytes comparable.
func squash(s string) string { return strings.ToValidUTF8(strings.ReplaceAll(s, "\ufffd", ""), "") }

func TestRowByRowIsTheSameAsAtOnce(t *testing.T) {
	for seed := range uint64(30) {
		table, list := randomTable(seed)
		for name, open := range map[string]func(io.Writer, Schema) (*Writer, error){"csv": CSV{}.Writer, "lines": Lines{}.Writer} {
			var b bytes.Buffer
			w, err := open(&b, table.Schema)
			if err != nil {
				t.Fatal(err)
			}
			for _, row := range list {
				if err := w.Row(row...); err != nil {
					t.Fatalf("seed %d: %s: %v", seed, name, err)
				}
			}
			if err := w.Close(); err != nil {
				t.Fatal(err)
			}
			want := text(t, map[string]func(io.Writer, Table) error{"csv": CSV{}.Write, "lines": Lines{}.Write}[name], table)
			if b.String() != want {
				t.Fatalf("seed %d: %s differs", seed, name)
			}
		}
	}
}

func TestLargeTablesAreWrittenInPieces(t *testing.T) {
	var pieces, most int
	w, err := CSV{}.Writer(writerFunc(func(p []byte) (int, error) { pieces++; most = max(most, len(p)); return len(p), nil }), Schema{Name: "t", Columns: []Column{{Name: "a"}}})
	if err != nil {
		t.Fatal(err)
	}
	for range 10_000 {
		if err := w.Row(finding.Text(strings.Repeat("x", 100))); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil || pieces < 10 || most > 2*flushAt {
		t.Errorf("%d pieces, the largest of %d bytes, %v", pieces, most, err)
	}
}

type writerFunc func([]byte) (int, error)

func (f writerFunc) Write(p []byte) (int, error) { return f(p) }

func TestReadersMayStopEarly(t *testing.T) {
	stopped := false
	table := Table{Schema: Schema{Name: "t", Columns: []Column{{Name: "a", Key: true}}}, Rows: func(yield func([]finding.Value) bool) {
		for range 5 {
			if !yield([]finding.Value{{}}) {
				stopped = true
				return
			}
		}
	}}
	if err := (Lines{}).Write(io.Discard, table); !errors.Is(err, ErrCell) || !stopped {
		t.Errorf("got %v, stopped %v", err, stopped)
	}
}

func TestErrorsSayWhere(t *testing.T) {
	for want, row := range map[string][]finding.Value{
		"dataset: table t row 1 column a: a key must have a value":                                 {{}, finding.Number(1, "")},
		"dataset: table t row 1 column b: a value of kind text in a column of type integer":        {finding.Text("x"), finding.Text("y")},
		"dataset: table t row 1 column b: the number 1.5 is not whole":                             {finding.Text("x"), finding.Decimal("1.5", "")},
		"dataset: table t row 1: the row has another number of cells than the schema has columns":  {finding.Text("x")},
		"dataset: table t row 1 column b: the value is unknown, which the schema does not foresee": {finding.Text("x"), finding.Unknown("no-data")},
		`dataset: table t row 1 column b: the unit "day" where "" is wanted`:                       {finding.Text("x"), finding.Number(1, "day")},
		"dataset: table t row 1 column b: a value of kind money in a column of type integer":       {finding.Text("x"), finding.Money("1", "CNY")},
		"dataset: table t row 1 column a: a value of kind date in a column of type text":           {finding.Date("2026-03-02"), {}},
	} {
		w, err := Lines{}.Writer(io.Discard, Schema{Name: "t", Columns: []Column{{Name: "a", Key: true}, {Name: "b", Type: report.TypeInteger}}})
		if err != nil {
			t.Fatal(err)
		}
		err = w.Row(row...)
		if err == nil || err.Error() != want {
			t.Errorf("got %v, want %s", err, want)
		}
		if again := w.Row(finding.Text("fine"), finding.Number(1, "")); again != err {
			t.Errorf("after an error every row gives it, got %v", again)
		}
	}
}

func TestPercentagesAreRatios(t *testing.T) {
	for _, c := range []struct {
		value finding.Value
		want  string
	}{
		{finding.Ratio(1, 2, ""), "0.5"}, {finding.Number(1, ""), "1"},
		{finding.Decimal("50", "%"), "0.5"}, {finding.Decimal("0.5", "%"), "0.005"},
		{finding.Ratio(1, 3, ""), "0.333333333333"}, {finding.Ratio(100, 3, "%"), "0.333333333333"},
		{finding.Ratio(-1, 9_000_000_000_000_0, ""), "0"},
	} {
		if got, reason := plain(&Column{Type: report.TypePercent}, c.value); got != c.want || reason != "" {
			t.Errorf("%v: got %q, %q", c.value, got, reason)
		}
	}
	if got, reason := plain(&Column{Type: report.TypeMoney}, finding.Money("1/3", "CNY")); got != "0.333333333333" || reason != "" {
		t.Errorf("an amount without end: got %q, %q", got, reason)
	}
}
