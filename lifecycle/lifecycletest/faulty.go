package lifecycletest

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"sync"

	"github.com/milepost-go/milepost/lifecycle"
)

// ErrInjected is the error of calls that [Faulty] lets fail.
var ErrInjected = errors.New("lifecycletest: injected fault")

// Fault is what happens to one call.
type Fault uint8

// The faults.
const (
	NoFault    Fault = iota
	FailBefore       // fails, nothing is done
	FailAfter        // fails though it is done: the answer is lost
	Twice            // is done twice, the caller gets the second answer
	Cut              // a sequence fails after half of what it would yield; another call fails as FailAfter
)

// The names of the calls of a log, as a [Plan] sees them.
const (
	CallAppend       = "append"
	CallLoad         = "load"
	CallRead         = "read"
	CallWait         = "wait"
	CallSaveSnapshot = "save snapshot"
	CallLoadSnapshot = "load snapshot"
)

// Plan says which calls go wrong. The first call takes the first fault of its
// list, and so on; calls behind the end of a list go as Pick says.
type Plan struct {
	Appends []Fault
	Loads   []Fault // FailAfter yields everything, then the error; Twice yields everything twice
	Reads   []Fault // of a feed, as Loads: with Twice, events are delivered again
	Waits   []Fault // Twice returns when the second wait does
	Saves   []Fault // of snapshots
	Lookups []Fault // loads of snapshots
	// Pick, if not nil, returns the fault of a call that its list says nothing
	// about. Calls of all names are counted together from 0 on, so that a test
	// can let each step of what it tries fail in turn.
	Pick func(n int, call string) Fault
	// Delay, if not nil, is called before every call with its name and may take
	// its time. An error of it fails the call before anything is done.
	Delay func(ctx context.Context, call string) error
}

// Faulty returns a log that passes its calls on to log, but for those that the
// plan lets go wrong. When log is a Feed, a Waiter or a Snapshotter, the result
// is one as well. It is safe for concurrent use if log is; which of several
// calls at the same time comes first is open.
func Faulty(log lifecycle.Log, plan Plan) lifecycle.Log {
	f := &faulty{log: log, plan: plan}
	feed, reads := log.(lifecycle.Feed)
	waiter, waits := log.(lifecycle.Waiter)
	keeper, keeps := log.(lifecycle.Snapshotter)
	r, w, k := faultyFeed{f, feed}, faultyWaiter{f, waiter}, faultyKeeper{f, keeper}
	switch {
	case reads && waits && keeps:
		return &struct {
			*faulty
			faultyFeed
			faultyWaiter
			faultyKeeper
		}{f, r, w, k}
	case reads && waits:
		return &struct {
			*faulty
			faultyFeed
			faultyWaiter
		}{f, r, w}
	case reads && keeps:
		return &struct {
			*faulty
			faultyFeed
			faultyKeeper
		}{f, r, k}
	case reads:
		return &struct {
			*faulty
			faultyFeed
		}{f, r}
	case keeps:
		return &struct {
			*faulty
			faultyKeeper
		}{f, k}
	}
	return f
}

type faulty struct {
	log   lifecycle.Log
	plan  Plan
	mu    sync.Mutex
	calls int
}

type faultyFeed struct {
	f    *faulty
	feed lifecycle.Feed
}

type faultyWaiter struct {
	f      *faulty
	waiter lifecycle.Waiter
}

type faultyKeeper struct {
	f      *faulty
	keeper lifecycle.Snapshotter
}

// next returns the fault of a call, and an error if it fails before.
func (f *faulty) next(ctx context.Context, call string, list *[]Fault) (Fault, error) {
	if f.plan.Delay != nil {
		if err := f.plan.Delay(ctx, call); err != nil {
			return NoFault, err
		}
	}
	fault := f.take(call, list)
	if fault == FailBefore {
		return fault, fmt.Errorf("%w before %s", ErrInjected, call)
	}
	return fault, nil
}

// take takes the next fault of a list, or what is picked.
func (f *faulty) take(call string, list *[]Fault) Fault {
	f.mu.Lock()
	defer f.mu.Unlock()
	n := f.calls
	f.calls++
	if len(*list) > 0 {
		fault := (*list)[0]
		*list = (*list)[1:]
		return fault
	}
	if f.plan.Pick != nil {
		return f.plan.Pick(n, call)
	}
	return NoFault
}

