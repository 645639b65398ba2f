package dist

import (
	"math"
	"slices"
)

// Distance returns the Kolmogorov-Smirnov distance between data and a
// distribution: the greatest difference between the share of the data up to any
// value and the CDF there, from 0 for a perfect fit to 1. It is NaN without
// data, or with data or a CDF that is no number. The data are not changed. For
// a distribution fitted to the same data the usual tables of critical values
// are too generous (H. W. Lilliefors, Journal of the American Statistical
// Association 62, 1967): compare fits by it, do not test with it.
func Distance(data []float64, d Distribution) float64 {
	sorted, n := slices.Sorted(slices.Values(data)), float64(len(data))
	if len(sorted) == 0 || math.IsNaN(sorted[0]) {
		return math.NaN()
	}
	worst := 0.0
	for from := 0; from < len(sorted); {
		to := from + 1
		for to < len(sorted) && sorted[to] == sorted[from] {
			to++
		}
		before, at := below(d, sorted[from]), CDF(d, sorted[from])
		if math.IsNaN(before) || math.IsNaN(at) {
			return math.NaN()
		}
		worst = max(worst, math.Abs(float64(from)/n-before), math.Abs(float64(to)/n-at))
		from = to
	}
	return worst
}
