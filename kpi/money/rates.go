package money

import (
	"errors"
	"fmt"
	"math/big"
	"slices"
	"strings"
	"time"

	"github.com/shopspring/decimal"
)

// Date is a civil date as text, "2006-01-02". It has no clock and no zone.
type Date string

// check returns [ErrDate] unless d is a date.
func (d Date) check() error {
	if _, err := time.Parse(time.DateOnly, string(d)); err != nil {
		return fmt.Errorf("%w: %q", ErrDate, clip(string(d)))
	}
	return nil
}

// Rate says what one unit of a currency is worth in another from a date on:
// {EUR, CNY, "2026-03-02", 7.85} means 1 EUR = 7.85 CNY.
type Rate struct {
	From   Currency
	To     Currency
	On     Date
	Factor decimal.Decimal
}

// RateOptions are the stated choices of a rate table. The zero RateOptions is
// complete: no base, half-even.
type RateOptions struct {
	Base     Currency // pairs without a rate are converted through it; zero: never
	Rounding Rounding // of converted amounts, to the minor unit
}

// Rates is an immutable table of rates, safe for concurrent use. The zero
// Rates has no rate.
type Rates struct {
	options RateOptions
	pairs   map[[2]Currency][]Rate // by date
}

// NewRates checks the rates and returns their table. It copies the slice. It
// refuses, all faults at once: a date that is none ([ErrDate]); a factor that
// is not above zero or has more than 30 digits before or 18 after the point, a
// pair of one currency or of none, and two rates for the same pair and date
// ([ErrRate]).
func NewRates(list []Rate, options RateOptions) (*Rates, error) {
	t := &Rates{options: options, pairs: map[[2]Currency][]Rate{}}
	var faults []error
	for i, r := range list {
		if err := r.check(); err != nil {
			faults = append(faults, fmt.Errorf("rate %d: %w", i, err))
			continue
		}
		pair := [2]Currency{r.From, r.To}
		at, double := slices.BinarySearchFunc(t.pairs[pair], r.On, byDate)
		if double {
			faults = append(faults, fmt.Errorf("rate %d: %w: a second one for %s to %s on %s", i, ErrRate, r.From, r.To, r.On))
			continue
		}
		t.pairs[pair] = slices.Insert(t.pairs[pair], at, r)
	}
	if len(faults) > 0 {
		return nil, errors.Join(faults...)
	}
	return t, nil
}

func (r Rate) check() error {
	if err := r.On.check(); err != nil {
		return err
	}
	if r.From == r.To || r.From == (Currency{}) || r.To == (Currency{}) {
		return fmt.Errorf("%w: from %s to %s", ErrRate, r.From.shown(), r.To.shown())
	}
	n, err := unitsOf(r.Factor)
	if err != nil {
		return fmt.Errorf("%w: %w", ErrRate, err)
	}
	if n.Sign() <= 0 || n.CmpAbs(pow10(maxExponent+finePlaces)) > 0 {
		return fmt.Errorf("%w: the factor must lie between 0 and 10^%d", ErrRate, maxExponent)
	}
	return nil
}

// Leg is one step of a [Quote]: a rate of the table, used as it stands or
// turned around.
type Leg struct {
	Rate    Rate
	Inverse bool
}

// Quote says what one unit of From is worth in To on a date, and by which
// rates. No legs means that both are the same currency.
type Quote struct {
	From, To Currency
	On       Date
	Legs     []Leg // one, or two through the base; owned by the caller
}

// Rat returns the exact worth of one unit. The caller owns it.
func (q Quote) Rat() *big.Rat {
	worth := big.NewRat(1, 1)
	for _, leg := range q.Legs {
		factor := leg.Rate.Factor.Rat()
		if leg.Inverse {
			factor.Inv(factor)
		}
		worth.Mul(worth, factor)
	}
	return worth
}

// Quote finds the worth of one unit of from in to on a date. It takes the
// latest rate of the pair on or before that date, given either way round, the
// direct one on equal dates; only when there is none, the latest rates of both
// currencies with the base. Errors are [*MissingRateError] and [ErrDate].
func (t *Rates) Quote(from, to Currency, on Date) (Quote, error) {
	q := Quote{From: from, To: to, On: on}
	if err := on.check(); err != nil {
		return Quote{}, err
	}
	if from == to {
		return q, nil
	}
	if leg, ok := t.latest(from, to, on); ok {
		q.Legs = []Leg{leg}
		return q, nil
	}
	if base := t.options.Base; base != (Currency{}) {
		first, ok1 := t.latest(from, base, on)
		second, ok2 := t.latest(base, to, on)
		if ok1 && ok2 {
			q.Legs = []Leg{first, second}
			return q, nil
		}
	}
	return Quote{}, &MissingRateError{from, to, on, t.options.Base}
}

// Convert returns the amount in the currency to by the [Rates.Quote] of the
// date, rounded once, at the end, to the minor unit. An amount that is already
// in that currency is returned as it is. Errors are those of Quote and
// [ErrRange].
func (t *Rates) Convert(a Amount, to Currency, on Date) (Amount, error) {
	if a == (Amount{}) {
		return Minor(0, to)
	}
	q, err := t.Quote(a.currency, to, on)
	if err != nil {
		return Amount{}, err
	}
	if len(q.Legs) == 0 {
		return a, nil
	}
	return FromRat(new(big.Rat).Mul(a.Rat(), q.Rat()), to, t.options.Rounding)
}

// latest returns the latest rate between two currencies on or before a date.
func (t *Rates) latest(from, to Currency, on Date) (Leg, bool) {
	direct, ok := latestOf(t.pairs[[2]Currency{from, to}], on)
	inverse, turned := latestOf(t.pairs[[2]Currency{to, from}], on)
	if turned && (!ok || inverse.On > direct.On) {
		return Leg{inverse, true}, true
	}
	return Leg{direct, false}, ok
}

func latestOf(list []Rate, on Date) (Rate, bool) {
	at, exact := slices.BinarySearchFunc(list, on, byDate)
	if exact {
		return list[at], true
	}
	if at == 0 {
		return Rate{}, false
	}
	return list[at-1], true
}

func byDate(r Rate, on Date) int { return strings.Compare(string(r.On), string(on)) }
