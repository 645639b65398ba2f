package money

import (
	"fmt"
	"math/big"
	"slices"
)

// maxParts bounds into how many parts an amount can be divided.
const maxParts = 1 << 20

// Split divides the amount in proportion to the weights, by the rule of the
// largest remainder: every part first gets its exact share cut to whole minor
// units, then the units left over go one each to the parts that lost most by
// the cut, the earlier part first among equals. A negative amount is divided
// like its opposite. So the parts always sum back to the amount.
//
// A weight of zero gets nothing. No weights, a negative weight or weights that
// are all zero give [ErrWeights]. An amount finer than its minor unit is
// divided in steps of its own last digit. The caller owns the slice.
//
// The rule is Hamilton's method of apportionment.
func Split(a Amount, weights []int64) ([]Amount, error) {
	total, err := weightSum(weights)
	if err != nil {
		return nil, err
	}
	step := pow10(finePlaces - a.scale())
	steps := a.units()
	steps.Abs(steps).Quo(steps, step)
	shares := largestRemainder(steps, weights, total)
	parts := make([]Amount, len(weights))
	for i, n := range shares {
		parts[i] = settled(n.Mul(n, step), a.currency)
		if a.Sign() < 0 {
			parts[i] = parts[i].Neg()
		}
	}
	return parts, nil
}

// Spread divides the amount into n parts that differ by at most one minor
// unit, the greater ones first, by the rule of [Split]. n below 1 or above
// 1048576 gives [ErrWeights].
func Spread(a Amount, n int) ([]Amount, error) {
	if n < 1 || n > maxParts {
		return nil, fmt.Errorf("%w: %d parts", ErrWeights, n)
	}
	return Split(a, slices.Repeat([]int64{1}, n))
}

func weightSum(weights []int64) (*big.Int, error) {
	if len(weights) > maxParts {
		return nil, fmt.Errorf("%w: %d parts", ErrWeights, len(weights))
	}
	total := new(big.Int)
	for i, w := range weights {
		if w < 0 {
			return nil, fmt.Errorf("%w: weight %d is %d", ErrWeights, i, w)
		}
		total.Add(total, big.NewInt(w))
	}
	if total.Sign() == 0 {
		return nil, fmt.Errorf("%w: %d weights that sum to zero", ErrWeights, len(weights))
	}
	return total, nil
}

// largestRemainder divides n steps, not negative, in proportion to weights.
func largestRemainder(n *big.Int, weights []int64, total *big.Int) []*big.Int {
	shares, rests := make([]*big.Int, len(weights)), make([]*big.Int, len(weights))
	order := make([]int, len(weights))
	left := new(big.Int).Set(n)
	for i, w := range weights {
		exact := new(big.Int).Mul(n, big.NewInt(w))
		shares[i], rests[i] = exact.QuoRem(exact, total, new(big.Int))
		left.Sub(left, shares[i])
		order[i] = i
	}
	slices.SortStableFunc(order, func(i, j int) int { return rests[j].Cmp(rests[i]) })
	one := big.NewInt(1)
	for _, i := range order[:left.Int64()] {
		shares[i].Add(shares[i], one)
	}
	return shares
}
