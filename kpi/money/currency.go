package money

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// Currency is a unit of account: a code and the number of digits after the
// point that its smallest unit has. It is comparable with ==. The zero
// Currency is no currency.
type Currency struct {
	code   string
	places uint8
}

// maxPlaces bounds the digits after the point of a host's own currency.
const maxPlaces = 12

// Lookup returns the currency of an ISO 4217 code, such as "CNY" (2 digits),
// "JPY" (0), "KWD" (3) or "CLF" (4). Codes are upper case. An unknown code
// gives [ErrCurrency]; see [NewCurrency] for units outside the standard.
func Lookup(code string) (Currency, error) {
	places, known := isoPlaces(code)
	if !known {
		return Currency{}, fmt.Errorf("%w: %q is not an ISO 4217 code with a minor unit", ErrCurrency, clip(code))
	}
	return Currency{code, places}, nil
}

// NewCurrency returns a unit of account that ISO 4217 does not list, such as a
// company's points or a metal by weight, with the digits after the point of
// its smallest unit (0 to 12). The code is 1 to 12 upper-case letters and
// digits, a letter first. A code that ISO lists with other digits is refused,
// so that one code never means two things. The error is [ErrCurrency].
func NewCurrency(code string, places int) (Currency, error) {
	if !plainCode(code) || places < 0 || places > maxPlaces {
		return Currency{}, fmt.Errorf("%w: %q with %d digits after the point", ErrCurrency, clip(code), places)
	}
	if iso, known := isoPlaces(code); known && int(iso) != places {
		return Currency{}, fmt.Errorf("%w: ISO 4217 gives %s %d digits after the point, not %d", ErrCurrency, code, iso, places)
	}
	return Currency{code, uint8(places)}, nil
}

// Currencies returns the current ISO 4217 currencies that have a minor unit, in
// the order of their codes. The caller owns the slice.
func Currencies() []Currency {
	var list []Currency
	for _, code := range strings.Fields(places0 + places2 + places3 + places4) {
		places, _ := isoPlaces(code)
		list = append(list, Currency{code, places})
	}
	slices.SortFunc(list, func(a, b Currency) int { return strings.Compare(a.code, b.code) })
	return list
}

// Code returns the code, and "" for no currency.
func (c Currency) Code() string { return c.code }

// Places returns the digits after the point of the smallest unit: 2 for cents.
func (c Currency) Places() int { return int(c.places) }

// String returns the code.
func (c Currency) String() string { return c.code }

// MarshalText writes the code: "CNY", and for a unit outside ISO 4217 the code
// with its digits after the point: "POINT/0". No currency is "".
func (c Currency) MarshalText() ([]byte, error) {
	if _, known := isoPlaces(c.code); known || c == (Currency{}) {
		return []byte(c.code), nil
	}
	return []byte(c.code + "/" + strconv.Itoa(int(c.places))), nil
}

// UnmarshalText reads what MarshalText writes. The error is [ErrCurrency].
func (c *Currency) UnmarshalText(text []byte) error {
	read, err := readCurrency(string(text))
	if err == nil {
		*c = read
	}
	return err
}

func readCurrency(text string) (Currency, error) {
	code, digits, own := strings.Cut(text, "/")
	switch {
	case text == "":
		return Currency{}, nil
	case !own:
		return Lookup(code)
	}
	places, err := strconv.Atoi(digits)
	if err != nil || strconv.Itoa(places) != digits {
		return Currency{}, fmt.Errorf("%w: %q", ErrCurrency, clip(text))
	}
	return NewCurrency(code, places)
}

func plainCode(code string) bool {
	if code == "" || len(code) > 12 || code[0] < 'A' {
		return false
	}
	return strings.Trim(code, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") == ""
}

func (c Currency) shown() string {
	if c == (Currency{}) {
		return "no currency"
	}
	return c.code
}
