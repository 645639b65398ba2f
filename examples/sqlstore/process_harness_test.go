package sqlstore

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync/atomic"
	"time"

	"github.com/jackc/pgx/v5/pgconn"
	"modernc.org/sqlite"

	"github.com/milepost-go/milepost/lifecycle"
	"github.com/milepost-go/milepost/lifecycle/lifecycletest"
	"github.com/milepost-go/milepost/lifecycle/sqlstore"
)

// rig is an empty log on a database with all that may happen to it.
type rig struct {
	place
	db  *sql.DB
	log *sqlstore.Log
	h   *lifecycletest.Harness
	end []func() error
}

// open opens the database of the rig and makes tables, ours and the host's.
func (r *rig) open(ctx context.Context) error {
	var err error
	if r.db, err = sql.Open(r.Driver, r.Source); err != nil {
		return err
	}
	r.end = append(r.end, func() error { return r.db.Close() })
	if err := sqlstore.Migrate(ctx, r.db, r.options()); err != nil {
		return err
	}
	if _, err := r.db.ExecContext(ctx, `CREATE TABLE `+r.deals()+` (name text PRIMARY KEY)`); err != nil {
		return err
	}
	r.log, err = sqlstore.New(r.db, r.options())
	r.h = &lifecycletest.Harness{
		Log: r.log, Limit: lifecycle.DefaultLimit, Reopen: r.reopen, Close: r.close,
		InTx: r.inTx, Rows: r.rows, Fork: r.fork, Skewed: r.skewed,
	}
	return err
}

// deals is the host's own table.
func (r *rig) deals() string {
	if r.Schema != "" {
		return r.Schema + ".deals"
	}
	return "deals"
}

func (r *rig) close() error { return joined(r.end...) }

func (r *rig) reopen(context.Context) (lifecycle.Log, error) {
	if err := r.db.Close(); err != nil {
		return nil, err
	}
	var err error
	if r.db, err = sql.Open(r.Driver, r.Source); err != nil {
		return nil, err
	}
	r.log, err = sqlstore.New(r.db, r.options())
	return r.log, err
}

func (r *rig) begin(ctx context.Context, commit bool, work func(*sql.Tx) error) error {
	tx, err := r.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := work(tx); err != nil || !commit {
		return err
	}
	return tx.Commit()
}

func (r *rig) row(tx *sql.Tx) func(context.Context, string) error {
	return func(ctx context.Context, key string) error {
		_, err := tx.ExecContext(ctx, `INSERT INTO `+r.deals()+` (name) VALUES ($1)`, key)
		return err
	}
}

func (r *rig) inTx(ctx context.Context, commit bool, work func(lifecycletest.Tx) error) error {
	return r.begin(ctx, commit, func(tx *sql.Tx) error {
		return work(lifecycletest.Tx{Log: r.log.In(tx), Row: r.row(tx)})
	})
}

func (r *rig) rows(ctx context.Context) ([]string, error) {
	rows, err := r.db.QueryContext(ctx, `SELECT name FROM `+r.deals()+` ORDER BY name`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var list []string
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			return nil, err
		}
		list = append(list, name)
	}
	return list, rows.Err()
}

func (r *rig) fork(ctx context.Context, job lifecycletest.Job) (*lifecycletest.Process, error) {
	job.Data = r.text()
	return lifecycletest.StartChild(ctx, job)
}

func (r *rig) skewed(_ context.Context, by time.Duration) (lifecycle.Log, error) {
	o := r.options()
	o.Now = func() time.Time { return time.Now().Add(by) }
	return sqlstore.New(r.db, o)
}

// another opens the database once more, through one connection.
func (r *rig) another(source string) (*sql.DB, *sqlstore.Log, error) {
	db, err := sql.Open(r.Driver, source)
	if err != nil {
		return nil, nil, err
	}
	r.end = append(r.end, db.Close)
	db.SetMaxOpenConns(1)
	log, err := sqlstore.New(db, r.options())
	return db, log, err
}

// sqliteRig is a log in a file whose commits survive a loss of power.
func sqliteRig(ctx context.Context) (*rig, error) { return sqliteRigWith(ctx, "synchronous(FULL)") }

