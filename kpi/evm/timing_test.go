package evm

import (
	"errors"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/milepost-go/milepost/kpi"
)

func TestEarnedScheduleRefusesACurve(t *testing.T) {
	zero := kpi.Int(0, "")
	for name, row := range map[string]struct {
		curve  []kpi.Value
		faults int
	}{
		"empty": {nil, 1}, "starts above 0": {numbers(t, "5", "10"), 1}, "falls": {numbers(t, "0", "10", "9", "20", "3"), 2},
		"unknown": {[]kpi.Value{zero, {}, cny(t, "3")}, 1}, "unknown first": {[]kpi.Value{{}, zero}, 1},
		"units": {[]kpi.Value{zero, cny(t, "1"), eur(t, "2")}, 1}, "all at once": {[]kpi.Value{number(t, "-1"), number(t, "-2"), {}, number(t, "0")}, 3},
	} {
		_, err := EarnedSchedule(row.curve, number(t, "1"), number(t, "1"))
		if !errors.Is(err, ErrCurve) || len(strings.Split(err.Error(), "\n")) != row.faults {
			t.Errorf("%s: got %v, want %d faults", name, err, row.faults)
		}
	}
}

func TestEarnedScheduleOfUnknowns(t *testing.T) {
	curve := []kpi.Value{cny(t, "0"), cny(t, "10"), cny(t, "20")}
	for reason, row := range map[kpi.Reason][2]kpi.Value{
		kpi.ReasonMissingInput: {{}, kpi.Int(1, "week")}, kpi.ReasonNoData: {cny(t, "5"), kpi.Unknown(kpi.ReasonNoData)}, kpi.ReasonUnitMismatch: {eur(t, "5"), kpi.Int(1, "week")},
	} {
		got, err := EarnedSchedule(curve, row[0], row[1])
		if err != nil || got.ES.Reason() != reason || got.Left.Reason() != reason || got.SPIT().Reason() != reason {
			t.Errorf("%s: got %+v, %v", reason, got, err)
		}
	}
	got, err := EarnedSchedule(curve, cny(t, "-1"), kpi.Int(1, "week"))
	if err != nil || got.ES.Reason() != kpi.ReasonNoData {
		t.Errorf("got %+v, %v", got, err)
	}
}

func TestEarnedScheduleKeepsTheUnitOfTime(t *testing.T) {
	got, err := EarnedSchedule([]kpi.Value{cny(t, "0"), cny(t, "10"), cny(t, "20")}, cny(t, "15"), kpi.Int(2, "week"))
	if err != nil {
		t.Fatal(err)
	}
	same(t, "es", got.ES, kpi.Ratio(3, 2, "week"))
	same(t, "pd", got.PD, kpi.Int(2, "week"))
	same(t, "sv(t)", got.SVT(), kpi.Ratio(-1, 2, "week"))
	same(t, "spi(t)", got.SPIT(), number(t, "0.75"))
	same(t, "ieac(t)", got.Duration(ESBySPIT, Status{}), kpi.Ratio(8, 3, "week"))
}

func TestNothingPlanned(t *testing.T) {
	for _, curve := range [][]kpi.Value{numbers(t, "0"), numbers(t, "0", "0", "0")} {
		got, err := EarnedSchedule(curve, number(t, "0"), number(t, "2"))
		if err != nil {
			t.Fatal(err)
		}
		same(t, "pd", got.PD, number(t, "0"))
		same(t, "es", got.ES, number(t, "0"))
	}
}

// slowES walks the curve from left to right, as the definition reads.
func slowES(pv []kpi.Value, ev, at kpi.Value) kpi.Value {
	less := func(a, b kpi.Value) bool { order, _ := a.Cmp(b); return order < 0 }
	bac := pv[len(pv)-1]
	pd := 0
	for less(pv[pd], bac) {
		pd++
	}
	if !less(ev, bac) {
		return kpi.Int(int64(pd), "")
	}
	var plateau []kpi.Value
	for k, v := range pv {
		if v.Equal(ev) {
			plateau = append(plateau, kpi.Int(int64(k), ""))
		}
	}
	if len(plateau) == 0 {
		n := 0
		for !less(ev, pv[n+1]) {
			n++
		}
		return kpi.Int(int64(n), "").Add(ev.Sub(pv[n]).Div(pv[n+1].Sub(pv[n])))
	}
	first, last := plateau[0], plateau[len(plateau)-1]
	if less(at, first) {
		return first
	}
	if less(last, at) {
		return last
	}
	return at
}

