package dist

import (
	"fmt"
	"strings"
	"testing"
)

// BenchmarkQuantile draws evenly spaced quantiles of each type.
func BenchmarkQuantile(b *testing.B) {
	for _, d := range []Distribution{
		Constant{3}, Uniform{1, 9}, Triangular{1, 2, 9}, PERT{Least: 1, Likely: 2, Most: 9}, PERT{Least: 1, Likely: 2, Most: 9, Shape: 40},
		Normal{10, 2}, LogNormal{2, 0.4}, Beta{0.7, 0.6, 0, 10}, Bernoulli{0.3}, DiscreteOf(Outcome{1, 0.5}, Outcome{5, 0.5}),
		EmpiricalOf([]float64{3, 1, 4, 1.5, 9, 2.6}, Linear), Truncated{Normal{10, 2}, 0, 13},
		Mixture{[]Part{{0.7, Triangular{20, 30, 60}}, {0.3, PERT{Least: 50, Likely: 70, Most: 150}}}},
	} {
		kind := strings.ToLower(strings.TrimPrefix(fmt.Sprintf("%T", d), "dist."))
		if p, ok := d.(PERT); ok {
			kind += fmt.Sprint(p.ShapeOrDefault())
		}
		b.Run(kind, func(b *testing.B) {
			for i := 0; b.Loop(); i++ {
				d.Quantile((float64(i&1023) + 0.5) / 1024)
			}
		})
	}
}
