package sra_test

import (
	"context"
	"math"
	"math/big"
	"testing"

	"github.com/milepost-go/milepost/kpi/money"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/risk"
	"github.com/milepost-go/milepost/risk/dist"
	"github.com/milepost-go/milepost/risk/montecarlo"
	"github.com/milepost-go/milepost/risk/sra"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

func yuan(t *testing.T, text string) money.Amount {
	t.Helper()
	a, err := money.Parse(text, "CNY")
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// threeRisks are a fire of 10 % for 1,000.00 and 5 working days, a strike of 20 %
// for 500.00 and 3 days, and a rebate of 50 % for 100.00: eight outcomes. The
// responses still to be made cost 40.00, and after them fire has 0 %.
//
//	cost    -100   0  400  500  900 1000 1400 1500
//	percent   36  36    9    9    4    4    1    1
//	at most   36  72   81   90   94   98   99  100
//
// The mean is 100 + 100 - 50 = 150.00; P50 is 0, P80 400, P90 500.
func threeRisks(t *testing.T) (*schedule.Plan, risk.Register, sra.Options) {
	t.Helper()
	rated := func(id string, kind risk.Kind, percent, after, cost, days int64) risk.Risk {
		rating := func(p int64) risk.Rating {
			x := risk.Rating{Probability: risk.Fraction(p, 100), Effects: []risk.Effect{{On: risk.OnCost, Likely: risk.Whole(cost)}}}
			if days > 0 {
				x.Effects = append(x.Effects, risk.Delay(calendar.Work(days)*day))
			}
			return x
		}
		return risk.Risk{ID: id, Kind: kind, Status: risk.Open, Assessments: []risk.Assessment{
			{Basis: risk.Current, Rating: rating(percent)}, {Basis: risk.Target, Rating: rating(after)}}}
	}
	register := risk.Register{ID: "three", Currency: yuan(t, "0").Currency(), Risks: []risk.Risk{
		rated("fire", risk.Threat, 10, 0, 1000, 5), rated("strike", risk.Threat, 20, 20, 500, 3), rated("rebate", risk.Opportunity, 50, 50, 100, 0)}}
	register.Risks[0].Responses = []risk.Response{{ID: "a", Strategy: risk.Reduce, Cost: yuan(t, "40.00")},
		{ID: "b", Strategy: risk.Reduce, Cost: yuan(t, "7.00"), Done: calendar.DateOf(2026, 1, 5)}}
	o := sra.Options{Trials: 64 * montecarlo.Block, Seed: 4, Latin: true, After: true, WithoutEach: true, Budget: yuan(t, "120.00"),
		Impacts: []sra.Impact{{Risk: "fire", Task: "dig"}, {Risk: "strike", Task: "roof"}}}
	return site(), register, o
}

// TestContingencyByHand: reserves of money and time by percentile and mean.
func TestContingencyByHand(t *testing.T) {
	p, register, o := threeRisks(t)
	out := run(t, p, register, o)
	cny := func(text string) finding.Value { return finding.Money(text, "CNY") }
	for percent, want := range map[int]struct{ money, minutes int64 }{20: {-22_000, 0}, 50: {-12_000, 0}, 78: {28_000, 1440}, 85: {38_000, 1440}, 95: {88_000, 2400}, 99: {128_000, 3840}} {
		r := out.Reserve(percent)
		if got := big.NewRat(want.money, 100).FloatString(2); r.Money != cny(got) {
			t.Errorf("P%d: money %v, want %v", percent, r.Money, got)
		}
		if wantTime := finding.Number(want.minutes, "min"); r.Time != wantTime {
			t.Errorf("P%d: time %v, want %v", percent, r.Time, wantTime)
		}
	}
	// Mean by what happened, exactly: fire and strike cost 1000 and 500 each time.
	var sum, minutes big.Rat
	for _, h := range out.Happened {
		each := map[string][2]int64{"fire": {1000, 2400}, "strike": {500, 1440}, "rebate": {-100, 0}}[h.Driver.ID]
		sum.Add(&sum, big.NewRat(each[0]*h.Trials, out.Trials))
		minutes.Add(&minutes, big.NewRat(each[1]*h.Trials, out.Trials))
	}
	mean, _ := out.Cost.Mean()
	if got := new(big.Rat).Sub(mean.Rat(), &sum); got.Abs(got).Cmp(big.NewRat(1, 200)) > 0 {
		t.Errorf("mean %v, want %v", mean, sum.FloatString(4))
	}
	// Drawn in strata, each risk happens as often as it should to within one trial a block.
	if x, _ := sum.Float64(); math.Abs(x-150) > 2 {
		t.Errorf("mean %v, want about 150", x)
	}
	r := out.MeanReserve()
	over, err := mean.Sub(yuan(t, "120.00"))
	if err != nil || r.Money != cny(over.Text()) {
		t.Errorf("mean reserve %v, want %v: %v", r.Money, over, err)
	}
	if got, want := ratio(r.Time), 2400*0.1+1440*0.2; math.Abs(got-want) > 6 {
		t.Errorf("mean reserve %v min, want %v", got, want)
	}
	if x, _ := minutes.Float64(); math.Abs(ratio(r.Time)-x) > 0.005 {
		t.Errorf("mean reserve %v, want %v exactly", r.Time, x)
	}
}

// TestAfterByHand: after the responses fire never happens and 40.00 are spent on
// that, since the other response is done: of four outcomes -60, 40, 440 and 540
// have 40, 40, 10 and 10 %.
func TestAfterByHand(t *testing.T) {
	p, register, o := threeRisks(t)
	out := run(t, p, register, o)
	if out.After.Spent.Text() != yuan(t, "40.00").Text() {
		t.Errorf("spent %v", out.After.Spent)
	}
	for percent, want := range map[int]string{30: "-60.00", 60: "40.00", 85: "440.00", 95: "540.00"} {
		if got, _ := out.After.Cost.Percentile(percent); got.Text() != yuan(t, want).Text() {
			t.Errorf("P%d after the responses %v, want %s", percent, got, want)
		}
	}
	if got := out.Gain(95); got != finding.Number(2400-1440, "min") {
		t.Errorf("the responses gain %v at the P95", got)
	}
	for _, w := range out.Without {
		want := map[string]int64{"fire": 2400 - 1440}[w.Driver.ID]
		if got := out.Earlier(w, 95); got != finding.Number(want, "min") {
			t.Errorf("without %v the P95 is %v earlier, want %d min", w.Driver, got, want)
		}
		// Without fire -100, 0, 400 or 500 by 40, 40, 10 and 10 %; without the
		// strike -100, 0, 900 or 1000 by 45, 45, 5 and 5 %; without the rebate 0,
		// 500, 1000 or 1500 by 72, 18, 8 and 2 %. With all of them the P97 is 1000.
		less := map[string]string{"fire": "500.00", "strike": "0.00", "rebate": "0.00"}[w.Driver.ID]
		if got := out.Cheaper(w, 97); got != finding.Money(less, "CNY") {
			t.Errorf("without %v the P97 costs %v less, want %s", w.Driver, got, less)
		}
	}
}

// TestJointByHand: time and cost are right together in fewer trials than either.
// Both within 3 working days and 500.00: no fire, which is 90 %, as within the
// time alone; within no delay and 0.00: neither fire nor strike, 72 %; within 5
// days at any cost: not both of them, 98 %.
func TestJointByHand(t *testing.T) {
	p, register, o := threeRisks(t)
	o.Points = o.Trials
	out := run(t, p, register, o)
	for _, c := range []struct {
		minutes calendar.Work
		cost    string
		want    float64
	}{{0, "0.00", 0.72}, {1440, "500.00", 0.9}, {1440, "-100.00", 0.36}, {2400, "5000.00", 0.98}, {0, "-100.01", 0}} {
		by := out.Planned
		if c.minutes > 0 {
			by += calendar.DateTime(7 * 86400) // 3 or 5 working days lie within a week
		}
		if c.minutes == 1440 {
			by -= 2 * 86400
		}
		if got := ratio(out.Joint(by, yuan(t, c.cost))); math.Abs(got-c.want) > 0.012 {
			t.Errorf("within %v minutes and %s: %v, want %v", c.minutes, c.cost, got, c.want)
		}
	}
}

// TestOneTask: mean, deviation and P80 of one task of uniform length lie within
// three standard errors of the analytic figures, 50 seeds of which a few may lie
// outside three.
func TestOneTask(t *testing.T) {
	const trials = 4 * montecarlo.Block
	outside := 0
	for seed := range uint64(50) {
		p := alwaysOn()
		p.Tasks = []schedule.Task{{ID: "A", Duration: schedule.Duration{Length: 1000 * calendar.Hour}}}
		out := run(t, p, risk.Register{}, sra.Options{Trials: trials, Seed: seed, Detail: sra.FinishOnly,
			Estimates: []sra.Estimate{{Task: "A", Dist: dist.Uniform{Least: 0, Most: 1000}, Unit: calendar.Hour}}})
		x := out.Length()
		mean, _ := x.Mean().Float64()
		p80, _ := x.Percentile(80, 100)
		width := 1000 * 3600.0
		if math.Abs(mean/width-0.5) > 3/math.Sqrt(12*trials) {
			outside++
		}
		if math.Abs(float64(p80)/width-0.8) > 3*math.Sqrt(0.8*0.2/trials) { // the density is 1
			outside++
		}
	}
	if outside > 3 {
		t.Errorf("%d figures of 100 outside three standard errors", outside)
	}
}

// TestRatingsOfADate: the ratings of a date are used, not later ones.
func TestRatingsOfADate(t *testing.T) {
	r := risk.Register{ID: "r", Risks: []risk.Risk{{ID: "x", Kind: risk.Threat, Status: risk.Open}}}
	for i, p := range []int64{0, 1} {
		r.Risks[0].Assessments = append(r.Risks[0].Assessments, risk.Assessment{At: calendar.DateOf(2026, 3, 1+i), Basis: risk.Current,
			Rating: risk.Rating{Probability: risk.Whole(p), Effects: []risk.Effect{risk.Delay(day)}}})
	}
	for _, c := range []struct {
		at   calendar.Date
		want int64
	}{{calendar.DateOf(2026, 3, 1), 0}, {calendar.DateOf(2026, 3, 2), 50}, {calendar.Date{}, 50}} {
		out := run(t, site(), r, sra.Options{Trials: 50, At: c.at, Impacts: []sra.Impact{{Risk: "x", Task: "dig"}}})
		if out.Happened[0].Trials != c.want {
			t.Errorf("at %v it happened %d times, want %d", c.at, out.Happened[0].Trials, c.want)
		}
	}
}

// TestConvergenceOnAnyWorkers: a run stops at the same trial, with the same
// bytes, however many work on it; and where the percentile is not known after
// all trials, a finding says so.
func TestConvergenceOnAnyWorkers(t *testing.T) {
	o := whole()
	o.Trials, o.Stop, o.WithoutEach, o.Without = 100*montecarlo.Block, sra.Convergence{Percent: 80, Within: day / 3}, false, nil
	want := text(t, run(t, site(), hazards(t), o))
	o.Workers = 4
	if text(t, run(t, site(), hazards(t), o)) != want {
		t.Error("four workers give other bytes")
	}
	o.Trials, o.Stop.Within = montecarlo.Block, 1
	out := run(t, site(), hazards(t), o)
	if !has(out.Findings, sra.CodeNotConverged) || out.Converged.Reached {
		t.Errorf("one second either way after a thousand trials: %+v", out.Converged)
	}
}

// TestOthers: every unfinished task without an estimate of its own varies by
// the common factor.
func TestOthers(t *testing.T) {
	out, err := sra.Run(context.Background(), site(), risk.Register{}, sra.Options{Trials: 30, Others: dist.Constant{Value: 2},
		Estimates: []sra.Estimate{{Task: "dig", Dist: dist.Constant{Value: 1}, Factor: true}}})
	if err != nil {
		t.Fatal(err)
	}
	// 5 days as planned, then 20 and 12: 37 working days instead of 21.
	if r := out.Reserve(50).Time; r != finding.Number(16*8*60, "min") {
		t.Errorf("%v behind the plan", r)
	}
}
