package sales_test

import (
	"errors"
	"fmt"
	"math"
	"math/big"
	"math/rand/v2"
	"testing"

	"github.com/milepost-go/milepost/kpi"
	"github.com/milepost-go/milepost/kpi/money"
	"github.com/milepost-go/milepost/kpi/sales"
	"github.com/shopspring/decimal"
)

func lookup(t testing.TB, code string) money.Currency {
	t.Helper()
	c, err := money.Lookup(code)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// Sums and weighted sums, by ratios one at a time, of amounts up to the ends of
// 64 bits and finer than a minor unit.
func TestPipelineIsItsDefinition(t *testing.T) {
	c := lookup(t, "CNY")
	for seed := range uint64(40) {
		r := rand.New(rand.NewPCG(seed, 4))
		open, weighted := new(big.Rat), new(big.Rat)
		deals := make([]sales.Deal, r.IntN(200))
		for i := range deals {
			minor := []int64{r.Int64N(1000), -r.Int64N(1000), math.MaxInt64, math.MinInt64, math.MaxInt64 - r.Int64N(9)}[r.IntN(5)]
			a, _ := money.Minor(minor, c)
			if r.IntN(9) == 0 {
				a, _ = money.New(decimal.New(r.Int64(), -17), c)
			}
			p, err := sales.ParseProbability(fmt.Sprintf("0.%018d", r.Int64N(1e18)))
			if err != nil {
				t.Fatal(err)
			}
			if r.IntN(4) == 0 {
				p = sales.Percent(100 * r.IntN(2))
			}
			deals[i] = sales.Deal{Amount: a, Probability: p}
			chance, _ := p.Value().Rat()
			open.Add(open, a.Rat())
			weighted.Add(weighted, chance.Mul(chance, a.Rat()))
		}
		p, err := process(t, "any").Pipeline(deals, sales.PipelineOptions{Exchange: sales.Exchange{To: c}})
		if err != nil {
			t.Fatal(err)
		}
		same(t, fmt.Sprint("open, seed ", seed), p.Open, kpi.MoneyRat(open, c))
		same(t, fmt.Sprint("weighted, seed ", seed), p.Weighted, kpi.MoneyRat(weighted, c))
	}
}

func TestWeightedNeverOverflows(t *testing.T) {
	c := lookup(t, "CNY")
	for _, minor := range []int64{math.MaxInt64, math.MinInt64} {
		a, _ := money.Minor(minor, c)
		deals := make([]sales.Deal, 1000)
		for i := range deals {
			deals[i] = sales.Deal{Amount: a, Probability: sales.Percent(100)}
		}
		p, err := process(t, "any").Pipeline(deals, sales.PipelineOptions{})
		if err != nil {
			t.Fatal(err)
		}
		want := kpi.Money(a).Mul(kpi.Int(1000, ""))
		same(t, "open", p.Open, want)
		same(t, "weighted", p.Weighted, want)
	}
}

// What is left out is counted, and the parts sum to the whole.
func TestPipelinePartsSumToTheWhole(t *testing.T) {
	for seed := range uint64(40) {
		deals := randomDeals(rand.New(rand.NewPCG(seed, 6)), 80)
		deals[0].Amount = money.Amount{}
		p, err := process(t, "lead", "proposal", "talk").Pipeline(deals, sales.PipelineOptions{On: today})
		if err != nil {
			t.Fatal(err)
		}
		elsewhere, inStages, open, won := kpi.Int(0, ""), int64(0), int64(0), kpi.Int(0, "")
		sum := kpi.Int(0, "")
		for _, s := range p.Stages {
			sum, inStages = sum.Add(s.Open), inStages+s.Deals
		}
		for _, d := range deals {
			last := ""
			for _, v := range d.Visits {
				if !v.On.After(today) {
					last = v.Stage
				}
			}
			ended := d.Outcome != sales.Open && !d.Closed.After(today)
			switch {
			case d.Created.After(today):
			case !ended:
				open++
				if last == "" || last == "elsewhere" {
					elsewhere = elsewhere.Add(kpi.Money(d.Amount))
				}
			case d.Outcome == sales.Won:
				won = won.Add(kpi.Money(d.Amount))
			}
		}
		same(t, fmt.Sprint("seed ", seed), sum.Add(elsewhere), p.Open)
		same(t, fmt.Sprint("won, seed ", seed), p.Won, won)
		if inStages+p.NoStage != open || p.Deals != open {
			t.Errorf("seed %d: %d and %d deals of %d", seed, inStages, p.NoStage, open)
		}
	}
}

func TestPipelineOfSeveralCurrencies(t *testing.T) {
	euro, yen := lookup(t, "EUR"), lookup(t, "JPY")
	a, _ := money.Minor(10_00, euro)
	b, _ := money.Minor(300, yen)
	deals := []sales.Deal{{Amount: a, Probability: sales.Percent(50)}, {Amount: b, Probability: sales.Percent(10)}, {Amount: yuan("5"), Outcome: sales.Won}}
	p, err := process(t, "any").Pipeline(deals, sales.PipelineOptions{Exchange: sales.Exchange{To: euro}})
	var fault *sales.MissingRateError
	if !errors.As(err, &fault) || !errors.Is(err, sales.ErrMissingRate) || len(fault.Missing) != 2 || fault.Missing[0].Code() != "CNY" || fault.Missing[1].Code() != "JPY" {
		t.Fatalf("every currency is to be named: %v", err)
	}
	same(t, "nothing is added", p.Open, kpi.Unknown(kpi.ReasonMissingRate))
	if p.Deals != 2 || p.WonDeals != 1 {
		t.Errorf("the counts stand: %+v", p)
	}
	if found := sales.RateFindings(err); len(found) != 2 || found[0].Subject.ID != "CNY" || sales.RateFindings(errors.New("else")) != nil {
		t.Error(found)
	}
	rates, err := money.NewRates([]money.Rate{
		{From: euro, To: yen, On: "2026-01-01", Factor: decimal.RequireFromString("150")}, {From: euro, To: lookup(t, "CNY"), On: "2026-01-01", Factor: decimal.RequireFromString("8")},
	}, money.RateOptions{})
	if err != nil {
		t.Fatal(err)
	}
	p, err = process(t, "any").Pipeline(deals, sales.PipelineOptions{Exchange: sales.Exchange{To: euro, Rates: rates, On: "2026-03-01"}})
	if err != nil {
		t.Fatal(err)
	}
	same(t, "10 + 300/150", p.Open, kpi.MoneyRat(big.NewRat(12, 1), euro))
	same(t, "5 + 30/150", p.Weighted, kpi.MoneyRat(big.NewRat(26, 5), euro))
	same(t, "5/8", p.Won, kpi.MoneyRat(big.NewRat(5, 8), euro))
	if _, err := sales.RoundEach(deals, money.HalfUp); !errors.Is(err, sales.ErrMissingRate) || !errors.Is(err, money.ErrMismatch) {
		t.Error(err)
	}
	if text := (&sales.MissingRateError{Missing: money.Currencies()}).Error(); len(text) > 200 {
		t.Errorf("a long message: %s", text)
	}
}

func TestProbability(t *testing.T) {
	for text, want := range map[string]kpi.Value{
		"0": kpi.Int(0, ""), "1": kpi.Int(1, ""), "0.25": kpi.Ratio(1, 4, ""), "1.000": kpi.Int(1, ""), "0.000000000000000001": kpi.Ratio(1, 1e18, ""), "0.50": kpi.Ratio(1, 2, ""),
	} {
		p, err := sales.ParseProbability(text)
		if err != nil || p.IsZero() {
			t.Errorf("%q: %v", text, err)
		}
		same(t, text, p.Value(), want)
		if again, err := sales.ParseProbability(p.String()); err != nil || again != p {
			t.Errorf("%q is written %q", text, p)
		}
	}
	for _, text := range []string{"", "2", "-0", "-0.1", "1.1", "1.000000000000000001", "0.", ".5", "00.5", "0.0000000000000000001", "1e-1", "0,5", "NaN", "+1", "0.5 ", "10"} {
		if p, err := sales.ParseProbability(text); !errors.Is(err, sales.ErrProbability) || p != (sales.Probability{}) {
			t.Errorf("%q: %v, %v", text, p, err)
		}
	}
	same(t, "none", sales.Probability{}.Value(), kpi.Value{})
	same(t, "percent", sales.Percent(37).Value(), kpi.Ratio(37, 100, ""))
	if sales.Percent(-1) != (sales.Probability{}) || sales.Percent(101) != (sales.Probability{}) || sales.Percent(0).IsZero() {
		t.Error("0 % is a chance, -1 % and 101 % are none")
	}
}

func FuzzProbability(f *testing.F) {
	for _, seed := range []string{"0.25", "1", "1.0", "0.999999999999999999", "-1", "0.0000000000000000000", "1/2"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		p, err := sales.ParseProbability(text)
		if err != nil {
			return
		}
		want, ok := new(big.Rat).SetString(text)
		got, known := p.Value().Rat()
		if !ok || !known || got.Cmp(want) != 0 || want.Sign() < 0 || want.Cmp(big.NewRat(1, 1)) > 0 {
			t.Errorf("%q is read as %v", text, p)
		}
	})
}

