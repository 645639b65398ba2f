package sales_test

import (
	"errors"
	"fmt"
	"math/big"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/milepost-go/milepost/kpi"
	"github.com/milepost-go/milepost/kpi/sales"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule/calendar"
)

func days(num, den int64) kpi.Value { return kpi.Ratio(num, den, "day") }

func TestFunnelByHand(t *testing.T) {
	f := process(t, "lead", "proposal").Funnel(sixDeals(), sales.FunnelOptions{On: today, Floor: 2})
	lead, proposal := f.Stages[0], f.Stages[1]
	if lead.Entered != 5 || lead.Open != 1 || lead.Won != 3 || lead.Lost != 1 || lead.Stays != 4 || lead.StayDays != 28 {
		t.Errorf("lead: %+v", lead)
	}
	if proposal.Entered != 3 || proposal.Open != 1 || proposal.Won != 1 || proposal.Lost != 1 || proposal.Stays != 2 {
		t.Errorf("proposal: %+v", proposal)
	}
	same(t, "step", lead.Step, kpi.Ratio(3, 5, ""))
	same(t, "cumulative", proposal.Cumulative, kpi.Ratio(3, 5, ""))
	same(t, "last step", proposal.Step, kpi.Value{})
	same(t, "chance in lead", lead.Chance, kpi.Ratio(3, 4, ""))
	same(t, "chance in proposal", proposal.Chance, kpi.Ratio(1, 2, ""))
	same(t, "mean", lead.MeanDays, days(7, 1))
	same(t, "median", lead.MedianDays, days(11, 2))
	same(t, "age", lead.MeanAge, days(20, 1))
	same(t, "mean", proposal.MeanDays, days(17, 2))
	same(t, "age", proposal.MeanAge, days(5, 1))
}

func TestFunnelOfAnEarlierDay(t *testing.T) {
	f := process(t, "lead", "proposal").Funnel(sixDeals(), sales.FunnelOptions{On: ago(20), Floor: 1})
	lead, proposal := f.Stages[0], f.Stages[1]
	if f.Deals != 4 || lead.Entered != 4 || proposal.Entered != 1 || lead.Open != 1 || proposal.Open != 1 || lead.Won != 2 || lead.Lost != 0 {
		t.Errorf("got %+v", f)
	}
	same(t, "age of b", proposal.MeanAge, days(5, 1))
	same(t, "nobody has left", proposal.MeanDays, kpi.Unknown(kpi.ReasonNoData))
	same(t, "nobody has closed", proposal.Chance, kpi.Unknown(kpi.ReasonZeroDenominator))
}

func TestFunnelFloor(t *testing.T) {
	short := kpi.Unknown(kpi.ReasonInsufficientHistory)
	p := process(t, "lead", "proposal")
	f := p.Funnel(sixDeals(), sales.FunnelOptions{})
	same(t, "step of five", f.Stages[0].Step, short)
	same(t, "chance of four", f.Stages[0].Chance, short)
	if want := kpi.Wilson(3, 4, kpi.Value{}); !f.Stages[0].Interval.Low.Equal(want.Low) || !f.Stages[0].Interval.High.Equal(want.High) {
		t.Errorf("the interval stays: %v", f.Stages[0].Interval)
	}
	same(t, "age without a day", f.Stages[0].MeanAge, kpi.Unknown(kpi.ReasonMissingInput))
	if found := f.Check(); len(found) != 2 || found[0].Code != sales.CodeStageBelowFloor {
		t.Error(found)
	}
	exact := p.Funnel(sixDeals(), sales.FunnelOptions{Floor: 4})
	same(t, "at the floor", exact.Stages[0].Chance, kpi.Ratio(3, 4, ""))
}

func TestFunnelCountsDealsOnce(t *testing.T) {
	again := sales.Deal{ID: "x", Created: ago(9), Visits: []sales.Visit{{"lead", ago(9)}, {"proposal", ago(8)}, {"lead", ago(5)}, {"proposal", ago(4)}, {"nowhere", ago(3)}, {"proposal", ago(3)}}}
	skipped := sales.Deal{ID: "y", Created: ago(9), Visits: []sales.Visit{{"proposal", ago(7)}}}
	f := process(t, "lead", "proposal").Funnel([]sales.Deal{again, skipped}, sales.FunnelOptions{On: today, Floor: 1})
	if f.Stages[0].Entered != 1 || f.Stages[1].Entered != 2 || f.Stages[0].Stays != 2 || f.Stages[0].StayDays != 2 || f.Stages[1].StayDays != 4 || f.NoStage != 1 {
		t.Errorf("got %+v", f)
	}
	same(t, "a deal that skipped the first stage", f.Stages[0].Step, kpi.Int(2, ""))
	if found := f.Check(); len(found) != 3 || !slices.ContainsFunc(found, func(x finding.Finding) bool { return x.Code == sales.CodeStageAboveOne }) {
		t.Error(found)
	}
}

