package montecarlo

import (
	"bytes"
	"encoding/json"
	"errors"
	"math"
	"math/big"
	"math/rand/v2"
	"slices"
	"testing"
)

// bytesOf returns the JSON form, which holds everything.
func bytesOf(t *testing.T, c *Counts) []byte {
	t.Helper()
	data, err := json.Marshal(c)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// TestCountsAgainstList compares every figure with the sorted list of values,
// computed the slow way.
func TestCountsAgainstList(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	for round := range 60 {
		var c Counts
		var list []int64
		for range 1 + r.IntN(12_000) {
			v := r.Int64N(2000) - 700
			if round%3 == 0 {
				v = r.Int64() - 1<<62
			}
			list = append(list, v)
			c.Add(v)
		}
		slices.Sort(list)
		n := int64(len(list))
		sum, squares := new(big.Int), new(big.Int)
		for _, v := range list {
			x := big.NewInt(v)
			sum.Add(sum, x)
			squares.Add(squares, new(big.Int).Mul(x, x))
		}
		mean := new(big.Rat).SetFrac(sum, big.NewInt(n))
		if c.N() != n || c.Mean().Cmp(mean) != 0 || c.Grain() != 1 {
			t.Fatalf("round %d: n %d mean %v, want %d and %v", round, c.N(), c.Mean(), n, mean)
		}
		if n > 1 {
			want := new(big.Rat).SetInt(squares)
			want.Sub(want, new(big.Rat).Mul(mean, new(big.Rat).SetInt(sum)))
			want.Quo(want, new(big.Rat).SetInt64(n-1))
			if c.Variance().Cmp(want) != 0 {
				t.Fatalf("round %d: variance %v, want %v", round, c.Variance(), want)
			}
		}
		for _, p := range [][2]int64{{0, 1}, {1, 1}, {1, 2}, {80, 100}, {1, 3}, {999, 1000}} {
			rank := max((n*p[0]+p[1]-1)/p[1], 1)
			if got, ok := c.Percentile(p[0], p[1]); !ok || got != list[rank-1] {
				t.Fatalf("round %d: percentile %v is %d, want %d", round, p, got, list[rank-1])
			}
		}
		at := list[r.IntN(len(list))]
		want := int64(0)
		for _, v := range list {
			if v <= at {
				want++
			}
		}
		if got := c.AtMost(at); got != want {
			t.Fatalf("round %d: %d at most %d, want %d", round, got, at, want)
		}
	}
}

// TestMergeLaws: any split of the values into parts, merged in any order, with
// empty ones among them, gives the same bytes, also where the grain grows.
func TestMergeLaws(t *testing.T) {
	r := rand.New(rand.NewPCG(2, 1))
	for _, spread := range []int64{50, 5000, 1 << 20, 1 << 40} {
		for round := range 4 {
			n := 3000
			if round == 0 {
				n = 3 * maxValues
			}
			var whole Counts
			parts := make([]Counts, 1+r.IntN(6))
			for range n {
				v := r.Int64N(spread) - spread/3
				whole.Add(v)
				parts[r.IntN(len(parts))].Add(v)
			}
			want := bytesOf(t, &whole)
			for len(parts) > 1 {
				i := r.IntN(len(parts))
				part := parts[i]
				parts = slices.Delete(parts, i, i+1)
				before := bytesOf(t, &part)
				parts[r.IntN(len(parts))].Merge(&part)
				if !bytes.Equal(before, bytesOf(t, &part)) {
					t.Fatal("merging changed the other")
				}
			}
			parts[0].Merge(new(Counts))
			empty := new(Counts)
			empty.Merge(&parts[0])
			for _, c := range []*Counts{&parts[0], empty} {
				if got := bytesOf(t, c); !bytes.Equal(got, want) {
					t.Fatalf("spread %d round %d: %.200s\nwant %.200s", spread, round, got, want)
				}
			}
			if whole.Grain() > 1 != (round == 0 && spread > 1<<17) {
				t.Errorf("spread %d round %d: grain %d", spread, round, whole.Grain())
			}
		}
	}
}

func TestEmptyCounts(t *testing.T) {
	var c Counts
	if _, ok := c.Percentile(1, 2); ok || c.Mean() != nil || c.Variance() != nil || c.Deviation() != 0 || c.AtMost(5) != 0 || c.String() != "no values" {
		t.Error("figures without values")
	}
	c.Add(7)
	for _, p := range [][2]int64{{-1, 2}, {3, 2}, {1, 0}, {1, -1}} {
		if _, ok := c.Percentile(p[0], p[1]); ok {
			t.Errorf("a percentile of %v", p)
		}
	}
	if c.Variance() != nil {
		t.Error("a variance of one value")
	}
}

// TestIntervalHolds: of many samples, about 95 in 100 intervals hold the true
// percentile.
func TestIntervalHolds(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 1))
	held := 0
	const samples = 600
	for range samples {
		var c Counts
		for range 400 {
			c.Add(r.Int64N(1_000_000))
		}
		low, high, ok := c.Interval(80, 100, 1.96)
		if ok && low <= 800_000 && 800_000 <= high {
			held++
		}
	}
	if held < samples*92/100 || held > samples*99/100 {
		t.Errorf("%d of %d intervals hold the percentile", held, samples)
	}
}

