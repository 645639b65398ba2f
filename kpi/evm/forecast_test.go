package evm

import (
	"math/rand/v2"
	"testing"

	"github.com/milepost-go/milepost/kpi"
)

func TestMethodsByHand(t *testing.T) {
	// half the work done, at double the cost, in four fifths of the pace
	s := Status{BAC: cny(t, "1000"), PV: cny(t, "625"), EV: cny(t, "500"), AC: cny(t, "1000")}
	b := Basis{
		Timing: Timing{AT: kpi.Int(5, "month"), ES: kpi.Int(4, "month"), PD: kpi.Int(8, "month")},
		ETC:    cny(t, "650"),
	}
	for _, p := range [][2]string{{"100", "100"}, {"150", "200"}, {"200", "300"}, {"300", "500"}, {"400", "750"}, {"500", "1000"}} {
		b.History = append(b.History, Point{cny(t, p[0]), cny(t, p[1])})
	}
	for method, want := range map[Method][2]string{
		ByBudget: {"1", "1500"}, ByCPI: {"0.5", "2000"}, BySPI: {"0.8", "1625"}, BySCI: {"0.4", "2250"}, ByW82: {"0.56", "13250/7"},
		ByCPI3: {"3/7", "6500/3"}, ByCPI6: {"0.5", "2000"}, BySPIT: {"0.8", "1625"}, BySCIT: {"0.4", "2250"}, ByW82T: {"0.56", "13250/7"},
	} {
		f := s.Forecast(method, b)
		same(t, string(method)+" factor", f.Factor, number(t, want[0]))
		same(t, string(method)+" eac", f.EAC.Div(cny(t, "1")), number(t, want[1]))
		same(t, string(method)+" etc", f.ETC.Add(s.AC), f.EAC)
		same(t, string(method)+" vac", s.BAC.Sub(f.VAC), f.EAC)
		same(t, string(method)+" tcpi is the factor", f.TCPI, f.Factor)
	}
	bottom := s.Forecast(BottomUp, b)
	same(t, "bottom up", bottom.EAC, cny(t, "1650"))
	same(t, "bottom up tcpi", bottom.TCPI, number(t, "10/13"))
	if !bottom.Factor.IsUnknown() {
		t.Errorf("bottom up has the factor %v", bottom.Factor)
	}
	spread := SpreadOf(s.Forecasts(b))
	if spread.Known != 11 || spread.LowBy != ByBudget || spread.HighBy != BySCI {
		t.Errorf("got %+v", spread)
	}
	same(t, "low", spread.Low, cny(t, "1500"))
	same(t, "high", spread.High, cny(t, "2250"))
	same(t, "width", spread.Width, cny(t, "750"))
	half := b
	half.CPIWeight = kpi.Ratio(1, 2, "")
	same(t, "other weights", s.Factor(ByW82, half), number(t, "0.65"))
}

func TestForecastsWithoutTheirBasis(t *testing.T) {
	s := Status{BAC: cny(t, "1000"), PV: cny(t, "500"), EV: cny(t, "400"), AC: cny(t, "450")}
	var known []Method
	for _, f := range s.Forecasts(Basis{}) {
		if !f.EAC.IsUnknown() {
			known = append(known, f.Method)
		}
	}
	if len(known) != 5 || len(s.Forecasts(Basis{})) != len(Methods()) {
		t.Errorf("known without a basis: %v", known)
	}
	for method, reason := range map[Method]kpi.Reason{
		ByCPI3: kpi.ReasonInsufficientHistory, ByCPI6: kpi.ReasonInsufficientHistory, BySPIT: kpi.ReasonUndefinedFactor, BySCIT: kpi.ReasonUndefinedFactor,
		ByW82T: kpi.ReasonUndefinedFactor, BottomUp: kpi.ReasonMissingInput, "lucky": kpi.ReasonUndefinedFactor,
	} {
		same(t, string(method), s.EAC(method, Basis{}), kpi.Unknown(reason))
	}
}

