package money

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"
)

func TestAmountJSON(t *testing.T) {
	points, err := NewCurrency("POINT", 0)
	if err != nil {
		t.Fatal(err)
	}
	seven, err := ParseIn("7", points)
	if err != nil {
		t.Fatal(err)
	}
	for want, a := range map[string]Amount{
		`{"amount":"12.50","currency":"CNY"}`: amount(t, "12.5", "CNY"), `{"amount":"-3","currency":"JPY"}`: amount(t, "-3", "JPY"),
		`{"amount":"0.00","currency":"EUR"}`: amount(t, "0", "EUR"), `{"amount":"7","currency":"POINT/0"}`: seven, `null`: {},
		`{"amount":"` + big30 + `.01","currency":"EUR"}`: amount(t, big30+".01", "EUR"),
	} {
		data, err := json.Marshal(a)
		if err != nil || string(data) != want {
			t.Errorf("%v is written %s, %v; want %s", a, data, err, want)
		}
		back := seven
		if err := json.Unmarshal(data, &back); err != nil || !back.Equal(a) {
			t.Errorf("%s came back as %v, %v", data, back, err)
		}
	}
}

func TestAmountJSONKeepsTheCurrencyOfZero(t *testing.T) {
	type line struct {
		Cost Amount `json:"cost,omitzero"`
	}
	data, err := json.Marshal([]line{{amount(t, "0", "EUR")}, {}})
	if err != nil || string(data) != `[{"cost":{"amount":"0.00","currency":"EUR"}},{}]` {
		t.Errorf("got %s, %v", data, err)
	}
}

func TestAmountJSONRefuses(t *testing.T) {
	for _, data := range []string{
		`{"amount":12.5,"currency":"CNY"}`, `{"amount":"12.5"}`, `{"amount":"0","currency":""}`, `{"amount":"","currency":"CNY"}`, `{"currency":"CNY"}`,
		`{"amount":"12.5","currency":"cny"}`, `{"amount":"12.5","currency":"CNY","places":3}`, `{"amount":"1e3","currency":"CNY"}`, `"12.5 CNY"`, `12.5`, `[]`, `{}`, `true`,
		`{"amount":"` + strings.Repeat("9", 10000) + `","currency":"CNY"}`,
	} {
		a := amount(t, "1", "EUR")
		if err := json.Unmarshal([]byte(data), &a); err == nil || a.String() != "1.00 EUR" {
			t.Errorf("%.60s was read as %v, %v", data, a, err)
		}
	}
	var a Amount
	if err := a.UnmarshalJSON([]byte(`{"amount":"1","currency":"CNY"}{}`)); err == nil {
		t.Errorf("two values were read as %v", a)
	}
	if err := a.UnmarshalJSON([]byte(`{"amount":"1","currency":"ABC"}`)); !errors.Is(err, ErrCurrency) {
		t.Errorf("got %v", err)
	}
}

func FuzzAmountJSON(f *testing.F) {
	f.Add([]byte(`{"amount":"12.50","currency":"CNY"}`))
	f.Add([]byte(`{"amount":"7","currency":"POINT/0"}`))
	f.Add([]byte(`{"amount":"1e1000000000","currency":"CNY"}`))
	f.Add([]byte(`null`))
	f.Fuzz(func(t *testing.T, data []byte) {
		var a, back Amount
		if json.Unmarshal(data, &a) != nil {
			return
		}
		again, err := json.Marshal(a)
		if err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal(again, &back); err != nil || !back.Equal(a) {
			t.Fatalf("%s came back as %v, %v", again, back, err)
		}
	})
}
