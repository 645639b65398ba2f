package montecarlo

import (
	"encoding/json"
	"errors"
	"fmt"
	"math/big"
)

// ErrForm: the JSON is not that of Counts.
var ErrForm = errors.New("montecarlo: not counts")

// countsForm is the JSON form of Counts: what one machine hands to another.
type countsForm struct {
	Format  string    `json:"format"`
	N       int64     `json:"n"`
	Sum     string    `json:"sum"`
	Squares string    `json:"squares"`
	Grain   int64     `json:"grain"`
	Values  [][]int64 `json:"values"` // value and count, ascending
}

const countsFormat = "milepost.counts/1"

// maxDecoded is how many values the counts may hold that another machine hands
// over, so that merging never runs over.
const maxDecoded = 1 << 46

// MarshalJSON writes all that was counted. Equal counts give equal bytes.
func (c *Counts) MarshalJSON() ([]byte, error) {
	c.settle()
	f := countsForm{countsFormat, c.n, c.sum.big().String(), c.squares.big().String(), c.Grain(), make([][]int64, len(c.values))}
	for i, t := range c.values {
		f.Values[i] = []int64{t.value, t.count}
	}
	return json.Marshal(f)
}

// UnmarshalJSON reads what MarshalJSON writes. Anything that no counting can
// have led to is [ErrForm].
func (c *Counts) UnmarshalJSON(data []byte) error {
	var f countsForm
	if err := json.Unmarshal(data, &f); err != nil {
		return fmt.Errorf("%w: %w", ErrForm, err)
	}
	out := Counts{n: f.N}
	for out.Grain() < f.Grain && out.shift < 62 {
		out.shift++
	}
	if f.Format != countsFormat || f.N > maxDecoded || out.Grain() != f.Grain || len(f.Values) > maxValues || f.Grain > 1 && len(f.Values) <= maxValues/2 {
		return fmt.Errorf("%w: format %.40q, n %d, grain %d, %d values", ErrForm, f.Format, f.N, f.Grain, len(f.Values))
	}
	left := f.N
	for i, v := range f.Values {
		if len(v) != 2 || v[1] <= 0 || v[1] > left || v[0]%f.Grain != 0 || i > 0 && v[0] <= f.Values[i-1][0] {
			return fmt.Errorf("%w: value %d of %d", ErrForm, i+1, len(f.Values))
		}
		left -= v[1]
		out.values = append(out.values, tally{v[0], v[1]})
	}
	var okSum, okSquares bool
	out.sum, okSum = wideOf(f.Sum)
	out.squares, okSquares = wideOf(f.Squares)
	if left != 0 || !okSum || !okSquares || !out.adds() {
		return fmt.Errorf("%w: the sums do not fit", ErrForm)
	}
	*c = out
	return nil
}

// adds reports whether values can have led to the sums: exactly where the grain
// is 1, else within what their grain leaves open.
func (c *Counts) adds() bool {
	var sum, squares [2]big.Int // the least and the greatest
	for _, t := range c.values {
		low, high := t.value, t.value+c.Grain()-1
		near, far := min(magnitude(low), magnitude(high)), max(magnitude(low), magnitude(high))
		n := big.NewInt(t.count)
		for i, x := range [...]int64{low, high} {
			sum[i].Add(&sum[i], new(big.Int).Mul(n, big.NewInt(x)))
		}
		for i, x := range [...]uint64{near, far} {
			side := new(big.Int).SetUint64(x)
			squares[i].Add(&squares[i], side.Mul(side, side).Mul(side, n))
		}
	}
	s, q := c.sum.big(), c.squares.big()
	within := s.Cmp(&sum[0]) >= 0 && s.Cmp(&sum[1]) <= 0 && q.Cmp(&squares[0]) >= 0 && q.Cmp(&squares[1]) <= 0
	return within && new(big.Int).Mul(q, big.NewInt(c.n)).Cmp(s.Mul(s, s)) >= 0 // else its variance is negative
}

func wideOf(text string) (wide, bool) {
	if len(text) > 60 {
		return wide{}, false
	}
	x, ok := new(big.Int).SetString(text, 10)
	if !ok || x.BitLen() > 191 {
		return wide{}, false
	}
	limb := func(shift uint) uint64 { // of the two's complement
		part := new(big.Int).Rsh(x, shift)
		return part.And(part, new(big.Int).SetUint64(1<<64-1)).Uint64()
	}
	return wide{int64(limb(128)), limb(64), limb(0)}, true
}
