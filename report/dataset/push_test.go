package dataset

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
)

func TestPushGolden(t *testing.T) {
	for _, lang := range report.Langs() {
		body, left, err := Push{Name: "Projects", Measures: figures(lang), Decimal: lang == report.En}.Definition(project(lang)...)
		if err != nil || len(left) != 4 {
			t.Fatal(err, left)
		}
		golden(t, "project."+lang.Tag()+".push.json", string(body))
	}
}

// pushed is a body of rows.
type pushed struct {
	Rows []map[string]any `json:"rows"`
}

func batches(t *testing.T, p Push, table Table) (list []Batch, rows []map[string]any) {
	t.Helper()
	for b, err := range p.Batches(table) {
		if err != nil {
			t.Fatal(err)
		}
		var body pushed
		d := json.NewDecoder(bytes.NewReader(b.Body))
		d.UseNumber()
		if err := d.Decode(&body); err != nil {
			t.Fatal(err)
		}
		if b.Rows != len(body.Rows) || b.First != len(rows)+1 || b.Sequence != len(list)+1 || b.Table != table.Name {
			t.Fatalf("batch %d of %s: %d rows from %d, body has %d", b.Sequence, b.Table, b.Rows, b.First, len(body.Rows))
		}
		list, rows = append(list, b), append(rows, body.Rows...)
	}
	return list, rows
}

// TestPushRow holds a row against the JSON written by hand.
func TestPushRow(t *testing.T) {
	for b, err := range (Push{}).Batches(full()) {
		if err != nil {
			// The second row of the table has a whole number of more than 64 bits.
			var cell *CellError
			if !errors.As(err, &cell) || cell.Row != 2 || cell.Column != "links" {
				t.Fatal(err)
			}
			return
		}
		t.Fatalf("a batch %s", b.Body)
	}
	t.Fatal("no error")
}

func TestPushCells(t *testing.T) {
	table := full()
	for cells := range full().Rows {
		table.Rows = rows(cells)
		break
	}
	list, _ := batches(t, Push{}, table)
	want := `{"rows":[{"task_id":"T1","name":"Gate \"A\", north","start":"2026-03-02T08:00:00","duration_min":480,"percent":0.5,"cost":1200.5,"cost_currency":"EUR","budget":7,"cpi":0.933333333333,"links":-3,"critical":true,"unknown":null}]}`
	if string(list[0].Body) != want {
		t.Errorf("got %s", list[0].Body)
	}
	if got := list[0].Path("a/b c"); got != "datasets/a%2Fb%20c/tables/tasks/rows" {
		t.Errorf("path %s", got)
	}
}

// many has so many rows with a text each.
func many(n int, text string) Table {
	return Table{
		Schema: Schema{Name: "notes", Columns: []Column{{Name: "id", Key: true}, {Name: "note"}}},
		Rows: func(yield func([]finding.Value) bool) {
			for i := range n {
				if !yield([]finding.Value{finding.Text(fmt.Sprint(i)), finding.Text(text)}) {
					return
				}
			}
		},
	}
}

func TestBatchesKeepTheLimits(t *testing.T) {
	for _, c := range []struct{ rows, bytes, batches int }{
		{0, 0, 0}, {1, 0, 1}, {PushRows, 0, 1}, {PushRows + 1, 0, 2}, {25_000, 0, 3},
		{3, 1, 3},     // each row is more than the limit, and goes alone
		{10, 1000, 1}, // 10 rows of about 25 bytes
		{100, 1000, 3},
	} {
		list, got := batches(t, Push{MaxBytes: c.bytes}, many(c.rows, "x"))
		if len(list) != c.batches || len(got) != c.rows {
			t.Errorf("%d rows within %d bytes: %d rows in %d batches, want %d", c.rows, c.bytes, len(got), len(list), c.batches)
		}
		for _, b := range list {
			if b.Rows > PushRows || c.bytes > 1 && len(b.Body) > c.bytes {
				t.Errorf("%d rows, %d bytes", b.Rows, len(b.Body))
			}
		}
	}
	n := 0
	for range (Push{}).Batches(many(50_000, "x")) {
		if n++; n == 2 {
			break
		}
	}
	if n != 2 {
		t.Error("did not stop")
	}
}

