package kpi

import (
	"math/big"

	"github.com/milepost-go/milepost/kpi/money"
)

// Sqrt returns the square root of v in the unit of v: exactly where the root is
// a fraction, else rounded half-even to the given number of decimal places (0 to
// 1000, others are moved there). The root is the one thing of this package that
// exact numbers cannot hold, so its digits are stated by the caller. A negative
// number gives unknown with [ReasonNegativeRoot].
func (v Value) Sqrt(places int) Value {
	switch sign, known := v.Sign(); {
	case !known:
		return Unknown(v.Reason())
	case sign < 0:
		return Unknown(ReasonNegativeRoot)
	}
	num, exactNum := isqrt(v.rat.Num())
	den, exactDen := isqrt(v.rat.Denom())
	if exactNum && exactDen {
		return v.with(new(big.Rat).SetFrac(num, den))
	}
	return v.with(roundedRoot(v.rat, min(max(places, 0), 1000)))
}

// isqrt returns the whole part of the root, and whether nothing is left.
func isqrt(n *big.Int) (*big.Int, bool) {
	root := new(big.Int).Sqrt(n)
	return root, new(big.Int).Mul(root, root).Cmp(n) == 0
}

// roundedRoot rounds the root of a number that has no exact one. Such a root is
// never halfway between two decimals, and the remainder that Sqrt drops two
// digits further down cannot move it across a half.
func roundedRoot(x *big.Rat, places int) *big.Rat {
	scale := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(places)+2), nil)
	square := new(big.Int).Mul(x.Num(), new(big.Int).Mul(scale, scale))
	whole, _ := isqrt(square.Quo(square, x.Denom()))
	whole.Lsh(whole, 1).Add(whole, big.NewInt(1)) // strictly between the last digit and the next
	return money.HalfEven.Round(new(big.Rat).SetFrac(whole, scale.Lsh(scale, 1)), places)
}
