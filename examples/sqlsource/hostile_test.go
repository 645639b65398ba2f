package sqlsource

import (
	"context"
	"errors"
	"fmt"
	"math/big"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/milepost-go/milepost/kpi"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// collected reads everything of a metric.
func collected(t *testing.T, s kpi.Source, q kpi.Query) []kpi.Reading {
	t.Helper()
	var list []kpi.Reading
	for r, err := range s.Readings(t.Context(), q) {
		must(t, err)
		list = append(list, r)
	}
	return list
}

// Names that are SQL, patterns, placeholders, the longest there are, or look
// alike: each is itself, and they come in the order of their bytes.
func TestHostileNames(t *testing.T) {
	names := []string{
		"'; DROP TABLE milepost_kpi_readings; --", `"`, `\`, `\'`, "%", "_", "?", "$1", ":a", "@a", "milepost_kpi_readings", "NULL", " ", "a", "A", "a ", "\u00e9", "e\u0301",
		"\u2028", "\u202eabc", "\ufeff", "\U0010ffff", strings.Repeat("\U0001f600", 64), strings.Repeat("x", 256), "0", "00", "1e5", "\uff10",
	}
	each(t, func(t *testing.T, d *database) {
		s := migrated(t, d)
		var all []kpi.Reading
		for i, name := range names {
			all = append(all, reading(name, int64(i)))
			other := reading("s", int64(i))
			other.Metric = name
			all = append(all, other)
		}
		must(t, s.Record(t.Context(), all...))
		for i, name := range names {
			for _, q := range []kpi.Query{{Metric: "asked", Subject: name}, {Metric: name, Subject: "s"}} {
				got := collected(t, s, q)
				if len(got) != 1 || !got[0].Value.Equal(kpi.Int(int64(i), "")) {
					t.Errorf("%q: got %v", name, got)
				}
			}
		}
		var order []string
		for _, r := range collected(t, s, kpi.Query{Metric: "asked"}) {
			order = append(order, r.Subject)
		}
		if slices.Sort(names); !slices.Equal(order, names) {
			t.Errorf("got %q", order)
		}
	})
}

// Figures as long as they may be come back as they were, of either sign, on the
// first and the last day there is.
func TestHostileFigures(t *testing.T) {
	ten := func(n int64) *big.Int { return new(big.Int).Exp(big.NewInt(10), big.NewInt(n), nil) }
	numbers := map[string]*big.Rat{
		"long":           new(big.Rat).SetInt(ten(130_000)),
		"fine":           new(big.Rat).SetFrac(big.NewInt(-1), ten(60_000)),
		"third":          new(big.Rat).SetFrac(ten(60_000), big.NewInt(3)),
		"long and fine":  new(big.Rat).SetFrac(new(big.Int).Add(ten(130_600), big.NewInt(1)), new(big.Int).Lsh(big.NewInt(1), 1000)),
		"the last place": new(big.Rat).SetFrac(big.NewInt(7), ten(1000)),
		"beyond it":      new(big.Rat).SetFrac(big.NewInt(7), ten(1001)),
	}
	each(t, func(t *testing.T, d *database) {
		s := migrated(t, d)
		for name, number := range numbers {
			for i, day := range []calendar.Date{calendar.DateOf(1, 1, 1), calendar.DateOf(9999, 12, 31)} {
				in := kpi.Reading{Metric: name, Subject: "s", At: day, Value: kpi.Rat(number, strings.Repeat("u", i))}
				if err := s.Record(t.Context(), in); err != nil {
					if errors.Is(err, kpi.ErrReading) && name == "long and fine" {
						continue // refused before anything is kept is right too
					}
					t.Fatalf("%s: %v", name, err)
				}
				got := collected(t, s, kpi.Query{Metric: name, From: day, To: day})
				if len(got) != 1 || !got[0].Value.Equal(in.Value) || got[0].At != day {
					t.Errorf("%s on %v does not come back", name, day)
				}
			}
		}
	})
}

// The same name twice at once is refused and nothing kept; later it takes the
// place of what was there, with another unit too, and what is computed from
// units that do not fit is unknown.
func TestDuplicatesAndWrongUnits(t *testing.T) {
	each(t, func(t *testing.T, d *database) {
		s := migrated(t, d)
		if err := s.Record(t.Context(), reading("a", 1), reading("b", 2), reading("a", 3)); !errors.Is(err, kpi.ErrReading) || !strings.Contains(err.Error(), "given twice") {
			t.Errorf("got %v", err)
		}
		if got := collected(t, s, kpi.Query{Metric: "asked"}); len(got) != 0 {
			t.Errorf("kept %v", got)
		}
		for _, v := range []kpi.Value{kpi.Int(1, ""), kpi.Int(2, "h"), kpi.Unknown(kpi.ReasonNoData), kpi.Int(3, "day")} {
			r := reading("a", 0)
			r.Value = v
			must(t, s.Record(t.Context(), r))
			if got := collected(t, s, kpi.Query{Metric: "asked"}); len(got) != 1 || !got[0].Value.Equal(v) {
				t.Errorf("got %v, want %v", got, v)
			}
		}
		b := reading("a", 4)
		b.At, b.Value = b.At.AddDays(1), kpi.Int(4, "h")
		must(t, s.Record(t.Context(), b))
		series, err := kpi.LoadSeries(t.Context(), s, kpi.Query{Metric: "asked", Subject: "a"})
		must(t, err)
		var values []kpi.Value
		for _, p := range series.Points {
			values = append(values, p.Value)
		}
		if sum := kpi.Sum(values); len(values) != 2 || sum.Reason() != kpi.ReasonUnitMismatch {
			t.Errorf("days and hours make %v", sum)
		}
	})
}

// A context that has ended, ends between two pages, or ends while much is
// recorded: the error says so, and of what is recorded all is there or nothing.
func TestContextsThatEnd(t *testing.T) {
	each(t, func(t *testing.T, d *database) {
		s := migrated(t, d)
		var many []kpi.Reading
		for i := range 3000 {
			many = append(many, reading(fmt.Sprint("s", i), int64(i)))
		}
		gone, cancel := context.WithCancel(t.Context())
		cancel()
		if err := s.Record(gone, many...); !errors.Is(err, context.Canceled) {
			t.Errorf("got %v", err)
		}
		for wait := time.Microsecond; wait < 200*time.Millisecond; wait *= 4 {
			short, cancel := context.WithTimeout(t.Context(), wait)
			err := s.Record(short, many...)
			cancel()
			kept := len(collected(t, s, kpi.Query{Metric: "asked"}))
			switch {
			case err == nil && kept == len(many):
				wait = time.Second
			case !errors.Is(err, context.DeadlineExceeded) || kept != 0:
				t.Fatalf("after %v: %d kept, %v", wait, kept, err)
			}
		}
		must(t, s.Record(t.Context(), many...))
		reads, cancel := context.WithCancel(t.Context())
		seen := 0
		var last error
		for _, err := range s.Readings(reads, kpi.Query{Metric: "asked"}) {
			if last = err; err == nil {
				seen++
			}
			if seen == 700 {
				cancel()
			}
		}
		cancel()
		if !errors.Is(last, context.Canceled) || seen < 700 || seen >= len(many) {
			t.Errorf("%d seen, %v", seen, last)
		}
	})
}
