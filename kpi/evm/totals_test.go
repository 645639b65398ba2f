package evm

import (
	"math/rand/v2"
	"testing"

	"github.com/shopspring/decimal"

	"github.com/milepost-go/milepost/kpi"
	"github.com/milepost-go/milepost/kpi/money"
)

func yuan(t testing.TB) money.Currency {
	t.Helper()
	c, err := money.Lookup("CNY")
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// oneByOne is what Totals does, by adding decimals.
func oneByOne(c money.Currency, list []Figures) Status {
	var bac, pv, ev, ac decimal.Decimal
	for i := range list {
		f := &list[i]
		bac, ac = bac.Add(f.Budget), ac.Add(f.Cost)
		pv, ev = pv.Add(f.Budget.Mul(f.Planned)), ev.Add(f.Budget.Mul(f.Done))
	}
	return Status{BAC: kpi.MoneyRat(bac.Rat(), c), PV: kpi.MoneyRat(pv.Rat(), c), EV: kpi.MoneyRat(ev.Rat(), c), AC: kpi.MoneyRat(ac.Rat(), c)}
}

func sameStatus(a, b Status) bool {
	return a.BAC.Equal(b.BAC) && a.PV.Equal(b.PV) && a.EV.Equal(b.EV) && a.AC.Equal(b.AC)
}

// wild returns a decimal of any size: cents mostly, now and then of another
// exponent, negative, at the edge of 63 bits, or far beyond it.
func wild(r *rand.Rand, exp int32) decimal.Decimal {
	switch r.IntN(12) {
	case 0:
		return decimal.New(r.Int64N(1e6)-5e5, int32(r.IntN(9))-6)
	case 1:
		return decimal.New(1<<63-1, exp)
	case 2:
		return decimal.New(-1<<63, exp)
	case 3: // its lowest 64 bits look harmless
		return decimal.New(1<<62, exp).Mul(decimal.New(8, 0)).Add(decimal.New(r.Int64N(100), exp))
	case 4:
		return decimal.New(-1<<62, exp).Mul(decimal.New(12, 0)).Sub(decimal.New(r.Int64N(100), exp))
	}
	return decimal.New(r.Int64N(1e9), exp)
}

// TestTotalsAreExact holds the quick way against the slow one on figures of
// every kind, many of them at the edges.
func TestTotalsAreExact(t *testing.T) {
	c := yuan(t)
	for seed := range uint64(3000) {
		r := rand.New(rand.NewPCG(seed, 1))
		list := make([]Figures, r.IntN(20))
		for i := range list {
			list[i] = Figures{decimal.New(r.Int64N(1e9), -2), decimal.New(r.Int64N(10001), -4), decimal.New(r.Int64N(10001), -4), decimal.New(r.Int64N(1e9), -2)}
			for _, d := range []*decimal.Decimal{&list[i].Budget, &list[i].Cost} {
				if r.IntN(4) == 0 {
					*d = wild(r, -2)
				}
			}
			for _, d := range []*decimal.Decimal{&list[i].Planned, &list[i].Done} {
				if r.IntN(6) == 0 {
					*d = wild(r, -4)
				}
			}
		}
		if got, want := Totals(c, list), oneByOne(c, list); !sameStatus(got, want) {
			t.Fatalf("seed %d: %v, want %v", seed, got, want)
		}
	}
}

// TestTotalsBeyond128Bits: products that together do not fit go on as decimals.
func TestTotalsBeyond128Bits(t *testing.T) {
	c := yuan(t)
	huge := Figures{decimal.New(1<<63-1, -2), decimal.New(1<<63-1, -4), decimal.New(1<<63-1, -4), decimal.New(1<<63-1, -2)}
	list := []Figures{huge, huge, huge, huge, huge, huge, huge}
	if got, want := Totals(c, list), oneByOne(c, list); !sameStatus(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}

func TestTotalsOfNothing(t *testing.T) {
	s := Totals(yuan(t), nil)
	if s.BAC.String() != s.AC.String() || !s.CPI().IsUnknown() || s.CPI().Reason() != kpi.ReasonZeroDenominator {
		t.Errorf("%v", s)
	}
	if s = Totals(yuan(t), make([]Figures, 3)); !s.SPI().IsUnknown() { // zero decimals
		t.Errorf("%v", s)
	}
}
