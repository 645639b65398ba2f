package lifecycle

import (
	"math/rand/v2"
	"slices"
	"sync"
	"testing"
)

// TestTrailAgainstSlices grows a tree of trails and copies of slices.
func TestTrailAgainstSlices(t *testing.T) {
	type pair struct {
		trail trail[int]
		slice []int
	}
	for seed := range uint64(20) {
		r := rand.New(rand.NewPCG(seed, 1))
		all := []pair{{}}
		for i := range 400 {
			from := all[len(all)-1]
			if r.IntN(5) == 0 {
				from = pick(r, all)
			}
			all = append(all, pair{from.trail.add(i), append(slices.Clone(from.slice), i)})
		}
		for _, p := range all {
			if got := p.trail.all(); !slices.Equal(got, p.slice) || p.trail.n != len(p.slice) {
				t.Fatalf("seed %d: got %v, want %v", seed, got, p.slice)
			}
		}
	}
}

// TestTrailManyFutures adds to one trail from several goroutines at once.
func TestTrailManyFutures(t *testing.T) {
	base := trailOf([]int{1, 2, 3, 4, 5})
	var all sync.WaitGroup
	for i := range 8 {
		all.Go(func() {
			mine := base
			for n := range 100 {
				mine = mine.add(1000*i + n)
			}
			got := mine.all()
			for n := range 100 {
				if got[5+n] != 1000*i+n {
					t.Errorf("future %d holds %d in place %d", i, got[5+n], 5+n)
					return
				}
			}
		})
	}
	all.Wait()
	if got := base.all(); !slices.Equal(got, []int{1, 2, 3, 4, 5}) {
		t.Errorf("the base became %v", got)
	}
}

func TestTrailBackwardsStops(t *testing.T) {
	var got []int
	for item := range trailOf([]int{1, 2, 3, 4, 5, 6, 7, 8, 9}).backwards {
		if got = append(got, *item); len(got) == 6 {
			break
		}
	}
	if !slices.Equal(got, []int{9, 8, 7, 6, 5, 4}) {
		t.Errorf("got %v", got)
	}
}
