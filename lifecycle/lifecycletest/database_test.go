package lifecycletest

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"iter"
	"maps"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/milepost-go/milepost/lifecycle"
)

// server is what makes a naive log a database: transactions that hold the
// streams they appended to, processes beside this one, and what may happen to
// the medium.
type server struct {
	locks map[lifecycle.StreamID]*naiveTx
	freed *sync.Cond // when a lock was given up
	host  []string   // rows of the host's

	gone   bool // it crashed
	down   int  // calls that still fail after a restart
	cut    int  // 1: the next append is cut off before, 2: after it is stored
	room   int  // appends that there is room for, when full
	full   bool
	forced int           // times that data was forced to disk
	skew   time.Duration // of the clock
}

var (
	errDeadlock = errors.New("naive: deadlock")
	errAborted  = errors.New("naive: current transaction is aborted")
	errGone     = errors.New("naive: server closed the connection")
	errFull     = errors.New("naive: disk is full")
)

// troubled appends unless something stands in the way; the lock is held.
func (n *naive) troubled(do func() (lifecycle.AppendResult, error)) (lifecycle.AppendResult, error) {
	cut := n.cut
	n.cut = 0
	switch {
	case n.gone || cut == 1:
		return lifecycle.AppendResult{}, errGone
	case n.down > 0:
		n.down--
		return lifecycle.AppendResult{}, errGone
	case n.full && n.room == 0:
		return n.noRoom()
	}
	result, err := do()
	if err == nil && !n.has("nothing forced to disk") {
		n.forced++
	}
	n.room -= min(n.room, 1)
	if cut == 2 {
		return n.cutAfter(err, do)
	}
	return result, err
}

func (n *naive) noRoom() (lifecycle.AppendResult, error) {
	switch {
	case n.has("full disk called too large"):
		return lifecycle.AppendResult{}, lifecycle.ErrTooLarge
	case n.has("full disk acknowledged"):
		return lifecycle.AppendResult{Version: 1}, nil
	}
	return lifecycle.AppendResult{}, errFull
}

// cutAfter is what becomes of an append that was stored and cut off.
func (n *naive) cutAfter(err error, do func() (lifecycle.AppendResult, error)) (lifecycle.AppendResult, error) {
	switch {
	case n.has("cut append called a conflict"):
		return lifecycle.AppendResult{}, &lifecycle.ConflictError{}
	case n.has("cut append done twice"):
		for id, rows := range n.streams { // there is one stream
			n.streams[id] = append(rows, rows[len(rows)-1])
		}
	case n.has("cut append not recognised"):
		for _, rows := range n.streams {
			rows[len(rows)-1].last = false
		}
	}
	return lifecycle.AppendResult{}, errors.Join(errGone, err)
}

func (n *naive) cutNext(_ context.Context, stored bool) error {
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.cut = 1; stored {
		n.cut = 2
	}
	return nil
}

func (n *naive) fill(context.Context) (lifecycle.Log, func() error, error) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.full, n.room = true, 5
	return n, func() error {
		n.mu.Lock()
		defer n.mu.Unlock()
		n.full = n.has("full disk for ever")
		return nil
	}, nil
}

func (n *naive) countSyncs(_ context.Context, work func() error) (int, error) {
	before := n.forced
	err := work()
	return n.forced - before, err
}

func (n *naive) restart(context.Context) error {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.down = 2
	switch {
	case n.has("forgets at restart"):
		clear(n.streams)
	case n.has("forgets appends at restart"):
		n.forget()
	}
	return nil
}

// forget loses where appends began and ended.
func (n *naive) forget() {
	for _, rows := range n.streams {
		for i := range rows {
			rows[i].first, rows[i].last = true, true
		}
	}
}

// crash returns the log on what is left and lets the old one fail.
func (n *naive) crash() *naive {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.gone = true
	left := newNaive(n.bug)
	for id, rows := range n.streams {
		rows = slices.Clone(rows)
		switch {
		case n.has("crash loses the last append"):
			end := len(rows)
			for end > 0 && !rows[end-1].first {
				end--
			}
			rows = rows[:max(end-1, 0)]
		case n.has("crash tears the last append") && len(rows) > 1 && !rows[len(rows)-1].first:
			rows = rows[:len(rows)-1]
		}
		left.streams[id] = rows
	}
	left.feed = slices.Clone(n.feed)
	if n.has("crash forgets appends") {
		left.forget()
	}
	return left
}

// skewedLog writes by a clock that is wrong.
type skewedLog struct {
	*naive
	by time.Duration
}

func (n *naive) skewed(_ context.Context, by time.Duration) (lifecycle.Log, error) {
	return skewedLog{n, by}, nil
}

