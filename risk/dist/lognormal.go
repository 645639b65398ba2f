package dist

import "math"

// LogNormal is a quantity above 0 whose natural logarithm is normal with mean
// Mu and standard deviation Sigma. A Sigma of 0 is a constant; the zero
// LogNormal is always 1. [LogNormalOf] makes one from its own mean.
type LogNormal struct {
	Mu, Sigma float64
}

// LogNormalOf returns the lognormal distribution of a mean and a standard
// deviation. A mean that is not above 0, a negative deviation, or one that
// passes the limits for Mu and Sigma is an [*Error].
func LogNormalOf(mean, deviation float64) (LogNormal, error) {
	var f faults
	if f.finite("mean", mean, MaxMagnitude) && mean <= 0 {
		f.add(CodeNotPositive, "mean", number(0), number(mean))
	}
	f.deviation("deviation", deviation, MaxMagnitude)
	if len(f.list) > 0 {
		return LogNormal{}, &Error{Type: "lognormal", Faults: f.list}
	}
	variance := math.Log1p(square(deviation / mean))
	d := LogNormal{math.Log(mean) - variance/2, math.Sqrt(variance)}
	if err := d.Validate(); err != nil {
		return LogNormal{}, err
	}
	return d, nil
}

func (d LogNormal) log() Normal { return Normal(d) }

// Quantile returns the exponential of the quantile of the logarithm: 0 for p at
// or below 0 and infinity at or above 1.
func (d LogNormal) Quantile(p float64) float64 { return math.Exp(d.log().Quantile(p)) }

// Mean returns exp(Mu + Sigma*Sigma/2).
func (d LogNormal) Mean() float64 { return math.Exp(d.Mu + d.Sigma*d.Sigma/2) }

// Variance returns the square of the mean times exp(Sigma*Sigma) - 1.
func (d LogNormal) Variance() float64 { return square(d.Mean()) * math.Expm1(d.Sigma*d.Sigma) }

// CDF returns the CDF of the logarithm of x, and 0 for x at or below 0.
func (d LogNormal) CDF(x float64) float64 { return d.log().CDF(math.Log(max(x, 0))) }

// Support returns 0 and infinity, and the value twice where Sigma is 0.
func (d LogNormal) Support() (least, most float64) {
	low, high := d.log().Support()
	return math.Exp(low), math.Exp(high)
}

// Validate returns an [*Error] unless Mu is a number within [MaxLogMu] and
// Sigma one from 0 to [MaxLogSigma].
func (d LogNormal) Validate() error { return failure("lognormal", d) }

func (d LogNormal) judge(f *faults, path string, _ int) {
	f.finite(path+"mu", d.Mu, MaxLogMu)
	f.deviation(path+"sigma", d.Sigma, MaxLogSigma)
}

// partial uses that the k-th moment is that of the logarithm with its mean
// moved by k variances.
func (d LogNormal) partial(a, b, c float64) moments {
	if d.Sigma == 0 {
		return Constant{math.Exp(d.Mu)}.partial(a, b, c)
	}
	z := func(x float64) float64 { return (math.Log(max(x, 0)) - d.Mu) / d.Sigma }
	part := func(k float64) float64 {
		return math.Exp(k*d.Mu+square(k*d.Sigma)/2) * bellPart(z(a)-k*d.Sigma, z(b)-k*d.Sigma).mass
	}
	return moments{part(0), part(1), part(2)}.moved(c)
}
