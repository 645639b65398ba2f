package kpi

import (
	"encoding/json"
	"errors"
	"math"
	"math/big"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/milepost-go/milepost/kpi/money"
	"github.com/milepost-go/milepost/lifecycle/finding"
)

func yuan(t testing.TB, text string) Value {
	t.Helper()
	a, err := money.Parse(text, "CNY")
	if err != nil {
		t.Fatal(err)
	}
	return Money(a)
}

func euro(t testing.TB, text string) Value {
	t.Helper()
	a, err := money.Parse(text, "EUR")
	if err != nil {
		t.Fatal(err)
	}
	return Money(a)
}

func number(t testing.TB, text string) Value {
	t.Helper()
	v, err := Parse(text, "")
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func TestTheZeroValueStatesNothing(t *testing.T) {
	var none Value
	if !none.IsZero() || !none.IsUnknown() || none.Reason() != ReasonMissingInput || none.String() != "unknown (missing-input)" {
		t.Errorf("got %v", none)
	}
	if stated := Unknown(ReasonMissingInput); stated.IsZero() || !stated.Equal(none) {
		t.Error("a stated missing input is not the zero Value, but says the same")
	}
	if zero := Int(0, ""); zero.IsZero() || zero.IsUnknown() || zero.Reason() != "" {
		t.Error("0 is a number")
	}
	if none.Finding() != (finding.Value{}) {
		t.Errorf("got %v", none.Finding())
	}
}

func TestConstructors(t *testing.T) {
	for want, v := range map[string]Value{
		"7 h": Int(7, "h"), "1/3": Ratio(2, 6, ""), "0.375 h": Ratio(3, 8, "h"), "unknown (zero-denominator)": Ratio(0, 0, "h"), "-2": Ratio(4, -2, ""),
		"unknown (missing-input)": Rat(nil, "h"), "12.5 CNY": yuan(t, "12.50"), "0": Money(money.Amount{}), "unknown (no-data)": Unknown(ReasonNoData), "-0.05 EUR": euro(t, "-0.05"),
	} {
		if v.String() != want {
			t.Errorf("got %q, want %q", v, want)
		}
	}
	r := big.NewRat(1, 2)
	v := Rat(r, "")
	r.SetInt64(9)
	if got, _ := v.Rat(); got.Cmp(big.NewRat(1, 2)) != 0 {
		t.Errorf("the value kept the caller's number: %v", got)
	}
	got, _ := v.Rat()
	got.SetInt64(9)
	if v.String() != "0.5" {
		t.Errorf("the value gave away its number: %v", v)
	}
	c, _ := yuan(t, "1").Currency()
	third := MoneyRat(big.NewRat(1, 3), c)
	if third.String() != "1/3 CNY" || !MoneyRat(nil, c).IsUnknown() {
		t.Errorf("got %v", third)
	}
}

func TestParse(t *testing.T) {
	for text, want := range map[string]*big.Rat{
		"0": new(big.Rat), "-12.50": big.NewRat(-25, 2), "3/8": big.NewRat(3, 8), "-6/4": big.NewRat(-3, 2), "0.001": big.NewRat(1, 1000), "10": big.NewRat(10, 1), "0/5": new(big.Rat), "1.0": big.NewRat(1, 1),
	} {
		v, err := Parse(text, "h")
		if got, _ := v.Rat(); err != nil || got.Cmp(want) != 0 || v.Unit() != "h" {
			t.Errorf("%s: got %v, %v", text, v, err)
		}
	}
	for _, text := range []string{
		"", "-", "+1", "01", "010/1", "1/010", "1e3", "1e1000000000", "0x10", "1_0", " 1", "1 ", ".5", "5.", "1/", "/2", "1/0", "1/-2", "1.5/2", "--1", "NaN", "Inf", "1,5", "1/2/3", "1.2.3", strings.Repeat("9", 140000),
	} {
		if v, err := Parse(text, ""); !errors.Is(err, ErrNumber) || !v.IsZero() {
			t.Errorf("%.30q gave %v, %v", text, v, err)
		}
	}
}

func TestArithmetic(t *testing.T) {
	unknown := Unknown(ReasonNoData)
	for _, row := range []struct {
		name      string
		got, want Value
	}{
		{"add", yuan(t, "1.10").Add(yuan(t, "2.20")), yuan(t, "3.30")},
		{"sub", Int(3, "h").Sub(Int(5, "h")), Int(-2, "h")},
		{"mul", Int(3, "h").Mul(Ratio(1, 2, "")), Ratio(3, 2, "h")},
		{"mul, pure first", Ratio(1, 2, "").Mul(yuan(t, "5")), yuan(t, "2.5")},
		{"div of one unit", yuan(t, "1").Div(yuan(t, "3")), Ratio(1, 3, "")},
		{"div by a number", yuan(t, "1").Div(Int(4, "")), yuan(t, "0.25")},
		{"div by zero", yuan(t, "1").Div(yuan(t, "0")), Unknown(ReasonZeroDenominator)},
		{"0/0", Int(0, "h").Div(Int(0, "h")), Unknown(ReasonZeroDenominator)},
		{"neg", yuan(t, "1").Neg(), yuan(t, "-1")},
		{"neutral 0 first", Int(0, "").Add(yuan(t, "7")), yuan(t, "7")},
		{"neutral 0 last", yuan(t, "7").Sub(Int(0, "")), yuan(t, "7")},
		{"neutral 0 alone", Int(0, "").Sub(yuan(t, "7")), yuan(t, "-7")},
		{"neutral 0 divided", Int(0, "").Div(yuan(t, "7")), Int(0, "")},
		{"currencies", yuan(t, "1").Add(euro(t, "1")), Unknown(ReasonUnitMismatch)},
		{"currencies divided", yuan(t, "1").Div(euro(t, "1")), Unknown(ReasonUnitMismatch)},
		{"units", Int(1, "h").Sub(Int(1, "d")), Unknown(ReasonUnitMismatch)},
		{"a currency code is no currency", Int(1, "CNY").Add(yuan(t, "1")), Unknown(ReasonUnitMismatch)},
		{"number and unit", Int(1, "").Add(Int(1, "h")), Unknown(ReasonUnitMismatch)},
		{"number by unit", Int(1, "").Div(Int(1, "h")), Unknown(ReasonUnitMismatch)},
		{"mul of units", Int(1, "h").Mul(Int(1, "h")), Unknown(ReasonUnitMismatch)},
		{"unknown first", unknown.Add(Value{}), unknown}, {"unknown last", Int(1, "").Sub(unknown), unknown}, {"first unknown wins", Value{}.Sub(unknown), Unknown(ReasonMissingInput)},
		{"unknown mul", unknown.Mul(Int(1, "")), unknown}, {"unknown mul last", Int(1, "").Mul(unknown), unknown},
		{"unknown div", unknown.Div(Int(0, "")), unknown}, {"unknown div last", Int(1, "").Div(unknown), unknown}, {"unknown neg", unknown.Neg(), unknown},
		{"sum", Sum([]Value{yuan(t, "1"), yuan(t, "2"), Int(0, "")}), yuan(t, "3")}, {"empty sum", Sum(nil), Int(0, "")},
		{"sum of one", Sum([]Value{yuan(t, "2")}), yuan(t, "2")}, {"sum of currencies", Sum([]Value{yuan(t, "2"), euro(t, "1"), yuan(t, "1")}), Unknown(ReasonUnitMismatch)},
		{"sum of one unknown", Sum([]Value{yuan(t, "1"), unknown}), unknown},
	} {
		if !row.got.Equal(row.want) {
			t.Errorf("%s: got %v, want %v", row.name, row.got, row.want)
		}
	}
}

func TestArithmeticLeavesItsOperands(t *testing.T) {
	a, b := Ratio(1, 3, "h"), Ratio(1, 7, "h")
	a.Add(b)
	a.Sub(b)
	a.Div(b)
	a.Neg()
	a.Mul(Int(3, ""))
	a.Round(1, money.HalfUp)
	if !a.Equal(Ratio(1, 3, "h")) || !b.Equal(Ratio(1, 7, "h")) {
		t.Errorf("got %v and %v", a, b)
	}
}

// Laws of a field, on numbers and with unknowns: where one side is known, both
// are, and equal.
func TestArithmeticLaws(t *testing.T) {
	const seed = 41
	r := rand.New(rand.NewPCG(seed, 1))
	random := func() Value {
		if r.IntN(20) == 0 {
			return Unknown(ReasonNoData)
		}
		return Ratio(r.Int64N(41)-20, r.Int64N(9)+1, "")
	}
	for range 3000 {
		a, b, c := random(), random(), random()
		for name, pair := range map[string][2]Value{
			"a+b=b+a": {a.Add(b), b.Add(a)}, "(a+b)+c=a+(b+c)": {a.Add(b).Add(c), a.Add(b.Add(c))}, "a(b+c)=ab+ac": {a.Mul(b.Add(c)), a.Mul(b).Add(a.Mul(c))},
			"a-b=-(b-a)": {a.Sub(b), b.Sub(a).Neg()}, "a=a+b-b": {a.Add(b).Sub(b), a.Add(b.Sub(b))}, "(ab)c=a(bc)": {a.Mul(b).Mul(c), a.Mul(b.Mul(c))},
		} {
			if !pair[0].Equal(pair[1]) {
				t.Fatalf("seed %d: %s fails for %v, %v, %v: %v and %v", seed, name, a, b, c, pair[0], pair[1])
			}
		}
		if q := a.Div(b); !q.IsUnknown() && !q.Mul(b).Equal(a) {
			t.Fatalf("seed %d: %v / %v is %v", seed, a, b, q)
		}
	}
}

func TestCmp(t *testing.T) {
	if order, ok := number(t, "0.899999").Cmp(number(t, "0.9")); order != -1 || !ok {
		t.Errorf("got %d, %v", order, ok)
	}
	if order, ok := Int(0, "").Cmp(yuan(t, "-1")); order != 1 || !ok {
		t.Errorf("got %d, %v", order, ok)
	}
	for _, pair := range [][2]Value{{yuan(t, "1"), euro(t, "1")}, {Value{}, Int(1, "")}, {Int(1, ""), Unknown(ReasonNoData)}, {Int(1, "h"), Int(1, "")}} {
		if _, ok := pair[0].Cmp(pair[1]); ok {
			t.Errorf("%v and %v compare", pair[0], pair[1])
		}
	}
	if Unknown(ReasonNoData).Equal(Unknown(ReasonMissingRate)) || Int(1, "h").Equal(Int(1, "")) || Int(1, "").Equal(Value{}) || Int(0, "").Equal(Int(0, "h")) {
		t.Error("different values are equal")
	}
}

func TestSign(t *testing.T) {
	for want, v := range map[int]Value{-1: Ratio(-1, 3, ""), 0: Int(0, "h"), 1: Int(4, "")} {
		if got, ok := v.Sign(); got != want || !ok {
			t.Errorf("%v: got %d, %v", v, got, ok)
		}
	}
	if _, ok := (Value{}).Sign(); ok {
		t.Error("an unknown value has a sign")
	}
}

func TestRound(t *testing.T) {
	for _, row := range []struct {
		v      Value
		places int
		mode   money.Rounding
		want   string
	}{
		{Ratio(15, 16, ""), 2, money.HalfUp, "0.94"}, {number(t, "0.125"), 2, money.HalfEven, "0.12"}, {number(t, "0.125"), 2, money.HalfUp, "0.13"},
		{number(t, "-0.001"), 2, money.HalfEven, "0.00"}, {Int(7, "h"), 3, money.Down, "7.000"}, {Ratio(2, 3, ""), -4, money.HalfUp, "1"},
		{Unknown(ReasonNoTimeLeft), 2, money.HalfUp, "unknown (no-time-left)"},
	} {
		if got := row.v.Round(row.places, row.mode); got != row.want {
			t.Errorf("%v: got %s, want %s", row.v, got, row.want)
		}
	}
	if got := Int(1, "").Round(math.MaxInt, money.HalfUp); len(got) != 1002 {
		t.Errorf("got %d characters", len(got))
	}
}

func TestAmount(t *testing.T) {
	third := yuan(t, "100").Div(Int(3, ""))
	if a, err := third.Amount(money.Up); err != nil || a.String() != "33.34 CNY" {
		t.Errorf("got %v, %v", a, err)
	}
	for want, v := range map[error]Value{ErrUnknown: {}, ErrUnit: Int(1, "CNY")} {
		if a, err := v.Amount(money.Up); !errors.Is(err, want) {
			t.Errorf("%v gave %v, %v", v, a, err)
		}
	}
	if a, err := third.Mul(number(t, "1"+strings.Repeat("0", 60))).Amount(money.Up); !errors.Is(err, money.ErrRange) {
		t.Errorf("got %v, %v", a, err)
	}
}

func TestFinding(t *testing.T) {
	for _, row := range []struct {
		v    Value
		want finding.Value
	}{
		{yuan(t, "12.50"), finding.Money("12.5", "CNY")}, {Ratio(1, 3, "h"), finding.Ratio(1, 3, "h")}, {Int(-2, ""), finding.Number(-2, "")}, {Unknown(ReasonNoData), finding.Unknown("no-data")},
	} {
		if got := row.v.Finding(); got != row.want {
			t.Errorf("got %v, want %v", got, row.want)
		}
	}
	long := Rat(new(big.Rat).SetFrac(big.NewInt(1), new(big.Int).Exp(big.NewInt(3), big.NewInt(500), nil)), "h").Add(Ratio(1, 7, "h"))
	if got := long.Finding().String(); got != "0.142857142857142857142857142857 h" {
		t.Errorf("got %s", got)
	}
}

func TestValueJSON(t *testing.T) {
	points, err := money.NewCurrency("POINT", 0)
	if err != nil {
		t.Fatal(err)
	}
	for want, v := range map[string]Value{
		`null`: {}, `{"value":"1/3","unit":"h"}`: Ratio(1, 3, "h"), `{"value":"0"}`: Int(0, ""), `{"value":"12.5","currency":"CNY"}`: yuan(t, "12.50"),
		`{"value":"-0.5","currency":"POINT/0"}`: MoneyRat(big.NewRat(-1, 2), points), `{"unknown":"no-data"}`: Unknown(ReasonNoData),
	} {
		data, err := json.Marshal(v)
		if err != nil || string(data) != want {
			t.Errorf("%v is written %s, %v; want %s", v, data, err, want)
		}
		back := Int(99, "d")
		if err := json.Unmarshal(data, &back); err != nil || !back.Equal(v) || back.IsZero() != v.IsZero() {
			t.Errorf("%s came back as %v, %v", data, back, err)
		}
	}
	for _, data := range []string{
		`{"value":1}`, `{}`, `{"value":""}`, `{"unit":"h"}`, `{"value":"1","unknown":"x"}`, `{"unit":"h","unknown":"x"}`, `{"value":"1","unit":"h","currency":"CNY"}`,
		`{"value":"1","currency":"cny"}`, `{"value":"1e9"}`, `{"value":"1","x":1}`, `"1"`, `[]`, `{"value":"` + strings.Repeat("9", 140000) + `"}`,
	} {
		v := Int(99, "d")
		if err := json.Unmarshal([]byte(data), &v); err == nil || !v.Equal(Int(99, "d")) {
			t.Errorf("%.50s was read as %v, %v", data, v, err)
		}
	}
	huge := Rat(new(big.Rat).SetInt(new(big.Int).Lsh(big.NewInt(1), 1<<19)), "")
	if _, err := json.Marshal(huge); !errors.Is(err, ErrNumber) {
		t.Errorf("got %v", err)
	}
}

func FuzzValueJSON(f *testing.F) {
	for _, data := range []string{`null`, `{"value":"1/3","unit":"h"}`, `{"value":"12.5","currency":"CNY"}`, `{"unknown":"no-data"}`, `{"value":"010/1"}`} {
		f.Add([]byte(data))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		var v, back Value
		if json.Unmarshal(data, &v) != nil {
			return
		}
		again, err := json.Marshal(v)
		if err != nil {
			t.Skip(err) // a short fraction may be a long decimal
		}
		if err := json.Unmarshal(again, &back); err != nil || !back.Equal(v) {
			t.Fatalf("%s came back as %v, %v", again, back, err)
		}
	})
}
