package sales

import "github.com/milepost-go/milepost/kpi"

// Quota compares what was sold in a period with what was to be sold. Amounts
// are of one currency; one left zero is unknown (missing-input).
type Quota struct {
	Actual kpi.Value `json:"actual"` // negative when refunds exceed sales
	Quota  kpi.Value `json:"quota"`
}

// Attainment returns actual / quota. A quota of 0 or less makes it unknown
// (non-positive-target).
func (q Quota) Attainment() kpi.Value {
	if sign, known := q.Quota.Sign(); known && sign <= 0 {
		return kpi.Unknown(kpi.ReasonNonPositiveTarget)
	}
	return q.Actual.Div(q.Quota)
}

// Gap returns actual - quota: below 0 while sales are missing.
func (q Quota) Gap() kpi.Value { return q.Actual.Sub(q.Quota) }

// Figures returns attainment and gap with their traces. The caller owns the
// slices.
func (q Quota) Figures() []kpi.Figure {
	return []kpi.Figure{
		figure(keyAttainment, q.Attainment(), q.Actual, q.Quota),
		figure(keyGap, q.Gap(), q.Actual, q.Quota),
	}
}

// Coverage compares the open pipeline with what the quota still needs. Amounts
// are of one currency; one left zero is unknown (missing-input).
type Coverage struct {
	OpenPipeline kpi.Value `json:"open_pipeline"` // unweighted, as [Pipeline] gives it
	Quota        kpi.Value `json:"quota"`
	ClosedWon    kpi.Value `json:"closed_won"` // already sold in the period
}

// Remaining returns quota - closed won.
func (c Coverage) Remaining() kpi.Value { return c.Quota.Sub(c.ClosedWon) }

// Met reports whether nothing of the quota remains. It reports false when that
// is not known.
func (c Coverage) Met() bool {
	sign, known := c.Remaining().Sign()
	return known && sign <= 0
}

// Ratio returns open pipeline / remaining quota. It is unknown
// (non-positive-denominator) once the quota is met.
func (c Coverage) Ratio() kpi.Value {
	if c.Met() {
		return kpi.Unknown(kpi.ReasonNonPositiveDenominator)
	}
	return c.OpenPipeline.Div(c.Remaining())
}

// Figures returns the remaining quota and the coverage with their traces. The
// caller owns the slices.
func (c Coverage) Figures() []kpi.Figure {
	return []kpi.Figure{
		figure(keyRemaining, c.Remaining(), c.Quota, c.ClosedWon),
		figure(keyCoverage, c.Ratio(), c.OpenPipeline, c.Quota, c.ClosedWon),
	}
}
