package dist

import (
	"errors"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/milepost-go/milepost/lifecycle/finding"
)

func near(t *testing.T, what string, got, want, within float64) {
	t.Helper()
	if !(math.Abs(got-want) <= within) {
		t.Errorf("%s: got %v, want %v", what, got, want)
	}
}

// The textbook sample of mean 5 and standard deviation 2, and its logarithms.
func TestFitByHand(t *testing.T) {
	data := []float64{9, 2, 4, 4, 5, 4, 5, 7}
	before := slices.Clone(data)
	n, err := FitNormal(data, Likelihood)
	if err != nil || n.Dist != (Normal{5, 2}) || n.Count != 8 {
		t.Errorf("%+v, %v", n, err)
	}
	n, err = FitNormal(data, Moments)
	near(t, "unbiased deviation", n.Dist.Sigma, math.Sqrt(32.0/7), 1e-15)
	if len(n.Found) != 1 || n.Found[0].Code != CodeSmallSample || n.Found[0].Severity != finding.Warn || err != nil {
		t.Errorf("%v, %v", n.Found, err)
	}
	raised := make([]float64, len(data))
	for i, x := range data {
		raised[i] = math.Exp(x)
	}
	l, err := FitLogNormal(raised, Likelihood)
	near(t, "mu", l.Dist.Mu, 5, 1e-14)
	near(t, "sigma", l.Dist.Sigma, 2, 1e-14)
	m, err2 := FitLogNormal(data, Moments)
	near(t, "mean", m.Dist.Mean(), 5, 1e-14)
	near(t, "variance", m.Dist.Variance(), 32.0/7, 1e-13)
	e, err3 := FitEmpirical(data, Stepped)
	near(t, "empirical", e.Dist.Mean(), 5, 1e-15)
	near(t, "distance of the data from themselves", e.Distance, 0, 1e-15)
	if err := errors.Join(err, err2, err3); err != nil || !slices.Equal(data, before) {
		t.Errorf("%v, data %v", err, data)
	}
}

// Data that are symmetric lead to a symmetric shape: a triangle is the root of
// 24 deviations wide, a PERT of shape 4 the root of 28.
func TestFitOfSymmetricData(t *testing.T) {
	data := []float64{-3, -2, -2, -1, 0, 1, 2, 2, 3}
	deviation := math.Sqrt(36.0 / 8)
	tri, err := FitTriangular(data)
	near(t, "mode", tri.Dist.Likely, 0, 1e-9)
	near(t, "most", tri.Dist.Most, deviation*math.Sqrt(24)/2, 1e-9)
	near(t, "least", tri.Dist.Least, -deviation*math.Sqrt(24)/2, 1e-9)
	pert, err2 := FitPERT(data, 0)
	near(t, "mode", pert.Dist.Likely, 0, 1e-9)
	near(t, "most", pert.Dist.Most, deviation*math.Sqrt(28)/2, 1e-9)
	if errors.Join(err, err2) != nil {
		t.Error(err, err2)
	}
}

// Fitting the evenly spaced quantiles of a distribution leads back to it, and
// the order of the data does not matter.
func TestFitLeadsBack(t *testing.T) {
	const n = 20_000
	r := rand.New(rand.NewPCG(5, 6))
	of := func(d Distribution) []float64 {
		data := make([]float64, n)
		for i := range data {
			data[i] = d.Quantile((float64(i) + 0.5) / n)
		}
		return data
	}
	shuffled := func(data []float64) []float64 {
		other := slices.Clone(data)
		r.Shuffle(n, func(i, k int) { other[i], other[k] = other[k], other[i] })
		return other
	}
	data := of(Triangular{20, 30, 60})
	tri, err := FitTriangular(data)
	near(t, "least", tri.Dist.Least, 20, 0.02)
	near(t, "likely", tri.Dist.Likely, 30, 0.02)
	near(t, "most", tri.Dist.Most, 60, 0.02)
	if again, err := FitTriangular(shuffled(data)); err != nil || again.Dist != tri.Dist || again.Distance != tri.Distance {
		t.Errorf("%v and %v, %v", again, tri, err)
	}
	pert, err2 := FitPERT(of(PERT{1, 2, 9, 6}), 6)
	near(t, "least", pert.Dist.Least, 1, 0.02)
	near(t, "likely", pert.Dist.Likely, 2, 0.02)
	near(t, "most", pert.Dist.Most, 9, 0.05)
	log, err3 := FitLogNormal(of(LogNormal{2, 0.5}), Likelihood)
	near(t, "mu", log.Dist.Mu, 2, 1e-3)
	near(t, "sigma", log.Dist.Sigma, 0.5, 1e-3)
	if err := errors.Join(err, err2, err3); err != nil || len(tri.Found)+len(pert.Found)+len(log.Found) > 0 {
		t.Errorf("%v, %v, %v, %v", err, tri.Found, pert.Found, log.Found)
	}
	for _, distance := range []float64{tri.Distance, pert.Distance, log.Distance} {
		near(t, "distance", distance, 0, 1e-3)
	}
}

