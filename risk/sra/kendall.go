package sra

import "math/bits"

// concordance compares the order of the trials of a block in one quantity with
// that in another, pair by pair, as Kendall's tau-b does (Biometrika 33, 1945).
// It belongs to one goroutine.
type concordance struct {
	order []uint16 // trials by the quantity compared with, ascending
	ends  []uint16 // where the group of equal ones that each place is in ends
	pairs int64    // of trials that differ in it

	spots  [block]spot
	marked [words]uint64 // places of the trials seen so far
	before [words]uint16 // how many of them lie in the words before
}

// spot is the place of a trial in ascending order, and the places of those
// equal to it: from first to end-1.
type spot struct{ at, first, end uint16 }

const words = block/64 + 1

// against takes sorted keys as what the columns that follow are compared with.
func (c *concordance) against(keys []uint64) {
	c.order, c.ends = c.order[:0], c.ends[:0]
	c.pairs = untied(keys, func(first, end int) {
		for _, key := range keys[first:end] {
			c.order = append(c.order, uint16(key&(block-1)))
			c.ends = append(c.ends, uint16(end))
		}
	})
}

// count returns how many pairs of trials are in the same order in both, less
// those in opposite order, and how many pairs differ in the sorted keys given.
func (c *concordance) count(keys []uint64) (surplus, pairs int64) {
	pairs = untied(keys, func(first, end int) {
		for i := first; i < end; i++ {
			c.spots[keys[i]&(block-1)] = spot{uint16(i), uint16(first), uint16(end)}
		}
	})
	c.marked, c.before = [words]uint64{}, [words]uint16{}
	for from := 0; from < len(c.order); {
		end := int(c.ends[from])
		for _, trial := range c.order[from:end] {
			s := &c.spots[trial]
			less := c.below(s.first)
			most := less // as many, where nothing else has its place
			if s.end-s.first > 1 {
				most = c.below(s.end)
			}
			surplus += int64(less + most - from)
		}
		for _, trial := range c.order[from:end] {
			c.mark(c.spots[trial].at)
		}
		from = end
	}
	return surplus, pairs
}

// below returns how many of the trials seen have a place before the given one.
func (c *concordance) below(place uint16) int {
	word := place / 64
	return int(c.before[word]) + bits.OnesCount64(c.marked[word]&(1<<(place%64)-1))
}

func (c *concordance) mark(place uint16) {
	word := place / 64
	c.marked[word] |= 1 << (place % 64)
	for k := word + 1; k < words; k++ {
		c.before[k]++
	}
}

// untied calls group with every range of equal keys, in order, and returns how
// many pairs of keys are not equal.
func untied(keys []uint64, group func(first, end int)) int64 {
	n := int64(len(keys))
	pairs := n * (n - 1) / 2
	for first := 0; first < len(keys); {
		end := first + 1
		for end < len(keys) && keys[end]>>trialBits == keys[first]>>trialBits {
			end++
		}
		group(first, end)
		same := int64(end - first)
		pairs -= same * (same - 1) / 2
		first = end
	}
	return pairs
}
