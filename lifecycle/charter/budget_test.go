package charter

import (
	"errors"
	"math/big"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"

	"github.com/milepost-go/milepost/kpi/money"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule/calendar"
)

func yuan(text string) money.Amount { return amount(text, "CNY") }

func amount(text, code string) money.Amount {
	a, err := money.Parse(text, code)
	if err != nil {
		panic(err)
	}
	return a
}

func northBudget() Budget {
	return Budget{
		Currency: yuan("0").Currency(), Contingency: yuan("10000"), Management: yuan("5000"),
		Lines: []BudgetLine{
			{"B1", "labour", "engineers", yuan("90000"), day("2026-02-01"), day("2026-04-30")},
			{"B2", "travel", "visits", yuan("100"), day("2026-02-27"), day("2026-03-01")},
		},
	}
}

// TestPhasedByHand: 90,000 over 28+31+30 = 89 days is 28,314.606.., 31,348.314..
// and 30,337.078..; rounded down they lack one cent, which goes to the largest
// remainder, the first. 100 over 2 days of February and 1 of March is 66.67
// and 33.33.
func TestPhasedByHand(t *testing.T) {
	got, err := northBudget().Phased([]calendar.Date{day("2026-04-01"), day("2026-02-01"), day("2026-03-01"), day("2026-03-01")}, nil)
	if err != nil {
		t.Fatal(err)
	}
	var rows []string
	for _, p := range got {
		rows = append(rows, p.From.String()+" "+p.To.String()+" "+p.Type+" "+p.Amount.Text())
	}
	want := []string{
		"2026-02-01 2026-02-28 labour 28314.61", "2026-02-27 2026-02-28 travel 66.67",
		"2026-03-01 2026-03-31 labour 31348.31", "2026-03-01 2026-03-01 travel 33.33",
		"2026-04-01 2026-04-30 labour 30337.08",
	}
	if diff := cmp.Diff(want, rows); diff != "" {
		t.Error(diff)
	}
}

// TestPhasedSums: whatever the cuts, the parts sum to the lines by cost type,
// and each is within a cent of its exact share, counted day by day.
func TestPhasedSums(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 1))
	start := day("2026-01-01")
	for seed := range 300 {
		b := Budget{Currency: yuan("0").Currency()}
		exact := map[slot]*big.Rat{}
		var cuts []calendar.Date
		for range r.IntN(6) {
			cuts = append(cuts, start.AddDays(r.IntN(120)))
		}
		sums := map[string]*big.Rat{}
		for i := range 1 + r.IntN(5) {
			from, days := r.IntN(100), 1+r.IntN(50)
			cents := r.Int64N(1_000_000)
			a, _ := money.Minor(cents, b.Currency)
			l := BudgetLine{string(rune('a' + i)), []string{"labour", "travel"}[r.IntN(2)], "", a, start.AddDays(from), start.AddDays(from + days - 1)}
			b.Lines = append(b.Lines, l)
			for d := range days {
				period := 0
				for i, cut := range cuts {
					first := true
					for _, other := range cuts[:i] {
						first = first && other != cut
					}
					if first && !cut.After(l.From.AddDays(d)) {
						period++
					}
				}
				at := slot{period, l.Type}
				if exact[at] == nil {
					exact[at] = new(big.Rat)
				}
				exact[at].Add(exact[at], new(big.Rat).Quo(a.Rat(), big.NewRat(int64(days), 1)))
			}
			if sums[l.Type] == nil {
				sums[l.Type] = new(big.Rat)
			}
			sums[l.Type].Add(sums[l.Type], a.Rat())
		}
		parts, err := b.Phased(cuts, nil)
		if err != nil || len(parts) != len(exact) {
			t.Fatalf("seed %d: %d parts, want %d: %v", seed, len(parts), len(exact), err)
		}
		tolerance := big.NewRat(int64(len(b.Lines)), 100)
		for _, p := range parts {
			sums[p.Type].Sub(sums[p.Type], p.Amount.Rat())
			near := false
			for at, want := range exact {
				diff := new(big.Rat).Sub(want, p.Amount.Rat())
				near = near || at.kind == p.Type && diff.Abs(diff).Cmp(tolerance) <= 0
			}
			if !near {
				t.Fatalf("seed %d: no exact share near %v", seed, p)
			}
		}
		for kind, left := range sums {
			if left.Sign() != 0 {
				t.Fatalf("seed %d: %s of %s is lost or won", seed, left.RatString(), kind)
			}
		}
	}
}

