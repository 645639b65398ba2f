package evm

import (
	"errors"
	"testing"

	"github.com/milepost-go/milepost/kpi"
)

func TestRebaselineKeepsTheOldState(t *testing.T) {
	s := Status{At: at(t, "2026-05-01T08:00"), BAC: cny(t, "1000"), PV: cny(t, "600"), EV: cny(t, "500"), AC: cny(t, "700")}
	r, err := s.Rebaseline(ZeroBoth, cny(t, "600"))
	if err != nil {
		t.Fatal(err)
	}
	same(t, "before", r.Before.EV, cny(t, "500"))
	same(t, "pv", r.After.PV, cny(t, "700"))
	same(t, "ev", r.After.EV, cny(t, "700"))
	same(t, "bac", r.After.BAC, cny(t, "1300"))
	same(t, "over target", r.OverTarget, cny(t, "300"))
	same(t, "cv", r.After.CV(), cny(t, "0"))
	if r.After.At != s.At || !r.NeedsApproval() {
		t.Errorf("got %+v", r)
	}
	same(t, "the argument", s.EV, cny(t, "500"))
}

func TestRebaselineNeedsApproval(t *testing.T) {
	s := Status{BAC: cny(t, "1000"), PV: cny(t, "600"), EV: cny(t, "500"), AC: cny(t, "700")}
	for remaining, want := range map[string]bool{"499.99": false, "500": false, "500.01": true} {
		r, err := s.Rebaseline(KeepHistory, cny(t, remaining))
		if err != nil || r.NeedsApproval() != want {
			t.Errorf("%s: got %v, %v", remaining, r.NeedsApproval(), err)
		}
	}
	if r, err := s.Rebaseline(ZeroSV, kpi.Value{}); err != nil || !r.NeedsApproval() || !r.After.BAC.IsUnknown() {
		t.Errorf("got %+v, %v", r, err)
	}
	if _, err := s.Rebaseline("forget", cny(t, "1")); !errors.Is(err, ErrReset) {
		t.Errorf("got %v", err)
	}
}