// TestIntervalEdges: any certainty is in all values, and none in what is no
// number of deviations.
func TestIntervalEdges(t *testing.T) {
	var c Counts
	c.Add(1, 2, 3, 4)
	for _, z := range []float64{1e300, math.Inf(1)} {
		if low, high, ok := c.Interval(1, 2, z); !ok || low != 1 || high != 4 {
			t.Errorf("z %v: %d to %d, %v", z, low, high, ok)
		}
	}
	for _, share := range []int64{0, 1} {
		if low, high, ok := c.Interval(share, 1, math.Inf(1)); !ok || low > high {
			t.Errorf("share %d: %d to %d, %v", share, low, high, ok)
		}
	}
	for _, z := range []float64{-1, math.NaN()} {
		if _, _, ok := c.Interval(1, 2, z); ok {
			t.Errorf("an interval of %v", z)
		}
	}
}

func TestCountsJSONRefuses(t *testing.T) {
	good := `{"format":"milepost.counts/1","n":3,"sum":"6","squares":"14","grain":1,"values":[[1,1],[2,1],[3,1]]}`
	var c Counts
	if err := json.Unmarshal([]byte(good), &c); err != nil || string(bytesOf(t, &c)) != good {
		t.Fatal(err)
	}
	for name, bad := range map[string]string{
		"another format":  `{"format":"x","n":0,"sum":"0","squares":"0","grain":1,"values":[]}`,
		"count missing":   `{"format":"milepost.counts/1","n":4,"sum":"6","squares":"14","grain":1,"values":[[1,1],[2,1],[3,1]]}`,
		"out of order":    `{"format":"milepost.counts/1","n":2,"sum":"6","squares":"14","grain":1,"values":[[2,1],[1,1]]}`,
		"no count":        `{"format":"milepost.counts/1","n":1,"sum":"6","squares":"14","grain":1,"values":[[2,0],[3,1]]}`,
		"grain":           `{"format":"milepost.counts/1","n":1,"sum":"6","squares":"14","grain":3,"values":[[3,1]]}`,
		"off the grain":   `{"format":"milepost.counts/1","n":1,"sum":"6","squares":"14","grain":4,"values":[[6,1]]}`,
		"overflow":        `{"format":"milepost.counts/1","n":1,"sum":"6","squares":"14","grain":1,"values":[[6,9223372036854775807]]}`,
		"sum":             `{"format":"milepost.counts/1","n":1,"sum":"six","squares":"14","grain":1,"values":[[6,1]]}`,
		"huge sum":        `{"format":"milepost.counts/1","n":1,"sum":"` + "9999999999999999999999999999999999999999999999999999999999999" + `","squares":"14","grain":1,"values":[[6,1]]}`,
		"other sum":       `{"format":"milepost.counts/1","n":1,"sum":"7","squares":"36","grain":1,"values":[[6,1]]}`,
		"other squares":   `{"format":"milepost.counts/1","n":1,"sum":"6","squares":"-36","grain":1,"values":[[6,1]]}`,
		"above the grain": `{"format":"milepost.counts/1","n":1,"sum":"8","squares":"64","grain":4,"values":[[4,1]]}`,
		"no variance":     `{"format":"milepost.counts/1","n":2,"sum":"14","squares":"97","grain":4,"values":[[4,2]]}`,
		"sum of nothing":  `{"format":"milepost.counts/1","n":0,"sum":"1","squares":"1","grain":1,"values":[]}`,
		"three in one":    `{"format":"milepost.counts/1","n":1,"sum":"6","squares":"36","grain":1,"values":[[6,1,2]]}`,
		"too many":        `{"format":"milepost.counts/1","n":9223372036854775807,"sum":"0","squares":"0","grain":1,"values":[[0,9223372036854775807]]}`,
		"zero grain":      `{"format":"milepost.counts/1","n":0,"sum":"0","squares":"0","grain":0,"values":[]}`,
	} {
		var c Counts
		if err := json.Unmarshal([]byte(bad), &c); !errors.Is(err, ErrForm) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func FuzzCountsJSON(f *testing.F) {
	f.Add([]byte(`{"format":"milepost.counts/1","n":3,"sum":"-6","squares":"14","grain":2,"values":[[-4,1],[2,2]]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		var c, again Counts
		if json.Unmarshal(data, &c) != nil {
			return
		}
		once := bytesOf(t, &c)
		if err := json.Unmarshal(once, &again); err != nil || !bytes.Equal(bytesOf(t, &again), once) {
			t.Fatalf("%s: %v", once, err)
		}
	})
}
