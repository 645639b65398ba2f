package lifecycletest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"iter"
	"maps"
	"strings"
	"sync"
	"time"

	"github.com/milepost-go/milepost/lifecycle"
)

// trial is one run of a clause.
type trial struct {
	ctx         context.Context
	h           *Harness
	log         lifecycle.Log
	feed        lifecycle.Feed
	waiter      lifecycle.Waiter
	snapshotter lifecycle.Snapshotter
	seed        uint64
	patience    time.Duration

	mu     sync.Mutex
	faults []error
}

const stream lifecycle.StreamID = "acme/deal-7"

// moment is a time for events that care for none.
func moment() time.Time { return time.Date(2026, 3, 2, 9, 0, 0, 123456000, time.UTC) }

// newTrial begins a trial of a log.
func newTrial(ctx context.Context, h *Harness, seed uint64) *trial {
	t := &trial{ctx: ctx, h: h, seed: seed, patience: h.Patience}
	if t.patience == 0 {
		t.patience = 30 * time.Second
	}
	t.use(h.Log)
	return t
}

// use goes on with a log.
func (t *trial) use(log lifecycle.Log) {
	t.log = log
	t.feed, _ = log.(lifecycle.Feed)
	t.waiter, _ = log.(lifecycle.Waiter)
	t.snapshotter, _ = log.(lifecycle.Snapshotter)
}

// lacks returns the first of the needs that is not met, or "".
func (t *trial) lacks(needs string) string {
	h := t.h
	has := map[string]bool{
		"": true, "feed": t.feed != nil, "waiter": t.waiter != nil && t.feed != nil, "snapshotter": t.snapshotter != nil,
		"reopen": h.Reopen != nil, "limit": h.Limit > 0, "intx": h.InTx != nil && h.Rows != nil, "fork": h.Fork != nil, "crash": h.Crash != nil,
		"restart": h.Restart != nil, "cut": h.Cut != nil, "full": h.Full != nil, "torn": h.Torn != nil, "syncs": h.Syncs != nil, "skewed": h.Skewed != nil,
	}
	for need := range strings.SplitSeq(needs, ", ") {
		if !has[need] {
			return need
		}
	}
	return ""
}

// lacking says in the words of the API what a clause lacks.
func lacking(need string) string {
	switch need {
	case "feed", "snapshotter":
		return "the log is no lifecycle." + capital(need)
	case "waiter":
		return "the log is no lifecycle.Waiter with a lifecycle.Feed"
	case "intx":
		return "the harness has no InTx with Rows"
	}
	return "the harness has no " + capital(need)
}

// capital returns a word of a-z with its first letter in upper case.
func capital(word string) string { return strings.ToUpper(word[:1]) + word[1:] }

// fault notes something wrong and lets the clause go on, up to a few.
func (t *trial) fault(format string, args ...any) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if len(t.faults) < 5 {
		t.faults = append(t.faults, fmt.Errorf(format, args...))
	}
}

// event returns an event with an id and something to tell it by.
func event(id string) lifecycle.Event {
	return lifecycle.Event{
		ID: id, Type: "test.happened", Schema: 1, At: moment(),
		Data: []byte(`{"id":"` + id + `"}`), Meta: map[string]string{"actor": "tester", "of": id},
	}
}

// eventsOf returns events with ids made of a word and a number from 1 on.
func eventsOf(word string, n int) []lifecycle.Event {
	list := make([]lifecycle.Event, n)
	for i := range list {
		list[i] = event(fmt.Sprintf("%s%d", word, i+1))
	}
	return list
}

// append wants an append to be stored.
func (t *trial) append(id lifecycle.StreamID, expect lifecycle.Version, events ...lifecycle.Event) error {
	return t.appendTo(t.log, id, expect, events...)
}

// appendTo wants an append to a certain log to be stored.
func (t *trial) appendTo(log lifecycle.Log, id lifecycle.StreamID, expect lifecycle.Version, events ...lifecycle.Event) error {
	result, err := log.Append(t.ctx, id, expect, events...)
	if err != nil {
		return fmt.Errorf("append of %d at version %d of %q: %w", len(events), expect, id, err)
	}
	if want := (lifecycle.AppendResult{Version: expect + lifecycle.Version(len(events))}); result != want {
		return fmt.Errorf("append of %d at version %d of %q returned %+v, not %+v", len(events), expect, id, result, want)
	}
	return nil
}

// repeat wants an append to be recognised as one that was stored.
func (t *trial) repeat(expect lifecycle.Version, events ...lifecycle.Event) {
	t.repeatOn(t.log, stream, expect, events...)
}

// repeatOn wants an append to a certain log to be recognised.
func (t *trial) repeatOn(log lifecycle.Log, id lifecycle.StreamID, expect lifecycle.Version, events ...lifecycle.Event) {
	result, err := log.Append(t.ctx, id, expect, events...)
	want := lifecycle.AppendResult{Version: expect + lifecycle.Version(len(events)), Duplicate: true}
	if err != nil || result != want {
		t.fault("repeated append at version %d returned %+v, %v, not %+v", expect, result, err, want)
	}
}

