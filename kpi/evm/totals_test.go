package evm

import (
	"math"
	"math/big"
	"math/rand/v2"
	"reflect"
	"strings"
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
		want := oneByOne(c, list)
		if got := Totals(c, list); !sameStatus(got, want) {
			t.Fatalf("seed %d: %v, want %v", seed, got, want)
		}
		if got := countedTotals(t, c, list); !sameStatus(got, want) {
			t.Fatalf("seed %d, counting digits: %v, want %v", seed, got, want)
		}
	}
}

// countedTotals is Totals as it were if the layout of decimals were another.
func countedTotals(t testing.TB, c money.Currency, list []Figures) Status {
	t.Helper()
	before := direct
	direct = false
	defer func() { direct = before }()
	return Totals(c, list)
}

// TestLayoutIsKnown fails when the decimals of the version in go.mod are laid
// out in another way: then Totals is right, but slow.
func TestLayoutIsKnown(t *testing.T) {
	if !direct {
		t.Error("decimals are not laid out as coefficient reads them")
	}
	for _, n := range []int64{0, 1, -1, 1<<62 + 5, math.MaxInt64, math.MinInt64} {
		d := decimal.New(n, -2)
		if x, ok := short(&d); x != n || !ok {
			t.Errorf("%d reads as %d %t", n, x, ok)
		}
	}
	for _, text := range []string{"9223372036854775808", "-9223372036854775809", "18446744073709551617", strings.Repeat("7", 40)} {
		d := decimal.RequireFromString(text)
		if x, ok := short(&d); ok {
			t.Errorf("%s reads as %d", text, x)
		}
	}
}

func TestOtherLayoutsAreNotRead(t *testing.T) {
	for _, other := range []reflect.Type{
		reflect.TypeFor[int](),
		reflect.TypeFor[struct{ value *big.Int }](),
		reflect.TypeFor[struct {
			exp   int32
			value *big.Int
		}](),
		reflect.TypeFor[struct {
			value *big.Rat
			exp   int32
		}](),
		reflect.TypeFor[struct {
			value *big.Int
			exp   int64
		}](),
		reflect.TypeFor[struct {
			coefficient *big.Int
			exp         int32
		}](),
	} {
		if laidOutAsKnown(other) {
			t.Errorf("%v", other)
		}
	}
}

// TestTotalsOfHugeAmounts: 10^40 and shares with 30 decimal places, worked by hand.
func TestTotalsOfHugeAmounts(t *testing.T) {
	c := yuan(t)
	huge := Figures{decimal.New(1, 40), decimal.New(5, -1), decimal.New(25, -2), decimal.New(-1, 40)}
	cent := Figures{decimal.New(1, -2), decimal.New(1, -30), decimal.New(1, 0), decimal.New(1, -2)}
	s := Totals(c, []Figures{huge, cent, {}})
	zeros := strings.Repeat("0", 39)
	yuans := func(text string) kpi.Value { return kpi.MoneyRat(decimal.RequireFromString(text).Rat(), c) }
	same(t, "BAC", s.BAC, yuans("10"+zeros+".01"))
	same(t, "AC", s.AC, yuans("-9"+strings.Repeat("9", 39)+".99"))
	same(t, "EV", s.EV, yuans("25"+zeros[1:]+".01"))
	same(t, "PV", s.PV, yuans("5"+zeros+"."+strings.Repeat("0", 31)+"1"))
}

// TestTotalsOfAnyExponent: no exponent stops or breaks it.
func TestTotalsOfAnyExponent(t *testing.T) {
	for _, exp := range []int32{math.MinInt32, -10_001, 10_001, math.MaxInt32} {
		for i := range 4 {
			var f Figures
			*[]*decimal.Decimal{&f.Budget, &f.Planned, &f.Done, &f.Cost}[i] = decimal.New(1, exp)
			if s := Totals(yuan(t), []Figures{{}, f}); s.BAC.Reason() != kpi.ReasonTooLarge || s.CPI().Reason() != kpi.ReasonTooLarge {
				t.Errorf("10^%d: %v", exp, s)
			}
		}
	}
	edge := Figures{Budget: decimal.New(1, 10_000), Planned: decimal.New(1, -10_000)}
	if s := Totals(yuan(t), []Figures{edge}); !s.PV.Equal(cny(t, "1")) {
		t.Errorf("%v", s.PV)
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
