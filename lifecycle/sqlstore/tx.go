package sqlstore

import (
	"context"
	"database/sql"

	"github.com/milepost-go/milepost/lifecycle"
)

// Tx is a transaction of the host: a *sql.Tx, or a *sql.Conn on which one was
// begun by a statement. Its signatures are those of database/sql.
type Tx interface {
	ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error)
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
}

type querier interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
}

// writer is what an append goes through: the pool or a transaction.
type writer interface {
	Tx
	// atomically runs statements that are all carried out or none.
	atomically(ctx context.Context, run func(Tx) (bool, error)) (bool, error)
}

// In returns the log inside a transaction of the host. What it appends becomes
// visible and durable when the host commits, together with the host's own rows,
// and is gone when the host rolls back. It reads what the transaction sees.
//
// The result is a [lifecycle.Snapshotter] too, but no feed: events have no
// place in the feed before they are committed. A conflict or an invalid append
// leaves the transaction as it was and usable. After other errors the host rolls
// back, as PostgreSQL then demands. The result ends with the transaction and may
// be used where the transaction may. Several streams in one transaction are
// best appended to in ascending order of their ids, which avoids deadlocks.
func (l *Log) In(tx Tx) lifecycle.Log { return &inside{join(tx, l.set.Dialect), &l.set} }

// inside is a log within a transaction of the host.
type inside struct {
	w   writer
	set *settings
}

// queryRow reads the one row of a query. Without a row it is sql.ErrNoRows.
func queryRow(ctx context.Context, q querier, query string, args []any, into ...any) error {
	rows, err := q.QueryContext(ctx, query, args...)
	if err != nil {
		return failed(ctx, err)
	}
	defer rows.Close()
	if !rows.Next() {
		if err := rows.Err(); err != nil {
			return failed(ctx, err)
		}
		return sql.ErrNoRows
	}
	if err := rows.Scan(into...); err != nil {
		return failed(ctx, err)
	}
	return failed(ctx, rows.Close())
}

// pool writes through connections of its own.
type pool struct{ *sql.DB }

func (p pool) atomically(ctx context.Context, run func(Tx) (bool, error)) (bool, error) {
	tx, err := p.BeginTx(ctx, nil)
	if err != nil {
		return false, err
	}
	defer tx.Rollback() // after a commit it does nothing
	stored, err := run(tx)
	if err != nil || !stored {
		return false, err
	}
	return true, tx.Commit()
}

// join returns a writer within a transaction. A whole database is not one, but
// harmless: it brings its own.
func join(tx Tx, d Dialect) writer {
	if db, ok := tx.(*sql.DB); ok {
		return pool{db}
	}
	return joined{tx}
}

// joined writes within a transaction that somebody else ends.
type joined struct{ Tx }

// atomically takes back what was done when it fails midway, so that the host
// cannot commit half an append.
func (j joined) atomically(ctx context.Context, run func(Tx) (bool, error)) (bool, error) {
	if _, err := j.ExecContext(ctx, "SAVEPOINT milepost_append"); err != nil {
		return false, err
	}
	stored, err := run(j.Tx)
	late := context.WithoutCancel(ctx)
	if err != nil {
		_, _ = j.ExecContext(late, "ROLLBACK TO milepost_append") // where even this fails the transaction is lost as a whole
	}
	if _, end := j.ExecContext(late, "RELEASE milepost_append"); err == nil {
		err = end
	}
	return stored && err == nil, err
}

func (in *inside) Append(ctx context.Context, id lifecycle.StreamID, expect lifecycle.Version, events ...lifecycle.Event) (lifecycle.AppendResult, error) {
	return in.set.append(ctx, in.w, id, expect, events)
}
