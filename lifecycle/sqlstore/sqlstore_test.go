package sqlstore

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"maps"
	"math"
	"math/rand/v2"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/milepost-go/milepost/lifecycle"
)

func TestOptionsNameEveryFault(t *testing.T) {
	_, err := New(nil, Options{Schema: "A", Prefix: "x-", Limit: -1, DocumentLimit: math.MaxInt, Poll: -time.Second})
	if !errors.Is(err, ErrOptions) {
		t.Fatal(err)
	}
	for _, part := range []string{"Dialect", "Schema", "Prefix", "Limit of -1", "DocumentLimit", "Poll", "no database"} {
		if !strings.Contains(err.Error(), part) {
			t.Errorf("%v does not name %s", err, part)
		}
	}
	if _, err := NewDocuments(nil, "", Codec[int]{Encode: func(int) ([]byte, error) { return nil, nil }}, Options{Dialect: SQLite}); !errors.Is(err, ErrOptions) ||
		!strings.Contains(err.Error(), "half a Codec") || !strings.Contains(err.Error(), "kind") {
		t.Errorf("got %v", err)
	}
}

// Names go into statements as they are, so nothing but plain names may pass.
func TestNamesArePlain(t *testing.T) {
	for _, bad := range []string{"A", "1a", "_a", "a b", "a;b", `a"b`, "a'b", "a.b", "a-b", "ä", "a\n", "a\x00", strings.Repeat("a", 33), "drop table x; --"} {
		if _, err := New(&sql.DB{}, Options{Dialect: PostgreSQL, Prefix: bad}); !errors.Is(err, ErrOptions) {
			t.Errorf("prefix %q: %v", bad, err)
		}
		if _, err := New(&sql.DB{}, Options{Dialect: PostgreSQL, Schema: bad}); !errors.Is(err, ErrOptions) {
			t.Errorf("schema %q: %v", bad, err)
		}
		if _, err := NewDocuments(&sql.DB{}, bad, Codec[int]{}, Options{Dialect: SQLite}); !errors.Is(err, ErrOptions) {
			t.Errorf("kind %q: %v", bad, err)
		}
	}
	for _, good := range []string{"a", "milepost_", "a1_b2", strings.Repeat("z", 32)} {
		if _, err := New(&sql.DB{}, Options{Dialect: PostgreSQL, Schema: good, Prefix: good}); err != nil {
			t.Errorf("%q: %v", good, err)
		}
	}
	if _, err := New(&sql.DB{}, Options{Dialect: SQLite, Schema: "main"}); !errors.Is(err, ErrOptions) {
		t.Errorf("a schema in SQLite: %v", err)
	}
}

func TestDialectNames(t *testing.T) {
	for d, want := range map[Dialect]string{0: "Dialect(0)", SQLite: "SQLite", PostgreSQL: "PostgreSQL", 7: "Dialect(7)"} {
		if d.String() != want {
			t.Errorf("got %s, not %s", d, want)
		}
	}
}

func TestStatementsForTables(t *testing.T) {
	text := "SELECT a FROM milepost_events WHERE b = ? AND c = ?"
	for _, c := range []struct {
		t    tables
		want string
	}{
		{tables{SQLite, "", "milepost_"}, text},
		{tables{SQLite, "", "x_"}, "SELECT a FROM x_events WHERE b = ? AND c = ?"},
		{tables{PostgreSQL, "", "x_"}, "SELECT a FROM x_events WHERE b = $1 AND c = $2"},
		{tables{PostgreSQL, "pm", "milepost_"}, "SELECT a FROM pm.milepost_events WHERE b = $1 AND c = $2"},
	} {
		if got := c.t.sql(text); got != c.want {
			t.Errorf("got %s, not %s", got, c.want)
		}
	}
}

func TestInsertOfAnyNumberOfRows(t *testing.T) {
	x := textsFor(tables{SQLite, "", "a_long_prefix_"})
	for n := 1; n <= rowsAtOnce; n++ {
		got := x.insertText(n)
		if strings.Count(got, "unixepoch") != n || strings.Count(got, "?") != 11*n || !strings.HasSuffix(got, "))") || !strings.HasPrefix(got, "INSERT INTO a_long_prefix_events (") {
			t.Fatalf("%d rows: %s", n, got)
		}
	}
}

// Every statement of every step is whole: it begins with a verb and ends with
// its semicolon, and the last one records the version.
func TestSteps(t *testing.T) {
	for _, d := range []Dialect{SQLite, PostgreSQL} {
		o, err := Options{Dialect: d, Prefix: "own_"}.filled()
		if err != nil {
			t.Fatal(err)
		}
		steps, err := stepsFor(o)
		if err != nil || len(steps) == 0 {
			t.Fatalf("%v: %d steps, %v", d, len(steps), err)
		}
		for i, step := range steps {
			list := statements(step)
			for _, s := range list {
				var code []string
				for line := range strings.SplitSeq(s, "\n") {
					if !strings.HasPrefix(line, "--") && strings.TrimSpace(line) != "" {
						code = append(code, line)
					}
				}
				text := strings.Join(code, "\n")
				if !strings.HasPrefix(text, "CREATE ") && !strings.HasPrefix(text, "INSERT ") || !strings.HasSuffix(text, ";") || strings.Contains(text, "milepost_") {
					t.Errorf("%v, step %d: %q", d, i+1, s)
				}
			}
			if last := list[len(list)-1]; !strings.Contains(last, "own_schema") {
				t.Errorf("%v: step %d does not record its version: %q", d, i+1, last)
			}
		}
	}
}

