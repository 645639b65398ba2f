package dist

import (
	"math"
	"slices"
)

// Beta is a quantity between two bounds with the density of the beta
// distribution of shapes Alpha and Beta in between. Shapes of 1 and 1 make it
// uniform; below 1 values crowd at that bound. Equal bounds are a constant. The
// zero Beta has no shapes and is refused by Validate.
type Beta struct {
	Alpha, Beta float64
	Least, Most float64
}

func (d Beta) valid() bool { return d.Alpha > 0 && d.Beta > 0 && d.Least <= d.Most }

// Quantile inverts the CDF to the precision of a float64, each half counted
// from its own bound.
func (d Beta) Quantile(p float64) float64 {
	if !d.valid() {
		return math.NaN()
	}
	if x, out := outside(p, d.Least, d.Most); out {
		return x
	}
	width := d.Most - d.Least
	if p > 0.5 {
		return max(d.Most-width*betaQuantile(d.Beta, d.Alpha, 1-p), d.Least)
	}
	return min(d.Least+width*betaQuantile(d.Alpha, d.Beta, p), d.Most)
}

// Quantiles returns the quantiles of ascending probabilities, each within 1e-12
// of the width of what Quantile returns, in an eighth of the time where they are
// many. For probabilities that are out of order or outside (0, 1) it calls
// Quantile. The caller owns the result.
func (d Beta) Quantiles(p []float64) []float64 {
	out := make([]float64, len(p))
	if !d.valid() || len(p) == 0 || !(p[0] > 0) || !slices.IsSorted(p) || !(p[len(p)-1] < 1) {
		for i := range p {
			out[i] = d.Quantile(p[i])
		}
		return out
	}
	width, upper := d.Most-d.Least, len(p)
	for upper > 0 && p[upper-1] > 0.5 {
		upper--
	}
	betaLadder(d.Alpha, d.Beta, p[:upper], out[:upper])
	for i := range upper {
		out[i] = min(d.Least+width*out[i], d.Most)
	}
	gaps := make([]float64, len(p)-upper) // from 1, ascending
	for i := range gaps {
		gaps[i] = 1 - p[len(p)-1-i]
	}
	rest := out[upper:]
	betaLadder(d.Beta, d.Alpha, gaps, rest)
	slices.Reverse(rest)
	for i := range rest {
		rest[i] = max(d.Most-width*rest[i], d.Least)
	}
	return out
}

// Mean returns the bounds weighted by the shapes.
func (d Beta) Mean() float64 {
	return d.Least + (d.Most-d.Least)*(d.Alpha/(d.Alpha+d.Beta))
}

// Variance returns the square of the width times
// Alpha*Beta/((Alpha+Beta)^2*(Alpha+Beta+1)).
func (d Beta) Variance() float64 {
	n := d.Alpha + d.Beta
	return square(d.Most-d.Least) * (d.Alpha / n) * (d.Beta / n) / (n + 1)
}

// CDF returns the regularised incomplete beta function at the share of the way
// from Least to Most.
func (d Beta) CDF(x float64) float64 {
	switch {
	case !d.valid() || math.IsNaN(x):
		return math.NaN()
	case x < d.Least:
		return 0
	case x >= d.Most:
		return 1
	}
	return d.upTo(x, 0)
}

// upTo returns the CDF at x with Alpha raised by k, counted from the nearer
// bound.
func (d Beta) upTo(x, k float64) float64 {
	width := d.Most - d.Least
	if up := (x - d.Least) / width; up <= 0.5 {
		return betaCDF(d.Alpha+k, d.Beta, up)
	}
	return 1 - betaCDF(d.Beta, d.Alpha+k, (d.Most-x)/width)
}

// Support returns the bounds.
func (d Beta) Support() (least, most float64) { return d.Least, d.Most }

// Validate returns an [*Error] unless the shapes are numbers from [MinShape] to
// [MaxShape] and the bounds numbers within [MaxMagnitude] and in order.
func (d Beta) Validate() error { return failure("beta", d) }

func (d Beta) judge(f *faults, path string, _ int) {
	f.shape(path+"alpha", d.Alpha, MinShape)
	f.shape(path+"beta", d.Beta, MinShape)
	f.bounds(path, d.Least, d.Most)
}

// partial uses that x times the density of a beta is that of one with Alpha
// higher by 1, times its mean.
func (d Beta) partial(a, b, c float64) moments {
	if d.Least == d.Most {
		return Constant{d.Least}.partial(a, b, c)
	}
	a, b = max(a, d.Least), min(b, d.Most)
	if !(a < b) {
		return moments{}
	}
	n, width := d.Alpha+d.Beta, d.Most-d.Least
	part := func(k float64) float64 { return d.upTo(b, k) - d.upTo(a, k) }
	m := moments{part(0), d.Alpha / n * part(1), d.Alpha / n * ((d.Alpha + 1) / (n + 1)) * part(2)}
	return m.scaled(width).moved(c - d.Least)
}
