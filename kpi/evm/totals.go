package evm

import (
	"math/big"

	"github.com/shopspring/decimal"

	"github.com/milepost-go/milepost/kpi"
	"github.com/milepost-go/milepost/kpi/money"
)

// Figures are what is known of one task as plain decimals, for totals over very
// many: the budget and the cost so far in one currency, and the shares of the
// budget that are planned and done, such as 0.35.
type Figures struct {
	Budget, Planned, Done, Cost decimal.Decimal
}

// Totals returns the status of all tasks together: BAC is the sum of the
// budgets, PV and EV the sums of budget times share, AC that of the costs. It is
// exact whatever the decimals: figures of up to 18 digits and decimal
// places are summed as whole numbers, others as decimals. Figures below zero,
// credits, are summed as they are. An exponent beyond plus or minus 10000, which
// no text that decimal reads has, makes all four unknown (too-large). List is
// only read. The result has no status date.
//
// The time is that of reading the figures where they lie in memory: ten to thirty
// times less than adding decimals takes. Very large decimals take that of adding
// them.
func Totals(c money.Currency, list []Figures) Status {
	var t totals
	for i := 0; i < len(list); {
		if n := t.addAlike(list[i:]); n > 0 {
			i += n
			continue
		}
		// What is not alike comes in stretches too.
		for end := min(i+stretch, len(list)); i < end; i++ {
			if f := &list[i]; !t.add(f) {
				t.addSlowly(f)
			}
		}
	}
	return t.status(c)
}

// scales is how many numbers of decimal places are summed quickly: 0 to 18.
const scales = 19

// totals are the sums of figures: quick ones of whole numbers, one for each
// number of decimal places, and slow ones of decimals.
type totals struct {
	bac, ac [scales]sum128
	pv, ev  [2*scales - 1]sum192
	slow    Figures
	beyond  bool // a figure of an exponent that cannot be computed with
}

// add adds figures to the quick sums. It reports false, and adds nothing, when
// one of them does not fit.
func (t *totals) add(f *Figures) bool {
	budget, cost, planned, done := places(&f.Budget), places(&f.Cost), places(&f.Planned), places(&f.Done)
	n, fits := f.whole()
	if !fits || max(budget, cost, planned, done) >= scales {
		return false
	}
	t.bac[budget].add(n.budget)
	t.ac[cost].add(n.cost)
	t.pv[budget+planned].add(n.budget, n.planned)
	t.ev[budget+done].add(n.budget, n.done)
	return true
}

// wholes are figures without their decimal point.
type wholes struct{ budget, planned, done, cost int64 }

// whole reports false when one of them does not fit.
func (f *Figures) whole() (wholes, bool) {
	if !direct {
		return f.anyWhole()
	}
	b, ok1 := word(&f.Budget)
	p, ok2 := word(&f.Planned)
	d, ok3 := word(&f.Done)
	c, ok4 := word(&f.Cost)
	if ok1 && ok2 && ok3 && ok4 && (b|p|d|c)>>63 == 0 {
		return wholes{int64(b), int64(p), int64(d), int64(c)}, true
	}
	return f.anyWhole()
}

// anyWhole does the same for figures that may be zero or below.
func (f *Figures) anyWhole() (wholes, bool) {
	b, ok1 := short(&f.Budget)
	p, ok2 := short(&f.Planned)
	d, ok3 := short(&f.Done)
	c, ok4 := short(&f.Cost)
	return wholes{b, p, d, c}, ok1 && ok2 && ok3 && ok4
}

// places returns the number of decimal places, and one far beyond any bound for
// a whole number that ends in zeros it does not hold.
func places(d *decimal.Decimal) uint32 { return uint32(-d.Exponent()) }

// farthest is the largest exponent of decimals that are read from text.
const farthest = 10_000

func far(d *decimal.Decimal) bool { return d.Exponent() > farthest || d.Exponent() < -farthest }

// addSlowly adds figures as decimals.
func (t *totals) addSlowly(f *Figures) {
	if far(&f.Budget) || far(&f.Planned) || far(&f.Done) || far(&f.Cost) {
		t.beyond = true
		return
	}
	t.slow.Budget = t.slow.Budget.Add(f.Budget)
	t.slow.Cost = t.slow.Cost.Add(f.Cost)
	t.slow.Planned = t.slow.Planned.Add(f.Budget.Mul(f.Planned))
	t.slow.Done = t.slow.Done.Add(f.Budget.Mul(f.Done))
}

// status joins both kinds of sum.
func (t *totals) status(c money.Currency) Status {
	if t.beyond {
		v := kpi.Unknown(kpi.ReasonTooLarge)
		return Status{BAC: v, PV: v, EV: v, AC: v}
	}
	bac, ac, pv, ev := t.slow.Budget, t.slow.Cost, t.slow.Planned, t.slow.Done
	for i := range t.bac {
		bac, ac = bac.Add(placed(t.bac[i].big(), i)), ac.Add(placed(t.ac[i].big(), i))
	}
	for i := range t.pv {
		pv, ev = pv.Add(placed(t.pv[i].big(), i)), ev.Add(placed(t.ev[i].big(), i))
	}
	in := func(d decimal.Decimal) kpi.Value { return kpi.MoneyRat(d.Rat(), c) }
	return Status{BAC: in(bac), PV: in(pv), EV: in(ev), AC: in(ac)}
}

func placed(x *big.Int, places int) decimal.Decimal { return decimal.NewFromBigInt(x, -int32(places)) }