func TestEarnedScheduleAgreesWithTheSlowWalk(t *testing.T) {
	const seed = 17
	r := rand.New(rand.NewPCG(seed, 1))
	for range 3000 {
		curve := []kpi.Value{kpi.Int(0, "")}
		for range r.IntN(8) + 1 {
			curve = append(curve, curve[len(curve)-1].Add(kpi.Int(r.Int64N(4), "")))
		}
		ev, now := kpi.Ratio(r.Int64N(60), 3, ""), kpi.Ratio(r.Int64N(20), 2, "")
		got, err := EarnedSchedule(curve, ev, now)
		if err != nil || !got.ES.Equal(slowES(curve, ev, now)) {
			t.Fatalf("seed %d: %v at EV %v, AT %v: got %v, %v, want %v", seed, curve, ev, now, got.ES, err, slowES(curve, ev, now))
		}
		left, _ := got.Left.Cmp(got.ES)
		right, _ := got.ES.Cmp(got.Right)
		if left > 0 || right > 0 {
			t.Fatalf("seed %d: %v is not within %v and %v", seed, got.ES, got.Left, got.Right)
		}
		more, _ := EarnedSchedule(curve, ev.Add(kpi.Ratio(1, 7, "")), now)
		if order, _ := more.ES.Cmp(got.ES); order < 0 {
			t.Fatalf("seed %d: earning more moves %v back to %v", seed, got.ES, more.ES)
		}
	}
}

// IEAC(t) by SPI(t) is PD / SPI(t); TSPI to that estimate is SPI(t).
func TestTimingIdentities(t *testing.T) {
	const seed = 19
	r := rand.New(rand.NewPCG(seed, 1))
	for range 2000 {
		pd := r.Int64N(40) + 2
		x := Timing{AT: kpi.Ratio(r.Int64N(300)+1, 10, "h"), ES: kpi.Ratio(r.Int64N(10*pd-1)+1, 10, "h"), PD: kpi.Int(pd, "h")}
		estimate := x.Duration(ESBySPIT, Status{})
		same(t, "PD / SPI(t)", estimate, x.PD.Div(x.SPIT()))
		same(t, "TSPI = SPI(t)", x.TSPI(estimate), x.SPIT())
		same(t, "SV(t)", x.SVT(), x.ES.Sub(x.AT))
		same(t, "PF 1", x.Duration(ESRate, Status{}), x.PD.Sub(x.SVT()))
		if t.Failed() {
			t.Fatalf("seed %d: %+v", seed, x)
		}
	}
}

