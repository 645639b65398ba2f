package charter

import (
	"fmt"
	"math/big"
	"strings"

	"github.com/milepost-go/milepost/lifecycle/finding"
)

// Number is an exact number: a baseline, a target, a weight, an attainment. The
// zero Number states no number at all, which is not 0. Numbers are immutable
// and comparable with ==: equal numbers have one form.
type Number struct{ text string }

// Limits of a number read from text.
const (
	MaxNumberText  = 64        // bytes of the text
	MaxDenominator = 1_000_000 // of a number written as a fraction
)

// ParseNumber reads a decimal ("0.25", "-3") or a fraction ("1/3"). An empty
// text is the zero Number. Anything else, an exponent included, is an error
// that wraps [ErrNumber].
func ParseNumber(text string) (Number, error) {
	if text == "" {
		return Number{}, nil
	}
	if len(text) > MaxNumberText || strings.ContainsAny(text, "eEpPxXbBoO_") {
		return Number{}, &NumberError{Text: clip(text)}
	}
	r, ok := new(big.Rat).SetString(text)
	if !ok || strings.Contains(text, "/") && r.Denom().Cmp(big.NewInt(MaxDenominator)) > 0 {
		return Number{}, &NumberError{Text: clip(text)}
	}
	return RatNumber(r), nil
}

// Whole returns the number n.
func Whole(n int64) Number { return Fraction(n, 1) }

// Fraction returns the number num/den. With den zero it states no number.
func Fraction(num, den int64) Number {
	if den == 0 {
		return Number{}
	}
	return RatNumber(big.NewRat(num, den))
}

// RatNumber returns the number r, which is not kept. A nil r states no number.
func RatNumber(r *big.Rat) Number {
	value := finding.Rat(r, "")
	if value.IsUnknown() {
		return Number{}
	}
	return Number{value.Plain()}
}

// IsZero reports whether no number is stated. It is false for the number 0.
func (n Number) IsZero() bool { return n.text == "" }

// Rat returns the exact number. It reports false when none is stated. The
// caller owns the result.
func (n Number) Rat() (*big.Rat, bool) {
	if n.text == "" {
		return nil, false
	}
	return new(big.Rat).SetString(n.text)
}

// rat returns the number, and 0 when none is stated.
func (n Number) rat() *big.Rat {
	if r, ok := n.Rat(); ok {
		return r
	}
	return new(big.Rat)
}

// String returns a finite decimal ("0.25"), else a fraction in lowest terms
// ("1/3"), and "" when no number is stated.
func (n Number) String() string { return n.text }

// Value returns the number with its unit, and [finding.Unknown] with the
// reason "missing-input" when none is stated.
func (n Number) Value(unit string) finding.Value {
	if n.IsZero() {
		return finding.Unknown("missing-input")
	}
	return finding.Decimal(n.text, unit)
}

// MarshalText writes the number as String does.
func (n Number) MarshalText() ([]byte, error) { return []byte(n.text), nil }

// UnmarshalText reads what [ParseNumber] reads.
func (n *Number) UnmarshalText(text []byte) (err error) {
	*n, err = ParseNumber(string(text))
	return err
}

// compare orders two stated numbers.
func compare(a, b Number) int { return a.rat().Cmp(b.rat()) }

// clip shortens a text for an error message.
func clip(text string) string {
	const most = 40
	if len(text) <= most {
		return text
	}
	return strings.ToValidUTF8(text[:most], "") + fmt.Sprintf("... (%d bytes)", len(text))
}

// add returns the sum, unstated if one term is.
func add(a, b Number) Number {
	x, okX := a.Rat()
	y, okY := b.Rat()
	if !okX || !okY {
		return Number{}
	}
	return RatNumber(x.Add(x, y))
}

// times returns the product, unstated if one factor is. Zero times an
// unstated factor is unstated too.
func times(a, b Number) Number {
	x, okX := a.Rat()
	y, okY := b.Rat()
	if !okX || !okY {
		return Number{}
	}
	return RatNumber(new(big.Rat).Mul(x, y))
}
