package dist

import "math"

// Truncated is a quantity known to lie between two bounds, both included: what
// Of says beyond them is left out and the rest weighs more. An infinite bound
// cuts nothing; bounds of 0 and 0, as in the zero Truncated, are bounds, not
// their absence. The zero Truncated has nothing to truncate and is refused by
// Validate.
type Truncated struct {
	Of          Distribution
	Least, Most float64
}

// share returns the probability of a value of Of below the bounds and that of
// one within them. It reports whether there is anything to work with.
func (d Truncated) share() (before, within float64, ok bool) {
	if !(d.Least <= d.Most) || !shallow(d) {
		return 0, 0, false
	}
	before = below(d.Of, d.Least)
	within = CDF(d.Of, d.Most) - before
	return before, within, within > 0
}

// Quantile returns that of Of, with p moved into the share within the bounds.
func (d Truncated) Quantile(p float64) float64 {
	before, within, ok := d.share()
	if !ok {
		return math.NaN()
	}
	if p > 0 && p < 1 {
		if x := d.Of.Quantile(before + p*within); x >= d.Least && x <= d.Most {
			return x
		}
	}
	least, most := d.Support() // beyond it, or by rounding just beyond the bounds
	if x, out := outside(p, least, most); out {
		return x
	}
	return min(max(d.Of.Quantile(before+p*within), least), most)
}

// Mean returns the mean of what lies within the bounds: in closed form for all
// distributions of this package, by quadrature to 1e-7 for those of a host.
func (d Truncated) Mean() float64 {
	m, c := d.moments()
	return m.mean(c)
}

// Variance returns the variance of what lies within the bounds, computed as
// the mean is.
func (d Truncated) Variance() float64 {
	m, _ := d.moments()
	return m.variance()
}

// moments returns those of what lies within, about a centre.
func (d Truncated) moments() (moments, float64) {
	if _, _, ok := d.share(); !ok {
		return moments{math.NaN(), math.NaN(), math.NaN()}, 0
	}
	c := d.Quantile(0.5)
	return partOf(d.Of, d.Least, d.Most, c), c
}

// CDF returns that of Of, as a part of what lies within the bounds.
func (d Truncated) CDF(x float64) float64 {
	before, within, ok := d.share()
	switch {
	case !ok || math.IsNaN(x):
		return math.NaN()
	case x < d.Least:
		return 0
	case x >= d.Most:
		return 1
	}
	return min(max((CDF(d.Of, x)-before)/within, 0), 1)
}

// Support returns the bounds, or those of Of where they are narrower; for a
// quantity with steps the outer ones within the bounds.
func (d Truncated) Support() (least, most float64) {
	if !shallow(d) {
		return math.NaN(), math.NaN()
	}
	if values, _ := d.Steps(); len(values) > 0 {
		return values[0], values[len(values)-1]
	}
	least, most = Support(d.Of)
	return max(least, d.Least), min(most, d.Most)
}

// Steps returns the values of Of within the bounds with their probabilities,
// and nothing where Of has no steps. The caller owns both slices.
func (d Truncated) Steps() (values, probabilities []float64) {
	of, ok := d.Of.(stepper)
	if !ok || !shallow(d) {
		return nil, nil
	}
	all, weights := of.Steps()
	sum := 0.0
	for i, x := range all {
		if x >= d.Least && x <= d.Most {
			values, probabilities = append(values, x), append(probabilities, weights[i])
			sum += weights[i]
		}
	}
	for i := range probabilities {
		probabilities[i] /= sum
	}
	return values, probabilities
}

// Validate returns an [*Error] unless Of is sound, the bounds are in order, and
// at least [MinMass] of Of lies within them.
func (d Truncated) Validate() error { return failure("truncated", d) }

func (d Truncated) judge(f *faults, path string, depth int) {
	known := len(f.list)
	f.within(path+"of", d.Of, depth)
	for _, bound := range [...]struct {
		name string
		x    float64
	}{{"least", d.Least}, {"most", d.Most}} {
		if !math.IsInf(bound.x, 0) {
			f.finite(path+bound.name, bound.x, MaxMagnitude)
		}
	}
	if d.Least > d.Most {
		f.add(CodeBoundsReversed, path+"most", number(d.Least), number(d.Most))
	}
	if len(f.list) > known {
		return
	}
	if _, within, _ := d.share(); !(within >= MinMass) {
		f.add(CodeNothingLeft, path+"of", number(MinMass), number(within))
	}
}

func (d Truncated) partial(a, b, c float64) moments {
	_, within, ok := d.share()
	if !ok {
		return moments{math.NaN(), math.NaN(), math.NaN()}
	}
	return moments{}.plus(partOf(d.Of, max(a, d.Least), min(b, d.Most), c), 1/within)
}
