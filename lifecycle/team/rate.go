package team

import (
	"fmt"
	"math/big"

	"github.com/milepost-go/milepost/kpi/money"
	"github.com/milepost-go/milepost/lifecycle"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// Rate is what an hour of somebody costs during a period. Periods of one
// member do not overlap.
type Rate struct {
	PerHour money.Amount `json:"per_hour"`
	Period
}

// RateOn returns the cost of an hour on a day. It reports false where no rate
// is stated for that day, which is not the same as a rate of 0.
func (m Member) RateOn(on calendar.Date) (money.Amount, bool) {
	for _, r := range m.CostRate {
		if r.Has(on) {
			return r.PerHour, true
		}
	}
	return money.Amount{}, false
}

// Booking is work of somebody on a day or over some days.
type Booking struct {
	Actor   lifecycle.ActorID `json:"actor"`
	Task    string            `json:"task,omitempty"`
	WorkMin int64             `json:"work_min"`
	Period
}

// Cost returns what bookings of the member cost, each by the rate of its first
// day, summed exactly and rounded once to the minor unit, half to even. Rates
// of one currency are needed. Bookings of others do not count. Errors are
// [ErrNoRate], which names the first day without a rate, and those of package
// money.
func (m Member) Cost(bookings []Booking) (money.Amount, error) {
	var currency money.Currency
	sum := new(big.Rat)
	for _, b := range bookings {
		if b.Actor != m.Actor {
			continue
		}
		rate, ok := m.RateOn(b.From)
		if !ok {
			return money.Amount{}, fmt.Errorf("%w: %.80q on %s", ErrNoRate, string(m.Actor), b.From)
		}
		if currency == (money.Currency{}) {
			currency = rate.Currency()
		} else if rate.Currency() != currency {
			return money.Amount{}, fmt.Errorf("team: cost: %w", &money.MismatchError{A: currency, B: rate.Currency()})
		}
		sum.Add(sum, new(big.Rat).Mul(rate.Rat(), big.NewRat(b.WorkMin, 60)))
	}
	return money.FromRat(sum, currency, money.HalfEven)
}
