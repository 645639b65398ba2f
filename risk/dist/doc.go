// Package dist holds the distributions of uncertain quantities: how long a task
// may take, what it may cost, whether an event happens.
//
// A distribution is a small value with exported parameters. It holds no source
// of randomness and no state: [Distribution] asks for the quantile of a
// probability, and whoever samples brings the probabilities. So the same draw
// always gives the same value, correlation is the business of the sampler, and
// all values are safe for concurrent use as long as nobody writes to their
// slices.
//
// # First program
//
//	package main
//
//	import (
//		"fmt"
//
//		"github.com/milepost-go/milepost/risk/dist"
//	)
//
//	func main() {
//		task := dist.PERT{Least: 20, Likely: 30, Most: 60} // days
//		if err := task.Validate(); err != nil {
//			fmt.Println(err) // names every faulty parameter
//			return
//		}
//		fmt.Printf("mean %.1f, half of the time within %.1f, four times of five within %.1f\n",
//			task.Mean(), task.Quantile(0.5), task.Quantile(0.8))
//		fmt.Printf("within 30 days with probability %.0f %%\n", 100*task.CDF(30))
//	}
//
// # Which one
//
//   - three-point estimates: [PERT] (of any shape) and [Triangular]; where the
//     outer points are percentiles and no bounds, [ThreePoint] solves for them;
//   - nothing known but bounds: [Uniform]; known exactly: [Constant];
//   - many small causes that add up: [Normal]; that multiply: [LogNormal];
//   - shares, or anything between bounds: [Beta];
//   - events and cases: [Bernoulli], [Discrete];
//   - data: [Empirical], or a shape fitted by [FitNormal] and its kin, which say
//     how far it is from the data ([Distance]) and mark what few data support;
//   - "as that one, but never below 0": [Truncated]; "this one, or with one
//     chance in five that one": [Mixture].
//
// Each of them is [Analytic] too: it knows its CDF, variance and support. For a
// distribution of the host the functions [CDF], [Variance] and [Support] work
// from quantiles.
//
// # Numbers
//
// Parameters and values are float64 in whatever unit the host counts.
// CDF(Quantile(p)) is p within 1e-9 for p from 1e-9 to 1-1e-9, apart from what
// one step of a float64 is worth there. Moments are closed formulas, also of
// mixtures and of what truncation leaves; only for distributions of a host are
// they integrated, and the functions say how closely. Amounts that have to be
// exact are no matter for distributions.
//
// [Encode] writes any of them as JSON, tagged with its type and with decimals as
// texts; [Tagged] does so within the documents of others.
//
// Validate and [Check] name all faulty parameters at once. A distribution they
// refuse gives numbers without meaning or no numbers, and never panics.
//
// # Dependencies
//
// gonum.org/v1/gonum (BSD-3-Clause, maintained): the regularised incomplete
// beta function and the quantile of the normal distribution, which are not ours
// to write. It costs no further module.
//
// Stable: the exported names, the codes, the JSON form and, within rounding,
// the numbers.
package dist
