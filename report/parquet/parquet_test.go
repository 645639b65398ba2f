package parquet

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"io"
	"math/big"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/dataset"
	"github.com/parquet-go/parquet-go"
)

func every() dataset.Schema {
	return dataset.Schema{Name: "every", Title: "Every type", Meaning: "One of each.", Columns: []dataset.Column{
		{Name: "id", Key: true, Meaning: "Id."},
		{Name: "a_text", Title: "文本"},
		{Name: "whole", Type: report.TypeInteger},
		{Name: "number", Type: report.TypeNumber, CanBeUnknown: true},
		{Name: "cost", Type: report.TypeMoney},
		{Name: "budget", Type: report.TypeMoney, Unit: "CNY"},
		{Name: "day", Type: report.TypeDate, Grain: dataset.Day},
		{Name: "start", Type: report.TypeDate, Grain: dataset.TimeOfDay},
		{Name: "sent", Type: report.TypeDate, Grain: dataset.Instant},
		{Name: "any_date", Type: report.TypeDate},
		{Name: "part", Type: report.TypePercent},
		{Name: "length_min", Type: report.TypeDuration},
		{Name: "critical", Type: report.TypeBool},
	}}
}

func row(id string) []finding.Value {
	return []finding.Value{
		finding.Text(id), finding.List("扫描", "=SUM(A1)"), finding.Number(-3, ""), finding.Ratio(-2, 3, ""),
		finding.Money("1200.5", "EUR"), finding.Money("0.07", "CNY"), finding.Date("0001-01-01"), finding.Date("9999-12-31T23:59"),
		finding.Instant(time.Date(2026, 3, 2, 8, 0, 0, 5000, time.UTC)), finding.Date("2026-03-02"),
		finding.Decimal("33", "%"), finding.Number(480, "min"), finding.Bool(true),
	}
}

func empty(id string) []finding.Value {
	cells := make([]finding.Value, len(every().Columns))
	cells[0], cells[3] = finding.Text(id), finding.Unknown("no-data")
	return cells
}

func table(rows ...[]finding.Value) dataset.Table {
	return dataset.Table{Schema: every(), Rows: slices.Values(rows)}
}

