package dataset

import (
	"math/big"
	"strconv"
	"strings"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
)

// decimals is how many decimals a fraction without end is rounded to.
const decimals = 12

// plain returns a value as the column writes it, before any quoting, and a
// reason where it does not fit.
func plain(c *Column, v finding.Value) (text, reason string) {
	switch c.Type {
	case report.TypeInteger, report.TypeNumber, report.TypePercent, report.TypeDuration:
		return number(c, v)
	case report.TypeMoney:
		return money(c, v)
	case report.TypeDate:
		return date(c, v)
	case report.TypeBool:
		if v.Kind() == finding.BoolKind {
			return v.Plain(), ""
		}
	default:
		switch v.Kind() {
		case finding.TextKind:
			return v.Plain(), ""
		case finding.ListKind:
			return strings.Join(v.Items(), "; "), ""
		}
	}
	return "", "a value of kind " + v.Kind().String() + " in a column of type " + c.Type.String()
}

func date(c *Column, v finding.Value) (text, reason string) {
	text = v.Plain()
	grain := TimeOfDay
	switch {
	case v.Kind() == finding.InstantKind:
		grain = Instant
	case v.Kind() != finding.DateKind:
		return "", "a value of kind " + v.Kind().String() + " in a column of type " + c.Type.String()
	case strings.IndexByte(text, 'T') < 0:
		grain = Day
	}
	if c.Grain != AnyDate && c.Grain != grain {
		return "", "the date " + text + " in a column of grain " + c.Grain.String()
	}
	return text, ""
}

func number(c *Column, v finding.Value) (text, reason string) {
	unit := c.Unit
	if c.Type == report.TypeDuration {
		unit = "min"
	}
	text = v.Plain()
	fraction := strings.IndexByte(text, '/') >= 0
	switch {
	case v.Kind() != finding.NumberKind:
		return "", "a value of kind " + v.Kind().String() + " in a column of type " + c.Type.String()
	case c.Type == report.TypePercent && v.Unit() == "%":
		return hundredth(v), ""
	case v.Unit() != unit && (v.Unit() != "" || c.Type == report.TypeDuration):
		return "", "the unit " + quoted(v.Unit()) + " where " + quoted(unit) + " is wanted"
	case (c.Type == report.TypeInteger || c.Type == report.TypeDuration) && (fraction || strings.IndexByte(text, '.') >= 0):
		return "", "the number " + text + " is not whole"
	case fraction:
		return decimal(v), ""
	}
	return text, ""
}

func quoted(unit string) string { return strconv.Quote(unit) }

func money(c *Column, v finding.Value) (text, reason string) {
	switch {
	case v.Kind() != finding.MoneyKind:
		return "", "a value of kind " + v.Kind().String() + " in a column of type " + c.Type.String()
	case c.Unit != "" && v.Unit() != c.Unit:
		return "", "the currency " + v.Unit() + " where " + c.Unit + " is wanted"
	case strings.IndexByte(v.Plain(), '/') >= 0:
		return decimal(v), ""
	}
	return v.Plain(), ""
}

// decimal rounds a fraction without end.
func decimal(v finding.Value) string {
	r, ok := v.Rat()
	if !ok {
		return v.Plain()
	}
	return trimmed(r.FloatString(decimals))
}

// hundredth returns a percentage as a ratio.
func hundredth(v finding.Value) string {
	r, ok := v.Rat()
	if !ok {
		return v.Plain()
	}
	r.Mul(r, big.NewRat(1, 100))
	if places, finite := r.FloatPrec(); finite {
		return r.FloatString(places)
	}
	return trimmed(r.FloatString(decimals))
}

func trimmed(text string) string {
	text = strings.TrimRight(strings.TrimRight(text, "0"), ".")
	if text == "-0" {
		return "0"
	}
	return text
}
