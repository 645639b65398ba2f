package gantt

import (
	"math/rand/v2"
	"testing"
)

// naive answers the questions of an occupancy by looking at every row.
type naive [][]bool

func (n naive) free(a, b, column int) bool {
	for row := a; row < b; row++ {
		if n[row][column] {
			return false
		}
	}
	return true
}

func TestOccupancyAgainstLookingAtEveryRow(t *testing.T) {
	const seed = 3
	random := rand.New(rand.NewPCG(seed, 9))
	for range 300 {
		rows, width := 1+random.IntN(30), float64(random.IntN(900))
		o := newOccupancy(100, 100+width, rows)
		slow := make(naive, rows)
		for i := range slow {
			slow[i] = make([]bool, o.cells)
			for range random.IntN(4) {
				x1 := 100 + random.Float64()*width
				x2 := x1 + random.Float64()*200
				o.take(i, x1, x2)
				for c := o.column(x1 - 2); c <= o.column(x2+2); c++ {
					slow[i][c] = true
				}
			}
		}
		o.finish()
		for range 20 {
			a := random.IntN(rows + 1)
			b := a + random.IntN(rows-a+1)
			x := 100 + random.Float64()*width
			o.between(a, b)
			if got, want := o.free(x), slow.free(a, b, o.column(x)); got != want {
				t.Fatalf("seed %d: rows %d to %d at %v: free %v, want %v", seed, a, b, x, got, want)
			}
			best := -1
			for c := range o.cells {
				if slow.free(a, b, c) && (best < 0 || abs(c-o.column(x)) < abs(best-o.column(x))) {
					best = c
				}
			}
			got, ok := o.nearest(x, 1e9)
			if ok != (best >= 0) || ok && abs(o.column(got)-o.column(x)) != abs(best-o.column(x)) {
				t.Fatalf("seed %d: nearest to %v is %v, %v, want column %d", seed, x, got, ok, best)
			}
		}
	}
}

func abs(n int) int { return max(n, -n) }
