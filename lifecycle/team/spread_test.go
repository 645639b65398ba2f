package team

import (
	"math"
	"math/big"
	"slices"
	"testing"
)

// Hand-worked by largest remainder: 100 by 1:1:1 is 33 1/3 each, the first
// gets the minute; 7 by 3:2:2 is 3, 2, 2; 10 by 1:2:4 is 1 3/7, 2 6/7, 5 5/7.
func TestSpread(t *testing.T) {
	for _, c := range []struct {
		amount        int64
		weights, want []int64
	}{
		{100, []int64{1, 1, 1}, []int64{34, 33, 33}},
		{7, []int64{3, 2, 2}, []int64{3, 2, 2}},
		{10, []int64{1, 2, 4}, []int64{1, 3, 6}},
		{5, []int64{0, 1, 0}, []int64{0, 5, 0}},
		{1, []int64{0, 0, 1, 1}, []int64{0, 0, 1, 0}},
		{0, []int64{1}, []int64{0}},
		{5, []int64{-3, 1}, []int64{0, 5}},
		{5, []int64{0, 0}, nil},
		{5, nil, nil},
		{5, []int64{1 << 62}, []int64{5}},
		{math.MaxInt64, []int64{1 << 61, 1 << 61}, []int64{1 << 62, 1<<62 - 1}},
		{-1, []int64{1}, nil},
		{5, []int64{math.MaxInt64, math.MaxInt64}, nil},
	} {
		if got := Spread(c.amount, c.weights); !slices.Equal(got, c.want) {
			t.Errorf("%d by %v: %v, want %v", c.amount, c.weights, got, c.want)
		}
	}
}

// The parts sum to the amount and none is a minute or more from its share.
func TestSpreadLaws(t *testing.T) {
	r := random(t, 3)
	for range 3000 {
		amount, weights, whole := r.Int64N(1<<r.IntN(50)+1), make([]int64, 1+r.IntN(9)), int64(0)
		for i := range weights {
			weights[i] = r.Int64N(1 << r.IntN(40))
			whole += weights[i]
		}
		parts := Spread(amount, weights)
		if whole == 0 {
			continue
		}
		var sum int64
		for i, p := range parts {
			sum += p
			off := new(big.Rat).SetFrac(new(big.Int).Mul(big.NewInt(amount), big.NewInt(weights[i])), big.NewInt(whole))
			off.Sub(off, new(big.Rat).SetInt64(p))
			if off.Abs(off).Cmp(big.NewRat(1, 1)) >= 0 || weights[i] == 0 && p != 0 {
				t.Fatalf("%d by %v: part %d is %d", amount, weights, i, p)
			}
		}
		if sum != amount {
			t.Fatalf("%d by %v sums to %d", amount, weights, sum)
		}
	}
}
