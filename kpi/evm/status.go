package evm

import (
	"github.com/milepost-go/milepost/kpi"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// Status is the state of a project, or of a part of it, at a status date. All
// four figures have one unit: a currency, or hours where work is measured in
// hours. A figure left zero is unknown (missing-input), and so is what follows
// from it.
type Status struct {
	At  calendar.DateTime `json:"at,omitzero"` // status date; for the reader, not computed with
	BAC kpi.Value         `json:"bac"`         // budget at completion
	PV  kpi.Value         `json:"pv"`          // planned value, cumulative: budget of the work due
	EV  kpi.Value         `json:"ev"`          // earned value, cumulative: budget of the work done
	AC  kpi.Value         `json:"ac"`          // actual cost, cumulative; negative after a credit
}

// CV returns the cost variance, EV - AC.
func (s Status) CV() kpi.Value { return s.EV.Sub(s.AC) }

// SV returns the schedule variance, EV - PV. It is back at 0 when a late
// project ends; see [Timing.SVT].
func (s Status) SV() kpi.Value { return s.EV.Sub(s.PV) }

// CVShare returns the cost variance as a fraction of EV, known as CV%.
// EV of 0 makes it unknown.
func (s Status) CVShare() kpi.Value { return s.CV().Div(s.EV) }

// SVShare returns the schedule variance as a fraction of PV, known as SV%. PV
// of 0 makes it unknown.
func (s Status) SVShare() kpi.Value { return s.SV().Div(s.PV) }

// CPI returns the cost performance index, EV / AC. AC of 0 makes it unknown
// even when something was earned. After a credit it may be negative; forecasts
// that divide by it are unknown then.
func (s Status) CPI() kpi.Value { return s.EV.Div(s.AC) }

// SPI returns the schedule performance index, EV / PV. PV of 0 makes it
// unknown. It comes back to 1 at the end whatever the delay; see
// [Timing.SPIT].
func (s Status) SPI() kpi.Value { return s.EV.Div(s.PV) }

// SCI returns the schedule-cost index, CPI times SPI, also called critical
// ratio. Either of them unknown makes it unknown (undefined-factor).
func (s Status) SCI() kpi.Value { return product(s.CPI(), s.SPI()) }

// Complete returns EV / BAC, known as %complete, as a fraction.
func (s Status) Complete() kpi.Value { return s.EV.Div(s.BAC) }

// Spent returns AC / BAC, known as %spent, as a fraction. Some tools divide by
// the estimate at completion instead.
func (s Status) Spent() kpi.Value { return s.AC.Div(s.BAC) }

// Planned returns PV / BAC, known as %planned, as a fraction.
func (s Status) Planned() kpi.Value { return s.PV.Div(s.BAC) }

// TCPI returns the performance that the rest of the work needs to end at the
// goal: (BAC - EV) / (goal - AC). The goal is BAC for TCPI(BAC) or an estimate
// at completion for TCPI(EAC). With nothing left of the goal it is unknown
// (no-funds-left), not a negative quotient.
func (s Status) TCPI(goal kpi.Value) kpi.Value {
	funds := goal.Sub(s.AC)
	if sign, known := funds.Sign(); known && sign <= 0 {
		return kpi.Unknown(kpi.ReasonNoFundsLeft)
	}
	return s.BAC.Sub(s.EV).Div(funds)
}

// Check returns what is wrong or remarkable about the figures, in sorted order:
// units that differ or a budget that is not above zero (block), more earned or
// planned than the budget (warn), a negative cost (info).
func (s Status) Check() []finding.Finding {
	var found []finding.Finding
	add := func(code finding.Code, severity finding.Severity, field string, want, got finding.Value, remedy finding.Code) {
		found = append(found, finding.Finding{Code: code, Severity: severity, Subject: finding.Ref{Kind: "status", ID: s.At.String(), Field: field}, Want: want, Got: got, Remedy: remedy})
	}
	if sign, known := s.BAC.Sign(); !known || sign <= 0 {
		add(CodeStatusNoBudget, finding.Block, "bac", finding.Value{}, s.BAC.Finding(), RemedySetBudget)
	}
	for _, in := range []kpi.Input{{Name: "pv", Value: s.PV}, {Name: "ev", Value: s.EV}, {Name: "ac", Value: s.AC}} {
		if rest := s.BAC.Sub(in.Value); rest.Reason() == kpi.ReasonUnitMismatch {
			add(CodeStatusUnit, finding.Block, in.Name, finding.Text(s.BAC.Unit()), finding.Text(in.Value.Unit()), RemedyConvert)
		} else if sign, known := rest.Sign(); known && sign < 0 && in.Name != "ac" {
			add(CodeStatusBeyondBudget, finding.Warn, in.Name, s.BAC.Finding(), in.Value.Finding(), RemedyReviewBudget)
		}
	}
	if sign, known := s.AC.Sign(); known && sign < 0 {
		add(CodeStatusCredit, finding.Info, "ac", finding.Value{}, s.AC.Finding(), "")
	}
	finding.Sort(found)
	return found
}

// product multiplies two factors; either one unknown makes it unknown with
// undefined-factor.
func product(a, b kpi.Value) kpi.Value {
	if a.IsUnknown() || b.IsUnknown() {
		return kpi.Unknown(kpi.ReasonUndefinedFactor)
	}
	return a.Mul(b)
}
