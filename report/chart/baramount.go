package chart

import (
	"math/big"

	"github.com/milepost-go/milepost/lifecycle/finding"
)

// unitOf returns the unit of the first value that has a height.
func unitOf(values ...finding.Value) (unit string, isMoney bool) {
	for _, v := range values {
		if _, ok := height(v); ok {
			return v.Unit(), v.Kind() == finding.MoneyKind
		}
	}
	return "", false
}

// axisValue returns a number as a value like those of the chart.
func axisValue(r *big.Rat, unit string, isMoney bool) finding.Value {
	if isMoney {
		return finding.Money(r.FloatString(2), unit)
	}
	return finding.Rat(r, unit)
}

// total returns the exact sum of the values that are known numbers, the zero
// value where there are none, and unknown where their units differ.
func total(values ...finding.Value) finding.Value {
	sum, found := new(big.Rat), false
	unit, isMoney := unitOf(values...)
	for _, v := range values {
		if _, ok := height(v); !ok {
			continue
		}
		if v.Unit() != unit || (v.Kind() == finding.MoneyKind) != isMoney {
			return finding.Unknown("unit-mismatch")
		}
		r, _ := v.Rat()
		sum.Add(sum, r)
		found = true
	}
	if !found {
		return finding.Value{}
	}
	if isMoney {
		return finding.Money(finding.Rat(sum, "").Plain(), unit)
	}
	return finding.Rat(sum, unit)
}
