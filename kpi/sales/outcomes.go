package sales

import "github.com/milepost-go/milepost/kpi"

// Outcomes counts the deals of a period by how they ended, with their amounts.
// Amounts left zero are unknown (missing-input), and so are the rates by value.
// A count below 0 is no count: what is computed from it is unknown
// (missing-input).
type Outcomes struct {
	Won  int64 `json:"won"`
	Lost int64 `json:"lost"`
	Open int64 `json:"open"` // neither won nor lost; only in the rates over all

	WonValue  kpi.Value `json:"won_value,omitzero"` // amounts of one currency; credits are negative
	LostValue kpi.Value `json:"lost_value,omitzero"`
	OpenValue kpi.Value `json:"open_value,omitzero"`
}

// WinRate returns won / (won + lost): the share of the closed deals that were
// won. Open deals are out. No closed deal makes it unknown (zero-denominator).
func (o Outcomes) WinRate() kpi.Value { return rate(count(o.Won), count(o.Lost)) }

// WinRateByValue returns won value / (won value + lost value). A total of 0
// makes it unknown. Credits can push it outside 0 to 1, see [Outcomes.Check].
func (o Outcomes) WinRateByValue() kpi.Value { return rate(o.WonValue, o.LostValue) }

// WinRateOverAll returns won / (won + lost + open), which some vendors call win
// rate too. It is another indicator and moves with every new deal.
func (o Outcomes) WinRateOverAll() kpi.Value { return rate(count(o.Won), count(o.Lost), count(o.Open)) }

// WinRateOverAllByValue returns won value / (won value + lost value + open
// value).
func (o Outcomes) WinRateOverAllByValue() kpi.Value {
	return rate(o.WonValue, o.LostValue, o.OpenValue)
}

// Interval returns the 95 % Wilson interval of [Outcomes.WinRate], see
// [kpi.Wilson].
func (o Outcomes) Interval() kpi.Interval {
	if o.Won < 0 || o.Lost < 0 {
		return unknownInterval(kpi.ReasonMissingInput)
	}
	return kpi.Wilson(o.Won, o.Won+o.Lost, kpi.Value{})
}

// Figures returns the rates and the ends of the interval with their traces. The
// caller owns the slices.
func (o Outcomes) Figures() []kpi.Figure {
	won, lost, open := count(o.Won), count(o.Lost), count(o.Open)
	between := o.Interval()
	return []kpi.Figure{
		figure(keyWinRate, o.WinRate(), won, lost),
		figure(keyWinRateLow, between.Low, won, lost, kpi.Z95()),
		figure(keyWinRateHigh, between.High, won, lost, kpi.Z95()),
		figure(keyWinRateValue, o.WinRateByValue(), o.WonValue, o.LostValue),
		figure(keyWinRateAll, o.WinRateOverAll(), won, lost, open),
		figure(keyWinRateAllValue, o.WinRateOverAllByValue(), o.WonValue, o.LostValue, o.OpenValue),
	}
}

// rate returns the share that the first part has in the sum of all.
func rate(parts ...kpi.Value) kpi.Value { return parts[0].Div(kpi.Sum(parts)) }

// count returns a number of things; below 0 there is none.
func count(n int64) kpi.Value {
	if n < 0 {
		return kpi.Unknown(kpi.ReasonMissingInput)
	}
	return kpi.Int(n, "")
}

func unknownInterval(r kpi.Reason) kpi.Interval {
	return kpi.Interval{Low: kpi.Unknown(r), High: kpi.Unknown(r)}
}
