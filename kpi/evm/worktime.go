package evm

import (
	"errors"
	"fmt"
	"math/big"

	"github.com/milepost-go/milepost/kpi"
	"github.com/milepost-go/milepost/kpi/money"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// WorkTime turns dates into working hours since a start, and hours back into
// dates, so that the arithmetic of a [Timing] runs in working time.
type WorkTime struct {
	Calendar *calendar.Calendar
	Start    calendar.DateTime
	Grain    calendar.Work // dates are rounded to it; zero: one minute
}

// ErrWorkTime is the error for a working time without calendar or start, or a
// duration that is no number of hours.
var ErrWorkTime = errors.New("evm: unusable working time")

// HourUnit is the unit of working hours.
const HourUnit = "h"

const secondsPerHour = 3600

// Hours returns the working hours from the start to a date, exact, negative
// before the start. It is unknown (missing-input) without calendar, start or
// date.
func (w WorkTime) Hours(date calendar.DateTime) kpi.Value {
	if w.Calendar == nil || w.Start.IsZero() || date.IsZero() {
		return kpi.Unknown(kpi.ReasonMissingInput)
	}
	return kpi.Ratio(int64(w.Calendar.Between(w.Start, date)), secondsPerHour, HourUnit)
}

// Date returns the moment at which so many hours have been worked since the
// start, rounded half-up to the grain once: the end of a working period rather
// than the start of the next. Errors are [ErrWorkTime] and those of
// [calendar.Calendar.Add].
func (w WorkTime) Date(hours kpi.Value) (calendar.DateTime, error) {
	r, known := hours.Rat()
	if !known || hours.Unit() != HourUnit || w.Calendar == nil || w.Start.IsZero() || w.Grain < 0 {
		return 0, fmt.Errorf("%w: %v since %v", ErrWorkTime, hours, w.Start)
	}
	grain := int64(w.Grain)
	if grain == 0 {
		grain = 60
	}
	steps := money.HalfUp.Round(r.Mul(r, big.NewRat(secondsPerHour, grain)), 0).Num()
	seconds := steps.Mul(steps, big.NewInt(grain))
	if !seconds.IsInt64() {
		return 0, fmt.Errorf("%w: %v", calendar.ErrRange, hours)
	}
	return w.Calendar.Add(w.Start, calendar.Work(seconds.Int64()))
}
