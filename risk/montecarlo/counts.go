package montecarlo

import (
	"fmt"
	"math"
	"math/big"
	"math/bits"
	"slices"
)

// Counts is how often which value came out: the whole distribution of a
// result, exactly. Counts of different trials merge in any order to the same
// Counts, so that any split of the work gives the same figures. The zero Counts
// is empty and ready. It belongs to one goroutine.
//
// To stay small it holds at most 65,536 different values. Beyond that values
// are taken down to multiples of 2, then of 4 and so on, see [Counts.Grain];
// sums keep counting the values as they came.
type Counts struct {
	pending []int64
	sorted  []tally // room for the pending values when they are settled
	values  []tally // ascending
	shift   uint8
	n       int64
	sum     wide
	squares wide
}

type tally struct{ value, count int64 }

const (
	maxValues  = 1 << 16
	maxPending = 1 << 12
	small      = 1 << 8 // pending values before room is made for all
)

// Add counts values.
func (c *Counts) Add(values ...int64) {
	for _, v := range values {
		c.n++
		c.sum.add(v)
		c.squares.addProduct(v)
		if len(c.pending) == small {
			c.pending = slices.Grow(c.pending, maxPending)
		}
		if c.pending = append(c.pending, v); len(c.pending) >= maxPending {
			c.settle()
		}
	}
}

// Merge adds the counts of other trials. Other stays as it is.
func (c *Counts) Merge(other *Counts) {
	other.settle()
	c.settle()
	c.n += other.n
	c.sum.plus(other.sum)
	c.squares.plus(other.squares)
	c.shift = max(c.shift, other.shift)
	more := other.values
	if other.shift < c.shift {
		more = coarser(slices.Clone(more), c.shift)
	}
	c.join(more)
}

// settle moves pending values to where they are counted.
func (c *Counts) settle() {
	if len(c.pending) == 0 {
		return
	}
	slices.Sort(c.pending)
	c.sorted = slices.Grow(c.sorted[:0], len(c.pending))
	for _, v := range c.pending {
		c.sorted = count(c.sorted, tally{v >> c.shift << c.shift, 1})
	}
	c.pending = c.pending[:0]
	c.join(c.sorted)
}

// join adds tallies, which are ascending and of the present grain.
func (c *Counts) join(more []tally) {
	if c.shift > 0 {
		c.values = coarser(c.values, c.shift)
	}
	if len(c.values) == 0 {
		c.values = slices.Clone(more)
		return
	}
	out := make([]tally, 0, len(c.values)+len(more))
	a, b := c.values, more
	for len(a) > 0 || len(b) > 0 {
		if len(b) == 0 || len(a) > 0 && a[0].value <= b[0].value {
			out, a = count(out, a[0]), a[1:]
		} else {
			out, b = count(out, b[0]), b[1:]
		}
	}
	for len(out) > maxValues {
		c.shift++
		out = coarser(out, c.shift)
	}
	c.values = out
}

// count appends a tally, to the last one if that has its value.
func count(list []tally, t tally) []tally {
	if n := len(list); n > 0 && list[n-1].value == t.value {
		list[n-1].count += t.count
		return list
	}
	return append(list, t)
}

// coarser takes the values down to multiples of 1<<shift, in place.
func coarser(list []tally, shift uint8) []tally {
	out := list[:0]
	for _, t := range list {
		t.value = t.value >> shift << shift
		out = count(out, t)
	}
	return out
}

// N returns how many values were counted.
func (c *Counts) N() int64 { return c.n }

// Grain returns what the values are multiples of: 1 while they are exact.
func (c *Counts) Grain() int64 { return 1 << c.shift }

// All calls yield with every value, in ascending order, and how often it came,
// until yield returns false.
func (c *Counts) All(yield func(value, count int64) bool) {
	c.settle()
	for _, t := range c.values {
		if !yield(t.value, t.count) {
			return
		}
	}
}

// AtMost returns how many values are at most v.
func (c *Counts) AtMost(v int64) int64 {
	n := int64(0)
	for value, count := range c.All {
		if value > v {
			break
		}
		n += count
	}
	return n
}

