package kpi

import (
	"errors"
	"fmt"
	"slices"

	"github.com/milepost-go/milepost/schedule/calendar"
)

// Point is the value of one period. A period that was not measured is a gap: a
// point whose value is unknown.
type Point struct {
	At    calendar.Date `json:"at"` // last day of the period
	Value Value         `json:"value"`
}

// Series is the history of one indicator, one point for each period, in
// ascending order of dates. The zero Series has no points.
type Series struct {
	Key    string  `json:"key"` // of the Def
	Points []Point `json:"points"`
}

// ErrSeries is the kind of what is wrong with a [Series].
var ErrSeries = errors.New("kpi: not a series")

// Check returns all that is wrong with the series, joined: points without date
// or out of order, and numbers in different units. Each error unwraps to
// [ErrSeries].
func (s Series) Check() error {
	var faults []error
	fault := func(i int, what string) {
		faults = append(faults, fmt.Errorf("%w: %s: point %d: %s", ErrSeries, s.Key, i+1, what))
	}
	var first Value
	for i, p := range s.Points {
		switch {
		case p.At.IsZero():
			fault(i, "no date")
		case i > 0 && !s.Points[i-1].At.Before(p.At):
			fault(i, "not after the point before it")
		}
		switch {
		case p.Value.IsUnknown():
		case first.IsUnknown():
			first = p.Value
		case !p.Value.sameUnit(first):
			fault(i, "the unit is "+p.Value.Unit()+", not "+first.Unit())
		}
	}
	return errors.Join(faults...)
}

// Values returns the values in order, gaps included. The caller owns the slice.
func (s Series) Values() []Value {
	values := make([]Value, len(s.Points))
	for i, p := range s.Points {
		values[i] = p.Value
	}
	return values
}

// Between returns the part of the series from one day to another, both
// included. A zero date is open. The result shares nothing with s.
func (s Series) Between(from, to calendar.Date) Series {
	part := Series{Key: s.Key}
	for _, p := range s.Points {
		if (from.IsZero() || !p.At.Before(from)) && (to.IsZero() || !p.At.After(to)) {
			part.Points = append(part.Points, p)
		}
	}
	return part
}

// Last returns the latest point that has a number. It reports false when there
// is none.
func (s Series) Last() (Point, bool) {
	for _, p := range slices.Backward(s.Points) {
		if !p.Value.IsUnknown() {
			return p, true
		}
	}
	return Point{}, false
}
