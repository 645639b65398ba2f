package money

import (
	"cmp"
	"fmt"
	"math"
	"math/big"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"
)

// Amount is an exact amount of money. It is immutable. The zero Amount is 0 of
// no currency: it is what a sum starts from, neutral in Add and Sub, and
// converts to 0 of any currency. Compare with [Amount.Equal], not with ==.
type Amount struct {
	minor    int64    // the amount in minor units, when fine is nil
	fine     *big.Int // else the amount in units of 10^-18, never written to
	currency Currency
}

// Minor returns n minor units of a currency: Minor(1250, usd) is 12.50 USD.
// For no currency only 0 is an amount; any other n gives [ErrCurrency].
func Minor(n int64, c Currency) (Amount, error) {
	if c == (Currency{}) && n != 0 {
		return Amount{}, fmt.Errorf("%w: %d of no currency", ErrCurrency, n)
	}
	return Amount{minor: n, currency: c}, nil
}

// New returns the amount d of a currency, kept exactly. Errors are [ErrRange]
// and [ErrCurrency].
func New(d decimal.Decimal, c Currency) (Amount, error) {
	n, err := unitsOf(d)
	if err != nil {
		return Amount{}, err
	}
	return ofUnits(n, c)
}

// FromRat returns r in a currency, rounded to its minor unit. r is only read.
// Errors are [ErrRange], [ErrCurrency] and, for a nil r, [ErrNumber].
func FromRat(r *big.Rat, c Currency, mode Rounding) (Amount, error) {
	if r == nil {
		return Amount{}, fmt.Errorf("%w: no ratio", ErrNumber)
	}
	return quotientOf(r.Num(), r.Denom(), c, mode)
}

// Sum adds up the amounts. An empty list sums to the zero Amount. Errors are
// those of [Amount.Add].
func Sum(amounts []Amount) (Amount, error) {
	var total Amount
	for _, a := range amounts {
		var err error
		if total, err = total.Add(a); err != nil {
			return Amount{}, err
		}
	}
	return total, nil
}

// Currency returns the currency of the amount.
func (a Amount) Currency() Currency { return a.currency }

// Sign returns -1, 0 or +1 as the amount is below, at or above zero.
func (a Amount) Sign() int {
	if a.fine != nil {
		return a.fine.Sign()
	}
	return cmp.Compare(a.minor, 0)
}

// Add returns a + b. Errors are [*MismatchError] for different currencies and
// [ErrRange].
func (a Amount) Add(b Amount) (Amount, error) {
	switch {
	case a.currency == b.currency:
		sum := a.minor + b.minor
		if a.fine == nil && b.fine == nil && (sum > a.minor) == (b.minor > 0) {
			return Amount{minor: sum, currency: a.currency}, nil
		}
		return ofUnits(new(big.Int).Add(a.units(), b.units()), a.currency)
	case b == (Amount{}):
		return a, nil
	case a == (Amount{}):
		return b, nil
	}
	return Amount{}, &MismatchError{a.currency, b.currency}
}

// Sub returns a - b. Errors are those of [Amount.Add].
func (a Amount) Sub(b Amount) (Amount, error) {
	if a != (Amount{}) && b != (Amount{}) && a.currency != b.currency {
		return Amount{}, &MismatchError{a.currency, b.currency}
	}
	return a.Add(b.Neg())
}

// Neg returns -a.
func (a Amount) Neg() Amount {
	if a.fine == nil && a.minor > math.MinInt64 {
		return Amount{minor: -a.minor, currency: a.currency}
	}
	n := a.units()
	return settled(n.Neg(n), a.currency)
}

// Abs returns a without its sign.
func (a Amount) Abs() Amount {
	if a.Sign() < 0 {
		return a.Neg()
	}
	return a
}

// Cmp returns -1, 0 or +1 as a is less than, equal to or greater than b. The
// error is [*MismatchError] for different currencies; the zero Amount compares
// with amounts of no currency only.
func (a Amount) Cmp(b Amount) (int, error) {
	if a.currency != b.currency {
		return 0, &MismatchError{a.currency, b.currency}
	}
	if a.fine == nil && b.fine == nil {
		return cmp.Compare(a.minor, b.minor), nil
	}
	return a.units().Cmp(b.units()), nil
}

// Equal reports whether both amounts have the same value and currency.
func (a Amount) Equal(b Amount) bool {
	order, err := a.Cmp(b)
	return err == nil && order == 0
}

// Mul returns a times factor, rounded to the minor unit. The error is
// [ErrRange].
func (a Amount) Mul(factor decimal.Decimal, mode Rounding) (Amount, error) {
	n, err := unitsOf(factor)
	if err != nil {
		return Amount{}, err
	}
	return a.MulRat(new(big.Rat).SetFrac(n, pow10(finePlaces)), mode)
}

