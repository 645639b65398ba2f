package sales

import (
	"math/big"
	"math/bits"

	"github.com/milepost-go/milepost/kpi/money"
)

// weights adds up amount times probability by currency, exactly, without
// allocation per amount: in 128 bits where amount and sum fit, else in ratios.
// The zero weights holds nothing.
type weights struct{ list []weight }

// weight is the sum of one currency: in units of 10^-18 minor units the number
// hi * 2^64 + lo, and what went beyond it.
type weight struct {
	currency money.Currency
	hi       int64
	lo       uint64
	beyond   *big.Rat // in whole units of the currency; nil is 0
}

func (w *weights) add(a money.Amount, p Probability) {
	if c := a.Currency(); c != (money.Currency{}) && p.stated {
		w.of(c).add(a, p)
	}
}

// of returns the sum of a currency.
func (w *weights) of(c money.Currency) *weight {
	for i := range w.list {
		if w.list[i].currency == c {
			return &w.list[i]
		}
	}
	w.list = append(w.list, weight{currency: c})
	return &w.list[len(w.list)-1]
}

func (w *weight) add(a money.Amount, p Probability) {
	minor, fits := a.Minor()
	if !fits {
		w.spill(new(big.Rat).Mul(a.Rat(), big.NewRat(p.parts, wholeParts)))
		return
	}
	size := uint64(minor)
	if minor < 0 {
		size = -size
	}
	hi, lo := bits.Mul64(size, uint64(p.parts)) // hi is below 2^59
	w.add128(int64(hi), lo, minor < 0)
}

// add128 adds or takes away hi * 2^64 + lo. The sum is moved out before it could
// overflow.
func (w *weight) add128(hi int64, lo uint64, minus bool) {
	const most = 1 << 61
	if w.hi >= most || w.hi <= -most {
		w.spill(w.inUnits())
		w.hi, w.lo = 0, 0
	}
	var carry uint64
	if minus {
		w.lo, carry = bits.Sub64(w.lo, lo, 0)
		w.hi -= hi + int64(carry)
		return
	}
	w.lo, carry = bits.Add64(w.lo, lo, 0)
	w.hi += hi + int64(carry)
}

func (w *weight) spill(r *big.Rat) {
	if w.beyond == nil {
		w.beyond = new(big.Rat)
	}
	w.beyond.Add(w.beyond, r)
}

// inUnits returns the 128 bits in whole units of the currency.
func (w *weight) inUnits() *big.Rat {
	n := new(big.Int).Lsh(big.NewInt(w.hi), 64)
	n.Add(n, new(big.Int).SetUint64(w.lo))
	scale := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(partsPlaces+w.currency.Places())), nil)
	return new(big.Rat).SetFrac(n, scale)
}

// byCurrency returns the parts by code.
func (w *weights) byCurrency() []part {
	var parts []part
	for i := range w.list {
		sum := w.list[i].inUnits()
		if w.list[i].beyond != nil {
			sum.Add(sum, w.list[i].beyond)
		}
		parts = addPart(parts, w.list[i].currency, sum)
	}
	return parts
}