// Append is called by one writer at a time.
func (s skewedLog) Append(ctx context.Context, id lifecycle.StreamID, expect lifecycle.Version, events ...lifecycle.Event) (lifecycle.AppendResult, error) {
	s.skew = s.by
	s.naive.skew = s.by
	defer func() { s.naive.skew = 0 }()
	return s.naive.Append(ctx, id, expect, events...)
}

// tear writes all that is stored to a journal, one line for each event with its
// checksum, and reads it back damaged.
func (n *naive) tear(_ context.Context, damage func([]byte) []byte) (lifecycle.Log, error) {
	var journal strings.Builder
	for _, rows := range n.streams {
		for _, r := range rows {
			text, err := json.Marshal(r.Recorded)
			if err != nil {
				return nil, err
			}
			fmt.Fprintf(&journal, "%08x%s\n", crc32.ChecksumIEEE(text), text)
		}
	}
	log := newNaive(n.bug)
	for line := range strings.SplitAfterSeq(string(damage([]byte(journal.String()))), "\n") {
		r, ok := n.readLine(line)
		if !ok && n.has("torn records passed over") {
			continue
		}
		if !ok {
			break
		}
		log.streams[r.Stream] = append(log.streams[r.Stream], row{r, true, true})
	}
	return log, nil
}

func (n *naive) readLine(line string) (lifecycle.Recorded, bool) {
	var r lifecycle.Recorded
	var sum uint32
	text, whole := strings.CutSuffix(line, "\n")
	if !whole || len(text) < 8 {
		return r, false
	}
	_, err := fmt.Sscanf(text[:8], "%08x", &sum)
	if !n.has("no checksums") && (err != nil || sum != crc32.ChecksumIEEE([]byte(text[8:]))) {
		return r, false
	}
	return r, json.Unmarshal([]byte(text[8:]), &r) == nil
}

// naiveTx is a transaction that holds the streams it appended to.
type naiveTx struct {
	n       *naive
	pending map[lifecycle.StreamID][]row
	slots   []*slot
	host    []string
	waits   *naiveTx
	spoiled bool
}

func (n *naive) inTx(_ context.Context, commit bool, work func(Tx) error) error {
	x := &naiveTx{n: n, pending: map[lifecycle.StreamID][]row{}}
	err := work(Tx{Log: x, Row: x.row})
	n.mu.Lock()
	defer n.mu.Unlock()
	keep := commit && err == nil
	if keep && x.spoiled {
		keep, err = false, errAborted
	}
	if keep {
		n.host = append(n.host, x.host...)
	}
	x.end(keep)
	return err
}

func (n *naive) hostRows(context.Context) ([]string, error) {
	n.mu.Lock()
	defer n.mu.Unlock()
	return slices.Sorted(slices.Values(n.host)), nil
}

func (x *naiveTx) row(_ context.Context, key string) error {
	if x.spoiled {
		return errAborted
	}
	x.host = append(x.host, key)
	return nil
}

// end stores or drops what the transaction appended and gives up its streams.
func (x *naiveTx) end(keep bool) {
	n := x.n
	switch {
	case n.has("rollback keeps the events"):
		keep = true
	case n.has("commit forgets the events"):
		keep = false
	}
	for i, id := range slices.Sorted(maps.Keys(x.pending)) {
		if keep && !(n.has("commits one stream only") && i > 0) {
			n.streams[id] = append(n.streams[id], x.pending[id]...)
		}
	}
	for _, s := range x.slots {
		s.filled, s.dead = keep, !keep
	}
	for id, holder := range n.locks {
		if holder == x {
			delete(n.locks, id)
		}
	}
	n.freed.Broadcast()
}

// take waits until the transaction holds the stream.
func (x *naiveTx) take(id lifecycle.StreamID) error {
	n := x.n
	for n.locks[id] != nil && n.locks[id] != x {
		x.waits = n.locks[id]
		for y := x.waits; y != nil; y = y.waits {
			if y == x && !n.has("deadlock never ends") {
				x.waits = nil
				return x.deadlock()
			}
			if y == x {
				break
			}
		}
		n.freed.Wait()
	}
	x.waits, n.locks[id] = nil, x
	return nil
}

func (x *naiveTx) deadlock() error {
	switch {
	case x.n.has("deadlock called a conflict"):
		return &lifecycle.ConflictError{}
	case x.n.has("deadlock in other words"):
		return errors.New("something went wrong")
	}
	return errDeadlock
}

