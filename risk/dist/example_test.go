package dist_test

import (
	"fmt"
	"math"
	"os"
	"strings"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/risk/dist"
)

// How long may a task take that is estimated by three points?
func Example() {
	task := dist.PERT{Least: 20, Likely: 30, Most: 60} // days
	if err := task.Validate(); err != nil {
		fmt.Println(err) // names every faulty parameter
		return
	}
	fmt.Printf("mean %.1f, half of the time within %.1f, four times of five within %.1f\n",
		task.Mean(), task.Quantile(0.5), task.Quantile(0.8))
	fmt.Printf("within 30 days with probability %.0f %%\n", 100*task.CDF(30))
	// Output:
	// mean 33.3, half of the time within 32.6, four times of five within 39.6
	// within 30 days with probability 37 %
}

// The experts gave what they expect in nine cases of ten, not the worst case.
func ExampleThreePoint_Triangular() {
	d, err := dist.ThreePoint{Low: 26, Likely: 30, High: 49, LowAt: 0.1, HighAt: 0.9}.Triangular()
	fmt.Printf("from %.1f to %.1f, %v\n", d.Least, d.Most, err)
	fmt.Printf("%.2f %.2f\n", d.CDF(26), d.CDF(49))
	// Output:
	// from 19.5 to 60.0, <nil>
	// 0.10 0.90
}

func ExampleThreePoint_PERT() {
	d, err := dist.ThreePoint{Low: 26, Likely: 30, High: 49, LowAt: 0.1, HighAt: 0.9}.PERT(0)
	fmt.Printf("%.2f %.2f, %v\n", d.CDF(26), d.CDF(49), err)
	_, err = dist.ThreePoint{Low: 26, Likely: 20, High: 49}.PERT(0)
	fmt.Println(err)
	// Output:
	// 0.10 0.90, <nil>
	// dist: no distribution through these points: dist: parameters make no distribution: three_point: likely: dist.likely.outside_bounds, want 26, 49, got 20
}

// A repair takes 12 hours as a rule, never less than none, and one time in
// five a part has to be ordered first.
func ExampleMixture() {
	repair := dist.Truncated{Of: dist.Normal{Mu: 12, Sigma: 6}, Least: 0, Most: math.Inf(1)}
	order := dist.Uniform{Least: 48, Most: 96}
	d := dist.Mixture{Parts: []dist.Part{{Weight: 0.8, Of: repair}, {Weight: 0.2, Of: order}}}
	fmt.Println(d.Validate())
	fmt.Printf("mean %.1f h, P50 %.1f h, P90 %.1f h\n", d.Mean(), d.Quantile(0.5), d.Quantile(0.9))
	// Output:
	// <nil>
	// mean 24.3 h, P50 14.0 h, P90 72.0 h
}

// Every fault is found at once, as findings that can be put into words.
func ExampleCheck() {
	d := dist.Mixture{Parts: []dist.Part{{Weight: 0.8, Of: dist.Normal{Mu: 12, Sigma: -6}}, {Weight: 0.3, Of: dist.Uniform{Least: 5, Most: 4}}}}
	for _, f := range dist.Check(finding.Ref{Kind: "task", ID: "T7", Field: "duration"}, d) {
		fmt.Println(f.Subject, f.Code, f.Got)
	}
	// Output:
	// task T7.duration.parts[1].of.most dist.bounds.reversed 4
	// task T7.duration.parts[0].of.sigma dist.deviation.negative -6
	// task T7.duration.parts dist.probability.sum_not_one 1.1
}

// Which shape do the durations of past tasks have?
func ExampleFitLogNormal() {
	days := []float64{3, 4, 4, 5, 5, 5, 6, 6, 7, 8, 9, 11, 14, 21}
	log, err := dist.FitLogNormal(days, dist.Likelihood)
	normal, err2 := dist.FitNormal(days, dist.Moments)
	fmt.Println(err, err2)
	fmt.Printf("lognormal: P80 %.1f, distance %.2f\n", log.Dist.Quantile(0.8), log.Distance)
	fmt.Printf("normal: P80 %.1f, distance %.2f\n", normal.Dist.Quantile(0.8), normal.Distance)
	fmt.Println(log.Found[0].Code)
	// Output:
	// <nil> <nil>
	// lognormal: P80 10.3, distance 0.15
	// normal: P80 11.8, distance 0.21
	// dist.fit.small_sample
}

func ExampleEncode() {
	err := dist.Encode(os.Stdout, dist.PERT{Least: 20, Likely: 30, Most: 60})
	d, err2 := dist.Decode(strings.NewReader(`{"type": "bernoulli", "probability": "0.3"}`))
	fmt.Println(err, d, err2)
	// Output:
	// {
	//   "type": "pert",
	//   "least": "20",
	//   "likely": "30",
	//   "most": "60"
	// }
	// <nil> {0.3} <nil>
}

func ExampleEmpiricalOf() {
	steps := dist.EmpiricalOf([]float64{4, 2, 8, 6}, dist.Stepped)
	lines := dist.EmpiricalOf([]float64{4, 2, 8, 6}, dist.Linear)
	for _, p := range []float64{0.25, 0.5, 0.6} {
		fmt.Printf("%v: %v %.1f\n", p, steps.Quantile(p), lines.Quantile(p))
	}
	// Output:
	// 0.25: 2 3.5
	// 0.5: 4 5.0
	// 0.6: 6 5.6
}

func ExampleDiscreteOf() {
	d := dist.DiscreteOf(dist.Outcome{Value: 40, Probability: 0.25}, dist.Outcome{Value: 10, Probability: 0.5}, dist.Outcome{Value: 90, Probability: 0.25})
	fmt.Println(d.Mean(), d.Quantile(0.5), d.Quantile(0.51), d.CDF(50))
	// Output: 37.5 10 40 0.75
}

func ExampleLogNormalOf() {
	d, err := dist.LogNormalOf(100, 30)
	fmt.Printf("%.0f %.0f %v\n", d.Mean(), dist.Deviation(d), err)
	// Output: 100 30 <nil>
}
