package dist

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/milepost-go/milepost/lifecycle/finding"
)

// foreign is a distribution of a host: the three methods and no more. It is
// the exponential distribution of mean 1.
type foreign struct{}

func (foreign) Quantile(p float64) float64 { return -math.Log1p(-min(max(p, 0), 1)) }
func (foreign) Mean() float64              { return 1 }
func (foreign) Validate() error            { return nil }

// sample holds one distribution of each type and some of awkward parameters.
func continuous() []Distribution {
	return []Distribution{
		Uniform{-3, 8}, Uniform{1e6, 1e6 + 5}, Triangular{20, 30, 60}, Triangular{0, 0, 1}, Triangular{5, 12, 12},
		PERT{Least: 1, Likely: 2, Most: 9}, PERT{Least: 4, Likely: 4, Most: 10}, PERT{Least: 3, Likely: 9, Most: 9, Shape: 2},
		PERT{Least: 0, Likely: 700, Most: 1000, Shape: 60}, PERT{Least: -5, Likely: -4, Most: 8, Shape: 0.3},
		Normal{10, 2}, Normal{-1e6, 1e-3}, LogNormal{2, 0.4}, LogNormal{-3, 2},
		Beta{0.7, 0.6, 0, 10}, Beta{2, 5, -10, -3}, Beta{30, 1.5, 0, 1}, Beta{900, 4000, 0, 1},
		EmpiricalOf([]float64{3, 1, 4, 1.5, 9, 2.6}, Linear),
		Truncated{Normal{10, 2}, 0, 13}, Truncated{Normal{10, 2}, 9, math.Inf(1)}, Truncated{LogNormal{2, 0.4}, math.Inf(-1), 12},
		Truncated{PERT{Least: 1, Likely: 2, Most: 9}, 2, 6}, Truncated{Triangular{20, 30, 60}, 25, 80}, Truncated{Uniform{0, 10}, 2, 3},
		Truncated{EmpiricalOf([]float64{3, 1, 4, 1.5, 9, 2.6}, Linear), 2, 5}, Truncated{foreign{}, 0.5, 4}, Truncated{Normal{0, 1}, 3, 4},
		Mixture{[]Part{{0.7, Triangular{20, 30, 60}}, {0.3, PERT{Least: 50, Likely: 70, Most: 150}}}},
		Mixture{[]Part{{0.5, Normal{0, 1}}, {0.25, Normal{4, 1}}, {0.25, foreign{}}}},
		Mixture{[]Part{{0.2, Truncated{Normal{10, 2}, 8, 12}}, {0.8, Mixture{[]Part{{0.5, Uniform{9, 20}}, {0.5, LogNormal{2, 0.2}}}}}}},
	}
}

// stepped holds distributions with steps, all or in part.
func stepped() []Distribution {
	return []Distribution{
		Constant{}, Constant{-7}, Uniform{}, Triangular{5, 5, 5}, PERT{}, Normal{}, LogNormal{}, Beta{2, 3, 4, 4},
		DiscreteOf(Outcome{5, 0.25}, Outcome{1, 0.5}, Outcome{9, 0.25}), DiscreteOf(Outcome{0, 0}, Outcome{1, 0.9}, Outcome{2, 0.1}),
		Bernoulli{}, Bernoulli{1}, Bernoulli{0.3},
		EmpiricalOf([]float64{3, 1, 4, 1, 5, 9, 2, 6}, Stepped), EmpiricalOf([]float64{2}, Linear), EmpiricalOf([]float64{2, 2, 2, 7}, Linear),
		Truncated{DiscreteOf(Outcome{5, 0.25}, Outcome{1, 0.5}, Outcome{9, 0.25}), 2, 9}, Truncated{Bernoulli{0.3}, 1, 1},
		Mixture{[]Part{{0.6, Constant{0}}, {0.4, Triangular{20, 30, 60}}}}, Mixture{[]Part{{0.6, Bernoulli{0.5}}, {0.4, Constant{5}}}},
		Mixture{[]Part{{0.5, Uniform{0, 1}}, {0.5, Uniform{9, 10}}}}, Mixture{[]Part{{0.6, Constant{0}}, {0.4, Uniform{-1, 1}}}},
		Truncated{Mixture{[]Part{{0.6, Constant{0}}, {0.4, Uniform{-1, 1}}}}, 0, 0.5},
	}
}

// probabilities is a grid that is fine in both tails.
func probabilities() []float64 {
	var list []float64
	for e := -9.0; e < -1; e += 0.125 {
		list = append(list, math.Pow(10, e))
	}
	for p := 0.1; p < 0.9; p += 1.0 / 128 {
		list = append(list, p)
	}
	for e := -1.0; e >= -9; e -= 0.125 {
		list = append(list, 1-math.Pow(10, e))
	}
	return list
}

func name(d Distribution) string { return fmt.Sprintf("%T%v", d, d) }

