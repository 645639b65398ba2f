package sqlsource

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"hash/fnv"
)

// Migrate makes the tables, or brings those of an earlier version of this
// package up to date, in one transaction. Where nothing is to be done it only
// reads. Any number of processes may call it at once: one does the work, the
// others wait for it. Tables of a later version are ErrNewer and stay as they
// are. In PostgreSQL it also makes the schema if there is none, and refuses a
// database in another encoding with ErrEncoding.
//
// A host that makes its tables by its own means runs what [Script] writes.
func Migrate(ctx context.Context, db *sql.DB, o Options) error {
	o, err := o.filled()
	if db == nil {
		err = errors.Join(err, fmt.Errorf("%w: no database", ErrOptions))
	}
	if err != nil {
		return err
	}
	steps, err := stepsFor(o)
	if err != nil {
		return err
	}
	conn, err := db.Conn(ctx)
	if err != nil {
		return failed(ctx, err)
	}
	defer conn.Close()
	m := migration{conn, o, steps}
	if done, err := m.isDone(ctx); done || err != nil {
		return err
	}
	if o.Dialect == SQLite {
		return failed(ctx, m.patiently(ctx))
	}
	return failed(ctx, m.run(ctx, "BEGIN", fmt.Sprintf("SELECT pg_advisory_xact_lock(%d)", m.lock())))
}

// migration is one under way.
type migration struct {
	conn  *sql.Conn
	o     Options
	steps []string
}

// isDone reports whether the tables are up to date, and refuses later ones.
func (m migration) isDone(ctx context.Context) (bool, error) {
	version, err := m.version(ctx)
	if err == nil && version > len(m.steps) {
		err = fmt.Errorf("%w: version %d, this package knows %d", ErrNewer, version, len(m.steps))
	}
	return version == len(m.steps), err
}

// version returns the version of the tables, 0 where there are none.
func (m migration) version(ctx context.Context) (int, error) {
	exists, name := "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = ?", m.o.Prefix+"schema"
	if m.o.Dialect == PostgreSQL {
		exists, name = "SELECT count(*) FROM (SELECT to_regclass(?::text) AS found) t WHERE found IS NOT NULL", m.o.sql(versionTable)
	}
	var n int
	if err := queryRow(ctx, m.conn, m.o.sql(exists), []any{name}, &n); err != nil || n == 0 {
		return 0, err
	}
	err := queryRow(ctx, m.conn, m.o.sql("SELECT coalesce(max(version), 0) FROM "+versionTable), nil, &n)
	return n, err
}

// patience is how long, in milliseconds, SQLite waits for others that migrate.
const patience = 30_000

// patiently runs the migration with a longer wait for the write lock than the
// host may have set, and sets it back.
func (m migration) patiently(ctx context.Context) error {
	var was int
	if err := queryRow(ctx, m.conn, "PRAGMA busy_timeout", nil, &was); err != nil {
		return err
	}
	set := func(ctx context.Context, wait int) error {
		return m.exec(ctx, fmt.Sprintf("PRAGMA busy_timeout = %d", wait))
	}
	if err := set(ctx, max(was, patience)); err != nil {
		return err
	}
	return errors.Join(m.run(ctx, "BEGIN IMMEDIATE"), set(context.WithoutCancel(ctx), was))
}

// run begins by the statements, which take a lock that others wait for, and
// carries out what is still missing then.
func (m migration) run(ctx context.Context, begin ...string) error {
	err := m.exec(ctx, begin...)
	if err == nil {
		err = m.missing(ctx)
	}
	if err == nil {
		err = m.exec(ctx, "COMMIT")
	}
	if err != nil {
		_ = m.exec(context.WithoutCancel(ctx), "ROLLBACK") // without a transaction it fails, which is as good
	}
	return err
}

func (m migration) missing(ctx context.Context) error {
	if m.o.Dialect == PostgreSQL {
		if err := m.prepare(ctx); err != nil {
			return err
		}
	}
	if done, err := m.isDone(ctx); done || err != nil { // another was faster
		return err
	}
	version, err := m.version(ctx)
	if err != nil {
		return err
	}
	for _, step := range m.steps[version:] {
		if err := m.exec(ctx, statements(step)...); err != nil {
			return err
		}
	}
	return nil
}

// prepare looks at the encoding and makes the schema.
func (m migration) prepare(ctx context.Context) error {
	var encoding string
	if err := queryRow(ctx, m.conn, "SHOW server_encoding", nil, &encoding); err != nil {
		return err
	}
	if encoding != "UTF8" {
		return fmt.Errorf("%w but %s", ErrEncoding, encoding)
	}
	if m.o.Schema == "" {
		return nil
	}
	var there bool
	if err := queryRow(ctx, m.conn, "SELECT to_regnamespace($1::text) IS NOT NULL", []any{m.o.Schema}, &there); err != nil {
		return err
	}
	if !there { // to ask for one that is there needs a right that the host may not have
		if err := m.exec(ctx, "CREATE SCHEMA "+m.o.Schema); err != nil {
			return err
		}
	}
	return m.exec(ctx, "SET LOCAL search_path = "+m.o.Schema)
}

func (m migration) exec(ctx context.Context, texts ...string) error {
	for _, text := range texts {
		if _, err := m.conn.ExecContext(ctx, text); err != nil {
			return err
		}
	}
	return nil
}

// lock is a number that stands for these tables.
func (m migration) lock() int64 {
	h := fnv.New64a()
	_, _ = h.Write([]byte("milepost kpi " + m.o.Schema + "." + m.o.Prefix))
	return int64(h.Sum64())
}
