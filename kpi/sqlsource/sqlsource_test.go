package sqlsource

import (
	"database/sql"
	"errors"
	"math/big"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/milepost-go/milepost/kpi"
	"github.com/milepost-go/milepost/kpi/money"
	"github.com/milepost-go/milepost/schedule/calendar"
)

func TestOptionsNameEveryFault(t *testing.T) {
	_, err := New(nil, Options{Schema: "A", Prefix: "x-"})
	for _, part := range []string{"Dialect is Dialect(0)", "only PostgreSQL has schemas", `Schema "A"`, `Prefix "x-"`, "no database"} {
		if !errors.Is(err, ErrOptions) || !strings.Contains(err.Error(), part) {
			t.Errorf("%q is missing in %v", part, err)
		}
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
	}
	for _, good := range []string{"a", "milepost_kpi_", "a1_b2", strings.Repeat("z", 32)} {
		if _, err := New(&sql.DB{}, Options{Dialect: PostgreSQL, Schema: good, Prefix: good}); err != nil {
			t.Errorf("%q: %v", good, err)
		}
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
	text := "SELECT a FROM milepost_kpi_readings WHERE b = ? AND c = ?"
	for _, c := range []struct {
		o    Options
		want string
	}{
		{Options{Dialect: SQLite}, text}, {Options{Dialect: SQLite, Prefix: "x_"}, "SELECT a FROM x_readings WHERE b = ? AND c = ?"},
		{Options{Dialect: PostgreSQL, Schema: "pm"}, "SELECT a FROM pm.milepost_kpi_readings WHERE b = $1 AND c = $2"},
	} {
		o, err := c.o.filled()
		if got := o.sql(text); err != nil || got != c.want {
			t.Errorf("got %s, %v, not %s", got, err, c.want)
		}
	}
}

// Every statement of every step begins with a verb and ends with its semicolon,
// and the last one records the version.
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
				if verb, _, _ := strings.Cut(code[0], " "); verb != "CREATE" && verb != "INSERT" || !strings.HasSuffix(s, ";\n") {
					t.Errorf("%v, step %d: %s", d, i+1, s)
				}
			}
			if last := list[len(list)-1]; !strings.Contains(last, "INSERT INTO own_schema (version) VALUES (") || strings.Contains(step, DefaultPrefix) {
				t.Errorf("%v, step %d ends with %s", d, i+1, last)
			}
		}
	}
	if _, err := Script(Options{}); !errors.Is(err, ErrOptions) {
		t.Errorf("got %v", err)
	}
}

// What goes into a row comes out of it, whatever the number.
func TestRowsKeepValues(t *testing.T) {
	const seed = 167
	r := rand.New(rand.NewPCG(seed, 1))
	yuan, err := money.Lookup("CNY")
	points, err2 := money.NewCurrency("POINT", 3)
	if errors.Join(err, err2) != nil {
		t.Fatal(err, err2)
	}
	for range 3000 {
		number := big.NewRat(r.Int64()-r.Int64(), r.Int64N(1<<uint(r.IntN(62)))+1)
		v := []kpi.Value{kpi.Rat(number, ""), kpi.Rat(number, "h"), kpi.MoneyRat(number, yuan), kpi.MoneyRat(number, points), kpi.Unknown(kpi.ReasonNoData), kpi.Ratio(r.Int64N(100), 1<<uint(r.IntN(50)), "CNY")}[r.IntN(6)]
		in := kpi.Reading{Metric: "m", Subject: "s", At: calendar.DateOf(2026, 1, 1).AddDays(r.IntN(999)), Value: v}
		out, err := rowOf(in).reading()
		a, _ := v.Currency()
		b, _ := out.Value.Currency()
		if err != nil || !out.Value.Equal(v) || out.Value.Unit() != v.Unit() || a != b || out.At != in.At || out.Metric != "m" || out.Subject != "s" {
			t.Fatalf("seed %d: %+v came back as %+v, %v", seed, in, out, err)
		}
	}
}

func TestNumbersArePlainTexts(t *testing.T) {
	for want, r := range map[string]*big.Rat{"0": new(big.Rat), "-12.5": big.NewRat(-25, 2), "1/3": big.NewRat(1, 3), "0.001": big.NewRat(1, 1000), "7": big.NewRat(7, 1)} {
		if got := exact(r); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
	long := new(big.Rat).SetFrac(big.NewInt(1), new(big.Int).Lsh(big.NewInt(1), 2000))
	if got := exact(long); !strings.HasPrefix(got, "1/") {
		t.Errorf("got %.40s", got)
	}
}

func TestOddRowsAreNamed(t *testing.T) {
	good := row{metric: "m", at: "2026-01-31", subject: "s", number: "1"}
	if _, err := good.reading(); err != nil {
		t.Fatal(err)
	}
	for name, change := range map[string]func(*row){
		"date": func(r *row) { r.at = "2026-02-30" }, "number": func(r *row) { r.number = "1e5" }, "nothing": func(r *row) { r.number = "" }, "both": func(r *row) { r.reason = "no-data" },
		"currency": func(r *row) { r.currency = "cny" }, "two units": func(r *row) { r.currency, r.unit = "CNY", "h" }, "gap with a unit": func(r *row) { r.number, r.reason, r.unit = "", "no-data", "h" },
	} {
		r := good
		change(&r)
		if got, err := r.reading(); !errors.Is(err, ErrRow) || !strings.Contains(err.Error(), `"m" of "s"`) {
			t.Errorf("%s: got %+v, %v", name, got, err)
		}
	}
}
