package evm

import (
	"github.com/milepost-go/milepost/kpi"
	"github.com/milepost-go/milepost/lifecycle/finding"
)

// CheckEstimate returns a warning where an estimate at completion that people
// state is optimistic: the performance that the rest needs to end at it, TCPI of
// the estimate, exceeds what was reached so far, CPI, by more than 0.1 (GAO Cost
// Estimating and Assessment Guide, GAO-20-195G). Want is CPI plus 0.1, Got the
// TCPI. Exactly 0.1 is not optimistic, and nothing is said where either index is
// unknown. An estimate whose money is spent while work is left is a warning too,
// without Got.
func (s Status) CheckEstimate(eac kpi.Value) []finding.Finding {
	most := s.CPI().Add(kpi.Ratio(1, 10, ""))
	needed := s.TCPI(eac)
	left, known := s.BAC.Sub(s.EV).Sign()
	spent := needed.Reason() == kpi.ReasonNoFundsLeft && known && left > 0
	if order, comparable := needed.Cmp(most); !spent && (!comparable || order <= 0) {
		return nil
	}
	f := finding.Finding{Code: CodeStatusOptimistic, Severity: finding.Warn, Subject: finding.Ref{Kind: "status", ID: s.At.String(), Field: "eac"}, Want: most.Finding(), Remedy: RemedyReviewEstimate}
	if !spent {
		f.Got = needed.Finding()
	}
	return []finding.Finding{f}
}
