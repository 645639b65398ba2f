package lifecycletest

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/milepost-go/milepost/lifecycle"
)

// naive is a second log, as simple as can be, that can be given one bug.
type naive struct {
	bug     string
	limit   int
	mu      sync.Mutex
	streams map[lifecycle.StreamID][]row
	feed    []*slot
	cached  map[lifecycle.StreamID]int
	snaps   map[lifecycle.StreamID]snap
	late    *lateness
	server
}

// lateness is about the one append of a log that commits late: it has its
// places in the feed but is stored only after a reader went past them. Appends
// to the same stream wait for it.
type lateness struct {
	stream lifecycle.StreamID
	place  int // in the feed, counted from 0
	passed chan struct{}
	over   chan struct{}
}

type row struct {
	lifecycle.Recorded
	first, last bool
}

// slot is a place in the feed; it is empty until its event is committed.
type slot struct {
	row    row
	filled bool
	dead   bool // of an append that failed
}

type snap struct {
	v      lifecycle.Version
	schema int
	data   []byte
}

const naiveLimit = 1 << 16

func newNaive(bug string) *naive {
	n := &naive{
		bug: bug, limit: naiveLimit, streams: map[lifecycle.StreamID][]row{},
		cached: map[lifecycle.StreamID]int{}, snaps: map[lifecycle.StreamID]snap{},
	}
	n.locks, n.freed = map[lifecycle.StreamID]*naiveTx{}, sync.NewCond(&n.mu)
	return n
}

// has reports whether the log was given the bug.
func (n *naive) has(bug string) bool { return n.bug == bug }

func (n *naive) key(id lifecycle.StreamID) lifecycle.StreamID {
	switch {
	case n.has("case-folding ids"):
		return lifecycle.StreamID(strings.ToLower(string(id)))
	case n.has("tenant ignored"):
		return lifecycle.StreamID(id.Project())
	}
	return id
}

func (n *naive) keep(e lifecycle.Event) lifecycle.Event {
	original := e
	e = e.Normal()
	switch {
	case n.has("aliasing in"):
		e.Data, e.Meta = original.Data, original.Meta
	case n.has("nil becomes null") && e.Data == nil:
		e.Data = []byte("null")
	case n.has("whole seconds"):
		e.At = e.At.Truncate(time.Second)
	case n.has("rounded times"):
		e.At = original.At.UTC().Round(time.Microsecond)
	case n.has("zone kept"):
		e.At = original.At.Truncate(time.Microsecond)
	}
	return e
}

func (n *naive) check(id lifecycle.StreamID, events []lifecycle.Event) error {
	limit := n.limit
	if n.has("limit off by one") {
		limit++
	}
	if n.has("accepts anything") {
		return nil
	}
	err := lifecycle.CheckAppend(id, events, limit)
	if n.has("wrong sentinel for size") && errors.Is(err, lifecycle.ErrTooLarge) {
		return lifecycle.ErrInvalid
	}
	return err
}

func (n *naive) Append(ctx context.Context, id lifecycle.StreamID, expect lifecycle.Version, events ...lifecycle.Event) (lifecycle.AppendResult, error) {
	if n.has("partial batch") && len(events) > 1 && lifecycle.CheckAppend(id, events, n.limit) != nil {
		return n.Append(ctx, id, expect, events[0])
	}
	if err := n.check(id, events); err != nil {
		return lifecycle.AppendResult{}, err
	}
	if err := ctx.Err(); err != nil && !n.has("context ignored") {
		return lifecycle.AppendResult{}, err
	}
	n.mu.Lock()
	defer n.mu.Unlock()
	k := n.key(id)
	n.queue(k)
	for n.locks[k] != nil {
		n.freed.Wait()
	}
	return n.troubled(func() (lifecycle.AppendResult, error) { return n.appendRows(id, k, expect, events) })
}

// appendRows appends when nothing stands in the way; the lock is held.
func (n *naive) appendRows(id, k lifecycle.StreamID, expect lifecycle.Version, events []lifecycle.Event) (lifecycle.AppendResult, error) {
	at := lifecycle.Version(len(n.streams[k]))
	if n.has("streams share a head") {
		at = lifecycle.Version(len(n.feed))
	}
	if expect == lifecycle.AnyVersion && !n.has("any version conflicts") {
		expect = at
	}
	if expect != at {
		return n.again(id, k, expect, at, events)
	}
	return n.write(id, k, at, events)
}

