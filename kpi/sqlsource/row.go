package sqlsource

import (
	"fmt"
	"math/big"

	"github.com/milepost-go/milepost/kpi"
	"github.com/milepost-go/milepost/kpi/money"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// row is a reading as the table keeps it, all texts.
type row struct{ metric, at, subject, number, unit, currency, reason string }

func rowOf(r kpi.Reading) row {
	out := row{metric: r.Metric, at: r.At.String(), subject: r.Subject}
	number, known := r.Value.Rat()
	if !known {
		out.reason = string(r.Value.Reason())
		return out
	}
	out.number, out.unit = exact(number), r.Value.Unit()
	if c, isMoney := r.Value.Currency(); isMoney {
		text, _ := c.MarshalText() // a currency that has a code has a text
		out.unit, out.currency = "", string(text)
	}
	return out
}

// exact writes a number as a decimal where that is exact and short, else as a
// fraction.
func exact(r *big.Rat) string {
	const most = 1000
	if places, finite := r.FloatPrec(); finite && places <= most {
		return r.FloatString(places)
	}
	return r.RatString()
}

// reading turns a row into what was recorded. The error unwraps to [ErrRow].
func (r row) reading() (kpi.Reading, error) {
	at, err := calendar.ParseDate(r.at)
	if err != nil {
		return kpi.Reading{}, r.fault(err)
	}
	v, err := r.value()
	if err != nil {
		return kpi.Reading{}, r.fault(err)
	}
	return kpi.Reading{Metric: r.metric, Subject: r.subject, At: at, Value: v}, nil
}

func (r row) fault(err error) error {
	return fmt.Errorf("%w: %.40q of %.40q on %.40q: %w", ErrRow, r.metric, r.subject, r.at, err)
}

func (r row) value() (kpi.Value, error) {
	if r.number == "" && r.reason != "" && r.unit == "" && r.currency == "" {
		return kpi.Unknown(kpi.Reason(r.reason)), nil
	}
	v, err := kpi.Parse(r.number, r.unit)
	switch {
	case err != nil:
		return kpi.Value{}, err
	case r.reason != "" || r.currency != "" && r.unit != "":
		return kpi.Value{}, fmt.Errorf("contradicting columns")
	case r.currency == "":
		return v, nil
	}
	var c money.Currency
	if err := c.UnmarshalText([]byte(r.currency)); err != nil {
		return kpi.Value{}, err
	}
	number, _ := v.Rat()
	return kpi.MoneyRat(number, c), nil
}
