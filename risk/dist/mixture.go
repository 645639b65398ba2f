package dist

import (
	"math"
	"slices"

	"github.com/milepost-go/milepost/lifecycle/finding"
)

// Mixture is a quantity that follows one of several distributions, chosen with
// the weights as probabilities: "as planned in seven cases of ten, else late".
// The weights add up to one within 1e-9. The zero Mixture has no parts and is
// refused by Validate.
//
// Where the parts leave a gap between them, or one is a [Constant] and another
// is not, quantiles jump. Package montecarlo draws from tables that blur a jump
// over one part in 256 of the trials; where that matters, make the choice an
// input of its own: a [Bernoulli] beside the distribution of the effect.
type Mixture struct {
	Parts []Part
}

// Part is one distribution of a mixture.
type Part struct {
	Weight float64
	Of     Distribution
}

// live returns the parts that have a weight. It reports whether the mixture can
// be worked with.
func (d Mixture) live() ([]Part, bool) {
	parts := slices.DeleteFunc(slices.Clone(d.Parts), func(p Part) bool { return !(p.Weight > 0) })
	return parts, len(parts) > 0 && shallow(d)
}

// Quantile returns the least value at which the CDF reaches p. It lies between
// the quantiles of the parts and is found by halving and by secants.
func (d Mixture) Quantile(p float64) float64 {
	parts, ok := d.live()
	if !ok {
		return math.NaN()
	}
	low, high := parts[0].Of.Quantile(p), parts[0].Of.Quantile(p)
	for _, part := range parts[1:] {
		q := part.Of.Quantile(p)
		low, high = min(low, q), max(high, q)
	}
	switch {
	case p <= 0:
		return low
	case p >= 1:
		return high
	}
	return reach(func(x float64) float64 { return cdf(parts, x) }, p*(1-4e-15), low, high) // 0.2 + 0.7 reaches 0.9
}

// Mean returns the weighted mean of the means.
func (d Mixture) Mean() float64 {
	parts, ok := d.live()
	if !ok {
		return math.NaN()
	}
	mean := 0.0
	for _, part := range parts {
		mean += part.Weight * part.Of.Mean()
	}
	return mean
}

// Variance returns the weighted mean of the variances and of the squares of
// the distances of the means.
func (d Mixture) Variance() float64 {
	parts, ok := d.live()
	if !ok {
		return math.NaN()
	}
	mean, variance := d.Mean(), 0.0
	for _, part := range parts {
		variance += part.Weight * (Variance(part.Of) + square(part.Of.Mean()-mean))
	}
	return variance
}

// CDF returns the weighted mean of the CDFs.
func (d Mixture) CDF(x float64) float64 {
	parts, ok := d.live()
	if !ok {
		return math.NaN()
	}
	return cdf(parts, x)
}

func cdf(parts []Part, x float64) float64 {
	sum, least := 0.0, 1.0
	for _, part := range parts {
		p := CDF(part.Of, x)
		sum, least = sum+part.Weight*p, min(least, p)
	}
	if least == 1 {
		return 1
	}
	return min(sum, 1)
}

// Support returns the least and the greatest value of the parts that have a
// weight.
func (d Mixture) Support() (least, most float64) {
	parts, ok := d.live()
	if !ok {
		return math.NaN(), math.NaN()
	}
	least, most = Support(parts[0].Of)
	for _, part := range parts[1:] {
		low, high := Support(part.Of)
		least, most = min(least, low), max(most, high)
	}
	return least, most
}

// Steps returns the values of all parts with their probabilities, and nothing
// where a part has no steps. The caller owns both slices.
func (d Mixture) Steps() (values, probabilities []float64) {
	parts, ok := d.live()
	if !ok {
		return nil, nil
	}
	var outcomes []Outcome
	for _, part := range parts {
		of, ok := part.Of.(stepper)
		if !ok {
			return nil, nil
		}
		all, weights := of.Steps()
		if len(all) == 0 {
			return nil, nil
		}
		for i, x := range all {
			outcomes = append(outcomes, Outcome{x, part.Weight * weights[i]})
		}
	}
	return DiscreteOf(outcomes...).Steps()
}

// Validate returns an [*Error] unless there are up to [MaxParts] parts, all of
// them sound, with weights from 0 to 1 that add up to one, and distributions
// lie no deeper than [MaxDepth] in each other.
func (d Mixture) Validate() error { return failure("mixture", d) }

func (d Mixture) judge(f *faults, path string, depth int) {
	at := path + "parts"
	if f.count(at, len(d.Parts), MaxParts) {
		return
	}
	if len(d.Parts) == 0 {
		f.add(CodeNoEntries, at, finding.Value{}, finding.Value{})
	}
	weights := make([]float64, len(d.Parts))
	for i, part := range d.Parts {
		weights[i] = part.Weight
	}
	f.weights(at, ".weight", weights)
	for i, part := range d.Parts {
		if !f.within(item(at, i)+".of", part.Of, depth) {
			return
		}
	}
}

func (d Mixture) partial(a, b, c float64) moments {
	parts, ok := d.live()
	if !ok {
		return moments{math.NaN(), math.NaN(), math.NaN()}
	}
	var m moments
	for _, part := range parts {
		m = m.plus(partOf(part.Of, a, b, c), part.Weight)
	}
	return m
}
