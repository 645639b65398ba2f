package evm

import (
	"github.com/milepost-go/milepost/kpi"
)

// Method names a way to estimate the cost at completion. All but BottomUp are
// EAC = AC + (BAC - EV) / factor and differ in the performance factor that they
// expect of the rest.
type Method string

// The methods with their factors.
const (
	ByBudget Method = "budget"    // 1: the rest costs what was budgeted
	ByCPI    Method = "cpi"       // CPI: BAC / CPI
	BySPI    Method = "spi"       // SPI
	BySCI    Method = "sci"       // CPI times SPI
	ByW82    Method = "w82"       // 0.8 CPI + 0.2 SPI, or by Basis.CPIWeight
	ByCPI3   Method = "cpi3"      // CPI of the last three periods
	ByCPI6   Method = "cpi6"      // CPI of the last six periods
	BySPIT   Method = "spi_t"     // SPI(t) of the earned schedule
	BySCIT   Method = "sci_t"     // SPI(t) times CPI
	ByW82T   Method = "w82_t"     // 0.8 CPI + 0.2 SPI(t), or by Basis.CPIWeight
	BottomUp Method = "bottom_up" // no factor: AC + ETC as estimated by people
)

// Methods returns all methods in the order of their constants. The caller owns
// the slice.
func Methods() []Method {
	return []Method{ByBudget, ByCPI, BySPI, BySCI, ByW82, ByCPI3, ByCPI6, BySPIT, BySCIT, ByW82T, BottomUp}
}

// Basis is what some methods need beside the status. What is left zero makes
// the methods that need it unknown.
type Basis struct {
	Timing    Timing    // earned schedule at the status date, for SPI(t)
	History   []Point   // the ends of all periods so far, oldest first
	ETC       kpi.Value // estimate to complete made bottom-up
	CPIWeight kpi.Value // weight of CPI in the weighted factors, 0 to 1; zero Value: 0.8

	Duration   kpi.Value   // estimated duration in the unit of Timing, the goal of TSPI(ED)
	Activities []Adherence // planned value at ES and earned value of each activity, for the P-factor
}

// Point is the state at the end of a period, cumulative.
type Point struct {
	EV kpi.Value `json:"ev"`
	AC kpi.Value `json:"ac"`
}

// RollingCPI returns the CPI of the last n periods: what was earned in them
// over what they cost. Fewer periods than n, or n below 1, make it unknown
// (insufficient-history), a window without spending too (zero-denominator).
func RollingCPI(history []Point, n int) kpi.Value {
	last := window(history, n)
	return last.EV.Div(last.AC)
}

// window returns what was earned and spent in the last n periods.
func window(history []Point, n int) Point {
	if n < 1 || len(history) < n {
		few := kpi.Unknown(kpi.ReasonInsufficientHistory)
		return Point{few, few}
	}
	last := history[len(history)-1]
	if len(history) == n {
		return last
	}
	before := history[len(history)-1-n]
	return Point{last.EV.Sub(before.EV), last.AC.Sub(before.AC)}
}

// Factor returns the performance factor of a method. It is unknown for
// BottomUp, which has none, and for a method that does not exist.
func (s Status) Factor(m Method, b Basis) kpi.Value {
	switch m {
	case ByBudget:
		return kpi.Int(1, "")
	case ByCPI:
		return s.CPI()
	case BySPI:
		return s.SPI()
	case BySCI:
		return s.SCI()
	case ByW82:
		return weighted(s.CPI(), s.SPI(), b)
	case ByCPI3:
		return RollingCPI(b.History, 3)
	case ByCPI6:
		return RollingCPI(b.History, 6)
	case BySPIT:
		return b.Timing.SPIT()
	case BySCIT:
		return product(s.CPI(), b.Timing.SPIT())
	case ByW82T:
		return weighted(s.CPI(), b.Timing.SPIT(), b)
	}
	return kpi.Unknown(kpi.ReasonMissingInput)
}

// weighted returns w cost + (1 - w) schedule.
func weighted(cost, schedule kpi.Value, b Basis) kpi.Value {
	w := b.weight()
	if cost.IsUnknown() || schedule.IsUnknown() || w.IsUnknown() {
		return kpi.Unknown(kpi.ReasonUndefinedFactor)
	}
	return w.Mul(cost).Add(kpi.Int(1, "").Sub(w).Mul(schedule))
}

