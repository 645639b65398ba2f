package dist

// Limits of what this package takes. Beyond them parameters are faults, and
// data cannot be decoded.
const (
	MaxMagnitude = 1e15    // of values, bounds, means and deviations
	MinShape     = 0.1     // of the shapes of a beta
	MaxShape     = 1e4     // of the shapes of a beta and of a PERT
	MaxLogMu     = 100     // of the mean of logarithms, either side of 0
	MaxLogSigma  = 10      // of the deviation of logarithms
	MaxEntries   = 100_000 // outcomes of a Discrete, values of an Empirical
	MaxParts     = 100     // of a Mixture
	MaxNested    = 1_000   // distributions within a distribution
	MaxDepth     = 4       // of distributions within distributions
	MaxBytes     = 8 << 20 // of the JSON form
	MaxText      = 400     // bytes of a number in the JSON form
)

// MinMass is the least share of a distribution that truncation may leave:
// below it what is left would be mostly rounding.
const MinMass = 1e-6

// sumTolerance is how far probabilities may add up to something else than one.
const sumTolerance = 1e-9
