package health

import (
	"math"
	"math/bits"
)

// scaled returns a * b / c for amounts that are not negative, rounded down and
// without overflow in between; 0 where c is not above 0.
func scaled(a, b, c int64) int64 {
	if a <= 0 || b <= 0 || c <= 0 {
		return 0
	}
	hi, lo := bits.Mul64(uint64(a), uint64(b))
	if hi >= uint64(c) {
		return math.MaxInt64 / 1024 // more than any project holds; still leaves room to add
	}
	q, _ := bits.Div64(hi, lo, uint64(c))
	return int64(min(q, math.MaxInt64/1024))
}
