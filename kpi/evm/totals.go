package evm

import (
	"math"
	"math/big"
	"math/bits"

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
// exact whatever the decimals: figures that are whole numbers of 63 bits in the
// smallest unit that the first task uses are summed in 128 bits, others as
// decimals. List is only read. The result has no status date.
func Totals(c money.Currency, list []Figures) Status {
	var t totals
	if len(list) > 0 {
		t.begin(&list[0])
	}
	for i := range list {
		if f := &list[i]; !t.add(f) {
			t.addSlowly(f)
		}
	}
	return t.status(c)
}

// totals are the sums of figures: quick ones of whole numbers and slow ones of
// decimals.
type totals struct {
	amount, share  int32 // exponents of the quick sums
	most, mostPart decimal.Decimal
	bac, ac        sum128
	pv, ev         sum128
	slow           Figures
}

// begin takes the exponents of the quick sums from the first figures.
func (t *totals) begin(f *Figures) {
	t.amount, t.share = f.Budget.Exponent(), f.Planned.Exponent()
	t.most, t.mostPart = decimal.New(math.MaxInt64, t.amount), decimal.New(math.MaxInt64, t.share)
}

// add adds figures to the quick sums. It reports false, and adds nothing, when
// they have other exponents, are below zero or do not fit.
func (t *totals) add(f *Figures) bool {
	if f.Budget.Exponent() != t.amount || f.Cost.Exponent() != t.amount || f.Planned.Exponent() != t.share || f.Done.Exponent() != t.share {
		return false
	}
	if !within(&f.Budget, &t.most) || !within(&f.Cost, &t.most) || !within(&f.Planned, &t.mostPart) || !within(&f.Done, &t.mostPart) {
		return false
	}
	budget := uint64(f.Budget.CoefficientInt64())
	if !t.bac.fits() || !t.pv.fits() || !t.ev.fits() || !t.ac.fits() {
		return false
	}
	t.bac.add(0, budget)
	t.ac.add(0, uint64(f.Cost.CoefficientInt64()))
	t.pv.add(bits.Mul64(budget, uint64(f.Planned.CoefficientInt64())))
	t.ev.add(bits.Mul64(budget, uint64(f.Done.CoefficientInt64())))
	return true
}

// within reports whether a decimal lies between zero and the bound, which has
// its exponent.
func within(d, bound *decimal.Decimal) bool { return d.Sign() >= 0 && d.Cmp(*bound) <= 0 }

// addSlowly adds figures as decimals.
func (t *totals) addSlowly(f *Figures) {
	t.slow.Budget = t.slow.Budget.Add(f.Budget)
	t.slow.Cost = t.slow.Cost.Add(f.Cost)
	t.slow.Planned = t.slow.Planned.Add(f.Budget.Mul(f.Planned))
	t.slow.Done = t.slow.Done.Add(f.Budget.Mul(f.Done))
}

// status joins both kinds of sum.
func (t *totals) status(c money.Currency) Status {
	join := func(s sum128, exp int32, slow decimal.Decimal) kpi.Value {
		return kpi.MoneyRat(decimal.NewFromBigInt(s.big(), exp).Add(slow).Rat(), c)
	}
	return Status{
		BAC: join(t.bac, t.amount, t.slow.Budget), AC: join(t.ac, t.amount, t.slow.Cost),
		PV: join(t.pv, t.amount+t.share, t.slow.Planned), EV: join(t.ev, t.amount+t.share, t.slow.Done),
	}
}

// sum128 is a sum of numbers of at most 126 bits.
type sum128 struct{ hi, lo uint64 }

// fits reports whether one more product is sure to fit.
func (s *sum128) fits() bool { return s.hi < 1<<63 }

func (s *sum128) add(hi, lo uint64) {
	var carry uint64
	s.lo, carry = bits.Add64(s.lo, lo, 0)
	s.hi += hi + carry
}

func (s sum128) big() *big.Int {
	x := new(big.Int).SetUint64(s.hi)
	return x.Lsh(x, 64).Add(x, new(big.Int).SetUint64(s.lo))
}
