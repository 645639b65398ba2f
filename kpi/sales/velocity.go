package sales

import "github.com/milepost-go/milepost/kpi"

// Velocity holds the four factors of how fast a pipeline earns. A factor left
// zero is unknown (missing-input), and so is the result.
type Velocity struct {
	Opportunities kpi.Value `json:"opportunities"` // open deals, a pure number
	AverageDeal   kpi.Value `json:"average_deal"`  // an amount
	WinRate       kpi.Value `json:"win_rate"`      // 0 to 1, as [Outcomes.WinRate] gives it
	CycleDays     kpi.Value `json:"cycle_days"`    // calendar days, as [Cycle] gives them
}

// PerDay returns opportunities * average deal * win rate / cycle days: the
// amount that the pipeline earns a calendar day, in the unit of the average
// deal. A cycle of 0 days makes it unknown (zero-denominator), not infinite.
func (v Velocity) PerDay() kpi.Value {
	return v.Opportunities.Mul(v.AverageDeal).Mul(v.WinRate).Div(bare(v.CycleDays))
}

// Figures returns the velocity with its trace. The caller owns the slices.
func (v Velocity) Figures() []kpi.Figure {
	return []kpi.Figure{figure(keyVelocity, v.PerDay(), v.Opportunities, v.AverageDeal, v.WinRate, v.CycleDays)}
}

// bare returns a number of days without its unit, so that an amount may be
// divided by it.
func bare(v kpi.Value) kpi.Value {
	if r, known := v.Rat(); known && v.Unit() == unitDay {
		return kpi.Rat(r, "")
	}
	return v
}
