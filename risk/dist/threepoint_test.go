package dist

import (
	"errors"
	"math"
	"math/rand/v2"
	"testing"
)

// Percentiles of known distributions lead back to them. Those of the triangle
// from 20 over 30 to 60 and of the PERT from 1 over 2 to 9 are rounded as
// published worked examples round them.
func TestThreePointLeadsBack(t *testing.T) {
	tri, err := ThreePoint{Low: 26.324555, Likely: 30, High: 49.045549, LowAt: 0.1, HighAt: 0.9}.Triangular()
	if err != nil || math.Abs(tri.Least-20) > 1e-5 || math.Abs(tri.Most-60) > 1e-5 || tri.Likely != 30 {
		t.Errorf("%v, %v", tri, err)
	}
	tri, err = ThreePoint{Low: 24.472136, Likely: 30, High: 44.508067, LowAt: 0.05, HighAt: 0.8}.Triangular()
	if err != nil || math.Abs(tri.Least-20) > 1e-5 || math.Abs(tri.Most-60) > 1e-5 {
		t.Errorf("%v, %v", tri, err)
	}
	pert, err := ThreePoint{Low: 1.478469, Likely: 2, High: 5.502757, LowAt: 0.1, HighAt: 0.95}.PERT(0)
	if err != nil || math.Abs(pert.Least-1) > 1e-4 || math.Abs(pert.Most-9) > 1e-4 {
		t.Errorf("%v, %v", pert, err)
	}
}

// Bounds are taken as they are, to the last bit.
func TestThreePointBounds(t *testing.T) {
	for _, high := range []float64{0, 1} {
		points := ThreePoint{Low: 0.1, Likely: 0.7, High: 1.3, HighAt: high}
		if d, err := points.Triangular(); err != nil || d != (Triangular{0.1, 0.7, 1.3}) {
			t.Errorf("%v, %v", d, err)
		}
		if d, err := points.PERT(3); err != nil || d != (PERT{0.1, 0.7, 1.3, 3}) {
			t.Errorf("%v, %v", d, err)
		}
	}
	if d, err := (ThreePoint{}).Triangular(); err != nil || d != (Triangular{}) {
		t.Errorf("%v, %v", d, err)
	}
	if d, err := (ThreePoint{Low: 5, Likely: 5, High: 5, LowAt: 0.1, HighAt: 0.9}).PERT(0); err != nil || d != (PERT{Least: 5, Likely: 5, Most: 5}) {
		t.Errorf("%v, %v", d, err)
	}
}

// Any points in order have a distribution through them, which is the one they
// were taken from.
func TestThreePointOfRandomDistributions(t *testing.T) {
	r := rand.New(rand.NewPCG(11, 12))
	for i := range 400 {
		least := 100*r.Float64() - 50
		width := math.Exp(8*r.Float64() - 2)
		mode := least + width*r.Float64()
		if i%10 == 0 {
			mode = least
		}
		from, to := 0.3*r.Float64(), 1-0.3*r.Float64()
		shape := 0.5 + 20*r.Float64()
		tri, pert := Triangular{least, mode, least + width}, PERT{least, mode, least + width, shape}
		for _, d := range []Distribution{tri, pert} {
			low, high := d.Quantile(from), d.Quantile(to)
			points := ThreePoint{low, mode, high, from, to}
			var got Distribution
			var err error
			if _, ok := d.(Triangular); ok {
				got, err = points.Triangular()
			} else {
				got, err = points.PERT(shape)
			}
			if low > mode || high < mode { // the mode lies beyond a percentile
				if !errors.Is(err, ErrThreePoint) {
					t.Errorf("%+v: %v", points, err)
				}
				continue
			}
			a, b := Support(got)
			if err != nil || math.Abs(a-least) > 1e-6*width || math.Abs(b-least-width) > 1e-6*width {
				t.Errorf("%s from %+v gives %v, %v", name(d), points, got, err)
			}
		}
	}
}

func TestThreePointFaults(t *testing.T) {
	nan := math.NaN()
	for _, c := range []struct {
		points ThreePoint
		faults int
	}{
		{ThreePoint{Low: 5, Likely: 6, High: 4}, 1},
		{ThreePoint{Low: 5, Likely: 3, High: 8}, 1},
		{ThreePoint{Low: nan, Likely: nan, High: 1e16, LowAt: -1, HighAt: 2}, 5},
		{ThreePoint{Low: 1, Likely: 2, High: 3, LowAt: 0.6, HighAt: 0.4}, 1},
		{ThreePoint{Low: 1, Likely: 2, High: 3, LowAt: 1}, 1},
		{ThreePoint{Low: -9e14, Likely: 0, High: 9e14, LowAt: 0.4, HighAt: 0.6}, 2}, // bounds beyond the limit
	} {
		d, err := c.points.Triangular()
		var all *Error
		if !errors.Is(err, ErrThreePoint) || !errors.As(err, &all) || len(all.Faults) != c.faults {
			t.Errorf("%+v: %v, %v", c.points, d, err)
		}
		if _, err := c.points.PERT(0); !errors.Is(err, ErrThreePoint) {
			t.Errorf("%+v: %v", c.points, err)
		}
	}
	if _, err := (ThreePoint{High: 1}).PERT(-3); !errors.Is(err, ErrThreePoint) || !errors.Is(err, ErrParameter) {
		t.Error(err)
	}
}
