package sqlsource

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"iter"
	"slices"
	"strings"

	"github.com/milepost-go/milepost/kpi"
)

// Source keeps readings in the table of a database. It is a [kpi.Recorder],
// holds no connection and no goroutine between calls, and is safe for
// concurrent use.
type Source struct {
	db      database
	options Options
}

// New returns the source in the tables that [Migrate] has made. It does not
// touch the database; db stays the host's, who closes it. The error unwraps to
// ErrOptions and names everything that is wrong.
func New(db *sql.DB, o Options) (*Source, error) {
	o, err := o.filled()
	if db == nil {
		err = errors.Join(err, fmt.Errorf("%w: no database", ErrOptions))
	}
	if err != nil {
		return nil, err
	}
	return &Source{pool{db}, o}, nil
}

// In returns the source inside a transaction of the host. What it records
// becomes visible and durable when the host commits, and is gone when the host
// rolls back. It reads what the transaction sees. Bad readings leave the
// transaction as it was and usable; after other errors the host rolls back. The
// result ends with the transaction and may be used where the transaction may.
func (s *Source) In(tx Tx) kpi.Recorder { return &Source{joined{tx}, s.options} }

// columns of a reading in the order in which they are written and read.
const columns = "metric, at_date, subject, number, unit, currency, reason"

// rowsAtOnce is how many readings one statement writes, well under the limits
// of values of both databases.
const rowsAtOnce = 64

// Record implements [kpi.Recorder]. When it returns nil the readings are
// committed, as durable as the database makes its commits.
func (s *Source) Record(ctx context.Context, readings ...kpi.Reading) error {
	if err := kpi.CheckReadings(readings); err != nil {
		return err
	}
	if err := ctx.Err(); err != nil {
		return fmt.Errorf("sqlsource: record: %w", err)
	}
	if len(readings) == 0 {
		return nil
	}
	rows := make([]row, len(readings))
	for i, r := range readings {
		rows[i] = rowOf(r)
	}
	slices.SortFunc(rows, func(a, b row) int { // one order for all, or writers would block each other
		return cmp.Or(cmp.Compare(a.metric, b.metric), cmp.Compare(a.at, b.at), cmp.Compare(a.subject, b.subject))
	})
	return failed(ctx, s.db.atomically(ctx, func(tx Tx) error {
		for part := range slices.Chunk(rows, rowsAtOnce) {
			if err := s.write(ctx, tx, part); err != nil {
				return err
			}
		}
		return nil
	}))
}

// write puts rows, in place of those with their names.
func (s *Source) write(ctx context.Context, tx Tx, rows []row) error {
	var args []any
	for _, r := range rows {
		args = append(args, r.metric, r.at, r.subject, r.number, r.unit, r.currency, r.reason)
	}
	values := strings.TrimSuffix(strings.Repeat("(?, ?, ?, ?, ?, ?, ?), ", len(rows)), ", ")
	text := "INSERT INTO milepost_kpi_readings (" + columns + ") VALUES " + values + " ON CONFLICT (metric, at_date, subject) DO UPDATE" +
		" SET number = excluded.number, unit = excluded.unit, currency = excluded.currency, reason = excluded.reason"
	_, err := tx.ExecContext(ctx, s.options.sql(text), args...)
	return err
}

// pageRows is how many rows are fetched at once. A page is read whole before the
// first of it is given out, so that the host may use the same connection.
const pageRows = 500

// Readings implements [kpi.Source]. What others record while it is read is seen
// from the next page of 500 on.
func (s *Source) Readings(ctx context.Context, q kpi.Query) iter.Seq2[kpi.Reading, error] {
	return func(yield func(kpi.Reading, error) bool) {
		if err := q.Check(); err != nil {
			yield(kpi.Reading{}, err)
			return
		}
		var last kpi.Reading
		for {
			page, err := s.page(ctx, q, last)
			for _, r := range page {
				if !yield(r, nil) {
					return
				}
			}
			if err != nil {
				yield(kpi.Reading{}, err)
				return
			}
			if len(page) < pageRows {
				return
			}
			last = page[len(page)-1]
		}
	}
}

// page returns the readings behind the last one that was given out.
func (s *Source) page(ctx context.Context, q kpi.Query, last kpi.Reading) ([]kpi.Reading, error) {
	if err := ctx.Err(); err != nil {
		return nil, fmt.Errorf("sqlsource: readings: %w", err)
	}
	text, args := "SELECT "+columns+" FROM milepost_kpi_readings WHERE metric = ?", []any{q.Metric}
	add := func(condition string, values ...any) {
		text, args = text+" AND "+condition, append(args, values...)
	}
	if q.Subject != "" {
		add("subject = ?", q.Subject)
	}
	if !q.From.IsZero() {
		add("at_date >= ?", q.From.String())
	}
	if !q.To.IsZero() {
		add("at_date <= ?", q.To.String())
	}
	if !last.At.IsZero() {
		add("(at_date, subject) > (?, ?)", last.At.String(), last.Subject)
	}
	rows, err := s.db.QueryContext(ctx, s.options.sql(fmt.Sprintf("%s ORDER BY at_date, subject LIMIT %d", text, pageRows)), args...)
	if err != nil {
		return nil, failed(ctx, err)
	}
	defer rows.Close()
	return scanned(ctx, rows)
}

func scanned(ctx context.Context, rows *sql.Rows) ([]kpi.Reading, error) {
	var page []kpi.Reading
	for rows.Next() {
		var r row
		if err := rows.Scan(&r.metric, &r.at, &r.subject, &r.number, &r.unit, &r.currency, &r.reason); err != nil {
			return page, failed(ctx, err)
		}
		reading, err := r.reading()
		if err != nil {
			return page, err
		}
		page = append(page, reading)
	}
	return page, failed(ctx, rows.Err())
}