// Percentile returns the smallest value that at least the share num/den of all
// values do not exceed: Percentile(80, 100) is the P80. It reports false
// without values and for a share outside 0 to 1; the share 0 is the least value.
func (c *Counts) Percentile(num, den int64) (int64, bool) {
	if c.n == 0 || den <= 0 || num < 0 || num > den {
		return 0, false
	}
	hi, lo := bits.Mul64(uint64(c.n), uint64(num))
	rank, rest := bits.Div64(hi, lo, uint64(den))
	if rest > 0 {
		rank++
	}
	return c.ranked(int64(max(rank, 1))), true
}

// ranked returns the value of a rank, counted from 1.
func (c *Counts) ranked(rank int64) int64 {
	last := int64(0)
	for value, count := range c.All {
		last = value
		if rank -= count; rank <= 0 {
			break
		}
	}
	return last
}

// Interval returns values between which the true percentile lies with about
// the confidence that z standard deviations stand for (1.96: 95 %), from the
// binomial distribution of ranks, whatever the distribution of the values. It
// reports false where Percentile does and for a z that is negative or no number.
func (c *Counts) Interval(num, den int64, z float64) (low, high int64, ok bool) {
	if _, ok = c.Percentile(num, den); !ok || !(z >= 0) {
		return 0, 0, false
	}
	p, n := float64(num)/float64(den), float64(c.n)
	reach := min(z, math.MaxFloat32) * math.Sqrt(n*p*(1-p))
	low = c.ranked(int64(max(math.Floor(n*p-reach), 1)))
	high = c.ranked(min(int64(min(math.Ceil(n*p+reach)+1, 1<<62)), c.n))
	return low, high, true
}

// Mean returns the mean of the values as they came, exactly; nil without any.
// The caller owns it.
func (c *Counts) Mean() *big.Rat {
	if c.n == 0 {
		return nil
	}
	return new(big.Rat).SetFrac(c.sum.big(), big.NewInt(c.n))
}

// Variance returns the mean square deviation of the values from their mean, as
// an estimate for the whole they were drawn from (n-1 below); nil for fewer
// than two. It is exact; the caller owns it.
func (c *Counts) Variance() *big.Rat {
	if c.n < 2 {
		return nil
	}
	n := big.NewInt(c.n)
	sum := c.sum.big()
	top := new(big.Int).Mul(n, c.squares.big())
	top.Sub(top, sum.Mul(sum, sum))
	return new(big.Rat).SetFrac(top, new(big.Int).Mul(n, big.NewInt(c.n-1)))
}

// Deviation returns the square root of the variance, 0 for fewer than two
// values.
func (c *Counts) Deviation() float64 {
	v := c.Variance()
	if v == nil {
		return 0
	}
	x, _ := v.Float64()
	return math.Sqrt(x)
}

// wide is a sum in 192 bits, two's complement: room for the squares of as many
// values as can be counted.
type wide struct {
	hi      int64
	mid, lo uint64
}

func (w *wide) add(v int64) { w.plus(wide{v >> 63, uint64(v >> 63), uint64(v)}) }

func (w *wide) addProduct(v int64) {
	hi, lo := bits.Mul64(magnitude(v), magnitude(v))
	w.plus(wide{0, hi, lo})
}

func (w *wide) plus(o wide) {
	var carry uint64
	w.lo, carry = bits.Add64(w.lo, o.lo, 0)
	w.mid, carry = bits.Add64(w.mid, o.mid, carry)
	w.hi += o.hi + int64(carry)
}

func magnitude(v int64) uint64 {
	if v < 0 {
		return -uint64(v)
	}
	return uint64(v)
}

func (w wide) big() *big.Int {
	x := big.NewInt(w.hi)
	x.Add(x.Lsh(x, 64), new(big.Int).SetUint64(w.mid))
	return x.Add(x.Lsh(x, 64), new(big.Int).SetUint64(w.lo))
}

// String says how many values there are and between which they lie.
func (c *Counts) String() string {
	c.settle()
	if c.n == 0 {
		return "no values"
	}
	return fmt.Sprintf("%d values from %d to %d", c.n, c.values[0].value, c.values[len(c.values)-1].value)
}
