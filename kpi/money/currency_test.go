package money

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"
)

// The exponents that are not 2, as the standard prints them.
var exponents = map[int]string{
	0: "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF",
	3: "BHD IQD JOD KWD LYD OMR TND",
	4: "CLF UYW",
}

func TestISOExponents(t *testing.T) {
	for places, codes := range exponents {
		for _, code := range strings.Fields(codes) {
			if c, err := Lookup(code); err != nil || c.Places() != places || c.Code() != code {
				t.Errorf("%s: %v with %d digits, %v; want %d", code, c, c.Places(), err, places)
			}
		}
	}
	for _, code := range strings.Fields("CNY USD EUR GBP HKD TWD CHF INR RUB BRL ZAR XCG ZWG XAD VED SLE MRU STN BGN HRK") {
		if c, err := Lookup(code); err != nil || c.Places() != 2 {
			t.Errorf("%s: %d digits, %v", code, c.Places(), err)
		}
	}
}

func TestCurrenciesIsTheCurrentTable(t *testing.T) {
	list := Currencies()
	if len(list) != 165 { // 178 codes of 2026-01-01 less the 13 without a minor unit
		t.Errorf("%d currencies", len(list))
	}
	odd := 0
	for i, c := range list {
		if i > 0 && list[i-1].code >= c.code {
			t.Errorf("%s does not follow %s", c, list[i-1])
		}
		if back, err := Lookup(c.Code()); err != nil || back != c {
			t.Errorf("%s is not found: %v", c, err)
		}
		if c.Places() != 2 {
			odd++
		}
		if strings.Contains(withdrawn, c.code) {
			t.Errorf("%s is withdrawn", c)
		}
	}
	if odd != 26 {
		t.Errorf("%d currencies without cents, want 26", odd)
	}
}

func TestLookupRefuses(t *testing.T) {
	for _, code := range []string{"", "cny", "CN", "CNYX", "XAU", "XXX", "XTS", " CN", "Y U", "NY ", "元", strings.Repeat("A", 5000)} {
		if c, err := Lookup(code); !errors.Is(err, ErrCurrency) || c != (Currency{}) {
			t.Errorf("%.20q gave %v, %v", code, c, err)
		} else if len(err.Error()) > 200 {
			t.Errorf("the message has %d bytes", len(err.Error()))
		}
	}
}

func TestNewCurrency(t *testing.T) {
	points, err := NewCurrency("POINT", 0)
	if err != nil || points.Places() != 0 || points.Code() != "POINT" {
		t.Fatalf("got %v, %v", points, err)
	}
	gold, err := NewCurrency("XAU", 4)
	if err != nil || gold == points {
		t.Errorf("got %v, %v", gold, err)
	}
	yuan, _ := Lookup("CNY")
	if same, err := NewCurrency("CNY", 2); err != nil || same != yuan {
		t.Errorf("got %v, %v", same, err)
	}
	for _, bad := range []struct {
		code   string
		places int
	}{{"CNY", 3}, {"JPY", 2}, {"BGN", 0}, {"", 2}, {"abc", 2}, {"1AB", 2}, {"A B", 2}, {"A/B", 2}, {"ABCDEFGHIJKLM", 2}, {"PTS", -1}, {"PTS", 13}} {
		if c, err := NewCurrency(bad.code, bad.places); !errors.Is(err, ErrCurrency) {
			t.Errorf("%v gave %v, %v", bad, c, err)
		}
	}
}

func TestCurrencyJSON(t *testing.T) {
	yuan, _ := Lookup("CNY")
	points, _ := NewCurrency("POINT", 0)
	for want, c := range map[string]Currency{`"CNY"`: yuan, `"POINT/0"`: points, `""`: {}} {
		data, err := json.Marshal(c)
		if err != nil || string(data) != want {
			t.Errorf("got %s, %v, want %s", data, err, want)
		}
		back := points
		if err := json.Unmarshal(data, &back); err != nil || back != c {
			t.Errorf("%s came back as %v, %v", data, back, err)
		}
	}
	for _, text := range []string{`"POINT"`, `"POINT/00"`, `"POINT/+1"`, `"POINT/"`, `"POINT/x"`, `"POINT/99"`, `"CNY/3"`, `"/2"`, `7`} {
		var c Currency
		if err := json.Unmarshal([]byte(text), &c); err == nil {
			t.Errorf("%s was read as %v", text, c)
		}
	}
}
