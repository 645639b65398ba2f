package kpi

import (
	"errors"
	"fmt"

	"github.com/milepost-go/milepost/schedule/calendar"
)

// CheckPeriods returns where series of different periods meet in the formula,
// each a [*FormulaError] with the place of the sign or function, joined. Their
// numbers of values differ, or their dates where both are known. A list of dates
// that is not as long as its series is a fault where the series stands.
func (f *Formula) CheckPeriods(given Given) error {
	if f.root == nil {
		return nil
	}
	c := periodCheck{given: given}
	c.check(f.root)
	return errors.Join(c.faults...)
}

// periodCheck finds the periods of every part without computing anything.
type periodCheck struct {
	given  Given
	faults []error
}

func (c *periodCheck) fault(n *node, format string, args ...any) {
	c.faults = append(c.faults, &FormulaError{n.pos, fmt.Sprintf(format, args...)})
}

// check returns a column of the periods of n, without their values.
func (c *periodCheck) check(n *node) column {
	if n.op == opName && n.many {
		return c.series(n)
	}
	whole := column{single: true}
	for _, arg := range n.args {
		part := c.check(arg)
		if !n.many {
			continue
		}
		if !whole.fits(part) {
			c.fault(n, "%s does not go with %s", shownPeriods(whole), shownPeriods(part))
			continue
		}
		if whole.single || whole.dates == nil && !part.single {
			whole = part
		}
	}
	return whole
}

func (c *periodCheck) series(n *node) column {
	found := column{values: c.given.Series[n.name], dates: c.given.Dates[n.name]}
	if found.dates != nil && len(found.dates) != len(found.values) {
		c.fault(n, "%q has %d values, but %d dates", n.name, len(found.values), len(found.dates))
	}
	return found
}

// shownPeriods says which periods those are.
func shownPeriods(c column) string {
	if len(c.dates) == 0 {
		return fmt.Sprintf("a series of %d periods", len(c.values))
	}
	return fmt.Sprintf("a series of %d periods from %s to %s", len(c.values), c.dates[0], c.dates[len(c.dates)-1])
}

// SeriesFormula is a compiled formula whose result is a series, such as
// "in_time / asked" of two series: it computes period by period. It is immutable
// and safe for concurrent use.
type SeriesFormula struct{ f *Formula }

// CompileSeriesFormula reads a formula in the language of [Formula] whose result
// is a series. Errors are those of [CompileFormula]; one value is a fault too.
func CompileSeriesFormula(text string, inputs []Measure) (*SeriesFormula, error) {
	f, err := compileFormula(text, inputs, true)
	if err != nil {
		return nil, err
	}
	return &SeriesFormula{f}, nil
}

// String returns the text of the formula.
func (s *SeriesFormula) String() string { return s.f.text }

// Unit returns the unit of every value; see [Formula.Unit].
func (s *SeriesFormula) Unit() string { return s.f.Unit() }

// Inputs returns the inputs that the formula uses, in the order of the text.
// The caller owns the slice.
func (s *SeriesFormula) Inputs() []Measure { return s.f.Inputs() }

// Histories are the inputs of a [SeriesFormula], by name.
type Histories struct {
	Values map[string]Value  // of measures that are one value
	Series map[string]Series // of measures that are Many
}

// Evaluate computes the series, named by key, over the periods that the series
// of the formula share. What cannot be computed in a period is unknown there, by
// the rules of [Formula.Evaluate]; a unit other than the declared one makes every
// period unknown. The error joins all that is wrong with the periods: series out
// of order ([ErrSeries]), and series of different periods that meet, each a
// [*FormulaError] with its place. The maps are only read; the caller owns the
// series.
func (s *SeriesFormula) Evaluate(key string, given Histories) (Series, error) {
	g, err := s.given(given)
	if err = errors.Join(err, s.f.CheckPeriods(g)); err != nil {
		return Series{Key: key}, err
	}
	e := newEvaluation(g)
	fits := e.bindAll(s.f.used)
	c := e.column(s.f.root)
	result := Series{Key: key, Points: make([]Point, len(c.values))}
	for i, v := range c.values {
		switch {
		case !fits:
			v = Unknown(ReasonUnitMismatch)
		case !v.IsUnknown():
			v = e.result(v.rat, s.f.root.unit)
		}
		result.Points[i] = Point{c.dates[i], v}
	}
	return result, nil
}

// given takes the series apart and finds those that are none.
func (s *SeriesFormula) given(h Histories) (Given, error) {
	g := Given{Values: h.Values, Series: map[string][]Value{}, Dates: map[string][]calendar.Date{}}
	var faults []error
	for _, m := range s.f.used {
		if !m.Many {
			continue
		}
		series := h.Series[m.Name]
		g.Series[m.Name], g.Dates[m.Name] = series.Values(), make([]calendar.Date, len(series.Points))
		for i, p := range series.Points {
			g.Dates[m.Name][i] = p.At
			if p.At.IsZero() || i > 0 && !series.Points[i-1].At.Before(p.At) {
				faults = append(faults, fmt.Errorf("%w: %s: point %d: no date, or not after the point before it", ErrSeries, m.Name, i+1))
			}
		}
	}
	return g, errors.Join(faults...)
}
