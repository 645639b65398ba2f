package charter

import (
	"encoding/json"
	"errors"
	"math/big"
	"math/rand/v2"
	"strings"
	"testing"
)

func TestParseNumber(t *testing.T) {
	for text, want := range map[string]string{
		"": "", "0": "0", "-0": "0", "0.250": "0.25", "3/12": "0.25", "1/3": "1/3", "-2/6": "-1/3", "007": "7", "+5": "5",
		"1/1000000": "0.000001", "0.123456789012345678901234567890": "0.12345678901234567890123456789",
	} {
		n, err := ParseNumber(text)
		if err != nil || n.String() != want {
			t.Errorf("%q: got %q, %v, want %q", text, n, err, want)
		}
		if n.IsZero() != (text == "") {
			t.Errorf("%q: only the empty text states no number", text)
		}
	}
	for _, text := range []string{"x", "1e3", "0x10", "1_000", "1/0", "1/1000003", " 1", "1,5", "NaN", "Inf", "--1", "0b1", "1p3", strings.Repeat("9", MaxNumberText+1)} {
		n, err := ParseNumber(text)
		var number *NumberError
		if !errors.Is(err, ErrNumber) || !errors.As(err, &number) || !n.IsZero() {
			t.Errorf("%q: got %q, %v", text, n, err)
		}
		if err != nil && len(err.Error()) > 120 {
			t.Errorf("%q: the message is too long: %d bytes", text, len(err.Error()))
		}
	}
}

func TestNumberIsComparable(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 3))
	for range 500 {
		a, b := random.Int64N(200)-100, random.Int64N(50)+1
		k := random.Int64N(9) + 1
		if Fraction(a, b) != Fraction(a*k, b*k) {
			t.Fatalf("%d/%d and its multiple by %d differ", a, b, k)
		}
		exact, _ := Fraction(a, b).Rat()
		if exact.Cmp(big.NewRat(a, b)) != 0 {
			t.Fatalf("%d/%d became %s", a, b, exact)
		}
	}
	if !Fraction(1, 0).IsZero() || !RatNumber(nil).IsZero() || Whole(0).IsZero() {
		t.Error("no number and 0 are confused")
	}
}

func TestNumberIsACopy(t *testing.T) {
	r := big.NewRat(1, 2)
	n := RatNumber(r)
	r.SetInt64(9)
	got, _ := n.Rat()
	got.SetInt64(7)
	if n.String() != "0.5" {
		t.Errorf("the number changed to %s", n)
	}
}

func TestNumberJSON(t *testing.T) {
	type box struct {
		A Number `json:"a"`
		B Number `json:"b,omitzero"`
	}
	data, err := json.Marshal(box{A: Fraction(1, 3)})
	if err != nil || string(data) != `{"a":"1/3"}` {
		t.Errorf("got %s, %v", data, err)
	}
	var back box
	if err := json.Unmarshal([]byte(`{"a":"0.50","b":"2"}`), &back); err != nil || back.A != Fraction(1, 2) || back.B != Whole(2) {
		t.Errorf("got %+v, %v", back, err)
	}
	for _, bad := range []string{`{"a":0.5}`, `{"a":"half"}`, `{"a":true}`} {
		if err := json.Unmarshal([]byte(bad), &back); err == nil {
			t.Errorf("%s was read", bad)
		}
	}
}

func TestNumberArithmetic(t *testing.T) {
	if add(Fraction(1, 3), Fraction(1, 6)) != Fraction(1, 2) || times(Fraction(2, 3), Fraction(3, 4)) != Fraction(1, 2) {
		t.Error("sums and products are exact")
	}
	for _, n := range []Number{add(Number{}, Whole(1)), add(Whole(1), Number{}), times(Number{}, Whole(0)), times(Whole(0), Number{})} {
		if !n.IsZero() {
			t.Errorf("what is not known stays unknown, got %s", n)
		}
	}
	if v := (Number{}).Value("CNY"); v.Reason() != "missing-input" {
		t.Errorf("got %v", v)
	}
	if v := Fraction(1, 3).Value("h"); v.String() != "1/3 h" {
		t.Errorf("got %v", v)
	}
}
