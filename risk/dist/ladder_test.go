package dist

import (
	"math"
	"math/rand/v2"
	"testing"
)

// tableProbabilities is what a table for sampling asks for: even steps in the
// middle, ever finer ones towards the ends.
func tableProbabilities() []float64 {
	var low []float64
	for octave := -32; octave < -5; octave++ {
		for i := range 32 {
			low = append(low, math.Ldexp(1+float64(i)/32, octave))
		}
	}
	list := append([]float64{}, low...)
	for i := 16; i <= 240; i++ {
		list = append(list, float64(i)/256)
	}
	for i := len(low) - 1; i >= 0; i-- {
		list = append(list, 1-low[i])
	}
	return list
}

// Many quantiles at once are those one by one, for shapes from crowded at the
// bounds to sharp.
func TestQuantilesAreThoseOneByOne(t *testing.T) {
	r := rand.New(rand.NewPCG(21, 22))
	list := []Beta{{1, 5, 0, 1}, {5, 1, 0, 1}, {1, 1, -1, 0}, {3, 3, 0, 1}, {0.5, 0.5, 0, 1}, {0.05, 3, 0, 1}, {400, 3, 0, 1}, {900, 1000, 0, 1}, {5000, 5000, 0, 1}, {2, 3, 7, 7}}
	for range 60 {
		list = append(list, Beta{math.Exp(5*r.Float64() - 1), math.Exp(5*r.Float64() - 1), -3, 8})
	}
	p := tableProbabilities()
	for _, d := range list {
		got := d.Quantiles(p)
		for i := range p {
			want := d.Quantile(p[i])
			if math.Abs(got[i]-want) > 1e-12*(d.Most-d.Least) {
				t.Errorf("%v: the quantile of %v is %v, one by one %v", d, p[i], got[i], want)
				break
			}
			if i > 0 && got[i] < got[i-1] {
				t.Errorf("%v: the quantile of %v falls to %v", d, p[i], got[i])
				break
			}
		}
	}
}

// Odd requests get the answer of Quantile.
func TestQuantilesOfOddRequests(t *testing.T) {
	nan := math.NaN()
	for _, p := range [][]float64{nil, {0.5}, {0, 1}, {0.9, 0.1}, {-1, 0.5, 2}, {nan, 0.5}, {0.5, nan}, {0.5, 1}, {0.1, 0.2, 0.3, 0.4, 1}, {0.2, 0.2, 0.2, 0.2, 0.2}, {0.1, 0.5, 0.5, 0.7, 0.7, 0.8}, {1e-300, 1e-200, 1e-100, 1e-50, 0.4}} {
		for _, d := range []PERT{{Least: 1, Likely: 2, Most: 9}, {Least: 3, Likely: 2, Most: 9}, {}, {Most: 1, Shape: -0.5}} {
			got := d.Quantiles(p)
			for i := range p {
				want := d.Quantile(p[i])
				if !(math.Abs(got[i]-want) <= 1e-12*(d.Most-d.Least)) && !(math.IsNaN(got[i]) && math.IsNaN(want)) {
					t.Errorf("%v: the quantile of %v in %v is %v, want %v", d, p[i], p, got[i], want)
				}
			}
			if len(got) != len(p) {
				t.Errorf("%d of %d", len(got), len(p))
			}
		}
	}
}

// BenchmarkQuantiles fills a table for sampling, ns for each of its 1953
// quantiles.
func BenchmarkQuantiles(b *testing.B) {
	p, d := tableProbabilities(), PERT{Least: 1, Likely: 2, Most: 9}
	b.Run("together", func(b *testing.B) {
		for b.Loop() {
			d.Quantiles(p)
		}
		b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*len(p)), "ns/quantile")
	})
	b.Run("one_by_one", func(b *testing.B) {
		for b.Loop() {
			for _, p := range p {
				d.Quantile(p)
			}
		}
		b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*len(p)), "ns/quantile")
	})
}
