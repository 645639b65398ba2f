package evm

import (
	"math/rand/v2"
	"testing"

	"github.com/milepost-go/milepost/kpi"
)

// randomCurve returns a cumulative curve with pauses, from 0 to above 0.
func randomCurve(r *rand.Rand) []kpi.Value {
	curve, total := []kpi.Value{kpi.Int(0, "h")}, int64(0)
	for range r.IntN(9) {
		total += []int64{0, 0, 10, r.Int64N(40)}[r.IntN(4)]
		curve = append(curve, kpi.Int(total, "h"))
	}
	return append(curve, kpi.Int(total+5, "h"))
}

// earnedAt is the earned schedule of a curve that a test knows to be sound.
func earnedAt(t *testing.T, curve []kpi.Value, ev, at kpi.Value) EarnedTime {
	t.Helper()
	e, err := EarnedSchedule(curve, ev, at)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// Laws of the earned schedule: who earns as planned is on time, at every period;
// more earned is never earlier; a larger budget in the same shape changes
// nothing; what repeats after the end does not lengthen the plan.
func TestEarnedScheduleLaws(t *testing.T) {
	const seed = 81
	r := rand.New(rand.NewPCG(seed, 1))
	for range 500 {
		curve := randomCurve(r)
		bac := curve[len(curve)-1]
		share := kpi.Ratio(r.Int64N(21), 20, "")
		ev, at := bac.Mul(share), kpi.Ratio(r.Int64N(40)+1, 4, "")
		e := earnedAt(t, curve, ev, at)
		for n, pv := range curve[:len(curve)-1] {
			same(t, "on plan", earnedAt(t, curve, pv, kpi.Int(int64(n), "")).SVT(), kpi.Int(0, ""))
		}
		more := earnedAt(t, curve, ev.Add(kpi.Ratio(1, 7, "h")), at)
		if order, known := more.ES.Cmp(e.ES); !known || order < 0 {
			t.Errorf("more earned: %v before %v", more.ES, e.ES)
		}
		var thrice []kpi.Value
		for _, pv := range curve {
			thrice = append(thrice, pv.Mul(kpi.Int(3, "")))
		}
		same(t, "in three times the money", earnedAt(t, thrice, ev.Mul(kpi.Int(3, "")), at).ES, e.ES)
		padded := earnedAt(t, append(append([]kpi.Value{}, curve...), bac, bac), ev, at)
		same(t, "padded", padded.ES, e.ES)
		same(t, "padded plan", padded.PD, e.PD)
		if t.Failed() {
			t.Fatalf("seed %d: curve %v, ev %v, at %v", seed, curve, ev, at)
		}
	}
}

// The families of durations by their other formulas, as a spreadsheet would
// write them.
func TestDurationsByTheirOtherFormulas(t *testing.T) {
	const seed = 83
	r := rand.New(rand.NewPCG(seed, 1))
	one := kpi.Int(1, "")
	for range 1000 {
		s := randomStatus(r)
		pd := r.Int64N(40) + 2
		x := Timing{AT: kpi.Ratio(r.Int64N(600)+1, 10, "day"), ES: kpi.Ratio(r.Int64N(10*pd-1)+1, 10, "day"), PD: kpi.Int(pd, "day")}
		planned := s.PV.Sub(s.EV).Div(s.BAC)
		whole := x.PD
		if order, _ := x.AT.Cmp(x.PD); order > 0 {
			whole = x.AT
		}
		for m, want := range map[DurationMethod]kpi.Value{
			PVRate:   x.PD.Mul(one.Add(planned)),
			PVBySPI:  x.PD.Mul(s.PV.Div(s.EV)),
			PVBySCI:  x.PD.Mul(s.PV.Div(s.EV)).Mul(s.AC.Div(s.EV)),
			EDRate:   x.AT.Mul(one.Sub(s.SPI())).Add(whole),
			EDBySPI:  whole.Div(s.SPI()),
			EDBySCI:  x.AT.Add(whole.Div(s.SCI())).Sub(x.AT.Div(s.CPI())),
			ESRate:   x.AT.Add(x.PD).Sub(x.ES),
			ESBySPIT: x.PD.Mul(x.AT.Div(x.ES)),
			ESBySCIT: x.AT.Add(x.PD.Sub(x.ES).Mul(x.AT.Div(x.ES)).Mul(s.AC.Div(s.EV))),
		} {
			same(t, string(m), x.Duration(m, s), want)
		}
		done := Timing{AT: x.AT, ES: x.PD, PD: x.PD}
		same(t, "at the end", done.Duration(ESBySCIT, s), x.AT)
		if t.Failed() {
			t.Fatalf("seed %d: %+v of %+v", seed, x, s)
		}
	}
}

// Control accounts sum to phases, phases to the project;
// variances of the whole are the sums
// of those of the parts; indices are quotients of sums, not means of quotients.
func TestThreeLevelsSumToTheWhole(t *testing.T) {
	const seed = 87
	r := rand.New(rand.NewPCG(seed, 1))
	for range 30 {
		tasks := randomTasks(t, r, 20)
		account, phase := map[string]string{}, map[string]string{}
		var reports []Progress
		for _, task := range tasks {
			account[task.ID] = []string{"1.1", "1.2", "2.1", "2.2", "3.1"}[r.IntN(5)]
			phase[account[task.ID]] = account[task.ID][:1]
			reports = append(reports, Progress{TaskID: task.ID, Started: task.Start, Percent: kpi.Ratio(r.Int64N(4), 3, ""), ActualCost: cny(t, "7").Mul(kpi.Int(r.Int64N(9)-1, ""))})
		}
		b := baseline(t, tasks...)
		m, _, err := Measure(b, reports, b.Finish())
		if err != nil {
			t.Fatal(err)
		}
		accounts := m.RollUp(func(id string) string { return account[id] })
		phases := map[string]Status{}
		for _, row := range m.RollUp(func(id string) string { return phase[account[id]] }) {
			phases[row.ID] = row.Status
		}
		cv, sv, byPhase := cny(t, "0"), cny(t, "0"), map[string]kpi.Value{}
		for _, row := range accounts {
			cv, sv = cv.Add(row.Status.CV()), sv.Add(row.Status.SV())
			if _, begun := byPhase[phase[row.ID]]; !begun {
				byPhase[phase[row.ID]] = cny(t, "0")
			}
			byPhase[phase[row.ID]] = byPhase[phase[row.ID]].Add(row.Status.EV)
		}
		for id, ev := range byPhase {
			same(t, "phase "+id, phases[id].EV, ev)
		}
		same(t, "cv", m.Status.CV(), cv)
		same(t, "sv", m.Status.SV(), sv)
		same(t, "cpi", m.Status.CPI(), m.Status.EV.Div(m.Status.AC))
		if len(phases) != len(byPhase) || t.Failed() {
			t.Fatalf("seed %d", seed)
		}
	}
}