func TestForecastsOfUnearnedSpending(t *testing.T) {
	s := Status{BAC: cny(t, "1000"), PV: cny(t, "500"), EV: cny(t, "0"), AC: cny(t, "450")}
	for _, m := range []Method{ByCPI, BySPI, BySCI, ByW82} {
		same(t, string(m), s.EAC(m, Basis{}), kpi.Unknown(kpi.ReasonNonPositiveFactor))
	}
	same(t, "budget", s.EAC(ByBudget, Basis{}), cny(t, "1450"))
	same(t, "any factor", s.EACWith(number(t, "-0.5")), kpi.Unknown(kpi.ReasonNonPositiveFactor))
}

func TestSpreadOfNothing(t *testing.T) {
	var s Status
	if spread := SpreadOf(s.Forecasts(Basis{})); spread.Known != 0 || spread.Low.Reason() != kpi.ReasonNoData || !spread.Width.IsUnknown() || spread.LowBy != "" {
		t.Errorf("got %+v", spread)
	}
	mixed := SpreadOf([]Forecast{{EAC: cny(t, "1")}, {EAC: eur(t, "2")}})
	if mixed.Width.Reason() != kpi.ReasonUnitMismatch || mixed.Low.Reason() != kpi.ReasonUnitMismatch || mixed.Known != 0 {
		t.Errorf("got %+v", mixed)
	}
}

func TestRollingCPIEdges(t *testing.T) {
	history := []Point{{cny(t, "10"), cny(t, "20")}, {cny(t, "40"), cny(t, "50")}}
	same(t, "last", RollingCPI(history, 1), number(t, "1"))
	same(t, "all", RollingCPI(history, 2), number(t, "0.8"))
	for _, n := range []int{3, 0, -1} {
		same(t, "no history", RollingCPI(history, n), kpi.Unknown(kpi.ReasonInsufficientHistory))
	}
	history[0].AC = kpi.Value{}
	same(t, "a missing cost", RollingCPI(history, 1), kpi.Unknown(kpi.ReasonMissingInput))
}

// Identities of the forecasts.
func TestForecastIdentities(t *testing.T) {
	const seed = 13
	r := rand.New(rand.NewPCG(seed, 1))
	for range 2000 {
		s := randomStatus(r)
		periods := kpi.Int(r.Int64N(9)+1, "month")
		b := Basis{Timing: Timing{AT: periods, ES: kpi.Ratio(r.Int64N(80)+1, 10, "month")}, ETC: s.BAC, History: []Point{{s.EV, s.AC}, {s.EV.Add(s.EV), s.AC.Add(s.AC)}, {s.EV.Mul(kpi.Int(3, "")), s.AC.Mul(kpi.Int(3, ""))}}}
		byCPI := s.Forecast(ByCPI, b)
		for name, pair := range map[string][2]kpi.Value{
			"TCPI(EAC = BAC/CPI) = CPI": {byCPI.TCPI, s.CPI()}, "EAC = BAC / CPI": {byCPI.EAC, s.BAC.Div(s.CPI())},
			"VAC(budget) = CV": {s.Forecast(ByBudget, b).VAC, s.CV()}, "EAC = AC + ETC": {byCPI.EAC, s.AC.Add(byCPI.ETC)},
			"a steady history gives CPI": {s.EAC(ByCPI3, b), byCPI.EAC},
			"SCI = CPI over SPI":         {s.EAC(BySCI, b).Sub(s.AC).Mul(s.SPI()), byCPI.ETC},
		} {
			if !pair[0].Equal(pair[1]) {
				t.Fatalf("seed %d: %s fails for %+v: %v and %v", seed, name, s, pair[0], pair[1])
			}
		}
		done := s
		done.EV = done.BAC
		for _, f := range done.Forecasts(b) {
			if f.Method != BottomUp && !f.EAC.Equal(done.AC) {
				t.Fatalf("seed %d: at the end EAC by %s is %v, not %v", seed, f.Method, f.EAC, done.AC)
			}
		}
		ideal := Status{BAC: s.BAC, PV: s.EV, EV: s.EV, AC: s.EV}
		for _, m := range []Method{ByBudget, ByCPI, BySPI, BySCI, ByW82} {
			if !ideal.EAC(m, b).Equal(s.BAC) {
				t.Fatalf("seed %d: on plan EAC by %s is %v, not %v", seed, m, ideal.EAC(m, b), s.BAC)
			}
		}
	}
}
