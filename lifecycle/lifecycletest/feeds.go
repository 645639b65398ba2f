package lifecycletest

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"time"

	"github.com/milepost-go/milepost/lifecycle"
)

// fill appends to several streams in turn and returns how many events it stored.
func (t *trial) fill(appends int) (int, error) {
	r := rand.New(rand.NewPCG(t.seed, 1))
	versions := map[lifecycle.StreamID]lifecycle.Version{}
	total := 0
	for i := range appends {
		id := lifecycle.StreamID(fmt.Sprintf("t%d/p%d", r.IntN(2), r.IntN(3)))
		n := 1 + r.IntN(4)
		if err := t.append(id, versions[id], eventsOf(fmt.Sprintf("a%d-", i), n)...); err != nil {
			return 0, err
		}
		versions[id] += lifecycle.Version(n)
		total += n
	}
	return total, nil
}

type key struct {
	stream  lifecycle.StreamID
	version lifecycle.Version
}

// drain reads the feed from a cursor to its end in pages and returns what it
// yields. Events that come twice are faults.
func (t *trial) drain(from lifecycle.Cursor, limit func() int) ([]lifecycle.Recorded, error) {
	var all []lifecycle.Recorded
	seen := map[key]bool{}
	for {
		page, err := collect(t.feed.Read(t.ctx, from, limit()))
		if err != nil || len(page) == 0 {
			return all, err
		}
		for _, r := range page {
			if seen[key{r.Stream, r.Version}] {
				t.fault("the feed yields %q version %d twice", r.Stream, r.Version)
				return all, nil
			}
			seen[key{r.Stream, r.Version}] = true
		}
		all = append(all, page...)
		from = page[len(page)-1].Cursor
	}
}

func whole() int { return 0 }

func feedOnce(t *trial) error {
	total, err := t.fill(60)
	if err != nil {
		return err
	}
	first, err := t.drain("", whole)
	if err != nil || len(first) != total {
		return fmt.Errorf("the feed yields %d events, %v, not the %d stored", len(first), err, total)
	}
	r := rand.New(rand.NewPCG(t.seed, 2))
	for range 5 {
		got, err := t.drain("", func() int { return 1 + r.IntN(9) })
		if err != nil || len(got) != total {
			t.fault("in pages the feed yields %d events, %v, not the %d stored", len(got), err, total)
			continue
		}
		for i := range got {
			if got[i].Stream != first[i].Stream || got[i].Version != first[i].Version || got[i].Cursor != first[i].Cursor {
				t.fault("place %d of the feed is %q %d in pages and %q %d in one", i+1, got[i].Stream, got[i].Version, first[i].Stream, first[i].Version)
			}
		}
	}
	for _, at := range []int{0, total / 2, total - 1} { // a cursor in the midst of an append as well
		rest, err := t.drain(first[at].Cursor, whole)
		if err != nil || len(rest) != total-at-1 {
			t.fault("behind place %d the feed yields %d events, %v, not %d", at+1, len(rest), err, total-at-1)
		}
	}
	return nil
}

func feedOrder(t *trial) error {
	if _, err := t.fill(60); err != nil {
		return err
	}
	got, err := t.drain("", whole)
	t.inOrder(got)
	for _, r := range got {
		loaded, err := collect(t.log.Load(t.ctx, r.Stream, r.Version-1))
		if err != nil || len(loaded) == 0 {
			return fmt.Errorf("%q version %d of the feed cannot be loaded: %w", r.Stream, r.Version, err)
		}
		if diff := differ(r.Event, loaded[0].Event); diff != "" {
			t.fault("%q version %d in the feed: %s", r.Stream, r.Version, diff)
		}
	}
	return err
}

// inOrder wants the versions of each stream to count up without gaps.
func (t *trial) inOrder(list []lifecycle.Recorded) {
	last := map[lifecycle.StreamID]lifecycle.Version{}
	for _, r := range list {
		if r.Version != last[r.Stream]+1 {
			t.fault("in the feed version %d of %q follows version %d", r.Version, r.Stream, last[r.Stream])
		}
		last[r.Stream] = r.Version
	}
}

