package sra

import (
	"encoding/json"

	"github.com/milepost-go/milepost/kpi/money"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/risk/montecarlo"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// Dates is the distribution of a date: every date that came out, with how
// often. With more than 65,536 different ones dates are taken down to multiples
// of 2 seconds, then of 4 and so on. The zero Dates has none.
type Dates struct {
	counts  *montecarlo.Counts
	project *calendar.Calendar
}

// Trials returns how many dates were counted.
func (d Dates) Trials() int64 {
	if d.counts == nil {
		return 0
	}
	return d.counts.N()
}

// Percentile returns the earliest date by which at least so many percent of the
// trials are done. It reports false without trials and outside 0 to 100.
func (d Dates) Percentile(percent int) (calendar.DateTime, bool) {
	if d.counts == nil {
		return 0, false
	}
	x, ok := d.counts.Percentile(int64(percent), 100)
	return dateTime(x), ok
}

// Interval returns the dates between which the true percentile lies in 95 of
// 100 runs, whatever the distribution. It reports false as Percentile does.
func (d Dates) Interval(percent int) (from, to calendar.DateTime, ok bool) {
	if d.counts == nil {
		return 0, 0, false
	}
	low, high, ok := d.counts.Interval(int64(percent), 100, 1.959963984540054)
	return dateTime(low), dateTime(high), ok
}

// By returns the share of trials that are done at a date or before; unknown
// without trials.
func (d Dates) By(at calendar.DateTime) finding.Value {
	if d.Trials() == 0 {
		return finding.Unknown("no-data")
	}
	return finding.Ratio(d.counts.AtMost(int64(at)), d.counts.N(), "")
}

// All calls yield with every date, in order, and how many trials had it, until
// yield returns false.
func (d Dates) All(yield func(at calendar.DateTime, trials int64) bool) {
	if d.counts == nil {
		return
	}
	for at, n := range d.counts.All {
		if !yield(dateTime(at), n) {
			return
		}
	}
}

// Prices is the distribution of a cost, as [Dates] is of a date.
type Prices struct {
	counts   *montecarlo.Counts
	currency money.Currency
}

// Trials returns how many costs were counted; 0 where nothing costs.
func (p Prices) Trials() int64 {
	if p.counts == nil {
		return 0
	}
	return p.counts.N()
}

// IsZero reports whether no costs were counted.
func (p Prices) IsZero() bool { return p.Trials() == 0 }

// Percentile returns the least amount that at least so many percent of the
// trials do not exceed. It reports false without trials and outside 0 to 100.
func (p Prices) Percentile(percent int) (money.Amount, bool) {
	if p.counts == nil {
		return money.Amount{}, false
	}
	x, ok := p.counts.Percentile(int64(percent), 100)
	if !ok {
		return money.Amount{}, false
	}
	amount, err := money.Minor(x, p.currency)
	return amount, err == nil
}

// AtMost returns the share of trials that cost no more than an amount; unknown
// without trials.
func (p Prices) AtMost(amount money.Amount) finding.Value {
	if p.Trials() == 0 {
		return finding.Unknown("no-data")
	}
	n := int64(0)
	for x, trials := range p.counts.All {
		at, err := money.Minor(x, p.currency)
		if c, oops := at.Cmp(amount); err != nil || oops != nil || c > 0 {
			break
		}
		n += trials
	}
	return finding.Ratio(n, p.counts.N(), "")
}

// All calls yield with every amount, in ascending order, and how many trials
// cost it, until yield returns false.
func (p Prices) All(yield func(amount money.Amount, trials int64) bool) {
	if p.counts == nil {
		return
	}
	for x, n := range p.counts.All {
		amount, err := money.Minor(x, p.currency)
		if err != nil || !yield(amount, n) {
			return
		}
	}
}

// Mean returns the mean, rounded to the minor unit. It reports false without
// trials.
func (p Prices) Mean() (money.Amount, bool) {
	if p.Trials() == 0 {
		return money.Amount{}, false
	}
	minor := money.HalfEven.Round(p.counts.Mean(), 0)
	amount, err := money.Minor(minor.Num().Int64(), p.currency)
	return amount, err == nil
}

// Deviation returns the standard deviation in the currency; 0 for fewer than
// two trials.
func (p Prices) Deviation() float64 {
	if p.counts == nil {
		return 0
	}
	return p.counts.Deviation() / float64(pow10(p.currency.Places()))
}

// percents are the percentiles that the JSON form states.
var percents = [...]int{5, 10, 20, 25, 30, 40, 50, 60, 70, 75, 80, 85, 90, 95}

// MarshalJSON writes percentiles and all dates with how often each came.
func (d Dates) MarshalJSON() ([]byte, error) {
	type line struct {
		Percent int               `json:"percent"`
		At      calendar.DateTime `json:"at"`
	}
	form := struct {
		Trials      int64              `json:"trials"`
		Percentiles []line             `json:"percentiles,omitempty"`
		Seconds     *montecarlo.Counts `json:"seconds,omitempty"` // since the start of the calendar
	}{Trials: d.Trials(), Seconds: d.counts}
	for _, p := range percents {
		if at, ok := d.Percentile(p); ok {
			form.Percentiles = append(form.Percentiles, line{p, at})
		}
	}
	return json.Marshal(form)
}

// MarshalJSON writes percentiles and all amounts with how often each came.
func (p Prices) MarshalJSON() ([]byte, error) {
	type line struct {
		Percent int          `json:"percent"`
		Amount  money.Amount `json:"amount"`
	}
	form := struct {
		Trials      int64              `json:"trials"`
		Percentiles []line             `json:"percentiles,omitempty"`
		Minor       *montecarlo.Counts `json:"minor,omitempty"` // minor units of the currency
	}{Trials: p.Trials(), Minor: p.counts}
	for _, q := range percents {
		if amount, ok := p.Percentile(q); ok {
			form.Percentiles = append(form.Percentiles, line{q, amount})
		}
	}
	return json.Marshal(form)
}
