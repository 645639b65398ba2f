package schedule

import (
	"math/rand/v2"
	"testing"
)

// TestRowsAreLanes holds what is written out for several rows at a time against
// one lane after the other, from one to nine rows.
func TestRowsAreLanes(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	for n := 1; n <= 9; n++ {
		for range 50 {
			rows := make([]lanes, n+3) // the last ones: start, finish, spare
			var x, early, float lanes
			for i := range rows {
				for l := range rows[i] {
					rows[i][l], x[l], early[l] = r.Int32N(1000)-500, r.Int32N(300), r.Int32N(1000)
				}
			}
			in := make([]pull, n)
			for i := range in {
				in[i] = pull{int32(i), r.Int32N(200) - 100}
			}
			most := after(&rows[n], &rows[n+1], &x, rows, in)
			begunBy(&rows[n+2], &x, rows, in)
			longest := uint32(0)
			for l := range x {
				want := rows[0][l] + in[0].lag
				for _, p := range in {
					want = max(want, rows[p.row][l]+p.lag)
				}
				longest = max(longest, uint32(x[l]))
				if rows[n][l] != want || rows[n+1][l] != want+x[l] || rows[n+2][l] != want-x[l] {
					t.Fatalf("%d rows, lane %d: from %d to %d, by its end %d, want %d", n, l, rows[n][l], rows[n+1][l], rows[n+2][l], want)
				}
			}
			if most != longest {
				t.Errorf("longest %d, want %d", most, longest)
			}
			before(&step{start: int32(n), finish: int32(n + 1)}, &float, &x, &early, rows, in)
			endedBy(&rows[n+2], &x, rows, in)
			for l := range x {
				want := rows[0][l] + in[0].lag
				for _, p := range in {
					want = min(want, rows[p.row][l]+p.lag)
				}
				if rows[n+1][l] != want || rows[n][l] != want-x[l] || float[l] != want-early[l] || rows[n+2][l] != want+x[l] {
					t.Fatalf("back, %d rows, lane %d: %d to %d, want to %d", n, l, rows[n][l], rows[n+1][l], want)
				}
			}
		}
	}
}
