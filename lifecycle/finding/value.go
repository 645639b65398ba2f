package finding

import (
	"encoding/json"
	"fmt"
	"math/big"
	"strconv"
	"strings"
	"time"
)

// Kind says what a [Value] holds.
type Kind uint8

// The kinds of value. The zero kind is None: there is no value to speak of.
const (
	NoneKind    Kind = iota
	TextKind         // words, compared byte by byte
	NumberKind       // exact number with an optional unit
	MoneyKind        // exact number with a currency code as unit
	DateKind         // civil date or date-time without a zone, ISO 8601
	InstantKind      // a moment in time, RFC 3339 in UTC
	BoolKind         // "true" or "false"
	ListKind         // several texts
	UnknownKind      // could not be determined; the text is the reason
)

var kindNames = [...]string{"none", "text", "number", "money", "date", "instant", "bool", "list", "unknown"}

// String returns the lower-case name of the kind.
func (k Kind) String() string {
	if int(k) < len(kindNames) {
		return kindNames[k]
	}
	return fmt.Sprintf("kind(%d)", uint8(k))
}

// Value is a figure, a date, a word or the statement that it is unknown. It is
// immutable and comparable with ==: equal values have one form. The zero Value
// is no value at all, which is not the same as [Unknown].
type Value struct {
	kind Kind
	text string // canonical
	unit string
}

// Text returns a value of words.
func Text(s string) Value { return Value{kind: TextKind, text: s} }

// Number returns a whole number with its unit, such as "day", "min" or "".
func Number(n int64, unit string) Value {
	return Value{kind: NumberKind, text: strconv.FormatInt(n, 10), unit: unit}
}

// Ratio returns the exact quotient num/den with its unit. A zero den gives
// [Unknown] with the reason "zero-denominator".
func Ratio(num, den int64, unit string) Value {
	if den == 0 {
		return Unknown("zero-denominator")
	}
	return Value{kind: NumberKind, text: canonical(big.NewRat(num, den)), unit: unit}
}

// Rat returns the exact number r with its unit. A nil r gives [Unknown] with
// the reason "missing-input". r is not kept.
func Rat(r *big.Rat, unit string) Value {
	if r == nil {
		return Unknown("missing-input")
	}
	return Value{kind: NumberKind, text: canonical(r), unit: unit}
}

// Decimal returns the number written in text ("-12.50" or "3/8") with its
// unit. A text that is no such number gives [Unknown] with the reason
// "not-a-number".
func Decimal(text, unit string) Value { return number(NumberKind, text, unit) }

// Money returns an amount in a currency, as in Money("1200.50", "CNY"). A text
// that is no number gives [Unknown] with the reason "not-a-number".
func Money(amount, currency string) Value { return number(MoneyKind, amount, currency) }

// Date returns a civil date ("2026-03-02") or date-time ("2026-03-02T08:00",
// seconds optional). A text of another form gives [Unknown] with the reason
// "not-a-date".
func Date(text string) Value {
	for _, layout := range []string{"2006-01-02", "2006-01-02T15:04:05", "2006-01-02T15:04"} {
		if t, err := time.Parse(layout, text); err == nil {
			if layout != "2006-01-02" {
				text = t.Format("2006-01-02T15:04:05")
			}
			return Value{kind: DateKind, text: text}
		}
	}
	return Unknown("not-a-date")
}

// Instant returns a moment in time.
func Instant(t time.Time) Value {
	return Value{kind: InstantKind, text: t.UTC().Format(time.RFC3339Nano)}
}

// Bool returns a truth value.
func Bool(b bool) Value { return Value{kind: BoolKind, text: strconv.FormatBool(b)} }

// List returns several texts as one value, in the order given. The slice is
// not kept.
func List(items ...string) Value {
	if items == nil {
		items = []string{}
	}
	text, err := json.Marshal(items)
	if err != nil {
		return Unknown("not-a-list")
	}
	return Value{kind: ListKind, text: string(text)}
}

// Unknown returns the statement that a figure could not be determined, with
// the reason as a short stable word such as "no-data".
func Unknown(reason string) Value { return Value{kind: UnknownKind, text: reason} }

// Kind returns what the value holds.
func (v Value) Kind() Kind { return v.kind }

// IsZero reports whether v is the zero Value: nothing was stated.
func (v Value) IsZero() bool { return v == Value{} }

// IsUnknown reports whether v is [Unknown].
func (v Value) IsUnknown() bool { return v.kind == UnknownKind }

// Reason returns why the value is unknown, or "" when it is not.
func (v Value) Reason() string {
	if v.kind == UnknownKind {
		return v.text
	}
	return ""
}

// Plain returns the value without its unit: the number, the date, the words.
// Numbers are a decimal ("12.5") where that is exact, else a fraction ("1/3").
func (v Value) Plain() string { return v.text }

// Unit returns the unit of a number or the currency of an amount.
func (v Value) Unit() string { return v.unit }

// Items returns the texts of a list in their order, and nil for other kinds.
func (v Value) Items() []string {
	var items []string
	if v.kind == ListKind && json.Unmarshal([]byte(v.text), &items) != nil {
		return nil
	}
	return items
}

// Rat returns the exact number of a Number or Money value. It reports false
// for other kinds. The caller owns the result.
func (v Value) Rat() (*big.Rat, bool) {
	if v.kind != NumberKind && v.kind != MoneyKind {
		return nil, false
	}
	return new(big.Rat).SetString(v.text)
}

// String returns the value with its unit, without any language, for logs.
func (v Value) String() string {
	switch {
	case v.kind == UnknownKind:
		return "unknown (" + v.text + ")"
	case v.kind == ListKind:
		return strings.Join(v.Items(), ", ")
	case v.unit != "":
		return v.text + " " + v.unit
	}
	return v.text
}

func number(kind Kind, text, unit string) Value {
	if len(text) > maxDigits || strings.ContainsAny(text, "eEpPxX_") {
		return Unknown("not-a-number")
	}
	num, den, fraction := strings.Cut(text, "/")
	r, ok := new(big.Rat).SetString(num)
	if ok && fraction {
		// Both parts are read by themselves: a Rat takes the leading zero of a
		// whole fraction for an octal prefix.
		var d *big.Rat
		if d, ok = new(big.Rat).SetString(den); ok && d.Sign() > 0 && d.IsInt() && r.IsInt() {
			r.Quo(r, d)
		} else {
			ok = false
		}
	}
	if !ok {
		return Unknown("not-a-number")
	}
	return Value{kind: kind, text: canonical(r), unit: unit}
}

// maxDigits bounds the length of a number read from text.
const maxDigits = 200

// canonical writes r as a finite decimal without trailing zeros, else as a
// fraction in lowest terms.
func canonical(r *big.Rat) string {
	if r.IsInt() {
		return r.Num().String()
	}
	if places, finite := r.FloatPrec(); finite {
		return r.FloatString(places)
	}
	return r.String()
}
