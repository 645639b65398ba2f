package kpi

import (
	"math/big"
	"testing"

	"github.com/milepost-go/milepost/kpi/money"
)

// Newcombe 1998, table I, method 3.
func TestWilsonOfNewcombe(t *testing.T) {
	for _, row := range []struct {
		k, n      int64
		low, high string
	}{
		{81, 263, "0.2553", "0.3662"}, {15, 148, "0.0624", "0.1605"}, {0, 20, "0.0000", "0.1611"}, {1, 29, "0.0061", "0.1718"},
	} {
		got := Wilson(row.k, row.n, Value{})
		if low, high := got.Low.Round(4, money.HalfUp), got.High.Round(4, money.HalfUp); low != row.low || high != row.high {
			t.Errorf("%d of %d: got %s to %s, want %s to %s", row.k, row.n, low, high, row.low, row.high)
		}
	}
}

// The ends are the roots of the quadratic equation that defines them:
// n (p - k/n)^2 = z^2 p (1 - p).
func TestWilsonSolvesItsEquation(t *testing.T) {
	most := big.NewRat(1, 1_000_000_000_000_000_000)
	for n := int64(1); n <= 40; n++ {
		for k := int64(0); k <= n; k++ {
			both := Wilson(k, n, Value{})
			for _, p := range []Value{both.Low, both.High} {
				d := p.Sub(Ratio(k, n, ""))
				left := d.Mul(d).Mul(Int(n, ""))
				right := Z95().Mul(Z95()).Mul(p).Mul(Int(1, "").Sub(p))
				off, _ := left.Sub(right).Rat()
				if off.Abs(off).Cmp(most) > 0 {
					t.Fatalf("%d of %d: %v is no root", k, n, p)
				}
			}
			if k == 0 && !both.Low.Equal(Int(0, "")) || k == n && !both.High.Equal(Int(1, "")) {
				t.Fatalf("%d of %d: %v", k, n, both)
			}
		}
	}
}

func TestWilsonUnknown(t *testing.T) {
	for _, row := range []struct {
		k, n int64
		z    Value
		want Reason
	}{
		{0, 0, Value{}, ReasonZeroDenominator}, {-1, 3, Value{}, ReasonMissingInput}, {4, 3, Value{}, ReasonMissingInput},
		{1, 3, Int(-1, ""), ReasonMissingInput}, {1, 3, Unknown(ReasonNoData), ReasonMissingInput},
	} {
		got := Wilson(row.k, row.n, row.z)
		if got.Low.Reason() != row.want || got.High.Reason() != row.want {
			t.Errorf("%d of %d: got %v, want %s", row.k, row.n, got, row.want)
		}
	}
	if got := Wilson(2, 3, Int(0, "")); !got.Low.Equal(Ratio(2, 3, "")) || !got.High.Equal(Ratio(2, 3, "")) {
		t.Errorf("z of 0 is the rate itself, got %v", got)
	}
}
