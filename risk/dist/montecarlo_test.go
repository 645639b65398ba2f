package dist_test

import (
	"fmt"
	"math"
	"testing"

	"github.com/milepost-go/milepost/risk/dist"
	"github.com/milepost-go/milepost/risk/montecarlo"
)

var (
	_ montecarlo.Stepper = dist.Constant{}
	_ montecarlo.Stepper = dist.Discrete{}
	_ montecarlo.Stepper = dist.Bernoulli{}
	_ montecarlo.Stepper = dist.Empirical{}
	_ montecarlo.Stepper = dist.Truncated{}
	_ montecarlo.Stepper = dist.Mixture{}

	_ montecarlo.ManyQuantiler = dist.Beta{}
	_ montecarlo.ManyQuantiler = dist.PERT{}
)

// Sampling takes every type, and what it draws has the mean and the variance
// of the distribution within what stratified blocks leave.
func TestSamplingTakesEveryType(t *testing.T) {
	list := []dist.Distribution{
		dist.Constant{Value: 7}, dist.Uniform{Least: 1e6, Most: 3e6}, dist.Triangular{Least: 1e6, Likely: 2e6, Most: 9e6},
		dist.PERT{Least: 1e6, Likely: 2e6, Most: 9e6}, dist.PERT{Least: 1e6, Likely: 2e6, Most: 9e6, Shape: 30},
		dist.Normal{Mu: 1e7, Sigma: 1e6}, dist.LogNormal{Mu: 14, Sigma: 0.4}, dist.Beta{Alpha: 2, Beta: 5, Most: 1e7},
		dist.DiscreteOf(dist.Outcome{Value: 1000, Probability: 0.25}, dist.Outcome{Value: 5000, Probability: 0.75}), dist.Bernoulli{Probability: 0.375},
		dist.EmpiricalOf([]float64{3e6, 1e6, 4e6, 1e6, 5e6, 9e6, 2e6, 6e6}, dist.Stepped), dist.EmpiricalOf([]float64{3e6, 1e6, 4e6, 9e6, 2e6}, dist.Linear),
		dist.Truncated{Of: dist.Normal{Mu: 1e7, Sigma: 5e6}, Least: 0, Most: math.Inf(1)},
		dist.Mixture{Parts: []dist.Part{{Weight: 0.75, Of: dist.Constant{Value: 0}}, {Weight: 0.25, Of: dist.Constant{Value: 40}}}},
		dist.Mixture{Parts: []dist.Part{{Weight: 0.75, Of: dist.Uniform{Least: 0, Most: 4e6}}, {Weight: 0.25, Of: dist.Triangular{Least: 3e6, Likely: 5e6, Most: 9e6}}}},
	}
	inputs := make([]montecarlo.Input, len(list))
	for i, d := range list {
		inputs[i] = montecarlo.Input{ID: fmt.Sprint(i), Dist: d}
	}
	model, found := montecarlo.New(inputs, nil, montecarlo.Options{Seed: 5, Latin: true})
	if len(found) > 0 {
		t.Fatal(found)
	}
	sampler := model.NewSampler()
	for i, d := range list {
		const blocks = 8
		sum, squares := 0.0, 0.0
		var out [montecarlo.Lanes]int64
		for b := range blocks {
			sampler.Start(b)
			for at := range montecarlo.Block / montecarlo.Lanes {
				sampler.Values(i, at, &out)
				for _, x := range out {
					sum += float64(x) - d.Mean()
					squares += (float64(x) - d.Mean()) * (float64(x) - d.Mean())
				}
			}
		}
		const n = blocks * montecarlo.Block
		deviation := dist.Deviation(d)
		if math.Abs(sum/n) > 0.002*deviation+1e-9 || math.Abs(squares/n-deviation*deviation) > 0.03*deviation*deviation+1e-9 {
			t.Errorf("%T%v: the mean is off by %v, the variance is %v, want %v", d, d, sum/n, squares/n, deviation*deviation)
		}
	}
}

// BenchmarkModel makes a model ready of a thousand tasks with a PERT each, all
// of different shape.
func BenchmarkModel(b *testing.B) {
	inputs := make([]montecarlo.Input, 1000)
	for i := range inputs {
		inputs[i] = montecarlo.Input{ID: fmt.Sprint(i), Dist: dist.PERT{Least: 1000, Likely: 1500 + 3*float64(i), Most: 9000}}
	}
	for b.Loop() {
		if model, _ := montecarlo.New(inputs, nil, montecarlo.Options{Seed: 1}); model == nil {
			b.Fatal("no model")
		}
	}
}
