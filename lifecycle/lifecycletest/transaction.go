package lifecycletest

import (
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/milepost-go/milepost/lifecycle"
)

const other lifecycle.StreamID = "acme/other"

// lingers is how long a transaction is kept open for what may happen beside it.
const lingers = 200 * time.Millisecond

// rows wants exactly these rows of the host's to be committed.
func (t *trial) rows(want ...string) {
	got, err := t.h.Rows(t.ctx)
	if err != nil || !slices.Equal(got, want) {
		t.fault("the host's rows are %q, %v, not %q", got, err, want)
	}
}

func txTogether(t *trial) error {
	work := func(word string) func(Tx) error {
		return func(tx Tx) error {
			return errors.Join(
				t.appendTo(tx.Log, stream, 0, eventsOf(word, 2)...), tx.Row(t.ctx, word),
				t.appendTo(tx.Log, other, 0, event(word)), t.appendTo(tx.Log, stream, 2, event(word+"-more")),
			)
		}
	}
	if err := t.h.InTx(t.ctx, false, work("a")); err != nil {
		return fmt.Errorf("transaction to roll back: %w", err)
	}
	t.holds(stream, 0, nil)
	t.holds(other, 0, nil)
	t.rows()
	stop := errors.New("the host thinks better of it")
	err := t.h.InTx(t.ctx, true, func(tx Tx) error { return errors.Join(work("a")(tx), stop) })
	if !errors.Is(err, stop) {
		t.fault("a transaction whose work failed returned %v", err)
	}
	t.holds(stream, 0, nil)
	t.rows()
	if err := t.h.InTx(t.ctx, true, work("a")); err != nil { // the ids of before are new
		return fmt.Errorf("transaction to commit: %w", err)
	}
	t.holds(stream, 0, append(eventsOf("a", 2), event("a-more")))
	t.holds(other, 0, []lifecycle.Event{event("a")})
	t.rows("a")
	t.repeat(0, eventsOf("a", 2)...)
	t.repeat(2, event("a-more"))
	if err := t.append(stream, 3, event("b")); err != nil || t.feed == nil {
		return err
	}
	r := &reader{t: t, seen: map[key]int{}}
	return r.until(5) // what was rolled back leaves no hole that blocks
}

func txConflict(t *trial) error {
	if err := t.append(stream, 0, eventsOf("a", 2)...); err != nil {
		return err
	}
	err := t.h.InTx(t.ctx, true, func(tx Tx) error {
		first := tx.Row(t.ctx, "1 before")
		t.refuseOn(tx.Log, lifecycle.ErrConflict, "behind the stream", stream, 1, event("x"))
		t.refuseOn(tx.Log, lifecycle.ErrConflict, "as if there were no stream", stream, 0, event("x"))
		t.refuseOn(tx.Log, lifecycle.ErrConflict, "ahead of the stream", stream, 7, event("x"))
		t.refuseOn(tx.Log, lifecycle.ErrConflict, "ahead of no stream", "acme/none", 1, event("x"))
		t.refuseOn(tx.Log, lifecycle.ErrInvalid, "of nothing", stream, 2)
		t.repeatOn(tx.Log, stream, 0, eventsOf("a", 2)...)
		second := t.appendTo(tx.Log, stream, 2, eventsOf("b", 2)...)
		t.refuseOn(tx.Log, lifecycle.ErrConflict, "behind its own append", stream, 2, event("x"))
		return errors.Join(first, second, t.appendTo(tx.Log, other, 0, event("c")), tx.Row(t.ctx, "2 after"))
	})
	if err != nil {
		return fmt.Errorf("transaction that met conflicts: %w", err)
	}
	t.holds(stream, 0, append(eventsOf("a", 2), eventsOf("b", 2)...))
	t.holds(other, 0, []lifecycle.Event{event("c")})
	t.holds("acme/none", 0, nil)
	t.rows("1 before", "2 after")
	return nil
}

