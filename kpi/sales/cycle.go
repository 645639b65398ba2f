package sales

import "github.com/milepost-go/milepost/kpi"

// Cycle says how long won deals took from creation to close, in calendar days.
// The mean is pulled up by a few slow deals; the median is not.
type Cycle struct {
	N       int64     `json:"n"`       // deals with a known length
	Missing int64     `json:"missing"` // deals left out for want of a date
	Total   kpi.Value `json:"total"`   // sum of the lengths; 0 when there is none
	Mean    kpi.Value `json:"mean"`    // unknown (no-data) when N is 0
	Median  kpi.Value `json:"median"`  // unknown (no-data) when N is 0
}

// CycleOf returns the sales cycle of lengths in days. Unknown ones are left out
// and counted. Lengths of different units make the figures unknown
// (unit-mismatch).
func CycleOf(days []kpi.Value) Cycle {
	known := kpi.Known(days)
	return Cycle{
		N: int64(len(known)), Missing: int64(len(days) - len(known)),
		Total: kpi.Sum(known), Mean: kpi.Mean(known), Median: kpi.Median(known),
	}
}

// CycleOfDeals returns the sales cycle of the won deals. One without both dates,
// or closed before it was created, is left out and counted.
func CycleOfDeals(deals []Deal) Cycle {
	var days []kpi.Value
	for i := range deals {
		if d := &deals[i]; d.Outcome == Won {
			days = append(days, d.length())
		}
	}
	return CycleOf(days)
}

// Figures returns mean and median with their traces. The caller owns the
// slices.
func (c Cycle) Figures() []kpi.Figure {
	return []kpi.Figure{
		figure(keyCycleMean, c.Mean, c.Total, count(c.N)),
		figure(keyCycleMedian, c.Median, count(c.N), count(c.Missing)),
	}
}
