package dist

import (
	"math"
	"math/rand/v2"
	"testing"
)

// alike holds two distributions to the same quantiles, CDF, mean and variance.
func alike(t *testing.T, why string, a, b Distribution, within float64) {
	t.Helper()
	for _, p := range []float64{0, 1e-9, 0.001, 0.1, 0.25, 0.5, 0.7, 0.9, 0.999, 1 - 1e-9, 1} {
		x, y := a.Quantile(p), b.Quantile(p)
		if math.Abs(x-y) > within*(1+math.Abs(y)) {
			t.Errorf("%s: the quantile of %v is %v in %s and %v in %s", why, p, x, name(a), y, name(b))
		}
		if p > 0 && p < 1 {
			if c, d := CDF(a, y+1e-3), CDF(b, y+1e-3); math.Abs(c-d) > within*100 {
				t.Errorf("%s: the CDF at %v is %v in %s and %v in %s", why, y+1e-3, c, name(a), d, name(b))
			}
		}
	}
	if x, y := a.Mean(), b.Mean(); math.Abs(x-y) > within*(1+math.Abs(y)) {
		t.Errorf("%s: mean %v in %s and %v in %s", why, x, name(a), y, name(b))
	}
	if x, y := Variance(a), Variance(b); math.Abs(x-y) > 10*within*(1+y) {
		t.Errorf("%s: variance %v in %s and %v in %s", why, x, name(a), y, name(b))
	}
}

// Different names of one distribution.
func TestTheSameByAnotherName(t *testing.T) {
	inf := math.Inf(1)
	tri, pert, normal := Triangular{20, 30, 60}, PERT{Least: 1, Likely: 2, Most: 9}, Normal{10, 3}
	for _, c := range []struct {
		why    string
		a, b   Distribution
		within float64
	}{
		{"a beta of 1 and 1 is uniform", Beta{1, 1, 3, 8}, Uniform{3, 8}, 1e-14},
		{"a beta of 1 and 2 is a falling triangle", Beta{1, 2, 3, 8}, Triangular{3, 3, 8}, 1e-13},
		{"a beta of 2 and 1 is a rising triangle", Beta{2, 1, 3, 8}, Triangular{3, 8, 8}, 1e-13},
		{"a PERT of shape 4 is the usual one", PERT{1, 2, 9, 4}, pert, 0},
		{"Vose's shapes of that PERT", pert, Beta{1.5, 4.5, 1, 9}, 1e-14},
		{"a PERT of shape 1 with its mode on a bound is a triangle", PERT{3, 3, 8, 1}, Triangular{3, 3, 8}, 1e-13},
		{"a symmetric PERT of shape 2", PERT{0, 5, 10, 2}, Beta{2, 2, 0, 10}, 1e-14},
		{"a PERT of almost no shape is uniform", PERT{3, 4, 8, 1e-9}, Uniform{3, 8}, 1e-7},
		{"a mixture of one part", Mixture{[]Part{{1, tri}}}, tri, 1e-12},
		{"a mixture of equal parts", Mixture{[]Part{{0.25, pert}, {0.75, pert}}}, pert, 1e-12},
		{"a part without weight", Mixture{[]Part{{0, normal}, {1, tri}}}, tri, 1e-12},
		{"halves of a uniform", Mixture{[]Part{{0.5, Uniform{0, 4}}, {0.5, Uniform{4, 8}}}}, Uniform{0, 8}, 1e-12},
		{"bounds that cut nothing", Truncated{tri, -inf, inf}, tri, 1e-12},
		{"the bounds of the distribution", Truncated{pert, 1, 9}, pert, 1e-12},
		{"cut twice", Truncated{Truncated{normal, 2, inf}, -inf, 15}, Truncated{normal, 2, 15}, 1e-10},
		{"cut twice, the other way round", Truncated{Truncated{tri, 25, 50}, 20, 40}, Truncated{tri, 25, 40}, 1e-10},
		{"a part of a uniform", Truncated{Uniform{0, 10}, 2, 5}, Uniform{2, 5}, 1e-12},
		{"a cut mixture is a mixture of cuts", Truncated{Mixture{[]Part{{0.5, Uniform{0, 4}}, {0.5, Uniform{0, 8}}}}, 0, 4},
			Mixture{[]Part{{2.0 / 3, Uniform{0, 4}}, {1.0 / 3, Uniform{0, 4}}}}, 1e-12},
		{"two values on a line", Empirical{[]float64{3, 8}, Linear}, Uniform{3, 8}, 1e-14},
		{"even values on a line", Empirical{[]float64{3, 4, 5, 6, 7, 8}, Linear}, Uniform{3, 8}, 1e-13},
		{"one value", Empirical{[]float64{7}, Linear}, Constant{7}, 0},
		{"observed and listed", EmpiricalOf([]float64{5, 1, 5, 9}, Stepped), DiscreteOf(Outcome{1, 0.25}, Outcome{5, 0.5}, Outcome{9, 0.25}), 1e-15},
		{"an event as a list", Bernoulli{0.3}, DiscreteOf(Outcome{0, 0.7}, Outcome{1, 0.3}), 1e-15},
		{"an event as a mixture", Mixture{[]Part{{0.7, Constant{0}}, {0.3, Constant{1}}}}, Bernoulli{0.3}, 1e-15},
		{"nothing uncertain", Normal{5, 0}, Constant{5}, 0},
		{"nothing uncertain, by logarithms", LogNormal{math.Log(5), 0}, Constant{5}, 1e-15},
		{"no width", Uniform{5, 5}, Constant{5}, 0}, {"no width", Triangular{5, 5, 5}, Constant{5}, 0},
		{"no width", PERT{Least: 5, Likely: 5, Most: 5}, Constant{5}, 0}, {"no width", Beta{2, 3, 5, 5}, Constant{5}, 0},
		{"the exponential distribution forgets", Truncated{foreign{}, 2, inf}, moved{foreign{}, 2, 1}, 1e-7},
	} {
		alike(t, c.why, c.a, c.b, c.within)
	}
}

