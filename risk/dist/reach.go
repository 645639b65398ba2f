package dist

import "math"

// reach returns the least x between low and high at which a function that
// never falls is at least p. It takes turns between a secant, which is fast
// where the function is smooth, and halving the number of float64 between the
// bounds, which finds any jump.
func reach(f func(float64) float64, p, low, high float64) float64 {
	atLow := f(low)
	if atLow >= p || !(low < high) {
		return low
	}
	atHigh := f(high)
	for turn := 0; ; turn++ {
		x := halfway(low, high)
		if turn%2 == 0 && atHigh > atLow {
			x = low + (high-low)*((p-atLow)/(atHigh-atLow))
		}
		if !(x > low && x < high) {
			x = halfway(low, high)
		}
		if !(x > low && x < high) {
			return high
		}
		if at := f(x); at < p {
			low, atLow = x, at
		} else {
			high, atHigh = x, at // also what is no number, so that it ends
		}
	}
}

// halfway returns the float64 that has as many others between it and low as
// between it and high. It is low where none lies between.
func halfway(low, high float64) float64 {
	a, b := ordinal(low), ordinal(high)
	return ordered(a + int64(uint64(b-a)/2))
}

// ordinal numbers the float64 from the least to the greatest.
func ordinal(x float64) int64 {
	n := int64(math.Float64bits(x))
	if n < 0 {
		return math.MinInt64 - n
	}
	return n
}

// ordered is the inverse of ordinal.
func ordered(n int64) float64 {
	if n < 0 {
		n = math.MinInt64 - n
	}
	return math.Float64frombits(uint64(n))
}
