package sqlstore

import (
	"context"
	"strings"

	"github.com/milepost-go/milepost/lifecycle"
)

func (x *texts) sqlite() {
	x.create = "INSERT INTO milepost_streams (stream, version) VALUES (?, ?) ON CONFLICT (stream) DO NOTHING"
	x.grow = "UPDATE milepost_streams SET version = version + ? WHERE stream = ? AND version = ?"
	x.insert = "INSERT INTO milepost_events (" + eventColumns + ") VALUES " + strings.Repeat(sqliteRow+", ", rowsAtOnce-1) + sqliteRow
	x.feed = "SELECT 0, pos, part, parts, stream, version, id, type, schema, at_us, data, meta, stored_us" +
		" FROM milepost_events WHERE pos > ? AND pos <= ? ORDER BY pos LIMIT ?"
	x.feedEnd = "SELECT coalesce(max(pos), 0) FROM milepost_events"
}

// rowsAtOnce is how many events one statement inserts in SQLite: well under its
// limit of values, and beyond it the gain is small.
const rowsAtOnce = 64

const sqliteRow = "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, coalesce(?, CAST(unixepoch('subsec') * 1000000 AS INTEGER)))"

// insertText inserts n events, up to rowsAtOnce, in the given order, which gives
// them ascending places.
func (x *texts) insertText(n int) string {
	return x.insert[:len(x.insert)-(rowsAtOnce-n)*(len(sqliteRow)+2)]
}

// store appends behind the version, or reports that the stream is at another.
// The first statement writes, so the transaction has the write lock before it
// reads anything, as if by BEGIN IMMEDIATE.
func (s *settings) store(ctx context.Context, w writer, id lifecycle.StreamID, expect lifecycle.Version, events []lifecycle.Event) (bool, error) {
	if s.Dialect == PostgreSQL {
		return s.storeAtOnce(ctx, w, id, expect, events)
	}
	return w.atomically(ctx, func(tx Tx) (bool, error) {
		free, err := s.moveHead(ctx, tx, id, expect, len(events))
		if err != nil || !free {
			return false, err
		}
		return true, s.insert(ctx, tx, id, expect, events)
	})
}

// moveHead moves the version of the stream on if it is as expected.
func (s *settings) moveHead(ctx context.Context, tx Tx, id lifecycle.StreamID, expect lifecycle.Version, n int) (bool, error) {
	text, args := s.text.grow, []any{n, string(id), int64(expect)}
	if expect == 0 {
		text, args = s.text.create, []any{string(id), n}
	}
	result, err := tx.ExecContext(ctx, text, args...)
	if err != nil {
		return false, err
	}
	moved, err := result.RowsAffected()
	return moved == 1, err
}

func (s *settings) insert(ctx context.Context, tx Tx, id lifecycle.StreamID, expect lifecycle.Version, events []lifecycle.Event) error {
	stored := s.storedAt()
	var meta metaWriter
	args := make([]any, 0, 11*min(rowsAtOnce, len(events)))
	for from := 0; from < len(events); from += rowsAtOnce {
		chunk := events[from:min(from+rowsAtOnce, len(events))]
		args = args[:0] // the statement before has ended
		for i := range chunk {
			e := &chunk[i]
			part := from + i + 1
			args = append(args, string(id), int64(expect)+int64(part), part, len(events), e.ID, string(e.Type), e.Schema, micros(e.At), bytesOf(e.Data), meta.write(e.Meta), stored)
		}
		if _, err := tx.ExecContext(ctx, s.text.insertText(len(chunk)), args...); err != nil {
			return err
		}
	}
	return nil
}
