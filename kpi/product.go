package kpi

// product multiplies known values, at least one, by the rules of [Value.Mul]. It
// multiplies in halves, which keeps exact products of thousands of fractions
// fast, and gives up with [ReasonTooLarge] where they grow beyond the limit of
// sums.
func product(values []Value) Value {
	half := len(values) / 2
	if half == 0 {
		return values[0]
	}
	left := product(values[:half])
	if left.reason == ReasonTooLarge {
		return left
	}
	right := product(values[half:])
	if !left.IsUnknown() && !right.IsUnknown() && left.bits()+right.bits() > maxSumBits {
		return Unknown(ReasonTooLarge)
	}
	return left.Mul(right)
}

// bits returns the length of a known value.
func (v Value) bits() int { return v.rat.Num().BitLen() + v.rat.Denom().BitLen() }
