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
)

// Plan says which calls go wrong. The first call takes the first fault of its
// list, and so on; calls behind the end of a list go well.
type Plan struct {
	Appends []Fault
	Loads   []Fault // FailAfter yields everything, then the error; Twice yields everything twice
	Reads   []Fault // of a feed, as Loads
	// Delay, if not nil, is called before every call with its name, "append",
	// "load" or "read", and may take its time. An error of it fails the call
	// before anything is done.
	Delay func(ctx context.Context, name string) error
}

// Faulty returns a log that passes its calls on to log, but for those that the
// plan lets go wrong. When log is a Feed, the result is one as well. It is safe
// for concurrent use if log is; which of several calls at the same time comes
// first is open.
func Faulty(log lifecycle.Log, plan Plan) lifecycle.Log {
	f := &faulty{log: log, plan: plan}
	if feed, ok := log.(lifecycle.Feed); ok {
		return &faultyFeed{f, feed}
	}
	return f
}

type faulty struct {
	log  lifecycle.Log
	plan Plan
	mu   sync.Mutex
}

type faultyFeed struct {
	*faulty
	feed lifecycle.Feed
}

// next takes the next fault of a list.
func (f *faulty) next(ctx context.Context, name string, list *[]Fault) (Fault, error) {
	if f.plan.Delay != nil {
		if err := f.plan.Delay(ctx, name); err != nil {
			return NoFault, err
		}
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	if len(*list) == 0 {
		return NoFault, nil
	}
	fault := (*list)[0]
	*list = (*list)[1:]
	if fault == FailBefore {
		return fault, fmt.Errorf("%w before %s", ErrInjected, name)
	}
	return fault, nil
}

// Append implements [lifecycle.Log].
func (f *faulty) Append(ctx context.Context, id lifecycle.StreamID, expect lifecycle.Version, events ...lifecycle.Event) (lifecycle.AppendResult, error) {
	fault, err := f.next(ctx, "append", &f.plan.Appends)
	if err != nil {
		return lifecycle.AppendResult{}, err
	}
	result, err := f.log.Append(ctx, id, expect, events...)
	switch fault {
	case FailAfter:
		return lifecycle.AppendResult{}, fmt.Errorf("%w after append", ErrInjected)
	case Twice:
		return f.log.Append(ctx, id, expect, events...)
	}
	return result, err
}

// Load implements [lifecycle.Log].
func (f *faulty) Load(ctx context.Context, id lifecycle.StreamID, after lifecycle.Version) iter.Seq2[lifecycle.Recorded, error] {
	return f.sequence(ctx, "load", &f.plan.Loads, f.log.Load(ctx, id, after))
}

// Read implements [lifecycle.Feed].
func (f *faultyFeed) Read(ctx context.Context, after lifecycle.Cursor, limit int) iter.Seq2[lifecycle.Recorded, error] {
	return f.sequence(ctx, "read", &f.plan.Reads, f.feed.Read(ctx, after, limit))
}

func (f *faulty) sequence(ctx context.Context, name string, list *[]Fault, seq iter.Seq2[lifecycle.Recorded, error]) iter.Seq2[lifecycle.Recorded, error] {
	return func(yield func(lifecycle.Recorded, error) bool) {
		fault, err := f.next(ctx, name, list)
		if err != nil {
			yield(lifecycle.Recorded{}, err)
			return
		}
		times := 1
		if fault == Twice {
			times = 2
		}
		for range times {
			for r, err := range seq {
				if !yield(r, err) {
					return
				}
			}
		}
		if fault == FailAfter {
			yield(lifecycle.Recorded{}, fmt.Errorf("%w after %s", ErrInjected, name))
		}
	}
}