func txReads(t *trial) error {
	a, b := eventsOf("a", 2), eventsOf("b", 3)
	if err := t.append(stream, 0, a...); err != nil {
		return err
	}
	return t.h.InTx(t.ctx, true, func(tx Tx) error {
		t.holdsOn(tx.Log, stream, 0, a)
		t.holdsOn(tx.Log, other, 0, nil)
		if err := errors.Join(t.appendTo(tx.Log, stream, 2, b...), t.appendTo(tx.Log, other, 0, event("c"))); err != nil {
			return err
		}
		t.holdsOn(tx.Log, stream, 0, append(slices.Clone(a), b...))
		t.holdsOn(tx.Log, stream, 4, b[2:])
		t.holdsOn(tx.Log, other, 0, []lifecycle.Event{event("c")})
		t.repeatOn(tx.Log, stream, 0, a...)
		t.repeatOn(tx.Log, stream, 2, b...)
		_, err := tx.Log.Append(t.ctx, stream, 4, event("late"))
		if want := (lifecycle.ConflictError{Stream: stream, Expected: 4, Actual: 5}); !isConflict(err, want) {
			t.fault("in the transaction append at version 4 returned %v, not %+v", err, want)
		}
		result, err := tx.Log.Append(t.ctx, stream, lifecycle.AnyVersion, event("any"))
		if err != nil || result != (lifecycle.AppendResult{Version: 6}) {
			t.fault("in the transaction append at any version returned %+v, %v, not version 6", result, err)
		}
		return nil
	})
}

func isConflict(err error, want lifecycle.ConflictError) bool {
	var conflict *lifecycle.ConflictError
	return errors.As(err, &conflict) && *conflict == want
}

func txUnseen(t *trial) error {
	if err := t.append(stream, 0, event("a")); err != nil {
		return err
	}
	err := t.h.InTx(t.ctx, true, func(tx Tx) error {
		if err := errors.Join(t.appendTo(tx.Log, stream, 1, event("b")), t.appendTo(tx.Log, other, 0, event("c")), tx.Row(t.ctx, "row")); err != nil {
			return err
		}
		return t.soon("a load beside a transaction", func() error {
			t.holds(stream, 0, eventsNamed("a"))
			t.holds(other, 0, nil)
			t.rows()
			if t.feed == nil {
				return nil
			}
			seen, err := t.drain("", whole)
			if len(seen) > 1 {
				t.fault("the feed yields %d events before the commit, not 1", len(seen))
			}
			return err
		})
	})
	if err != nil {
		return err
	}
	t.holds(stream, 0, eventsNamed("a", "b"))
	t.holds(other, 0, eventsNamed("c"))
	t.rows("row")
	return nil
}

// eventsNamed returns events with these ids.
func eventsNamed(ids ...string) []lifecycle.Event {
	list := make([]lifecycle.Event, len(ids))
	for i, id := range ids {
		list[i] = event(id)
	}
	return list
}

// txOpposite lets two transactions append to two streams in opposite order.
func txOpposite(t *trial) error {
	ids := []lifecycle.StreamID{"acme/a", "acme/b"}
	holds := []chan struct{}{make(chan struct{}), make(chan struct{})}
	met := make([]bool, 2)
	meet := func(i int) {
		close(holds[i])
		select {
		case <-holds[1-i]:
			met[i] = true
		case <-time.After(lingers): // a database with one writer does not even begin the other
		}
	}
	attempt := func(i int, between func(int)) error {
		return t.h.InTx(t.ctx, true, func(tx Tx) error {
			for n, id := range []lifecycle.StreamID{ids[i], ids[1-i]} {
				if n == 1 {
					between(i)
				}
				got, err := collect(tx.Log.Load(t.ctx, id, 0))
				if err != nil {
					return err
				}
				if _, err := tx.Log.Append(t.ctx, id, lifecycle.Version(len(got)), event(fmt.Sprintf("w%d", i))); err != nil {
					return err
				}
			}
			return nil
		})
	}
	failed := make([]error, 2)
	err := t.soon("one of two transactions in each other's way", func() error {
		together(2, func(i int) { failed[i] = attempt(i, meet) })
		return nil
	})
	if err != nil {
		return err
	}
	for i, err := range failed {
		t.ownError(err, met[0] && met[1])
		for range 20 {
			if err == nil {
				break
			}
			err = attempt(i, func(int) {})
		}
		if err != nil {
			return fmt.Errorf("transaction tried again after a deadlock: %w", err)
		}
	}
	for _, id := range ids {
		t.holdsIDs(id, []string{"w0", "w1"})
	}
	return nil
}