func (n *naive) again(id, k lifecycle.StreamID, expect, at lifecycle.Version, events []lifecycle.Event) (lifecycle.AppendResult, error) {
	end := expect + lifecycle.Version(len(events))
	rows := n.streams[k]
	if n.has("same ids anywhere") {
		for i := range rows {
			if i+len(events) <= len(rows) && n.same(rows[i:i+len(events)], events) {
				return lifecycle.AppendResult{Version: end, Duplicate: true}, nil
			}
		}
	}
	switch {
	case n.has("duplicate unrecognised"):
	case n.has("duplicate only at the end") && end != at:
	case expect < at && end <= lifecycle.Version(len(rows)) && n.same(rows[expect:end], events):
		return lifecycle.AppendResult{Version: end, Duplicate: true}, nil
	}
	if n.has("holes in the feed") {
		n.feed = append(n.feed, &slot{dead: true})
	}
	switch {
	case n.has("wrong sentinel for conflict"):
		return lifecycle.AppendResult{}, fmt.Errorf("version %d, not %d", at, expect)
	case n.has("wrong version in conflict"):
		at = expect
	}
	return lifecycle.AppendResult{}, &lifecycle.ConflictError{Stream: id, Expected: expect, Actual: at}
}

func (n *naive) same(rows []row, events []lifecycle.Event) bool {
	whole := rows[0].first && rows[len(rows)-1].last
	for i := range rows {
		if rows[i].ID != events[i].ID {
			return false
		}
		whole = whole && rows[i].last == (i == len(rows)-1)
	}
	return whole || n.has("part is a duplicate")
}

func (n *naive) write(id, k lifecycle.StreamID, at lifecycle.Version, events []lifecycle.Event) (lifecycle.AppendResult, error) {
	var slots []*slot
	for range events {
		slots = append(slots, &slot{})
	}
	n.feed = append(n.feed, slots...)
	place := len(n.feed) - len(events)
	if n.has("lost update") {
		rows := slices.Clone(n.streams[k])
		n.mu.Unlock()
		runtime.Gosched() // somebody else may come in between
		time.Sleep(100 * time.Microsecond)
		n.mu.Lock()
		n.streams[k] = rows
	}
	if n.has("feed skips what commits late") && n.late == nil {
		n.linger(k, place)
	}
	for i, e := range events {
		v := at + lifecycle.Version(i) + 1
		if n.has("versions from 0") {
			v--
		}
		r := row{
			Recorded: lifecycle.Recorded{Event: n.keep(e), Stream: id, Version: v, Cursor: lifecycle.Cursor(strconv.Itoa(place + i + 1))},
			first:    i == 0, last: i == len(events)-1,
		}
		r.StoredAt = moment().Add(n.skew)
		n.streams[k] = append(n.streams[k], r)
		slots[i].row, slots[i].filled = r, true
	}
	return lifecycle.AppendResult{Version: at + lifecycle.Version(len(events))}, nil
}

// linger holds an append back until a reader went past its place in the feed.
// It gives up after a while, so that a clause without such a reader ends.
func (n *naive) linger(k lifecycle.StreamID, place int) {
	late := &lateness{k, place, make(chan struct{}), make(chan struct{})}
	n.late = late
	n.mu.Unlock()
	select {
	case <-late.passed:
	case <-time.After(time.Minute):
	}
	n.mu.Lock()
	close(late.over)
}

// queue waits for the late append to the stream, if there is one.
func (n *naive) queue(k lifecycle.StreamID) {
	if late := n.late; late != nil && late.stream == k {
		n.mu.Unlock()
		<-late.over
		n.mu.Lock()
	}
}

// pass notes that a reader who began at a place goes on to a row.
func (n *naive) pass(from int, r *row) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if at, err := n.placeOf(r.Cursor); n.late == nil || err != nil || from > n.late.place || at <= n.late.place {
		return
	}
	select {
	case <-n.late.passed:
	default:
		close(n.late.passed)
	}
}

