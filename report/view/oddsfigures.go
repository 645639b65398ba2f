package view

import (
	"math/big"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/chart"
	"github.com/milepost-go/milepost/report/phrase"
	"github.com/milepost-go/milepost/risk/sra"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// maxDayBins is how many days a histogram shows one by one. Longer ranges are
// counted by weeks, by two weeks and so on, which begin on Mondays.
const maxDayBins = 45

// FinishHistogram returns how many trials of a simulation finish on each day, or
// in each week where there are many days, with the share so far and with the
// planned finish, P50 and P80 marked. The counts add up to the trials, and the
// share at the end of a bin is that of [sra.Dates.By] at the midnight that ends
// it. Without trials it has no bins.
func FinishHistogram(w phrase.Printer, o *sra.Outcome) *chart.Histogram {
	h := &chart.Histogram{Name: "finish-histogram", Title: w.Label("finish_histogram"), Lang: w.Lang,
		Axis: w.Column("finish", report.TypeDate), Counted: w.Label("trials"), Bins: dateBins(o.Finish)}
	if o.Planned != 0 {
		h.Marks = append(h.Marks, chart.ValueMark{Name: w.Label("planned_finish"), At: moment(o.Planned), Share: o.OnTime(), Dash: report.Dashed})
	}
	for _, p := range [...]int{50, 80} {
		if at, ok := o.Finish.Percentile(p); ok {
			h.Marks = append(h.Marks, chart.ValueMark{Name: percentile(p), At: moment(at), Share: o.Finish.By(at), Dash: dashOf(p)})
		}
	}
	return h
}

// CostHistogram is [FinishHistogram] for the cost, in steps of 1, 2 or 5 times a
// power of ten. The share at the end of a bin is that of [sra.Prices.AtMost].
// Where nothing costs it has no bins.
func CostHistogram(w phrase.Printer, o *sra.Outcome) *chart.Histogram {
	h := &chart.Histogram{Name: "cost-histogram", Title: w.Label("cost_histogram"), Lang: w.Lang,
		Axis: w.Column("cost", report.TypeMoney), Counted: w.Label("trials"), Bins: priceBins(o.Cost)}
	for _, p := range [...]int{50, 80} {
		if x, ok := o.Cost.Percentile(p); ok && !o.Cost.IsZero() {
			h.Marks = append(h.Marks, chart.ValueMark{Name: percentile(p), At: amount(x), Share: o.Cost.AtMost(x), Dash: dashOf(p)})
		}
	}
	return h
}

// dashOf tells the lines of percentiles apart.
func dashOf(percent int) report.Dash {
	if percent == 50 {
		return report.Dotted
	}
	return report.Solid
}

// finishDay is the day at whose end a moment has been reached: a finish at
// midnight is of the day before.
func finishDay(at calendar.DateTime) calendar.Date {
	if before := at.AddSeconds(-1); before != 0 {
		return before.Date()
	}
	return at.Date()
}

func dateBins(d sra.Dates) []chart.Bin {
	if d.Trials() == 0 {
		return nil
	}
	earliest, _ := d.Percentile(0)
	latest, _ := d.Percentile(100)
	first, last := finishDay(earliest), finishDay(latest)
	first, step := binDays(first, last)
	counts := make([]int64, last.DaysSince(first)/step+1)
	for at, trials := range d.All {
		counts[finishDay(at).DaysSince(first)/step] += trials
	}
	bins := make([]chart.Bin, len(counts))
	for i, n := range counts {
		to := first.AddDays(i*step + step - 1)
		if to.IsZero() {
			to = calendar.DateOf(9999, 12, 31)
		}
		bins[i] = chart.Bin{From: day(first.AddDays(i * step)), To: day(to), Count: n}
	}
	return bins
}

// binDays returns where bins begin that hold both dates, and how many days each
// has.
func binDays(first, last calendar.Date) (calendar.Date, int) {
	if last.DaysSince(first) < maxDayBins {
		return first, 1
	}
	if monday := first.AddDays(-(int(first.Weekday()) + 6) % 7); !monday.IsZero() {
		first = monday
	}
	step := 7
	for last.DaysSince(first)/step >= maxDayBins {
		step *= 2
	}
	return first, step
}

func priceBins(p sra.Prices) []chart.Bin {
	least, ok := p.Percentile(0)
	most, _ := p.Percentile(100)
	if !ok || p.IsZero() {
		return nil
	}
	currency := least.Currency().Code()
	low, _ := amount(least).Rat()
	high, _ := amount(most).Rat()
	if low == nil || high == nil {
		low, high = new(big.Rat), new(big.Rat)
	}
	const about = 24
	step := binStep(new(big.Rat).Sub(high, low), about)
	first := binOf(low, step)
	bins := make([]chart.Bin, binOf(high, step)-first+1)
	for i := range bins {
		bins[i].From, bins[i].To = times(step, first+int64(i), currency), times(step, first+int64(i)+1, currency)
	}
	for x, trials := range p.All {
		at, ok := amount(x).Rat()
		if !ok {
			at = new(big.Rat) // of no currency: nothing
		}
		bins[binOf(at, step)-first].Count += trials
	}
	return bins
}

// binStep returns the step of 1, 2 or 5 times a power of ten, at least a
// hundredth, that parts a range into about so many.
func binStep(span *big.Rat, about float64) *big.Rat {
	wanted, _ := span.Float64()
	wanted /= about
	factors := [...]*big.Rat{big.NewRat(2, 1), big.NewRat(5, 2), big.NewRat(2, 1)}
	step := big.NewRat(1, 100)
	for i := 0; ; i++ {
		if s, _ := step.Float64(); s >= wanted {
			return step
		}
		step.Mul(step, factors[i%len(factors)])
	}
}

// binOf returns the number of the bin that holds an amount: it begins below the
// amount and ends at it or above.
func binOf(x, step *big.Rat) int64 {
	q := new(big.Rat).Quo(x, step)
	n, rest := new(big.Int).DivMod(q.Num(), q.Denom(), new(big.Int))
	if rest.Sign() == 0 {
		return n.Int64() - 1
	}
	return n.Int64()
}

// times returns a multiple of an amount.
func times(step *big.Rat, n int64, currency string) finding.Value {
	return finding.Money(finding.Rat(new(big.Rat).Mul(step, new(big.Rat).SetInt64(n)), "").Plain(), currency)
}

// Tornado returns how far the P80 of the finish moves without each driver that
// was taken out of a simulation ([sra.Options]), to the left where it is earlier
// then: the negative of [sra.Outcome.Earlier]. Drivers are named as the printer
// names references of the kinds of [sra.Kind], else by their ids.
func Tornado(w phrase.Printer, o *sra.Outcome) *chart.Tornado {
	axis := oddsTime(w, "p80_shift", o)
	t := &chart.Tornado{Name: "finish-tornado", Title: w.Label("p80_shift"), Lang: w.Lang, Axis: axis, Base: finding.Number(0, "min"),
		LowName: w.Label("earlier_without"), HighName: w.Label("later_without")}
	for _, x := range o.Without {
		shift := o.Earlier(x, 80)
		if r, ok := shift.Rat(); ok {
			shift = finding.Rat(r.Neg(r), "min")
		}
		t.Swings = append(t.Swings, swing(driverName(w, x.Driver).Plain(), shift))
	}
	return t
}

// swing puts a shift on its side.
func swing(name string, shift finding.Value) chart.Swing {
	if r, ok := shift.Rat(); ok && r.Sign() < 0 {
		return chart.Swing{Name: name, Low: shift}
	}
	return chart.Swing{Name: name, High: shift}
}

// CostTornado returns what the P80 of the cost is without each driver that was
// taken out of a simulation, around the P80 as it stands. Where nothing costs it
// has no swings.
func CostTornado(w phrase.Printer, o *sra.Outcome) *chart.Tornado {
	t := &chart.Tornado{Name: "cost-tornado", Title: w.Label("cost_without"), Lang: w.Lang, Axis: w.Column("cost_p80", report.TypeMoney),
		LowName: w.Label("cheaper_without"), HighName: w.Label("dearer_without")}
	if o.Cost.IsZero() {
		return t
	}
	t.Base = priceAt(o.Cost, 80)
	for _, x := range o.Without {
		s := chart.Swing{Name: driverName(w, x.Driver).Plain(), High: priceAt(x.Cost, 80)}
		if r, ok := o.Cheaper(x, 80).Rat(); ok && r.Sign() > 0 {
			s.Low, s.High = s.High, finding.Value{}
		}
		t.Swings = append(t.Swings, s)
	}
	return t
}

// DriverTornado returns how closely each driver moves with the finish: its rank
// correlation, to the left where the finish is earlier the greater it is. They
// are named as in [Tornado].
func DriverTornado(w phrase.Printer, o *sra.Outcome) *chart.Tornado {
	t := &chart.Tornado{Name: "driver-tornado", Title: w.Label("finish_correlation"), Lang: w.Lang,
		Axis: report.Column{Name: "finish_correlation", Title: w.Label("finish_correlation"), Type: report.TypeNumber, Places: 3}, Base: finding.Number(0, "")}
	for _, d := range o.Drivers {
		t.Swings = append(t.Swings, swing(driverName(w, d.Driver).Plain(), d.Finish))
	}
	return t
}

// drawnTornado is a tornado as a block, none where no driver moves anything.
func drawnTornado(t *chart.Tornado) []report.Block {
	if !moves(t) {
		return nil
	}
	t.Bare = true
	return []report.Block{t}
}

// moves reports whether any driver leads away from the base.
func moves(t *chart.Tornado) bool {
	base, ok := t.Base.Rat()
	if !ok {
		base = new(big.Rat)
	}
	for _, s := range t.Swings {
		for _, v := range [...]finding.Value{s.Low, s.High} {
			if r, ok := v.Rat(); ok && r.Cmp(base) != 0 {
				return true
			}
		}
	}
	return false
}

// oddsHistograms draws finish and cost where there is something to draw.
func oddsHistograms(w phrase.Printer, o *sra.Outcome) []report.Block {
	var blocks []report.Block
	for _, h := range [...]*chart.Histogram{FinishHistogram(w, o), CostHistogram(w, o)} {
		if h.Bare = true; len(h.Bins) > 0 {
			blocks = append(blocks, h)
		}
	}
	return blocks
}