// TestShortened cuts texts of each kind of character and counts in the
// service's units.
func TestShortened(t *testing.T) {
	for name, text := range map[string]string{
		"letters": strings.Repeat("a", 10_000), "Chinese": strings.Repeat("项目", 5_000), "emoji": strings.Repeat("🚀", 5_000),
		"families": strings.Repeat("👩\u200d👩\u200d👧", 2_000), "flags": "x" + strings.Repeat("🇨🇳", 2_000), "marks": strings.Repeat("e\u0301", 4_000),
	} {
		list, got := batches(t, Push{}, many(1, text))
		short := got[0]["note"].(string)
		if n := len(utf16.Encode([]rune(short))); n > PushCharacters || n < PushCharacters-10 || !strings.HasSuffix(short, "…") {
			t.Errorf("%s: %d units", name, n)
		}
		cut := strings.TrimSuffix(short, "…")
		rest, whole := strings.CutPrefix(text, cut)
		if unit := []rune(rest)[0]; !whole || unit == '\u200d' || unit == '\u0301' || strings.HasSuffix(cut, "\u200d") || strings.HasPrefix(text, "x") && (len(cut)-1)%8 != 0 {
			t.Errorf("%s: cut within a character", name)
		}
		if s := list[0].Shortened; len(s) != 1 || s[0].Code != CodeShortened || s[0].Subject.ID != "notes/1" || s[0].Subject.Field != "note" || s[0].Got != finding.Number(int64(len(utf16.Encode([]rune(text)))), "") {
			t.Errorf("%s: %v", name, s)
		}
	}
	list, got := batches(t, Push{}, many(1, strings.Repeat("a", PushCharacters)))
	if len(list[0].Shortened) != 0 || len(got[0]["note"].(string)) != PushCharacters {
		t.Error("shortened a text that fits")
	}
}

func TestPushHostileText(t *testing.T) {
	text := "\"}]}<script>\x00\u202e\u2028\r\n=1+1 任务"
	_, got := batches(t, Push{}, many(1, text))
	if got[0]["note"] != report.Clean(text) {
		t.Errorf("%q", got[0]["note"])
	}
}

func TestPushRefuses(t *testing.T) {
	day := Schema{Name: "days", Columns: []Column{{Name: "day", Key: true, Type: report.TypeDate, Grain: Day}}}
	for name, table := range map[string]Table{
		"year 1":   {Schema: day, Rows: rows([]finding.Value{finding.Date("0001-01-01")})},
		"long key": {Schema: Schema{Name: "k", Columns: []Column{{Name: "id", Key: true}}}, Rows: rows([]finding.Value{finding.Text(strings.Repeat("x", 4001))})},
		"no key":   {Schema: day, Rows: rows([]finding.Value{{}})},
		"columns":  {Schema: Schema{Name: "none"}},
	} {
		var err error
		for _, err = range (Push{}).Batches(table) {
		}
		if !errors.Is(err, ErrCell) {
			t.Errorf("%s: %v", name, err)
		}
	}
	list, _ := batches(t, Push{}, Table{Schema: day, Rows: rows([]finding.Value{finding.Date("9999-12-31")}, []finding.Value{finding.Date("1900-01-01")})})
	if want := `{"rows":[{"day":"9999-12-31T00:00:00"},{"day":"1900-01-01T00:00:00"}]}`; string(list[0].Body) != want {
		t.Errorf("got %s", list[0].Body)
	}
	wide := Schema{Name: "wide"}
	for i := range 76 {
		wide.Columns = append(wide.Columns, Column{Name: fmt.Sprint("c", i), Key: i == 0, Meaning: "x"})
	}
	var tables []Schema
	for i := range 77 {
		s := Schema{Name: fmt.Sprint("t", i), Columns: []Column{{Name: "id", Key: true}}}
		if i > 0 {
			s.Columns = append(s.Columns, Column{Name: "up", Refers: "t0.id"})
		}
		tables = append(tables, s)
	}
	for want, schemas := range map[int][]Schema{1: {wide}, 2: tables} {
		var refused *finding.Error
		if _, _, err := (Push{}).Definition(schemas...); !errors.As(err, &refused) || len(refused.Findings) != want || refused.Findings[0].Code != CodeTooMany {
			t.Errorf("want %d: %v", want, err)
		}
	}
	if _, _, err := (Push{}).Definition(); err == nil {
		t.Error("no tables")
	}
}

// TestBatchesHoldOneBatch counts what a long table allocates beside its bodies.
func TestBatchesHoldOneBatch(t *testing.T) {
	table := many(100_000, "x")
	bytes := 0
	got := testing.AllocsPerRun(1, func() {
		for b, err := range (Push{}).Batches(table) {
			if err != nil {
				t.Fatal(err)
			}
			bytes += len(b.Body)
		}
	})
	if perRow := got / 100_000; perRow > 5 || bytes == 0 {
		t.Errorf("%.1f allocations a row", perRow)
	}
}

func BenchmarkBatches(b *testing.B) {
	table := Table{Schema: full().Schema, Rows: func(yield func([]finding.Value) bool) {
		var row []finding.Value
		for cells := range full().Rows {
			row = cells
			break
		}
		for range 100_000 {
			if !yield(row) {
				return
			}
		}
	}}
	for b.Loop() {
		size := 0
		for batch, err := range (Push{}).Batches(table) {
			if err != nil {
				b.Fatal(err)
			}
			size += len(batch.Body)
		}
		b.SetBytes(int64(size))
	}
}
