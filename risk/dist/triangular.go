package dist

import "math"

// Triangular is a quantity between two bounds whose density rises in a straight
// line to the most likely value and falls in one from there. The most likely
// value may lie on a bound. Equal bounds are a constant; the zero Triangular is
// always 0. [ThreePoint] makes one from percentiles.
type Triangular struct {
	Least, Likely, Most float64
}

func (d Triangular) valid() bool { return d.Least <= d.Likely && d.Likely <= d.Most }

// Quantile solves the two parabolas of the CDF.
func (d Triangular) Quantile(p float64) float64 {
	if !d.valid() {
		return math.NaN()
	}
	if x, out := outside(p, d.Least, d.Most); out {
		return x
	}
	rise, fall := d.Likely-d.Least, d.Most-d.Likely
	width := d.Most - d.Least
	if p*width < rise {
		return min(d.Least+math.Sqrt(p*width)*math.Sqrt(rise), d.Likely)
	}
	return max(d.Most-math.Sqrt((1-p)*width)*math.Sqrt(fall), d.Likely)
}

// Mean returns the mean of the three parameters.
func (d Triangular) Mean() float64 { return d.Least + ((d.Likely-d.Least)+(d.Most-d.Least))/3 }

// Variance returns (u*u + u*v + v*v)/18 for the lengths u and v of the rise
// and the fall.
func (d Triangular) Variance() float64 {
	u, v := d.Likely-d.Least, d.Most-d.Likely
	return (u*u + u*v + v*v) / 18
}

// CDF returns the area of the triangle up to x.
func (d Triangular) CDF(x float64) float64 {
	switch {
	case !d.valid() || math.IsNaN(x):
		return math.NaN()
	case x < d.Least:
		return 0
	case x >= d.Most:
		return 1
	case x < d.Likely:
		return (x - d.Least) / (d.Most - d.Least) * ((x - d.Least) / (d.Likely - d.Least))
	}
	return 1 - (d.Most-x)/(d.Most-d.Least)*((d.Most-x)/(d.Most-d.Likely))
}

// Support returns the bounds.
func (d Triangular) Support() (least, most float64) { return d.Least, d.Most }

// Validate returns an [*Error] unless the parameters are numbers within
// [MaxMagnitude] and in order.
func (d Triangular) Validate() error { return failure("triangular", d) }

func (d Triangular) judge(f *faults, path string, _ int) {
	f.likely(path, d.Least, d.Likely, d.Most)
}

func (d Triangular) partial(a, b, c float64) moments {
	width := d.Most - d.Least
	if width == 0 {
		return Constant{d.Least}.partial(a, b, c)
	}
	rising := piece(max(a, d.Least), min(b, d.Likely), c, func(x float64) float64 { return 2 * (x - d.Least) / width / (d.Likely - d.Least) })
	falling := piece(max(a, d.Likely), min(b, d.Most), c, func(x float64) float64 { return 2 * (d.Most - x) / width / (d.Most - d.Likely) })
	return rising.plus(falling, 1)
}
