package kpi

import "math/big"

// Interval is a range of values, both ends included, such as the interval of a
// rate. Both ends are unknown together. The zero Interval states nothing.
type Interval struct {
	Low  Value `json:"low,omitzero"`
	High Value `json:"high,omitzero"`
}

// Z95 returns the two-sided normal quantile of 95 %, 1.959963984540054.
func Z95() Value { return Ratio(1959963984540054, 1_000_000_000_000_000, "") }

// rootPlaces is how many decimals of a root the intervals keep.
const rootPlaces = 40

// Wilson returns the score interval of a rate of k successes in n trials, for
// the normal quantile z; the zero z is [Z95]. Its ends lie within 0 and 1: the
// lower one is 0 for k = 0, the upper one 1 for k = n. The root in it is kept to
// 40 decimals, everything else is exact. No trials give
// [ReasonZeroDenominator]; counts that cannot be, below 0 or k above n, and a z
// below 0 give [ReasonMissingInput].
//
// Source: Wilson 1927, method 3 of Newcombe, Statistics in Medicine 1998.
func Wilson(k, n int64, z Value) Interval {
	if z.IsZero() {
		z = Z95()
	}
	sign, known := z.Sign()
	switch {
	case k < 0 || k > n || !known || sign < 0:
		return unknownInterval(ReasonMissingInput)
	case n == 0:
		return unknownInterval(ReasonZeroDenominator)
	}
	return wilson(big.NewRat(k, 1), big.NewRat(n, 1), z.rat)
}

// wilson returns (2k + z^2 -+ z root(z^2 + 4k(n - k)/n)) / (2(n + z^2)).
func wilson(k, n, z *big.Rat) Interval {
	square := new(big.Rat).Mul(z, z)
	spread := new(big.Rat).Sub(n, k)
	spread.Mul(spread, k).Quo(spread, n).Mul(spread, big.NewRat(4, 1)).Add(spread, square)
	root := Value{rat: spread}.Sqrt(rootPlaces)
	middle := new(big.Rat).Add(k, k)
	middle.Add(middle, square)
	width := new(big.Rat).Add(n, square)
	width.Add(width, width)
	half := root.Mul(Value{rat: z})
	return Interval{
		Low:  Value{rat: middle}.Sub(half).Div(Value{rat: width}),
		High: Value{rat: middle}.Add(half).Div(Value{rat: width}),
	}
}

func unknownInterval(r Reason) Interval { return Interval{Unknown(r), Unknown(r)} }
