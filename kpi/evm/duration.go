package evm

import "github.com/milepost-go/milepost/kpi"

// DurationMethod names a way to estimate the duration of the whole project.
type DurationMethod string

// The methods by their family: planned-value rate, earned duration, earned
// schedule; each with the performance factors 1, schedule, schedule times cost
// (Vandevoorde and Vanhoucke 2006).
const (
	PVRate   DurationMethod = "pv_1"     // PD - SV / (BAC / PD)
	PVBySPI  DurationMethod = "pv_spi"   // PD / SPI
	PVBySCI  DurationMethod = "pv_sci"   // PD / (CPI SPI)
	EDRate   DurationMethod = "ed_1"     // AT + max(PD, AT) - ED, with ED = AT SPI
	EDBySPI  DurationMethod = "ed_spi"   // AT + (max(PD, AT) - ED) / SPI
	EDBySCI  DurationMethod = "ed_sci"   // AT + (max(PD, AT) - ED) / (CPI SPI)
	ESRate   DurationMethod = "es_1"     // AT + (PD - ES)
	ESBySPIT DurationMethod = "es_spi_t" // AT + (PD - ES) / SPI(t)
	ESBySCIT DurationMethod = "es_sci_t" // AT + (PD - ES) / (SPI(t) CPI)
)

// DurationMethods returns all methods in the order of their constants. The
// caller owns the slice.
func DurationMethods() []DurationMethod {
	return []DurationMethod{PVRate, PVBySPI, PVBySCI, EDRate, EDBySPI, EDBySCI, ESRate, ESBySPIT, ESBySCIT}
}

// Duration returns the duration that a method forecasts, in the unit of the
// timing. The planned-value family is of no use once a late project has earned
// its budget: it forecasts PD again. An index of the formula that is unknown
// makes the result unknown (undefined-factor), one of zero or less too
// (non-positive-factor; zero-spi-t for SPI(t) of 0). A method that does not
// exist is unknown.
func (t Timing) Duration(m DurationMethod, s Status) kpi.Value {
	one := kpi.Int(1, "")
	switch m {
	case PVRate:
		return t.PD.Sub(s.SV().Div(s.BAC).Mul(t.PD))
	case PVBySPI:
		return perFactor(t.PD, s.SPI())
	case PVBySCI:
		return perFactor(t.PD, s.SCI())
	case EDRate:
		return t.earnedDuration(s, one)
	case EDBySPI:
		return t.earnedDuration(s, s.SPI())
	case EDBySCI:
		return t.earnedDuration(s, s.SCI())
	case ESRate:
		return t.IEAC(one)
	case ESBySPIT:
		return t.bySPIT(one)
	case ESBySCIT:
		return t.bySPIT(s.CPI())
	}
	return kpi.Unknown(kpi.ReasonMissingInput)
}

// DurationForecast is the forecast of one method.
type DurationForecast struct {
	Method   DurationMethod `json:"method"`
	Duration kpi.Value      `json:"duration"`
}

// Durations returns the forecasts of all methods, unknown ones included, in
// the order of [DurationMethods]. The caller owns the slice.
func (t Timing) Durations(s Status) []DurationForecast {
	var list []DurationForecast
	for _, m := range DurationMethods() {
		list = append(list, DurationForecast{m, t.Duration(m, s)})
	}
	return list
}

func (t Timing) bySPIT(cost kpi.Value) kpi.Value {
	if sign, known := t.SPIT().Sign(); known && sign == 0 {
		return kpi.Unknown(kpi.ReasonZeroSPIT)
	}
	return t.IEAC(product(t.SPIT(), cost))
}

func (t Timing) earnedDuration(s Status, factor kpi.Value) kpi.Value {
	earned := product(t.AT, s.SPI())
	whole := t.PD
	if order, known := t.AT.Cmp(t.PD); known && order > 0 {
		whole = t.AT
	}
	return t.AT.Add(perFactor(whole.Sub(earned), factor))
}

// perFactor divides by a performance factor.
func perFactor(v, factor kpi.Value) kpi.Value {
	switch sign, known := factor.Sign(); {
	case !known:
		return kpi.Unknown(kpi.ReasonUndefinedFactor)
	case sign <= 0:
		return kpi.Unknown(kpi.ReasonNonPositiveFactor)
	}
	return v.Div(factor)
}
