package lifecycle

import (
	"slices"
	"sync"
	"sync/atomic"
)

// Sizes of the chunks of a trail: a first one, or one off the main line, is
// small, and each that is filled is followed by one twice as large.
const (
	smallChunk = 4
	largeChunk = 128
)

// trail is a list that only grows and that many states share. Adding to it
// gives a new trail and leaves the old one as it was, in constant time: the
// first to add behind an item takes the free place in its chunk, anyone else
// who adds behind the same item begins a chunk of their own.
type trail[T any] struct {
	last *chunk[T]
	used int // items of the last chunk that belong to this trail
	n    int // items in all
}

type chunk[T any] struct {
	before *chunk[T]
	upTo   int          // items of before that belong to trails through this chunk
	taken  atomic.Int32 // places that are taken
	items  []T          // of fixed length
	frozen *frozen[T]   // in place of items and never added to; nil for none
}

// frozen is a list that is read only when it is asked for.
type frozen[T any] struct {
	once  sync.Once
	items []T
	read  func() []T
}

// list returns the items of the chunk.
func (c *chunk[T]) list() []T {
	if c.frozen == nil {
		return c.items
	}
	c.frozen.once.Do(func() { c.frozen.items, c.frozen.read = c.frozen.read(), nil })
	return c.frozen.items
}

// thaw returns the trail of the n items that read returns.
func thaw[T any](n int, read func() []T) trail[T] {
	if n == 0 {
		return trail[T]{}
	}
	c := &chunk[T]{frozen: &frozen[T]{read: read}}
	c.taken.Store(-1)
	return trail[T]{last: c, used: n, n: n}
}

func (t trail[T]) add(item T) trail[T] {
	*t.grow() = item
	return t
}

// grow is add in place: it makes t a trail with one more item and returns where
// that is, to be written to before t is passed on.
func (t *trail[T]) grow() *T {
	if t.last == nil || t.used == len(t.last.items) || !t.last.taken.CompareAndSwap(int32(t.used), int32(t.used+1)) {
		t.extend()
	}
	item := &t.last.items[t.used]
	t.used++
	t.n++
	return item
}

// extend begins a new chunk.
func (t *trail[T]) extend() {
	size := smallChunk
	if t.last != nil && t.used == len(t.last.items) {
		size = min(2*t.used, largeChunk)
	}
	t.last = &chunk[T]{before: t.last, upTo: t.used, items: make([]T, size)}
	t.last.taken.Store(1)
	t.used = 0
}

// first returns the trail of the first n items, or t where it has no more.
func (t trail[T]) first(n int) trail[T] {
	for t.n > n {
		drop := min(t.n-n, t.used)
		t.used, t.n = t.used-drop, t.n-drop
		if t.used == 0 && t.last.before != nil {
			t.used, t.last = t.last.upTo, t.last.before
		}
	}
	if t.n == 0 {
		return trail[T]{}
	}
	return t
}

// backwards yields the items from the newest to the oldest.
func (t trail[T]) backwards(yield func(*T) bool) {
	used := t.used
	for c := t.last; c != nil; used, c = c.upTo, c.before {
		items := c.list()
		for i := used - 1; i >= 0; i-- {
			if !yield(&items[i]) {
				return
			}
		}
	}
}

// all returns a fresh slice of the items, the oldest first; nil when empty.
func (t trail[T]) all() []T {
	if t.n == 0 {
		return nil
	}
	out := make([]T, 0, t.n)
	for item := range t.backwards {
		out = append(out, *item)
	}
	slices.Reverse(out)
	return out
}

func trailOf[T any](items []T) trail[T] {
	var t trail[T]
	for _, item := range items {
		t = t.add(item)
	}
	return t
}
