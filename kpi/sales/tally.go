package sales

import (
	"github.com/milepost-go/milepost/kpi"
	"github.com/milepost-go/milepost/kpi/money"
)

// Tally is what the deals of a period came to.
type Tally struct {
	Outcomes
	NoAmount int64 `json:"no_amount"` // counted deals without an amount: in the counts, not in the values
	NoDate   int64 `json:"no_date"`   // closed deals without a closing date: left out, unless the period is open at both ends
}

// TallyDeals counts the deals that were closed in a period, and those open at
// its end, with their amounts. When a rate is missing the values are unknown
// (missing-rate), the counts stand, and the error, a [*MissingRateError], names
// every currency without one.
func TallyDeals(deals []Deal, in Period, x Exchange) (Tally, error) {
	var t Tally
	var values [len(outcomeNames)]sums
	for i := range deals {
		d := &deals[i]
		n := t.of(d, in)
		if n == nil {
			continue
		}
		*n++
		if d.Amount.Currency() == (money.Currency{}) {
			t.NoAmount++
		}
		values[d.outcomeOn(in.To)].add(d.Amount)
	}
	err := t.value(values[:], x)
	return t, err
}

// of returns the count to which a deal belongs; nil when to none.
func (t *Tally) of(d *Deal, in Period) *int64 {
	outcome := d.outcomeOn(in.To)
	switch {
	case !d.existsOn(in.To) || int(outcome) >= len(outcomeNames):
		return nil
	case outcome == Open:
		return &t.Open
	case d.Closed.IsZero() && in != (Period{}):
		t.NoDate++
		return nil
	case !in.holds(d.Closed):
		return nil
	case outcome == Won:
		return &t.Won
	}
	return &t.Lost
}

// value converts the sums by outcome to one currency.
func (t *Tally) value(values []sums, x Exchange) error {
	var all []part
	for i := range values {
		all = merge(all, values[i].byCurrency())
	}
	if x.To == (money.Currency{}) && len(all) == 1 {
		x.To = all[0].currency
	}
	if _, err := x.total(all); err != nil {
		missing := kpi.Unknown(kpi.ReasonMissingRate)
		t.OpenValue, t.WonValue, t.LostValue = missing, missing, missing
		return err
	}
	t.OpenValue, t.WonValue, t.LostValue = x.in(&values[Open]), x.in(&values[Won]), x.in(&values[Lost])
	return nil
}
