package parquet

import (
	"encoding/binary"
	"math/big"
	"math/bits"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/parquet-go/parquet-go"
)

// A decimal has 38 digits, the most that readers take, 12 of them behind the
// point: as many as the other formats round a fraction without end to.
const (
	digits       = 38
	decimals     = 12
	decimalBytes = 16
)

// decimal writes an exact number as a whole number of 1e-12, in two's
// complement, the highest byte first.
func decimal(dst []byte, v finding.Value) (parquet.Value, []byte, string) {
	start := len(dst)
	var ok bool
	if dst, ok = appendShort(dst, v.Plain()); !ok {
		if dst, ok = appendLong(dst, v); !ok {
			return parquet.Value{}, dst, "the number " + v.Plain() + " has more than 26 digits before the point"
		}
	}
	return parquet.FixedLenByteArrayValue(dst[start:len(dst):len(dst)]), dst, ""
}

// appendShort writes a number of up to 18 digits, and reports false for others.
func appendShort(dst []byte, text string) ([]byte, bool) {
	negative := text != "" && text[0] == '-'
	if negative {
		text = text[1:]
	}
	n, places, seen := uint64(0), 0, false
	if text == "" || len(text) > 19 {
		return dst, false
	}
	for i := range len(text) {
		c := text[i]
		switch {
		case c == '.' && !seen:
			seen = true
			continue
		case c < '0' || c > '9':
			return dst, false
		case seen:
			places++
		}
		n = n*10 + uint64(c-'0')
	}
	if places > decimals || len(text) == 19 && !seen {
		return dst, false
	}
	high, low := bits.Mul64(n, powers[decimals-places])
	return appendInt128(dst, high, low, negative), true
}

func appendInt128(dst []byte, high, low uint64, negative bool) []byte {
	if negative {
		var carry uint64
		low, carry = bits.Add64(^low, 1, 0)
		high = ^high + carry
	}
	dst = binary.BigEndian.AppendUint64(dst, high)
	return binary.BigEndian.AppendUint64(dst, low)
}

var powers = func() (p [decimals + 1]uint64) {
	p[0] = 1
	for i := 1; i < len(p); i++ {
		p[i] = p[i-1] * 10
	}
	return p
}()

// appendLong writes any number, rounded, and reports false for one that is too
// large.
func appendLong(dst []byte, v finding.Value) ([]byte, bool) {
	r, ok := v.Rat()
	if !ok {
		return dst, false
	}
	n := scaled(r)
	if new(big.Int).Abs(n).Cmp(limit) >= 0 {
		return dst, false
	}
	var magnitude [decimalBytes]byte
	new(big.Int).Abs(n).FillBytes(magnitude[:])
	return appendInt128(dst, binary.BigEndian.Uint64(magnitude[:8]), binary.BigEndian.Uint64(magnitude[8:]), n.Sign() < 0), true
}

// limit is the first number of more than 38 digits.
var limit = new(big.Int).Exp(big.NewInt(10), big.NewInt(digits), nil)

// scaled returns r in units of 1e-12, halves rounded away from zero.
func scaled(r *big.Rat) *big.Int {
	n := new(big.Int).Mul(new(big.Int).Abs(r.Num()), new(big.Int).SetUint64(powers[decimals]))
	n, rest := n.QuoRem(n, r.Denom(), new(big.Int))
	if rest.Lsh(rest, 1).Cmp(r.Denom()) >= 0 {
		n.Add(n, big.NewInt(1))
	}
	if r.Sign() < 0 {
		n.Neg(n)
	}
	return n
}
