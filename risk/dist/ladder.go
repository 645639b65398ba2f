package dist

import "math"

// rungTerms is the length of the power series of a rung.
const rungTerms = 16

// rung is the CDF of a beta distribution from at on, as a power series in the
// relative distance u = x/at - 1, good up to reach.
type rung struct {
	at, reach float64
	cdf       float64            // at u = 0
	series    [rungTerms]float64 // the density times at, by powers of u
	integral  [rungTerms]float64 // the same integrated, without one power of u
}

// newRung expands the density, whose value at x times x is given. Its
// logarithmic derivative is a ratio of polynomials, so each coefficient follows
// from the two before it.
func newRung(a, b, x, cdf, density float64) rung {
	r := rung{at: x, cdf: cdf, reach: 0.1 * min(1, (1-x)/x) / (1 + (a+b)/40)}
	n, rest := a+b-2, 1/(1-x)
	before, now := 0.0, density
	for k := range r.series {
		j := float64(k)
		r.series[k], r.integral[k] = now, now/(j+1)
		before, now = now, ((a-1-n*x-(1-2*x)*j)*now+x*(j-1-n)*before)*rest/(j+1)
	}
	return r
}

// value returns the CDF and the density times at for a distance.
func (r *rung) value(u float64) (cdf, density float64) {
	sum := 0.0
	for k := rungTerms - 1; k >= 0; k-- {
		density = density*u + r.series[k]
		sum = sum*u + r.integral[k]
	}
	return r.cdf + sum*u, density
}

// betaLadder writes the quantiles of ascending probabilities from 0 to 1/2,
// both not included: it climbs from the first to the last by power series, each
// of which starts where the last ends, and inverts these by Halley's steps. It
// takes an eighth of the time of as many calls of betaQuantile.
func betaLadder(a, b float64, p, out []float64) {
	if len(p) == 0 {
		return
	}
	first := betaQuantile(a, b, p[0])
	if len(p) < 4 || !(first > 1e-250) || a+b > 2000 {
		for i := range p {
			out[i] = betaQuantile(a, b, p[i])
		}
		return
	}
	density := math.Exp(a*math.Log(first) + (b-1)*math.Log1p(-first) - logBeta(a, b))
	r := newRung(a, b, first, p[0], density)
	top, density := r.value(r.reach)
	u := 0.0
	for i, target := range p {
		for target > top {
			r = newRung(a, b, r.at*(1+r.reach), top, density*(1+r.reach))
			top, density = r.value(r.reach)
			u = 0
		}
		u = r.invert(a, b, target, u)
		out[i] = r.at * (1 + u)
	}
}

// invert returns the distance at which the CDF is p, found by Halley's steps
// from u.
func (r *rung) invert(a, b, p, u float64) float64 {
	for range 8 {
		cdf, density := r.value(u)
		step := (cdf - p) / density
		x := r.at * (1 + u)
		bend := r.at * ((a-1)/x - (b-1)/(1-x))
		step /= 1 - min(max(step*bend, -1), 1)/2
		u -= step
		if math.Abs(step)*(1+math.Abs(bend)) < 1e-5 { // the next would be 1e-15
			break
		}
	}
	return u
}
