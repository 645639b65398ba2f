package evm

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/milepost-go/milepost/kpi"
)

// monthly returns a status at the end of a month of 2026.
func monthly(t testing.TB, month int, bac, pv, ev, ac string) Status {
	t.Helper()
	return Status{At: at(t, fmt.Sprintf("2026-%02d-28T17:00", month)), BAC: cny(t, bac), PV: cny(t, pv), EV: cny(t, ev), AC: cny(t, ac)}
}

func measured(t testing.TB, r Record, list ...Status) Record {
	t.Helper()
	for _, s := range list {
		next, err := r.Measured(s)
		if err != nil {
			t.Fatal(err)
		}
		r = next
	}
	return r
}

// Worked by hand: three months against "contract", which earn 100, 200, 200 for
// 100, 250, 350; then a single point adjustment with 600 for the rest, and two
// months that earn 120 and 180 for 150 and 150.
func twoBaselines(t testing.TB) Record {
	t.Helper()
	r, err := NewRecord("contract")
	if err != nil {
		t.Fatal(err)
	}
	r = measured(t, r, monthly(t, 1, "1000", "100", "100", "100"), monthly(t, 2, "1000", "350", "300", "350"), monthly(t, 3, "1000", "600", "500", "700"))
	r, err = r.Rebaseline("recovery", ZeroBoth, cny(t, "600"))
	if err != nil {
		t.Fatal(err)
	}
	return measured(t, r, monthly(t, 4, "1300", "850", "820", "850"), monthly(t, 5, "1300", "1000", "1000", "1000"))
}

func TestRecordKeepsOldBaselines(t *testing.T) {
	r := twoBaselines(t)
	stages := r.Stages()
	if len(stages) != 2 || stages[0].Baseline != "contract" || stages[1].Baseline != "recovery" || len(stages[0].Statuses) != 3 || len(stages[1].Statuses) != 2 || stages[0].Change != nil {
		t.Fatalf("got %+v", stages)
	}
	change := stages[1].Change
	same(t, "ev before", change.Before.EV, cny(t, "500"))
	same(t, "ev after", change.After.EV, cny(t, "700"))
	same(t, "over target", r.OverTarget(), cny(t, "300"))
	if !change.NeedsApproval() || r.Since().String() != "2026-03-28" {
		t.Errorf("got %+v since %v", change, r.Since())
	}
	stages[0].Statuses[0].EV, change.OverTarget = cny(t, "1"), cny(t, "0")
	same(t, "the record's own", r.Stages()[0].Statuses[0].EV, cny(t, "100"))
	same(t, "the record's own change", r.OverTarget(), cny(t, "300"))
}

func TestTrendsNeverJoinBaselines(t *testing.T) {
	trends := twoBaselines(t).Trends("evm.cpi", Status.CPI)
	want := [][]string{{"1", "6/7", "5/7"}, {"82/85", "1"}}
	if len(trends) != len(want) || trends[0].Baseline != "contract" || trends[1].Baseline != "recovery" {
		t.Fatalf("got %+v", trends)
	}
	for i, trend := range trends {
		if err := trend.Series.Check(); err != nil || trend.Series.Key != "evm.cpi" || len(trend.Series.Points) != len(want[i]) {
			t.Fatalf("got %+v, %v", trend, err)
		}
		for k, v := range trend.Series.Values() {
			same(t, trend.Baseline, v, number(t, want[i][k]))
		}
	}
}

// The history begins anew with a baseline, so that a rolling index is of its
// own periods alone: 120/150 and 300/300, then too little.
func TestRollingIndicesStayWithinABaseline(t *testing.T) {
	r := twoBaselines(t)
	history := r.History()
	same(t, "one period", RollingCPI(history, 1), number(t, "180/150"))
	same(t, "two periods", RollingCPI(history, 2), number(t, "1"))
	same(t, "over the change", RollingCPI(history, 3), kpi.Unknown(kpi.ReasonInsufficientHistory))
	same(t, "first month", history[0].EV.Div(history[0].AC), number(t, "120/150"))
	first, err := NewRecord("contract")
	if err != nil {
		t.Fatal(err)
	}
	first = measured(t, first, monthly(t, 1, "1000", "100", "100", "100"), monthly(t, 2, "1000", "350", "300", "350"))
	same(t, "of the first baseline", RollingCPI(first.History(), 2), number(t, "6/7"))
	same(t, "no change", first.OverTarget(), cny(t, "0"))
	if !first.Since().IsZero() || (Record{}).History() != nil || !(Record{}).OverTarget().Equal(kpi.Int(0, "")) {
		t.Error("a record without change has one")
	}
}

