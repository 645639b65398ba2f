// Package montecarlo draws the trials of simulations and counts what they come
// to, so that the figures depend on the seed and the number of trials and on
// nothing else: not on how many workers or machines made them, in which order,
// or which of them made what.
//
// # Parts
//
// A [Model] holds uncertain inputs, their correlations and a seed. A [Sampler]
// draws the values of a block of 1024 trials, sixteen at a time. A [Run] hands
// blocks to workers. [Counts] keeps what came out: every value with how often
// it came, exact sums, percentiles; counts of different trials merge in any
// order to the same counts.
//
//	model, found := montecarlo.New([]montecarlo.Input{
//		{ID: "design", Dist: design}, // any distribution with a Quantile
//		{ID: "build", Dist: build},
//	}, []montecarlo.Correlation{{A: "design", B: "build", Rank: 0.5}}, montecarlo.Options{Seed: 7})
//	if finding.Blocks(found) {
//		return finding.AsError("simulation", found)
//	}
//	sampler, total := model.NewSampler(), new(montecarlo.Counts)
//	_, err := montecarlo.Run{Trials: 10_000}.Do(ctx, func(_, block, trials int) error {
//		sampler.Start(block)
//		var a, b [montecarlo.Lanes]int64
//		for at := 0; at*montecarlo.Lanes < trials; at++ {
//			sampler.Values(0, at, &a)
//			sampler.Values(1, at, &b)
//			for l := range min(montecarlo.Lanes, trials-at*montecarlo.Lanes) {
//				total.Add(a[l] + b[l])
//			}
//		}
//		return nil
//	})
//	p80, _ := total.Percentile(80, 100)
//
// # How numbers are drawn
//
// The number of an input in a trial follows from the seed, the id of the input
// and the number of the trial alone. Adding or removing an input leaves the
// others as they were, so two runs differ by what was changed and not by luck.
// Values come from tables of the quantile function with an error below a
// thousandth of a thousandth of the width in the middle and exact ends, as
// whole numbers.
//
// Latin hypercube and correlation work block by block: within 1024 trials. So
// shards are whole blocks, memory does not grow with the number of trials, and
// a run may stop at any block.
//
// # Dependencies
//
// gonum.org/v1/gonum (BSD-3-Clause, maintained): Cholesky factors, eigenvalues
// and the normal quantile, which are not ours to write. It costs no further
// module.
//
// Stable: the exported names, the numbers drawn for a seed within one
// [StreamVersion], the JSON form of Counts, the codes.
package montecarlo