// rows returns what a load should yield.
func (n *naive) rows(id lifecycle.StreamID, after lifecycle.Version) []row {
	n.mu.Lock()
	defer n.mu.Unlock()
	all := n.streams[n.key(id)]
	switch {
	case n.has("ghost") && len(all) == 0:
		all = []row{{Recorded: lifecycle.Recorded{Event: event("ghost"), Stream: id, Version: 1}}}
	case n.has("load includes the version") && after > 0:
		after--
	case n.has("stops at a thousand"):
		all = all[:min(len(all), 1000)]
	case n.has("ordered by time"):
		all = slices.Clone(all)
		slices.SortStableFunc(all, func(a, b row) int { return a.At.Compare(b.At) })
	case n.has("ordered by the store's clock"):
		all = slices.Clone(all)
		slices.SortStableFunc(all, func(a, b row) int { return a.StoredAt.Compare(b.StoredAt) })
	case n.has("stale reads"):
		old := min(n.cached[id], len(all))
		n.cached[id] = len(all)
		all = all[:old]
	}
	if after > lifecycle.Version(len(all)) {
		return nil
	}
	return all[after:]
}

func (n *naive) out(r row) lifecycle.Recorded {
	if !n.has("aliasing out") && !n.has("zone kept") {
		r.Event = r.Event.Normal()
	}
	return r.Recorded
}

func (n *naive) Load(ctx context.Context, id lifecycle.StreamID, after lifecycle.Version) iter.Seq2[lifecycle.Recorded, error] {
	used := false
	return func(yield func(lifecycle.Recorded, error) bool) {
		if used && n.has("one-shot sequences") {
			return
		}
		used = true
		if err := id.Check(); err != nil && !n.has("accepts anything") {
			yield(lifecycle.Recorded{}, err)
			return
		}
		if err := ctx.Err(); err != nil && !n.has("context ignored") {
			yield(lifecycle.Recorded{}, err)
			return
		}
		rows := n.rows(id, after)
		if n.has("leaks goroutines") {
			leak(rows, yield)
			return
		}
		if n.has("lock held while yielding") {
			n.mu.Lock()
			defer n.mu.Unlock()
		}
		for _, r := range rows {
			err := ctx.Err()
			if err != nil && !n.has("context ignored") {
				if n.has("goes on after an error") {
					yield(lifecycle.Recorded{}, err)
					yield(lifecycle.Recorded{}, err)
				} else {
					yield(lifecycle.Recorded{}, errors.Join(err))
				}
				return
			}
			if !yield(n.out(r), nil) {
				return
			}
		}
	}
}

// leak yields rows through a goroutine that nobody ends.
func leak(rows []row, yield func(lifecycle.Recorded, error) bool) {
	through := make(chan row)
	go func() {
		for _, r := range rows {
			through <- r
		}
		close(through)
	}()
	for r := range through {
		if !yield(r.Recorded, nil) {
			return
		}
	}
}

func (n *naive) Read(ctx context.Context, after lifecycle.Cursor, limit int) iter.Seq2[lifecycle.Recorded, error] {
	return func(yield func(lifecycle.Recorded, error) bool) {
		n.mu.Lock()
		from, err := n.placeOf(after)
		slots := slices.Clone(n.feed)
		var rows []row
		for _, s := range slots[min(from, len(slots)):] {
			if s.dead && n.has("holes in the feed") || !s.filled && !s.dead && !n.has("feed skips what commits late") && !n.has("feed passes over transactions") && !n.has("feed shows what is not committed") {
				break
			}
			if s.filled || !s.dead && n.has("feed shows what is not committed") {
				rows = append(rows, s.row)
			}
		}
		n.mu.Unlock()
		if err := errors.Join(err, ctx.Err()); err != nil {
			yield(lifecycle.Recorded{}, err)
			return
		}
		if n.has("feed backwards") {
			slices.Reverse(rows)
		}
		for i, r := range rows {
			if n.has("feed skips at pages") && limit > 1 && i == limit-1 {
				continue
			}
			n.pass(from, &r)
			if !yield(n.out(r), nil) {
				return
			}
			if limit > 0 && i+1 >= limit && (r.last || n.has("pages cut appends")) {
				return
			}
		}
	}
}

func (n *naive) placeOf(c lifecycle.Cursor) (int, error) {
	if c == "" {
		return 0, nil
	}
	at, err := strconv.Atoi(string(c))
	if err != nil || at < 1 || at > len(n.feed) {
		if n.has("cursor unchecked") {
			return 0, nil
		}
		return 0, lifecycle.ErrInvalid
	}
	if n.has("feed yields again") {
		at--
	}
	return at, nil
}

func (n *naive) Wait(ctx context.Context, after lifecycle.Cursor) error {
	for {
		n.mu.Lock()
		at, err := n.placeOf(after)
		more := at < len(n.feed)
		n.mu.Unlock()
		if more && !n.has("never wakes") || err != nil {
			return err
		}
		select {
		case <-ctx.Done():
			if n.has("wait ends without error") {
				return errors.New("time is up")
			}
			return ctx.Err()
		case <-time.After(time.Millisecond):
		}
	}
}

