package montecarlo

import (
	"math/rand/v2"
	"testing"

	"gonum.org/v1/gonum/stat/distuv"
)

// BenchmarkSample draws sixteen values of a PERT; ns/value counts each.
func BenchmarkSample(b *testing.B) {
	b.Run("small", func(b *testing.B) {
		m := model(b, []Input{{ID: "a", Dist: pert()}}, nil, Options{Seed: 1})
		s := m.NewSampler()
		s.Start(0)
		var out [Lanes]int32
		for i := 0; b.Loop(); i++ {
			s.Small(0, i%64, &out)
		}
		b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/Lanes, "ns/value")
	})
	b.Run("gonum", func(b *testing.B) {
		d := distuv.Beta{Alpha: 2.17, Beta: 3.83, Src: rand.NewPCG(1, 2)}
		sum := 0.0
		for b.Loop() {
			for range Lanes {
				sum += d.Rand()
			}
		}
		b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/Lanes, "ns/value")
	})
}