// moved is a distribution of a host: another one stretched and moved. With a
// negative scale it is mirrored.
type moved struct {
	of        Distribution
	by, scale float64
}

func (m moved) Quantile(p float64) float64 {
	if m.scale < 0 {
		p = 1 - p
	}
	return m.by + m.scale*m.of.Quantile(p)
}
func (m moved) Mean() float64           { return m.by + m.scale*m.of.Mean() }
func (m moved) Validate() error         { return nil }
func (m moved) Variance() float64       { return m.scale * m.scale * Variance(m.of) }
func (m moved) Support() (a, b float64) { return m.Quantile(0), m.Quantile(1) }
func (m moved) CDF(x float64) float64 {
	p := CDF(m.of, (x-m.by)/m.scale)
	if m.scale < 0 { // continuous ones only
		return 1 - p
	}
	return p
}

// Another unit of time changes nothing but the unit, and losses are gains
// mirrored.
func TestUnitsAndMirrors(t *testing.T) {
	r := rand.New(rand.NewPCG(31, 32))
	for range 40 {
		by, scale := 100*r.Float64()-50, math.Exp(6*r.Float64()-3)
		f := func(x float64) float64 { return by + scale*x }
		g := func(x float64) float64 { return by - scale*x }
		a, m, b := 3*r.Float64(), 3+3*r.Float64(), 6+3*r.Float64()
		shape := 0.1 + 20*r.Float64()
		const within = 1e-9
		alike(t, "moved", Uniform{f(a), f(b)}, moved{Uniform{a, b}, by, scale}, within)
		alike(t, "moved", Triangular{f(a), f(m), f(b)}, moved{Triangular{a, m, b}, by, scale}, within)
		alike(t, "moved", PERT{f(a), f(m), f(b), shape}, moved{PERT{a, m, b, shape}, by, scale}, within)
		alike(t, "moved", Normal{f(m), scale * a}, moved{Normal{m, a}, by, scale}, within)
		alike(t, "moved", Beta{shape, m, f(a), f(b)}, moved{Beta{shape, m, a, b}, by, scale}, within)
		alike(t, "moved", Truncated{Normal{f(m), scale * a}, f(m), f(b)}, moved{Truncated{Normal{m, a}, m, b}, by, scale}, 1e-7)
		alike(t, "scaled", LogNormal{a + math.Log(scale), 0.3}, moved{LogNormal{a, 0.3}, 0, scale}, within)
		alike(t, "mirrored", Triangular{g(b), g(m), g(a)}, moved{Triangular{a, m, b}, by, -scale}, 1e-6)
		alike(t, "mirrored", PERT{g(b), g(m), g(a), shape}, moved{PERT{a, m, b, shape}, by, -scale}, 1e-6)
		alike(t, "mirrored", Beta{m, shape + 1, g(b), g(a)}, moved{Beta{shape + 1, m, a, b}, by, -scale}, 1e-6)
	}
}

