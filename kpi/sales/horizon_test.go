package sales

import (
	"fmt"
	"math/big"
	"math/rand/v2"
	"testing"

	"github.com/milepost-go/milepost/kpi"
	"github.com/milepost-go/milepost/kpi/money"
)

// A new error is as likely to fall into any of the n + 1 gaps between n errors
// seen. The gaps between the ranks chosen are as many as the level asks for, and
// one rank further inside they would be too few.
func TestRankHoldsTheLevel(t *testing.T) {
	for _, level := range []kpi.Value{kpi.Ratio(1, 4, ""), kpi.Ratio(1, 2, ""), kpi.Ratio(2, 3, ""), kpi.Ratio(4, 5, ""), kpi.Ratio(19, 20, ""), kpi.Ratio(999, 1000, "")} {
		h := Horizon{Level: level}
		for n := range 60 {
			held := func(rank int) bool {
				gaps := kpi.Ratio(int64(n+1-2*rank), int64(n+1), "")
				order, _ := gaps.Cmp(level)
				return order >= 0
			}
			r := h.rank(n)
			if r > 0 && !held(r) || held(r+1) && 2*(r+1) <= n+1 {
				t.Fatalf("level %v, %d errors: rank %d", level, n, r)
			}
			if (r > 0) != (int64(n) >= h.leastErrors()) {
				t.Fatalf("level %v: rank %d of %d errors, at least %d", level, r, n, h.leastErrors())
			}
		}
	}
}

func TestLeastErrors(t *testing.T) {
	for _, row := range []struct {
		level kpi.Value
		want  int64
	}{{kpi.Ratio(4, 5, ""), 9}, {kpi.Ratio(9, 10, ""), 19}, {kpi.Ratio(19, 20, ""), 39}, {kpi.Ratio(1, 2, ""), 3}, {kpi.Ratio(2, 3, ""), 5}, {kpi.Ratio(7, 10, ""), 6}} {
		if got := (Horizon{Level: row.level}).leastErrors(); got != row.want {
			t.Errorf("%v: got %d, want %d", row.level, got, row.want)
		}
	}
}

// A level of many digits neither overflows nor slows.
func TestLevelOfManyDigits(t *testing.T) {
	den := new(big.Int).Exp(big.NewInt(10), big.NewInt(300), nil)
	num := new(big.Int).Sub(new(big.Int).Mul(big.NewInt(8), new(big.Int).Exp(big.NewInt(10), big.NewInt(299), nil)), big.NewInt(1))
	h := Horizon{Level: kpi.Rat(new(big.Rat).SetFrac(num, den), "")}
	if h.rank(9) != 1 || h.leastErrors() != 9 {
		t.Errorf("just below 0.8: rank %d, least %d", h.rank(9), h.leastErrors())
	}
}

// The 128 bits equal the ratios, for amounts of both signs in any order, however
// often the sum crosses zero or is moved out.
func TestWeightsEqualRatios(t *testing.T) {
	c, err := money.Lookup("KWD")
	if err != nil {
		t.Fatal(err)
	}
	for seed := range uint64(20) {
		r := rand.New(rand.NewPCG(seed, 12))
		var w weights
		want := new(big.Rat)
		for range 3000 {
			minor := int64(r.Uint64()) >> r.IntN(64)
			a, err := money.Minor(minor, c)
			if err != nil {
				t.Fatal(err)
			}
			p := Probability{parts: r.Int64N(wholeParts + 1), stated: true}
			w.add(a, p)
			w.add(a, Probability{})
			want.Add(want, new(big.Rat).Mul(a.Rat(), big.NewRat(p.parts, wholeParts)))
		}
		got := w.byCurrency()
		if len(got) != 1 || got[0].currency != c || got[0].sum.Cmp(want) != 0 {
			t.Fatalf("seed %d: got %v, want %v", seed, got, want)
		}
	}
}

// Sums of several currencies stay apart, in any order of the amounts.
func TestSumsByCurrency(t *testing.T) {
	const seed = 13
	r := rand.New(rand.NewPCG(seed, 13))
	var list []money.Amount
	want := map[string]*big.Rat{}
	for i, c := range money.Currencies()[:30] {
		want[c.Code()] = new(big.Rat)
		for range i + 1 {
			a, err := money.Minor(r.Int64()-r.Int64(), c)
			if err != nil {
				t.Fatal(err)
			}
			list = append(list, a)
			want[c.Code()].Add(want[c.Code()], a.Rat())
		}
	}
	for range 10 {
		r.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
		var s sums
		for _, a := range list {
			s.add(a)
		}
		last := ""
		for _, p := range s.byCurrency() {
			if p.currency.Code() <= last || p.sum.Cmp(want[p.currency.Code()]) != 0 {
				t.Fatalf("seed %d: %v after %s, want %v", seed, p, last, want[p.currency.Code()])
			}
			last = p.currency.Code()
		}
	}
}

// A sum beyond what one amount can hold goes on beside it.
func TestSumsBeyondOneAmount(t *testing.T) {
	c, err := money.Lookup("CNY")
	if err != nil {
		t.Fatal(err)
	}
	huge, err := money.Parse("9"+fmt.Sprintf("%029d", 0), "CNY") // nearly the largest amount
	if err != nil {
		t.Fatal(err)
	}
	var s sums
	for range 50 {
		s.add(huge)
	}
	parts := s.byCurrency()
	if want := new(big.Rat).Mul(huge.Rat(), big.NewRat(50, 1)); len(parts) != 1 || parts[0].currency != c || parts[0].sum.Cmp(want) != 0 {
		t.Errorf("got %v, want %v", parts, want)
	}
}

func TestDealLength(t *testing.T) {
	if got := (&Deal{}).length(); got.Reason() != kpi.ReasonMissingInput {
		t.Error(got)
	}
}
