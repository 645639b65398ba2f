package montecarlo_test

import (
	"context"
	"fmt"

	"gonum.org/v1/gonum/stat/distuv"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/risk/montecarlo"
)

// Two jobs one after the other: when are they both done?
func Example() {
	model, found := montecarlo.New([]montecarlo.Input{
		{ID: "design", Dist: distuv.Uniform{Min: 100, Max: 200}},
		{ID: "build", Dist: distuv.Uniform{Min: 300, Max: 500}},
	}, nil, montecarlo.Options{Seed: 7, Latin: true})
	if finding.Blocks(found) {
		fmt.Println(finding.AsError("simulation", found))
		return
	}
	sampler, total := model.NewSampler(), new(montecarlo.Counts)
	trials, err := montecarlo.Run{Trials: 10 * montecarlo.Block}.Do(context.Background(), func(_, block, trials int) error {
		sampler.Start(block)
		var design, build [montecarlo.Lanes]int64
		for at := 0; at*montecarlo.Lanes < trials; at++ {
			sampler.Values(0, at, &design)
			sampler.Values(1, at, &build)
			for lane := range design {
				total.Add(design[lane] + build[lane])
			}
		}
		return nil
	})
	mean, _ := total.Mean().Float64()
	least, _ := total.Percentile(0, 1)
	most, _ := total.Percentile(1, 1)
	fmt.Printf("%d trials, mean %.0f, between %v and %v, error %v\n", trials, mean, least >= 400, most <= 700, err)
	// Output: 10240 trials, mean 550, between true and true, error <nil>
}

// Inputs that cannot all run against each other are moved to what can be, and
// a finding says how far.
func ExampleNew() {
	days := distuv.Uniform{Min: 0, Max: 100}
	_, found := montecarlo.New(
		[]montecarlo.Input{{ID: "a", Dist: days}, {ID: "b", Dist: days}, {ID: "c", Dist: days}},
		[]montecarlo.Correlation{{A: "a", B: "b", Rank: -0.9}, {A: "b", B: "c", Rank: -0.9}, {A: "a", B: "c", Rank: -0.9}},
		montecarlo.Options{Seed: 1})
	for _, f := range found {
		fmt.Println(f.Severity, f.Code, f.Subject, f.Related)
	}
	// Output: warn montecarlo.correlation.repaired input a [input b input c]
}