func TestBaselineAndCurrencies(t *testing.T) {
	b := northBudget()
	baseline, err := b.Baseline(nil)
	authorized, err2 := b.Authorized(nil)
	if err != nil || err2 != nil || baseline.Text() != "100100.00" || authorized.Text() != "105100.00" {
		t.Fatalf("%v, %v, %v, %v", baseline, authorized, err, err2)
	}
	b.Lines = append(b.Lines, BudgetLine{"B3", "licence", "", amount("200.00", "EUR"), day("2026-03-01"), day("2026-03-31")},
		BudgetLine{"B4", "licence", "", amount("10.00", "USD"), day("2026-03-01"), day("2026-03-31")})
	for _, ask := range []func() error{
		func() error { _, err := b.Baseline(nil); return err },
		func() error { _, err := b.Authorized(nil); return err },
		func() error { _, err := b.Phased(nil, nil); return err },
	} {
		var missing *money.MissingRateError
		if err := ask(); !errors.As(err, &missing) || !strings.Contains(err.Error(), `"B3"`) || !strings.Contains(err.Error(), `"B4"`) {
			t.Errorf("money of other currencies without a rate: %v, want both lines named", err)
		}
	}
	rates, err := money.NewRates([]money.Rate{
		{From: amount("0", "EUR").Currency(), To: b.Currency, On: "2026-01-01", Factor: decimal.RequireFromString("7.85")},
		{From: amount("0", "USD").Currency(), To: b.Currency, On: "2026-01-01", Factor: decimal.RequireFromString("7.2")},
	}, money.RateOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if baseline, err = b.Baseline(rates); err != nil || baseline.Text() != "101742.00" { // 100,100 + 200 x 7.85 + 10 x 7.2
		t.Errorf("%v, %v", baseline, err)
	}
}

func TestBudgetFaults(t *testing.T) {
	if found := northBudget().Check(); len(found) != 0 {
		t.Fatalf("the good budget has %v", texts(found))
	}
	if found := (Budget{}).Check(); found != nil {
		t.Fatalf("no budget has %v", texts(found))
	}
	for _, c := range []struct {
		name string
		harm func(*Budget)
		want finding.Code
		at   string
	}{
		{"no currency", func(b *Budget) { *b = Budget{Lines: b.Lines} }, CodeNoCurrency, "budget.currency"},
		{"reserve in other money", func(b *Budget) { b.Contingency = amount("5", "EUR") }, CodeOtherCurrency, "budget.contingency"},
		{"reserve below zero", func(b *Budget) { b.Management = yuan("-1") }, CodeNegative, "budget.management"},
		{"line without id", func(b *Budget) { b.Lines[0].ID = "" }, CodeNoID, "budget_line.id"},
		{"line twice", func(b *Budget) { b.Lines[0].ID = "B2" }, CodeDuplicateID, "budget_line B2.id"},
		{"line without type", func(b *Budget) { b.Lines[0].Type = "" }, CodeRowIncomplete, "budget_line B1.type"},
		{"line below zero", func(b *Budget) { b.Lines[0].Amount = yuan("-0.01") }, CodeNegative, "budget_line B1.amount"},
		{"line without days", func(b *Budget) { b.Lines[0].To = calendar.Date{} }, CodeRowIncomplete, "budget_line B1.from"},
		{"line reversed", func(b *Budget) { b.Lines[0].To = day("2026-01-31") }, CodeWindowReversed, "budget_line B1.to"},
	} {
		b := northBudget()
		c.harm(&b)
		found := b.Check()
		if len(found) != 1 || found[0].Code != c.want || found[0].Subject.String() != c.at {
			t.Errorf("%s: got %q, want %s at %s", c.name, texts(found), c.want, c.at)
		}
	}
	for _, l := range []BudgetLine{{ID: "x", Amount: yuan("1")}, {ID: "x", Amount: yuan("1"), From: day("2026-02-02"), To: day("2026-02-01")}} {
		if _, err := (Budget{Currency: yuan("0").Currency(), Lines: []BudgetLine{l}}).Phased(nil, nil); !errors.Is(err, ErrNoDays) {
			t.Errorf("%v: %v", l, err)
		}
	}
}