func TestTotalEdges(t *testing.T) {
	v, err := sales.Total(nil, sales.Exchange{})
	if err != nil || !v.Equal(kpi.Int(0, "")) {
		t.Errorf("nothing sums to 0: %v, %v", v, err)
	}
	v, err = sales.Total([]money.Amount{{}, yuan("3"), {}}, sales.Exchange{})
	if err != nil || !v.Equal(yuanOf(3, 1)) {
		t.Errorf("got %v, %v", v, err)
	}
	_, err = sales.Total([]money.Amount{yuan("3")}, sales.Exchange{To: lookup(t, "EUR"), On: "no day"})
	if !errors.Is(err, sales.ErrMissingRate) {
		t.Error(err)
	}
}

func manyDeals(n int) []sales.Deal {
	stages := []string{"lead", "proposal", "talk"}
	r := rand.New(rand.NewPCG(1, 2))
	c, _ := money.Lookup("CNY")
	visits := make([]sales.Visit, 0, 3*n)
	deals := make([]sales.Deal, n)
	for i := range deals {
		created := ago(r.IntN(900))
		from := len(visits)
		for s := range 1 + r.IntN(3) {
			visits = append(visits, sales.Visit{Stage: stages[s], On: created.AddDays(10 * s)})
		}
		a, _ := money.Minor(r.Int64N(1e9), c)
		deals[i] = sales.Deal{Amount: a, Probability: sales.Percent(r.IntN(101)), Outcome: sales.Outcome(r.IntN(3)), Created: created, Visits: visits[from:]}
		if deals[i].Outcome != sales.Open {
			deals[i].Closed = created.AddDays(30 + r.IntN(60))
		}
	}
	return deals
}

