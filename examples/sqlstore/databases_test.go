package sqlstore

import (
	"context"
	"database/sql"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"sync/atomic"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"
	_ "modernc.org/sqlite"

	"github.com/milepost-go/milepost/lifecycle/sqlstore"
)

// database is an empty database with the tables made.
type database struct {
	db      *sql.DB
	options sqlstore.Options
	dsn     string
	reopen  func() (*sql.DB, error)
	close   func() error
}

func (d *database) log() (*sqlstore.Log, error) { return sqlstore.New(d.db, d.options) }

// open opens the same database once more.
func (d *database) open() (*sql.DB, error) {
	if d.options.Dialect == sqlstore.SQLite {
		return sql.Open("sqlite", d.dsn)
	}
	return sql.Open("pgx", d.dsn)
}

// openOther opens another database of the same PostgreSQL.
func (d *database) openOther(name string) (*sql.DB, error) {
	config, err := pgx.ParseConfig(d.dsn)
	if err != nil {
		return nil, err
	}
	config.Database = name
	return stdlib.OpenDB(*config), nil
}

// kinds are the databases under test. Each opens an empty one.
var kinds = []struct {
	name string
	open func(ctx context.Context) (*database, error)
}{{"sqlite", openSQLite}, {"postgres", openPostgres}}

// each runs the test on every database there is.
func each(t *testing.T, test func(*testing.T, func() *database)) {
	for _, kind := range kinds {
		t.Run(kind.name, func(t *testing.T) {
			if kind.name == "postgres" {
				needPostgres(t)
			}
			test(t, func() *database {
				t.Helper()
				d, err := kind.open(t.Context())
				if err != nil {
					t.Fatal(err)
				}
				t.Cleanup(func() {
					if err := d.close(); err != nil {
						t.Error(err)
					}
				})
				return d
			})
		})
	}
}

func needPostgres(t testing.TB) {
	if os.Getenv("MILEPOST_TEST_POSTGRES") != "" {
		return
	}
	const hint = "MILEPOST_TEST_POSTGRES is not set: run .ci/postgres go test ./examples/sqlstore"
	if os.Getenv("CI") == "true" {
		t.Fatal(hint)
	}
	t.Skip(hint)
}

// sqliteDSN is how a host opens SQLite: waiting for others that write, readers
// beside a writer, and commits that survive a power cut.
func sqliteDSN(file string, more ...string) string {
	dsn := "file:" + (&url.URL{Path: file}).EscapedPath() + "?_txlock=immediate&_pragma=busy_timeout(20000)&_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)"
	for _, m := range more {
		dsn += "&" + m
	}
	return dsn
}

func openSQLite(ctx context.Context) (*database, error) { return openSQLiteWith(ctx) }

func openSQLiteWith(ctx context.Context, more ...string) (*database, error) {
	folder, err := os.MkdirTemp("", "sqlstore")
	if err != nil {
		return nil, err
	}
	dsn := sqliteDSN(filepath.Join(folder, "test.db"), more...)
	db, err := sql.Open("sqlite", dsn)
	if err != nil {
		return nil, err
	}
	d := &database{db: db, dsn: dsn, options: sqlstore.Options{Dialect: sqlstore.SQLite, Poll: time.Millisecond}}
	d.reopen = func() (*sql.DB, error) {
		if err := d.db.Close(); err != nil {
			return nil, err
		}
		d.db, err = d.open()
		return d.db, err
	}
	d.close = func() error { return firstError(d.db.Close(), os.RemoveAll(folder)) }
	return d, sqlstore.Migrate(ctx, db, d.options)
}

var schemas atomic.Int64

// openPostgres makes the tables in a schema of their own.
func openPostgres(ctx context.Context) (*database, error) {
	dsn := os.Getenv("MILEPOST_TEST_POSTGRES")
	db, err := sql.Open("pgx", dsn)
	if err != nil {
		return nil, err
	}
	db.SetMaxIdleConns(16)
	schema := fmt.Sprintf("t%d_%d", os.Getpid(), schemas.Add(1))
	d := &database{db: db, dsn: dsn, options: sqlstore.Options{Dialect: sqlstore.PostgreSQL, Schema: schema, Poll: time.Millisecond}}
	d.reopen = func() (*sql.DB, error) {
		if err := d.db.Close(); err != nil {
			return nil, err
		}
		d.db, err = d.open()
		return d.db, err
	}
	d.close = func() error {
		_, err := d.db.ExecContext(context.Background(), "DROP SCHEMA "+schema+" CASCADE")
		return firstError(err, d.db.Close())
	}
	return d, sqlstore.Migrate(ctx, db, d.options)
}

func firstError(list ...error) error {
	for _, err := range list {
		if err != nil {
			return err
		}
	}
	return nil
}