func (n *naive) SaveSnapshot(_ context.Context, id lifecycle.StreamID, v lifecycle.Version, schema int, data []byte) error {
	n.mu.Lock()
	defer n.mu.Unlock()
	if old, ok := n.snaps[n.key(id)]; ok && old.v > v && !n.has("last snapshot wins") {
		return nil
	}
	if !n.has("snapshot kept by reference") {
		data = slices.Clone(data)
	}
	n.snaps[n.key(id)] = snap{v, schema, data}
	return nil
}

func (n *naive) LoadSnapshot(_ context.Context, id lifecycle.StreamID) (lifecycle.Version, int, []byte, error) {
	n.mu.Lock()
	defer n.mu.Unlock()
	s, ok := n.snaps[n.key(id)]
	if !ok {
		if n.has("no snapshot is no error") {
			return 0, 0, nil, nil
		}
		return 0, 0, nil, lifecycle.ErrNoSnapshot
	}
	return s.v, s.schema, slices.Clone(s.data), nil
}

// reopen hands out the log as it would be after a restart.
func (n *naive) reopen(context.Context) (lifecycle.Log, error) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.has("forgets appends on reopening") {
		for _, rows := range n.streams {
			for i := range rows {
				rows[i].first, rows[i].last = true, true
			}
		}
	}
	if n.has("forgets cursors on reopening") {
		slices.SortStableFunc(n.feed, func(a, b *slot) int { return strings.Compare(string(a.row.Stream), string(b.row.Stream)) })
		n.feed = append([]*slot{{dead: true}}, n.feed...)
	}
	return n, nil
}

func open(bug string) Open {
	return func(context.Context) (*Harness, error) {
		n := newNaive(bug)
		present := n
		crash := func(context.Context) (lifecycle.Log, error) {
			present = present.crash()
			return present, nil
		}
		return &Harness{
			Log: n, Reopen: n.reopen, Limit: naiveLimit, Patience: 500 * time.Millisecond,
			InTx: n.inTx, Rows: n.hostRows, Retry: func(err error) bool { return errors.Is(err, errDeadlock) },
			Fork: n.fork, Crash: crash, Restart: n.restart, Cut: n.cutNext, Full: n.fill, Torn: n.tear, Syncs: n.countSyncs, Skewed: n.skewed,
		}, nil
	}
}

func TestNaiveLogPasses(t *testing.T) { TestLog(t, open("none")) }

