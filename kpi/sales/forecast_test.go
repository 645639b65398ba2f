package sales_test

import (
	"errors"
	"fmt"
	"math/big"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/milepost-go/milepost/kpi"
	"github.com/milepost-go/milepost/kpi/money"
	"github.com/milepost-go/milepost/kpi/sales"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// today is the day of the forecasts.
var today = calendar.DateOf(2026, 3, 2)

// ago returns the day n days before today.
func ago(n int) calendar.Date { return today.AddDays(-n) }

func process(t testing.TB, stages ...string) *sales.Process {
	t.Helper()
	p, err := sales.NewProcess(stages...)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func cny(r *big.Rat) kpi.Value {
	c, err := money.Lookup("CNY")
	if err != nil {
		panic(err)
	}
	return kpi.MoneyRat(r, c)
}

func yuanOf(num, den int64) kpi.Value { return cny(big.NewRat(num, den)) }

// sixDeals are few enough to forecast by hand, in periods of ten days.
func sixDeals() []sales.Deal {
	at := func(stage string, days int) sales.Visit { return sales.Visit{Stage: stage, On: ago(days)} }
	return []sales.Deal{
		{ID: "a", Amount: yuan("100"), Outcome: sales.Won, Created: ago(40), Closed: ago(35), Visits: []sales.Visit{at("lead", 40)}},
		{ID: "b", Amount: yuan("100"), Outcome: sales.Lost, Created: ago(40), Closed: ago(15), Visits: []sales.Visit{at("lead", 40), at("proposal", 25)}},
		{ID: "c", Amount: yuan("50"), Outcome: sales.Won, Created: ago(28), Closed: ago(22), Visits: []sales.Visit{at("lead", 28)}},
		{ID: "d", Amount: yuan("300"), Created: ago(20), Visits: []sales.Visit{at("lead", 20)}},
		{ID: "e", Amount: yuan("200"), Outcome: sales.Won, Created: ago(12), Closed: ago(3), Visits: []sales.Visit{at("lead", 12), at("proposal", 10)}},
		{ID: "f", Amount: yuan("80"), Created: ago(5), Visits: []sales.Visit{at("proposal", 5)}},
	}
}

func byHand() sales.Horizon {
	return sales.Horizon{On: today, Days: 10, Windows: 4, LeastWindows: 2, Floor: 2, Level: kpi.Ratio(1, 4, "")}
}

// By hand: in lead a was won out of a, b, b, d, d; in proposal e out of b, e; c
// was created and won within one of four periods. Before, the errors were 325/3
// and -125.
func TestForecastByHand(t *testing.T) {
	f, err := process(t, "lead", "proposal").Forecast(sixDeals(), byHand())
	if err != nil {
		t.Fatal(err)
	}
	same(t, "chance in lead", f.Stages[0].Chance, kpi.Ratio(1, 5, ""))
	same(t, "chance in proposal", f.Stages[1].Chance, kpi.Ratio(1, 2, ""))
	same(t, "lead", f.Stages[0].Expected, yuanOf(60, 1))
	same(t, "proposal", f.Stages[1].Expected, yuanOf(40, 1))
	same(t, "fresh", f.Fresh, yuanOf(25, 2))
	same(t, "expected", f.Expected, yuanOf(225, 2))
	same(t, "low", f.Low, yuanOf(-25, 2))
	same(t, "high", f.High, yuanOf(1325, 6))
	if f.Windows != 4 || f.Errors != 2 || f.LeastErrors != 2 || f.LeftOutDeals != 0 {
		t.Errorf("got %+v", f)
	}
	if want := (sales.Period{From: ago(-1), To: ago(-10)}); f.Period != want {
		t.Errorf("period %v", f.Period)
	}
}

// By hand: lead was given 1/2, 1/3 and 1/4 for one deal each, none of them won.
func TestBackTestByHand(t *testing.T) {
	b, err := process(t, "lead", "proposal").BackTest(sixDeals(), byHand())
	if err != nil {
		t.Fatal(err)
	}
	short := kpi.Unknown(kpi.ReasonInsufficientHistory)
	for i, want := range []struct{ expected, actual, leftOut kpi.Value }{
		{short, yuanOf(100, 1), yuanOf(200, 1)}, {short, yuanOf(50, 1), yuanOf(0, 1)}, {yuanOf(125, 1), yuanOf(0, 1), yuanOf(100, 1)}, {yuanOf(275, 3), yuanOf(200, 1), yuanOf(200, 1)},
	} {
		c := b.Cases[i]
		same(t, fmt.Sprint("expected ", i), c.Expected, want.expected)
		same(t, fmt.Sprint("actual ", i), c.Actual, want.actual)
		same(t, fmt.Sprint("left out ", i), c.LeftOut.Add(yuanOf(0, 1)), want.leftOut)
	}
	same(t, "squares", b.Squares, kpi.Ratio(61, 144, ""))
	same(t, "brier", b.Brier, kpi.Ratio(61, 432, ""))
	same(t, "bias", b.Bias, yuanOf(-25, 3))
	same(t, "held", b.Held, kpi.Unknown(kpi.ReasonNoData))
	same(t, "predicted", b.Stages[0].Predicted, kpi.Ratio(13, 12, ""))
	if b.Trials != 3 || b.Stages[0].Won != 0 || b.Stages[0].Trials != 3 || b.Stages[1].Trials != 0 {
		t.Errorf("got %+v", b)
	}
}

func TestForecastWithoutHistory(t *testing.T) {
	p := process(t, "lead", "proposal")
	short := kpi.Unknown(kpi.ReasonInsufficientHistory)
	h := byHand()
	h.Floor, h.LeastWindows, h.Level = 0, 0, kpi.Value{}
	f, err := p.Forecast(sixDeals(), h)
	if err != nil {
		t.Fatal(err)
	}
	same(t, "below the floor of ten", f.Expected, short)
	same(t, "left out", f.LeftOut, yuanOf(380, 1))
	same(t, "interval", f.Low, short)
	found := f.Check()
	if len(found) != 3 || found[0].Code == "" || f.LeastErrors != 9 {
		t.Errorf("two stages and the interval are to be found, nine errors needed: %v, %d", found, f.LeastErrors)
	}
	f, err = p.Forecast(nil, h)
	if err != nil || !f.Expected.Equal(short) {
		t.Errorf("no deals: %v, %v", f.Expected, err)
	}
}

func TestForecastSkipsDealsWithoutDates(t *testing.T) {
	deals := sixDeals()
	with := append(deals, sales.Deal{ID: "x", Amount: yuan("7"), Outcome: sales.Won, Created: ago(30)}, sales.Deal{ID: "y", Amount: yuan("7"), Visits: []sales.Visit{{Stage: "lead"}}})
	p := process(t, "lead", "proposal")
	f, err := p.Forecast(with, byHand())
	if err != nil || f.Skipped != 2 || !f.Expected.Equal(yuanOf(225, 2)) {
		t.Errorf("got %v, %d skipped, %v", f.Expected, f.Skipped, err)
	}
}

// A deal without an amount is a trial like any other; it adds nothing to what is
// expected, and is counted as left out.
func TestForecastOfDealsWithoutAmount(t *testing.T) {
	deals := sixDeals()
	deals[3].Amount = money.Amount{} // d, open in lead
	f, err := process(t, "lead", "proposal").Forecast(deals, byHand())
	if err != nil {
		t.Fatal(err)
	}
	same(t, "chance in lead", f.Stages[0].Chance, kpi.Ratio(1, 5, ""))
	same(t, "expected", f.Expected, yuanOf(105, 2)) // 80 * 1/2 + 50/4
	if f.LeftOutDeals != 1 || f.Stages[0].Deals != 1 {
		t.Errorf("got %+v", f)
	}
}

func TestForecastRefuses(t *testing.T) {
	p := process(t, "lead")
	good := sales.Horizon{On: today, Days: 7}
	for what, h := range map[string]sales.Horizon{
		"no day": {Days: 7}, "no length": {On: today}, "too long": {On: today, Days: 3661}, "too many": {On: today, Days: 7, Windows: 521},
		"fewer than the least": {On: today, Days: 7, Windows: 3}, "below zero": {On: today, Days: 7, Windows: -1}, "least below zero": {On: today, Days: 7, LeastWindows: -1},
		"level 0": {On: today, Days: 7, Level: kpi.Int(0, "")}, "level 1": {On: today, Days: 7, Level: kpi.Int(1, "")}, "level unknown": {On: today, Days: 7, Level: kpi.Unknown("no-data")},
	} {
		if _, err := p.Forecast(nil, h); !errors.Is(err, sales.ErrHorizon) {
			t.Errorf("%s: %v", what, err)
		}
		if _, err := p.BackTest(nil, h); !errors.Is(err, sales.ErrHorizon) {
			t.Errorf("%s: %v", what, err)
		}
	}
	euro, err := money.Parse("5", "EUR")
	if err != nil {
		t.Fatal(err)
	}
	mixed := append(sixDeals(), sales.Deal{ID: "z", Amount: euro, Created: ago(3), Visits: []sales.Visit{{Stage: "lead", On: ago(3)}}})
	var fault *sales.MissingRateError
	if _, err := p.Forecast(mixed, good); !errors.As(err, &fault) || len(fault.Missing) != 2 {
		t.Errorf("two currencies: %v", err)
	}
}

// oracle is the definition of a forecast, deal by deal and day by day.
type oracle struct {
	deals  []sales.Deal
	stages []string
	h      sales.Horizon
}

func (o oracle) open(d sales.Deal, day calendar.Date) bool {
	return !d.Created.After(day) && (d.Outcome == sales.Open || d.Closed.After(day))
}

func (o oracle) stage(d sales.Deal, day calendar.Date) string {
	at := ""
	for _, v := range d.Visits {
		if !v.On.After(day) {
			at = v.Stage
		}
	}
	return at
}

func (o oracle) wonIn(d sales.Deal, start calendar.Date) bool {
	return d.Outcome == sales.Won && d.Closed.After(start) && !d.Closed.After(start.AddDays(o.h.Days))
}

func (o oracle) first() calendar.Date {
	first := today
	for _, d := range o.deals {
		if d.Created.Before(first) {
			first = d.Created
		}
	}
	return first
}

// expected returns what is forecast on a day, or nil.
func (o oracle) expected(day calendar.Date) *big.Rat {
	var starts []calendar.Date
	for k := 1; k <= o.h.Windows; k++ {
		if s := day.AddDays(-k * o.h.Days); !s.Before(o.first()) {
			starts = append(starts, s)
		}
	}
	if len(starts) < o.h.LeastWindows {
		return nil
	}
	total, fresh, taken, left := new(big.Rat), new(big.Rat), 0, 0
	for _, stage := range append(o.stages, "") {
		trials, won := int64(0), int64(0)
		now, deals := new(big.Rat), 0
		for _, d := range o.deals {
			for _, s := range starts {
				if o.open(d, s) && o.stage(d, s) == stage {
					trials++
					if o.wonIn(d, s) {
						won++
					}
				}
			}
			if o.open(d, day) && o.stage(d, day) == stage {
				now.Add(now, d.Amount.Rat())
				deals++
			}
		}
		switch {
		case deals == 0:
		case stage == "" || trials < int64(o.h.Floor):
			left++
		default:
			taken++
			total.Add(total, now.Mul(now, big.NewRat(won, trials)))
		}
	}
	if taken == 0 && left > 0 {
		return nil
	}
	for _, d := range o.deals {
		for _, s := range starts {
			if o.wonIn(d, s) && d.Created.After(s) {
				fresh.Add(fresh, d.Amount.Rat())
			}
		}
	}
	return total.Add(total, fresh.Quo(fresh, big.NewRat(int64(len(starts)), 1)))
}

func (o oracle) actual(start calendar.Date) *big.Rat {
	sum := new(big.Rat)
	for _, d := range o.deals {
		if o.wonIn(d, start) {
			sum.Add(sum, d.Amount.Rat())
		}
	}
	return sum
}

// interval returns the ends on a day; nil where there is none.
func (o oracle) interval(day calendar.Date) (low, high *big.Rat) {
	var errs []*big.Rat
	for k := 1; k <= o.h.Windows; k++ {
		s := day.AddDays(-k * o.h.Days)
		if e := o.expected(s); e != nil && !s.Before(o.first()) {
			errs = append(errs, e.Sub(o.actual(s), e))
		}
	}
	slices.SortFunc(errs, (*big.Rat).Cmp)
	level, _ := o.h.Level.Rat()
	rank := 0 // the largest r with 2r <= (n + 1)(1 - level)
	for most := new(big.Rat).Mul(big.NewRat(int64(len(errs)+1), 1), level.Sub(big.NewRat(1, 1), level)); big.NewRat(int64(2*rank+2), 1).Cmp(most) <= 0; {
		rank++
	}
	e := o.expected(day)
	if rank == 0 || e == nil {
		return nil, nil
	}
	return new(big.Rat).Add(e, errs[rank-1]), new(big.Rat).Add(e, errs[len(errs)-rank])
}

func sameRat(t *testing.T, what string, got kpi.Value, want *big.Rat) {
	t.Helper()
	r, known := got.Rat()
	if known != (want != nil) || known && r.Cmp(want) != 0 {
		t.Errorf("%s: got %v, want %v", what, got, want)
	}
}

// randomDeals returns deals with dates up to 150 days before today and 20 after.
func randomDeals(r *rand.Rand, n int) []sales.Deal {
	stages := []string{"lead", "proposal", "talk", "elsewhere"}
	deals := make([]sales.Deal, n)
	c, _ := money.Lookup("CNY")
	for i := range deals {
		d := &deals[i]
		d.ID = fmt.Sprint(i)
		d.Amount, _ = money.Minor(r.Int64N(100_000)-5_000, c)
		d.Created = ago(r.IntN(150) - 10)
		on := d.Created
		for range r.IntN(5) {
			d.Visits = append(d.Visits, sales.Visit{Stage: stages[r.IntN(7)%4], On: on})
			on = on.AddDays(r.IntN(20))
		}
		d.Outcome = sales.Outcome(r.IntN(3))
		if d.Outcome != sales.Open {
			d.Closed = on.AddDays(r.IntN(10))
		}
		if r.IntN(2) == 0 {
			d.Probability = sales.Percent(r.IntN(101))
		}
	}
	return deals
}

func TestForecastIsItsDefinition(t *testing.T) {
	for seed := range uint64(30) {
		r := rand.New(rand.NewPCG(seed, 7))
		deals := randomDeals(r, 20+r.IntN(60))
		h := sales.Horizon{On: today, Days: 3 + r.IntN(12), Windows: 3 + r.IntN(4), LeastWindows: 1 + r.IntN(3), Floor: 1 + r.IntN(6), Level: kpi.Ratio(1+r.Int64N(3), 5, "")}
		p := process(t, "lead", "proposal", "talk")
		o := oracle{deals, p.Stages(), h}
		f, err := p.Forecast(deals, h)
		if err != nil {
			t.Fatal(err)
		}
		low, high := o.interval(today)
		sameRat(t, fmt.Sprint("seed ", seed, " expected"), f.Expected, o.expected(today))
		sameRat(t, fmt.Sprint("seed ", seed, " low"), f.Low, low)
		sameRat(t, fmt.Sprint("seed ", seed, " high"), f.High, high)
		b, err := p.BackTest(deals, h)
		if err != nil {
			t.Fatal(err)
		}
		inside, intervals := int64(0), int64(0)
		for _, c := range b.Cases {
			start := c.Period.From.AddDays(-1)
			low, high := o.interval(start)
			sameRat(t, fmt.Sprint("seed ", seed, " case expected"), c.Expected, o.expected(start))
			sameRat(t, fmt.Sprint("seed ", seed, " case low"), c.Low, low)
			sameRat(t, fmt.Sprint("seed ", seed, " case actual"), c.Actual, o.actual(start))
			if low != nil {
				intervals++
				if a := o.actual(start); a.Cmp(low) >= 0 && a.Cmp(high) <= 0 {
					inside++
				}
			}
		}
		if b.Inside != inside || b.Intervals != intervals {
			t.Errorf("seed %d: %d of %d inside, want %d of %d", seed, b.Inside, b.Intervals, inside, intervals)
		}
	}
}

// A forecast knows nothing of later days: cutting off what happened after the day
// changes nothing, and neither does the order of the deals.
func TestForecastDoesNotLookAhead(t *testing.T) {
	for seed := range uint64(30) {
		r := rand.New(rand.NewPCG(seed, 8))
		deals := randomDeals(r, 80)
		h := sales.Horizon{On: ago(30), Days: 10, Windows: 4, LeastWindows: 1, Floor: 2, Level: kpi.Ratio(1, 5, "")}
		var cut []sales.Deal
		for _, d := range deals {
			if d.Created.After(h.On) {
				continue
			}
			if d.Closed.After(h.On) {
				d.Outcome, d.Closed = sales.Open, calendar.Date{}
			}
			d.Visits = slices.Clone(d.Visits)
			d.Visits = slices.DeleteFunc(d.Visits, func(v sales.Visit) bool { return v.On.After(h.On) })
			cut = append(cut, d)
		}
		r.Shuffle(len(cut), func(i, j int) { cut[i], cut[j] = cut[j], cut[i] })
		p := process(t, "lead", "proposal", "talk")
		whole, err1 := p.Forecast(deals, h)
		known, err2 := p.Forecast(cut, h)
		if err1 != nil || err2 != nil {
			t.Fatal(err1, err2)
		}
		if got, want := fmt.Sprint(known), fmt.Sprint(whole); got != want {
			t.Fatalf("seed %d:\n%s\n%s", seed, got, want)
		}
	}
}

// Where sales are the same chance every period, intervals of 80 % hold for about
// that share of the periods: with independent months the number inside is near
// its mean.
func TestIntervalsHoldWhenThePastRepeats(t *testing.T) {
	inside, all := int64(0), int64(0)
	for seed := range uint64(8) {
		r := rand.New(rand.NewPCG(seed, 9))
		var deals []sales.Deal
		for k := 1; k <= 72; k++ { // 72 periods of 10 days
			for range 6 {
				d := sales.Deal{ID: fmt.Sprint(len(deals)), Amount: yuan(fmt.Sprint(100 + r.IntN(900))), Created: ago(10*k + 1), Visits: []sales.Visit{{Stage: "lead", On: ago(10*k + 1)}}}
				d.Outcome, d.Closed = sales.Lost, ago(10*k-5)
				if r.IntN(3) == 0 {
					d.Outcome = sales.Won
				}
				deals = append(deals, d)
			}
		}
		b, err := process(t, "lead").BackTest(deals, sales.Horizon{On: today, Days: 10, Windows: 24})
		if err != nil {
			t.Fatal(err)
		}
		inside, all = inside+b.Inside, all+b.Intervals
	}
	if all < 150 || 10*inside < 7*all || 20*inside > 19*all {
		t.Errorf("%d of %d intervals held", inside, all)
	}
}
