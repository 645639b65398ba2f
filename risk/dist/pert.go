package dist

import "math"

// DefaultShape is the shape of the usual PERT.
const DefaultShape = 4

// PERT is a quantity between two bounds that gathers round its most likely
// value: the beta distribution of shapes 1 + Shape*(Likely-Least)/(Most-Least)
// and 1 + Shape*(Most-Likely)/(Most-Least) (D. Vose, Risk Analysis). The higher
// the shape the closer it gathers; a shape of 0 means [DefaultShape]. Equal
// bounds are a constant; the zero PERT is always 0.
type PERT struct {
	Least, Likely, Most float64
	Shape               float64
}

// ShapeOrDefault returns the shape that is in force.
func (d PERT) ShapeOrDefault() float64 {
	if d.Shape == 0 {
		return DefaultShape
	}
	return d.Shape
}

// Beta returns the same distribution as a [Beta]. Where the bounds are equal
// its shapes are those of the middle.
func (d PERT) Beta() Beta {
	shape, rise := d.ShapeOrDefault(), 0.5
	if d.Most != d.Least {
		rise = (d.Likely - d.Least) / (d.Most - d.Least)
	}
	return Beta{Alpha: 1 + shape*rise, Beta: 1 + shape*(1-rise), Least: d.Least, Most: d.Most}
}

func (d PERT) valid() bool { return d.Least <= d.Likely && d.Likely <= d.Most }

// Quantile returns that of the beta distribution.
func (d PERT) Quantile(p float64) float64 {
	if !d.valid() {
		return math.NaN()
	}
	return d.Beta().Quantile(p)
}

// Quantiles returns those of the beta distribution, see [Beta.Quantiles].
func (d PERT) Quantiles(p []float64) []float64 {
	b := d.Beta()
	if !d.valid() {
		b.Alpha = math.NaN()
	}
	return b.Quantiles(p)
}

// Mean returns (Least + Shape*Likely + Most) / (Shape + 2).
func (d PERT) Mean() float64 {
	up, _ := d.fromBounds()
	return d.Least + up
}

// fromBounds returns how far the mean lies from the bounds.
func (d PERT) fromBounds() (up, down float64) {
	shape, width := d.ShapeOrDefault(), d.Most-d.Least
	return (shape*(d.Likely-d.Least) + width) / (shape + 2), (shape*(d.Most-d.Likely) + width) / (shape + 2)
}

// Variance returns (Mean-Least) * (Most-Mean) / (Shape + 3), that of the beta
// distribution.
func (d PERT) Variance() float64 {
	up, down := d.fromBounds()
	return up * down / (d.ShapeOrDefault() + 3)
}

// ClassicVariance returns ((Most-Least)/6)^2, the rule of thumb of Malcolm and
// others (Operations Research 7, 1959) for sums along a path that are taken as
// normal. It is not the variance of this distribution.
func (d PERT) ClassicVariance() float64 { return square((d.Most - d.Least) / 6) }

// CDF returns that of the beta distribution.
func (d PERT) CDF(x float64) float64 {
	if !d.valid() {
		return math.NaN()
	}
	return d.Beta().CDF(x)
}

// Support returns the bounds.
func (d PERT) Support() (least, most float64) { return d.Least, d.Most }

// Validate returns an [*Error] unless the values are numbers within
// [MaxMagnitude] and in order, and Shape is a number from 0 to [MaxShape].
func (d PERT) Validate() error { return failure("pert", d) }

func (d PERT) judge(f *faults, path string, _ int) {
	f.likely(path, d.Least, d.Likely, d.Most)
	f.shape(path+"shape", d.Shape, 0)
}

func (d PERT) partial(a, b, c float64) moments { return d.Beta().partial(a, b, c) }
