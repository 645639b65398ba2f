package evm

import (
	"math/rand/v2"
	"testing"

	"github.com/shopspring/decimal"
)

// Runs of figures alike, of every length around the least that is summed
// together, with others between them (other decimal places, zero, below zero,
// the largest of one word, larger ones), come to the sums of decimals.
func TestTotalsOfRuns(t *testing.T) {
	c := yuan(t)
	odd := []decimal.Decimal{
		{}, decimal.New(-5, -2), decimal.New(1<<62, -2), decimal.RequireFromString("9223372036854775807"), decimal.RequireFromString("9223372036854775808"),
		decimal.RequireFromString("123456789012345678901234567890.12"), decimal.New(7, 3), decimal.New(7, -18), decimal.New(7, -19),
	}
	for seed := range uint64(200) {
		r := rand.New(rand.NewPCG(seed, 5))
		var list []Figures
		for range 1 + r.IntN(5) {
			places := [4]int32{-int32(r.IntN(19)), -int32(r.IntN(19)), -int32(r.IntN(19)), -int32(r.IntN(19))}
			one := func(at int) decimal.Decimal { return decimal.New(1+r.Int64N(1<<40), places[at]) }
			for range stretch - 2 + r.IntN(5) {
				list = append(list, Figures{one(0), one(1), one(2), one(3)})
			}
			f := Figures{one(0), one(1), one(2), one(3)}
			*[]*decimal.Decimal{&f.Budget, &f.Planned, &f.Done, &f.Cost}[r.IntN(4)] = odd[r.IntN(len(odd))]
			list = append(list, f)
		}
		if got, want := Totals(c, list), oneByOne(c, list); !sameStatus(got, want) {
			t.Fatalf("seed %d: %v, want %v", seed, got, want)
		}
	}
}
