package kpi

import (
	"testing"

	"github.com/milepost-go/milepost/lifecycle/finding"
)

func TestSignalsAsFindings(t *testing.T) {
	s := monthly(t)
	found := s.Findings([]Signal{{"run_8", 2}, {"beyond_3s", 0}, {"run_8", 4}, {"run_8", -1}})
	if len(found) != 2 {
		t.Fatalf("got %v", found)
	}
	for i, want := range []string{
		"info kpi.series.signal: indicator evm.cpi.2026-01-31, got beyond_3s, remedy kpi.remedy.seek_cause",
		"info kpi.series.signal: indicator evm.cpi.2026-03-31, got run_8, remedy kpi.remedy.seek_cause",
	} {
		if got := found[i].String(); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
	if finding.Blocks(found) {
		t.Error("a signal holds nothing up")
	}
}
