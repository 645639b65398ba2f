package evm

import (
	"encoding/json"
	"math/rand/v2"
	"testing"

	"github.com/milepost-go/milepost/kpi"
)

func TestUnknownFiguresStayUnknown(t *testing.T) {
	s := Status{BAC: cny(t, "1000"), EV: cny(t, "50"), AC: cny(t, "40")} // PV was not stated
	missing := kpi.Unknown(kpi.ReasonMissingInput)
	for name, v := range map[string]kpi.Value{"sv": s.SV(), "spi": s.SPI(), "sv share": s.SVShare(), "planned": s.Planned()} {
		same(t, name, v, missing)
	}
	same(t, "sci", s.SCI(), kpi.Unknown(kpi.ReasonUndefinedFactor))
	same(t, "cpi", s.CPI(), number(t, "1.25"))
	var empty Status
	for name, v := range map[string]kpi.Value{"cv": empty.CV(), "cpi": empty.CPI(), "tcpi": empty.TCPI(empty.BAC), "complete": empty.Complete(), "spent": empty.Spent(), "cv share": empty.CVShare()} {
		same(t, name, v, missing)
	}
}

func TestMixedCurrenciesGiveNoFigure(t *testing.T) {
	s := Status{BAC: cny(t, "1000"), PV: cny(t, "100"), EV: cny(t, "50"), AC: eur(t, "40")}
	mixed := kpi.Unknown(kpi.ReasonUnitMismatch)
	same(t, "cv", s.CV(), mixed)
	same(t, "cpi", s.CPI(), mixed)
	same(t, "spent", s.Spent(), mixed)
	same(t, "tcpi", s.TCPI(s.BAC), mixed)
	same(t, "eac", s.EAC(ByBudget, Basis{}), mixed)
	same(t, "spi", s.SPI(), number(t, "0.5"))
}

func TestTCPI(t *testing.T) {
	s := Status{BAC: cny(t, "1000"), EV: cny(t, "700"), AC: cny(t, "1000")}
	none := kpi.Unknown(kpi.ReasonNoFundsLeft)
	same(t, "spent all", s.TCPI(s.BAC), none)
	same(t, "spent more", s.TCPI(cny(t, "900")), none)
	same(t, "more money", s.TCPI(cny(t, "1600")), number(t, "0.5"))
	same(t, "unknown goal", s.TCPI(kpi.Unknown(kpi.ReasonUndefinedFactor)), kpi.Unknown(kpi.ReasonUndefinedFactor))
	s.EV = s.BAC
	same(t, "work done, money left", s.TCPI(cny(t, "1600")), number(t, "0"))
}

func TestStatusCheck(t *testing.T) {
	good := Status{At: at(t, "2026-03-31T17:00"), BAC: cny(t, "1000"), PV: cny(t, "500"), EV: cny(t, "400"), AC: cny(t, "450")}
	wantFindings(t, good.Check())
	bad := good
	bad.PV, bad.EV, bad.AC = cny(t, "1000.01"), cny(t, "1200"), cny(t, "-5")
	wantFindings(t, bad.Check(),
		"warn evm.status.beyond_budget status 2026-03-31T17:00:00.ev", "warn evm.status.beyond_budget status 2026-03-31T17:00:00.pv", "info evm.status.credit status 2026-03-31T17:00:00.ac")
	bad = good
	bad.EV, bad.AC = eur(t, "400"), kpi.Int(3, "h")
	wantFindings(t, bad.Check(), "block evm.status.unit status 2026-03-31T17:00:00.ac", "block evm.status.unit status 2026-03-31T17:00:00.ev")
	for _, bac := range []kpi.Value{{}, cny(t, "0"), cny(t, "-1")} {
		wantFindings(t, Status{BAC: bac}.Check(), "block evm.status.no_budget status.bac")
	}
	over := good
	over.AC = cny(t, "5000") // spending more than the budget is no fault of the figures
	wantFindings(t, over.Check())
}

// Identities of the measures, whatever the figures.
func TestStatusIdentities(t *testing.T) {
	const seed = 7
	r := rand.New(rand.NewPCG(seed, 1))
	one := kpi.Int(1, "")
	for range 2000 {
		s := randomStatus(r)
		for name, pair := range map[string][2]kpi.Value{
			"SV = EV - PV":                   {s.SV(), s.EV.Sub(s.PV)},
			"CV = EV - AC":                   {s.CV(), s.EV.Sub(s.AC)},
			"SV share = 1 - 1/SPI, over EV":  {s.SV().Div(s.EV), one.Sub(one.Div(s.SPI()))},
			"CV share = 1 - 1/CPI":           {s.CVShare(), one.Sub(one.Div(s.CPI()))},
			"SV share = SPI - 1":             {s.SVShare(), s.SPI().Sub(one)},
			"CPI = complete / spent":         {s.CPI(), s.Complete().Div(s.Spent())},
			"SPI = complete / planned":       {s.SPI(), s.Complete().Div(s.Planned())},
			"SCI = CPI SPI":                  {s.SCI(), s.CPI().Mul(s.SPI())},
			"CV - SV = PV - AC":              {s.CV().Sub(s.SV()), s.PV.Sub(s.AC)},
			"TCPI(BAC) of a plan kept is 1":  {Status{BAC: s.BAC, EV: s.EV, AC: s.EV}.TCPI(s.BAC), one},
			"TCPI to BAC + overrun so far 1": {s.TCPI(s.BAC.Sub(s.CV())), one},
		} {
			if !pair[0].Equal(pair[1]) {
				t.Fatalf("seed %d: %s fails for %+v: %v and %v", seed, name, s, pair[0], pair[1])
			}
		}
	}
}

func TestStatusJSON(t *testing.T) {
	s := Status{At: at(t, "2026-03-31T17:00"), BAC: cny(t, "1000"), EV: cny(t, "1").Div(kpi.Int(3, "")), AC: kpi.Unknown(kpi.ReasonMissingRate)}
	data, err := json.Marshal(s)
	want := `{"at":"2026-03-31T17:00:00","bac":{"value":"1000","currency":"CNY"},"pv":null,"ev":{"value":"1/3","currency":"CNY"},"ac":{"unknown":"missing-rate"}}`
	if err != nil || string(data) != want {
		t.Errorf("got %s, %v", data, err)
	}
	var back Status
	if err := json.Unmarshal(data, &back); err != nil || back.At != s.At || !back.EV.Equal(s.EV) || !back.AC.Equal(s.AC) || !back.PV.IsZero() {
		t.Errorf("came back as %+v, %v", back, err)
	}
}