func TestFunnelOfWrongDates(t *testing.T) {
	deals := []sales.Deal{
		{ID: "x", Outcome: sales.Won, Closed: ago(9), Visits: []sales.Visit{{"lead", ago(8)}}},
		{ID: "y", Outcome: sales.Won, Visits: []sales.Visit{{"lead", ago(8)}}},
		{ID: "z", Outcome: sales.Won, Closed: ago(1), Visits: []sales.Visit{{Stage: "lead"}}},
	}
	f := process(t, "lead").Funnel(deals, sales.FunnelOptions{})
	if f.BadDates != 3 || f.Stages[0].Stays != 0 || f.Stages[0].Won != 3 {
		t.Errorf("got %+v", f)
	}
}

// slowFunnel counts one stage the plain way.
func slowFunnel(deals []sales.Deal, stage string, on calendar.Date) (entered, open int64, lengths []int64) {
	for _, d := range deals {
		if d.Created.After(on) {
			continue
		}
		var visits []sales.Visit
		for _, v := range d.Visits {
			if !v.On.After(on) {
				visits = append(visits, v)
			}
		}
		closed := d.Outcome != sales.Open && !d.Closed.After(on)
		if slices.ContainsFunc(visits, func(v sales.Visit) bool { return v.Stage == stage }) {
			entered++
		}
		for i, v := range visits {
			switch {
			case v.Stage != stage:
			case i+1 < len(visits):
				lengths = append(lengths, int64(visits[i+1].On.DaysSince(v.On)))
			case closed:
				lengths = append(lengths, int64(d.Closed.DaysSince(v.On)))
			default:
				open++
			}
		}
	}
	return entered, open, lengths
}

func TestFunnelIsItsDefinition(t *testing.T) {
	for seed := range uint64(40) {
		deals := randomDeals(rand.New(rand.NewPCG(seed, 3)), 60)
		on := ago(int(seed) - 10)
		f := process(t, "lead", "proposal", "talk").Funnel(deals, sales.FunnelOptions{On: on, Floor: 1})
		for _, s := range f.Stages {
			entered, open, lengths := slowFunnel(deals, s.Stage, on)
			mean, median := kpi.Unknown(kpi.ReasonNoData), kpi.Unknown(kpi.ReasonNoData)
			if n := len(lengths); n > 0 {
				slices.Sort(lengths)
				sum := int64(0)
				for _, x := range lengths {
					sum += x
				}
				mean, median = days(sum, int64(n)), days(lengths[(n-1)/2]+lengths[n/2], 2)
			}
			if s.Entered != entered || s.Open != open {
				t.Fatalf("seed %d: %s: got %d, %d open, want %d, %d", seed, s.Stage, s.Entered, s.Open, entered, open)
			}
			same(t, fmt.Sprint("mean, seed ", seed), s.MeanDays, mean)
			same(t, fmt.Sprint("median, seed ", seed), s.MedianDays, median)
		}
	}
}

func TestWeighByHistory(t *testing.T) {
	p := process(t, "lead", "proposal")
	f := p.Funnel(sixDeals(), sales.FunnelOptions{Floor: 3})
	pipe, err := p.Pipeline(sixDeals(), sales.PipelineOptions{})
	if err != nil {
		t.Fatal(err)
	}
	weighted, left := f.Weigh(pipe)
	same(t, "300 * 3/4, proposal is below the floor", weighted, yuanOf(225, 1))
	same(t, "left out", left, yuanOf(80, 1))
	weighted, left = p.Funnel(sixDeals(), sales.FunnelOptions{Floor: 2}).Weigh(pipe)
	same(t, "300 * 3/4 + 80 / 2", weighted, yuanOf(265, 1))
	same(t, "nothing left out", left, kpi.Int(0, ""))
	weighted, _ = p.Funnel(sixDeals(), sales.FunnelOptions{}).Weigh(pipe)
	same(t, "no chance is known", weighted, kpi.Unknown(kpi.ReasonInsufficientHistory))
	empty, err := p.Pipeline(nil, sales.PipelineOptions{})
	if err != nil {
		t.Fatal(err)
	}
	weighted, left = p.Funnel(nil, sales.FunnelOptions{}).Weigh(empty)
	same(t, "no open deals weigh nothing, whatever is known", weighted, kpi.Int(0, ""))
	same(t, "and leave nothing out", left, kpi.Int(0, ""))
	weighted, _ = f.Weigh(sales.Pipeline{})
	same(t, "another process", weighted, kpi.Unknown(kpi.ReasonMissingInput))
}