// call makes a call that returns one answer.
func (f *faulty) call(ctx context.Context, call string, list *[]Fault, do func() error) error {
	fault, err := f.next(ctx, call, list)
	if err != nil {
		return err
	}
	err = do()
	switch fault {
	case FailAfter, Cut:
		return fmt.Errorf("%w after %s", ErrInjected, call)
	case Twice:
		return do()
	}
	return err
}

// Append implements [lifecycle.Log].
func (f *faulty) Append(ctx context.Context, id lifecycle.StreamID, expect lifecycle.Version, events ...lifecycle.Event) (lifecycle.AppendResult, error) {
	var result lifecycle.AppendResult
	err := f.call(ctx, CallAppend, &f.plan.Appends, func() (err error) {
		result, err = f.log.Append(ctx, id, expect, events...)
		return err
	})
	if err != nil {
		return lifecycle.AppendResult{}, err
	}
	return result, nil
}

// Load implements [lifecycle.Log].
func (f *faulty) Load(ctx context.Context, id lifecycle.StreamID, after lifecycle.Version) iter.Seq2[lifecycle.Recorded, error] {
	return f.sequence(ctx, CallLoad, &f.plan.Loads, f.log.Load(ctx, id, after))
}

// Read implements [lifecycle.Feed].
func (r faultyFeed) Read(ctx context.Context, after lifecycle.Cursor, limit int) iter.Seq2[lifecycle.Recorded, error] {
	return r.f.sequence(ctx, CallRead, &r.f.plan.Reads, r.feed.Read(ctx, after, limit))
}

// Wait implements [lifecycle.Waiter].
func (w faultyWaiter) Wait(ctx context.Context, after lifecycle.Cursor) error {
	return w.f.call(ctx, CallWait, &w.f.plan.Waits, func() error { return w.waiter.Wait(ctx, after) })
}

// SaveSnapshot implements [lifecycle.Snapshotter].
func (k faultyKeeper) SaveSnapshot(ctx context.Context, id lifecycle.StreamID, v lifecycle.Version, schema int, data []byte) error {
	return k.f.call(ctx, CallSaveSnapshot, &k.f.plan.Saves, func() error { return k.keeper.SaveSnapshot(ctx, id, v, schema, data) })
}

// LoadSnapshot implements [lifecycle.Snapshotter].
func (k faultyKeeper) LoadSnapshot(ctx context.Context, id lifecycle.StreamID) (v lifecycle.Version, schema int, data []byte, err error) {
	err = k.f.call(ctx, CallLoadSnapshot, &k.f.plan.Lookups, func() (err error) {
		v, schema, data, err = k.keeper.LoadSnapshot(ctx, id)
		return err
	})
	if err != nil {
		return 0, 0, nil, err
	}
	return v, schema, data, nil
}

func (f *faulty) sequence(ctx context.Context, call string, list *[]Fault, seq iter.Seq2[lifecycle.Recorded, error]) iter.Seq2[lifecycle.Recorded, error] {
	return func(yield func(lifecycle.Recorded, error) bool) {
		fault, err := f.next(ctx, call, list)
		if err != nil {
			yield(lifecycle.Recorded{}, err)
			return
		}
		if fault == Cut {
			cutSequence(call, seq, yield)
			return
		}
		times := 1
		if fault == Twice {
			times = 2
		}
		for range times {
			for r, err := range seq {
				if !yield(r, err) || err != nil {
					return
				}
			}
		}
		if fault == FailAfter {
			yield(lifecycle.Recorded{}, fmt.Errorf("%w after %s", ErrInjected, call))
		}
	}
}

// cutSequence yields the first half of what the sequence does, then an error.
func cutSequence(call string, seq iter.Seq2[lifecycle.Recorded, error], yield func(lifecycle.Recorded, error) bool) {
	all, _ := collect(seq)
	for _, r := range all[:len(all)/2] {
		if !yield(r, nil) {
			return
		}
	}
	yield(lifecycle.Recorded{}, fmt.Errorf("%w in the midst of %s", ErrInjected, call))
}
