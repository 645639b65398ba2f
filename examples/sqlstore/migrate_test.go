package sqlstore

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/milepost-go/milepost/lifecycle/sqlstore"
)

// tablesOf lists the tables and indexes whose names begin with the prefix.
func tablesOf(t *testing.T, d *database, prefix string) string {
	t.Helper()
	query, arg := "SELECT name FROM sqlite_master WHERE name LIKE ? || '%' ORDER BY name", prefix
	if d.options.Dialect == sqlstore.PostgreSQL {
		query = "SELECT relname FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace" +
			" WHERE nspname = '" + d.options.Schema + "' AND relname LIKE $1 || '%' AND relkind IN ('r', 'S', 'i') ORDER BY relname"
	}
	rows, err := d.db.QueryContext(t.Context(), query, arg)
	must(t, err)
	defer rows.Close()
	var list []string
	for rows.Next() {
		var name string
		must(t, rows.Scan(&name))
		list = append(list, name)
	}
	must(t, rows.Err())
	return strings.Join(list, " ")
}

func TestMigrateTwiceChangesNothing(t *testing.T) {
	each(t, func(t *testing.T, open func() *database) {
		d := open()
		log := mustLog(t, d)
		appends(t, log, deal, 0, event("a"))
		before := tablesOf(t, d, "milepost_")
		for range 3 {
			must(t, sqlstore.Migrate(t.Context(), d.db, d.options))
		}
		if after := tablesOf(t, d, "milepost_"); after != before || !strings.Contains(after, "milepost_events") {
			t.Errorf("before %q, after %q", before, after)
		}
		if got := ids(t, log, deal); got != "a " {
			t.Errorf("got %q", got)
		}
	})
}

// Many start at once on an empty database: each finds the tables made.
func TestMigrateAtOnce(t *testing.T) {
	each(t, func(t *testing.T, open func() *database) {
		d := open()
		o := d.options
		o.Prefix = "crowd_"
		failed := make(chan error)
		const crowd = 8
		for i := range crowd {
			go func() {
				db, err := d.open()
				if err == nil {
					defer db.Close()
					err = sqlstore.Migrate(context.Background(), db, o)
				}
				if err != nil {
					err = fmt.Errorf("%d: %w", i, err)
				}
				failed <- err
			}()
		}
		for range crowd {
			if err := <-failed; err != nil {
				t.Error(err)
			}
		}
		log, err := sqlstore.New(d.db, o)
		must(t, err)
		appends(t, log, deal, 0, event("a"))
	})
}

func TestLaterTablesAreRefused(t *testing.T) {
	each(t, func(t *testing.T, open func() *database) {
		d := open()
		table := "milepost_schema"
		if d.options.Schema != "" {
			table = d.options.Schema + "." + table
		}
		_, err := d.db.ExecContext(t.Context(), "INSERT INTO "+table+" (version) VALUES (1000)")
		must(t, err)
		if err := sqlstore.Migrate(t.Context(), d.db, d.options); !errors.Is(err, sqlstore.ErrNewer) || !strings.Contains(err.Error(), "1000") {
			t.Errorf("got %v", err)
		}
	})
}

// A migration that fails midway leaves nothing, and works once the cause is gone.
func TestFailedMigrationLeavesNothing(t *testing.T) {
	each(t, func(t *testing.T, open func() *database) {
		d := open()
		o := d.options
		o.Prefix = "half_"
		in := ""
		if o.Schema != "" {
			in = o.Schema + "."
		}
		_, err := d.db.ExecContext(t.Context(), "CREATE TABLE "+in+"half_documents (x INTEGER)")
		must(t, err)
		if err := sqlstore.Migrate(t.Context(), d.db, o); err == nil {
			t.Fatal("the table in the way was not noticed")
		}
		if got := tablesOf(t, d, "half_"); got != "half_documents" {
			t.Errorf("left behind: %q", got)
		}
		_, err = d.db.ExecContext(t.Context(), "DROP TABLE "+in+"half_documents")
		must(t, err)
		must(t, sqlstore.Migrate(t.Context(), d.db, o))
	})
}

// The script makes what Migrate makes, and Migrate takes it for its own.
func TestScriptMakesTheSame(t *testing.T) {
	each(t, func(t *testing.T, open func() *database) {
		d := open()
		o := d.options
		o.Prefix = "hand_"
		script, err := sqlstore.Script(o)
		must(t, err)
		conn, err := d.db.Conn(t.Context())
		must(t, err)
		_, err = conn.ExecContext(t.Context(), script)
		must(t, err)
		must(t, conn.Close())
		if got, want := tablesOf(t, d, "hand_"), strings.ReplaceAll(tablesOf(t, d, "milepost_"), "milepost_", "hand_"); got != want {
			t.Errorf("the script made %q, Migrate %q", got, want)
		}
		must(t, sqlstore.Migrate(t.Context(), d.db, o))
		log, err := sqlstore.New(d.db, o)
		must(t, err)
		appends(t, log, deal, 0, event("a"))
		if got := ids(t, mustLog(t, d), deal); got != "" {
			t.Errorf("the other tables hold %q", got)
		}
	})
}

func TestMigrateErrors(t *testing.T) {
	each(t, func(t *testing.T, open func() *database) {
		d := open()
		o := d.options
		o.Prefix = "late_"
		ended, cancel := context.WithCancel(t.Context())
		cancel()
		if err := sqlstore.Migrate(ended, d.db, o); !errors.Is(err, context.Canceled) {
			t.Errorf("with an ended context: %v", err)
		}
		if err := sqlstore.Migrate(t.Context(), nil, sqlstore.Options{}); !errors.Is(err, sqlstore.ErrOptions) {
			t.Errorf("without anything: %v", err)
		}
		closed, err := d.open()
		must(t, err)
		must(t, closed.Close())
		if err := sqlstore.Migrate(t.Context(), closed, o); err == nil || errors.Is(err, sql.ErrNoRows) {
			t.Errorf("on a closed pool: %v", err)
		}
	})
}