// Figures that can be worked out on paper.
func TestFiguresByHand(t *testing.T) {
	for _, c := range []struct {
		what      string
		got, want float64
	}{
		{"uniform mean", Uniform{2, 8}.Mean(), 5}, {"uniform variance", Uniform{2, 8}.Variance(), 3},
		{"uniform P25", Uniform{2, 8}.Quantile(0.25), 3.5}, {"uniform P75", Uniform{2, 8}.Quantile(0.75), 6.5}, {"uniform CDF", Uniform{2, 8}.CDF(3.5), 0.25},
		{"triangle P50", Triangular{0, 0, 1}.Quantile(0.5), 1 - math.Sqrt(0.5)}, {"triangle at the mode", Triangular{20, 30, 60}.CDF(30), 0.25},
		{"triangle P25", Triangular{20, 30, 60}.Quantile(0.25), 30}, {"triangle below the mode", Triangular{20, 30, 60}.CDF(25), 25.0 / 400}, {"triangle above", Triangular{20, 30, 60}.CDF(50), 1 - 100.0/1200},
		{"triangle mean", Triangular{3, 6, 12}.Mean(), 7}, {"triangle variance", Triangular{0, 6, 6}.Variance(), 2},
		{"PERT mean", PERT{Least: 1, Likely: 2, Most: 9}.Mean(), 3}, {"PERT variance", PERT{Least: 1, Likely: 2, Most: 9}.Variance(), 12.0 / 7},
		{"PERT of shape 10, mean", PERT{0, 3, 12, 10}.Mean(), 3.5}, {"PERT of shape 10, variance", PERT{0, 3, 12, 10}.Variance(), 3.5 * 8.5 / 13},
		{"PERT by the rule of thumb", PERT{Least: 1, Likely: 2, Most: 9}.ClassicVariance(), 16.0 / 9},
		{"normal P84", Normal{10, 2}.CDF(12), 0.841344746068543}, {"normal variance", Normal{10, 2}.Variance(), 4},
		{"lognormal median", LogNormal{math.Log(7), 0.9}.Quantile(0.5), 7}, {"lognormal mean", LogNormal{0, 1}.Mean(), math.Sqrt(math.E)}, {"lognormal variance", LogNormal{0, 1}.Variance(), math.E * (math.E - 1)},
		{"lognormal below 0", LogNormal{0, 1}.CDF(-3), 0}, {"lognormal at 1", LogNormal{0, 1}.CDF(1), 0.5},
		{"beta mean", Beta{2, 3, 0, 10}.Mean(), 4}, {"beta variance", Beta{2, 3, 0, 10}.Variance(), 4}, {"beta CDF", Beta{2, 3, 0, 1}.CDF(0.5), 11.0 / 16},
		{"event variance", Bernoulli{0.2}.Variance(), 0.16}, {"event P80", Bernoulli{0.2}.Quantile(0.8), 0}, {"event P81", Bernoulli{0.2}.Quantile(0.81), 1},
		{"dice mean", DiscreteOf(dice()...).Mean(), 3.5}, {"dice variance", DiscreteOf(dice()...).Variance(), 35.0 / 12}, {"dice P50", DiscreteOf(dice()...).Quantile(0.5), 3}, {"dice up to 4.9", DiscreteOf(dice()...).CDF(4.9), 2.0 / 3},
		{"stepped P30 of ten", EmpiricalOf([]float64{1, 2, 3, 4, 5, 6, 7, 8, 9, 10}, Stepped).Quantile(0.3), 3},
		{"stepped P70 of ten", EmpiricalOf([]float64{1, 2, 3, 4, 5, 6, 7, 8, 9, 10}, Stepped).Quantile(0.7), 7}, // 0.7*10 is 7.000000000000001
		{"linear P90 as spreadsheets have it", EmpiricalOf([]float64{15, 20, 35, 40, 50}, Linear).Quantile(0.4), 29}, {"linear CDF", EmpiricalOf([]float64{15, 20, 35, 40, 50}, Linear).CDF(29), 0.4},
		{"deviation", Deviation(Uniform{0, math.Sqrt(12)}), 1},
		{"host's CDF", CDF(foreign{}, math.Ln2), 0.5}, {"host's variance", Variance(foreign{}), 1}, {"host's deviation", Deviation(foreign{}), 1},
	} {
		if math.Abs(c.got-c.want) > 1e-9 {
			t.Errorf("%s: got %v, want %v", c.what, c.got, c.want)
		}
	}
	if least, most := Support(foreign{}); least != 0 || !math.IsInf(most, 1) {
		t.Errorf("the support of the host's is %v to %v", least, most)
	}
}

func dice() []Outcome {
	var list []Outcome
	for i := 6; i > 0; i-- {
		list = append(list, Outcome{float64(i), 1.0 / 6})
	}
	return list
}

