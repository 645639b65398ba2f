package montecarlo

import (
	"bytes"
	"context"
	"errors"
	"sync/atomic"
	"testing"
	"time"
)

// total runs a small simulation and returns the counts of a sum.
func total(t *testing.T, run Run, m *Model) (*Counts, int) {
	t.Helper()
	workers := max(run.Workers, 1)
	parts, samplers := make([]Counts, workers), make([]*Sampler, workers)
	for w := range samplers {
		samplers[w] = m.NewSampler()
	}
	made, err := run.Do(t.Context(), func(w, block, trials int) error {
		s := samplers[w]
		s.Start(block)
		var a, b [Lanes]int64
		for at := 0; at*Lanes < trials; at++ {
			s.Values(0, at, &a)
			s.Values(1, at, &b)
			for l := range min(Lanes, trials-at*Lanes) {
				parts[w].Add(a[l] + b[l])
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for w := 1; w < workers; w++ {
		parts[0].Merge(&parts[w])
	}
	return &parts[0], made
}

// TestSameBytesOnAnyWorkers: 1, 2, 4 and 16 workers come to the same bytes,
// sampled freely, in strata and with correlations.
func TestSameBytesOnAnyWorkers(t *testing.T) {
	inputs := []Input{{ID: "a", Dist: pert()}, {ID: "b", Dist: pert()}}
	for _, o := range []Options{{Seed: 1}, {Seed: 1, Latin: true}} {
		for _, c := range [][]Correlation{nil, {{"a", "b", 0.6}}} {
			m := model(t, inputs, c, o)
			one, made := total(t, Run{Trials: 20_500}, m)
			if made != 20_500 || one.N() != 20_500 {
				t.Fatalf("%d trials made, %d counted", made, one.N())
			}
			for _, workers := range []int{2, 4, 16} {
				if other, _ := total(t, Run{Trials: 20_500, Workers: workers}, m); !bytes.Equal(bytesOf(t, one), bytesOf(t, other)) {
					t.Errorf("%+v: %d workers come to other bytes", o, workers)
				}
			}
		}
	}
}

// TestEnough stops at the same trial on any number of workers.
func TestEnough(t *testing.T) {
	m := model(t, []Input{{ID: "a", Dist: pert()}, {ID: "b", Dist: pert()}}, nil, Options{Seed: 1})
	for _, workers := range []int{1, 3, 8} {
		asked := 0
		_, made := total(t, Run{Trials: 1_000_000, Workers: workers, Round: 3, Enough: func(trials int) bool {
			if asked++; trials != asked*3*Block {
				t.Errorf("asked at %d trials", trials)
			}
			return asked == 4
		}}, m)
		if made != 12*Block {
			t.Errorf("%d workers: %d trials", workers, made)
		}
	}
}

func TestRunRefuses(t *testing.T) {
	for _, trials := range []int{0, -1, MaxTrials + 1} {
		if n, err := (Run{Trials: trials}).Do(t.Context(), nil); n != 0 || !errors.Is(err, ErrTrials) {
			t.Errorf("%d trials: %d, %v", trials, n, err)
		}
	}
}

// TestCancelledRun stops promptly and says how much is whole.
func TestCancelledRun(t *testing.T) {
	for _, workers := range []int{1, 4} {
		ctx, cancel := context.WithCancel(t.Context())
		var whole atomic.Int64
		begun := time.Now()
		n, err := Run{Trials: MaxTrials, Workers: workers}.Do(ctx, func(_, block, trials int) error {
			if block == 20 {
				cancel()
			}
			whole.Add(int64(trials))
			return nil
		})
		if !errors.Is(err, context.Canceled) || n != int(whole.Load()) || n == 0 || time.Since(begun) > time.Minute {
			t.Errorf("%d workers: %d of %d whole, %v", workers, n, whole.Load(), err)
		}
		cancel()
	}
}

// TestFailedWork ends the run with its error; blocks that were finished count.
func TestFailedWork(t *testing.T) {
	broken := errors.New("broken")
	n, err := Run{Trials: 100 * Block, Workers: 2}.Do(t.Context(), func(_, block, _ int) error {
		if block == 5 {
			return broken
		}
		return nil
	})
	if !errors.Is(err, broken) || n < 4*Block || n > 8*Block {
		t.Errorf("%d, %v", n, err)
	}
}

// TestProgress is told in ascending steps up to all.
func TestProgress(t *testing.T) {
	last := 0
	_, err := Run{Trials: 10*Block + 3, Workers: 3, Round: 4, Enough: func(int) bool { return false }, Progress: func(done, all int) {
		if done <= last || all != 10*Block+3 {
			t.Errorf("%d of %d after %d", done, all, last)
		}
		last = done
	}}.Do(t.Context(), func(_, _, _ int) error { return nil })
	if err != nil || last != 10*Block+3 {
		t.Errorf("%d, %v", last, err)
	}
}