// CDF and Quantile are inverse to each other within 1e-9 for p from 1e-9 to
// 1-1e-9, apart from what one step of a float64 is worth.
func TestQuantileAndCDFAreInverse(t *testing.T) {
	for _, d := range continuous() {
		last := math.Inf(-1)
		for _, p := range probabilities() {
			q := d.Quantile(p)
			if q < last || math.IsNaN(q) || math.IsInf(q, 0) {
				t.Fatalf("%s: the quantile of %v is %v after %v", name(d), p, q, last)
			}
			last = q
			step := CDF(d, math.Nextafter(q, math.Inf(1))) - CDF(d, math.Nextafter(q, math.Inf(-1)))
			if back := CDF(d, q); math.Abs(back-p) > 1e-9+step {
				t.Errorf("%s: p %v comes back as %v", name(d), p, back)
			}
		}
	}
}

// At the limits of the shapes the inverse still holds, and many quantiles at
// once are those one by one.
func TestShapesAtTheLimits(t *testing.T) {
	for _, d := range []Distribution{
		Beta{MaxShape, MaxShape, 0, 1}, Beta{1, MaxShape, 0, 1}, Beta{MaxShape, 1, 0, 1}, Beta{MaxShape, 50, -3, 8}, Beta{MinShape, 3, 0, 1}, Beta{MinShape, MaxShape, 0, 1},
		PERT{0, 0, 1, MaxShape}, PERT{0, 1, 1, MaxShape}, PERT{0, 0.3, 1, MaxShape}, PERT{0, 0.5, 1, 1e-300}, LogNormal{MaxLogMu, MaxLogSigma}, LogNormal{-MaxLogMu, 1e-3},
		Normal{MaxMagnitude, 1e-3}, Normal{0, MaxMagnitude}, Uniform{-MaxMagnitude, MaxMagnitude}, Triangular{-MaxMagnitude, MaxMagnitude, MaxMagnitude},
	} {
		if err := d.Validate(); err != nil {
			t.Error(err)
		}
		p, last := probabilities(), math.Inf(-1)
		for _, p := range p {
			q := d.Quantile(p)
			step := CDF(d, math.Nextafter(q, math.Inf(1))) - CDF(d, math.Nextafter(q, math.Inf(-1)))
			if back := CDF(d, q); !(math.Abs(back-p) <= 1e-9+step) || q < last {
				t.Errorf("%s: the quantile of %v is %v after %v and comes back as %v", name(d), p, q, last, back)
				break
			}
			last = q
		}
		if many, ok := d.(interface{ Quantiles([]float64) []float64 }); ok {
			least, most := Support(d)
			for i, q := range many.Quantiles(p) {
				if want := d.Quantile(p[i]); !(math.Abs(q-want) <= 1e-12*(most-least)) {
					t.Errorf("%s: the quantile of %v is %v, one by one %v", name(d), p[i], q, want)
					break
				}
			}
		}
	}
}

// Where there are jumps, the quantile is the least value that reaches p.
func TestQuantileIsTheLeastThatReaches(t *testing.T) {
	for _, d := range stepped() {
		last := math.Inf(-1)
		for _, p := range append(probabilities(), 0.5, 0.25, 0.3, 0.6, 0.7, 0.75) {
			q := d.Quantile(p)
			if at := CDF(d, q); at < p-1e-9 {
				t.Errorf("%s: only %v lies up to %v, the quantile of %v", name(d), at, q, p)
			}
			if before := CDF(d, q-1e-9*(1+math.Abs(q))); before > p+1e-8 {
				t.Errorf("%s: %v lies below %v, the quantile of %v", name(d), before, q, p)
			}
			_ = last
		}
		for _, p := range probabilities() {
			if q := d.Quantile(p); q < last {
				t.Errorf("%s: the quantile of %v falls to %v from %v", name(d), p, q, last)
			} else {
				last = q
			}
		}
	}
}

// The mean is the integral of the quantiles, the variance that of their squared
// distances. Here they are added up plainly, with the middle rule.
func TestMomentsAreThoseOfTheQuantiles(t *testing.T) {
	for _, d := range append(continuous(), stepped()...) {
		const n = 4_000
		mean, second := 0.0, 0.0
		center := d.Quantile(0.5)
		for i := range n {
			p := (float64(i) + 0.5) / n
			x := d.Quantile(p) - center
			mean += x / n
			second += x * x / n
		}
		variance := second - mean*mean
		spread := math.Sqrt(variance)
		_, heavy := d.(LogNormal)
		tolerance := []float64{4e-3, 0.2}[boolean(heavy)]
		if got := d.Mean() - center; math.Abs(got-mean) > tolerance*spread+1e-12*math.Abs(center) {
			t.Errorf("%s: mean %v, the quantiles say %v", name(d), got, mean)
		}
		if got := Variance(d); math.Abs(got-variance) > (tolerance*10)*variance+1e-20 {
			t.Errorf("%s: variance %v, the quantiles say %v", name(d), got, variance)
		}
	}
}

