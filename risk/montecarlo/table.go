package montecarlo

import (
	"math"
	"math/bits"
)

// Quantiler is a distribution as sampling needs it. The distributions of
// package dist are such.
type Quantiler interface {
	// Quantile returns the value below or at which the variable lies with
	// probability p, for 0 < p < 1. It never falls as p grows.
	Quantile(p float64) float64
}

// Stepper is a Quantiler whose values are few and apart. Sampling then takes
// just these values with just these probabilities.
type Stepper interface {
	// Steps returns the values in ascending order with the probability of each;
	// they sum to one.
	Steps() (values, probabilities []float64)
}

// ManyQuantiler is a Quantiler that computes many quantiles at once, faster than
// one by one. Sampling asks it for its table.
type ManyQuantiler interface {
	// Quantiles returns the quantiles of ascending probabilities between 0 and
	// 1, as many as there are probabilities.
	Quantiles(p []float64) []float64
}

// A table turns uniform numbers of 32 bits into values. It holds the quantile
// function as straight lines: 512 of equal length and, instead of those in the
// outer 1/64 at either end, 32 in each octave of the probability, so that they
// are the finer the nearer the end is. What lies beyond the last octave is
// computed as it comes. Values are parts of 2^30 of the width of the
// distribution, so that distributions of one shape share a table.
//
// A line of the middle is stored as it crosses the axes, at the uniform number
// 0, so that a value is one multiplication and one addition of the whole number.
type table struct {
	axis  [lines]int64 // in parts of 2^23 of the others
	slope [lines]int64
	outer [2 * octaves * 32]cell // at the low end, then at the high end
	dist  Quantiler
	low   float64
	width float64
}

// cell is a straight line: y at its outer corner counted from the end, and
// slope to the next.
type cell struct{ y, slope int32 }

const (
	one     = 1 << 30
	half    = one / 2
	points  = 1 << 32 // of the uniform numbers
	lines   = 512
	place   = 32 - 9 // bits of a uniform number that say where on its line it is
	octaves = 16
	rim     = 8            // lines at either end that the octaves stand for
	skirt   = rim << place // uniform numbers there
	inmost  = 6            // zeros that lead in the uniform numbers of the rim
)

// ends returns the values of the lowest and the highest uniform number.
func ends(d Quantiler) (low, high float64) {
	return d.Quantile(0.5 / points), d.Quantile(1 - 0.5/points)
}

// newTable returns the table of a distribution between its ends.
func newTable(d Quantiler, low, width float64) *table {
	t := &table{dist: d, low: low, width: width}
	at := t.corners()
	last := len(at) - 1
	for i := rim; i < lines-rim; i++ {
		c := line(at[corner(i)], at[corner(i+1)])
		t.slope[i] = int64(c.slope)
		t.axis[i] = int64(c.y)<<place - t.slope[i]*int64(i)<<place
	}
	for octave := range octaves {
		first := 1 + (octaves-1-octave)*32
		for i := range 32 {
			t.outer[octave*32+i] = line(at[first+i], at[first+i+1])
			t.outer[(octaves+octave)*32+i] = line(at[last-first-i], at[last-first-i-1])
		}
	}
	return t
}

// corners returns the quantiles at which lines of the table meet, in parts of
// the width, by ascending probability: the least, those of the octaves, those
// of the middle, and the same towards the other end.
func (t *table) corners() []int32 {
	p := []float64{0.5 / points}
	for octave := octaves - 1; octave >= 0; octave-- {
		for i := range 32 {
			p = append(p, math.Ldexp(1+float64(i)/32, -octave-1-inmost))
		}
	}
	for i := rim; i <= lines/2; i++ {
		p = append(p, float64(i)/lines)
	}
	for i := len(p) - 2; i >= 0; i-- {
		p = append(p, 1-p[i])
	}
	at := make([]int32, len(p))
	for i, q := range quantiles(t.dist, p) {
		at[i] = t.share(q)
	}
	return at
}

// corner returns where the corner of the probability i/512 stands among the
// corners, for those of the middle.
func corner(i int) int { return 1 + octaves*32 + i - rim }

// quantiles returns the quantiles of ascending probabilities.
func quantiles(d Quantiler, p []float64) []float64 {
	if many, ok := d.(ManyQuantiler); ok {
		if out := many.Quantiles(p); len(out) == len(p) {
			return out
		}
	}
	out := make([]float64, len(p))
	for i := range p {
		out[i] = d.Quantile(p[i])
	}
	return out
}

func line(y, next int32) cell { return cell{y, next - y} }

// part returns a quantile in parts of the width.
func (t *table) part(p float64) int32 {
	return t.share(t.dist.Quantile(min(max(p, 0.5/points), 1-0.5/points)))
}

// share returns a value in parts of the width.
func (t *table) share(x float64) int32 {
	if t.width <= 0 {
		return 0
	}
	y := (x - t.low) / t.width * one
	if !(y > 0) { // also what is no number
		return 0
	}
	return int32(min(math.Round(y), one))
}

// of returns the value of a uniform number in parts of the width.
func (t *table) of(u uint32) int64 {
	if u+skirt < 2*skirt {
		return t.end(u)
	}
	return (t.axis[u>>place] + t.slope[u>>place]*int64(u)) >> place
}

// end returns the value of a uniform number near an end.
func (t *table) end(u uint32) int64 {
	upper := u >> 31
	w := u ^ -upper // counted from the nearer end, below the skirt
	zeros := bits.LeadingZeros32(w)
	if zeros >= inmost+octaves {
		return int64(t.part((float64(u) + 0.5) / points))
	}
	x := w << zeros // one, then five bits that choose the cell, then its part
	c := &t.outer[(uint32(zeros-inmost)+upper*octaves)<<5+x>>26&31]
	return int64(c.y) + int64(c.slope)*int64(x&(1<<26-1))>>26
}

// draw writes the values of sixteen trials, two from each step of the stream
// from z on, as the function of that name does for uniform numbers.
func (t *table) draw(z uint64, low, width int64, out *[Lanes]int32) {
	low = low<<30 + half
	for l := 0; l < Lanes; l += 2 {
		z += stride
		u := step(z)
		a, b := u>>32, u&(points-1)
		v := (t.axis[a>>place] + t.slope[a>>place]*int64(a)) >> place
		w := (t.axis[b>>place] + t.slope[b>>place]*int64(b)) >> place
		if uint32(a)+skirt < 2*skirt {
			v = t.end(uint32(a))
		}
		if uint32(b)+skirt < 2*skirt {
			w = t.end(uint32(b))
		}
		out[l], out[l+1] = int32((low+width*v)>>30), int32((low+width*w)>>30)
	}
}
