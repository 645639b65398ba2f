package kpi

import (
	"errors"
	"fmt"
	"slices"
)

// ErrCurve is the kind of what is wrong with the points of a [Curve].
var ErrCurve = errors.New("kpi: not a cumulative curve")

// CurvePoint is one point of a cumulative curve.
type CurvePoint struct {
	At    Value `json:"at"`    // when, such as a number of periods
	Value Value `json:"value"` // cumulative until then
}

// Curve is a cumulative curve, such as the planned value over time (S-curve).
// The zero Curve has no points.
type Curve struct{ points []CurvePoint }

// NewCurve returns the curve through the points, which must be numbers of one
// unit each, ascend in At and not decrease in Value. The error names the first
// point that does not fit and unwraps to [ErrCurve]. The points are copied.
func NewCurve(points []CurvePoint) (Curve, error) {
	for i, p := range points {
		if p.At.IsUnknown() || p.Value.IsUnknown() {
			return Curve{}, fmt.Errorf("%w: point %d is unknown", ErrCurve, i+1)
		}
		if i == 0 {
			continue
		}
		later, ok1 := p.At.Cmp(points[i-1].At)
		more, ok2 := p.Value.Cmp(points[i-1].Value)
		switch {
		case !ok1 || !ok2:
			return Curve{}, fmt.Errorf("%w: point %d has another unit", ErrCurve, i+1)
		case later <= 0:
			return Curve{}, fmt.Errorf("%w: point %d is not after the one before it", ErrCurve, i+1)
		case more < 0:
			return Curve{}, fmt.Errorf("%w: point %d falls below the one before it", ErrCurve, i+1)
		}
	}
	return Curve{slices.Clone(points)}, nil
}

// At returns the value of the curve: straight between two points, constant
// before the first and after the last. A curve without points gives
// [ReasonNoData]. It takes logarithmic time.
func (c Curve) At(t Value) Value {
	if len(c.points) == 0 {
		return Unknown(ReasonNoData)
	}
	if t.IsUnknown() {
		return Unknown(t.Reason())
	}
	_, same1 := t.Cmp(c.points[0].At)
	if _, same2 := t.Cmp(c.points[len(c.points)-1].At); !same1 || !same2 {
		return Unknown(ReasonUnitMismatch)
	}
	next, exact := slices.BinarySearchFunc(c.points, t, func(p CurvePoint, t Value) int {
		order, _ := p.At.Cmp(t)
		return order
	})
	switch {
	case exact || next == 0:
		return c.points[next].Value
	case next == len(c.points):
		return c.points[next-1].Value
	}
	before, after := c.points[next-1], c.points[next]
	share := t.Sub(before.At).Div(after.At.Sub(before.At))
	return before.Value.Add(after.Value.Sub(before.Value).Mul(share))
}