// weight returns the weight of CPI.
func (b Basis) weight() kpi.Value {
	if b.CPIWeight.IsZero() {
		return kpi.Ratio(8, 10, "")
	}
	return b.CPIWeight
}

// EACWith returns the estimate at completion for any performance factor:
// AC + (BAC - EV) / factor. With no work left it is AC, whatever the factor.
// Otherwise a factor of zero or less makes it unknown (non-positive-factor), an
// unknown one too: with insufficient-history if that is its reason, else with
// undefined-factor.
func (s Status) EACWith(factor kpi.Value) kpi.Value {
	left := s.BAC.Sub(s.EV)
	if sign, known := left.Sign(); !known || sign == 0 {
		return s.AC.Add(left)
	}
	if factor.Reason() == kpi.ReasonInsufficientHistory {
		return factor
	}
	switch sign, known := factor.Sign(); {
	case !known:
		return kpi.Unknown(kpi.ReasonUndefinedFactor)
	case sign <= 0:
		return kpi.Unknown(kpi.ReasonNonPositiveFactor)
	}
	return s.AC.Add(left.Div(factor))
}

// EAC returns the estimate at completion by a method.
func (s Status) EAC(m Method, b Basis) kpi.Value {
	if m == BottomUp {
		return s.AC.Add(b.ETC)
	}
	return s.EACWith(s.Factor(m, b))
}

// Forecast is the estimate of one method with what follows from it.
type Forecast struct {
	Method Method    `json:"method"`
	Factor kpi.Value `json:"factor"` // performance expected of the rest; unknown for BottomUp
	EAC    kpi.Value `json:"eac"`    // estimate at completion
	ETC    kpi.Value `json:"etc"`    // estimate to complete, EAC - AC
	VAC    kpi.Value `json:"vac"`    // variance at completion, BAC - EAC
	TCPI   kpi.Value `json:"tcpi"`   // TCPI(EAC); with ByCPI it equals CPI
}

// Forecast returns the estimate of one method.
func (s Status) Forecast(m Method, b Basis) Forecast {
	eac := s.EAC(m, b)
	return Forecast{Method: m, Factor: s.Factor(m, b), EAC: eac, ETC: eac.Sub(s.AC), VAC: s.BAC.Sub(eac), TCPI: s.TCPI(eac)}
}

// Forecasts returns the estimates of all methods, unknown ones included, in
// the order of [Methods]. The caller owns the slice.
func (s Status) Forecasts(b Basis) []Forecast {
	var list []Forecast
	for _, m := range Methods() {
		list = append(list, s.Forecast(m, b))
	}
	return list
}

// Spread says how far the known estimates lie apart: a wide spread means that
// the choice of the method decides the answer.
type Spread struct {
	Low    kpi.Value `json:"low"`  // the least EAC
	High   kpi.Value `json:"high"` // the greatest EAC
	Width  kpi.Value `json:"width"`
	LowBy  Method    `json:"low_by"`  // the first method that gives it
	HighBy Method    `json:"high_by"` // the first method that gives it
	Known  int       `json:"known"`   // how many estimates were known
}

// SpreadOf returns the spread of the estimates. Unknown ones are left out; if
// all are, the spread is unknown (no-data), as it is when their units differ
// (unit-mismatch).
func SpreadOf(list []Forecast) Spread {
	none := kpi.Unknown(kpi.ReasonNoData)
	spread := Spread{Low: none, High: none, Width: none}
	for _, f := range list {
		if f.EAC.IsUnknown() {
			continue
		}
		spread.Known++
		if spread.Known > 1 && f.EAC.Sub(spread.Low).IsUnknown() {
			mixed := kpi.Unknown(kpi.ReasonUnitMismatch)
			return Spread{Low: mixed, High: mixed, Width: mixed}
		}
		if order, _ := f.EAC.Cmp(spread.Low); spread.Low.IsUnknown() || order < 0 {
			spread.Low, spread.LowBy = f.EAC, f.Method
		}
		if order, _ := f.EAC.Cmp(spread.High); spread.High.IsUnknown() || order > 0 {
			spread.High, spread.HighBy = f.EAC, f.Method
		}
		spread.Width = spread.High.Sub(spread.Low)
	}
	return spread
}
