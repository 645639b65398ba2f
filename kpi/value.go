package kpi

import (
	"errors"
	"fmt"
	"math/big"
	"strings"

	"github.com/milepost-go/milepost/kpi/money"
	"github.com/milepost-go/milepost/lifecycle/finding"
)

// Value is an exact number with its unit, or unknown with a reason. It is
// immutable; compare with [Value.Equal] and [Value.Cmp], not with ==. The zero
// Value states nothing: it is unknown with [ReasonMissingInput], and JSON may
// omit it.
//
// The unit is free text such as "h" or "period"; "" is a pure number. An amount
// of money has its currency code as unit, see [Money].
type Value struct {
	rat      *big.Rat // nil when unknown, never written to
	unit     string
	currency money.Currency
	reason   Reason
}

// Errors of reading and converting values, for errors.Is.
var (
	// ErrNumber: a text is no plain decimal number or fraction.
	ErrNumber = errors.New("kpi: not a plain number")
	// ErrUnknown: a number was asked of an unknown value.
	ErrUnknown = errors.New("kpi: the value is unknown")
	// ErrUnit: an amount was asked of a value that is none.
	ErrUnit = errors.New("kpi: the value is no amount of money")
)

// Int returns a whole number with its unit.
func Int(n int64, unit string) Value { return Value{rat: new(big.Rat).SetInt64(n), unit: unit} }

// Ratio returns the exact quotient num/den with its unit. A zero den gives
// unknown with [ReasonZeroDenominator].
func Ratio(num, den int64, unit string) Value {
	if den == 0 {
		return Unknown(ReasonZeroDenominator)
	}
	return Value{rat: big.NewRat(num, den), unit: unit}
}

// Rat returns the exact number r with its unit. r is copied. A nil r gives
// unknown with [ReasonMissingInput].
func Rat(r *big.Rat, unit string) Value {
	if r == nil {
		return Unknown(ReasonMissingInput)
	}
	return Value{rat: new(big.Rat).Set(r), unit: unit}
}

// Money returns an amount of money. An amount of no currency is 0 without a
// unit.
func Money(a money.Amount) Value { return moneyOf(a.Rat(), a.Currency()) }

// MoneyRat returns an exact amount that may be finer than any minor unit, such
// as a third of a cent. r is copied. A nil r gives unknown with
// [ReasonMissingInput].
func MoneyRat(r *big.Rat, c money.Currency) Value {
	if r == nil {
		return Unknown(ReasonMissingInput)
	}
	return moneyOf(new(big.Rat).Set(r), c)
}

func moneyOf(r *big.Rat, c money.Currency) Value {
	return Value{rat: r, unit: c.Code(), currency: c}
}

// Unknown returns the statement that a figure could not be determined.
func Unknown(reason Reason) Value { return Value{reason: reason} }

// maxText bounds the length of a number read from text. Exact sums over many
// calendars have long fractions.
const maxText = 1 << 17

// Parse reads a number with its unit: a decimal such as "-12.50" or a fraction
// such as "3/8", without leading zeros, plus, spaces or exponent. The error is
// [ErrNumber].
func Parse(text, unit string) (Value, error) {
	if len(text) > maxText || !plainNumber(strings.TrimPrefix(text, "-")) {
		return Value{}, fmt.Errorf("%w: %.40q", ErrNumber, text)
	}
	r, ok := new(big.Rat).SetString(text)
	if !ok {
		return Value{}, fmt.Errorf("%w: %.40q", ErrNumber, text)
	}
	return Value{rat: r, unit: unit}, nil
}

// plainNumber reports whether s is digits, digits.digits or digits/digits.
func plainNumber(s string) bool {
	digits := func(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }
	whole := func(s string) bool { return digits(s) && (s[0] != '0' || s == "0") }
	if num, den, ok := strings.Cut(s, "/"); ok {
		return whole(num) && whole(den)
	}
	num, fraction, pointed := strings.Cut(s, ".")
	return whole(num) && (!pointed || digits(fraction))
}

// IsZero reports whether v is the zero Value: nothing was stated. The number 0
// is not.
func (v Value) IsZero() bool { return v.rat == nil && v.reason == "" }

// IsUnknown reports whether v holds no number.
func (v Value) IsUnknown() bool { return v.rat == nil }

// Reason returns why the value is unknown, or "" when it is not.
func (v Value) Reason() Reason {
	if v.IsZero() {
		return ReasonMissingInput
	}
	return v.reason
}

// Unit returns the unit of the number; the currency code of an amount.
func (v Value) Unit() string { return v.unit }

// Currency returns the currency of an amount of money. It reports false for
// every other value.
func (v Value) Currency() (money.Currency, bool) {
	return v.currency, v.currency != money.Currency{}
}

// Rat returns the exact number. It reports false when the value is unknown.
// The caller owns the result.
func (v Value) Rat() (*big.Rat, bool) {
	if v.rat == nil {
		return nil, false
	}
	return new(big.Rat).Set(v.rat), true
}

// Sign returns -1, 0 or +1 as the number is below, at or above zero. It
// reports false when the value is unknown.
func (v Value) Sign() (int, bool) {
	if v.rat == nil {
		return 0, false
	}
	return v.rat.Sign(), true
}

// Amount returns the value as an amount of money rounded to its minor unit.
// Errors are [ErrUnknown], [ErrUnit] and those of [money.FromRat].
func (v Value) Amount(mode money.Rounding) (money.Amount, error) {
	c, isMoney := v.Currency()
	switch {
	case v.IsUnknown():
		return money.Amount{}, fmt.Errorf("%w: %s", ErrUnknown, v.Reason())
	case !isMoney:
		return money.Amount{}, fmt.Errorf("%w: %v", ErrUnit, v)
	}
	return money.FromRat(v.rat, c, mode)
}

// Round returns the number for display, with exactly the given number of
// decimal places and without its unit, rounded by mode. An unknown value gives
// the text of [Value.String]. Never compute with the result.
func (v Value) Round(places int, mode money.Rounding) string {
	if v.IsUnknown() {
		return v.String()
	}
	places = min(max(places, 0), 1000)
	return mode.Round(v.rat, places).FloatString(places)
}

// String returns the exact value with its unit, for logs: "1/3 h",
// "unknown (no-data)".
func (v Value) String() string {
	if v.IsUnknown() {
		return "unknown (" + string(v.Reason()) + ")"
	}
	return strings.TrimSpace(v.plain() + " " + v.unit)
}

// plain returns the exact number: a decimal where that is exact, else a
// fraction.
func (v Value) plain() string { return finding.Rat(v.rat, "").Plain() }

// Finding returns the value in the form that findings carry. The zero Value
// becomes no value at all. A number whose exact text is longer than 200
// characters is rounded half-even to 30 decimal places.
func (v Value) Finding() finding.Value {
	const longest, places = 200, 30
	switch {
	case v.IsZero():
		return finding.Value{}
	case v.IsUnknown():
		return finding.Unknown(string(v.reason))
	}
	text := v.plain()
	if len(text) > longest {
		text = v.Round(places, money.HalfEven)
	}
	if _, isMoney := v.Currency(); isMoney {
		return finding.Money(text, v.unit)
	}
	return finding.Decimal(text, v.unit)
}