// ownError wants an error that ended a transaction to be the database's own.
// When both transactions held a stream, neither can have seen the other's.
func (t *trial) ownError(err error, both bool) {
	switch {
	case err == nil || errors.Is(err, lifecycle.ErrConflict) && !both:
	case isDefinite(err):
		t.fault("a deadlock was returned as %v", err)
	case t.h.Retry != nil && !t.h.Retry(err):
		t.fault("a deadlock was returned as %v, which the host does not know for one", err)
	}
}

// lateCommit lets a transaction commit after a later append did, and a reader
// go on in between.
func lateCommit(t *trial) error {
	const slow, fast lifecycle.StreamID = "t/slow", "t/fast"
	r := &reader{t: t, seen: map[key]int{}}
	total, atSlow := 0, lifecycle.Version(0)
	for round := range lifecycle.Version(4) {
		commit := round != 2
		began, finish, ended := make(chan struct{}), make(chan struct{}), make(chan error, 1)
		go func() {
			ended <- t.h.InTx(t.ctx, commit, func(tx Tx) error {
				err := t.appendTo(tx.Log, slow, atSlow, eventsOf(fmt.Sprintf("s%d-", round), 2)...)
				close(began)
				<-finish
				return err
			})
		}()
		select {
		case <-began:
		case err := <-ended:
			return fmt.Errorf("slow transaction: %w", err)
		}
		passed := make(chan error, 1)
		go func() { passed <- t.append(fast, round, event(fmt.Sprintf("f%d", round))) }()
		waiting := true
		select {
		case err := <-passed:
			if waiting = false; err != nil {
				close(finish)
				return err
			}
		case <-time.After(lingers): // a database with one writer lets it wait
		}
		err := r.read()
		close(finish)
		if waiting {
			err = errors.Join(err, <-passed)
		}
		if err := errors.Join(err, <-ended); err != nil {
			return err
		}
		total++
		if commit {
			total, atSlow = total+2, atSlow+2
		}
		if err := r.until(total); err != nil {
			return fmt.Errorf("round %d: %w", round+1, err)
		}
	}
	return nil
}

// reader goes through a feed and remembers what it saw.
type reader struct {
	t    *trial
	from lifecycle.Cursor
	seen map[key]int
}

// read goes on to the end of the feed.
func (r *reader) read() error {
	list, err := r.t.drain(r.from, whole)
	for _, e := range list {
		k := key{e.Stream, e.Version}
		if r.seen[k]++; r.seen[k] > 1 {
			r.t.fault("the feed yields %q version %d again", e.Stream, e.Version)
		}
		if e.Version > 1 && r.seen[key{e.Stream, e.Version - 1}] == 0 {
			r.t.fault("the feed yields version %d of %q before the one below", e.Version, e.Stream)
		}
		r.from = e.Cursor
	}
	return err
}

// until reads until it saw so many events, which may take a moment where other
// transactions are under way.
func (r *reader) until(total int) error {
	end := time.Now().Add(min(r.t.patience, 10*time.Second))
	for {
		if err := r.read(); err != nil {
			return err
		}
		switch n := len(r.seen); {
		case n == total:
			return nil
		case n > total:
			return fmt.Errorf("the feed yields %d events, %d are stored", n, total)
		case time.Now().After(end):
			return fmt.Errorf("a reader saw %d events and never the %d stored", n, total)
		}
		time.Sleep(10 * time.Millisecond)
	}
}
