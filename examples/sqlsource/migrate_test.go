package sqlsource

import (
	"errors"
	"strings"
	"sync"
	"testing"

	"github.com/milepost-go/milepost/kpi/sqlsource"
)

func TestMigrateAgainAndAtOnce(t *testing.T) {
	each(t, func(t *testing.T, d *database) {
		var group sync.WaitGroup
		for range 6 {
			group.Go(func() {
				if err := sqlsource.Migrate(t.Context(), d.db, d.options); err != nil {
					t.Error(err)
				}
			})
		}
		group.Wait()
		s := migrated(t, d)
		must(t, s.Record(t.Context(), reading("a", 1)))
		must(t, sqlsource.Migrate(t.Context(), d.db, d.options))
		if got := subjects(t, s); got != "a" {
			t.Errorf("it has %q", got)
		}
	})
}

func TestTablesOfALaterVersion(t *testing.T) {
	each(t, func(t *testing.T, d *database) {
		migrated(t, d)
		table := "milepost_kpi_schema"
		if d.options.Schema != "" {
			table = d.options.Schema + "." + table
		}
		_, err := d.db.ExecContext(t.Context(), "INSERT INTO "+table+" (version) VALUES (99)")
		must(t, err)
		if err := sqlsource.Migrate(t.Context(), d.db, d.options); !errors.Is(err, sqlsource.ErrNewer) {
			t.Errorf("got %v", err)
		}
	})
}

// Two sources with prefixes of their own share a database and no reading.
func TestPrefixesAreApart(t *testing.T) {
	each(t, func(t *testing.T, d *database) {
		other := *d
		other.options.Prefix = "other_"
		one, two := migrated(t, d), migrated(t, &other)
		must(t, one.Record(t.Context(), reading("a", 1)))
		must(t, two.Record(t.Context(), reading("b", 1)))
		if got := subjects(t, one) + "|" + subjects(t, two); got != "a|b" {
			t.Errorf("they have %q", got)
		}
	})
}

// What Script writes makes the tables that Migrate accepts.
func TestScriptMakesTheTables(t *testing.T) {
	each(t, func(t *testing.T, d *database) {
		script, err := sqlsource.Script(d.options)
		must(t, err)
		conn, err := d.db.Conn(t.Context())
		must(t, err)
		for s := range strings.SplitAfterSeq(script, ";\n") {
			if strings.TrimSpace(s) != "" {
				_, err := conn.ExecContext(t.Context(), s)
				must(t, err)
			}
		}
		must(t, conn.Close())
		must(t, sqlsource.Migrate(t.Context(), d.db, d.options))
		s, err := sqlsource.New(d.db, d.options)
		must(t, err)
		must(t, s.Record(t.Context(), reading("a", 1)))
	})
}

func TestNoDatabase(t *testing.T) {
	if err := sqlsource.Migrate(t.Context(), nil, sqlsource.Options{Dialect: sqlsource.SQLite}); !errors.Is(err, sqlsource.ErrOptions) {
		t.Errorf("got %v", err)
	}
}
