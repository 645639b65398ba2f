package kpi

import (
	"math/big"
	"math/rand/v2"
	"testing"
)

func TestSqrt(t *testing.T) {
	for _, row := range []struct {
		v      Value
		places int
		want   string
	}{
		{Int(2, ""), 12, "1.414213562373"},
		{Int(2, ""), 30, "1.414213562373095048801688724210"},
		{Int(3, "h"), 3, "1.732"},
		{Int(200, ""), 12, "14.142135623731"},
		{Int(16, "h"), 0, "4"},
		{Ratio(9, 16, ""), 0, "0.75"},
		{Int(0, ""), 4, "0"},
		{Ratio(1, 2, ""), -3, "1"},
		{number(t, "0.0000000000000001"), 0, "0.00000001"},
	} {
		got := row.v.Sqrt(row.places)
		if want, _ := Parse(row.want, row.v.Unit()); !got.Equal(want) {
			t.Errorf("root of %v to %d places: got %v, want %v", row.v, row.places, got, want)
		}
	}
	if got := Int(-1, "").Sqrt(2); got.Reason() != ReasonNegativeRoot {
		t.Errorf("got %v", got)
	}
	if got := (Value{}).Sqrt(2); got.Reason() != ReasonMissingInput {
		t.Errorf("got %v", got)
	}
}

// A rounded root is within half a step of the root: its neighbours half a step
// away have squares on both sides of the number.
func TestSqrtIsTheNearest(t *testing.T) {
	const seed = 101
	r := rand.New(rand.NewPCG(seed, 1))
	for range 2000 {
		v := Ratio(r.Int64N(1_000_000), r.Int64N(999)+1, "")
		places := r.IntN(6)
		root, _ := v.Sqrt(places).Rat()
		x, _ := v.Rat()
		half := new(big.Rat).SetFrac(big.NewInt(1), new(big.Int).Mul(big.NewInt(2), new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(places)), nil)))
		low, high := new(big.Rat).Sub(root, half), new(big.Rat).Add(root, half)
		if low.Sign() > 0 && low.Mul(low, low).Cmp(x) > 0 || high.Mul(high, high).Cmp(x) < 0 {
			t.Fatalf("seed %d: the root of %v to %d places is not %v", seed, v, places, root)
		}
	}
}