func feedWhileWriting(t *trial) error {
	const writers, appends = 4, 30
	done := make(chan int)
	go func() {
		stored := make([]int, writers)
		together(writers, func(i int) {
			id := lifecycle.StreamID(fmt.Sprintf("t/p%d", i%2))
			stored[i] = len(t.contend(id, fmt.Sprintf("w%d", i), appends))
		})
		total := 0
		for _, n := range stored {
			total += n
		}
		done <- total
	}()
	var all []lifecycle.Recorded
	from := lifecycle.Cursor("")
	total, writing := 0, true
	for {
		if writing {
			select {
			case total = <-done:
				writing = false
			default:
			}
		}
		page, err := collect(t.feed.Read(t.ctx, from, 7))
		if err != nil {
			return err
		}
		if len(page) == 0 && !writing {
			break
		}
		if len(page) > 0 {
			from = page[len(page)-1].Cursor
		}
		all = append(all, page...)
	}
	t.inOrder(all)
	if len(all) != total {
		t.fault("a reader beside the writers saw %d events, %d were stored", len(all), total)
	}
	return nil
}

func cursorReopened(t *trial) error {
	total, err := t.fill(20)
	if err != nil {
		return err
	}
	before, err := t.drain("", whole)
	if err != nil || len(before) != total {
		return fmt.Errorf("the feed yields %d events, %v, not %d", len(before), err, total)
	}
	if err := t.reopen(); err != nil {
		return err
	}
	for _, at := range []int{0, total / 2, total - 1} {
		rest, err := t.drain(before[at].Cursor, whole)
		if err != nil || len(rest) != total-at-1 {
			t.fault("after reopening the feed yields %d events behind place %d, %v, not %d", len(rest), at+1, err, total-at-1)
		}
	}
	return nil
}

func feedNoHoles(t *trial) error {
	if err := t.append(stream, 0, eventsOf("a", 2)...); err != nil {
		return err
	}
	t.refuse(lifecycle.ErrConflict, "at another version", stream, 0, eventsOf("x", 3)...)
	t.refuse(lifecycle.ErrInvalid, "of nothing", stream, 2)
	ended, cancel := context.WithCancel(t.ctx)
	cancel()
	if _, err := t.log.Append(ended, stream, 2, eventsOf("y", 3)...); err == nil {
		t.fault("append with an ended context was stored")
	}
	if err := t.append(stream, 2, eventsOf("b", 2)...); err != nil {
		return err
	}
	got, err := t.drain("", whole)
	t.inOrder(got)
	if len(got) != 4 {
		t.fault("the feed yields %d events, %v, not the 4 stored", len(got), err)
	}
	return err
}

func pagesWhole(t *trial) error {
	sizes := []int{3, 1, 5, 2}
	at := lifecycle.Version(0)
	for i, n := range sizes {
		if err := t.append(stream, at, eventsOf(fmt.Sprintf("a%d-", i), n)...); err != nil {
			return err
		}
		at += lifecycle.Version(n)
	}
	ends := map[lifecycle.Version]bool{3: true, 4: true, 9: true, 11: true}
	for limit := 1; limit <= 12; limit++ {
		from, left := lifecycle.Cursor(""), 11
		for left > 0 {
			page, err := collect(t.feed.Read(t.ctx, from, limit))
			if err != nil || len(page) < min(limit, left) {
				return fmt.Errorf("limit %d: a page of %d with %d left: %v", limit, len(page), left, err)
			}
			last := page[len(page)-1]
			short := len(page) > limit && ends[last.Version-1] && len(page)-1 >= limit
			if !ends[last.Version] || short {
				t.fault("limit %d: a page of %d events ends at version %d", limit, len(page), last.Version)
			}
			from, left = last.Cursor, left-len(page)
		}
	}
	return nil
}

