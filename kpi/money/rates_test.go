package money

import (
	"encoding/json"
	"errors"
	"math/big"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
)

func rate(t testing.TB, from, to string, on Date, factor string) Rate {
	t.Helper()
	return Rate{currency(t, from), currency(t, to), on, decimal.RequireFromString(factor)}
}

func table(t testing.TB, options RateOptions, list ...Rate) *Rates {
	t.Helper()
	rates, err := NewRates(list, options)
	if err != nil {
		t.Fatal(err)
	}
	return rates
}

// The conversion rates fixed for the euro (Council Regulation 2866/98), with
// conversion between two national units through the euro (1103/97, article 4).
func TestEuroTriangulation(t *testing.T) {
	national := map[string]Currency{}
	for _, code := range []string{"DEM", "FRF", "ITL"} {
		c, err := NewCurrency(code, map[string]int{"ITL": 0}[code])
		if code != "ITL" {
			c, err = NewCurrency(code, 2)
		}
		if err != nil {
			t.Fatal(err)
		}
		national[code] = c
	}
	euro := currency(t, "EUR")
	fixed := func(code, factor string) Rate {
		return Rate{euro, national[code], "1999-01-01", decimal.RequireFromString(factor)}
	}
	rates := table(t, RateOptions{Base: euro, Rounding: HalfUp}, fixed("DEM", "1.95583"), fixed("FRF", "6.55957"), fixed("ITL", "1936.27"))
	for _, row := range []struct {
		amount   string
		from, to Currency
		want     string
	}{
		{"100", national["DEM"], euro, "51.13 EUR"}, {"100", euro, national["DEM"], "195.58 DEM"},
		{"100", national["DEM"], national["FRF"], "335.39 FRF"}, {"1000", national["ITL"], national["DEM"], "1.01 DEM"},
		{"0.01", national["DEM"], national["ITL"], "10 ITL"}, {"5.123", euro, euro, "5.123 EUR"},
	} {
		a, err := ParseIn(row.amount, row.from)
		if err != nil {
			t.Fatal(err)
		}
		got, err := rates.Convert(a, row.to, "2001-06-30")
		if err != nil || got.String() != row.want {
			t.Errorf("%v to %v: %v, %v; want %s", a, row.to, got, err, row.want)
		}
	}
}

func TestQuotePicksTheLatest(t *testing.T) {
	rates := table(t, RateOptions{Base: currency(t, "USD")},
		rate(t, "EUR", "CNY", "2026-03-10", "7.9"), rate(t, "EUR", "CNY", "2026-01-01", "7.7"), rate(t, "EUR", "CNY", "2026-02-01", "7.8"),
		rate(t, "CNY", "EUR", "2026-02-20", "0.125"), rate(t, "CNY", "EUR", "2026-03-10", "0.2"),
		rate(t, "USD", "JPY", "2026-02-01", "150"), rate(t, "EUR", "USD", "2026-02-03", "1.1"))
	for _, row := range []struct {
		from, to string
		on       Date
		want     *big.Rat
		legs     string
	}{
		{"EUR", "CNY", "2026-01-01", big.NewRat(77, 10), "2026-01-01"},
		{"EUR", "CNY", "2026-01-31", big.NewRat(77, 10), "2026-01-01"},
		{"EUR", "CNY", "2026-02-19", big.NewRat(78, 10), "2026-02-01"},
		{"EUR", "CNY", "2026-02-20", big.NewRat(8, 1), "inverse 2026-02-20"},
		{"EUR", "CNY", "2026-03-09", big.NewRat(8, 1), "inverse 2026-02-20"},
		{"EUR", "CNY", "2026-03-10", big.NewRat(79, 10), "2026-03-10"},
		{"CNY", "EUR", "2026-03-10", big.NewRat(1, 5), "2026-03-10"},
		{"CNY", "EUR", "2026-02-02", big.NewRat(10, 78), "inverse 2026-02-01"},
		{"EUR", "JPY", "2026-02-03", big.NewRat(165, 1), "2026-02-03 2026-02-01"},
		{"JPY", "EUR", "2027-01-01", big.NewRat(1, 165), "inverse 2026-02-01 inverse 2026-02-03"},
		{"JPY", "JPY", "1999-01-01", big.NewRat(1, 1), ""},
	} {
		q, err := rates.Quote(currency(t, row.from), currency(t, row.to), row.on)
		if err != nil || q.Rat().Cmp(row.want) != 0 {
			t.Errorf("%s to %s on %s: %v, %v; want %v", row.from, row.to, row.on, q.Rat(), err, row.want)
		}
		var legs []string
		for _, leg := range q.Legs {
			if leg.Inverse {
				legs = append(legs, "inverse")
			}
			legs = append(legs, string(leg.Rate.On))
		}
		if got := strings.Join(legs, " "); got != row.legs {
			t.Errorf("%s to %s on %s went by %s, want %s", row.from, row.to, row.on, got, row.legs)
		}
	}
}

