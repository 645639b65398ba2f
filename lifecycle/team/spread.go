package team

import (
	"cmp"
	"math/bits"
	"slices"
)

// Spread splits an amount of minutes by weights, exactly: each part gets the
// whole minutes of its share, and what is left over goes, one minute each, to
// the parts with the largest remainders, of equal ones to the earlier. The
// parts sum to the amount. Negative weights count as 0. Without any weight, or
// for an amount below 0 or weights above 2^62 together, it returns nil.
func Spread(amountMin int64, weights []int64) []int64 {
	var whole uint64
	for _, w := range weights {
		if whole += uint64(max(0, w)); whole > 1<<62 {
			return nil
		}
	}
	if whole == 0 || amountMin < 0 {
		return nil
	}
	parts, rest := make([]int64, len(weights)), make([]uint64, len(weights))
	left := amountMin
	for i, w := range weights {
		high, low := bits.Mul64(uint64(amountMin), uint64(max(0, w)))
		part, remainder := bits.Div64(high, low, whole)
		parts[i], rest[i] = int64(part), remainder
		left -= int64(part)
	}
	order := make([]int, len(weights))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(rest[b], rest[a]) })
	for _, i := range order[:left] {
		parts[i]++
	}
	return parts
}

// shareUp returns amount times part by whole, rounded up. Part is at most
// whole and whole above 0.
func shareUp(amount, part, whole int64) int64 {
	if amount <= 0 {
		return amount
	}
	high, low := bits.Mul64(uint64(amount), uint64(part))
	q, r := bits.Div64(high, low, uint64(whole))
	if r > 0 {
		q++
	}
	return int64(q)
}
