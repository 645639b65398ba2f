package portfolio

import (
	"context"
	"errors"
	"iter"
	"sync"
)

// Options are the choices of a run. The zero Options computes in one goroutine.
type Options struct {
	Workers int   // goroutines that compute; 0 means 1. Without influence on the result
	Target  int64 // cost of a shard; 0 means 1000
	Floor   int64 // see [Partial.Summary]
	// Progress, if set, is told after every shard how many are done. It is
	// called by one goroutine at a time.
	Progress func(done, total int)
}

// Run plans, computes and merges on this machine. Projects gives ids with their
// cost. The error is that of the context; projects that fail are in the summary.
func Run(ctx context.Context, projects iter.Seq2[string, int64], from Source, o Options) (Summary, error) {
	if o.Target <= 0 {
		o.Target = 1000
	}
	shards := Plan(projects, o.Target)
	parts := make([]Partial, len(shards))
	work, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	next, done := make(chan int), 0
	var mu sync.Mutex
	var all sync.WaitGroup
	for range min(max(o.Workers, 1), max(len(shards), 1)) {
		all.Go(func() {
			for i := range next {
				part, err := Compute(work, shards[i], from)
				mu.Lock()
				if parts[i] = part; err != nil {
					cancel(err)
				} else if done++; o.Progress != nil {
					o.Progress(done, len(shards))
				}
				mu.Unlock()
			}
		})
	}
	for i := range shards {
		select {
		case next <- i:
		case <-work.Done():
		}
	}
	close(next)
	all.Wait()
	if err := context.Cause(work); err != nil {
		return Summary{}, errors.Join(err, ctx.Err())
	}
	whole, err := Merge(parts...)
	if err != nil {
		return Summary{}, err
	}
	return whole.Summary(o.Floor)
}
