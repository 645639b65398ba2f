package evm

import (
	"errors"
	"fmt"
	"math/big"
	"sort"

	"github.com/milepost-go/milepost/kpi"
)

// Timing is the state of a project in units of time (earned schedule): all
// figures in one unit, periods or working hours since the start. A figure left
// zero is unknown.
type Timing struct {
	AT kpi.Value `json:"at"` // actual time: elapsed up to the status date
	ES kpi.Value `json:"es"` // earned schedule: when the plan had earned what is earned now
	PD kpi.Value `json:"pd"` // planned duration
}

// EarnedTime is the earned schedule with the ends of the plateau it was found
// on. On a rising plan Left and Right are equal.
type EarnedTime struct {
	Timing
	Left  kpi.Value `json:"es_left"`  // first time at which the plan had reached EV
	Right kpi.Value `json:"es_right"` // last time at which the plan still was at EV
}

// ErrCurve is the error for a planned curve that cannot be read.
var ErrCurve = errors.New("evm: unusable planned curve")

// EarnedSchedule finds the earned schedule on the curve of cumulative planned
// value pv, in which pv[0] is 0 at the start and pv[k] belongs to the end of
// period k. at is the number of periods elapsed, possibly a fraction; its unit
// becomes that of the results.
//
//	ES = N + (EV - PV[N]) / (PV[N+1] - PV[N]), N the last period with PV[N] <= EV
//
// PD is the first period at which pv reaches its last value: repeats of the
// budget at the end do not lengthen the plan. With EV at the budget or beyond
// ES is PD. Where the plan pauses at EV for several periods, ES is at, held
// within the pause: a project that did what was due is on time. (Lipke; the
// rule for pauses is that of PMConverter.) A negative EV makes ES unknown
// (no-data).
//
// The error is [ErrCurve], with all faults: an empty curve, one that does not
// start at 0, an unknown value, one in another unit, a value below the one
// before.
func EarnedSchedule(pv []kpi.Value, ev, at kpi.Value) (EarnedTime, error) {
	if err := checkCurve(pv); err != nil {
		return EarnedTime{}, err
	}
	pd := reached(pv, pv[len(pv)-1])
	left, right := earnedOn(pv, pd, ev, at)
	t := EarnedTime{Timing{at, left, kpi.Int(int64(pd), at.Unit())}, left, right}
	if !left.IsUnknown() {
		t.ES = clamp(at, left, right)
	}
	return t, nil
}

// earnedOn returns the first and the last time at which the plan was at ev.
func earnedOn(pv []kpi.Value, pd int, ev, at kpi.Value) (left, right kpi.Value) {
	for _, v := range []kpi.Value{pv[pd].Sub(ev), at} {
		if v.IsUnknown() {
			return kpi.Unknown(v.Reason()), kpi.Unknown(v.Reason())
		}
	}
	unit := at.Unit()
	first, last := reached(pv, ev), passed(pv, ev)-1
	switch {
	case last < 0:
		return kpi.Unknown(kpi.ReasonNoData), kpi.Unknown(kpi.ReasonNoData)
	case last >= pd:
		return kpi.Int(int64(pd), unit), kpi.Int(int64(pd), unit)
	case first <= last:
		return kpi.Int(int64(first), unit), kpi.Int(int64(last), unit)
	}
	exact := between(last, pv, ev, unit)
	return exact, exact
}

// reached returns the first index at which the curve is at v or above.
func reached(pv []kpi.Value, v kpi.Value) int {
	return sort.Search(len(pv), func(i int) bool {
		order, _ := pv[i].Cmp(v)
		return order >= 0
	})
}

// passed returns the first index at which the curve is above v.
func passed(pv []kpi.Value, v kpi.Value) int {
	return sort.Search(len(pv), func(i int) bool {
		order, _ := pv[i].Cmp(v)
		return order > 0
	})
}