func sqliteRigWith(ctx context.Context, pragma string) (*rig, error) {
	folder, err := os.MkdirTemp("", "milepost-sqlite")
	if err != nil {
		return nil, err
	}
	file := filepath.Join(folder, "crm.db")
	r := &rig{place: place{Driver: "sqlite", Source: sqliteSource(file, pragma), Dialect: int(sqlstore.SQLite)}}
	r.end = append(r.end, func() error { return os.RemoveAll(folder) })
	if err := r.open(ctx); err != nil {
		return nil, errors.Join(err, r.close())
	}
	// the folder goes last
	r.end = append(r.end[1:], r.end[0])
	r.h.Retry = func(err error) bool {
		var own *sqlite.Error
		return errors.As(err, &own) && own.Code()&0xff == 5 // SQLITE_BUSY
	}
	r.h.Full = r.fullFile
	r.h.Torn = func(_ context.Context, damage func([]byte) []byte) (lifecycle.Log, error) {
		return r.torn(file, damage)
	}
	r.h.Syncs = func(ctx context.Context, work func() error) (int, error) { return syncs(ctx, []int{os.Getpid()}, work) }
	return r, nil
}

// sqliteSource is how a host opens a file.
func sqliteSource(file, pragma string) string {
	return "file:" + file + "?_txlock=immediate&_pragma=busy_timeout(20000)&_pragma=journal_mode(WAL)&_pragma=" + pragma
}

// fullFile lets the file grow by a few pages only.
func (r *rig) fullFile(ctx context.Context) (lifecycle.Log, func() error, error) {
	db, log, err := r.another(r.Source)
	if err != nil {
		return nil, nil, err
	}
	var pages int
	if err := db.QueryRowContext(ctx, `PRAGMA page_count`).Scan(&pages); err != nil {
		return nil, nil, err
	}
	allow := func(n int) error {
		_, err := db.ExecContext(ctx, fmt.Sprintf(`PRAGMA max_page_count = %d`, n))
		return err
	}
	return log, func() error { return allow(1 << 30) }, allow(pages + 3)
}

// torn opens a copy of the file whose write-ahead log is damaged.
func (r *rig) torn(file string, damage func([]byte) []byte) (lifecycle.Log, error) {
	folder, err := os.MkdirTemp(filepath.Dir(file), "copy")
	if err != nil {
		return nil, err
	}
	pages, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	journal, err := os.ReadFile(file + "-wal")
	if err != nil {
		return nil, err
	}
	to := filepath.Join(folder, "crm.db")
	if err := errors.Join(os.WriteFile(to, pages, 0o600), os.WriteFile(to+"-wal", damage(journal), 0o600)); err != nil {
		return nil, err
	}
	_, log, err := r.another(sqliteSource(to, "synchronous(FULL)"))
	return log, err
}

var rigs atomic.Int64

// postgresRig is a log in a schema of its own, behind a proxy.
func (s *server) rig(ctx context.Context) (*rig, error) { return s.rigWith(ctx, "") }

func (s *server) rigWith(ctx context.Context, settings string) (*rig, error) {
	p, err := newProxy(s.address())
	if err != nil {
		return nil, err
	}
	r := &rig{place: place{
		Driver: "pgx", Source: sourceAt(p.address()) + settings, Schema: fmt.Sprintf("rig%d", rigs.Add(1)), Dialect: int(sqlstore.PostgreSQL),
	}}
	if err := r.open(ctx); err != nil {
		return nil, errors.Join(err, p.close(), r.close())
	}
	r.end = append(r.end, p.close)
	r.h.Retry = func(err error) bool {
		var own *pgconn.PgError
		return errors.As(err, &own) && (own.Code == "40P01" || own.Code == "40001")
	}
	r.h.Cut = func(_ context.Context, stored bool) error {
		p.arm(stored)
		return nil
	}
	r.h.Crash = func(ctx context.Context) (lifecycle.Log, error) {
		if err := errors.Join(s.kill(), s.start(ctx)); err != nil {
			return nil, err
		}
		return r.reopen(ctx)
	}
	r.h.Restart = func(ctx context.Context) error { return errors.Join(s.control("-m", "fast", "stop"), s.start(ctx)) }
	r.h.Full = r.readOnly
	r.h.Syncs = r.serverSyncs
	return r, nil
}

// readOnly refuses to write, as a server does whose disk was taken away.
func (r *rig) readOnly(ctx context.Context) (lifecycle.Log, func() error, error) {
	db, log, err := r.another(r.Source)
	if err != nil {
		return nil, nil, err
	}
	set := func(to string) error {
		_, err := db.ExecContext(ctx, `SET default_transaction_read_only = `+to)
		return err
	}
	return log, func() error { return set("off") }, set("on")
}

// serverSyncs watches the one process of the server that serves this pool.
func (r *rig) serverSyncs(ctx context.Context, work func() error) (int, error) {
	r.db.SetMaxOpenConns(1)
	var pid int
	if err := r.db.QueryRowContext(ctx, `SELECT pg_backend_pid()`).Scan(&pid); err != nil {
		return 0, err
	}
	return syncs(ctx, []int{pid}, work)
}