func TestCursors(t *testing.T) {
	for _, d := range []Dialect{SQLite, PostgreSQL} {
		for _, p := range []place{{1, 1, 1}, {742, 3, 12}, {1<<63 - 1, 1<<63 - 1, 1<<63 - 1}} {
			if d == SQLite {
				p = place{pos: p.pos}
			}
			if back, err := placeOf(p.cursor(d), d); back != p || err != nil {
				t.Errorf("%v became %v, %v", p, back, err)
			}
		}
		for _, c := range []lifecycle.Cursor{" ", "0", "-1", "x", "1.0.1", "01.1.1", "1.1.1.1", "1..1", "9223372036854775808", lifecycle.Cursor(strings.Repeat("9", 1000))} {
			if _, err := placeOf(c, d); !errors.Is(err, lifecycle.ErrInvalid) || len(err.Error()) > 200 {
				t.Errorf("%v: %q: %v", d, c, err)
			}
		}
	}
}

// The short ways of writing and reading meta agree with encoding/json.
func TestMetaAgreesWithJSON(t *testing.T) {
	const seed = 5
	r := rand.New(rand.NewPCG(seed, seed))
	bits := []string{"a", "Z", "0", " ", `"`, `\`, "/", "\n", "\x01", "\x7f", "é", "中", "\u2028", "🚀", "<", "&", "{", "}", ":", ",", `":"`}
	text := func() string {
		s := ""
		for range r.IntN(5) {
			s += bits[r.IntN(len(bits))]
		}
		return s
	}
	var w metaWriter
	for i := range 5000 {
		meta := map[string]string{}
		for range r.IntN(4) {
			meta["k"+text()] = text()
		}
		kept := w.write(meta)
		var back map[string]string
		if err := json.Unmarshal([]byte(kept), &back); err != nil || !maps.Equal(back, meta) {
			t.Fatalf("seed %d, %d: %q was written as %s, which JSON reads as %q, %v", seed, i, meta, kept, back, err)
		}
		if got, err := metaOf([]byte(kept)); err != nil || !maps.Equal(got, meta) || (len(meta) == 0) != (got == nil) {
			t.Fatalf("seed %d, %d: %s was read as %q, %v", seed, i, kept, got, err)
		}
		standard, err := json.Marshal(meta)
		if err != nil {
			t.Fatal(err)
		}
		if got, err := metaOf(standard); err != nil || !maps.Equal(got, meta) {
			t.Fatalf("seed %d, %d: %s was read as %q, %v", seed, i, standard, got, err)
		}
	}
	if got := w.write(map[string]string{"b": "2", "a": "1", "c": `"`}); got != `{"a":"1","b":"2","c":"\""}` {
		t.Errorf("keys are not sorted: %s", got)
	}
}

func FuzzMeta(f *testing.F) {
	for _, s := range []string{"{}", `{"a":"b"}`, `{"a":"b","c":"d"}`, `{"a":1}`, `{"a":"b"`, "null", `{"a":"\u0041"}`, `{"a":"b",}`, `{"a" : "b"}`, ""} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		got, ok := plainMeta(text)
		if !ok {
			return
		}
		var want map[string]string
		if err := json.Unmarshal(text, &want); err != nil {
			t.Fatalf("%q was read as %q, which JSON refuses: %v", text, got, err)
		}
		if utf8.Valid(text) && !maps.Equal(got, want) {
			t.Fatalf("%q was read as %q, by JSON as %q", text, got, want)
		}
	})
}

func TestStrangeMetaIsRefused(t *testing.T) {
	for _, text := range []string{"", "{", "null", "[]", `{"a":1}`, `{"a":"b"`, `{"a":"b"}x`, `{"a"}`, `{"a":null`, `{ }`} {
		if meta, err := metaOf([]byte(text)); err == nil {
			t.Errorf("%q was read as %q", text, meta)
		}
	}
}

// An ended context is found in the error, and the driver's error too.
func TestFailed(t *testing.T) {
	driver := errors.New("interrupted")
	if err := failed(t.Context(), driver); err != driver { // unchanged is what is wanted
		t.Errorf("got %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := failed(ctx, driver); !errors.Is(err, context.Canceled) || !errors.Is(err, driver) {
		t.Errorf("got %v", err)
	}
	if err := failed(ctx, nil); err != nil {
		t.Errorf("out of nothing came %v", err)
	}
}
