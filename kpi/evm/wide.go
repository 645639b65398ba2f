package evm

import (
	"math/big"
	"math/bits"
)

// sum128 is a signed sum in two's complement. It holds 2^67 numbers below
// 10^18, more than memory does.
type sum128 struct{ hi, lo uint64 }

// add adds a whole number.
func (s *sum128) add(x int64) {
	var carry uint64
	s.lo, carry = bits.Add64(s.lo, uint64(x), 0)
	s.hi, _ = bits.Add64(s.hi, uint64(x>>63), carry)
}

func (s *sum128) big() *big.Int { return signed(s.hi, s.lo) }

// sum192 is a signed sum in two's complement. It holds 2^71 products of two
// numbers below 10^18.
type sum192 struct{ hi, mid, lo uint64 }

// add adds the product of two whole numbers.
func (s *sum192) add(x, y int64) {
	hi, lo := bits.Mul64(uint64(x), uint64(y))
	hi -= uint64(x>>63&y) + uint64(y>>63&x) // of numbers with a sign
	var carry uint64
	s.lo, carry = bits.Add64(s.lo, lo, 0)
	s.mid, carry = bits.Add64(s.mid, hi, carry)
	s.hi, _ = bits.Add64(s.hi, uint64(int64(hi)>>63), carry)
}

func (s *sum192) big() *big.Int { return signed(s.hi, s.mid, s.lo) }

// signed returns the number in two's complement, its highest word first.
func signed(words ...uint64) *big.Int {
	x := big.NewInt(int64(words[0]))
	for _, w := range words[1:] {
		x.Lsh(x, 64).Add(x, new(big.Int).SetUint64(w))
	}
	return x
}
