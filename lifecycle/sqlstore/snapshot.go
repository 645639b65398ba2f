package sqlstore

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math"

	"github.com/milepost-go/milepost/lifecycle"
)

// SaveSnapshot implements [lifecycle.Snapshotter]. Data of more bytes than
// Options.DocumentLimit is ErrTooLarge.
func (l *Log) SaveSnapshot(ctx context.Context, id lifecycle.StreamID, v lifecycle.Version, schema int, data []byte) error {
	return l.set.saveSnapshot(ctx, l.db, id, v, schema, data)
}

// LoadSnapshot implements [lifecycle.Snapshotter].
func (l *Log) LoadSnapshot(ctx context.Context, id lifecycle.StreamID) (lifecycle.Version, int, []byte, error) {
	return l.set.loadSnapshot(ctx, l.db, id)
}

func (in *inside) SaveSnapshot(ctx context.Context, id lifecycle.StreamID, v lifecycle.Version, schema int, data []byte) error {
	return in.set.saveSnapshot(ctx, in.w, id, v, schema, data)
}

func (in *inside) LoadSnapshot(ctx context.Context, id lifecycle.StreamID) (lifecycle.Version, int, []byte, error) {
	return in.set.loadSnapshot(ctx, in.w, id)
}

func (s *settings) saveSnapshot(ctx context.Context, tx Tx, id lifecycle.StreamID, v lifecycle.Version, schema int, data []byte) error {
	if err := errors.Join(id.Check(), ctx.Err()); err != nil {
		return fmt.Errorf("sqlstore: save snapshot: %w", err)
	}
	if v > math.MaxInt64 {
		return fmt.Errorf("sqlstore: save snapshot: %w: no stream gets to version %d", lifecycle.ErrInvalid, v)
	}
	if len(data) > s.DocumentLimit {
		return fmt.Errorf("sqlstore: save snapshot: %w: %d bytes, more than %d", lifecycle.ErrTooLarge, len(data), s.DocumentLimit)
	}
	_, err := tx.ExecContext(ctx, s.text.save, string(id), int64(v), int64(schema), bytesOf(data))
	return failed(ctx, err)
}

func (s *settings) loadSnapshot(ctx context.Context, q querier, id lifecycle.StreamID) (lifecycle.Version, int, []byte, error) {
	if err := errors.Join(id.Check(), ctx.Err()); err != nil {
		return 0, 0, nil, fmt.Errorf("sqlstore: load snapshot: %w", err)
	}
	var v, schema int64
	var data []byte
	err := queryRow(ctx, q, s.text.snapshot, []any{string(id)}, &v, &schema, &data)
	if errors.Is(err, sql.ErrNoRows) {
		err = lifecycle.ErrNoSnapshot
	}
	if err != nil {
		return 0, 0, nil, err
	}
	return lifecycle.Version(v), int(schema), data, nil
}
