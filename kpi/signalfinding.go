package kpi

import "github.com/milepost-go/milepost/lifecycle/finding"

// Findings returns one finding for each signal on the values of the series, in
// sorted order: its subject is the indicator with the day of the point as field,
// its Got the name of the rule. Signals beyond the points are left out.
func (s Series) Findings(signals []Signal) []finding.Finding {
	var found []finding.Finding
	for _, g := range signals {
		if g.At < 0 || g.At >= len(s.Points) {
			continue
		}
		found = append(found, finding.Finding{
			Code: CodeSeriesSignal, Severity: finding.Info, Remedy: RemedySeekCause, Got: finding.Text(g.Rule),
			Subject: finding.Ref{Kind: "indicator", ID: s.Key, Field: s.Points[g.At].At.String()},
		})
	}
	finding.Sort(found)
	return found
}
