package kpi

import (
	"encoding/json"
	"math/big"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/milepost-go/milepost/kpi/money"
)

// The reason words of the definition sheet, and the one that this package adds
// for units.
func TestReasonWords(t *testing.T) {
	sheet := strings.Fields("zero-denominator non-positive-factor undefined-factor no-funds-left no-time-left insufficient-history insufficient-data no-data " +
		"missing-input missing-rate non-positive-target non-positive-denominator zero-spi-t")
	have := []Reason{
		ReasonZeroDenominator, ReasonNonPositiveFactor, ReasonUndefinedFactor, ReasonNoFundsLeft, ReasonNoTimeLeft, ReasonInsufficientHistory, ReasonInsufficientData, ReasonNoData,
		ReasonMissingInput, ReasonMissingRate, ReasonNonPositiveTarget, ReasonNonPositiveDenominator, ReasonZeroSPIT,
	}
	for i, word := range sheet {
		if string(have[i]) != word {
			t.Errorf("got %s, want %s", have[i], word)
		}
	}
	if slices.Contains(have, ReasonUnitMismatch) || len(sheet) != len(have) {
		t.Error("the lists differ")
	}
}

func randomValue(r *rand.Rand) Value {
	switch r.IntN(8) {
	case 0:
		return Value{}
	case 1:
		return Unknown(ReasonNoData)
	}
	return Ratio(r.Int64()-r.Int64(), r.Int64N(1000)+1, []string{"", "h", "CNY"}[r.IntN(3)])
}

func TestJSONRoundTripOfRandomValues(t *testing.T) {
	const seed = 59
	r := rand.New(rand.NewPCG(seed, 1))
	for range 2000 {
		v := randomValue(r)
		data, err := json.Marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		var back Value
		if err := json.Unmarshal(data, &back); err != nil || !back.Equal(v) || back.Unit() != v.Unit() || back.IsZero() != v.IsZero() {
			t.Fatalf("seed %d: %s came back as %v, %v", seed, data, back, err)
		}
	}
}

// The display text is within half a step of the value, and exact where the
// value has no more places.
func TestRoundStaysNear(t *testing.T) {
	const seed = 61
	r := rand.New(rand.NewPCG(seed, 1))
	half := big.NewRat(1, 200)
	for range 2000 {
		v := Ratio(r.Int64N(200_001)-100_000, r.Int64N(999)+1, "")
		exact, _ := v.Rat()
		for _, mode := range []money.Rounding{money.HalfEven, money.HalfUp, money.HalfDown} {
			shown, err := Parse(v.Round(2, mode), "")
			if err != nil {
				t.Fatalf("seed %d: %v is shown as %s", seed, v, v.Round(2, mode))
			}
			near, _ := shown.Rat()
			if near.Sub(near, exact).Abs(near).Cmp(half) > 0 {
				t.Fatalf("seed %d: %v is shown as %s", seed, v, v.Round(2, mode))
			}
		}
	}
	for _, text := range []string{"0.25", "-3.10", "12", "0.01"} {
		if got := number(t, text).Round(2, money.Up); !number(t, got).Equal(number(t, text)) {
			t.Errorf("%s is shown as %s", text, got)
		}
	}
	if got := number(t, "-0.001").Round(2, money.HalfUp); got != "0.00" {
		t.Errorf("got %s", got)
	}
}

// Cmp is an order on the values of one unit, and agrees with Sub and Equal.
func TestCmpIsAnOrder(t *testing.T) {
	const seed = 67
	r := rand.New(rand.NewPCG(seed, 1))
	for range 2000 {
		a, b := Ratio(r.Int64N(9)-4, r.Int64N(4)+1, "h"), Ratio(r.Int64N(9)-4, r.Int64N(4)+1, "h")
		order, ok := a.Cmp(b)
		opposite, _ := b.Cmp(a)
		sign, _ := a.Sub(b).Sign()
		if !ok || order != -opposite || order != sign || a.Equal(b) != (order == 0) {
			t.Fatalf("seed %d: %v against %v: %d, %d, %d", seed, a, b, order, opposite, sign)
		}
	}
}

// Sum adds in halves what a loop adds in turn.
func TestSumAgreesWithALoop(t *testing.T) {
	const seed = 71
	r := rand.New(rand.NewPCG(seed, 1))
	for range 300 {
		var list []Value
		turn := Int(0, "")
		for range r.IntN(20) {
			v := Ratio(r.Int64N(99)-50, r.Int64N(9)+1, "h")
			list, turn = append(list, v), turn.Add(v)
		}
		if got := Sum(list); !got.Equal(turn) {
			t.Fatalf("seed %d: %v sums to %v, want %v", seed, list, got, turn)
		}
	}
}

// One value may be read and computed with by many at once.
func TestValuesAreSharedSafely(t *testing.T) {
	v, limits := Ratio(15, 16, ""), HigherLimits(Ratio(95, 100, ""), Ratio(9, 10, ""))
	var group sync.WaitGroup
	for range 8 {
		group.Go(func() {
			for range 200 {
				if got := v.Add(v).Mul(v).Div(v).Sub(v); !got.Equal(v) {
					t.Errorf("got %v", got)
				}
				if limits.Colour(v) != Amber || v.Round(2, money.HalfUp) != "0.94" || v.Finding().IsUnknown() {
					t.Error("it reads otherwise now")
				}
			}
		})
	}
	group.Wait()
}

func FuzzParse(f *testing.F) {
	for _, text := range []string{"1", "-1/3", "0.50", "010/1", "1e9", "--1", "1/0"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		v, err := Parse(text, "h")
		if err != nil {
			return
		}
		got, _ := v.Rat()
		num, den, isFraction := strings.Cut(text, "/")
		want, ok := new(big.Rat).SetString(num)
		if isFraction {
			below, fine := new(big.Rat).SetString(den)
			want, ok = want.Quo(want, below), ok && fine
		}
		if !ok || got.Cmp(want) != 0 {
			t.Fatalf("%q was read as %v", text, got)
		}
	})
}
