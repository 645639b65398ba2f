package gantt

import "math/bits"

// cell is the width of the columns that routing tells apart, in pixels.
const cell = 4.0

// occupancy knows for each row which columns are taken, and for any range of
// rows which are taken in one of them: a tree of bit sets.
type occupancy struct {
	left  float64
	cells int // columns
	words int // of a bit set
	rows  int
	tree  []uint64 // node i holds words from i*words; leaves begin at node rows
	union []uint64 // of the range asked for last
}

func newOccupancy(left, right float64, rows int) *occupancy {
	cells := int((right-left)/cell) + 1
	o := &occupancy{left: left, cells: cells, words: (cells + 63) / 64, rows: rows}
	o.tree = make([]uint64, 2*rows*o.words)
	o.union = make([]uint64, o.words)
	return o
}

// take marks the columns from x1 to x2 of a row, and a little beside them.
// Finish must be called before the first question.
func (o *occupancy) take(row int, x1, x2 float64) {
	first, last := o.column(x1-2), o.column(x2+2)
	leaf := o.tree[(o.rows+row)*o.words:]
	for c := first; c <= last; c++ {
		leaf[c/64] |= 1 << (c % 64)
	}
}

func (o *occupancy) column(x float64) int { return min(max(int((x-o.left)/cell), 0), o.cells-1) }

// finish fills the tree above the rows.
func (o *occupancy) finish() {
	for node := o.rows - 1; node > 0; node-- {
		for w := range o.words {
			o.tree[node*o.words+w] = o.tree[2*node*o.words+w] | o.tree[(2*node+1)*o.words+w]
		}
	}
}

// between gathers what is taken in the rows from a to b, b not included.
func (o *occupancy) between(a, b int) {
	clear(o.union)
	for a, b = a+o.rows, b+o.rows; a < b; a, b = a/2, b/2 {
		if a%2 == 1 {
			o.merge(a)
			a++
		}
		if b%2 == 1 {
			b--
			o.merge(b)
		}
	}
}

func (o *occupancy) merge(node int) {
	for w := range o.words {
		o.union[w] |= o.tree[node*o.words+w]
	}
}

// free reports whether the column at x is free in the rows asked for last.
func (o *occupancy) free(x float64) bool {
	c := o.column(x)
	return o.union[c/64]>>(c%64)&1 == 0
}

// nearest returns the middle of the free column nearest to x among the rows
// asked for last, within reach pixels.
func (o *occupancy) nearest(x, reach float64) (float64, bool) {
	c := o.column(x)
	below, above := o.freeBelow(c), o.freeAbove(c)
	best := below
	if below < 0 || above >= 0 && above-c < c-below {
		best = above
	}
	if best < 0 {
		return 0, false
	}
	at := o.left + (float64(best)+0.5)*cell
	return at, at-x <= reach && x-at <= reach
}

// freeAbove returns the first free column from c on, -1 for none.
func (o *occupancy) freeAbove(c int) int {
	for w := c / 64; w < o.words; w++ {
		open := ^o.union[w]
		if w == c/64 {
			open &^= 1<<(c%64) - 1
		}
		if open != 0 {
			if found := w*64 + bits.TrailingZeros64(open); found < o.cells {
				return found
			}
			return -1
		}
	}
	return -1
}

// freeBelow returns the last free column up to c, -1 for none.
func (o *occupancy) freeBelow(c int) int {
	for w := c / 64; w >= 0; w-- {
		open := ^o.union[w]
		if w == c/64 && c%64 < 63 {
			open &= 1<<(c%64+1) - 1
		}
		if open != 0 {
			return w*64 + 63 - bits.LeadingZeros64(open)
		}
	}
	return -1
}
