package sra

import (
	"context"
	"errors"
	"fmt"

	"github.com/milepost-go/milepost/risk"
	"github.com/milepost-go/milepost/risk/montecarlo"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// Run simulates the plan under the risks of the register and whatever else the
// options say is uncertain. Plan, register and options are only read.
//
// A question that cannot be answered is a [*finding.Error] with every fault and
// no outcome. A run that the context ends returns the outcome of the blocks of
// trials that were finished, marked Partial, and the error of the context; of a
// context that has ended before, an outcome without trials.
func Run(ctx context.Context, p *schedule.Plan, register risk.Register, o Options) (*Outcome, error) {
	s, err := Prepare(p, register, o)
	if err != nil {
		return nil, err
	}
	return s.Run(ctx)
}

// Run makes all trials of the study, as the function of that name does.
func (s *Study) Run(ctx context.Context) (*Outcome, error) {
	shard, err := s.blocks(ctx, 0, s.Blocks(), s.options.Stop.Within > 0)
	if shard == nil {
		return nil, err
	}
	return s.outcome(shard), err
}

// Blocks returns how many blocks of 1,024 trials the study has, the last of
// which may be short. Block b holds the trials from 1024 b on.
func (s *Study) Blocks() int { return (s.options.Trials + block - 1) / block }

// Shard makes the blocks from first to end-1, by as many workers as the options
// say, and returns what came out: for runs that are spread over machines, each
// of which prepares the same study. A stated convergence has no influence. When
// the context ends, the shard of the blocks that were finished comes with its
// error. Other errors are [ErrBlocks] and, when dates leave the calendar under
// closures, [schedule.ErrOutOfRange].
func (s *Study) Shard(ctx context.Context, first, end int) (*Shard, error) {
	if first < 0 || end > s.Blocks() || first >= end {
		return nil, fmt.Errorf("%w: %d to %d of %d", ErrBlocks, first, end, s.Blocks())
	}
	return s.blocks(ctx, first, end, false)
}

func (s *Study) blocks(ctx context.Context, first, end int, stop bool) (*Shard, error) {
	workers := make([]*worker, max(1, min(s.options.Workers, end-first)))
	for i := range workers {
		workers[i] = s.newWorker()
	}
	run := montecarlo.Run{Trials: min(end*block, s.options.Trials) - first*block, Workers: len(workers), Progress: s.options.Progress}
	if stop {
		run.Enough = func(int) bool { return s.enough(workers) }
	}
	var failed error
	_, err := run.Do(ctx, func(worker, number, trials int) error {
		return workers[worker].make(first+number, trials)
	})
	if err != nil && ctx.Err() == nil {
		return nil, err // a block is half counted
	} else if err != nil {
		failed = fmt.Errorf("sra: %w", ctx.Err())
	}
	shard, err := s.gatherShards(workers)
	return shard, errors.Join(failed, err)
}

// gatherShards merges what the workers have.
func (s *Study) gatherShards(workers []*worker) (*Shard, error) {
	if len(workers) == 1 {
		return workers[0].shard, nil
	}
	shards := []*Shard{s.newShard()}
	for _, w := range workers {
		shards = append(shards, w.shard)
	}
	return merge(shards...)
}

// enough reports whether the percentile of the finish that was stated is known
// well enough.
func (s *Study) enough(workers []*worker) bool {
	var all montecarlo.Counts
	for _, w := range workers {
		all.Merge(&w.shard.scenes[0].Finish)
	}
	half, ok := s.halfWidth(&all)
	return ok && half <= s.options.Stop.Within
}

// halfWidth returns half the width of the 95 % interval of the percentile that
// convergence is stated for, in working time.
func (s *Study) halfWidth(finish *montecarlo.Counts) (calendar.Work, bool) {
	const z = 1.959963984540054 // of 97.5 % in the normal distribution
	low, high, ok := finish.Interval(int64(s.options.Stop.Percent), 100, z)
	return (s.project.Between(dateTime(low), dateTime(high)) + 1) / 2, ok
}