func TestRecordRefuses(t *testing.T) {
	r := twoBaselines(t)
	fresh, err := NewRecord("contract")
	if err != nil {
		t.Fatal(err)
	}
	_, noName := NewRecord("")
	_, noBaseline := Record{}.Measured(monthly(t, 1, "1", "1", "1", "1"))
	_, noDate := r.Measured(Status{})
	_, sameDay := r.Measured(monthly(t, 5, "1300", "1", "1", "1"))
	_, taken := r.Rebaseline("contract", ZeroSV, cny(t, "1"))
	_, unmeasured := fresh.Rebaseline("next", ZeroSV, cny(t, "1"))
	_, unfounded := Record{}.Rebaseline("next", ZeroSV, cny(t, "1"))
	for name, err := range map[string]error{"no name": noName, "no baseline": noBaseline, "no date": noDate, "same day": sameDay, "name taken": taken, "nothing measured": unmeasured, "nothing at all": unfounded} {
		if !errors.Is(err, ErrRecord) {
			t.Errorf("%s: got %v", name, err)
		}
	}
	if _, err := r.Rebaseline("next", "forget", cny(t, "1")); !errors.Is(err, ErrReset) {
		t.Errorf("got %v", err)
	}
	changed, err := r.Rebaseline("next", ZeroSV, cny(t, "300"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := changed.Measured(monthly(t, 4, "1300", "1", "1", "1")); !errors.Is(err, ErrRecord) {
		t.Errorf("a status before the change: got %v", err)
	}
}

// Laws of any history: records that come from one share nothing; every status
// stays in its stage; the over-target amounts sum to the change of the budget;
// the steps of the history of each stage sum to what was earned in it.
func TestRecordLaws(t *testing.T) {
	const seed = 61
	r := rand.New(rand.NewPCG(seed, 1))
	for range 200 {
		s := randomStatus(r)
		record, err := NewRecord("0")
		if err != nil {
			t.Fatal(err)
		}
		first, day := s.BAC, at(t, "2026-01-01T12:00")
		for step := range 20 {
			s.At = day.AddSeconds(int64(step) * 86400)
			s.EV, s.AC = s.EV.Add(kpi.Int(r.Int64N(9), "h")), s.AC.Add(kpi.Int(r.Int64N(9), "h"))
			before := record
			record = measured(t, record, s)
			sibling := measured(t, before, Status{At: s.At})
			if got, _ := record.last(); !got.EV.Equal(s.EV) || len(sibling.now.stage().Statuses) == 0 {
				t.Fatalf("seed %d: a sibling changed %+v", seed, got)
			}
			if r.IntN(5) == 0 {
				record, err = record.Rebaseline(fmt.Sprint(step+1), []Reset{KeepHistory, ZeroSV, ZeroBoth}[r.IntN(3)], kpi.Int(r.Int64N(100), "h"))
				if err != nil {
					t.Fatal(err)
				}
				s = record.now.change.After
			}
		}
		same(t, "over target", record.OverTarget().Add(kpi.Int(0, "h")), s.BAC.Sub(first))
		statuses := 0
		for _, stage := range record.Stages() {
			statuses += len(stage.Statuses)
		}
		history, now := record.History(), record.now.stage()
		if n := len(history); n > 0 && now.Change != nil {
			same(t, "earned in the stage", history[n-1].EV, s.EV.Sub(now.Change.After.EV))
		}
		if statuses != 20 || t.Failed() {
			t.Fatalf("seed %d: %d statuses", seed, statuses)
		}
	}
}