// Outside (0, 1) a quantile is the end of the support.
func TestQuantileOutsideIsTheSupport(t *testing.T) {
	for _, d := range append(continuous(), stepped()...) {
		least, most := Support(d)
		for p, want := range map[float64]float64{0: least, -1: least, math.Inf(-1): least, 1: most, 2: most, math.Inf(1): most} {
			if got := d.Quantile(p); got != want {
				t.Errorf("%s: the quantile of %v is %v, want %v", name(d), p, got, want)
			}
		}
		if q := d.Quantile(math.NaN()); !math.IsNaN(q) {
			t.Errorf("%s: the quantile of no number is %v", name(d), q)
		}
		if p := CDF(d, math.NaN()); !math.IsNaN(p) {
			t.Errorf("%s: the CDF of no number is %v", name(d), p)
		}
		if CDF(d, most) != 1 || CDF(d, math.Inf(-1)) != 0 {
			t.Errorf("%s: the CDF ends at %v and %v", name(d), CDF(d, math.Inf(-1)), CDF(d, most))
		}
		if err := d.Validate(); err != nil {
			t.Error(err)
		}
	}
}

// The values of a Stepper are those its quantiles take, as often as said.
func TestStepsAreTheQuantiles(t *testing.T) {
	some := 0
	for _, d := range stepped() {
		s, ok := d.(stepper)
		if !ok {
			continue
		}
		values, weights := s.Steps()
		if len(values) == 0 {
			continue
		}
		some++
		sum, seed := 0.0, rand.New(rand.NewPCG(1, 2))
		for i, x := range values {
			if i > 0 && x <= values[i-1] || !(weights[i] > 0) {
				t.Errorf("%s: steps %v %v", name(d), values, weights)
			}
			for range 20 {
				p := sum + weights[i]*(0.001+0.998*seed.Float64())
				if q := d.Quantile(p); q != x {
					t.Errorf("%s: the quantile of %v is %v, the steps say %v", name(d), p, q, x)
				}
			}
			sum += weights[i]
		}
		if math.Abs(sum-1) > 1e-12 {
			t.Errorf("%s: steps add up to %v", name(d), sum)
		}
	}
	if some < 10 {
		t.Errorf("only %d distributions with steps", some)
	}
}

// Parameters of every kind, sound or not, never make anything panic, and what
// Validate lets pass gives numbers that rise.
func TestNothingPanics(t *testing.T) {
	seed := uint64(20260302)
	r := rand.New(rand.NewPCG(seed, 1))
	odd := []float64{0, 1, -1, 0.5, 2, 1e15, -1e15, 1e16, 1e-300, 5e-324, math.MaxFloat64, math.NaN(), math.Inf(1), math.Inf(-1), 0.3, 10, 1e-3, 1e4}
	sound := 0
	for range 4000 {
		d := random(r, odd, 3)
		found := Check(finding.Ref{}, d)
		if err := d.Validate(); (err == nil) != (len(found) == 0) {
			t.Fatalf("%s: Validate says %v, Check %v", name(d), err, found)
		}
		last := math.Inf(-1)
		for _, p := range []float64{math.NaN(), -1, 0, 1e-9, 0.1, 0.5, 0.9, 1 - 1e-9, 1, 7} {
			q := d.Quantile(p)
			if len(found) == 0 && p == p && !(q >= last) {
				t.Fatalf("seed %d: %s: the quantile of %v is %v after %v", seed, name(d), p, q, last)
			}
			if p == p {
				last = q
			}
			CDF(d, q)
		}
		least, most := Support(d)
		mean, variance := d.Mean(), Variance(d)
		if len(found) == 0 {
			sound++
			if slack := 1e-9 * (math.Abs(mean) + 1); !(mean >= least-slack && mean <= most+slack && variance >= 0) {
				t.Fatalf("seed %d: %s: mean %v, variance %v between %v and %v", seed, name(d), mean, variance, least, most)
			}
		}
	}
	if sound < 300 {
		t.Errorf("only %d sound distributions", sound)
	}
}

// random returns a distribution with odd parameters.
func random(r *rand.Rand, odd []float64, depth int) Distribution {
	x := func() float64 {
		if r.IntN(3) == 0 {
			return odd[r.IntN(len(odd))]
		}
		return float64(r.IntN(20)) - 3
	}
	kind := r.IntN(12)
	if depth == 0 {
		kind = r.IntN(10)
	}
	switch kind {
	case 0:
		return Constant{x()}
	case 1:
		return Uniform{x(), x()}
	case 2:
		return Triangular{x(), x(), x()}
	case 3:
		return PERT{x(), x(), x(), x()}
	case 4:
		return Normal{x(), x()}
	case 5:
		return LogNormal{x(), x()}
	case 6:
		return Beta{x(), x(), x(), x()}
	case 7:
		return DiscreteOf(Outcome{x(), r.Float64()}, Outcome{x(), 0.5}, Outcome{x(), 0.5})
	case 8:
		return Bernoulli{x()}
	case 9:
		return EmpiricalOf([]float64{x(), x(), x()}, Interpolation(r.IntN(3)))
	case 10:
		return Truncated{random(r, odd, depth-1), x(), x()}
	}
	return Mixture{[]Part{{0.25, random(r, odd, depth-1)}, {0.75, random(r, odd, depth-1)}}}
}