func TestDurationReasons(t *testing.T) {
	start := Timing{AT: kpi.Int(0, "h"), ES: kpi.Int(0, "h"), PD: kpi.Int(10, "h")}
	idle := Timing{AT: kpi.Int(4, "h"), ES: kpi.Int(0, "h"), PD: kpi.Int(10, "h")}
	going := Timing{AT: kpi.Int(4, "h"), ES: kpi.Int(2, "h"), PD: kpi.Int(10, "h")}
	good := Status{BAC: kpi.Int(100, "h"), PV: kpi.Int(40, "h"), EV: kpi.Int(20, "h"), AC: kpi.Int(30, "h")}
	credit, unplanned, none := good, good, good
	credit.AC, unplanned.PV, none.EV = kpi.Int(-30, "h"), kpi.Int(0, "h"), kpi.Int(0, "h")
	for _, row := range []struct {
		name   string
		timing Timing
		status Status
		method DurationMethod
		want   kpi.Reason
	}{
		{"before any time", start, good, ESBySPIT, kpi.ReasonUndefinedFactor}, {"nothing earned", idle, good, ESBySPIT, kpi.ReasonZeroSPIT}, {"nothing earned, cost", idle, good, ESBySCIT, kpi.ReasonZeroSPIT},
		{"credit", going, credit, ESBySCIT, kpi.ReasonNonPositiveFactor}, {"credit", going, credit, PVBySCI, kpi.ReasonNonPositiveFactor}, {"nothing planned", going, unplanned, PVBySPI, kpi.ReasonUndefinedFactor},
		{"nothing planned", going, unplanned, EDRate, kpi.ReasonUndefinedFactor}, {"no EV", going, none, PVBySPI, kpi.ReasonNonPositiveFactor}, {"no budget", going, Status{}, PVRate, kpi.ReasonMissingInput},
		{"no such method", going, good, "guess", kpi.ReasonMissingInput}, {"no timing", Timing{}, good, ESRate, kpi.ReasonMissingInput},
	} {
		if got := row.timing.Duration(row.method, row.status); got.Reason() != row.want {
			t.Errorf("%s by %s: got %v, want %s", row.name, row.method, got, row.want)
		}
	}
	same(t, "late ED", Timing{AT: kpi.Int(12, "h"), ES: kpi.Int(5, "h"), PD: kpi.Int(10, "h")}.Duration(EDRate, good), kpi.Int(18, "h")) // 12 + 12 - 12/2
}

func TestTSPI(t *testing.T) {
	x := Timing{AT: kpi.Int(4, "h"), ES: kpi.Int(2, "h"), PD: kpi.Int(10, "h")}
	same(t, "to the plan", x.TSPI(x.PD), number(t, "4/3"))
	same(t, "to another goal", x.TSPI(kpi.Int(12, "h")), number(t, "1"))
	same(t, "no time", x.TSPI(kpi.Int(4, "h")), kpi.Unknown(kpi.ReasonNoTimeLeft))
}

func TestPFactorOfUnknowns(t *testing.T) {
	same(t, "none", PFactor(nil), kpi.Unknown(kpi.ReasonZeroDenominator))
	same(t, "unknown EV", PFactor([]Adherence{{"a", cny(t, "1"), kpi.Value{}}}), kpi.Unknown(kpi.ReasonMissingInput))
	same(t, "currencies", PFactor([]Adherence{{"a", cny(t, "1"), eur(t, "1")}}), kpi.Unknown(kpi.ReasonUnitMismatch))
}

// Worked by hand: up to ES 10 of a, 20 of b and 10 of c were planned; a has
// earned 12, b 15 and c nothing: 10 + 15 of 40 were earned where they were
// planned. To end after 12 hours instead of 10, 8 are left for 8.
func TestAdherenceFigures(t *testing.T) {
	b := Basis{
		Timing: Timing{AT: kpi.Int(4, "h"), ES: kpi.Int(2, "h"), PD: kpi.Int(10, "h")}, Duration: kpi.Int(12, "h"),
		Activities: []Adherence{{"a", cny(t, "10"), cny(t, "12")}, {"b", cny(t, "20"), cny(t, "15")}, {"c", cny(t, "10"), cny(t, "0")}},
	}
	want := map[string]string{
		"evm.p_factor": "evm.p_factor = kept / due = 0.625 with kept 25 CNY, due 40 CNY",
		"evm.tspi_ed":  "evm.tspi_ed = (pd - es) / (ed - at) = 1 with pd 10 h, es 2 h, ed 12 h, at 4 h",
	}
	for _, f := range (Status{}).Figures(b) {
		if text, listed := want[f.Key]; listed && f.String() != text {
			t.Errorf("got %s, want %s", f, text)
		}
		delete(want, f.Key)
	}
	if len(want) > 0 {
		t.Errorf("no figures %v", want)
	}
	b.Duration = kpi.Int(4, "h")
	same(t, "no time", b.Timing.TSPI(b.Duration), kpi.Unknown(kpi.ReasonNoTimeLeft))
}