// The cumulative rate is the product of the steps before it.
func TestConversionMultiplies(t *testing.T) {
	const seed = 5
	r := rand.New(rand.NewPCG(seed, 5))
	for range 200 {
		var entered []kpi.Value
		n := r.Int64N(1000) + 100
		for range 6 {
			entered = append(entered, kpi.Int(n, ""))
			n -= r.Int64N(n) // stays above 0
		}
		c := sales.Convert(entered)
		product := kpi.Int(1, "")
		for i := range c.Step {
			product = product.Mul(c.Step[i])
			if !product.Equal(c.Cumulative[i]) {
				t.Fatalf("seed %d: %v after %d steps, want %v", seed, c.Cumulative[i], i+1, product)
			}
		}
	}
	if c := sales.Convert(nil); len(c.Step) != 0 || len(c.Figures(nil)) != 0 {
		t.Error(c)
	}
}

func TestNewProcessRefuses(t *testing.T) {
	long := make([]string, 65)
	for i := range long {
		long[i] = fmt.Sprint(i)
	}
	for _, stages := range [][]string{nil, {""}, {"a", "b", "a"}, long} {
		if _, err := sales.NewProcess(stages...); !errors.Is(err, sales.ErrProcess) {
			t.Errorf("%v: %v", stages, err)
		}
	}
	if _, err := sales.NewProcess(long[:64]...); err != nil {
		t.Error(err)
	}
}

func TestCycleOfDeals(t *testing.T) {
	deals := append(sixDeals(), sales.Deal{Outcome: sales.Won, Created: ago(3)}, sales.Deal{Outcome: sales.Won, Created: ago(3), Closed: ago(4)})
	c := sales.CycleOfDeals(deals) // a 5, c 6, e 9
	same(t, "mean", c.Mean, days(20, 3))
	same(t, "median", c.Median, days(6, 1))
	if c.N != 3 || c.Missing != 2 {
		t.Errorf("got %+v", c)
	}
	mixed := sales.CycleOf([]kpi.Value{kpi.Int(1, "day"), kpi.Int(1, "h")})
	same(t, "units", mixed.Median, kpi.Unknown(kpi.ReasonUnitMismatch))
	same(t, "units", mixed.Mean, kpi.Unknown(kpi.ReasonUnitMismatch))
}

func TestVelocityUnits(t *testing.T) {
	v := sales.Velocity{Opportunities: kpi.Int(12, ""), AverageDeal: yuanOf(5000, 1), WinRate: kpi.Ratio(1, 4, ""), CycleDays: days(30, 1)}
	same(t, "an amount a day", v.PerDay(), yuanOf(500, 1))
	v.CycleDays = days(0, 1)
	same(t, "no days", v.PerDay(), kpi.Unknown(kpi.ReasonZeroDenominator))
	v.CycleDays = kpi.Int(30, "h")
	same(t, "hours are no days", v.PerDay(), kpi.Unknown(kpi.ReasonUnitMismatch))
	same(t, "nothing stated", sales.Velocity{}.PerDay(), kpi.Unknown(kpi.ReasonMissingInput))
}

func TestOutcomesEdges(t *testing.T) {
	o := sales.Outcomes{Won: 3, Lost: 1, WonValue: cny(big.NewRat(100, 1)), LostValue: cny(big.NewRat(-50, 1))}
	same(t, "a credit", o.WinRateByValue(), kpi.Int(2, ""))
	if found := o.Check(); len(found) != 1 || found[0].Code != sales.CodeRateOutside {
		t.Error(found)
	}
	o = sales.Outcomes{Won: -1, Lost: 3}
	same(t, "below zero", o.WinRate(), kpi.Unknown(kpi.ReasonMissingInput))
	same(t, "below zero", o.Interval().Low, kpi.Unknown(kpi.ReasonMissingInput))
	if found := o.Check(); len(found) != 1 || found[0].Code != sales.CodeCountNegative {
		t.Error(found)
	}
	same(t, "two currencies", sales.Outcomes{WonValue: yuanOf(1, 1), LostValue: kpi.Int(1, "")}.WinRateByValue(), kpi.Unknown(kpi.ReasonUnitMismatch))
}

func TestQuotaEdges(t *testing.T) {
	same(t, "quota 0", sales.Quota{Actual: yuanOf(1, 1), Quota: yuanOf(0, 1)}.Attainment(), kpi.Unknown(kpi.ReasonNonPositiveTarget))
	same(t, "no quota", sales.Quota{Actual: yuanOf(1, 1)}.Attainment(), kpi.Unknown(kpi.ReasonMissingInput))
	met := sales.Coverage{OpenPipeline: yuanOf(9, 1), Quota: yuanOf(5, 1), ClosedWon: yuanOf(5, 1)}
	same(t, "met", met.Ratio(), kpi.Unknown(kpi.ReasonNonPositiveDenominator))
	if !met.Met() || (sales.Coverage{}).Met() {
		t.Error("met is met, unknown is not")
	}
}
