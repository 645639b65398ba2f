package money

import (
	"errors"
	"math"
	"math/big"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

func texts(parts []Amount) string {
	var list []string
	for _, p := range parts {
		list = append(list, p.Text())
	}
	return strings.Join(list, " ")
}

func TestSplit(t *testing.T) {
	for _, row := range []struct {
		text, code string
		weights    []int64
		want       string
	}{
		// the usual printed example of Hamilton's method: ten seats by votes
		{"10", "JPY", []int64{47000, 16000, 15800, 12000, 6100, 3100}, "5 2 1 1 1 0"},
		{"100.00", "USD", []int64{1, 1, 1}, "33.34 33.33 33.33"},
		{"-100.00", "USD", []int64{1, 1, 1}, "-33.34 -33.33 -33.33"},
		{"0.05", "USD", []int64{1, 1}, "0.03 0.02"}, // a tie: the earlier part
		{"0.05", "USD", []int64{3, 7}, "0.02 0.03"},
		{"0.00", "USD", []int64{3, 7}, "0.00 0.00"},
		{"0.02", "USD", []int64{0, 1, 0, 1, 1}, "0.00 0.01 0.00 0.01 0.00"},
		{"1000", "JPY", []int64{1, 2, 3}, "167 333 500"},
		{"1.000", "KWD", []int64{1, 1, 1}, "0.334 0.333 0.333"},
		{"0.0010", "USD", []int64{1, 1, 1}, "0.001 0.00 0.00"}, // finer than a cent: steps of its last digit
		{"12.345", "USD", []int64{1, 1}, "6.173 6.172"},
		{"3.00", "USD", []int64{math.MaxInt64, math.MaxInt64, math.MaxInt64}, "1.00 1.00 1.00"},
		{big30, "USD", []int64{1, 2}, strings.Repeat("3", 30) + ".00 " + strings.Repeat("6", 30) + ".00"},
	} {
		parts, err := Split(amount(t, row.text, row.code), row.weights)
		if err != nil || texts(parts) != row.want {
			t.Errorf("%s by %v: %s, %v; want %s", row.text, row.weights, texts(parts), err, row.want)
		}
	}
}

func TestSplitRefuses(t *testing.T) {
	a := amount(t, "1", "EUR")
	for _, weights := range [][]int64{nil, {}, {0}, {0, 0, 0}, {1, -1}, {-1}, make([]int64, maxParts+1)} {
		if parts, err := Split(a, weights); !errors.Is(err, ErrWeights) || parts != nil {
			t.Errorf("%d weights gave %d parts, %v", len(weights), len(parts), err)
		}
	}
	for _, n := range []int{0, -1, maxParts + 1, math.MaxInt} {
		if _, err := Spread(a, n); !errors.Is(err, ErrWeights) {
			t.Errorf("%d parts gave %v", n, err)
		}
	}
}

func TestSpread(t *testing.T) {
	for want, n := range map[string]int{"30000.13 30000.13 30000.12 30000.12": 4, "120000.50": 1} {
		parts, err := Spread(amount(t, "120000.50", "CNY"), n)
		if err != nil || texts(parts) != want {
			t.Errorf("got %s, %v", texts(parts), err)
		}
	}
}

// Laws of the division: parts sum to the whole, each lies within one step of
// its exact share, the opposite amount has opposite parts, the weights are not
// written to, and of equal weights the earlier never gets less.
func TestSplitLaws(t *testing.T) {
	const seed = 23
	r := rand.New(rand.NewPCG(seed, 3))
	codes := []string{"CNY", "JPY", "KWD", "CLF"}
	for range 2000 {
		c := currency(t, codes[r.IntN(len(codes))])
		a, err := Minor(r.Int64N(20001)-10000, c)
		if err != nil {
			t.Fatal(err)
		}
		weights := make([]int64, r.IntN(12)+1)
		var total int64
		for i := range weights {
			weights[i] = r.Int64N(6)
			total += weights[i]
		}
		if total == 0 {
			continue
		}
		given := slices.Clone(weights)
		parts, err := Split(a, weights)
		if err != nil {
			t.Fatal(err)
		}
		mirrored, _ := Split(a.Neg(), weights)
		step := new(big.Rat).SetFrac(c.step(), pow10(finePlaces))
		for i, p := range parts {
			exact := new(big.Rat).Mul(a.Rat(), big.NewRat(weights[i], total))
			off := exact.Sub(exact, p.Rat())
			if off.Abs(off).Cmp(step) >= 0 {
				t.Fatalf("seed %d: part %d of %v by %v is %v", seed, i, a, weights, p)
			}
			if !mirrored[i].Neg().Equal(p) {
				t.Fatalf("seed %d: %v by %v is not mirrored", seed, a, weights)
			}
			for j := range i {
				if order, _ := parts[j].Abs().Cmp(p.Abs()); weights[i] == weights[j] && order < 0 {
					t.Fatalf("seed %d: %v by %v favours the later part: %s", seed, a, weights, texts(parts))
				}
			}
		}
		if sum, err := Sum(parts); err != nil || !sum.Equal(a) || !slices.Equal(weights, given) {
			t.Fatalf("seed %d: %v by %v sums to %v, %v", seed, a, given, sum, err)
		}
	}
}

func FuzzSplit(f *testing.F) {
	f.Add(int64(100), int64(1), int64(2), int64(3))
	f.Add(int64(math.MinInt64), int64(math.MaxInt64), int64(math.MaxInt64), int64(0))
	f.Fuzz(func(t *testing.T, minor, w1, w2, w3 int64) {
		a, err := Minor(minor, currency(t, "EUR"))
		if err != nil {
			t.Fatal(err)
		}
		parts, err := Split(a, []int64{w1, w2, w3})
		if err != nil {
			return
		}
		if sum, err := Sum(parts); err != nil || !sum.Equal(a) {
			t.Fatalf("%v sums to %v, %v", a, sum, err)
		}
	})
}
