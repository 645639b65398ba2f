package kpi

import (
	"slices"

	"github.com/milepost-go/milepost/schedule/calendar"
)

// column is a series while a formula computes with it.
type column struct {
	values []Value
	dates  []calendar.Date // nil where they are not known
	single bool            // one value, for whatever periods
	broken bool            // series of different periods met
}

// column computes a part that is a series, or one value as if it were.
func (e *evaluation) column(n *node) column {
	switch {
	case !n.many:
		return column{values: []Value{e.value(n)}, single: true}
	case n.op == opName:
		return e.input(n.name)
	}
	c := e.column(n.args[0])
	switch n.op {
	case opNegative:
		return c.mapped(Value.Neg)
	case "abs":
		return c.mapped(Value.Abs)
	}
	for _, arg := range n.args[1:] {
		c = e.paired(n.op, c, e.column(arg))
	}
	return c
}

func (e *evaluation) input(name string) column {
	given := e.given.Series[name]
	c := column{values: make([]Value, len(given)), dates: e.given.Dates[name]}
	for i, v := range given {
		c.values[i] = e.bounded(bare(v))
	}
	c.broken = c.dates != nil && len(c.dates) != len(given)
	return c
}

func (c column) mapped(f func(Value) Value) column {
	for i, v := range c.values {
		c.values[i] = f(v)
	}
	return c
}

// fits reports whether both have the same periods.
func (c column) fits(d column) bool {
	if c.single || d.single {
		return true
	}
	return len(c.values) == len(d.values) && (c.dates == nil || d.dates == nil || slices.Equal(c.dates, d.dates))
}

// paired computes period by period. It may write to the values of both.
func (e *evaluation) paired(op string, c, d column) column {
	if c.broken || d.broken || !c.fits(d) {
		return column{broken: true}
	}
	result := c
	if c.single {
		result = d
	}
	if result.dates == nil {
		result.dates = d.dates
	}
	for i := range result.values {
		result.values[i] = e.apply(op, c.at(i), d.at(i))
	}
	return result
}

func (c column) at(i int) Value {
	if c.single {
		i = 0
	}
	return c.values[i]
}

// ofSeries computes a function of a series.
func (e *evaluation) ofSeries(n *node) Value {
	c := e.column(n.args[0])
	if c.broken {
		return Unknown(ReasonPeriodMismatch)
	}
	known := Known(c.values)
	switch n.op {
	case "sum":
		return e.sum(c.values)
	case "mean":
		return e.mean(c.values)
	case "median":
		return Median(c.values)
	case "count":
		return Int(int64(len(known)), "")
	}
	switch {
	case len(known) == 0 && len(c.values) == 0 || len(known) == 0 && n.op == "last":
		return Unknown(ReasonNoData)
	case n.op == "last":
		return known[len(known)-1]
	}
	v := c.values[0]
	for _, w := range c.values[1:] {
		v = extreme(v, w, n.op)
	}
	return v
}

// sum is [Sum] that gives up on numbers beyond use.
func (e *evaluation) sum(values []Value) Value {
	switch half := len(values) / 2; len(values) {
	case 0, 1:
		return Sum(values)
	default:
		return e.apply("+", e.sum(values[:half]), e.sum(values[half:]))
	}
}

func (e *evaluation) mean(values []Value) Value {
	if len(values) == 0 {
		return Unknown(ReasonNoData)
	}
	return e.sum(values).Div(Int(int64(len(values)), ""))
}
