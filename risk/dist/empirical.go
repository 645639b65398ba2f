package dist

import (
	"math"
	"slices"

	"github.com/milepost-go/milepost/lifecycle/finding"
)

// Interpolation says what lies between the values of an [Empirical].
type Interpolation uint8

// The interpolations.
const (
	// Stepped: nothing lies between; only the values themselves occur, each as
	// often as it stands in the list. The quantile is the first definition of
	// Hyndman and Fan (The American Statistician 50, 1996).
	Stepped Interpolation = iota
	// Linear: straight lines; the first value is the quantile of 0, the last
	// that of 1, the others lie evenly between. It is the seventh definition of
	// Hyndman and Fan. The mean of the distribution is that of the lines, which
	// differs a little from that of the values.
	Linear
)

// String returns "stepped" or "linear".
func (i Interpolation) String() string {
	switch i {
	case Stepped:
		return "stepped"
	case Linear:
		return "linear"
	}
	return "unknown"
}

// Empirical is a quantity as it was observed. The values stand in ascending
// order, equal ones beside each other; [EmpiricalOf] brings any into that
// order. The zero Empirical has no values and is refused by Validate.
type Empirical struct {
	Values        []float64
	Interpolation Interpolation
}

// EmpiricalOf returns the distribution of values in any order. The values are
// copied.
func EmpiricalOf(values []float64, between Interpolation) Empirical {
	return Empirical{slices.Sorted(slices.Values(values)), between}
}

// Quantile returns the value, or the point on the line between two, at that
// share of the list.
func (d Empirical) Quantile(p float64) float64 {
	least, most := d.Support()
	if x, out := outside(p, least, most); out {
		return x
	}
	n := len(d.Values)
	if n == 0 {
		return math.NaN()
	}
	if d.Interpolation == Stepped {
		return d.Values[min(max(int(math.Ceil(slack(p)*float64(n)))-1, 0), n-1)]
	}
	whole, part := math.Modf(p * float64(n-1))
	i := min(int(whole), n-1)
	return between(d.Values[i], d.Values[min(i+1, n-1)], part)
}

// Mean returns the mean of the values, or of the lines between them.
func (d Empirical) Mean() float64 {
	center := d.center()
	all := d.partial(math.Inf(-1), math.Inf(1), center)
	return all.mean(center)
}

// Variance returns the variance of the values, or of the lines between them:
// that of the distribution, with n and not n - 1 below the line.
func (d Empirical) Variance() float64 {
	center := d.center()
	return d.partial(math.Inf(-1), math.Inf(1), center).variance()
}

// center returns a value in the middle, about which moments lose no digits.
func (d Empirical) center() float64 {
	if len(d.Values) == 0 {
		return math.NaN()
	}
	return d.Values[len(d.Values)/2]
}

// CDF returns the share of values up to x, or the share of the way along the
// lines.
func (d Empirical) CDF(x float64) float64 {
	n := len(d.Values)
	if n == 0 || math.IsNaN(x) {
		return math.NaN()
	}
	above, _ := slices.BinarySearchFunc(d.Values, x, func(v, x float64) int { return boolean(v > x)*2 - 1 })
	switch {
	case above == 0:
		return 0
	case above == n:
		return 1
	case d.Interpolation == Stepped:
		return float64(above) / float64(n)
	}
	from, to := d.Values[above-1], d.Values[above]
	return (float64(above-1) + (x-from)/(to-from)) / float64(n-1)
}

// Support returns the first and the last value.
func (d Empirical) Support() (least, most float64) {
	if len(d.Values) == 0 {
		return math.NaN(), math.NaN()
	}
	return d.Values[0], d.Values[len(d.Values)-1]
}

// Steps returns the different values with their probabilities, and nothing
// where lines lie between them. The caller owns both slices.
func (d Empirical) Steps() (values, probabilities []float64) {
	if d.Interpolation != Stepped {
		return nil, nil
	}
	for i, x := range d.Values {
		if last := len(values) - 1; last >= 0 && values[last] == x {
			probabilities[last]++
		} else {
			values, probabilities = append(values, d.Values[i]), append(probabilities, 1)
		}
	}
	for i := range probabilities {
		probabilities[i] /= float64(len(d.Values))
	}
	return values, probabilities
}

// Validate returns an [*Error] unless there are up to [MaxEntries] values, all
// within [MaxMagnitude], in ascending order, and the interpolation is one of
// those above.
func (d Empirical) Validate() error { return failure("empirical", d) }

func (d Empirical) judge(f *faults, path string, _ int) {
	if !f.count(path+"values", len(d.Values), MaxEntries) {
		f.ascending(path+"values", "", d.Values, false)
	}
	if d.Interpolation > Linear {
		f.add(CodeInterpolation, path+"interpolation", finding.List(Stepped.String(), Linear.String()), finding.Number(int64(d.Interpolation), ""))
	}
}

func (d Empirical) partial(a, b, c float64) moments {
	var m moments
	n := len(d.Values)
	if d.Interpolation == Stepped || n == 1 {
		for _, x := range d.Values {
			m = m.plus(Constant{x}.partial(a, b, c), 1/float64(n))
		}
		return m
	}
	for i := range max(n-1, 0) {
		m = m.plus(Uniform{d.Values[i], d.Values[i+1]}.partial(a, b, c), 1/float64(n-1))
	}
	return m
}