// refuse wants an append to fail in a certain way.
func (t *trial) refuse(kind error, what string, id lifecycle.StreamID, expect lifecycle.Version, events ...lifecycle.Event) {
	t.refuseOn(t.log, kind, what, id, expect, events...)
}

// refuseOn wants an append to a certain log to fail in a certain way.
func (t *trial) refuseOn(log lifecycle.Log, kind error, what string, id lifecycle.StreamID, expect lifecycle.Version, events ...lifecycle.Event) {
	result, err := log.Append(t.ctx, id, expect, events...)
	if !errors.Is(err, kind) {
		t.fault("append %s returned %+v, %v, not an error that is %q", what, result, err, kind)
	}
}

// collect returns what a sequence yields up to its first error.
func collect(seq iter.Seq2[lifecycle.Recorded, error]) ([]lifecycle.Recorded, error) {
	var list []lifecycle.Recorded
	for r, err := range seq {
		if err != nil {
			return list, err
		}
		list = append(list, r)
	}
	return list, nil
}

// holds wants the stream to hold exactly these events behind a version.
func (t *trial) holds(id lifecycle.StreamID, after lifecycle.Version, want []lifecycle.Event) {
	t.holdsOn(t.log, id, after, want)
}

// holdsOn wants the stream of a certain log to hold exactly these events.
func (t *trial) holdsOn(log lifecycle.Log, id lifecycle.StreamID, after lifecycle.Version, want []lifecycle.Event) {
	got, err := collect(log.Load(t.ctx, id, after))
	if err != nil {
		t.fault("load of %q behind %d: %v", id, after, err)
		return
	}
	if len(got) != len(want) {
		t.fault("load of %q behind %d yielded %d events, not %d", id, after, len(got), len(want))
		return
	}
	for i := range got {
		if got[i].Stream != id || got[i].Version != after+lifecycle.Version(i)+1 {
			t.fault("load of %q behind %d yielded %q version %d in place %d", id, after, got[i].Stream, got[i].Version, i+1)
		}
		if diff := differ(got[i].Event, want[i]); diff != "" {
			t.fault("event %d of %q: %s", got[i].Version, id, diff)
		}
	}
}

// differ says in what an event that was read differs from one that was
// appended, or "".
func differ(got, want lifecycle.Event) string {
	want = want.Normal()
	switch {
	case got.ID != want.ID:
		return fmt.Sprintf("id %q, not %q", got.ID, want.ID)
	case got.Type != want.Type || got.Schema != want.Schema:
		return fmt.Sprintf("type %q schema %d, not %q %d", got.Type, got.Schema, want.Type, want.Schema)
	case !got.At.Equal(want.At):
		return fmt.Sprintf("time %v, not %v", got.At, want.At)
	case !bytes.Equal(got.Data, want.Data):
		return fmt.Sprintf("data of %d bytes, not the %d bytes appended", len(got.Data), len(want.Data))
	case !maps.Equal(got.Meta, want.Meta):
		return fmt.Sprintf("meta %q, not %q", got.Meta, want.Meta)
	}
	return ""
}

// reopen reopens the log.
func (t *trial) reopen() error {
	log, err := t.h.Reopen(t.ctx)
	if err != nil {
		return fmt.Errorf("reopen: %w", err)
	}
	t.use(log)
	return nil
}

// soon runs f and gives up on it when it does not come back.
func (t *trial) soon(what string, f func() error) error {
	done := make(chan error, 1)
	go func() { done <- f() }()
	select {
	case err := <-done:
		return err
	case <-time.After(t.patience):
		return fmt.Errorf("%s does not come back within %v", what, t.patience)
	}
}

// isDefinite reports whether an error of append says that nothing was stored.
func isDefinite(err error) bool {
	return errors.Is(err, lifecycle.ErrConflict) || errors.Is(err, lifecycle.ErrInvalid) || errors.Is(err, lifecycle.ErrTooLarge)
}

// insist repeats an append whose outcome is unknown until it has an answer.
func (t *trial) insist(log lifecycle.Log, id lifecycle.StreamID, expect lifecycle.Version, events ...lifecycle.Event) (lifecycle.AppendResult, error) {
	end := time.Now().Add(t.patience)
	for {
		result, err := log.Append(t.ctx, id, expect, events...)
		if err == nil || isDefinite(err) || t.ctx.Err() != nil || time.Now().After(end) {
			return result, err
		}
		time.Sleep(20 * time.Millisecond)
	}
}

// loadSoon loads a stream, again and again while that fails.
func (t *trial) loadSoon(id lifecycle.StreamID) ([]lifecycle.Recorded, error) {
	end := time.Now().Add(t.patience)
	for {
		list, err := collect(t.log.Load(t.ctx, id, 0))
		if err == nil || t.ctx.Err() != nil || time.Now().After(end) {
			return list, err
		}
		time.Sleep(20 * time.Millisecond)
	}
}
