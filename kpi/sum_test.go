package kpi_test

import (
	"math/big"
	"testing"
	"time"

	"github.com/milepost-go/milepost/kpi"
)

// primes returns the first n primes, by trial division.
func primes(n int) []int64 {
	var list []int64
next:
	for p := int64(2); len(list) < n; p++ {
		for _, q := range list {
			if q*q > p {
				break
			}
			if p%q == 0 {
				continue next
			}
		}
		list = append(list, p)
	}
	return list
}

// A sum over different denominators is exact as long as it can be written: that
// of 1/p over many primes has their product as its denominator.
func TestSumOfDifferentFractions(t *testing.T) {
	var list []kpi.Value
	product := big.NewInt(1)
	for _, p := range primes(2000) {
		list = append(list, kpi.Ratio(1, p, "h"))
		product.Mul(product, big.NewInt(p))
	}
	r, known := kpi.Sum(list).Rat()
	if !known || r.Denom().Cmp(product) != 0 {
		t.Errorf("known: %v", known)
	}
	slow := new(big.Rat)
	for _, v := range list[:300] {
		x, _ := v.Rat()
		slow.Add(slow, x)
	}
	if got, _ := kpi.Sum(list[:300]).Rat(); got.Cmp(slow) != 0 {
		t.Error("the sum is another than that one by one")
	}
}

// Fractions that nobody could write down end early, and the reason goes on.
func TestSumOfHostileFractions(t *testing.T) {
	begin := time.Now()
	var list []kpi.Value
	x := new(big.Int).Lsh(big.NewInt(1), 4000)
	for i := range int64(20_000) {
		odd := new(big.Int).Add(x, big.NewInt(2*i+1))
		list = append(list, kpi.Rat(new(big.Rat).SetFrac(big.NewInt(1), odd), ""))
	}
	for name, v := range map[string]kpi.Value{
		"sum": kpi.Sum(list), "mean": kpi.Mean(list), "end": kpi.Sum(append([]kpi.Value{kpi.Int(1, "")}, list...)),
		"squares": kpi.LeastSquares(list).Slope,
	} {
		if v.Reason() != kpi.ReasonTooLarge {
			t.Errorf("%s: got %v", name, v.Reason())
		}
	}
	if took := time.Since(begin); took > time.Minute { // one by one it is hours
		t.Errorf("took %v", took)
	}
	same := make([]kpi.Value, 50_000) // one denominator however long is no matter
	for i := range same {
		same[i] = list[0]
	}
	if sum := kpi.Sum(same); !sum.Equal(list[0].Mul(kpi.Int(50_000, ""))) {
		t.Errorf("got %v", sum.Reason())
	}
}