// One pass over many deals takes the same few allocations as over some.
func TestNoAllocationPerDeal(t *testing.T) {
	p := process(t, "lead", "proposal", "talk")
	few, many := manyDeals(2000), manyDeals(20000)
	for name, run := range map[string]func([]sales.Deal){
		"pipeline": func(d []sales.Deal) {
			if _, err := p.Pipeline(d, sales.PipelineOptions{On: today}); err != nil {
				t.Fatal(err)
			}
		},
		"funnel": func(d []sales.Deal) { p.Funnel(d, sales.FunnelOptions{On: today}) },
	} {
		some, more := testing.AllocsPerRun(2, func() { run(few) }), testing.AllocsPerRun(2, func() { run(many) })
		if more > some+50 {
			t.Errorf("%s: %v allocations for 2000 deals, %v for 20000", name, some, more)
		}
	}
}

func BenchmarkMillionDeals(b *testing.B) {
	p, deals := process(b, "lead", "proposal", "talk"), manyDeals(1_000_000)
	b.Run("pipeline", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, err := p.Pipeline(deals, sales.PipelineOptions{On: today}); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("funnel", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			p.Funnel(deals, sales.FunnelOptions{On: today})
		}
	})
	b.Run("forecast", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, err := p.Forecast(deals, sales.Horizon{On: today, Days: 30}); err != nil {
				b.Fatal(err)
			}
		}
	})
}
