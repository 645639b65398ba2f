package dist

import (
	"math"
	"testing"
)

// Truncated distributions whose moments can be worked out by hand.
func TestTruncatedMomentsByHand(t *testing.T) {
	half := math.Sqrt(2 / math.Pi) // mean of the half normal
	e := math.E
	for _, c := range []struct {
		d              Distribution
		mean, variance float64
	}{
		{Truncated{Uniform{0, 10}, 4, 20}, 7, 3},
		{Truncated{Triangular{0, 0, 3}, 0, math.Inf(1)}, 1, 0.5},
		{Truncated{Triangular{0, 10, 10}, 0, 5}, 10.0 / 3, 25.0 / 18}, // a triangle again
		{Truncated{Normal{0, 1}, 0, math.Inf(1)}, half, 1 - half*half},
		{Truncated{Normal{5, 2}, math.Inf(-1), 5}, 5 - 2*half, 4 * (1 - half*half)},
		{Truncated{Beta{1, 1, 0, 8}, 2, 4}, 3, 1.0 / 3},
		{Truncated{Beta{2, 1, 0, 1}, 0, 0.5}, 1.0 / 3, 1.0 / 72}, // density 8x on [0, 1/2]
		{Truncated{DiscreteOf(Outcome{1, 0.5}, Outcome{5, 0.25}, Outcome{9, 0.25}), 2, 9}, 7, 4},
		{Truncated{foreign{}, 0, 1}, (1 - 2/e) / (1 - 1/e), 1 - e/square(e-1)}, // an exponential cut at its mean
		{Truncated{foreign{}, 2, math.Inf(1)}, 3, 1},                           // without memory
		{Truncated{Truncated{Uniform{0, 10}, 1, 9}, 3, 20}, 6, 3},
		{Truncated{Mixture{[]Part{{0.5, Uniform{0, 2}}, {0.5, Uniform{0, 4}}}}, 0, 2}, 1, 1.0 / 3},
		{Mixture{[]Part{{0.5, Uniform{0, 2}}, {0.5, Uniform{10, 12}}}}, 6, 1.0/3 + 25},
		{Mixture{[]Part{{0.7, Constant{0}}, {0.3, Constant{100}}}}, 30, 2100},
		{foreign{}, 1, 1},
		{EmpiricalOf([]float64{0, 1, 5}, Linear), 1.75, (1.0/3+31.0/3)/2 - 1.75*1.75},
		{EmpiricalOf([]float64{2, 4, 4, 4, 5, 5, 7, 9}, Stepped), 5, 4},
	} {
		if got := c.d.Mean(); math.Abs(got-c.mean) > 1e-9*(1+math.Abs(c.mean)) {
			t.Errorf("%s: mean %v, want %v", name(c.d), got, c.mean)
		}
		if got := Variance(c.d); math.Abs(got-c.variance) > 1e-8*(1+c.variance) {
			t.Errorf("%s: variance %v, want %v", name(c.d), got, c.variance)
		}
	}
}

// A cut lognormal has the mean that options are priced with: the part below k
// is exp(mu + s*s/2) * Phi((ln k - mu)/s - s).
func TestTruncatedLogNormalByHand(t *testing.T) {
	d := LogNormal{0, 1}
	cut := Truncated{d, 1, math.Inf(1)}
	want := math.Exp(0.5) * 0.841344746068543 / 0.5 // Phi(1) from tables
	if got := cut.Mean(); math.Abs(got-want) > 1e-12 {
		t.Errorf("mean %v, want %v", got, want)
	}
	second := math.Exp(2) * 0.977249868051821 / 0.5 // Phi(2)
	if got, want := cut.Variance(), second-want*want; math.Abs(got-want) > 1e-11*want {
		t.Errorf("variance %v, want %v", got, want)
	}
}

// The parts of a distribution add up to the whole, wherever it is cut.
func TestPartsAddUp(t *testing.T) {
	inf := math.Inf(1)
	for _, d := range append(continuous(), stepped()...) {
		for _, p := range []float64{0.1, 0.5, 0.93} {
			cut := d.Quantile(p) + 1e-7
			c := d.Quantile(0.4)
			m := partOf(d, -inf, cut, c).plus(partOf(d, math.Nextafter(cut, inf), inf, c), 1)
			mean := d.Mean()
			gap := CDF(d, math.Nextafter(cut, inf)) - CDF(d, cut) // is in neither part
			scale := 1e-9*(1+Deviation(d)) + 1e-12*math.Abs(c)
			if math.Abs(m.mass+gap-1) > 1e-9 || math.Abs(m.first-(mean-c)) > scale*10+gap*Deviation(d)*3 || math.Abs(m.second-Variance(d)-square(mean-c)) > 1e-6*(m.second+scale) {
				t.Errorf("%s cut at %v: %v, want 1, %v, %v", name(d), cut, m, mean-c, Variance(d)+square(mean-c))
			}
		}
	}
}

// The quadrature against integrals known in closed form, with ends that grow
// without bounds.
func TestQuadrature(t *testing.T) {
	for _, c := range []struct {
		f          func(float64) float64
		a, b, want float64
	}{
		{func(float64) float64 { return 3 }, 2, 4, 6},
		{func(x float64) float64 { return x * x }, 0, 3, 9},
		{math.Log, 0, 1, -1},
		{func(x float64) float64 { return square(math.Log(x)) }, 0, 1, 2},
		{func(x float64) float64 { return square(math.Log1p(-x)) }, 0, 1, 2},
		{math.Sqrt, 0, 4, 16.0 / 3},
		{func(x float64) float64 { return math.Exp(x) }, -1, 1, math.E - 1/math.E},
		{func(x float64) float64 { return Normal{0, 1}.Quantile(x) }, 0, 1, 0},
		{func(x float64) float64 { return square(Normal{0, 1}.Quantile(x)) }, 0, 1, 1},
	} {
		if got := quadrature(c.f, c.a, c.b); math.Abs(got-c.want) > 1e-9*(1+math.Abs(c.want)) {
			t.Errorf("got %v, want %v", got, c.want)
		}
	}
}
