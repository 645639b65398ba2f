package dist

import (
	"math"

	"gonum.org/v1/gonum/stat/distuv"
)

// Normal is a quantity with the bell-shaped distribution of mean Mu and
// standard deviation Sigma. It has no bounds: durations want a [Truncated] one.
// A Sigma of 0 is a constant; the zero Normal is always 0.
type Normal struct {
	Mu, Sigma float64
}

func (d Normal) valid() bool { return !math.IsNaN(d.Mu) && d.Sigma >= 0 }

// Quantile returns Mu plus Sigma times the quantile of the standard normal
// distribution, and an infinity for p outside (0, 1).
func (d Normal) Quantile(p float64) float64 {
	if !d.valid() {
		return math.NaN()
	}
	least, most := d.Support()
	if x, out := outside(p, least, most); out {
		return x
	}
	return d.Mu + d.Sigma*standard(p)
}

// standard returns the quantile of the standard normal distribution. Both
// halves are computed as the lower one.
func standard(p float64) float64 {
	if p > 0.5 {
		return -distuv.UnitNormal.Quantile(1 - p)
	}
	return distuv.UnitNormal.Quantile(p)
}

// Mean returns Mu.
func (d Normal) Mean() float64 { return d.Mu }

// Variance returns the square of Sigma.
func (d Normal) Variance() float64 { return d.Sigma * d.Sigma }

// CDF returns the area under the bell up to x.
func (d Normal) CDF(x float64) float64 {
	switch {
	case !d.valid() || math.IsNaN(x):
		return math.NaN()
	case d.Sigma == 0:
		return jump(x, d.Mu)
	}
	return phi((x - d.Mu) / d.Sigma)
}

// phi returns the CDF of the standard normal distribution.
func phi(z float64) float64 { return math.Erfc(-z/math.Sqrt2) / 2 }

// bell returns the density of the standard normal distribution.
func bell(z float64) float64 { return math.Exp(-z*z/2) / math.Sqrt(2*math.Pi) }

// Support returns the infinities, and Mu twice where Sigma is 0.
func (d Normal) Support() (least, most float64) {
	if d.Sigma == 0 {
		return d.Mu, d.Mu
	}
	return math.Inf(-1), math.Inf(1)
}

// Validate returns an [*Error] unless both parameters are numbers within
// [MaxMagnitude] and Sigma is not negative.
func (d Normal) Validate() error { return failure("normal", d) }

func (d Normal) judge(f *faults, path string, _ int) {
	f.finite(path+"mu", d.Mu, MaxMagnitude)
	f.deviation(path+"sigma", d.Sigma, MaxMagnitude)
}

func (d Normal) partial(a, b, c float64) moments {
	if d.Sigma == 0 {
		return Constant{d.Mu}.partial(a, b, c)
	}
	return bellPart((a-d.Mu)/d.Sigma, (b-d.Mu)/d.Sigma).scaled(d.Sigma).moved(c - d.Mu)
}

// bellPart returns the moments about 0 of the standard normal distribution
// between two values, in the tail where they are the more exact.
func bellPart(a, b float64) moments {
	if !(a < b) {
		return moments{}
	}
	if a > 0 {
		m := bellPart(-b, -a)
		return moments{m.mass, -m.first, m.second}
	}
	mass, first := phi(b)-phi(a), bell(a)-bell(b)
	return moments{mass, first, mass + edge(a) - edge(b)}
}

// edge returns z times its density, which is 0 at the infinities.
func edge(z float64) float64 {
	if math.IsInf(z, 0) {
		return 0
	}
	return z * bell(z)
}
