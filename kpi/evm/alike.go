package evm

import "math/bits"

// stretch is how many figures are added one by one where they are not alike,
// and how many must be alike at least to be worth summing together.
const stretch = 32

// alike are the sums of figures with the same exponents, in words: nothing has
// to be looked up to add to them.
type alike struct {
	bac, ac [2]uint64
	pv, ev  [3]uint64
}

// addAlike adds figures from the beginning of the list as long as they have the
// exponents of the first and are above zero and of one word: the usual case. It
// returns how many it has added, 0 when they are too few.
func (t *totals) addAlike(list []Figures) int {
	if !direct || len(list) < stretch {
		return 0
	}
	first := &list[0]
	budget, cost, planned, done := places(&first.Budget), places(&first.Cost), places(&first.Planned), places(&first.Done)
	if max(budget, cost, planned, done) >= scales {
		return 0
	}
	var sum alike
	n := 0
	for n < len(list) {
		f := &list[n]
		if places(&f.Budget) != budget || places(&f.Cost) != cost || places(&f.Planned) != planned || places(&f.Done) != done || !sum.add(f) {
			break
		}
		n++
	}
	if n < stretch {
		return 0
	}
	t.bac[budget].join(sum.bac[1], sum.bac[0])
	t.ac[cost].join(sum.ac[1], sum.ac[0])
	t.pv[budget+planned].join(sum.pv[2], sum.pv[1], sum.pv[0])
	t.ev[budget+done].join(sum.ev[2], sum.ev[1], sum.ev[0])
	return n
}

// add adds figures of one word each, above zero and below 2^63. It reports
// false, and adds nothing, for others.
func (s *alike) add(f *Figures) bool {
	b, ok1 := word(&f.Budget)
	p, ok2 := word(&f.Planned)
	d, ok3 := word(&f.Done)
	c, ok4 := word(&f.Cost)
	if !(ok1 && ok2 && ok3 && ok4) || (b|p|d|c)>>63 != 0 {
		return false
	}
	var carry uint64
	s.bac[0], carry = bits.Add64(s.bac[0], b, 0)
	s.bac[1] += carry
	s.ac[0], carry = bits.Add64(s.ac[0], c, 0)
	s.ac[1] += carry
	hi, lo := bits.Mul64(b, p)
	s.pv[0], carry = bits.Add64(s.pv[0], lo, 0)
	s.pv[1], carry = bits.Add64(s.pv[1], hi, carry)
	s.pv[2] += carry
	hi, lo = bits.Mul64(b, d)
	s.ev[0], carry = bits.Add64(s.ev[0], lo, 0)
	s.ev[1], carry = bits.Add64(s.ev[1], hi, carry)
	s.ev[2] += carry
	return true
}

// join adds a sum above zero, its highest word first.
func (s *sum128) join(hi, lo uint64) {
	var carry uint64
	s.lo, carry = bits.Add64(s.lo, lo, 0)
	s.hi, _ = bits.Add64(s.hi, hi, carry)
}

// join adds a sum above zero, its highest word first.
func (s *sum192) join(hi, mid, lo uint64) {
	var carry uint64
	s.lo, carry = bits.Add64(s.lo, lo, 0)
	s.mid, carry = bits.Add64(s.mid, mid, carry)
	s.hi, _ = bits.Add64(s.hi, hi, carry)
}
