package sqlstore

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"iter"
	"math"

	"github.com/milepost-go/milepost/lifecycle"
)

// Load implements [lifecycle.Log]. It reads a page of events at a time and
// holds no connection while an event is handed out. History that cannot be what
// was written is a [*lifecycle.CorruptError].
func (l *Log) Load(ctx context.Context, id lifecycle.StreamID, after lifecycle.Version) iter.Seq2[lifecycle.Recorded, error] {
	return l.set.load(ctx, l.db, id, after)
}

func (in *inside) Load(ctx context.Context, id lifecycle.StreamID, after lifecycle.Version) iter.Seq2[lifecycle.Recorded, error] {
	return in.set.load(ctx, in.w, id, after)
}

func (s *settings) load(ctx context.Context, q querier, id lifecycle.StreamID, after lifecycle.Version) iter.Seq2[lifecycle.Recorded, error] {
	return func(yield func(lifecycle.Recorded, error) bool) {
		if err := errors.Join(id.Check(), ctx.Err()); err != nil {
			yield(lifecycle.Recorded{}, fmt.Errorf("sqlstore: load: %w", err))
			return
		}
		if after >= math.MaxInt64 {
			return
		}
		r := reading{set: s, q: q, id: id, at: int64(after), end: math.MaxInt64}
		for more := true; more; {
			var err error
			if more, err = r.page(ctx, yield); err != nil {
				yield(lifecycle.Recorded{}, err)
				return
			}
		}
	}
}

// reading is a load under way.
type reading struct {
	set   *settings
	q     querier
	id    lifecycle.StreamID
	at    int64 // the version read last
	end   int64 // the version to end at, known from the first page on
	pager pager
}

// page hands out the next page. It reports whether to go on.
func (r *reading) page(ctx context.Context, yield func(lifecycle.Recorded, error) bool) (bool, error) {
	head := sql.NullInt64{}
	list, more, err := r.pager.page(ctx, r.q, r.set.text.load, []any{string(r.id), string(r.id), r.at, r.end}, func(rows *sql.Rows, x *row) error {
		return rows.Scan(&x.version, &x.id, &x.kind, &x.schema, &x.at, &x.data, &x.meta, &x.stored, &head)
	})
	if err != nil {
		return false, err
	}
	if r.end == math.MaxInt64 && len(list) > 0 {
		r.end = head.Int64
	}
	for i := range list {
		list[i].stream = string(r.id)
		e, err := list[i].recorded("")
		if list[i].version != r.at+1 {
			err = r.gap()
		}
		if err != nil {
			return false, err
		}
		if r.at++; !yield(e, nil) {
			return false, nil
		}
	}
	if !more && r.at < r.end && r.end != math.MaxInt64 {
		return false, r.gap()
	}
	return more && r.at < r.end, nil
}

// gap says that the version behind the one read last is not there.
func (r *reading) gap() error {
	return &lifecycle.CorruptError{Stream: r.id, Version: lifecycle.Version(r.at) + 1, Why: lifecycle.CodeHistoryGap}
}
