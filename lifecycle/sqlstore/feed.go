package sqlstore

import (
	"context"
	"database/sql"
	"fmt"
	"iter"
	"time"

	"github.com/milepost-go/milepost/lifecycle"
)

// Read implements [lifecycle.Feed]. Cursors are texts of a few digits that stay
// valid as long as the tables do. In PostgreSQL an event appears once every
// transaction that was running when it was written has ended: a transaction
// that writes for an hour holds the feed back for an hour, and never makes it
// skip.
func (l *Log) Read(ctx context.Context, after lifecycle.Cursor, limit int) iter.Seq2[lifecycle.Recorded, error] {
	return func(yield func(lifecycle.Recorded, error) bool) {
		f := feeding{set: &l.set, db: l.db, left: limit, endless: limit <= 0}
		err := f.begin(ctx, after)
		for more := true; more && err == nil; {
			more, err = f.page(ctx, yield)
		}
		if err != nil {
			yield(lifecycle.Recorded{}, err)
		}
	}
}

// feeding is a read of the feed under way.
type feeding struct {
	set     *settings
	db      *sql.DB
	at      place // of the event read last
	end     int64 // the last pos or, in PostgreSQL, the gate that bars the way
	left    int   // events still wanted
	endless bool
	pager   pager
}

func (f *feeding) begin(ctx context.Context, after lifecycle.Cursor) error {
	if err := ctx.Err(); err != nil {
		return fmt.Errorf("sqlstore: read: %w", err)
	}
	var err error
	if f.at, err = placeOf(after, f.set.Dialect); err != nil {
		return err
	}
	if err := queryRow(ctx, f.db, f.set.text.feedEnd, nil, &f.end); err != nil {
		return err
	}
	if f.set.Dialect == SQLite && f.at.pos > f.end || f.set.Dialect == PostgreSQL && f.at.gate >= f.end {
		return strange(after)
	}
	return nil
}

// page hands out the next page. It reports whether to go on.
func (f *feeding) page(ctx context.Context, yield func(lifecycle.Recorded, error) bool) (bool, error) {
	args := []any{f.at.pos, f.end}
	if f.set.Dialect == PostgreSQL {
		args = []any{f.at.gate, f.at.pos, f.at.part, f.end}
	}
	if !f.endless {
		f.pager.ask = min(max(f.pager.ask, firstPage), max(f.left, 1))
	}
	list, more, err := f.pager.page(ctx, f.db, f.set.text.feed, args, func(rows *sql.Rows, x *row) error {
		return rows.Scan(&x.gate, &x.pos, &x.part, &x.parts, &x.stream, &x.version, &x.id, &x.kind, &x.schema, &x.at, &x.data, &x.meta, &x.stored)
	})
	if err != nil {
		return false, err
	}
	for i := range list {
		x := &list[i]
		f.at = place{x.gate, x.pos, x.part}
		f.left--
		e, err := x.recorded(f.at.cursor(f.set.Dialect))
		if err != nil {
			return false, err
		}
		if !yield(e, nil) || !f.endless && f.left <= 0 && x.part == x.parts {
			return false, nil
		}
	}
	return more, nil
}

// Wait implements [lifecycle.Waiter]: it looks into the database every
// Options.Poll, and holds nothing in between.
func (l *Log) Wait(ctx context.Context, after lifecycle.Cursor) error {
	pause := time.NewTimer(0)
	defer pause.Stop()
	for {
		select {
		case <-ctx.Done():
			return fmt.Errorf("sqlstore: wait: %w", ctx.Err())
		case <-pause.C:
		}
		if there, err := l.isBehind(ctx, after); there || err != nil {
			return err
		}
		pause.Reset(l.set.Poll)
	}
}

// isBehind reports whether the feed holds an event behind the cursor.
func (l *Log) isBehind(ctx context.Context, after lifecycle.Cursor) (bool, error) {
	f := feeding{set: &l.set, db: l.db, left: 1}
	if err := f.begin(ctx, after); err != nil {
		return false, err
	}
	there := false
	_, err := f.page(ctx, func(lifecycle.Recorded, error) bool { there = true; return false })
	return there, err
}