func written(t testing.TB, table dataset.Table) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := Write(&b, table); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func opened(t testing.TB, data []byte) *parquet.File {
	t.Helper()
	file, err := parquet.OpenFile(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	return file
}

func readRows(t testing.TB, data []byte) []parquet.Row {
	t.Helper()
	reader := parquet.NewReader(bytes.NewReader(data))
	defer reader.Close()
	var list []parquet.Row
	for {
		batch := make([]parquet.Row, 16)
		n, err := reader.ReadRows(batch)
		for _, r := range batch[:n] {
			list = append(list, r.Clone())
		}
		if errors.Is(err, io.EOF) {
			return list
		}
		if err != nil {
			t.Fatal(err)
		}
	}
}

// TestColumns holds names, order and types of the file as the format
// specification writes them.
func TestColumns(t *testing.T) {
	const want = `message every {
	required binary id (STRING);
	optional binary a_text (STRING);
	optional int64 whole (INT(64,true));
	optional fixed_len_byte_array(16) number (DECIMAL(38,12));
	optional fixed_len_byte_array(16) cost (DECIMAL(38,12));
	optional binary cost_currency (STRING);
	optional fixed_len_byte_array(16) budget (DECIMAL(38,12));
	optional int32 day (DATE);
	optional int64 start (TIMESTAMP(isAdjustedToUTC=false,unit=MICROS));
	optional int64 sent (TIMESTAMP(isAdjustedToUTC=true,unit=MICROS));
	optional binary any_date (STRING);
	optional fixed_len_byte_array(16) part (DECIMAL(38,12));
	optional int64 length_min (INT(64,true));
	optional boolean critical;
	optional binary unknown (STRING);
}`
	file := opened(t, written(t, table(row("1"))))
	if got := file.Schema().String(); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	for key, want := range map[string]string{"milepost.table": "Every type: One of each.", "milepost.column.id": "Id.", "milepost.column.a_text": "文本"} {
		if got, _ := file.Lookup(key); got != want {
			t.Errorf("%s is %q", key, got)
		}
	}
}

// TestValues holds what is stored, worked out by hand: -2/3 and 1200.5 in
// units of 1e-12, days and microseconds from 1970.
func TestValues(t *testing.T) {
	rows := readRows(t, written(t, table(row("1"), empty("2"))))
	if len(rows) != 2 {
		t.Fatalf("%d rows", len(rows))
	}
	want := []string{
		"1", "扫描; =SUM(A1)", "-3", "-666666666667", "1200500000000000", "EUR", "70000000000", "-719162", "253402300740000000",
		"1772438400000005", "2026-03-02", "330000000000", "480", "true", "<null>",
	}
	for i, v := range rows[0] {
		got := v.String()
		if v.Kind() == parquet.FixedLenByteArray {
			got = signed(v.ByteArray()).String()
		}
		if got != want[i] {
			t.Errorf("column %d: %s, want %s", i, got, want[i])
		}
	}
	for i, v := range rows[1] {
		if i > 0 && i < len(rows[1])-1 && !v.IsNull() {
			t.Errorf("column %d of an empty row: %v", i, v)
		}
	}
	if got := rows[1][14].String(); got != "number: no-data" {
		t.Errorf("unknown is %q", got)
	}
}

// signed reads two's complement, the highest byte first.
func signed(b []byte) *big.Int {
	n := new(big.Int).SetBytes(b)
	if b[0]&0x80 != 0 {
		n.Sub(n, new(big.Int).Lsh(big.NewInt(1), uint(8*len(b))))
	}
	return n
}

// TestDecimals holds that both ways to write a number give what rational
// arithmetic gives.
func TestDecimals(t *testing.T) {
	r := rand.New(rand.NewPCG(8, 1))
	million := new(big.Rat).SetFrac(limit, new(big.Int).Exp(big.NewInt(10), big.NewInt(12), nil))
	for range 20_000 {
		text := fmt.Sprint(r.Int64N(1 << (1 + r.IntN(62))))
		if r.IntN(2) == 0 {
			text += fmt.Sprintf(".%0*d", 1+r.IntN(14), r.Int64N(1_000_000))
		}
		if r.IntN(3) == 0 {
			text += fmt.Sprintf("%020d", r.Uint64())
		}
		if r.IntN(2) == 0 {
			text = "-" + text
		}
		v := finding.Decimal(text, "")
		exact, _ := v.Rat()
		_, b, reason := decimal(nil, v)
		if fits := new(big.Rat).Abs(exact).Cmp(million) < 0; fits != (reason == "") {
			t.Fatalf("%s: %q", text, reason)
		}
		if reason != "" {
			continue
		}
		got := new(big.Rat).SetFrac(signed(b), big.NewInt(1_000_000_000_000))
		if got.Cmp(mustRat(exact.FloatString(12))) != 0 {
			t.Fatalf("%s is stored as %s", text, got.FloatString(12))
		}
	}
}

func mustRat(text string) *big.Rat {
	r, _ := new(big.Rat).SetString(text)
	return r
}

func TestLimitsOfDecimals(t *testing.T) {
	nines := strings.Repeat("9", 26)
	for text, want := range map[string]string{
		"0": "0", "-0": "0", "0.000000000001": "1", "0.0000000000005": "1", "-0.0000000000005": "-1", "0.00000000000049": "0",
		nines + ".999999999999": strings.Repeat("9", 38), "-" + nines: "-" + nines + "000000000000",
		"999999999999999999": "999999999999999999000000000000", "9999999999999999999": "9999999999999999999000000000000",
		"1/3": "333333333333",
	} {
		_, b, reason := decimal(nil, finding.Decimal(text, ""))
		if reason != "" || signed(b).String() != want {
			t.Errorf("%s: %s, %s", text, signed(b), reason)
		}
	}
	for _, text := range []string{"1" + strings.Repeat("0", 26), nines + ".9999999999995", "-1" + strings.Repeat("0", 90)} {
		if _, _, reason := decimal(nil, finding.Decimal(text, "")); reason == "" {
			t.Errorf("%s is taken", text)
		}
	}
}

func TestHostileTexts(t *testing.T) {
	for _, name := range []string{
		"", "<script>alert(1)</script>", "=1+1", "\x00\x1b[31m", "\u202egnp.exe", strings.Repeat("长", 10_000), "👩‍👩‍👧‍👦", "\xff\xfe", "a\r\nb",
	} {
		cells := row("1")
		cells[1] = finding.Text(name)
		got := string(readRows(t, written(t, table(cells)))[0][1].ByteArray())
		if got != report.Clean(name) {
			t.Errorf("%q came back as %q", name, got)
		}
	}
	// Names of columns are checked by dataset.Check, and break nothing here.
	for _, name := range []string{"", "a.b", "a b", "\x00", "列", strings.Repeat("x", 10_000)} {
		s := dataset.Schema{Name: name, Columns: []dataset.Column{{Name: "b"}, {Name: name}, {Name: "a"}}}
		data := written(t, dataset.Table{Schema: s, Rows: slices.Values([][]finding.Value{{finding.Text("1"), finding.Text("2"), finding.Text("3")}})})
		if got := readRows(t, data)[0]; got[0].String() != "1" || got[1].String() != "2" || got[2].String() != "3" {
			t.Errorf("%q: %v", name, got)
		}
	}
}

func TestWhatDoesNotFitIsRefused(t *testing.T) {
	for column, v := range map[int]finding.Value{
		0: {}, 1: finding.Number(1, ""), 2: finding.Decimal("9223372036854775808", ""), 3: finding.Decimal(strings.Repeat("9", 30), ""),
		6: finding.Date("2026-03-02T08:00"), 7: finding.Date("2026-03-02"), 11: finding.Number(1, "day"),
	} {
		cells := row("2")
		cells[column] = v
		err := Write(io.Discard, table(row("1"), cells, row("3")))
		var fault *dataset.CellError
		if !errors.As(err, &fault) || !errors.Is(err, dataset.ErrCell) || fault.Row != 2 || fault.Column != every().Columns[column].Name || fault.Table != "every" {
			t.Errorf("column %d: %v", column, err)
		}
	}
	for _, s := range []dataset.Schema{
		{Name: "t"}, {Name: "t", Columns: []dataset.Column{{Name: "a"}, {Name: "a"}}},
		{Name: "t", Columns: []dataset.Column{{Name: "c", Type: report.TypeMoney}, {Name: "c_currency"}}},
	} {
		if _, err := NewWriter(io.Discard, s); !errors.Is(err, dataset.ErrCell) {
			t.Errorf("%+v: %v", s, err)
		}
	}
}

func TestErrorsLast(t *testing.T) {
	w, err := NewWriter(io.Discard, every())
	if err != nil {
		t.Fatal(err)
	}
	first := w.Row()
	if first == nil || !errors.Is(w.Row(row("1")...), first) || !errors.Is(w.Close(), first) {
		t.Errorf("first %v", first)
	}
	full := errors.New("disk full")
	if err := Write(failing{full}, many(200_000)); !errors.Is(err, full) {
		t.Errorf("a writer that fails: %v", err)
	}
}

type failing struct{ err error }

func (f failing) Write([]byte) (int, error) { return 0, f.err }

// TestGroups holds that long tables come in groups, so memory is bounded, and
// keep their rows in order.
func TestGroups(t *testing.T) {
	const n = 2*GroupRows + 100
	file := opened(t, written(t, many(n)))
	if got := len(file.RowGroups()); got != 3 || file.NumRows() != n {
		t.Errorf("%d groups, %d rows", got, file.NumRows())
	}
	for i, r := range readRows(t, written(t, many(1000))) {
		if r[0].String() != fmt.Sprint("T", i) {
			t.Fatalf("row %d is %v", i, r[0])
		}
	}
}

func TestNoRows(t *testing.T) {
	for _, none := range []dataset.Table{{Schema: every()}, table()} {
		if file := opened(t, written(t, none)); file.NumRows() != 0 || len(file.Schema().Fields()) != 15 {
			t.Errorf("%d rows, %d columns", file.NumRows(), len(file.Schema().Fields()))
		}
	}
}

func TestSameBytes(t *testing.T) {
	if !bytes.Equal(written(t, many(3000)), written(t, many(3000))) {
		t.Error("two runs differ")
	}
}

// many returns n rows with a new id each.
func many(n int) dataset.Table {
	cells := row("")
	return dataset.Table{Schema: every(), Rows: func(yield func([]finding.Value) bool) {
		for i := range n {
			cells[0] = finding.Text(fmt.Sprint("T", i))
			cells[2] = finding.Number(int64(i), "")
			if !yield(cells) {
				return
			}
		}
	}}
}

func Benchmark100kx13(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if err := Write(io.Discard, many(100_000)); err != nil {
			b.Fatal(err)
		}
	}
}

// TestMemoryIsBounded holds that a longer table needs no more memory.
func TestMemoryIsBounded(t *testing.T) {
	if testing.Short() {
		t.Skip("writes half a million rows")
	}
	w, err := NewWriter(io.Discard, every())
	if err != nil {
		t.Fatal(err)
	}
	var live []uint64
	cells := row("1")
	for i := 1; i <= 8*GroupRows; i++ {
		if err := w.Row(cells...); err != nil {
			t.Fatal(err)
		}
		if i%(2*GroupRows) == 0 {
			var stats runtime.MemStats
			runtime.GC()
			runtime.ReadMemStats(&stats)
			live = append(live, stats.HeapAlloc>>10)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	t.Logf("KiB live after every %d rows: %d", 2*GroupRows, live)
	if live[3] > live[0]+8<<10 {
		t.Errorf("memory grows with the rows: %d KiB", live)
	}
}

var update = flag.Bool("update", false, "write the golden file anew")

// TestGolden holds the bytes of a file, which change with the version of the
// library that writes.
func TestGolden(t *testing.T) {
	got := written(t, table(row("1"), empty("2")))
	path := filepath.Join("testdata", "every.parquet")
	if *update {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s has changed; see what, and write it anew with -update", path)
	}
}