func wrongCursor(t *trial) error {
	if err := t.append(stream, 0, event("a")); err != nil {
		return err
	}
	for _, c := range []lifecycle.Cursor{"no cursor", "-1", "99999999999999999999", "\x00", "' or 1=1"} {
		got, err := collect(t.feed.Read(t.ctx, c, 0))
		if !errors.Is(err, lifecycle.ErrInvalid) {
			t.fault("cursor %q yields %d events, %v, not ErrInvalid", c, len(got), err)
		}
	}
	return nil
}

// followRepeats lets a follower die and start again from what it saved.
func followRepeats(t *trial) error {
	total, err := t.fill(200)
	if err != nil {
		return err
	}
	crash := errors.New("crash")
	r := rand.New(rand.NewPCG(t.seed, 3))
	seen, starts := map[key]int{}, 0
	saved := lifecycle.Cursor("")
	last := map[lifecycle.StreamID]lifecycle.Version{}
	handle := func(_ context.Context, page []lifecycle.Recorded) error {
		for _, e := range page {
			if e.Version > last[e.Stream]+1 {
				t.fault("the follower sees version %d of %q after version %d", e.Version, e.Stream, last[e.Stream])
			}
			last[e.Stream] = max(last[e.Stream], e.Version)
			seen[key{e.Stream, e.Version}]++
			if r.IntN(total) == 0 {
				return crash
			}
		}
		return nil
	}
	save := func(_ context.Context, c lifecycle.Cursor) error {
		if r.IntN(3) == 0 {
			return crash
		}
		saved = c
		return nil
	}
	for ; starts < 1000; starts++ {
		ctx, cancel := context.WithTimeout(t.ctx, 200*time.Millisecond) // a waiter waits for ever at the end
		err := lifecycle.Follow(ctx, t.feed, saved, handle, save)
		cancel()
		if err == nil || errors.Is(err, context.DeadlineExceeded) {
			break
		}
		if !errors.Is(err, crash) {
			return fmt.Errorf("follow: %w", err)
		}
	}
	if len(seen) != total {
		t.fault("after %d restarts the follower saw %d events, not the %d stored", starts, len(seen), total)
	}
	return nil
}

func waiting(t *trial) error {
	if err := t.append(stream, 0, event("a")); err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(t.ctx, t.patience)
	defer cancel()
	if err := t.waiter.Wait(ctx, ""); err != nil {
		t.fault("waiting for what is there: %v", err)
	}
	got, err := t.drain("", whole)
	if err != nil || len(got) != 1 {
		return fmt.Errorf("the feed yields %d events, not 1: %v", len(got), err)
	}
	woken := make(chan error, 1)
	go func() { woken <- t.await(ctx, got[0].Cursor) }()
	time.Sleep(20 * time.Millisecond)
	if err := t.append("acme/other", 0, event("b")); err != nil {
		return err
	}
	if err := <-woken; err != nil {
		t.fault("waiting while another appends: %v", err)
	}
	rest, err := t.drain(got[0].Cursor, whole)
	if err != nil || len(rest) != 1 {
		return fmt.Errorf("behind the cursor are %d events, not 1: %v", len(rest), err)
	}
	short, cancelShort := context.WithTimeout(t.ctx, 20*time.Millisecond)
	defer cancelShort()
	for err = nil; err == nil; { // it may return without need
		err = t.waiter.Wait(short, rest[0].Cursor)
	}
	if !errors.Is(err, context.DeadlineExceeded) {
		t.fault("waiting until the deadline returned %v", err)
	}
	return nil
}

// await waits until there is something behind the cursor.
func (t *trial) await(ctx context.Context, c lifecycle.Cursor) error {
	for {
		if err := t.waiter.Wait(ctx, c); err != nil {
			return err
		}
		for _, err := range t.feed.Read(ctx, c, 1) {
			return err
		}
	}
}
