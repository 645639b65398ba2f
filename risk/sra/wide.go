package sra

import (
	"encoding/json"
	"errors"
	"math/big"
	"math/bits"
)

// wide is a sum in 128 bits, two's complement, exact in any order.
type wide struct {
	hi int64
	lo uint64
}

func (w *wide) plus(o wide) {
	var carry uint64
	w.lo, carry = bits.Add64(w.lo, o.lo, 0)
	w.hi += o.hi + int64(carry)
}

func (w *wide) add(v int64) { w.plus(wide{v >> 63, uint64(v)}) }

// addProduct adds a times b.
func (w *wide) addProduct(a, b int64) {
	hi, lo := bits.Mul64(uint64(a), uint64(b))
	signed := int64(hi) - a>>63&b - b>>63&a
	w.plus(wide{signed, lo})
}

func (w wide) big() *big.Int {
	x := big.NewInt(w.hi)
	return x.Add(x.Lsh(x, 64), new(big.Int).SetUint64(w.lo))
}

// MarshalJSON writes the sum as a text.
func (w wide) MarshalJSON() ([]byte, error) { return json.Marshal(w.big().String()) }

var errWide = errors.New("not a sum")

// UnmarshalJSON reads it.
func (w *wide) UnmarshalJSON(data []byte) error {
	var text string
	if err := json.Unmarshal(data, &text); err != nil || len(text) > 45 {
		return errWide
	}
	x, ok := new(big.Int).SetString(text, 10)
	if !ok || x.BitLen() > 127 {
		return errWide
	}
	low := new(big.Int).And(x, new(big.Int).SetUint64(1<<64-1))
	*w = wide{new(big.Int).Rsh(x, 64).Int64(), low.Uint64()}
	return nil
}
