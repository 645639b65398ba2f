package kpi

// ChartFactors are the constants of a chart of individuals (XmR). The zero
// ChartFactors are the rounded ones that most tables print.
type ChartFactors struct {
	Limit Value `json:"limit,omitzero"` // times the mean moving range is the natural limit; zero means 2.66
	Range Value `json:"range,omitzero"` // times the mean moving range is the limit of ranges; zero means 3.268
}

// d2 is the expected range of two draws of a normal distribution in standard
// deviations, as tables print it.
func d2() Value { return Ratio(1128, 1000, "") }

// ExactFactors returns the factors with 3/1.128 = 2.6596... in place of 2.66.
func ExactFactors() ChartFactors { return ChartFactors{Limit: Int(3, "").Div(d2())} }

func (f ChartFactors) filled() ChartFactors {
	if f.Limit.IsZero() {
		f.Limit = Ratio(266, 100, "")
	}
	if f.Range.IsZero() {
		f.Range = Ratio(3268, 1000, "")
	}
	return f
}

// Chart holds the natural process limits of a series of individuals. Its owner
// is the receiver. Limits of a base period may judge later values.
type Chart struct {
	N          int     `json:"n"`           // values that are numbers
	Mean       Value   `json:"mean"`        // centre line
	Ranges     []Value `json:"ranges"`      // of each value and the one before it, from the second value on; unknown beside a gap
	MeanRange  Value   `json:"mean_range"`  // unknown with fewer than two values in a row
	Upper      Value   `json:"upper"`       // natural process limits
	Lower      Value   `json:"lower"`       //
	RangeLimit Value   `json:"range_limit"` // upper limit of the ranges
}

// XmR computes the limits: mean ± factor times mean moving range. A gap is left
// out, and no range is taken across it. No range gives limits that are unknown
// with [ReasonInsufficientData], no value a mean with [ReasonNoData]. Twelve
// values and more make useful limits; five are a bare minimum.
func XmR(values []Value, f ChartFactors) Chart {
	f = f.filled()
	known := Known(values)
	c := Chart{N: len(known), Mean: Mean(known), Ranges: ranges(values), MeanRange: Unknown(ReasonInsufficientData)}
	if measured := Known(c.Ranges); len(measured) > 0 {
		c.MeanRange = Mean(measured)
	}
	if c.Mean.IsUnknown() && c.N > 0 { // units that do not mix
		c.MeanRange = Unknown(c.Mean.Reason())
	}
	reach := c.MeanRange.Mul(f.Limit)
	c.Upper, c.Lower, c.RangeLimit = c.around(reach), c.around(reach.Neg()), c.MeanRange.Mul(f.Range)
	return c
}

// around returns the mean plus a reach, and the reason of the reach first.
func (c Chart) around(reach Value) Value { return reach.Add(c.Mean) }

// ranges returns the distance of each value from the one before it.
func ranges(values []Value) []Value {
	list := make([]Value, 0, max(len(values)-1, 0))
	for i := 1; i < len(values); i++ {
		list = append(list, values[i].Sub(values[i-1]).Abs())
	}
	return list
}

// Sigma returns the standard deviation that the moving range stands for:
// mean moving range / 1.128.
func (c Chart) Sigma() Value { return c.MeanRange.Div(d2()) }

// Scores returns each value as its distance from the mean in sigmas. A gap
// keeps its reason. Where the mean moving range is 0, all are unknown with
// [ReasonZeroDenominator]. The caller owns the slice.
func (c Chart) Scores(values []Value) []Value {
	sigma := c.Sigma()
	scores := make([]Value, len(values))
	for i, v := range values {
		scores[i] = v.Sub(c.Mean).Div(sigma)
	}
	return scores
}

// Outside reports whether v lies beyond a natural limit. The limit itself is
// inside, and so is what cannot be compared.
func (c Chart) Outside(v Value) bool {
	above, ok := v.Cmp(c.Upper)
	below, _ := v.Cmp(c.Lower)
	return ok && (above > 0 || below < 0)
}
