package sqlstore

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math"
	"time"

	"github.com/milepost-go/milepost/lifecycle"
)

// Log keeps histories in the tables of a database. It is a [lifecycle.Log],
// [lifecycle.Feed], [lifecycle.Waiter] and [lifecycle.Snapshotter], holds no
// connection and no goroutine between calls, and is safe for concurrent use.
type Log struct {
	db  *sql.DB
	set settings
}

// settings are what every call needs; they never change.
type settings struct {
	Options
	text texts
}

// New returns the log in the tables that [Migrate] has made. It does not touch
// the database; db stays the host's, who closes it. The error unwraps to
// ErrOptions and names everything that is wrong.
func New(db *sql.DB, o Options) (*Log, error) {
	o, err := o.filled()
	if db == nil {
		err = errors.Join(err, fmt.Errorf("%w: no database", ErrOptions))
	}
	if err != nil {
		return nil, err
	}
	return &Log{db, settings{o, textsFor(o.tables())}}, nil
}

// Append implements [lifecycle.Log]. When it returns nil the events are
// committed, as durable as the database makes its commits. Its errors beyond
// those of the interface are those of the driver, unchanged: see the package
// documentation for those worth trying again.
func (l *Log) Append(ctx context.Context, id lifecycle.StreamID, expect lifecycle.Version, events ...lifecycle.Event) (lifecycle.AppendResult, error) {
	return l.set.append(ctx, pool{l.db}, id, expect, events)
}

// append checks, stores, and where nothing was stored finds out why.
func (s *settings) append(ctx context.Context, w writer, id lifecycle.StreamID, expect lifecycle.Version, events []lifecycle.Event) (lifecycle.AppendResult, error) {
	if err := lifecycle.CheckAppend(id, events, s.Limit); err != nil {
		return lifecycle.AppendResult{}, err
	}
	if err := ctx.Err(); err != nil {
		return lifecycle.AppendResult{}, fmt.Errorf("sqlstore: append: %w", err)
	}
	if expect == lifecycle.AnyVersion {
		return s.appendAnywhere(ctx, w, id, events)
	}
	return s.appendAt(ctx, w, id, expect, events)
}

func (s *settings) appendAt(ctx context.Context, w writer, id lifecycle.StreamID, expect lifecycle.Version, events []lifecycle.Event) (lifecycle.AppendResult, error) {
	n := lifecycle.Version(len(events))
	if expect <= math.MaxInt64-n { // no stream gets further
		stored, err := s.store(ctx, w, id, expect, events)
		if err != nil {
			return lifecycle.AppendResult{}, failed(ctx, err)
		}
		if stored {
			return lifecycle.AppendResult{Version: expect + n}, nil
		}
	}
	return s.again(ctx, w, id, expect, events)
}

// maxTries bounds how often an append behind any version starts again because
// others were faster. Each time one of them has got its events in.
const maxTries = 1000

// appendAnywhere appends behind the version that it finds, unless the stream
// ends with this very append.
func (s *settings) appendAnywhere(ctx context.Context, w writer, id lifecycle.StreamID, events []lifecycle.Event) (lifecycle.AppendResult, error) {
	n := lifecycle.Version(len(events))
	for try := 1; ; try++ {
		actual, err := s.head(ctx, w, id)
		if err != nil {
			return lifecycle.AppendResult{}, err
		}
		if actual >= n {
			if same, err := s.isAppend(ctx, w, id, actual-n, events); same || err != nil {
				return lifecycle.AppendResult{Version: actual, Duplicate: same}, err
			}
		}
		result, err := s.appendAt(ctx, w, id, actual, events)
		if !errors.Is(err, lifecycle.ErrConflict) || try == maxTries {
			return result, err
		}
	}
}

// again answers an append that expects another version: it is either one that
// was done before or a conflict.
func (s *settings) again(ctx context.Context, w writer, id lifecycle.StreamID, expect lifecycle.Version, events []lifecycle.Event) (lifecycle.AppendResult, error) {
	actual, err := s.head(ctx, w, id)
	if err != nil {
		return lifecycle.AppendResult{}, err
	}
	n := lifecycle.Version(len(events))
	if expect <= actual && n <= actual-expect {
		if same, err := s.isAppend(ctx, w, id, expect, events); err != nil {
			return lifecycle.AppendResult{}, err
		} else if same {
			return lifecycle.AppendResult{Version: expect + n, Duplicate: true}, nil
		}
	}
	return lifecycle.AppendResult{}, &lifecycle.ConflictError{Stream: id, Expected: expect, Actual: actual}
}

// head returns the version of the stream.
func (s *settings) head(ctx context.Context, q querier, id lifecycle.StreamID) (lifecycle.Version, error) {
	var v int64
	err := queryRow(ctx, q, s.text.head, []any{string(id)}, &v)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, nil
	}
	return lifecycle.Version(v), err
}

// isAppend reports whether the events behind a version came by one append of
// these ids.
func (s *settings) isAppend(ctx context.Context, q querier, id lifecycle.StreamID, after lifecycle.Version, events []lifecycle.Event) (bool, error) {
	rows, err := q.QueryContext(ctx, s.text.parts, string(id), int64(after), int64(after)+int64(len(events)))
	if err != nil {
		return false, failed(ctx, err)
	}
	defer rows.Close()
	n := 0
	for ; rows.Next(); n++ {
		var was string
		var part, parts int
		if err := rows.Scan(&was, &part, &parts); err != nil {
			return false, failed(ctx, err)
		}
		if n == len(events) || was != events[n].ID || part != n+1 || parts != len(events) {
			return false, nil
		}
	}
	return n == len(events), failed(ctx, rows.Err())
}

// storedAt is the host's clock as a value of a statement, NULL for that of the
// database.
func (s *settings) storedAt() sql.NullInt64 {
	if s.Now == nil {
		return sql.NullInt64{}
	}
	return sql.NullInt64{Int64: s.Now().UnixMicro(), Valid: true}
}

func moment(us int64) time.Time { return time.UnixMicro(us).UTC() }
