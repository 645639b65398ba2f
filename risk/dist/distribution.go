package dist

import "math"

// Distribution is one uncertain quantity: a duration in minutes, an amount in
// minor units, any number the host counts in. The types of this package are
// such; a host may add its own, whose methods have to be safe for concurrent
// use and give the same answer every time.
type Distribution interface {
	// Quantile returns the least value that the quantity does not exceed with
	// probability p. It never falls as p grows. For p at or below 0 it is the
	// least possible value and for p at or above 1 the greatest, which may be
	// infinite; for p that is no number, or parameters that Validate refuses,
	// it is no number or means nothing, but never panics.
	Quantile(p float64) float64
	// Mean returns the expected value, and NaN where parameters are refused.
	Mean() float64
	// Validate returns nil, or an error with every fault of the parameters.
	// Those of this package are an [*Error].
	Validate() error
}

// Analytic is a [Distribution] that knows more of itself in closed form. All
// types of this package are analytic.
type Analytic interface {
	// CDF returns the probability of a value of at most x.
	CDF(x float64) float64
	// Variance returns the expected square of the distance from the mean.
	Variance() float64
	// Support returns the least and the greatest possible value. They may be
	// infinite.
	Support() (least, most float64)
}

// CDF returns the probability that a quantity is at most x: by its own method
// where it has one, else by halving until the quantile is found to the last
// bit, with p between 0 and 1 in steps of 2^-60.
func CDF(d Distribution, x float64) float64 {
	if a, ok := d.(Analytic); ok {
		return a.CDF(x)
	}
	if d == nil || math.IsNaN(x) {
		return math.NaN()
	}
	low, high := 0.0, 1.0
	for range 60 {
		p := low + (high-low)/2
		if d.Quantile(p) <= x {
			low = p
		} else {
			high = p
		}
	}
	if high == 1 {
		return 1
	}
	return low
}

// Variance returns the variance of a quantity: by its own method where it has
// one, else from its quantiles by quadrature, with a relative error below 1e-7
// where tails fall at least as fast as those of a lognormal.
func Variance(d Distribution) float64 {
	if a, ok := d.(Analytic); ok {
		return a.Variance()
	}
	if d == nil {
		return math.NaN()
	}
	mean := d.Mean()
	return quadrature(func(p float64) float64 { return square(d.Quantile(p) - mean) }, 0, 1)
}

// Deviation returns the standard deviation, the root of [Variance].
func Deviation(d Distribution) float64 { return math.Sqrt(Variance(d)) }

// Support returns the least and the greatest possible value of a quantity: by
// its own method where it has one, else the quantiles of 0 and 1.
func Support(d Distribution) (least, most float64) {
	if a, ok := d.(Analytic); ok {
		return a.Support()
	}
	if d == nil {
		return math.NaN(), math.NaN()
	}
	return d.Quantile(0), d.Quantile(1)
}

// stepper is what package montecarlo calls a Stepper.
type stepper interface {
	Steps() (values, probabilities []float64)
}

// outside returns the quantile for a p that lies outside (0, 1) and reports
// whether p does. The support must be that of valid parameters.
func outside(p, least, most float64) (float64, bool) {
	switch {
	case math.IsNaN(p):
		return p, true
	case p <= 0:
		return least, true
	case p >= 1:
		return most, true
	}
	return 0, false
}

// jump returns the CDF of a quantity that is always at.
func jump(x, at float64) float64 {
	switch {
	case math.IsNaN(x):
		return x
	case x < at:
		return 0
	}
	return 1
}

func square(x float64) float64 { return x * x }