func TestMissingRate(t *testing.T) {
	rates := table(t, RateOptions{Base: currency(t, "USD")}, rate(t, "EUR", "CNY", "2026-02-01", "7.8"), rate(t, "EUR", "USD", "2026-03-01", "1.1"), rate(t, "USD", "JPY", "2026-02-01", "150"))
	for _, row := range []struct {
		from, to string
		on       Date
	}{{"EUR", "CNY", "2026-01-31"}, {"CNY", "EUR", "2026-01-31"}, {"EUR", "GBP", "2026-12-31"}, {"EUR", "JPY", "2026-02-28"}, {"JPY", "CNY", "2026-12-31"}} {
		got, err := rates.Convert(amount(t, "5", row.from), currency(t, row.to), row.on)
		var missing *MissingRateError
		if !errors.As(err, &missing) || !errors.Is(err, ErrMissingRate) || got != (Amount{}) {
			t.Errorf("%v gave %v, %v", row, got, err)
			continue
		}
		if missing.From.Code() != row.from || missing.To.Code() != row.to || missing.On != row.on {
			t.Errorf("%v is reported as %v", row, missing)
		}
	}
	_, err := new(Rates).Convert(amount(t, "5", "EUR"), currency(t, "CNY"), "2026-01-01")
	if err == nil || err.Error() != "money: missing rate: EUR to CNY on 2026-01-01" {
		t.Errorf("got %v", err)
	}
	if _, err := rates.Convert(amount(t, "5", "EUR"), currency(t, "CNY"), "2026-2-1"); !errors.Is(err, ErrDate) {
		t.Errorf("got %v", err)
	}
	if a, err := rates.Convert(Amount{}, currency(t, "CNY"), "2026-02-01"); err != nil || a.String() != "0.00 CNY" {
		t.Errorf("got %v, %v", a, err)
	}
}

func TestNewRatesListsEveryFault(t *testing.T) {
	good := rate(t, "EUR", "CNY", "2026-02-01", "7.8")
	_, err := NewRates([]Rate{
		good, rate(t, "EUR", "CNY", "2026-02-01", "7.8"), rate(t, "EUR", "EUR", "2026-02-01", "1"), rate(t, "EUR", "USD", "2026-02-30", "1"),
		rate(t, "EUR", "USD", "2026-02-01", "0"), rate(t, "EUR", "USD", "2026-02-01", "-1"), {To: good.To, On: good.On, Factor: good.Factor},
	}, RateOptions{})
	if err == nil || !errors.Is(err, ErrRate) || !errors.Is(err, ErrDate) {
		t.Fatalf("got %v", err)
	}
	lines := strings.Split(err.Error(), "\n")
	if len(lines) != 6 {
		t.Fatalf("%d faults: %v", len(lines), err)
	}
	for i, line := range lines {
		if !strings.HasPrefix(line, "rate "+string(rune('1'+i))+": ") {
			t.Errorf("fault %d is %q", i, line)
		}
	}
}