// Data that lean more than the shape can put the mode on a bound and say so.
func TestFitOfSkewedData(t *testing.T) {
	var data []float64
	for i := range 100 {
		data = append(data, math.Exp(float64(i)/15))
	}
	for _, sign := range []float64{1, -1} {
		for i := range data {
			data[i] = math.Abs(data[i]) * sign
		}
		tri, err := FitTriangular(data)
		if err != nil || len(tri.Found) != 1 || tri.Found[0].Code != CodeSkewBeyond {
			t.Errorf("%+v, %v", tri, err)
		}
		bound := []float64{tri.Dist.Least, tri.Dist.Most}[boolean(sign < 0)]
		near(t, "mode", tri.Dist.Likely, bound, 1e-9*(tri.Dist.Most-tri.Dist.Least))
		near(t, "mean", tri.Dist.Mean(), data[0]*0+sum(data)/100, 1e-9)
		pert, err := FitPERT(data, 0)
		if err != nil || len(pert.Found) != 1 {
			t.Errorf("%+v, %v", pert, err)
		}
	}
}

func sum(data []float64) float64 {
	total := 0.0
	for _, x := range data {
		total += x
	}
	return total
}

func TestFitOfEqualData(t *testing.T) {
	data := []float64{0.1, 0.1, 0.1, 0.1, 0.1}
	n, err := FitNormal(data, Moments)
	tri, err2 := FitTriangular(data)
	pert, err3 := FitPERT(data, 0)
	log, err4 := FitLogNormal(data, Moments)
	if err := errors.Join(err, err2, err3, err4); err != nil || n.Dist != (Normal{0.1, 0}) || tri.Dist != (Triangular{0.1, 0.1, 0.1}) || pert.Dist.Mean() == 0 || log.Dist.Sigma != 0 {
		t.Errorf("%v, %v %v %v %v", err, n, tri, pert, log)
	}
}

// Too few data, and data that are no numbers, are refused with every place.
func TestFitRefuses(t *testing.T) {
	few, bad := []float64{1, 2, 3, 4}, []float64{1, math.NaN(), 3, math.Inf(1), -5, 1e16}
	for _, c := range []struct {
		data   []float64
		faults int
	}{{nil, 1}, {few, 1}, {bad, 3}, {[]float64{math.NaN()}, 2}, {make([]float64, MaxEntries+1), 1}} {
		_, err1 := FitNormal(c.data, Moments)
		_, err2 := FitTriangular(c.data)
		_, err3 := FitPERT(c.data, 0)
		_, err4 := FitLogNormal(c.data, Likelihood)
		_, err5 := FitEmpirical(c.data, Linear)
		for _, err := range []error{err1, err2, err3, err4, err5} {
			var all *Error
			if !errors.Is(err, ErrData) || !errors.As(err, &all) || len(all.Faults) != c.faults {
				t.Errorf("%v: %v", len(c.data), err)
			}
		}
	}
	for _, by := range []Method{Moments, Likelihood} {
		_, err := FitLogNormal([]float64{1, 0, 3, -4, 5}, by)
		var all *Error
		if !errors.Is(err, ErrData) || !errors.As(err, &all) || len(all.Faults) != 2 || all.Faults[1].Parameter != "data[3]" {
			t.Error(err)
		}
	}
	if _, err := FitPERT([]float64{1, 2, 3, 4, 5}, -1); !errors.Is(err, ErrParameter) {
		t.Error(err)
	}
	if _, err := LogNormalOf(-1, math.NaN()); !errors.Is(err, ErrParameter) {
		t.Error(err)
	}
	if _, err := LogNormalOf(1e-200, 1); !errors.Is(err, ErrParameter) {
		t.Error(err)
	}
}

// Distances worked out by hand.
func TestDistance(t *testing.T) {
	for _, c := range []struct {
		data []float64
		d    Distribution
		want float64
	}{
		{[]float64{0.7, 0.1, 0.4}, Uniform{0, 1}, 0.3},
		{[]float64{0.5}, Uniform{0, 1}, 0.5},
		{[]float64{5, 6}, Uniform{0, 1}, 1},
		{[]float64{1, 1, 2}, DiscreteOf(Outcome{1, 0.5}, Outcome{2, 0.5}), 1.0 / 6},
		{[]float64{1, 2, 2, 1}, DiscreteOf(Outcome{1, 0.5}, Outcome{2, 0.5}), 0},
		{[]float64{3}, Constant{3}, 0},
		{[]float64{math.Ln2}, foreign{}, 0.5},
	} {
		near(t, name(c.d), Distance(c.data, c.d), c.want, 1e-12)
	}
	for _, got := range []float64{Distance(nil, Constant{}), Distance([]float64{1, math.NaN()}, Constant{}), Distance([]float64{1}, Uniform{2, 1})} {
		if !math.IsNaN(got) {
			t.Errorf("got %v", got)
		}
	}
}
