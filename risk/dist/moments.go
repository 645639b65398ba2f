package dist

import "math"

// moments are the mass and the first and second moment about some centre of
// the part of a distribution between two values, both included.
type moments struct{ mass, first, second float64 }

// partial is a distribution that knows the moments about c of its part from a
// to b. The bounds may be infinite; c is a number.
type partial interface {
	partial(a, b, c float64) moments
}

// plus adds the moments of another part, weighted.
func (m moments) plus(n moments, weight float64) moments {
	return moments{m.mass + weight*n.mass, m.first + weight*n.first, m.second + weight*n.second}
}

// moved returns the moments about a centre that lies by further to the right.
func (m moments) moved(by float64) moments {
	return moments{m.mass, m.first - by*m.mass, m.second - 2*by*m.first + by*by*m.mass}
}

// scaled returns the moments of the quantity times width.
func (m moments) scaled(width float64) moments {
	return moments{m.mass, m.first * width, m.second * width * width}
}

// mean returns the mean, given the centre of the moments.
func (m moments) mean(c float64) float64 { return c + m.first/m.mass }

// variance returns the variance.
func (m moments) variance() float64 {
	return max(m.second/m.mass-square(m.first/m.mass), 0)
}

// piece integrates a density that is a straight line from a to b, exactly up to
// rounding: with two nodes Gauss's rule is exact up to the third degree. There
// is nothing where a lies behind b.
func piece(a, b, c float64, density func(x float64) float64) moments {
	if !(a < b) {
		return moments{}
	}
	middle, half := a/2+b/2, (b-a)/2
	var m moments
	for _, node := range [...]float64{-1 / math.Sqrt(3), 1 / math.Sqrt(3)} {
		x := middle + half*node
		y := half * density(x)
		m = m.plus(moments{1, x - c, square(x - c)}, y)
	}
	return m
}

// partOf returns the moments of a part of any distribution, of one of a host
// by quadrature.
func partOf(d Distribution, a, b, c float64) moments {
	if own, ok := d.(partial); ok {
		return own.partial(a, b, c)
	}
	from, to := below(d, a), CDF(d, b)
	if !(from < to) {
		return moments{}
	}
	at := func(p float64) float64 { return min(max(d.Quantile(p), a), b) - c }
	return moments{
		to - from,
		quadrature(at, from, to),
		quadrature(func(p float64) float64 { return square(at(p)) }, from, to),
	}
}

// below returns the probability of a value below a, a itself not included.
func below(d Distribution, a float64) float64 {
	return CDF(d, math.Nextafter(a, math.Inf(-1)))
}
