package evm

import (
	"testing"

	"github.com/milepost-go/milepost/kpi"
)

// Worked by hand: 400 of 1000 earned for 500 is a CPI of 0.8, so the rest may
// need 0.9 at most. It needs 600/700 = 0.857 to end at 1200, 600/666.67 = 0.9 to
// end at 1166.67, and 600/500 = 1.2 to end at 1000.
func TestOptimisticEstimates(t *testing.T) {
	s := Status{At: at(t, "2026-03-31T17:00"), BAC: cny(t, "1000"), PV: cny(t, "500"), EV: cny(t, "400"), AC: cny(t, "500")}
	const warning = "warn evm.status.optimistic_eac status 2026-03-31T17:00:00.eac"
	wantFindings(t, s.CheckEstimate(cny(t, "1200")))
	wantFindings(t, s.CheckEstimate(cny(t, "3500").Div(kpi.Int(3, "")))) // exactly 0.9
	wantFindings(t, s.CheckEstimate(cny(t, "3499.99").Div(kpi.Int(3, ""))), warning)
	found := s.CheckEstimate(cny(t, "1000"))
	wantFindings(t, found, warning)
	if found[0].Want.String() != "0.9" || found[0].Got.String() != "1.2" {
		t.Errorf("want %v, got %v", found[0].Want, found[0].Got)
	}
	wantFindings(t, s.CheckEstimate(s.AC), warning)          // spent, with work left
	wantFindings(t, s.CheckEstimate(s.EAC(ByCPI, Basis{})))  // TCPI is CPI
	wantFindings(t, s.CheckEstimate(kpi.Value{}))            // nothing stated
	wantFindings(t, s.CheckEstimate(eur(t, "1000")))         // not comparable
	wantFindings(t, Status{BAC: s.BAC}.CheckEstimate(s.BAC)) // nothing known
	s.EV = s.BAC                                             // all is done
	wantFindings(t, s.CheckEstimate(s.AC))
}