func (x *naiveTx) Append(ctx context.Context, id lifecycle.StreamID, expect lifecycle.Version, events ...lifecycle.Event) (lifecycle.AppendResult, error) {
	n := x.n
	if n.has("writes before the commit") {
		return n.Append(ctx, id, expect, events...)
	}
	if err := errors.Join(n.check(id, events), ctx.Err()); err != nil {
		return lifecycle.AppendResult{}, err
	}
	n.mu.Lock()
	defer n.mu.Unlock()
	k := n.key(id)
	if x.spoiled {
		return lifecycle.AppendResult{}, errAborted
	}
	if err := x.take(k); err != nil {
		return lifecycle.AppendResult{}, err
	}
	committed, places := n.streams[k], len(n.feed)
	n.streams[k] = slices.Concat(committed, x.pending[k])
	if n.has("transaction forgets its appends") {
		for i := range x.pending[k] {
			n.streams[k][len(committed)+i].last = false
		}
	}
	result, err := n.appendRows(id, k, expect, events)
	x.pending[k] = n.streams[k][len(committed):]
	n.streams[k] = committed
	if n.has("loads what is not committed") {
		n.streams[k] = slices.Concat(committed, x.pending[k])
		delete(x.pending, k)
	}
	for _, s := range n.feed[min(places, len(n.feed)):] {
		s.filled = false
		x.slots = append(x.slots, s)
	}
	if errors.Is(err, lifecycle.ErrConflict) {
		x.spoiled = n.has("conflict spoils the transaction")
		if n.has("conflict leaves the transaction's events out") {
			clear(x.pending)
		}
	}
	return result, err
}

func (x *naiveTx) Load(ctx context.Context, id lifecycle.StreamID, after lifecycle.Version) iter.Seq2[lifecycle.Recorded, error] {
	if x.n.has("transaction reads what is committed") {
		return x.n.Load(ctx, id, after)
	}
	return func(yield func(lifecycle.Recorded, error) bool) {
		x.n.mu.Lock()
		k := x.n.key(id)
		rows := slices.Concat(x.n.streams[k], x.pending[k])
		x.n.mu.Unlock()
		for _, r := range rows[min(int(after), len(rows)):] {
			if !yield(x.n.out(r), nil) {
				return
			}
		}
	}
}

// naiveProcess is another process that works on the log, or rather a goroutine
// that passes for one.
type naiveProcess struct {
	*naive
	dead   chan struct{}
	cache  []row             // of a process that thinks it is alone
	held   []lifecycle.Event // acknowledged, not stored
	heldAt lifecycle.Version
}

func (n *naive) fork(ctx context.Context, job Job) (*Process, error) {
	r, w := io.Pipe()
	p := &naiveProcess{naive: n, dead: make(chan struct{})}
	over := make(chan struct{})
	go func() {
		defer close(over)
		err := job.Run(ctx, p, w)
		if err != nil && !errors.Is(err, errGone) {
			fmt.Fprintln(w, "error", err)
		}
		w.Close()
	}()
	return &Process{Out: r, Kill: func() error {
		close(p.dead)
		<-over
		return nil
	}}, nil
}

func (p *naiveProcess) Append(ctx context.Context, id lifecycle.StreamID, expect lifecycle.Version, events ...lifecycle.Event) (lifecycle.AppendResult, error) {
	select {
	case <-p.dead:
		if p.has("half a batch when killed") && len(events) > 1 {
			_, err := p.naive.Append(ctx, id, expect, events[:1]...)
			return lifecycle.AppendResult{}, errors.Join(errGone, err)
		}
		if expect%2 == 0 { // it was killed before or after
			_, err := p.naive.Append(ctx, id, expect, events...)
			return lifecycle.AppendResult{}, errors.Join(errGone, err)
		}
		return lifecycle.AppendResult{}, errGone
	default:
	}
	switch {
	case p.has("heads cached in each process"):
		return p.alone(id, expect, events)
	case p.has("acknowledged before stored"):
		return p.early(ctx, id, expect, events)
	}
	return p.naive.Append(ctx, id, expect, events...)
}

// alone appends to what the process remembers and overwrites what others did.
func (p *naiveProcess) alone(id lifecycle.StreamID, expect lifecycle.Version, events []lifecycle.Event) (lifecycle.AppendResult, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	theirs := p.streams[id]
	p.streams[id] = p.cache
	result, err := p.appendRows(id, id, expect, events)
	p.cache = p.streams[id]
	if len(theirs) > len(p.cache) {
		p.streams[id] = slices.Concat(p.cache, theirs[len(p.cache):])
	}
	return result, err
}

// early acknowledges an append that it stores with the next one.
func (p *naiveProcess) early(ctx context.Context, id lifecycle.StreamID, expect lifecycle.Version, events []lifecycle.Event) (lifecycle.AppendResult, error) {
	if p.held != nil {
		if _, err := p.naive.Append(ctx, id, p.heldAt, p.held...); err != nil {
			return lifecycle.AppendResult{}, err
		}
	}
	p.held, p.heldAt = nil, 0
	if actual := lifecycle.Version(len(p.rows(id, 0))); actual != expect {
		return lifecycle.AppendResult{}, &lifecycle.ConflictError{Stream: id, Expected: expect, Actual: actual}
	}
	p.held, p.heldAt = events, expect
	return lifecycle.AppendResult{Version: expect + lifecycle.Version(len(events))}, nil
}
