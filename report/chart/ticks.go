package chart

import (
	"math"
	"math/big"
	"slices"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
)

// scale is the upright axis: from low to high in steps of the unit that people
// read, such as days of work for minutes.
type scale struct {
	low, high float64
	step      *big.Rat
	first     int64 // times step
	count     int
}

// newScale returns a scale that holds both values, with about so many steps of
// 1, 2 or 5 times a power of ten, each counting so much.
func newScale(low, high float64, steps int, unit float64) scale {
	low, high = low/unit, high/unit
	if span := max(math.Abs(low), math.Abs(high), 1); high-low < 1e-9*span {
		high = low + max(1, span/1000)
	}
	rough := (high - low) / float64(max(steps, 1))
	power := math.Floor(math.Log10(rough))
	factor := int64(10)
	for _, f := range [...]int64{1, 2, 5} {
		if float64(f)*math.Pow(10, power) >= rough {
			factor = f
			break
		}
	}
	step := new(big.Rat).SetInt64(factor)
	ten := big.NewRat(10, 1)
	for range int(math.Abs(power)) {
		if power > 0 {
			step.Mul(step, ten)
		} else {
			step.Quo(step, ten)
		}
	}
	width, _ := step.Float64()
	first, last := math.Floor(low/width+1e-9), math.Ceil(high/width-1e-9)
	exact := new(big.Rat).Mul(step, new(big.Rat).SetFloat64(unit))
	return scale{low: first * width * unit, high: last * width * unit, step: exact, first: int64(first), count: int(last-first) + 1}
}

// tick returns the value of a line of the scale.
func (s *scale) tick(i int) *big.Rat {
	return new(big.Rat).Mul(s.step, new(big.Rat).SetInt64(s.first+int64(i)))
}

// axisUnit returns what one step of the scale may count: a day for durations.
func axisUnit(c *report.Column) float64 {
	if c.Type != report.TypeDuration {
		return 1
	}
	if c.DayMinutes > 0 {
		return float64(c.DayMinutes)
	}
	return 480
}

// unit returns that of the last value that is drawn.
func (d *LineChart) unit() string {
	for i := len(d.Series) - 1; i >= 0; i-- {
		for _, v := range slices.Backward(d.Series[i].Values) {
			if _, ok := d.level(v); ok {
				return v.Unit()
			}
		}
	}
	return ""
}

// shown returns a number as a value of the kind of the axis.
func (d *LineChart) shown(r *big.Rat, unit string) finding.Value {
	if d.Axis.Type == report.TypeMoney && unit != "" {
		return finding.Money(r.FloatString(2), unit)
	}
	return finding.Rat(r, unit)
}
