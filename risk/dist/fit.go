package dist

import (
	"fmt"
	"math"
	"slices"
	"strconv"

	"github.com/milepost-go/milepost/lifecycle/finding"
)

// Sizes of samples.
const (
	MinData    = 5  // fewer are refused
	EnoughData = 30 // fewer give a fit that is marked
)

// Method says how parameters are made from data. One that is unknown means
// [Moments].
type Method uint8

// The methods.
const (
	// Moments: the distribution has the mean and the unbiased variance of the
	// data.
	Moments Method = iota
	// Likelihood: the data are as likely as they can be (maximum likelihood).
	Likelihood
)

// Fit is a distribution made from data.
type Fit[D Distribution] struct {
	Dist     D
	Count    int     // of data
	Distance float64 // from the data, see [Distance]
	// Found marks fits that deserve a second look, with severity Warn: from
	// fewer than [EnoughData] values, or of a shape the data do not have.
	Found []finding.Finding
}

// FitNormal returns the normal distribution of data. Fewer than [MinData] or
// more than [MaxEntries] values, or values that are no numbers within
// [MaxMagnitude], are errors that wrap [ErrData]; an [*Error] within names them.
func FitNormal(data []float64, by Method) (Fit[Normal], error) {
	s, err := summarise(data)
	if err != nil {
		return Fit[Normal]{}, err
	}
	return finish(Normal{s.mean, s.deviation(by)}, data)
}

// FitLogNormal returns the lognormal distribution of data, which have to be
// above 0. Errors are those of [FitNormal].
func FitLogNormal(data []float64, by Method) (Fit[LogNormal], error) {
	s, err := summarise(data)
	if err == nil {
		err = positive(data)
	}
	if err != nil {
		return Fit[LogNormal]{}, err
	}
	if by != Likelihood {
		d, err := LogNormalOf(s.mean, s.deviation(by))
		if err != nil {
			return Fit[LogNormal]{}, fmt.Errorf("%w: %w", ErrData, err)
		}
		return finish(d, data)
	}
	logs := make([]float64, len(data))
	for i, x := range data {
		logs[i] = math.Log(x)
	}
	s, err = summarise(logs)
	if err != nil {
		return Fit[LogNormal]{}, err
	}
	return finish(LogNormal{s.mean, s.deviation(by)}, data)
}

// FitTriangular returns the triangular distribution with the mean, the unbiased
// variance and the skewness of data. Data that lean more than a triangle can
// give one with the mode on a bound, which is found. The bounds need not hold
// all of the data. Errors are those of [FitNormal].
func FitTriangular(data []float64) (Fit[Triangular], error) {
	unit := func(mode float64) (mean, variance, skewness float64) {
		d := Triangular{0, mode, 1}
		lean := math.Sqrt2 * (1 - 2*mode) * (1 + mode) * (2 - mode) / 5
		return d.Mean(), d.Variance(), lean / math.Pow(18*d.Variance(), 1.5)
	}
	b, err := bend(data, unit)
	if err != nil {
		return Fit[Triangular]{}, err
	}
	fit, err := finish(Triangular{b.least, b.likely, b.most}, data)
	fit.Found = append(fit.Found, b.found...)
	return fit, err
}

// FitPERT returns the PERT distribution of a shape with the mean, the unbiased
// variance and the skewness of data; a shape of 0 means [DefaultShape]. What
// holds for [FitTriangular] holds here too; a shape that is refused is an
// [*Error].
func FitPERT(data []float64, shape float64) (Fit[PERT], error) {
	if err := (PERT{Shape: shape}).Validate(); err != nil {
		return Fit[PERT]{}, err
	}
	unit := func(mode float64) (mean, variance, skewness float64) {
		d := PERT{0, mode, 1, shape}
		a, b := d.Beta().Alpha, d.Beta().Beta
		return d.Mean(), d.Variance(), 2 * (b - a) * math.Sqrt(a+b+1) / ((a + b + 2) * math.Sqrt(a*b))
	}
	b, err := bend(data, unit)
	if err != nil {
		return Fit[PERT]{}, err
	}
	fit, err := finish(PERT{b.least, b.likely, b.most, shape}, data)
	fit.Found = append(fit.Found, b.found...)
	return fit, err
}