// between interpolates within the period that follows n.
func between(n int, pv []kpi.Value, ev kpi.Value, unit string) kpi.Value {
	part, _ := ev.Sub(pv[n]).Div(pv[n+1].Sub(pv[n])).Rat()
	return kpi.Rat(part.Add(part, big.NewRat(int64(n), 1)), unit)
}

func clamp(v, low, high kpi.Value) kpi.Value {
	if order, _ := v.Cmp(low); order < 0 {
		return low
	}
	if order, _ := v.Cmp(high); order > 0 {
		return high
	}
	return v
}

func checkCurve(pv []kpi.Value) error {
	if len(pv) == 0 {
		return fmt.Errorf("%w: no values", ErrCurve)
	}
	var faults []error
	if sign, known := pv[0].Sign(); known && sign != 0 {
		faults = append(faults, fmt.Errorf("%w: it starts at %v, not at 0", ErrCurve, pv[0]))
	}
	for i, v := range pv {
		switch order, known := v.Cmp(pv[max(i-1, 0)]); {
		case v.IsUnknown():
			faults = append(faults, fmt.Errorf("%w: value %d is %v", ErrCurve, i, v))
		case !known && !pv[i-1].IsUnknown():
			faults = append(faults, fmt.Errorf("%w: value %d is %v, in another unit than the one before", ErrCurve, i, v))
		case order < 0:
			faults = append(faults, fmt.Errorf("%w: value %d is %v, below the one before", ErrCurve, i, v))
		}
	}
	return errors.Join(faults...)
}

// SVT returns the schedule variance in time, ES - AT.
func (t Timing) SVT() kpi.Value { return t.ES.Sub(t.AT) }

// SPIT returns the schedule performance index in time, SPI(t) = ES / AT. At
// the very start it is unknown.
func (t Timing) SPIT() kpi.Value { return t.ES.Div(t.AT) }

// IEAC returns the independent estimate of the duration for a performance
// factor: AT + (PD - ES) / factor. A factor of zero or less makes it unknown
// (non-positive-factor), an unknown one too (undefined-factor).
func (t Timing) IEAC(factor kpi.Value) kpi.Value {
	switch sign, known := factor.Sign(); {
	case !known:
		return kpi.Unknown(kpi.ReasonUndefinedFactor)
	case sign <= 0:
		return kpi.Unknown(kpi.ReasonNonPositiveFactor)
	}
	return t.AT.Add(t.PD.Sub(t.ES).Div(factor))
}

// TSPI returns the schedule performance that the rest needs to end at the
// goal: (PD - ES) / (goal - AT). The goal is PD, or an estimated duration.
// With no time left it is unknown (no-time-left).
func (t Timing) TSPI(goal kpi.Value) kpi.Value {
	rest := goal.Sub(t.AT)
	if sign, known := rest.Sign(); known && sign <= 0 {
		return kpi.Unknown(kpi.ReasonNoTimeLeft)
	}
	return t.PD.Sub(t.ES).Div(rest)
}

// Adherence is one activity for the P-factor.
type Adherence struct {
	ID string
	PV kpi.Value // planned value of the activity at ES
	EV kpi.Value // what it has earned
}

// PFactor returns how closely the order of the plan is kept (Lipke): the share
// of the value planned up to ES that was earned where it was planned,
// sum(min(PV, EV)) / sum(PV). With nothing due at ES it is unknown.
func PFactor(activities []Adherence) kpi.Value {
	kept, due := adherence(activities)
	return kept.Div(due)
}

// adherence returns the value that was earned where it was planned up to ES,
// and all that was planned up to ES.
func adherence(activities []Adherence) (kept, due kpi.Value) {
	planned, earned := make([]kpi.Value, len(activities)), make([]kpi.Value, len(activities))
	for i, a := range activities {
		least := a.EV
		if order, known := a.PV.Cmp(a.EV); known && order < 0 {
			least = a.PV
		}
		planned[i], earned[i] = a.PV, least
	}
	return kpi.Sum(earned), kpi.Sum(planned)
}
