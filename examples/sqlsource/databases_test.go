package sqlsource

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"sync/atomic"
	"testing"

	_ "github.com/jackc/pgx/v5/stdlib"
	_ "modernc.org/sqlite"

	"github.com/milepost-go/milepost/kpi/sqlsource"
)

// database is an empty database, not yet migrated.
type database struct {
	db      *sql.DB
	options sqlsource.Options
	close   func() error
}

// kinds are the databases under test. Each opens an empty one.
var kinds = []struct {
	name string
	open func() (*database, error)
}{{"sqlite", openSQLite}, {"postgres", openPostgres}}

// each runs the test on an empty database of every kind there is.
func each(t *testing.T, test func(*testing.T, *database)) {
	for _, kind := range kinds {
		t.Run(kind.name, func(t *testing.T) {
			if kind.name == "postgres" {
				needPostgres(t)
			}
			d, err := kind.open()
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() {
				if err := d.close(); err != nil {
					t.Error(err)
				}
			})
			test(t, d)
		})
	}
}

func needPostgres(t testing.TB) {
	if os.Getenv("MILEPOST_TEST_POSTGRES") != "" {
		return
	}
	const hint = "MILEPOST_TEST_POSTGRES is not set: run .ci/postgres go test ./examples/sqlsource"
	if os.Getenv("CI") == "true" {
		t.Fatal(hint)
	}
	t.Skip(hint)
}

// sqliteDSN is how a host opens SQLite: waiting for others that write, and
// readers beside a writer.
func sqliteDSN(file string) string {
	return "file:" + (&url.URL{Path: file}).EscapedPath() + "?_txlock=immediate&_pragma=busy_timeout(20000)&_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)"
}

func openSQLite() (*database, error) {
	folder, err := os.MkdirTemp("", "sqlsource")
	if err != nil {
		return nil, err
	}
	db, err := sql.Open("sqlite", sqliteDSN(filepath.Join(folder, "test.db")))
	if err != nil {
		return nil, err
	}
	// The first connection changes the journal of the new file, which SQLite lets
	// nobody wait for: others come after it.
	if err := db.Ping(); err != nil {
		return nil, errors.Join(err, db.Close(), os.RemoveAll(folder))
	}
	return &database{db, sqlsource.Options{Dialect: sqlsource.SQLite}, func() error { return errors.Join(db.Close(), os.RemoveAll(folder)) }}, nil
}

var schemas atomic.Int64

// openPostgres names a schema of its own.
func openPostgres() (*database, error) {
	db, err := sql.Open("pgx", os.Getenv("MILEPOST_TEST_POSTGRES"))
	if err != nil {
		return nil, err
	}
	schema := fmt.Sprintf("k%d_%d", os.Getpid(), schemas.Add(1))
	drop := func() error {
		_, err := db.ExecContext(context.Background(), "DROP SCHEMA IF EXISTS "+schema+" CASCADE")
		return errors.Join(err, db.Close())
	}
	return &database{db, sqlsource.Options{Dialect: sqlsource.PostgreSQL, Schema: schema}, drop}, nil
}