// TestKitFindsSeededBugs gives a good log one bug after the other and wants
// the clause that is about it to fail.
func TestKitFindsSeededBugs(t *testing.T) {
	seeded := []struct {
		bug     string
		clauses []int
	}{
		{"ghost", []int{1}},
		{"versions from 0", []int{2}},
		{"partial batch", []int{3}},
		{"load includes the version", []int{4}},
		{"leaks goroutines", []int{5}},
		{"one-shot sequences", []int{6}},
		{"aliasing out", []int{7}},
		{"aliasing in", []int{8}},
		{"lost update", []int{9, 10}},
		{"streams share a head", []int{10}},
		{"wrong version in conflict", []int{11}},
		{"wrong sentinel for conflict", []int{11, 16}},
		{"duplicate unrecognised", []int{13, 14, 17, 44}},
		{"duplicate only at the end", []int{14, 15, 44}},
		{"forgets appends on reopening", []int{15}},
		{"part is a duplicate", []int{16, 44}},
		{"same ids anywhere", []int{16, 44}},
		{"feed skips at pages", []int{18, 19, 22}},
		{"feed yields again", []int{19}},
		{"feed backwards", []int{20}},
		{"feed skips what commits late", []int{22}},
		{"forgets cursors on reopening", []int{23}},
		{"holes in the feed", []int{24}},
		{"context ignored", []int{35}},
		{"goes on after an error", []int{35}},
		{"lock held while yielding", []int{37}},
		{"limit off by one", []int{38}},
		{"wrong sentinel for size", []int{38}},
		{"stops at a thousand", []int{39}},
		{"case-folding ids", []int{40}},
		{"nil becomes null", []int{41}},
		{"whole seconds", []int{42}},
		{"rounded times", []int{42}},
		{"zone kept", []int{42}},
		{"ordered by time", []int{43}},
		{"stale reads", []int{45}},
		{"accepts anything", []int{46}},
		{"any version conflicts", []int{47}},
		{"tenant ignored", []int{48}},
		{"pages cut appends", []int{49}},
		{"cursor unchecked", []int{50}},
		{"never wakes", []int{51}},
		{"wait ends without error", []int{51}},
		{"last snapshot wins", []int{52}},
		{"snapshot kept by reference", []int{52}},
		{"no snapshot is no error", []int{52}},
		{"heads cached in each process", []int{12}},
		{"feed passes over transactions", []int{21}},
		{"holes in the feed", []int{21, 25}},
		{"rollback keeps the events", []int{25}},
		{"commit forgets the events", []int{25}},
		{"commits one stream only", []int{25}},
		{"conflict spoils the transaction", []int{26}},
		{"conflict leaves the transaction's events out", []int{26}},
		{"transaction reads what is committed", []int{27}},
		{"transaction forgets its appends", []int{27}},
		{"writes before the commit", []int{25, 28}},
		{"loads what is not committed", []int{28}},
		{"feed shows what is not committed", []int{28}},
		{"deadlock called a conflict", []int{29}},
		{"deadlock never ends", []int{29}},
		{"deadlock in other words", []int{29}},
		{"acknowledged before stored", []int{30}},
		{"half a batch when killed", []int{30}},
		{"forgets appends on reopening", []int{30}},
		{"nothing forced to disk", []int{31}},
		{"no checksums", []int{32}},
		{"torn records passed over", []int{32}},
		{"full disk called too large", []int{33}},
		{"full disk acknowledged", []int{33}},
		{"full disk for ever", []int{33}},
		{"cut append done twice", []int{34}},
		{"cut append called a conflict", []int{34}},
		{"cut append not recognised", []int{34}},
		{"forgets at restart", []int{36}},
		{"forgets appends at restart", []int{36}},
		{"ordered by the store's clock", []int{53}},
		{"crash loses the last append", []int{54}},
		{"crash tears the last append", []int{54}},
		{"crash forgets appends", []int{54}},
	}
	caught := map[int]bool{}
	for _, s := range seeded {
		for _, number := range s.clauses {
			caught[number] = true
		}
		t.Run(s.bug, func(t *testing.T) {
			t.Parallel() // most of them wait
			for _, number := range s.clauses {
				i := slices.IndexFunc(Clauses(), func(c Clause) bool { return c.Number == number })
				var err error
				for range 50 { // whether a race is lost is up to the scheduler
					if err = Clauses()[i].Try(t.Context(), open(s.bug)); err != nil {
						break
					}
				}
				if err == nil || errors.Is(err, ErrUnable) {
					t.Errorf("clause %s passes", Clauses()[i].Title())
				} else if strings.Contains(err.Error(), "%!") {
					t.Errorf("clause %s fails with a misprint: %v", Clauses()[i].Title(), err)
				}
			}
		})
	}
	for _, c := range Clauses() {
		if !caught[c.Number] {
			t.Errorf("no seeded bug fails clause %s", c.Title())
		}
	}
}

func TestCheckJoinsWhatFails(t *testing.T) {
	err := Check(t.Context(), func(context.Context) (*Harness, error) { return nil, errors.New("no database") })
	if err == nil || strings.Count(err.Error(), "no database") != len(Clauses()) {
		t.Errorf("got %v", err)
	}
	closed := errors.New("cannot close")
	err = Clauses()[0].Try(t.Context(), func(ctx context.Context) (*Harness, error) {
		h, err := memory(ctx)
		h.Close = func() error { return closed }
		return h, err
	})
	if !errors.Is(err, closed) {
		t.Errorf("got %v", err)
	}
}

// TestClausesAreSkipped wants a log of two methods to pass, with the clauses
// about its missing abilities skipped.
func TestClausesAreSkipped(t *testing.T) {
	plain := func(context.Context) (*Harness, error) { return &Harness{Log: bare{new(lifecycle.MemLog)}}, nil }
	if err := Check(t.Context(), plain); err != nil {
		t.Error(err)
	}
	skipped := 0
	for _, c := range Clauses() {
		err := c.Try(t.Context(), plain)
		if errors.Is(err, ErrUnable) != (c.Needs != "") {
			t.Errorf("clause %s, which needs %q: %v", c.Title(), c.Needs, err)
		}
		if err != nil {
			skipped++
		}
	}
	if skipped == 0 || skipped == len(Clauses()) {
		t.Errorf("%d of %d skipped", skipped, len(Clauses()))
	}
}
