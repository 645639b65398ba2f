package schedule_test

import (
	"strings"
	"testing"

	"github.com/milepost-go/milepost/schedule"
)

// TestOutOfSequenceByPolicy: b began two days before its predecessor is done.
// Every policy finds that; each says in its own way when b finishes.
func TestOutOfSequenceByPolicy(t *testing.T) {
	for policy, finish := range map[schedule.ProgressPolicy]string{
		schedule.RetainedLogic:    "10 17:00", // its last two days wait for Friday evening
		schedule.ProgressOverride: "6 17:00",  // they go on from the data date
	} {
		p := newPlan("a 5;b 4", "a>b")
		p.Rules = schedule.Primavera()
		p.Rules.Progress, p.DataDate = policy, at("4 17:00")
		task(p, "a").Progress = schedule.Progress{ActualStart: at("2 08:00"), Percent: 60, Done: 3 * day, Remaining: 2 * day}
		task(p, "b").Progress = schedule.Progress{ActualStart: at("3 08:00"), Percent: 50, Done: 2 * day, Remaining: 2 * day}
		x, _ := compute(t, p).Times("b")
		if x.Finish != at(finish) {
			t.Errorf("%s: b finishes %s", policy, x.Finish)
		}
		if got := progressFindings(t, p); !strings.HasPrefix(got, "warn out_of_sequence: task b.actual_start") || strings.Contains(got, "\n") {
			t.Errorf("%s: %s", policy, got)
		}
	}
}

// TestRealDelayMovesSuccessors: what finishes late takes along what follows,
// what finishes early lets it come earlier.
func TestRealDelayMovesSuccessors(t *testing.T) {
	p := newPlan("a 2;b 1;c 1", "a>b;b>c")
	for finish, start := range map[string]string{"3 17:00": "5 08:00", "5 17:00": "9 08:00", "2 17:00": "4 08:00"} {
		task(p, "a").Progress = schedule.Progress{ActualStart: at("2 08:00"), ActualFinish: at(finish), Percent: 100}
		if x, _ := compute(t, p).Times("c"); x.Start != at(start) {
			t.Errorf("a done by %s: c starts %s, want %s", finish, x.Start, start)
		}
	}
}
