package sra

import "slices"

// ranker ranks the trials of a block. A rank counts twice, from the middle of
// all: of n values the least has 1-n and the greatest n-1, equal ones share the
// mean of their places.
type ranker struct {
	keys, other   [block]uint64 // value, then trial in the low bits
	finish, cost  [block]int32
	own           [block]int32
	starts        [1 << digitBits]int32
	wide, scratch []int64
	sorted        []uint64 // keys of what was ranked last
	pairs         concordance
}

const (
	digitBits = 11
	trialBits = 10 // of a trial in a key; block is 1 << trialBits
)

// rank writes the ranks of a column into own.
func (r *ranker) rank(column []int32) {
	least, most := slices.Min(column), slices.Max(column)
	keys, other := r.keys[:len(column)], r.other[:len(column)]
	for i, x := range column {
		keys[i] = uint64(uint32(x-least))<<trialBits | uint64(i)
	}
	for shift := trialBits; uint64(uint32(most-least))<<trialBits>>shift > 0; shift += digitBits {
		r.pass(keys, other, shift)
		keys, other = other, keys
	}
	r.sorted = keys
	places(keys, r.own[:])
}

// pass sorts by one digit and keeps the order of equal ones.
func (r *ranker) pass(keys, out []uint64, shift int) {
	clear(r.starts[:])
	for _, k := range keys {
		r.starts[k>>shift&(1<<digitBits-1)]++
	}
	sum := int32(0)
	for d, n := range r.starts {
		r.starts[d] = sum
		sum += n
	}
	for _, k := range keys {
		d := k >> shift & (1<<digitBits - 1)
		out[r.starts[d]] = k
		r.starts[d]++
	}
}

// places writes the ranks of sorted keys by trial.
func places(keys []uint64, out []int32) {
	n := len(keys)
	for i := 0; i < n; {
		k := i + 1
		for k < n && keys[k]>>trialBits == keys[i]>>trialBits {
			k++
		}
		for _, key := range keys[i:k] {
			out[key&(block-1)] = int32(i + k - n)
		}
		i = k
	}
}

// large writes the ranks of values of any size.
func (r *ranker) large(values []int64, out []int32) {
	r.wide = append(r.wide[:0], values...)
	slices.Sort(r.wide)
	r.scratch = slices.Compact(append(r.scratch[:0], r.wide...))
	keys := r.keys[:len(values)]
	for i, v := range values {
		at, _ := slices.BinarySearch(r.scratch, v)
		keys[i] = uint64(at)<<trialBits | uint64(i)
	}
	slices.Sort(keys)
	r.sorted = keys
	places(keys, out)
}

// dot returns the sum of products.
func dot(a, b []int32) int64 {
	sum := int64(0)
	for i, x := range a {
		sum += int64(x) * int64(b[i])
	}
	return sum
}
