package sqlsource

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
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

// database is what a source reads and writes through: the pool or a transaction
// of the host.
type database interface {
	querier
	// atomically runs statements that are all carried out or none.
	atomically(ctx context.Context, run func(Tx) error) error
}

// pool writes by transactions of its own.
type pool struct{ *sql.DB }

func (p pool) atomically(ctx context.Context, run func(Tx) error) error {
	tx, err := p.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback() // after a commit it does nothing
	if err := run(tx); err != nil {
		return err
	}
	return tx.Commit()
}

// joined writes within a transaction that somebody else ends.
type joined struct{ Tx }

// atomically takes back what was done when it fails midway, so that the host
// cannot commit half of it.
func (j joined) atomically(ctx context.Context, run func(Tx) error) error {
	if _, err := j.ExecContext(ctx, "SAVEPOINT milepost_record"); err != nil {
		return err
	}
	err := run(j.Tx)
	late := context.WithoutCancel(ctx)
	if err != nil {
		_, _ = j.ExecContext(late, "ROLLBACK TO milepost_record") // where even this fails the transaction is lost as a whole
	}
	if _, end := j.ExecContext(late, "RELEASE milepost_record"); err == nil {
		err = end
	}
	return err
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

// failed returns an error of the database as the driver gave it. Where the
// context has ended and the error does not say so, the context's error comes
// before it.
func failed(ctx context.Context, err error) error {
	if ended := ctx.Err(); err != nil && ended != nil && !errors.Is(err, ended) {
		return fmt.Errorf("sqlsource: %w: %w", ended, err)
	}
	return err
}
