package sales_test

import (
	"encoding/json"
	"fmt"
	"math/big"
	"math/rand/v2"
	"reflect"
	"slices"
	"sync"
	"testing"

	"github.com/milepost-go/milepost/kpi"
	"github.com/milepost-go/milepost/kpi/money"
	"github.com/milepost-go/milepost/kpi/sales"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule/calendar"
	"github.com/shopspring/decimal"
)

// everything computes all that a process says of deals, as text.
func everything(t testing.TB, deals []sales.Deal, on calendar.Date, x sales.Exchange) string {
	t.Helper()
	p := process(t, "lead", "proposal", "talk")
	h := sales.Horizon{On: on, Days: 9, Windows: 4, LeastWindows: 1, Floor: 2, Level: kpi.Ratio(1, 3, ""), Exchange: x}
	pipe, err1 := p.Pipeline(deals, sales.PipelineOptions{On: on, Exchange: x})
	tally, err2 := sales.TallyDeals(deals, sales.Period{From: on.AddDays(-40), To: on}, x)
	forecast, err3 := p.Forecast(deals, h)
	test, err4 := p.BackTest(deals, h)
	funnel := p.Funnel(deals, sales.FunnelOptions{On: on, Floor: 2})
	for _, err := range []error{err1, err2, err3, err4} {
		if err != nil {
			t.Fatal(err)
		}
	}
	data, err := json.Marshal([]any{pipe, tally, forecast, test, funnel})
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// The order of the deals never reaches a result, and the deals are only read.
func TestOrderDoesNotMatter(t *testing.T) {
	for seed := range uint64(20) {
		r := rand.New(rand.NewPCG(seed, 14))
		deals := randomDeals(r, 70)
		before := slices.Clone(deals)
		want := everything(t, deals, today, sales.Exchange{})
		if !reflect.DeepEqual(deals, before) {
			t.Fatalf("seed %d: the deals were written to", seed)
		}
		r.Shuffle(len(deals), func(i, j int) { deals[i], deals[j] = deals[j], deals[i] })
		if got := everything(t, deals, today, sales.Exchange{}); got != want {
			t.Fatalf("seed %d:\n%s\n%s", seed, got, want)
		}
	}
}

// upTo returns the deals as they were recorded at the end of a day.
func upTo(deals []sales.Deal, day calendar.Date) []sales.Deal {
	var cut []sales.Deal
	for _, d := range deals {
		if d.Created.After(day) {
			continue
		}
		if d.Closed.After(day) {
			d.Outcome, d.Closed = sales.Open, calendar.Date{}
		}
		d.Visits = slices.DeleteFunc(slices.Clone(d.Visits), func(v sales.Visit) bool { return v.On.After(day) })
		cut = append(cut, d)
	}
	return cut
}

// Looking at an earlier day is the same as having recorded no later one.
func TestAnEarlierDayKnowsNothingLater(t *testing.T) {
	for seed := range uint64(20) {
		deals := randomDeals(rand.New(rand.NewPCG(seed, 15)), 70)
		for _, day := range []calendar.Date{ago(3), ago(25), ago(60)} {
			if got, want := everything(t, upTo(deals, day), day, sales.Exchange{}), everything(t, deals, day, sales.Exchange{}); got != want {
				t.Fatalf("seed %d, %v:\n%s\n%s", seed, day, got, want)
			}
		}
	}
}

// Only differences of days count: moving every date moves the periods and
// nothing else.
func TestMovingAllDates(t *testing.T) {
	const by = 1000
	deals := randomDeals(rand.New(rand.NewPCG(1, 16)), 90)
	moved := slices.Clone(deals)
	for i := range moved {
		d := &moved[i]
		d.Created, d.Closed = d.Created.AddDays(by), d.Closed.AddDays(by)
		d.Visits = slices.Clone(d.Visits)
		for k := range d.Visits {
			d.Visits[k].On = d.Visits[k].On.AddDays(by)
		}
	}
	p := process(t, "lead", "proposal", "talk")
	h := sales.Horizon{On: today, Days: 9, Windows: 4, LeastWindows: 1, Floor: 2, Level: kpi.Ratio(1, 3, "")}
	one, err1 := p.Forecast(deals, h)
	h.On = today.AddDays(by)
	two, err2 := p.Forecast(moved, h)
	if err1 != nil || err2 != nil {
		t.Fatal(err1, err2)
	}
	if two.Period != (sales.Period{From: one.Period.From.AddDays(by), To: one.Period.To.AddDays(by)}) {
		t.Errorf("period %v", two.Period)
	}
	two.Period = one.Period
	if fmt.Sprint(one) != fmt.Sprint(two) {
		t.Errorf("\n%v\n%v", one, two)
	}
}

// One rate for everything scales every amount and leaves every share alone.
func TestOneRateScalesEveryAmount(t *testing.T) {
	yuan, euro := lookup(t, "CNY"), lookup(t, "EUR")
	rates, err := money.NewRates([]money.Rate{{From: yuan, To: euro, On: "2026-01-01", Factor: decimal.RequireFromString("0.125")}}, money.RateOptions{})
	if err != nil {
		t.Fatal(err)
	}
	p := process(t, "lead", "proposal", "talk")
	eighth := func(v kpi.Value) kpi.Value {
		r, known := v.Rat()
		if !known {
			return v
		}
		return kpi.MoneyRat(r.Mul(r, big.NewRat(1, 8)), euro)
	}
	for seed := range uint64(20) {
		deals := randomDeals(rand.New(rand.NewPCG(seed, 17)), 80)
		h := sales.Horizon{On: today, Days: 9, Windows: 4, LeastWindows: 1, Floor: 2, Level: kpi.Ratio(1, 3, "")}
		plain, err1 := p.BackTest(deals, h)
		inYuan, err2 := p.Forecast(deals, h)
		h.Exchange = sales.Exchange{To: euro, Rates: rates, On: "2026-03-01"}
		converted, err3 := p.BackTest(deals, h)
		inEuro, err4 := p.Forecast(deals, h)
		if err1 != nil || err2 != nil || err3 != nil || err4 != nil {
			t.Fatal(err1, err2, err3, err4)
		}
		same(t, "expected", inEuro.Expected, eighth(inYuan.Expected))
		same(t, "low", inEuro.Low, eighth(inYuan.Low))
		same(t, "high", inEuro.High, eighth(inYuan.High))
		same(t, "bias", converted.Bias, eighth(plain.Bias))
		same(t, "brier", converted.Brier, plain.Brier)
		same(t, "held", converted.Held, plain.Held)
	}
}

// The Brier score is the mean over single deals, and no better than that of
// giving every deal of a stage the share that came true.
func TestBrierIsTheMeanOverDeals(t *testing.T) {
	for seed := range uint64(20) {
		deals := randomDeals(rand.New(rand.NewPCG(seed, 18)), 120)
		h := sales.Horizon{On: today, Days: 12, Windows: 5, LeastWindows: 1, Floor: 1}
		p := process(t, "lead", "proposal", "talk")
		b, err := p.BackTest(deals, h)
		if err != nil {
			t.Fatal(err)
		}
		o := oracle{deals, p.Stages(), h}
		squares, trials := new(big.Rat), int64(0)
		for _, c := range b.Cases {
			start := c.Period.From.AddDays(-1)
			at := h
			at.On = start
			f, err := p.Forecast(deals, at)
			if err != nil {
				t.Fatal(err)
			}
			for _, d := range deals {
				i := slices.Index(p.Stages(), o.stage(d, start))
				if !o.open(d, start) || i < 0 || f.Stages[i].Chance.IsUnknown() {
					continue
				}
				off, _ := f.Stages[i].Chance.Rat()
				if o.wonIn(d, start) {
					off.Sub(big.NewRat(1, 1), off)
				}
				squares.Add(squares, off.Mul(off, off))
				trials++
			}
		}
		sameRat(t, fmt.Sprint("squares, seed ", seed), b.Squares, squares)
		if b.Trials != trials {
			t.Errorf("seed %d: %d trials, want %d", seed, b.Trials, trials)
		}
		least, won := new(big.Rat), int64(0)
		for _, s := range b.Stages {
			if won += s.Won; s.Trials > 0 {
				least.Add(least, big.NewRat(s.Won*(s.Trials-s.Won), s.Trials))
			}
		}
		if squares.Cmp(least) < 0 || won > trials {
			t.Errorf("seed %d: %v is below the least, %v", seed, squares, least)
		}
	}
}

// Weighing by certain chances is the sum of what is certain.
func TestCertainChances(t *testing.T) {
	deals := randomDeals(rand.New(rand.NewPCG(3, 19)), 60)
	certain := kpi.Int(0, "")
	for i := range deals {
		deals[i].Probability = sales.Percent(100 * (i % 2))
		if i%2 == 1 && deals[i].Outcome == sales.Open {
			certain = certain.Add(kpi.Money(deals[i].Amount))
		}
	}
	p, err := process(t, "lead").Pipeline(deals, sales.PipelineOptions{})
	if err != nil {
		t.Fatal(err)
	}
	same(t, "weighted", p.Weighted, certain)
	same(t, "without probability", p.Unweighted.Add(yuanOf(0, 1)), yuanOf(0, 1))
}

// A process may be used by many at once.
func TestConcurrentUse(t *testing.T) {
	deals := randomDeals(rand.New(rand.NewPCG(4, 20)), 80)
	p := process(t, "lead", "proposal", "talk")
	want := fmt.Sprint(p.Funnel(deals, sales.FunnelOptions{On: today}))
	var group sync.WaitGroup
	for range 4 {
		group.Go(func() {
			if got := fmt.Sprint(p.Funnel(deals, sales.FunnelOptions{On: today})); got != want {
				t.Errorf("got %s", got)
			}
			if _, err := p.Forecast(deals, sales.Horizon{On: today, Days: 9}); err != nil {
				t.Error(err)
			}
		})
	}
	group.Wait()
	stages := p.Stages()
	stages[0] = "written to"
	if p.Stages()[0] != "lead" {
		t.Error("the stages are not a copy")
	}
}

// Every result is read again from its JSON as it was written.
func TestResultsJSON(t *testing.T) {
	p := process(t, "lead", "proposal")
	forecast, err1 := p.Forecast(sixDeals(), byHand())
	test, err2 := p.BackTest(sixDeals(), byHand())
	pipe, err3 := p.Pipeline(sixDeals(), sales.PipelineOptions{})
	tally, err4 := sales.TallyDeals(sixDeals(), sales.Period{}, sales.Exchange{})
	if err1 != nil || err2 != nil || err3 != nil || err4 != nil {
		t.Fatal(err1, err2, err3, err4)
	}
	again(t, forecast)
	again(t, test)
	again(t, pipe)
	again(t, tally)
	again(t, p.Funnel(sixDeals(), sales.FunnelOptions{}))
	again(t, pack())
	again(t, pack().Judge(sales.Results{Sales: yuanOf(1, 3), Answers: five(1, 2, 3)}))
	activities, _ := sales.CountActivities(feed(), sales.Period{From: ago(9)})
	again(t, activities)
}

func again[T any](t *testing.T, v T) {
	t.Helper()
	first, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	var read T
	if err := json.Unmarshal(first, &read); err != nil {
		t.Fatalf("%T: %v", v, err)
	}
	second, err := json.Marshal(read)
	if err != nil || string(first) != string(second) {
		t.Errorf("%T: %v\n%s\n%s", v, err, first, second)
	}
}

// Every code that is listed is reported for something, and every code that is
// reported is listed.
func TestEveryCodeIsReported(t *testing.T) {
	p := process(t, "lead", "proposal")
	skipped := []sales.Deal{{ID: "x", Created: ago(9), Closed: ago(1), Visits: []sales.Visit{{"proposal", ago(7)}, {"nowhere", ago(8)}}}, {ID: "x"}, {Outcome: sales.Lost}}
	_, missing := sales.Total([]money.Amount{yuan("3")}, sales.Exchange{To: lookup(t, "EUR")})
	short, err := p.Forecast(sixDeals(), sales.Horizon{On: today, Days: 10})
	if err != nil {
		t.Fatal(err)
	}
	counted, events := sales.CountActivities(feed(), sales.Period{})
	weak := five(1, 2)
	weak.Rejected = 1
	found := slices.Concat(
		p.CheckDeals(skipped), p.Funnel(skipped, sales.FunnelOptions{}).Check(), sales.RateFindings(missing), short.Check(), events, counted.Reconcile(nil), weak.Check(0),
		sales.Outcomes{Won: -1, WonValue: yuanOf(2, 1), LostValue: yuanOf(-1, 1)}.Check(),
	)
	reported := map[finding.Code]bool{}
	for _, f := range found {
		reported[f.Code], reported[f.Remedy] = true, true
		if f.Subject.Kind == "" || f.Remedy == "" {
			t.Errorf("%v says not about what, or not what to do", f)
		}
	}
	for _, code := range sales.Codes() {
		if !reported[code] {
			t.Errorf("%s is never reported", code)
		}
		delete(reported, code)
	}
	for code := range reported {
		t.Errorf("%s is not listed", code)
	}
}

func TestWords(t *testing.T) {
	for _, o := range []sales.Outcome{sales.Open, sales.Won, sales.Lost} {
		var read sales.Outcome
		if err := read.UnmarshalText([]byte(o.String())); err != nil || read != o {
			t.Errorf("%v: %v, %v", o, read, err)
		}
	}
	if sales.Outcome(7).String() != "outcome(7)" {
		t.Error(sales.Outcome(7))
	}
	var p sales.Probability
	if err := p.UnmarshalText([]byte("0.125")); err != nil || p.String() != "0.125" {
		t.Error(p, err)
	}
	if err := p.UnmarshalText([]byte("1.5")); err == nil || p.String() != "0.125" {
		t.Errorf("a bad text leaves %v, %v", p, err)
	}
	if err := p.UnmarshalText(nil); err != nil || !p.IsZero() || p.String() != "" {
		t.Error(p, err)
	}
}
