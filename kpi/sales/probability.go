package sales

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/milepost-go/milepost/kpi"
)

// Probability is an exact chance of 0 to 1 with at most 18 decimals. It is
// small and comparable, so that a million deals can be weighed without
// allocation. The zero Probability states none, which is not a chance of 0.
type Probability struct {
	parts  int64 // in units of 10^-18
	stated bool
}

const (
	wholeParts   = 1_000_000_000_000_000_000
	partsPlaces  = 18
	percentParts = wholeParts / 100
)

// Percent returns a chance in whole percent. Less than 0 and more than 100 give
// the zero Probability.
func Percent(n int) Probability {
	if n < 0 || n > 100 {
		return Probability{}
	}
	return Probability{int64(n) * percentParts, true}
}

// ParseProbability reads a decimal from 0 to 1, such as "0.25", of at most 18
// digits after the point. The error is [ErrProbability].
func ParseProbability(text string) (Probability, error) {
	whole, fraction, pointed := strings.Cut(text, ".")
	digits := strings.Trim(fraction, "0123456789") == ""
	if whole != "0" && whole != "1" || !digits || pointed == (fraction == "") || len(fraction) > partsPlaces {
		return Probability{}, fmt.Errorf("%w: %.40q", ErrProbability, text)
	}
	parts, err := strconv.ParseInt(whole+fraction+strings.Repeat("0", partsPlaces-len(fraction)), 10, 64)
	if err != nil || parts > wholeParts {
		return Probability{}, fmt.Errorf("%w: %.40q", ErrProbability, text)
	}
	return Probability{parts, true}, nil
}

// IsZero reports whether no probability is stated.
func (p Probability) IsZero() bool { return !p.stated }

// Value returns the exact number; unknown (missing-input) when none is stated.
func (p Probability) Value() kpi.Value {
	if !p.stated {
		return kpi.Value{}
	}
	return kpi.Ratio(p.parts, wholeParts, "")
}

// String returns the decimal, without zeros at its end; "" when none is stated.
func (p Probability) String() string {
	if !p.stated {
		return ""
	}
	text := fmt.Sprintf("%d.%018d", p.parts/wholeParts, p.parts%wholeParts)
	return strings.TrimSuffix(strings.TrimRight(text, "0"), ".")
}

// MarshalText writes the decimal; "" when none is stated.
func (p Probability) MarshalText() ([]byte, error) { return []byte(p.String()), nil }

// UnmarshalText reads what MarshalText writes. The error is [ErrProbability].
func (p *Probability) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*p = Probability{}
		return nil
	}
	read, err := ParseProbability(string(text))
	if err == nil {
		*p = read
	}
	return err
}
