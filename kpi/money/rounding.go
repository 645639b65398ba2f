package money

import (
	"fmt"
	"math/big"
)

// Rounding names how a number between two steps is brought to one of them. The
// zero Rounding is HalfEven.
type Rounding uint8

// The ways to round. The halves differ only for a number exactly in the middle.
const (
	HalfEven Rounding = iota // to the nearer step, the middle to the even one
	HalfUp                   // to the nearer step, the middle away from zero
	HalfDown                 // to the nearer step, the middle towards zero
	Up                       // away from zero
	Down                     // towards zero
	Ceiling                  // to the greater step
	Floor                    // to the lesser step
)

var roundingNames = [...]string{"half-even", "half-up", "half-down", "up", "down", "ceiling", "floor"}

// String returns the name, such as "half-even".
func (m Rounding) String() string {
	if int(m) < len(roundingNames) {
		return roundingNames[m]
	}
	return fmt.Sprintf("rounding(%d)", uint8(m))
}

// MarshalText returns the name of the rounding.
func (m Rounding) MarshalText() ([]byte, error) {
	if int(m) >= len(roundingNames) {
		return nil, fmt.Errorf("money: no rounding %d", uint8(m))
	}
	return []byte(m.String()), nil
}

// UnmarshalText reads the name of a rounding.
func (m *Rounding) UnmarshalText(text []byte) error {
	for i, name := range roundingNames {
		if string(text) == name {
			*m = Rounding(i)
			return nil
		}
	}
	return fmt.Errorf("money: no rounding %q", clip(string(text)))
}

// Round returns x with the given number of decimal places; less than 0 counts
// as 0, more than 1000 as 1000. x is only read, the caller owns the result. An
// unnamed rounding rounds as HalfEven.
func (m Rounding) Round(x *big.Rat, places int) *big.Rat {
	scale := pow10(min(max(places, 0), 1000))
	n := m.quotient(new(big.Int).Mul(x.Num(), scale), x.Denom())
	return new(big.Rat).SetFrac(n, scale)
}

// quotient returns num/den as a whole number. den is positive.
func (m Rounding) quotient(num, den *big.Int) *big.Int {
	q, rest := new(big.Int).QuoRem(num, den, new(big.Int))
	if rest.Sign() != 0 && m.away(q, rest, den) {
		q.Add(q, big.NewInt(int64(rest.Sign())))
	}
	return q
}

// away reports whether a quotient with a rest goes to the step further from
// zero.
func (m Rounding) away(q, rest, den *big.Int) bool {
	switch m {
	case Up:
		return true
	case Down:
		return false
	case Ceiling:
		return rest.Sign() > 0
	case Floor:
		return rest.Sign() < 0
	}
	twice := new(big.Int).Abs(rest)
	middle := twice.Lsh(twice, 1).Cmp(den)
	if middle != 0 {
		return middle > 0
	}
	return m == HalfUp || m != HalfDown && q.Bit(0) == 1
}

func pow10(n int) *big.Int {
	return new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(n)), nil)
}
