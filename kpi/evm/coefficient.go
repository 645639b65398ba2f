package evm

import (
	"math/big"
	"reflect"
	"unsafe"

	"github.com/shopspring/decimal"
)

// direct reports whether decimals are laid out as they are known to be, so that
// their whole number can be looked at where it lies.
var direct = laidOutAsKnown(reflect.TypeFor[decimal.Decimal]())

// laidOutAsKnown reports whether a type is struct{ value *big.Int; exp int32 }.
func laidOutAsKnown(t reflect.Type) bool {
	if t.Kind() != reflect.Struct || t.NumField() != 2 {
		return false
	}
	value, exp := t.Field(0), t.Field(1)
	return value.Name == "value" && value.Offset == 0 && value.Type == reflect.TypeFor[*big.Int]() &&
		exp.Name == "exp" && exp.Type == reflect.TypeFor[int32]()
}

// coefficient returns the whole number of a decimal, without its exponent; nil
// is 0. It must only be read, and only where the layout is direct: a decimal has
// no cheap way to say whether its number fits 64 bits, and asking would take as
// long as all else here.
func coefficient(d *decimal.Decimal) *big.Int { return *(**big.Int)(unsafe.Pointer(d)) }

// word returns the one word of a number above zero, the usual case. It reports
// false for any other.
func word(d *decimal.Decimal) (uint64, bool) {
	if x := coefficient(d); x != nil && x.Sign() > 0 {
		if w := x.Bits(); len(w) == 1 {
			return uint64(w[0]), true
		}
	}
	return 0, false
}

// short returns the whole number of a decimal, of any sign. It reports false
// when it does not fit.
func short(d *decimal.Decimal) (int64, bool) {
	if !direct {
		return counted(d)
	}
	x := coefficient(d)
	if x == nil {
		return 0, true
	}
	return x.Int64(), x.IsInt64()
}

// counted is short for any layout, by counting digits. It reports false when
// the number is not sure to fit.
func counted(d *decimal.Decimal) (int64, bool) {
	const sure = 18 // 10^18 is below 2^63
	return d.CoefficientInt64(), d.NumDigits() <= sure
}