// Without a distribution the functions say so.
func TestNoDistribution(t *testing.T) {
	least, most := Support(nil)
	for _, x := range []float64{CDF(nil, 1), Variance(nil), Deviation(nil), least, most} {
		if !math.IsNaN(x) {
			t.Errorf("got %v", x)
		}
	}
	for _, i := range []Interpolation{Stepped, Linear, 9} {
		if want := []string{"stepped", "linear", "unknown"}[min(i, 2)]; i.String() != want {
			t.Errorf("%d is %s", i, i)
		}
	}
}

// Outcomes without a probability are no possible values.
func TestSupportIsWhatCanHappen(t *testing.T) {
	for _, c := range []struct {
		d           Distribution
		least, most float64
	}{
		{Discrete{[]Outcome{{-5, 0}, {1, 0.5}, {2, 0}, {3, 0.5}, {9, 0}}}, 1, 3},
		{Bernoulli{}, 0, 0}, {Bernoulli{1}, 1, 1}, {Bernoulli{0.5}, 0, 1},
		{Mixture{[]Part{{0, Uniform{-9, 9}}, {1, Uniform{2, 3}}}}, 2, 3},
		{Truncated{DiscreteOf(dice()...), 1.5, 5.5}, 2, 5}, {Truncated{Uniform{0, 4}, 2, 9}, 2, 4}, {Truncated{Uniform{0, 4}, math.Inf(-1), 3}, 0, 3},
		{Truncated{Normal{0, 1}, -1, math.Inf(1)}, -1, math.Inf(1)}, {LogNormal{}, 1, 1}, {LogNormal{1, 1}, 0, math.Inf(1)},
		{EmpiricalOf([]float64{4, 2, 3}, Linear), 2, 4}, {PERT{Least: 1, Likely: 2, Most: 9}, 1, 9}, {Beta{1, 2, -3, 4}, -3, 4},
	} {
		if least, most := Support(c.d); least != c.least || most != c.most {
			t.Errorf("%s: from %v to %v, want %v and %v", name(c.d), least, most, c.least, c.most)
		}
		if values := c.d.Quantile(0.5); values < c.least || values > c.most {
			t.Errorf("%s: the median is %v", name(c.d), values)
		}
	}
	values, weights := Discrete{[]Outcome{{-5, 0}, {1, 0.5}, {2, 0}, {3, 0.5}, {9, 0}}}.Steps()
	if len(values) != 2 || values[0] != 1 || values[1] != 3 || weights[1] != 0.5 {
		t.Errorf("%v %v", values, weights)
	}
}

// Results share nothing with what they were made of.
func TestConstructorsCopy(t *testing.T) {
	data, outcomes := []float64{3, 1, 2}, []Outcome{{2, 0.5}, {1, 0.5}}
	e, d := EmpiricalOf(data, Stepped), DiscreteOf(outcomes...)
	data[0], outcomes[0].Value = 100, 100
	if e.Values[2] != 3 || d.Outcomes[1].Value != 2 || data[1] != 1 {
		t.Errorf("%v %v", e, d)
	}
	values, weights := d.Steps()
	values[0], weights[0] = 50, 50
	if again, _ := d.Steps(); again[0] != 1 {
		t.Errorf("%v", d)
	}
	many := EmpiricalOf([]float64{3, 1, 3}, Stepped)
	values, _ = many.Steps()
	values[0] = 99
	if many.Values[0] != 1 {
		t.Errorf("%v", many)
	}
}

// The function that finds the least value that reaches, on steps and on curves.
func TestReach(t *testing.T) {
	step := func(at float64) func(float64) float64 {
		return func(x float64) float64 { return float64(boolean(x >= at)) }
	}
	for _, at := range []float64{0, 1, -1, 0.3, 1e-300, -1e-300, 5e-324, 1e15, math.Pi} {
		if got := reach(step(at), 0.5, -2e15, 2e15); got != at {
			t.Errorf("got %v, want %v", got, at)
		}
	}
	calls := 0
	got := reach(func(x float64) float64 { calls++; return math.Atan(x) }, 1, -100, 100)
	if math.Abs(got-math.Tan(1)) > 1e-14 || calls > 130 {
		t.Errorf("got %v after %d calls", got, calls)
	}
	if got := reach(func(float64) float64 { return math.NaN() }, 0.5, 0, 1); math.IsNaN(got) {
		t.Error("lost")
	}
	if got := reach(step(7), 0.5, 7, 7); got != 7 {
		t.Errorf("got %v", got)
	}
	for _, x := range []float64{0, 1, -1, 5e-324, -5e-324, math.MaxFloat64, -math.MaxFloat64, 0.1} {
		if got := ordered(ordinal(x)); got != x {
			t.Errorf("%v comes back as %v", x, got)
		}
		if next := ordered(ordinal(x) + 1); next != math.Nextafter(x, math.Inf(1)) {
			t.Errorf("after %v stands %v", x, next)
		}
	}
}
