package schedule

import (
	"fmt"
	"math"
	"math/big"
	"math/rand/v2"
	"testing"

	"github.com/milepost-go/milepost/schedule/calendar"
)

// TestPortion compares with exact arithmetic, up to lengths whose products do
// not fit into 64 bits.
func TestPortion(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 22))
	for range 2000 {
		length, den := r.Int64N(math.MaxInt64>>r.IntN(60))+1, r.Int64N(math.MaxInt64>>r.IntN(60))+1
		num := r.Int64N(den + 1)
		want := new(big.Int).Mul(big.NewInt(length), big.NewInt(num))
		want.Quo(want, big.NewInt(den))
		if got := portion(calendar.Work(length), calendar.Work(num), calendar.Work(den)); want.Cmp(big.NewInt(int64(got))) != 0 {
			t.Fatalf("%d * %d / %d is %d, want %s", length, num, den, got, want)
		}
	}
	if got := portion(7, 0, 0); got != 7 {
		t.Errorf("of nothing: %d", got)
	}
}

// TestStretches: the parts between splits, worked out by hand.
func TestStretches(t *testing.T) {
	for _, c := range []struct {
		gaps []Split
		all  calendar.Work
		want string
	}{
		{nil, 10, "[{0 10}]"},
		{[]Split{{After: 4, Gap: 3}}, 10, "[{0 4} {7 10}]"},
		{[]Split{{After: 4, Gap: 3}, {After: 5, Gap: 1}}, 12, "[{0 4} {7 8} {9 12}]"},
		{[]Split{{After: 0, Gap: 2}}, 10, "[{0 0} {2 10}]"},
		{[]Split{{After: 4, Gap: 0}, {After: -1, Gap: 5}}, 10, "[{0 10}]"},
		{[]Split{{After: 12, Gap: 3}}, 10, "[{0 10}]"},
		{[]Split{{After: 4, Gap: 30}}, 10, "[{0 4}]"},
		{[]Split{{After: 0, Gap: 30}}, 10, "[{0 10}]"}, // nothing would be left
	} {
		got := stretchesOf(c.gaps, c.all)
		if fmt.Sprint(got) != c.want {
			t.Errorf("%v of %d: %v, want %s", c.gaps, c.all, got, c.want)
		}
		if n := busy(got, c.all); n <= 0 || n > c.all {
			t.Errorf("%v of %d: %d are busy", c.gaps, c.all, n)
		}
	}
}
