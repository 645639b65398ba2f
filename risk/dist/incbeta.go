package dist

import (
	"math"

	"gonum.org/v1/gonum/mathext"
)

// betaCDF returns the regularised incomplete beta function, which is 0 and 1
// outside (0, 1).
func betaCDF(a, b, x float64) float64 {
	switch {
	case x <= 0:
		return 0
	case x >= 1:
		return 1
	}
	return mathext.RegIncBeta(a, b, x)
}

// betaQuantile solves betaCDF(a, b, x) = p for x, where 0 < p < 1, by Halley's
// steps within a bracket. The inverse of gonum stops as soon as x has settled,
// which in the tails leaves errors of 1e-7 of p, and takes longer.
func betaQuantile(a, b, p float64) float64 {
	logB := logBeta(a, b)
	low, high := 0.0, 1.0
	x := betaStart(a, b, p, logB)
	if x == 0 {
		return 0 // below the least float64
	}
	for range 80 {
		if !(x > low && x < high) {
			x = inside(low, high)
		}
		wrong := betaCDF(a, b, x) - p
		switch {
		case wrong == 0:
			return x
		case wrong < 0:
			low = x
		default:
			high = x
		}
		step := wrong / math.Exp((a-1)*math.Log(x)+(b-1)*math.Log1p(-x)-logB)
		bend := (a-1)/x - (b-1)/(1-x) // of the density, by itself
		step /= 1 - min(max(step*bend, -1), 1)/2
		short := math.Abs(step)*(1/min(x, 1-x)+math.Abs(bend)) < 1e-5 // the next would be 1e-15 of the scale
		if x -= step; short && x >= low && x <= high {
			break
		}
	}
	return min(max(x, 0), 1)
}

// inside returns a point between two bounds: the geometric mean where they
// are of different orders of magnitude.
func inside(low, high float64) float64 {
	if low < high/16 {
		return math.Sqrt(max(low, 1e-300) * high)
	}
	return low + (high-low)/2
}

func logBeta(a, b float64) float64 {
	la, _ := math.Lgamma(a)
	lb, _ := math.Lgamma(b)
	lab, _ := math.Lgamma(a + b)
	return la + lb - lab
}

// betaStart returns a first guess: the power laws at the two ends where they
// hold, else, for shapes of at least 1, that of Abramowitz and Stegun 26.5.22.
func betaStart(a, b, p, logB float64) float64 {
	x := math.Exp((math.Log(p) + math.Log(a) + logB) / a)
	if a >= 1 && b >= 1 && x*(b-1) > (a+1)/50 {
		y := -standard(p)
		lambda := (y*y - 3) / 6
		h := 2 / (1/(2*a-1) + 1/(2*b-1))
		w := y*math.Sqrt(max(h+lambda, 0))/h - (1/(2*b-1)-1/(2*a-1))*(lambda+5.0/6-2/(3*h))
		return a / (a + b*math.Exp(2*w))
	}
	if x < 0.5 {
		return x
	}
	return max(1-math.Exp((math.Log1p(-p)+math.Log(b)+logB)/b), 0.5)
}