func TestRatesDoNotKeepTheList(t *testing.T) {
	list := []Rate{rate(t, "EUR", "CNY", "2026-02-01", "7.8")}
	rates := table(t, RateOptions{}, list...)
	list[0] = rate(t, "EUR", "CNY", "2026-02-01", "1")
	q, err := rates.Quote(currency(t, "EUR"), currency(t, "CNY"), "2026-02-01")
	if err != nil || q.Rat().Cmp(big.NewRat(78, 10)) != 0 {
		t.Errorf("got %v, %v", q.Rat(), err)
	}
	q.Legs[0].Inverse = true
	if again, _ := rates.Quote(currency(t, "EUR"), currency(t, "CNY"), "2026-02-01"); again.Legs[0].Inverse {
		t.Error("the table shares its legs")
	}
}

// Against a slow search over all rates, in any order of the list.
func TestQuoteAgreesWithSlowSearch(t *testing.T) {
	const seed = 31
	r := rand.New(rand.NewPCG(seed, 4))
	dates := []Date{"2025-12-31", "2026-01-01", "2026-01-15", "2026-02-01", "2026-02-28"}
	var list []Rate
	for _, on := range dates {
		for _, pair := range [][2]string{{"EUR", "CNY"}, {"CNY", "EUR"}} {
			if r.IntN(2) == 0 {
				list = append(list, Rate{currency(t, pair[0]), currency(t, pair[1]), on, decimal.New(r.Int64N(900)+1, -2)})
			}
		}
	}
	r.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
	rates := table(t, RateOptions{}, list...)
	from, to := currency(t, "EUR"), currency(t, "CNY")
	for _, on := range append(slices.Clone(dates), "2025-01-01", "2026-01-20", "2030-01-01") {
		var best *Rate
		for i, x := range list {
			if x.On <= on && (best == nil || x.On > best.On || x.On == best.On && x.From == from) {
				best = &list[i]
			}
		}
		q, err := rates.Quote(from, to, on)
		if best == nil {
			if !errors.Is(err, ErrMissingRate) {
				t.Errorf("seed %d: %s gave %v", seed, on, err)
			}
			continue
		}
		want := best.Factor.Rat()
		if best.From == to {
			want.Inv(want)
		}
		if err != nil || q.Rat().Cmp(want) != 0 {
			t.Errorf("seed %d: %s gave %v, %v, want %v", seed, on, q.Rat(), err, want)
		}
	}
}

func TestRateJSON(t *testing.T) {
	want := `{"from":"EUR","to":"CNY","on":"2026-02-01","factor":"7.8"}`
	data, err := json.Marshal(rate(t, "EUR", "CNY", "2026-02-01", "7.80"))
	if err != nil || string(data) != want {
		t.Errorf("got %s, %v", data, err)
	}
	var back Rate
	if err := json.Unmarshal(data, &back); err != nil || !back.Factor.Equal(decimal.RequireFromString("7.8")) || back.On != "2026-02-01" {
		t.Errorf("got %v, %v", back, err)
	}
	for _, bad := range []string{
		`{"from":"EUR","to":"CNY","on":"2026-02-01","factor":7.8}`, `{"from":"EUR","to":"CNY","on":"2026-02-01","factor":"0"}`,
		`{"from":"EUR","to":"EUR","on":"2026-02-01","factor":"1"}`, `{"from":"EUR","to":"CNY","on":"01.02.2026","factor":"1"}`,
		`{"from":"EUR","to":"CNY","on":"2026-02-01","factor":"1e1000000000"}`, `{"from":"EUR","to":"CNY","on":"2026-02-01","factor":"1","x":1}`, `[]`,
	} {
		if err := json.Unmarshal([]byte(bad), &back); err == nil {
			t.Errorf("%s was read as %v", bad, back)
		}
	}
	if _, err := json.Marshal(Rate{}); err == nil {
		t.Error("the zero Rate was written")
	}
}
