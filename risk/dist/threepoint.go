package dist

import (
	"fmt"
	"math"

	"github.com/milepost-go/milepost/lifecycle/finding"
)

// ThreePoint is an estimate of three points: a low value, the most likely one
// and a high value. Low is the value that is not passed with probability LowAt,
// High that with probability HighAt: 0.1 and 0.9 for a tenth of doubt on either
// side. A LowAt of 0 and a HighAt of 0 or 1 say that the point is an absolute
// bound, so the zero probabilities are the usual least, likely and most.
type ThreePoint struct {
	Low, Likely, High float64
	LowAt, HighAt     float64
}

// PointTolerance is how far the CDF of a distribution through three points may
// be from the probability stated for a point.
const PointTolerance = 1e-9

// Triangular returns the triangular distribution through the points, with its
// mode at Likely. Points out of order, probabilities that do not leave room
// between them and bounds beyond [MaxMagnitude] are errors that wrap
// [ErrThreePoint]; an [*Error] within names every fault.
func (t ThreePoint) Triangular() (Triangular, error) {
	unit := func(mode float64) Distribution { return Triangular{0, mode, 1} }
	least, most, err := t.solve(unit)
	if err != nil {
		return Triangular{}, err
	}
	d := Triangular{least, t.Likely, most}
	return d, t.hit(d)
}

// PERT returns the PERT distribution of that shape through the points, with
// its mode at Likely; a shape of 0 means [DefaultShape]. Errors are those of
// [ThreePoint.Triangular], and a shape that is refused.
func (t ThreePoint) PERT(shape float64) (PERT, error) {
	if err := (PERT{Shape: shape}).Validate(); err != nil {
		return PERT{}, fmt.Errorf("%w: %w", ErrThreePoint, err)
	}
	unit := func(mode float64) Distribution { return PERT{0, mode, 1, shape} }
	least, most, err := t.solve(unit)
	if err != nil {
		return PERT{}, err
	}
	d := PERT{least, t.Likely, most, shape}
	return d, t.hit(d)
}

// at returns the probabilities of the outer points.
func (t ThreePoint) at() (low, high float64) {
	if t.HighAt == 0 {
		return t.LowAt, 1
	}
	return t.LowAt, t.HighAt
}

// check returns what is wrong with the points, or nil.
func (t ThreePoint) check() error {
	var f faults
	low := f.finite("low", t.Low, MaxMagnitude)
	high := f.finite("high", t.High, MaxMagnitude)
	likely := f.finite("likely", t.Likely, MaxMagnitude)
	switch {
	case low && high && t.Low > t.High:
		f.add(CodeBoundsReversed, "high", number(t.Low), number(t.High))
	case low && high && likely && (t.Likely < t.Low || t.Likely > t.High):
		f.add(CodeLikelyOutside, "likely", finding.List(number(t.Low).Plain(), number(t.High).Plain()), number(t.Likely))
	}
	from, to := t.at()
	lowAt, highAt := f.probability("low_at", from), f.probability("high_at", to)
	if lowAt && highAt && from >= to {
		f.add(CodeBoundsReversed, "high_at", number(from), number(to))
	}
	if len(f.list) > 0 {
		return fmt.Errorf("%w: %w", ErrThreePoint, &Error{Type: "three_point", Faults: f.list})
	}
	return nil
}

// solve returns the bounds. In a family of one shape the place of the mode
// between the bounds settles where the outer points lie between them too; it is
// found so that Likely divides the way from Low to High as the mode divides
// the way between the two quantiles.
func (t ThreePoint) solve(unit func(mode float64) Distribution) (least, most float64, err error) {
	if err := t.check(); err != nil {
		return 0, 0, err
	}
	if t.Low == t.High {
		return t.Low, t.High, nil
	}
	from, to := t.at()
	rise, fall := (t.Likely-t.Low)/(t.High-t.Low), (t.High-t.Likely)/(t.High-t.Low)
	mode := reach(func(s float64) float64 {
		return fall*(s-unit(s).Quantile(from)) - rise*(unit(s).Quantile(to)-s)
	}, 0, 0, 1)
	low, high := unit(mode).Quantile(from), unit(mode).Quantile(to)
	width := (t.High - t.Low) / (high - low)
	return min(t.Low-low*width, t.Likely), max(t.High+(1-high)*width, t.Likely), nil
}

// hit returns an error unless the distribution goes through the points.
func (t ThreePoint) hit(d Distribution) error {
	if err := d.Validate(); err != nil {
		return fmt.Errorf("%w: %w", ErrThreePoint, err)
	}
	from, to := t.at()
	if t.Low == t.High || math.Abs(CDF(d, t.Low)-from) <= PointTolerance && math.Abs(CDF(d, t.High)-to) <= PointTolerance {
		return nil
	}
	return fmt.Errorf("%w: they give %v at low and %v at high", ErrThreePoint, CDF(d, t.Low), CDF(d, t.High))
}
