package lifecycle

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"slices"
	"strconv"
	"sync"
	"time"
)

// DefaultLimit is how many bytes of Data an event of a [MemLog] may have when
// its Limit is 0.
const DefaultLimit = 4 << 20

// MemLog is a [Log] in memory, which is also a [Feed], a [Waiter] and a
// [Snapshotter]. The zero MemLog is empty and ready. It is safe for concurrent
// use and must not be copied. What it holds ends with the process.
type MemLog struct {
	// Limit is the most bytes of Data in an event; 0 means DefaultLimit. Set it
	// before first use.
	Limit int
	// Now gives StoredAt; nil leaves it zero. Set it before first use.
	Now func() time.Time

	mu        sync.Mutex
	streams   map[StreamID][]stored
	feed      []place       // every event in the order stored
	grown     chan struct{} // closed when the feed grows; nil when nobody waits
	snapshots map[StreamID]snapshot
}

// stored is an event of a stream, never written to after it is appended.
type stored struct {
	Recorded
	first bool // the append began with it
	last  bool // the append ended with it
}

type place struct {
	stream  StreamID
	version Version
}

type snapshot struct {
	version Version
	schema  int
	data    []byte
}

// Append implements [Log].
func (l *MemLog) Append(ctx context.Context, id StreamID, expect Version, events ...Event) (AppendResult, error) {
	limit := l.Limit
	if limit == 0 {
		limit = DefaultLimit
	}
	if err := CheckAppend(id, events, limit); err != nil {
		return AppendResult{}, err
	}
	if err := ctx.Err(); err != nil {
		return AppendResult{}, fmt.Errorf("lifecycle: append: %w", err)
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	stream := l.streams[id]
	actual := Version(len(stream))
	if expect == AnyVersion {
		expect = actual
		if n := len(events); n <= len(stream) && isAppend(stream[len(stream)-n:], events) {
			return AppendResult{actual, true}, nil
		}
	}
	if expect != actual {
		return again(id, stream, expect, events)
	}
	l.store(id, events)
	return AppendResult{actual + Version(len(events)), false}, nil
}

// again answers an append that expects another version: it is either one that
// was done before or a conflict.
func again(id StreamID, stream []stored, expect Version, events []Event) (AppendResult, error) {
	n := Version(len(events))
	if actual := Version(len(stream)); expect > actual || n > actual-expect || !isAppend(stream[expect:expect+n], events) {
		return AppendResult{}, &ConflictError{id, expect, actual}
	}
	return AppendResult{expect + n, true}, nil
}

// isAppend reports whether the stored events came by one append of these ids.
func isAppend(was []stored, events []Event) bool {
	if !was[0].first {
		return false
	}
	for i := range was {
		if was[i].ID != events[i].ID || was[i].last != (i == len(was)-1) {
			return false
		}
	}
	return true
}

func (l *MemLog) store(id StreamID, events []Event) {
	if l.streams == nil {
		l.streams = map[StreamID][]stored{}
	}
	var now time.Time
	if l.Now != nil {
		now = normalTime(l.Now())
	}
	stream := l.streams[id]
	for i := range events {
		v := Version(len(stream)) + 1
		l.feed = append(l.feed, place{id, v})
		stream = append(stream, stored{
			Recorded: Recorded{events[i].Normal(), id, v, cursorAt(len(l.feed)), now},
			first:    i == 0, last: i == len(events)-1,
		})
	}
	l.streams[id] = stream
	if l.grown != nil {
		close(l.grown)
		l.grown = nil
	}
}

// Load implements [Log].
func (l *MemLog) Load(ctx context.Context, id StreamID, after Version) iter.Seq2[Recorded, error] {
	return func(yield func(Recorded, error) bool) {
		if err := errors.Join(id.Check(), ctx.Err()); err != nil {
			yield(Recorded{}, fmt.Errorf("lifecycle: load: %w", err))
			return
		}
		l.mu.Lock()
		stream := l.streams[id]
		l.mu.Unlock()
		if after > Version(len(stream)) {
			return
		}
		for i := range stream[after:] {
			if !yieldCopy(ctx, &stream[int(after)+i], yield) {
				return
			}
		}
	}
}

// yieldCopy yields a copy of the event, or the error of the context once that
// has ended. It reports whether to go on.
func yieldCopy(ctx context.Context, s *stored, yield func(Recorded, error) bool) bool {
	if err := ctx.Err(); err != nil {
		yield(Recorded{}, fmt.Errorf("lifecycle: read: %w", err))
		return false
	}
	r := s.Recorded
	r.Event = r.Event.Normal()
	return yield(r, nil)
}

// Read implements [Feed].
func (l *MemLog) Read(ctx context.Context, after Cursor, limit int) iter.Seq2[Recorded, error] {
	return func(yield func(Recorded, error) bool) {
		l.mu.Lock()
		end := len(l.feed)
		l.mu.Unlock()
		from, err := l.place(after, end)
		if err := errors.Join(err, ctx.Err()); err != nil {
			yield(Recorded{}, fmt.Errorf("lifecycle: read: %w", err))
			return
		}
		for i := from; i < end; i++ {
			s := l.at(i)
			if !yieldCopy(ctx, s, yield) || limit > 0 && i+1-from >= limit && s.last {
				return
			}
		}
	}
}

// at returns the event at a place in the feed, counted from 0.
func (l *MemLog) at(i int) *stored {
	l.mu.Lock()
	defer l.mu.Unlock()
	p := l.feed[i]
	return &l.streams[p.stream][p.version-1]
}

func cursorAt(n int) Cursor { return Cursor(strconv.Itoa(n)) }

// place returns how many events of the feed lie before the cursor.
func (l *MemLog) place(c Cursor, end int) (int, error) {
	if c == "" {
		return 0, nil
	}
	n, err := strconv.Atoi(string(c))
	if err != nil || n < 1 || n > end || cursorAt(n) != c {
		return 0, invalid("cursor %q", shorten(string(c)))
	}
	return n, nil
}

// Wait implements [Waiter].
func (l *MemLog) Wait(ctx context.Context, after Cursor) error {
	l.mu.Lock()
	end := len(l.feed)
	from, err := l.place(after, end)
	if err != nil || from < end {
		l.mu.Unlock()
		return errors.Join(err, ctx.Err())
	}
	if l.grown == nil {
		l.grown = make(chan struct{})
	}
	grown := l.grown
	l.mu.Unlock()
	select {
	case <-grown:
		return nil
	case <-ctx.Done():
		return fmt.Errorf("lifecycle: wait: %w", ctx.Err())
	}
}

// SaveSnapshot implements [Snapshotter].
func (l *MemLog) SaveSnapshot(ctx context.Context, id StreamID, v Version, schema int, data []byte) error {
	if err := errors.Join(id.Check(), ctx.Err()); err != nil {
		return err
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.snapshots == nil {
		l.snapshots = map[StreamID]snapshot{}
	}
	if old, ok := l.snapshots[id]; !ok || v >= old.version {
		l.snapshots[id] = snapshot{v, schema, slices.Clone(data)}
	}
	return nil
}

// LoadSnapshot implements [Snapshotter].
func (l *MemLog) LoadSnapshot(ctx context.Context, id StreamID) (Version, int, []byte, error) {
	if err := errors.Join(id.Check(), ctx.Err()); err != nil {
		return 0, 0, nil, err
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	s, ok := l.snapshots[id]
	if !ok {
		return 0, 0, nil, ErrNoSnapshot
	}
	return s.version, s.schema, slices.Clone(s.data), nil
}
