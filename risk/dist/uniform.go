package dist

import "math"

// Uniform is a quantity between two bounds of which nothing else is known:
// every value is as likely as any other. Equal bounds are a constant; the zero
// Uniform is always 0.
type Uniform struct {
	Least, Most float64
}

func (d Uniform) valid() bool { return d.Least <= d.Most }

// Quantile returns the value at that share of the way from Least to Most.
func (d Uniform) Quantile(p float64) float64 {
	if !d.valid() {
		return math.NaN()
	}
	if x, out := outside(p, d.Least, d.Most); out {
		return x
	}
	return between(d.Least, d.Most, p)
}

// between returns the point at a share of the way from a to b, counted from the
// nearer of them.
func between(a, b, share float64) float64 {
	if share > 0.5 {
		return max(b-(b-a)*(1-share), a)
	}
	return min(a+(b-a)*share, b)
}

// Mean returns the middle.
func (d Uniform) Mean() float64 { return d.Least/2 + d.Most/2 }

// Variance returns the square of the width over 12.
func (d Uniform) Variance() float64 { return square(d.Most-d.Least) / 12 }

// CDF returns the share of the way from Least to Most at which x lies.
func (d Uniform) CDF(x float64) float64 {
	switch {
	case !d.valid() || math.IsNaN(x):
		return math.NaN()
	case x < d.Least:
		return 0
	case x >= d.Most:
		return 1
	}
	return (x - d.Least) / (d.Most - d.Least)
}

// Support returns the bounds.
func (d Uniform) Support() (least, most float64) { return d.Least, d.Most }

// Validate returns an [*Error] unless the bounds are numbers within
// [MaxMagnitude] and in order.
func (d Uniform) Validate() error { return failure("uniform", d) }

func (d Uniform) judge(f *faults, path string, _ int) { f.bounds(path, d.Least, d.Most) }

func (d Uniform) partial(a, b, c float64) moments {
	if d.Least == d.Most {
		return Constant{d.Least}.partial(a, b, c)
	}
	density := 1 / (d.Most - d.Least)
	return piece(max(a, d.Least), min(b, d.Most), c, func(float64) float64 { return density })
}
