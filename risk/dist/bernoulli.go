package dist

// Bernoulli is an event: 1 with a probability, else 0. The zero Bernoulli never
// happens. The event and its effect in one quantity are a [Mixture] of a
// [Constant] 0 and the distribution of the effect.
type Bernoulli struct {
	Probability float64
}

// Quantile returns 1 where p is above the probability of 0.
func (d Bernoulli) Quantile(p float64) float64 { return d.discrete().Quantile(p) }

// Mean returns the probability.
func (d Bernoulli) Mean() float64 { return d.Probability }

// Variance returns the probability times its complement.
func (d Bernoulli) Variance() float64 { return d.Probability * (1 - d.Probability) }

// CDF returns 0 below 0, the complement of the probability below 1 and then 1.
func (d Bernoulli) CDF(x float64) float64 { return d.discrete().CDF(x) }

// Support returns 0 and 1, or one of them twice where nothing is uncertain.
func (d Bernoulli) Support() (least, most float64) { return d.discrete().Support() }

// Steps returns 0 and 1 with their probabilities.
func (d Bernoulli) Steps() (values, probabilities []float64) { return d.discrete().Steps() }

// Validate returns an [*Error] unless the probability is from 0 to 1.
func (d Bernoulli) Validate() error { return failure("bernoulli", d) }

func (d Bernoulli) discrete() Discrete {
	return Discrete{[]Outcome{{0, 1 - d.Probability}, {1, d.Probability}}}
}

func (d Bernoulli) judge(f *faults, path string, _ int) {
	f.probability(path+"probability", d.Probability)
}

func (d Bernoulli) partial(a, b, c float64) moments { return d.discrete().partial(a, b, c) }
