package sales_test

import (
	"encoding/json"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/milepost-go/milepost/kpi"
	"github.com/milepost-go/milepost/kpi/sales"
)

// between reports whether low <= v <= high.
func between(v, low, high kpi.Value) bool {
	a, ok1 := v.Cmp(low)
	b, ok2 := v.Cmp(high)
	return ok1 && ok2 && a >= 0 && b <= 0
}

// amountOf returns an amount that may be negative, or 0.
func amountOf(r *rand.Rand) kpi.Value { return yuanOf(r.Int64N(2001)-1000, 1+r.Int64N(7)) }

// What one figure divides, multiplying brings back.
func TestFiguresFitTogether(t *testing.T) {
	const seed = 21
	r := rand.New(rand.NewPCG(seed, 21))
	one := kpi.Int(1, "")
	for range 500 {
		q := sales.Quota{Actual: amountOf(r), Quota: amountOf(r)}
		if a := q.Attainment(); !a.IsUnknown() {
			same(t, "attainment of the quota", a.Mul(q.Quota), q.Actual)
			same(t, "gap", a.Sub(one).Mul(q.Quota), q.Gap())
		}
		c := sales.Coverage{OpenPipeline: amountOf(r), Quota: q.Quota, ClosedWon: q.Actual}
		if ratio := c.Ratio(); !ratio.IsUnknown() {
			same(t, "coverage of the rest", ratio.Mul(c.Remaining()), c.OpenPipeline)
		}
		if c.Met() != c.Ratio().IsUnknown() {
			t.Fatalf("seed %d: %+v is met: %v, %v", seed, c, c.Met(), c.Ratio())
		}
		same(t, "remaining is the gap turned", c.Remaining(), q.Gap().Neg())
		kept := sales.Retention{Start: kpi.Int(1+r.Int64N(50), ""), Lost: kpi.Int(r.Int64N(50), "")}
		same(t, "churn and retention", kept.Churn().Add(kept.Rate()), one)
		cost := sales.Acquisition{Spend: amountOf(r), NewCustomers: kpi.Int(1+r.Int64N(50), "")}
		same(t, "cost of all", cost.CAC().Mul(cost.NewCustomers), cost.Spend)
	}
}

// Won and lost share all closed deals; the interval holds the rate and narrows
// as deals are added in the same proportion.
func TestWinRateLaws(t *testing.T) {
	const seed = 22
	r := rand.New(rand.NewPCG(seed, 22))
	for range 200 {
		o := sales.Outcomes{Won: r.Int64N(30), Lost: r.Int64N(30), Open: r.Int64N(30)}
		if o.Won+o.Lost == 0 {
			continue
		}
		turned := sales.Outcomes{Won: o.Lost, Lost: o.Won, Open: o.Open}
		same(t, "won and lost", o.WinRate().Add(turned.WinRate()), kpi.Int(1, ""))
		if !between(o.WinRateOverAll(), kpi.Int(0, ""), o.WinRate()) {
			t.Fatalf("seed %d: over all %v, of the closed %v", seed, o.WinRateOverAll(), o.WinRate())
		}
		in, more := o.Interval(), sales.Outcomes{Won: 4 * o.Won, Lost: 4 * o.Lost}.Interval()
		if !between(o.WinRate(), in.Low, in.High) || !between(in.Low, kpi.Int(0, ""), kpi.Int(1, "")) || !between(in.High, kpi.Int(0, ""), kpi.Int(1, "")) {
			t.Fatalf("seed %d: %v outside %v", seed, o.WinRate(), in)
		}
		if order, _ := more.High.Sub(more.Low).Cmp(in.High.Sub(in.Low)); order >= 0 {
			t.Fatalf("seed %d: %v is no narrower than %v", seed, more, in)
		}
		mirror := turned.Interval()
		same(t, "the interval turned", mirror.Low.Add(in.High), kpi.Int(1, ""))
	}
}