// MulRat returns a times the exact ratio r, rounded to the minor unit: a third
// of a is a.MulRat(big.NewRat(1, 3), HalfEven). r is only read. Errors are
// [ErrRange] and, for a nil r, [ErrNumber].
func (a Amount) MulRat(r *big.Rat, mode Rounding) (Amount, error) {
	if r == nil {
		return Amount{}, fmt.Errorf("%w: no ratio", ErrNumber)
	}
	num := new(big.Int).Mul(a.units(), r.Num())
	den := new(big.Int).Mul(pow10(finePlaces), r.Denom())
	return quotientOf(num, den, a.currency, mode)
}

// Round returns a rounded to the minor unit of its currency.
func (a Amount) Round(mode Rounding) Amount {
	step := a.currency.step()
	n := mode.quotient(a.units(), step)
	return settled(n.Mul(n, step), a.currency)
}

// Minor returns the amount in minor units. It reports false when the amount is
// finer than that or does not fit.
func (a Amount) Minor() (int64, bool) {
	if a.fine != nil {
		return 0, false
	}
	return a.minor, true
}

// Rat returns the amount as an exact ratio. The caller owns it.
func (a Amount) Rat() *big.Rat { return new(big.Rat).SetFrac(a.units(), pow10(finePlaces)) }

// Decimal returns the amount as a decimal.
func (a Amount) Decimal() decimal.Decimal {
	places := a.scale()
	n := a.units()
	return decimal.NewFromBigInt(n.Quo(n, pow10(finePlaces-places)), -int32(places))
}

// Text returns the number alone, with all digits after the point that the
// currency has and more where the amount is finer: "12.50".
func (a Amount) Text() string {
	places, text := a.scale(), strconv.FormatInt(a.minor, 10)
	if a.fine != nil {
		text = new(big.Int).Quo(a.fine, pow10(finePlaces-places)).String()
	}
	if places == 0 {
		return text
	}
	number, minus := strings.CutPrefix(text, "-")
	if short := places + 1 - len(number); short > 0 {
		number = strings.Repeat("0", short) + number
	}
	number = number[:len(number)-places] + "." + number[len(number)-places:]
	if minus {
		return "-" + number
	}
	return number
}

// String returns the number and the currency code: "12.50 CNY". The zero
// Amount is "0".
func (a Amount) String() string {
	return strings.TrimSpace(a.Text() + " " + a.currency.code)
}

// step returns the minor unit in units of 10^-finePlaces.
func (c Currency) step() *big.Int { return pow10(finePlaces - int(c.places)) }

// units returns the amount in units of 10^-finePlaces, as a fresh number.
func (a Amount) units() *big.Int {
	if a.fine != nil {
		return new(big.Int).Set(a.fine)
	}
	return new(big.Int).Mul(big.NewInt(a.minor), a.currency.step())
}

// scale returns how many digits after the point the amount needs, at least
// those of its currency.
func (a Amount) scale() int {
	places := int(a.currency.places)
	if a.fine == nil {
		return places
	}
	digits := a.fine.String()
	return max(places, finePlaces-(len(digits)-len(strings.TrimRight(digits, "0"))))
}

// ofUnits returns an amount of n units of 10^-finePlaces. It takes over n.
func ofUnits(n *big.Int, c Currency) (Amount, error) {
	if n.CmpAbs(pow10(maxExponent+finePlaces)) > 0 {
		return Amount{}, fmt.Errorf("%w: beyond 10^%d", ErrRange, maxExponent)
	}
	if c == (Currency{}) && n.Sign() != 0 {
		return Amount{}, fmt.Errorf("%w: an amount needs one", ErrCurrency)
	}
	return settled(n, c), nil
}

// settled returns the one form of n units of 10^-finePlaces. It takes over n.
func settled(n *big.Int, c Currency) Amount {
	minor, rest := new(big.Int).QuoRem(n, c.step(), new(big.Int))
	if rest.Sign() == 0 && minor.IsInt64() {
		return Amount{minor: minor.Int64(), currency: c}
	}
	return Amount{fine: n, currency: c}
}

// quotientOf returns num/den of a currency, rounded to the minor unit.
func quotientOf(num, den *big.Int, c Currency, mode Rounding) (Amount, error) {
	scaled := new(big.Int).Mul(num, pow10(int(c.places)))
	n := mode.quotient(scaled, den)
	return ofUnits(n.Mul(n, c.step()), c)
}

// unitsOf returns a decimal in units of 10^-finePlaces. It looks at the sizes
// before it computes with them.
func unitsOf(d decimal.Decimal) (*big.Int, error) {
	const mostBits, mostShift = 512, 200
	n, exp := d.Coefficient(), int(d.Exponent())
	if n.Sign() == 0 {
		return n, nil
	}
	if n.BitLen() > mostBits || exp > maxExponent || exp < -mostShift {
		return nil, fmt.Errorf("%w: a decimal of %d bits with exponent %d", ErrRange, n.BitLen(), exp)
	}
	if shift := exp + finePlaces; shift >= 0 {
		return n.Mul(n, pow10(shift)), nil
	}
	n, rest := n.QuoRem(n, pow10(-exp-finePlaces), new(big.Int))
	if rest.Sign() != 0 {
		return nil, fmt.Errorf("%w: more than %d digits after the point", ErrRange, finePlaces)
	}
	return n, nil
}
