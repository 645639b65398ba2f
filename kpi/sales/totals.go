package sales

import (
	"math/big"
	"slices"
	"strings"

	"github.com/milepost-go/milepost/kpi"
	"github.com/milepost-go/milepost/kpi/money"
)

// Exchange states how amounts come to one currency: which currency, by which
// rates, of which day. The zero Exchange converts nothing, so that amounts must
// be of one currency.
type Exchange struct {
	To    money.Currency // zero: the one currency of the amounts
	Rates *money.Rates   // nil: no rates
	On    money.Date     // day of the rates
}

// Total returns the exact sum of the amounts in one currency. Amounts are added
// up by currency and converted then, so that nothing is rounded on the way. No
// amounts sum to 0. When a rate is missing nothing is added: the sum is unknown
// (missing-rate) and the error, a [*MissingRateError], names every currency
// without one. The zero Amount counts as nothing stated and adds nothing.
func Total(amounts []money.Amount, x Exchange) (kpi.Value, error) {
	var s sums
	for _, a := range amounts {
		s.add(a)
	}
	return x.total(s.byCurrency())
}

// part is what was added up in one currency.
type part struct {
	currency money.Currency
	sum      *big.Rat
}

// total adds up the parts in one currency.
func (x Exchange) total(parts []part) (kpi.Value, error) {
	to := x.To
	if to == (money.Currency{}) && len(parts) == 1 {
		to = parts[0].currency
	}
	sum, fault := new(big.Rat), &MissingRateError{To: to}
	for _, p := range parts {
		worth, known := x.worth(p.currency, to)
		if !known {
			fault.Missing = append(fault.Missing, p.currency)
			continue
		}
		sum.Add(sum, worth.Mul(worth, p.sum))
	}
	if len(fault.Missing) > 0 {
		return kpi.Unknown(kpi.ReasonMissingRate), fault
	}
	return kpi.MoneyRat(sum, to), nil
}

// worth returns what one unit of a currency is worth in another.
func (x Exchange) worth(from, to money.Currency) (*big.Rat, bool) {
	if from == to {
		return big.NewRat(1, 1), true
	}
	if x.Rates == nil || to == (money.Currency{}) {
		return nil, false
	}
	quote, err := x.Rates.Quote(from, to, x.On)
	if err != nil {
		return nil, false
	}
	return quote.Rat(), true
}

// sums adds up amounts by currency, exactly, without allocation per amount as
// long as the sums fit into 64 bits of minor units. The zero sums holds
// nothing.
type sums struct{ list []money.Amount }

func (s *sums) add(a money.Amount) {
	c := a.Currency()
	if c == (money.Currency{}) {
		return
	}
	for i := range s.list {
		if s.list[i].Currency() != c {
			continue
		}
		if sum, err := s.list[i].Add(a); err == nil {
			s.list[i] = sum
			return
		}
	}
	s.list = append(s.list, a) // also for a sum too large for one amount
}

// byCurrency returns the parts by code.
func (s *sums) byCurrency() []part {
	var parts []part
	for _, a := range s.list {
		parts = addPart(parts, a.Currency(), a.Rat())
	}
	return parts
}

// addPart adds r to the part of a currency. It takes over r.
func addPart(parts []part, c money.Currency, r *big.Rat) []part {
	for _, p := range parts {
		if p.currency == c {
			p.sum.Add(p.sum, r)
			return parts
		}
	}
	parts = append(parts, part{c, r})
	slices.SortFunc(parts, func(a, b part) int { return strings.Compare(a.currency.Code(), b.currency.Code()) })
	return parts
}
