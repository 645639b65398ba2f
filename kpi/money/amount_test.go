package money

import (
	"errors"
	"math"
	"math/big"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/shopspring/decimal"
)

func currency(t testing.TB, code string) Currency {
	t.Helper()
	c, err := Lookup(code)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func amount(t testing.TB, text, code string) Amount {
	t.Helper()
	a, err := Parse(text, code)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// big30 is the greatest whole number of yuan below the bound.
var big30 = strings.Repeat("9", 30)

func TestParseAndText(t *testing.T) {
	for _, row := range [][3]string{
		{"12.50", "CNY", "12.50"}, {"12.5", "CNY", "12.50"}, {"12", "CNY", "12.00"}, {"0", "CNY", "0.00"}, {"-0.00", "CNY", "0.00"},
		{"-0.05", "USD", "-0.05"}, {"0.01", "USD", "0.01"}, {"7", "JPY", "7"}, {"7.0", "JPY", "7"}, {"7.5", "JPY", "7.5"}, {"1.234", "KWD", "1.234"},
		{"0.00001", "CLF", "0.00001"}, {"5716.8501", "EUR", "5716.8501"}, {"-0.000000000000000001", "EUR", "-0.000000000000000001"},
		{"92233720368547758.07", "CNY", "92233720368547758.07"}, {"92233720368547758.08", "CNY", "92233720368547758.08"},
		{"-92233720368547758.08", "CNY", "-92233720368547758.08"}, {big30 + ".999999999999999999", "CNY", big30 + ".999999999999999999"},
		{"1" + strings.Repeat("0", 30), "CNY", "1" + strings.Repeat("0", 30) + ".00"},
	} {
		a := amount(t, row[0], row[1])
		if a.Text() != row[2] || a.String() != row[2]+" "+row[1] {
			t.Errorf("%s %s is written %s, want %s", row[0], row[1], a, row[2])
		}
		if back := amount(t, a.Text(), row[1]); !back.Equal(a) {
			t.Errorf("%s came back as %s", a, back)
		}
		if want, _ := new(big.Rat).SetString(row[0]); a.Rat().Cmp(want) != 0 {
			t.Errorf("%s is %v, want %v", a, a.Rat(), want)
		}
	}
}

func TestParseRefuses(t *testing.T) {
	yuan := currency(t, "CNY")
	for _, text := range []string{
		"", "-", ".", "1.", ".5", "-.5", "+1", "--1", "01", "00", "-01", "1,000", "1 000", " 1", "1 ", "1e3", "1E3", "0x10", "1_000", "NaN", "Inf", "١", "1.2.3", "1.-2", "½",
	} {
		if a, err := ParseIn(text, yuan); !errors.Is(err, ErrNumber) {
			t.Errorf("%q gave %v, %v", text, a, err)
		}
	}
	for _, text := range []string{"1" + strings.Repeat("0", 31), "0." + strings.Repeat("0", 18) + "1", "1" + strings.Repeat("0", 29) + "1.01", strings.Repeat("9", 1<<20)} {
		if a, err := ParseIn(text, yuan); !errors.Is(err, ErrRange) {
			t.Errorf("%.30q gave %v, %v", text, a, err)
		} else if len(err.Error()) > 200 {
			t.Errorf("the message has %d bytes", len(err.Error()))
		}
	}
	if _, err := Parse("1", "QQQ"); !errors.Is(err, ErrCurrency) {
		t.Errorf("got %v", err)
	}
	if _, err := ParseIn("1", Currency{}); !errors.Is(err, ErrCurrency) {
		t.Errorf("got %v", err)
	}
	if a, err := ParseIn("0", Currency{}); err != nil || a != (Amount{}) {
		t.Errorf("got %v, %v", a, err)
	}
}

func TestHostileDecimalsAreRefusedAtOnce(t *testing.T) {
	yuan, start := currency(t, "CNY"), time.Now()
	one := amount(t, "1", "CNY")
	for _, d := range []decimal.Decimal{
		decimal.New(1, math.MaxInt32), decimal.New(1, math.MinInt32), decimal.New(-7, 31), decimal.New(1, -19),
		decimal.NewFromBigInt(new(big.Int).Lsh(big.NewInt(1), 1<<20), 0),
	} {
		if a, err := New(d, yuan); !errors.Is(err, ErrRange) {
			t.Errorf("exponent %d gave %v, %v", d.Exponent(), a, err)
		}
		if a, err := one.Mul(d, HalfEven); !errors.Is(err, ErrRange) {
			t.Errorf("exponent %d gave %v, %v", d.Exponent(), a, err)
		}
		pair := Rate{From: yuan, To: currency(t, "EUR"), On: "2026-01-01", Factor: d}
		if _, err := NewRates([]Rate{pair}, RateOptions{}); !errors.Is(err, ErrRate) || !errors.Is(err, ErrRange) {
			t.Errorf("exponent %d gave %v", d.Exponent(), err)
		}
	}
	var a Amount
	for _, text := range []string{"1e1000000000", "1E+1000000000", "-1e-1000000000"} {
		if err := a.UnmarshalJSON([]byte(`{"amount":"` + text + `","currency":"CNY"}`)); err == nil {
			t.Errorf("%s was read as %v", text, a)
		}
	}
	if zero, err := New(decimal.New(0, math.MaxInt32), yuan); err != nil || zero.Text() != "0.00" {
		t.Errorf("got %v, %v", zero, err)
	}
	if spent := time.Since(start); spent > time.Minute {
		t.Errorf("it took %v", spent)
	}
}

func TestNewKeepsDecimals(t *testing.T) {
	for text, want := range map[string]string{"12.5": "12.50 CNY", "12.345": "12.345 CNY", "1e3": "1000.00 CNY", "1.500000000000000000000000": "1.50 CNY", "-3e-4": "-0.0003 CNY"} {
		d, err := decimal.NewFromString(text)
		if err != nil {
			t.Fatal(err)
		}
		a, err := New(d, currency(t, "CNY"))
		if err != nil || a.String() != want {
			t.Errorf("%s gave %v, %v", text, a, err)
		}
		if !a.Decimal().Equal(d) {
			t.Errorf("%s came back as %v", text, a.Decimal())
		}
	}
}

func TestMinor(t *testing.T) {
	yuan := currency(t, "CNY")
	a, err := Minor(-1205, yuan)
	if err != nil || a.String() != "-12.05 CNY" {
		t.Errorf("got %v, %v", a, err)
	}
	if n, ok := a.Minor(); n != -1205 || !ok {
		t.Errorf("got %d, %v", n, ok)
	}
	if n, ok := amount(t, "0.001", "CNY").Minor(); ok {
		t.Errorf("a tenth of a fen is %d minor units", n)
	}
	if _, ok := amount(t, "92233720368547758.08", "CNY").Minor(); ok {
		t.Error("2^63 fits int64")
	}
	if _, err := Minor(1, Currency{}); !errors.Is(err, ErrCurrency) {
		t.Errorf("got %v", err)
	}
}

func TestZeroAmountIsNeutral(t *testing.T) {
	var none Amount
	a := amount(t, "1.005", "EUR")
	for _, got := range []func() (Amount, error){
		func() (Amount, error) { return none.Add(a) }, func() (Amount, error) { return a.Add(none) }, func() (Amount, error) { return a.Sub(none) },
		func() (Amount, error) { b, err := none.Sub(a); return b.Neg(), err }, func() (Amount, error) { return Sum([]Amount{none, a, none}) },
	} {
		if b, err := got(); err != nil || !b.Equal(a) {
			t.Errorf("got %v, %v", b, err)
		}
	}
	if none.String() != "0" || none.Sign() != 0 || none.Neg() != none {
		t.Errorf("the zero Amount is %v", none)
	}
	if total, err := Sum(nil); err != nil || total != none {
		t.Errorf("got %v, %v", total, err)
	}
}

func TestCurrenciesNeverMix(t *testing.T) {
	a, b := amount(t, "1", "EUR"), amount(t, "1", "USD")
	_, add := a.Add(b)
	_, sub := a.Sub(b)
	_, cmp := a.Cmp(b)
	_, sum := Sum([]Amount{a, a, b})
	_, none := a.Cmp(Amount{})
	for _, err := range []error{add, sub, cmp, sum, none} {
		var mismatch *MismatchError
		if !errors.Is(err, ErrMismatch) || !errors.As(err, &mismatch) || mismatch.A.Code() != "EUR" {
			t.Errorf("got %v", err)
		}
	}
	if add.Error() != "money: different currencies: EUR and USD" || none.Error() != "money: different currencies: EUR and no currency" {
		t.Errorf("got %v; %v", add, none)
	}
	if a.Equal(b) {
		t.Error("1 EUR equals 1 USD")
	}
}

func TestMul(t *testing.T) {
	for _, row := range []struct{ a, factor, want string }{
		{"10.00", "0.125", "1.25"}, {"0.05", "0.5", "0.02"}, {"0.15", "0.5", "0.08"}, {"-0.05", "0.5", "-0.02"}, {"100.00", "-1.1", "-110.00"}, {"0.10", "3", "0.30"}, {"12.345", "1", "12.34"},
	} {
		got, err := amount(t, row.a, "CNY").Mul(decimal.RequireFromString(row.factor), HalfEven)
		if err != nil || got.Text() != row.want {
			t.Errorf("%s times %s is %v, %v", row.a, row.factor, got, err)
		}
	}
	third, err := amount(t, "100", "JPY").MulRat(big.NewRat(1, 3), Up)
	if err != nil || third.String() != "34 JPY" {
		t.Errorf("got %v, %v", third, err)
	}
	if _, err := amount(t, big30, "CNY").MulRat(big.NewRat(11, 1), HalfEven); !errors.Is(err, ErrRange) {
		t.Errorf("got %v", err)
	}
	if _, err := third.MulRat(nil, Up); !errors.Is(err, ErrNumber) {
		t.Errorf("got %v", err)
	}
	if _, err := FromRat(nil, third.Currency(), Up); !errors.Is(err, ErrNumber) {
		t.Errorf("got %v", err)
	}
	if _, err := FromRat(big.NewRat(1, 3), Currency{}, Up); !errors.Is(err, ErrCurrency) {
		t.Errorf("got %v", err)
	}
	if _, err := amount(t, big30, "CNY").Add(amount(t, "1.01", "CNY")); !errors.Is(err, ErrRange) {
		t.Errorf("got %v", err)
	}
}

func TestRound(t *testing.T) {
	for _, row := range []struct {
		text, code string
		mode       Rounding
		want       string
	}{
		{"1.005", "CNY", HalfEven, "1.00 CNY"}, {"1.005", "CNY", HalfUp, "1.01 CNY"}, {"1.0151", "CNY", Down, "1.01 CNY"}, {"-1.5", "JPY", HalfUp, "-2 JPY"},
		{"-1.5", "JPY", Ceiling, "-1 JPY"}, {"1.23456", "KWD", Floor, "1.234 KWD"}, {big30 + ".999", "CNY", Up, "1" + strings.Repeat("0", 30) + ".00 CNY"},
	} {
		got := amount(t, row.text, row.code).Round(row.mode)
		if got.String() != row.want {
			t.Errorf("%s %s %v: got %s, want %s", row.text, row.code, row.mode, got, row.want)
		}
		if back := amount(t, got.Text(), row.code); !back.Equal(got) {
			t.Errorf("%s came back as %s", got, back)
		}
	}
}

// Arithmetic agrees with exact ratios, on the fast path, off it and at the
// border between both.
func TestArithmeticAgreesWithRatios(t *testing.T) {
	const seed = 5
	r := rand.New(rand.NewPCG(seed, 2))
	yuan := currency(t, "CNY")
	random := func() Amount {
		switch r.IntN(4) {
		case 0:
			a, _ := Minor(r.Int64N(2001)-1000, yuan)
			return a
		case 1:
			a, _ := Minor(math.MaxInt64-r.Int64N(3), yuan)
			return a
		case 2:
			a, _ := Minor(math.MinInt64+r.Int64N(3), yuan)
			return a
		}
		a, err := New(decimal.New(r.Int64N(2_000_001)-1_000_000, int32(-r.IntN(10))), yuan)
		if err != nil {
			t.Fatal(err)
		}
		return a
	}
	for range 5000 {
		a, b := random(), random()
		sum, err1 := a.Add(b)
		difference, err2 := a.Sub(b)
		order, err3 := a.Cmp(b)
		if err := errors.Join(err1, err2, err3); err != nil {
			t.Fatal(err)
		}
		ra, rb := a.Rat(), b.Rat()
		if sum.Rat().Cmp(new(big.Rat).Add(ra, rb)) != 0 || difference.Rat().Cmp(new(big.Rat).Sub(ra, rb)) != 0 {
			t.Fatalf("seed %d: %v and %v: sum %v, difference %v", seed, a, b, sum, difference)
		}
		if order != ra.Cmp(rb) || difference.Sign() != order || a.Equal(b) != (order == 0) {
			t.Fatalf("seed %d: %v against %v is %d", seed, a, b, order)
		}
		if a.Neg().Rat().Cmp(new(big.Rat).Neg(ra)) != 0 || a.Abs().Sign() < 0 {
			t.Fatalf("seed %d: the opposite of %v is %v", seed, a, a.Neg())
		}
		if back, err := sum.Sub(b); err != nil || back.String() != a.String() {
			t.Fatalf("seed %d: %v + %v - %v is %v", seed, a, b, b, back)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, text := range []string{"12.50", "-0.05", "1e9", "00", "9223372036854775807", "-92233720368547758.08", "0.000000000000000001"} {
		f.Add(text, "CNY")
		f.Add(text, "JPY")
	}
	f.Fuzz(func(t *testing.T, text, code string) {
		a, err := Parse(text, code)
		if err != nil {
			return
		}
		if back, err := Parse(a.Text(), code); err != nil || !back.Equal(a) {
			t.Fatalf("%q is written %s, read back %v, %v", text, a, back, err)
		}
		want, ok := new(big.Rat).SetString(text)
		if !ok || a.Rat().Cmp(want) != 0 {
			t.Fatalf("%q was read as %v", text, a.Rat())
		}
	})
}