// Turning the scale around turns the score and keeps the margin.
func TestNPSLaws(t *testing.T) {
	const seed = 23
	r := rand.New(rand.NewPCG(seed, 23))
	for range 200 {
		n := sales.NPS{Promoters: r.Int64N(40), Passives: r.Int64N(40), Detractors: 1 + r.Int64N(40)}
		turned := sales.NPS{Promoters: n.Detractors, Passives: n.Passives, Detractors: n.Promoters}
		same(t, "score", turned.Score(), n.Score().Neg())
		same(t, "margin", turned.Margin(), n.Margin())
		if !between(n.Score(), kpi.Int(-100, "point"), kpi.Int(100, "point")) {
			t.Fatalf("seed %d: %v", seed, n.Score())
		}
	}
}

// Counting answers one by one, in any order, is counting them by box; a higher
// threshold never has more, and the mean lies on the scale.
func TestAnswersLaws(t *testing.T) {
	const seed = 24
	r := rand.New(rand.NewPCG(seed, 24))
	for range 100 {
		scale := sales.Scale{Low: r.IntN(5) - 2, High: 3 + r.IntN(8)}
		var list []int
		points := int64(0)
		for range 1 + r.IntN(50) {
			x := scale.Low + r.IntN(scale.High-scale.Low+1)
			list, points = append(list, x), points+int64(x)
		}
		a := sales.AnswersOf(scale, list, 0)
		slices.Sort(list)
		if b := sales.AnswersOf(scale, list, 0); !slices.Equal(a.Counts, b.Counts) || a.Rejected != 0 {
			t.Fatalf("seed %d: %v and %v", seed, a, b)
		}
		same(t, "mean", a.Mean(), kpi.Ratio(points, int64(len(list)), ""))
		last := kpi.Int(100, "%")
		for from := scale.Low; from <= scale.High+1; from++ {
			above := int64(0)
			for _, x := range list {
				if x >= from {
					above++
				}
			}
			share := a.TopShare(from)
			same(t, "share", share, kpi.Ratio(100*above, int64(len(list)), "%"))
			if order, _ := share.Cmp(last); order > 0 {
				t.Fatalf("seed %d: %v above %v", seed, share, last)
			}
			last = share
		}
	}
}

// FuzzDeals computes everything from deals that somebody else wrote: nothing
// panics, nothing is written to, and what a figure cannot say is unknown.
func FuzzDeals(f *testing.F) {
	data, err := json.Marshal(sixDeals())
	if err != nil {
		f.Fatal(err)
	}
	f.Add(data)
	f.Add([]byte(`[{"id":"x","outcome":"won","visits":[{"stage":"lead"},{"stage":"","on":"0001-01-01"}]},{"created":"9999-12-31","closed":"0001-01-01","outcome":"lost"}]`))
	f.Add([]byte(`[{"amount":{"amount":"999999999999999999999999999999","currency":"CNY"},"probability":"1","created":"0001-01-01"},{"amount":{"amount":"-0.000000000000000001","currency":"JPY"},"outcome":"won"}]`))
	p := process(f, "lead", "proposal")
	f.Fuzz(func(t *testing.T, data []byte) {
		var deals []sales.Deal
		if json.Unmarshal(data, &deals) != nil {
			return
		}
		funnel := p.Funnel(deals, sales.FunnelOptions{On: today})
		if entered := funnel.Stages[0].Entered; entered > funnel.Deals || funnel.Deals > int64(len(deals)) {
			t.Errorf("%d of %d deals entered", entered, funnel.Deals)
		}
		pipe, pipeErr := p.Pipeline(deals, sales.PipelineOptions{On: today})
		tally, tallyErr := sales.TallyDeals(deals, sales.Period{}, sales.Exchange{})
		if pipeErr != nil && !pipe.Open.IsUnknown() || tallyErr != nil && !tally.WonValue.IsUnknown() {
			t.Errorf("an amount beside a missing rate: %v, %v", pipe, tally)
		}
		b, err := p.BackTest(deals, sales.Horizon{On: today, Days: 30, Windows: 3, LeastWindows: 1, Floor: 1})
		if err == nil && (b.Inside > b.Intervals || b.Intervals > int64(len(b.Cases))) {
			t.Errorf("%d of %d of %d", b.Inside, b.Intervals, len(b.Cases))
		}
		p.CheckDeals(deals)
		sales.CycleOfDeals(deals)
		after, err := json.Marshal(deals)
		var again []sales.Deal
		if err != nil || json.Unmarshal(after, &again) != nil {
			t.Errorf("the deals cannot be written any more: %v", err)
		}
	})
}
