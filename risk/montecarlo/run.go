package montecarlo

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
)

// ErrTrials: a run is asked for no trials or too many.
var ErrTrials = errors.New("montecarlo: number of trials")

// Run says how many trials to make and by how many workers.
type Run struct {
	// Trials is the most to be made, 1 to MaxTrials.
	Trials int
	// Workers is how many goroutines work at once; 0 means 1. It has no
	// influence on results.
	Workers int
	// Enough, if set, is asked after every Round blocks whether the results are
	// good enough; no other call is under way then. Rounds are the same on any
	// number of workers, so a run stops at the same trial.
	Enough func(trials int) bool
	// Round is how many blocks are made between two questions; 0 means 8.
	Round int
	// Progress, if set, is told from time to time how many trials are done. It
	// may be called from any worker, one call at a time.
	Progress func(done, total int)
}

// Do makes the trials: it calls work for every block, with the number of the
// worker that calls, from 0 to Workers-1, so that each can have scratch space
// and results of its own, and how many trials of the block to make, which is
// less than Block only in the last one.
//
// It returns how many trials were made. When the context ends, or work fails,
// no further block is begun, and the error comes with the number of trials in
// blocks that were finished: results of those are whole.
func (r Run) Do(ctx context.Context, work func(worker, block, trials int) error) (int, error) {
	if r.Trials < 1 || r.Trials > MaxTrials {
		return 0, fmt.Errorf("%w: %d, from 1 to %d", ErrTrials, r.Trials, MaxTrials)
	}
	blocks := (r.Trials + Block - 1) / Block
	round := r.Round
	if round <= 0 {
		round = 8
	}
	if r.Enough == nil {
		round = blocks
	}
	done := 0
	for first := 0; first < blocks; first += round {
		n, err := r.round(ctx, first, min(first+round, blocks), done, work)
		if done += n; err != nil {
			return done, err
		}
		if r.Enough != nil && done < r.Trials && r.Enough(done) {
			break
		}
	}
	return done, nil
}

// round makes the blocks from first to end-1 on all workers.
func (r Run) round(ctx context.Context, first, end, before int, work func(worker, block, trials int) error) (int, error) {
	var next, done atomic.Int64
	next.Store(int64(first))
	var mu sync.Mutex
	var failed error
	worker := func(w int) {
		for ctx.Err() == nil {
			block := int(next.Add(1)) - 1
			if block >= end {
				return
			}
			trials := min(Block, r.Trials-block*Block)
			err := work(w, block, trials)
			mu.Lock()
			if err != nil {
				failed = errors.Join(failed, err)
				next.Store(int64(end))
			} else if n := done.Add(int64(trials)); r.Progress != nil {
				r.Progress(before+int(n), r.Trials)
			}
			mu.Unlock()
		}
	}
	var all sync.WaitGroup
	for w := 1; w < min(r.Workers, end-first); w++ {
		all.Go(func() { worker(w) })
	}
	worker(0)
	all.Wait()
	if failed == nil && ctx.Err() != nil && int(done.Load()) < trialsOf(first, end, r.Trials) {
		failed = fmt.Errorf("montecarlo: %w", ctx.Err())
	}
	return int(done.Load()), failed
}

// trialsOf returns how many trials the blocks from first to end-1 have.
func trialsOf(first, end, total int) int { return min(end*Block, total) - first*Block }
