package sqlsource

import (
	"context"
	"database/sql"
	"errors"
	"strings"
	"sync"
	"testing"

	"github.com/milepost-go/milepost/kpi"
	"github.com/milepost-go/milepost/kpi/sqlsource"
	"github.com/milepost-go/milepost/schedule/calendar"
)

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func migrated(t *testing.T, d *database) *sqlsource.Source {
	t.Helper()
	must(t, sqlsource.Migrate(t.Context(), d.db, d.options))
	s, err := sqlsource.New(d.db, d.options)
	must(t, err)
	return s
}

func reading(subject string, n int64) kpi.Reading {
	return kpi.Reading{Metric: "asked", Subject: subject, At: calendar.DateOf(2026, 1, 31), Value: kpi.Int(n, "")}
}

// subjects lists whose readings a source has.
func subjects(t *testing.T, s kpi.Source) string {
	t.Helper()
	var list []string
	for r, err := range s.Readings(t.Context(), kpi.Query{Metric: "asked"}) {
		must(t, err)
		list = append(list, r.Subject)
	}
	return strings.Join(list, " ")
}

func TestReadingsEndWithTheTransaction(t *testing.T) {
	each(t, func(t *testing.T, d *database) {
		s := migrated(t, d)
		for _, commit := range []bool{false, true} {
			tx, err := d.db.BeginTx(t.Context(), nil)
			must(t, err)
			must(t, s.In(tx).Record(t.Context(), reading("in", 1)))
			if got := subjects(t, s.In(tx)); got != "in" {
				t.Errorf("inside it has %q", got)
			}
			want := ""
			if commit {
				want = "in"
				must(t, tx.Commit())
			} else {
				must(t, tx.Rollback())
			}
			if got := subjects(t, s); got != want {
				t.Errorf("commit %v: it has %q", commit, got)
			}
		}
	})
}

// failingTx lets some statements pass and then fails.
type failingTx struct {
	*sql.Tx
	left int
}

var errCut = errors.New("cut")

func (f *failingTx) ExecContext(ctx context.Context, text string, args ...any) (sql.Result, error) {
	if f.left--; f.left == 0 {
		return nil, errCut
	}
	return f.Tx.ExecContext(ctx, text, args...)
}

// Many readings take several statements. When the second fails, the first is
// taken back though the host commits.
func TestHalfARecordIsTakenBack(t *testing.T) {
	each(t, func(t *testing.T, d *database) {
		s := migrated(t, d)
		var list []kpi.Reading
		for n := range 200 {
			r := reading("many", int64(n))
			r.At = r.At.AddDays(n)
			list = append(list, r)
		}
		tx, err := d.db.BeginTx(t.Context(), nil)
		must(t, err)
		must(t, s.In(tx).Record(t.Context(), reading("before", 1)))
		if err := s.In(&failingTx{tx, 3}).Record(t.Context(), list...); !errors.Is(err, errCut) { // savepoint, first 64, next 64
			t.Errorf("got %v", err)
		}
		must(t, tx.Commit())
		if got := subjects(t, s); got != "before" {
			t.Errorf("it has %.60q", got)
		}
	})
}

// A bad reading leaves the transaction usable.
func TestBadReadingsLeaveTheTransaction(t *testing.T) {
	each(t, func(t *testing.T, d *database) {
		s := migrated(t, d)
		tx, err := d.db.BeginTx(t.Context(), nil)
		must(t, err)
		if err := s.In(tx).Record(t.Context(), kpi.Reading{}); !errors.Is(err, kpi.ErrReading) {
			t.Errorf("got %v", err)
		}
		must(t, s.In(tx).Record(t.Context(), reading("good", 1)))
		must(t, tx.Commit())
		if got := subjects(t, s); got != "good" {
			t.Errorf("it has %q", got)
		}
	})
}

// Recorders that write the same readings in opposite orders do not block each
// other for good.
func TestOppositeOrders(t *testing.T) {
	each(t, func(t *testing.T, d *database) {
		s := migrated(t, d)
		var group sync.WaitGroup
		for n := range 4 {
			group.Go(func() {
				for range 20 {
					a, b := reading("a", int64(n)), reading("b", int64(n))
					if n%2 == 1 {
						a, b = b, a
					}
					if err := s.Record(t.Context(), a, b); err != nil {
						t.Error(err)
					}
				}
			})
		}
		group.Wait()
		if got := subjects(t, s); got != "a b" {
			t.Errorf("it has %q", got)
		}
	})
}

// A row that the host's own SQL spoilt is named, and what comes before it is
// still given.
func TestSpoiltRow(t *testing.T) {
	each(t, func(t *testing.T, d *database) {
		s := migrated(t, d)
		must(t, s.Record(t.Context(), reading("a", 1), reading("b", 2), reading("c", 3)))
		table := "milepost_kpi_readings"
		if d.options.Schema != "" {
			table = d.options.Schema + "." + table
		}
		_, err := d.db.ExecContext(t.Context(), "UPDATE "+table+" SET number = '1e5' WHERE subject = 'b'")
		must(t, err)
		var seen []string
		var last error
		for r, err := range s.Readings(t.Context(), kpi.Query{Metric: "asked"}) {
			if last = err; err == nil {
				seen = append(seen, r.Subject)
			}
		}
		if !errors.Is(last, sqlsource.ErrRow) || strings.Join(seen, " ") != "a" {
			t.Errorf("got %v, %v", seen, last)
		}
	})
}

// The texts in the table are those that the comments there promise.
func TestRowsAreReadableBySQL(t *testing.T) {
	each(t, func(t *testing.T, d *database) {
		s := migrated(t, d)
		a, b := reading("third", 1), reading("gap", 1)
		a.Value, b.Value = kpi.Ratio(1, 3, "h"), kpi.Unknown(kpi.ReasonNoData)
		must(t, s.Record(t.Context(), a, b))
		table := "milepost_kpi_readings"
		if d.options.Schema != "" {
			table = d.options.Schema + "." + table
		}
		rows, err := d.db.QueryContext(t.Context(), "SELECT subject || ':' || at_date || ':' || number || ':' || unit || ':' || reason FROM "+table+" ORDER BY subject")
		must(t, err)
		defer rows.Close()
		var got []string
		for rows.Next() {
			var text string
			must(t, rows.Scan(&text))
			got = append(got, text)
		}
		if want := "gap:2026-01-31:::no-data third:2026-01-31:1/3:h:"; strings.Join(got, " ") != want {
			t.Errorf("got %q", got)
		}
	})
}
