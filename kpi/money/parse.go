package money

import (
	"fmt"
	"math/big"
	"strings"
)

// An amount is at most 10^maxExponent in size and has at most finePlaces digits
// after the point.
const (
	maxExponent = 30
	finePlaces  = 18
	maxText     = len("-") + maxExponent + 1 + len(".") + finePlaces
)

// Parse reads an amount in an ISO 4217 currency, as in Parse("-1200.50",
// "CNY"). The text is an optional minus, digits without leading zeros, and
// optionally a point with digits: no plus, spaces, grouping, exponent or
// currency sign. More digits after the point than the currency has are kept.
// Errors are [ErrNumber], [ErrRange] and [ErrCurrency].
func Parse(text, code string) (Amount, error) {
	c, err := Lookup(code)
	if err != nil {
		return Amount{}, err
	}
	return ParseIn(text, c)
}

// ParseIn reads an amount in the currency c by the rules of [Parse].
func ParseIn(text string, c Currency) (Amount, error) {
	n, err := readUnits(text)
	if err != nil {
		return Amount{}, err
	}
	return ofUnits(n, c)
}

// readUnits reads a plain decimal number in units of 10^-finePlaces.
func readUnits(text string) (*big.Int, error) {
	if len(text) > maxText {
		return nil, fmt.Errorf("%w: %q has %d characters", ErrRange, clip(text), len(text))
	}
	whole, fraction, pointed := strings.Cut(strings.TrimPrefix(text, "-"), ".")
	switch {
	case !digits(whole), pointed && !digits(fraction), len(whole) > 1 && whole[0] == '0':
		return nil, fmt.Errorf("%w: %q", ErrNumber, clip(text))
	case len(fraction) > finePlaces:
		return nil, fmt.Errorf("%w: %q", ErrRange, clip(text))
	}
	padded := whole + fraction + strings.Repeat("0", finePlaces-len(fraction))
	n, _ := new(big.Int).SetString(padded, 10)
	if text[0] == '-' {
		n.Neg(n)
	}
	return n, nil
}

func digits(s string) bool {
	return s != "" && strings.Trim(s, "0123456789") == ""
}
