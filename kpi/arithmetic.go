package kpi

import "math/big"

// Add returns v + w. Units must be equal, or the result is unknown with
// [ReasonUnitMismatch]; a 0 without unit takes the unit of the other, so that a
// sum can start from it. If v or w is unknown, so is the result, with the
// reason of the first unknown one.
func (v Value) Add(w Value) Value { return v.like(w, (*big.Rat).Add) }

// Sub returns v - w, by the rules of [Value.Add].
func (v Value) Sub(w Value) Value { return v.like(w, (*big.Rat).Sub) }

// Mul returns v times w. One of them must be a pure number; the result has the
// unit of the other.
func (v Value) Mul(w Value) Value {
	switch {
	case v.IsUnknown():
		return Unknown(v.Reason())
	case w.IsUnknown():
		return Unknown(w.Reason())
	case v.unit != "" && w.unit != "":
		return Unknown(ReasonUnitMismatch)
	case v.unit == "":
		v, w = w, v
	}
	return v.with(new(big.Rat).Mul(v.rat, w.rat))
}

// Div returns v divided by w. Equal units give a pure number, a pure w keeps
// the unit of v, other pairs are unknown with [ReasonUnitMismatch]. A w of zero
// gives unknown with [ReasonZeroDenominator], 0/0 included.
func (v Value) Div(w Value) Value {
	switch {
	case v.IsUnknown():
		return Unknown(v.Reason())
	case w.IsUnknown():
		return Unknown(w.Reason())
	case w.rat.Sign() == 0:
		return Unknown(ReasonZeroDenominator)
	case w.unit == "":
		return v.with(new(big.Rat).Quo(v.rat, w.rat))
	}
	if _, _, same := aligned(v, w); !same {
		return Unknown(ReasonUnitMismatch)
	}
	return Value{rat: new(big.Rat).Quo(v.rat, w.rat)}
}

// Neg returns -v.
func (v Value) Neg() Value {
	if v.IsUnknown() {
		return v
	}
	return v.with(new(big.Rat).Neg(v.rat))
}

// Abs returns v without its sign.
func (v Value) Abs() Value {
	if sign, _ := v.Sign(); sign < 0 {
		return v.Neg()
	}
	return v
}

// Sum adds up the values by the rules of [Value.Add]. An empty list sums to 0
// without a unit. It adds in halves, which keeps exact sums of thousands of
// different fractions fast. Where their common denominator grows beyond what
// can be written, more than 300 000 bits, it gives up at once, and the sum is
// unknown with [ReasonTooLarge]: lists of hostile fractions take no longer than
// others.
func Sum(values []Value) Value {
	switch half := len(values) / 2; len(values) {
	case 0:
		return Int(0, "")
	case 1:
		return values[0]
	default:
		left := Sum(values[:half])
		if left.reason == ReasonTooLarge {
			return left
		}
		return left.plus(Sum(values[half:]))
	}
}

// maxSumBits is the longest common denominator of a sum. One of so many bits
// has 90 000 digits, near the limit of what can be written.
const maxSumBits = 300_000

// plus adds within the limit of a sum.
func (v Value) plus(w Value) Value {
	if v.IsUnknown() || w.IsUnknown() || v.rat.Denom().BitLen()+w.rat.Denom().BitLen() <= maxSumBits {
		return v.Add(w)
	}
	common := new(big.Int).GCD(nil, nil, v.rat.Denom(), w.rat.Denom())
	if v.rat.Denom().BitLen()+w.rat.Denom().BitLen()-common.BitLen() > maxSumBits {
		return Unknown(ReasonTooLarge)
	}
	return v.Add(w)
}

// Cmp returns -1, 0 or +1 as v is less than, equal to or greater than w. It
// reports false when the two cannot be compared: one is unknown, or their units
// differ and neither is a 0 without unit.
func (v Value) Cmp(w Value) (int, bool) {
	if v.IsUnknown() || w.IsUnknown() {
		return 0, false
	}
	if _, _, same := aligned(v, w); !same {
		return 0, false
	}
	return v.rat.Cmp(w.rat), true
}

// Equal reports whether both values say the same: the same number in the same
// unit, or unknown with the same reason.
func (v Value) Equal(w Value) bool {
	if v.IsUnknown() || w.IsUnknown() {
		return v.IsUnknown() && w.IsUnknown() && v.Reason() == w.Reason()
	}
	return v.sameUnit(w) && v.rat.Cmp(w.rat) == 0
}

// like applies an operation on two numbers of one unit.
func (v Value) like(w Value, apply func(z, x, y *big.Rat) *big.Rat) Value {
	switch {
	case v.IsUnknown():
		return Unknown(v.Reason())
	case w.IsUnknown():
		return Unknown(w.Reason())
	}
	a, b, same := aligned(v, w)
	if !same {
		return Unknown(ReasonUnitMismatch)
	}
	return a.with(apply(new(big.Rat), a.rat, b.rat))
}

// with returns the number r in the unit of v. It takes over r.
func (v Value) with(r *big.Rat) Value {
	v.rat = r
	return v
}

func (v Value) sameUnit(w Value) bool { return v.unit == w.unit && v.currency == w.currency }

// aligned gives a 0 without unit the unit of the other value. It reports
// whether both have the same unit then.
func aligned(v, w Value) (Value, Value, bool) {
	if v.neutral() {
		return w.with(v.rat), w, true
	}
	if w.neutral() {
		return v, v.with(w.rat), true
	}
	return v, w, v.sameUnit(w)
}

func (v Value) neutral() bool { return v.unit == "" && v.rat.Sign() == 0 }
