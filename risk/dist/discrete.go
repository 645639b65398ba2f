package dist

import (
	"cmp"
	"math"
	"slices"
	"strconv"

	"github.com/milepost-go/milepost/lifecycle/finding"
)

// Discrete is a quantity that takes one of a few values. The outcomes stand in
// ascending order of their values and their probabilities add up to one within
// 1e-9; [DiscreteOf] brings any into that order. The zero Discrete has no
// outcomes and is refused by Validate.
type Discrete struct {
	Outcomes []Outcome
}

// Outcome is one value with its probability.
type Outcome struct {
	Value, Probability float64
}

// DiscreteOf returns the distribution of outcomes in any order, those of one
// value put together. The outcomes are copied.
func DiscreteOf(outcomes ...Outcome) Discrete {
	sorted := slices.SortedStableFunc(slices.Values(outcomes), func(a, b Outcome) int { return cmp.Compare(a.Value, b.Value) })
	var d Discrete
	for _, o := range sorted {
		if last := len(d.Outcomes) - 1; last >= 0 && d.Outcomes[last].Value == o.Value {
			d.Outcomes[last].Probability += o.Probability
		} else {
			d.Outcomes = append(d.Outcomes, o)
		}
	}
	return d
}

// Quantile returns the least value whose probability, added to that of all
// below it, reaches p.
func (d Discrete) Quantile(p float64) float64 {
	least, most := d.Support()
	if x, out := outside(p, least, most); out {
		return x
	}
	sum, enough := 0.0, slack(p)
	for _, o := range d.Outcomes {
		if sum += o.Probability; sum >= enough && o.Probability > 0 {
			return o.Value
		}
	}
	return most
}

// slack returns what a sum of probabilities has to reach for p, less than p by
// what rounding may take from the sum: 0.3 + 0.6 reaches 0.9.
func slack(p float64) float64 { return p - min(1e-12, p*1e-9) }

// Mean returns the sum of values times probabilities.
func (d Discrete) Mean() float64 {
	sum := 0.0
	for _, o := range d.Outcomes {
		sum += o.Value * o.Probability
	}
	return sum
}

// Variance returns the sum of squares of distances from the mean, times
// probabilities.
func (d Discrete) Variance() float64 {
	mean, sum := d.Mean(), 0.0
	for _, o := range d.Outcomes {
		sum += square(o.Value-mean) * o.Probability
	}
	return sum
}

// CDF returns the sum of the probabilities of the values up to x.
func (d Discrete) CDF(x float64) float64 {
	if math.IsNaN(x) || len(d.Outcomes) == 0 {
		return math.NaN()
	}
	sum, all := 0.0, true
	for _, o := range d.Outcomes {
		if o.Value <= x {
			sum += o.Probability
		} else {
			all = all && o.Probability == 0
		}
	}
	if all {
		return 1
	}
	return min(sum, 1)
}

// Support returns the least and the greatest value that has a probability.
func (d Discrete) Support() (least, most float64) {
	least, most = math.NaN(), math.NaN()
	for _, o := range d.Outcomes {
		if o.Probability > 0 {
			if math.IsNaN(least) {
				least = o.Value
			}
			most = o.Value
		}
	}
	return least, most
}

// Steps returns the values that have a probability, and these. The caller owns
// both slices.
func (d Discrete) Steps() (values, probabilities []float64) {
	for _, o := range d.Outcomes {
		if o.Probability > 0 {
			values, probabilities = append(values, o.Value), append(probabilities, o.Probability)
		}
	}
	return values, probabilities
}

// Validate returns an [*Error] unless there are up to [MaxEntries] outcomes with
// values within [MaxMagnitude] in ascending order and probabilities from 0 to 1
// that add up to one.
func (d Discrete) Validate() error { return failure("discrete", d) }

func (d Discrete) judge(f *faults, path string, _ int) {
	at := path + "outcomes"
	if f.count(at, len(d.Outcomes), MaxEntries) {
		return
	}
	values, weights := make([]float64, len(d.Outcomes)), make([]float64, len(d.Outcomes))
	for i, o := range d.Outcomes {
		values[i], weights[i] = o.Value, o.Probability
	}
	f.ascending(at, ".value", values, true)
	f.weights(at, ".probability", weights)
}

// ascending reports entries that are missing, no numbers, or out of order.
func (f *faults) ascending(at, member string, values []float64, strictly bool) {
	if len(values) == 0 {
		f.add(CodeNoEntries, at, finding.Value{}, finding.Value{})
	}
	for i, x := range values {
		name := item(at, i) + member
		if f.finite(name, x, MaxMagnitude) && i > 0 && (x < values[i-1] || strictly && x == values[i-1]) {
			f.add(CodeNotAscending, name, number(values[i-1]), number(x))
		}
	}
}

// weights reports probabilities outside 0 to 1 and, where all are within, a
// sum that is not one.
func (f *faults) weights(at, member string, weights []float64) {
	sum, sound := 0.0, len(weights) > 0
	for i, p := range weights {
		sound = f.probability(item(at, i)+member, p) && sound
		sum += p
	}
	if sound && math.Abs(sum-1) > sumTolerance {
		f.add(CodeProbabilitySum, at, finding.Number(1, ""), number(sum))
	}
}

func item(at string, i int) string { return at + "[" + strconv.Itoa(i) + "]" }

func (d Discrete) partial(a, b, c float64) moments {
	var m moments
	for _, o := range d.Outcomes {
		if o.Value >= a && o.Value <= b {
			m = m.plus(moments{1, o.Value - c, square(o.Value - c)}, o.Probability)
		}
	}
	return m
}