// FitEmpirical returns the data themselves as a distribution. Errors are those
// of [FitNormal].
func FitEmpirical(data []float64, between Interpolation) (Fit[Empirical], error) {
	if _, err := summarise(data); err != nil {
		return Fit[Empirical]{}, err
	}
	return finish(EmpiricalOf(data, between), data)
}

// finish measures a fit and marks one from few data.
func finish[D Distribution](d D, data []float64) (Fit[D], error) {
	if err := d.Validate(); err != nil {
		return Fit[D]{}, fmt.Errorf("%w: %w", ErrData, err)
	}
	fit := Fit[D]{Dist: d, Count: len(data), Distance: Distance(data, d)}
	if len(data) < EnoughData {
		fit.Found = append(fit.Found, finding.Finding{Code: CodeSmallSample, Severity: finding.Warn, Subject: fitted(),
			Want: finding.Number(EnoughData, ""), Got: finding.Number(int64(len(data)), ""), Remedy: RemedyGatherData})
	}
	return fit, nil
}

func fitted() finding.Ref { return finding.Ref{Kind: "distribution"} }

// bent is a shape of one mode between two bounds.
type bent struct {
	least, likely, most float64
	found               []finding.Finding
}

// bend returns the shape with the mean, variance and skewness of data from a
// family that has them between bounds of 0 and 1, the skewness falling as the
// mode rises.
func bend(data []float64, unit func(mode float64) (mean, variance, skewness float64)) (bent, error) {
	s, err := summarise(data)
	if err != nil || s.squares == 0 {
		return bent{least: s.mean, likely: s.mean, most: s.mean}, err
	}
	var b bent
	lean := func(mode float64) float64 {
		_, _, skewness := unit(mode)
		return skewness
	}
	if limit := lean(0); math.Abs(s.skewness) > limit {
		b.found = []finding.Finding{{Code: CodeSkewBeyond, Severity: finding.Warn, Subject: fitted(),
			Want: hundredths(limit), Got: hundredths(s.skewness), Remedy: RemedyOtherShape}}
	}
	mode := reach(func(mode float64) float64 { return -lean(mode) }, -s.skewness, 0, 1)
	mean, variance, _ := unit(mode)
	width := s.deviation(Moments) / math.Sqrt(variance)
	b.least = s.mean - mean*width
	b.most = b.least + width
	b.likely = min(max(b.least+mode*width, b.least), b.most)
	return b, nil
}

// hundredths returns a number for people.
func hundredths(x float64) finding.Value {
	return finding.Decimal(strconv.FormatFloat(x, 'f', 2, 64), "")
}

// summary holds what fits need of data.
type summary struct {
	n, mean, squares, skewness float64 // squares: sum of squared distances from the mean
}

// deviation returns the standard deviation that a method uses.
func (s summary) deviation(by Method) float64 {
	if by == Likelihood {
		return math.Sqrt(s.squares / s.n)
	}
	return math.Sqrt(s.squares / (s.n - 1))
}

// summarise judges data and adds them up.
func summarise(data []float64) (summary, error) {
	var f faults
	if len(data) < MinData {
		f.add(CodeSmallSample, "data", finding.Number(MinData, ""), finding.Number(int64(len(data)), ""))
	}
	if !f.count("data", len(data), MaxEntries) {
		for i, x := range data {
			f.finite(item("data", i), x, MaxMagnitude)
		}
	}
	if len(f.list) > 0 {
		return summary{}, fmt.Errorf("%w: %w", ErrData, &Error{Type: "fit", Faults: f.list})
	}
	s := summary{n: float64(len(data))}
	ordered := slices.Sorted(slices.Values(data)) // so that the order of data does not reach the result
	for _, x := range ordered {
		s.mean += x / s.n
	}
	cubes := 0.0
	for _, x := range ordered {
		s.squares += square(x - s.mean)
		cubes += (x - s.mean) * square(x-s.mean)
	}
	if ordered[0] == ordered[len(ordered)-1] {
		return summary{n: s.n, mean: ordered[0]}, nil
	}
	s.skewness = cubes / s.n / math.Pow(s.squares/s.n, 1.5)
	return s, nil
}

// positive returns an error that names the data that are not above 0.
func positive(data []float64) error {
	var f faults
	for i, x := range data {
		if x <= 0 {
			f.add(CodeNotPositive, item("data", i), number(0), number(x))
		}
	}
	if len(f.list) > 0 {
		return fmt.Errorf("%w: %w", ErrData, &Error{Type: "fit", Faults: f.list})
	}
	return nil
}
