package view_test

import (
	"fmt"
	"testing"

	"github.com/milepost-go/milepost/lifecycle/charter"
	"github.com/milepost-go/milepost/lifecycle/closing"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/chart"
	"github.com/milepost-go/milepost/report/phrase"
	"github.com/milepost-go/milepost/report/reporttest"
	"github.com/milepost-go/milepost/report/view"
)

// goalOutcome has a goal that went beyond its target, one that fell back, one
// that was not measured and one that sums up.
func goalOutcome() closing.Outcome {
	return closing.Outcome{Goals: []closing.GoalOutcome{
		{Goal: "orders", Metric: "orders a month", Judged: true, Attained: charter.Fraction(6, 5), Verdict: charter.Pass},
		{Goal: "delay", Judged: true, Attained: charter.Fraction(-1, 4), Verdict: charter.Fail},
		{Goal: "content", Judged: true, Verdict: charter.Unknown},
		{Goal: "growth"},
	}}
}

// TestGoalBarsAreTheOutcome: every judged goal has its attainment, against all of
// what was planned.
func TestGoalBarsAreTheOutcome(t *testing.T) {
	w := phrase.In(phrase.En)
	w.Name = func(r finding.Ref) string { return map[string]string{"goal delay": "Delays"}[r.Kind+" "+r.ID] }
	c := view.GoalBars(w, goalOutcome())
	var got []string
	for _, b := range c.Bars {
		if b.Target != finding.Number(1, "") {
			t.Errorf("%s aims at %v", b.Name, b.Target)
		}
		got = append(got, b.Name+" "+b.Value.String())
	}
	if want := fmt.Sprint([]string{"orders " + finding.Ratio(6, 5, "").String(), "Delays " + finding.Ratio(-1, 4, "").String(), "content " + (finding.Value{}).String()}); fmt.Sprint(got) != want {
		t.Errorf("bars %s, want %s", got, want)
	}
	if err := reporttest.CheckFigure(c); err != nil {
		t.Error(err)
	}
}

// TestClosingDrawsItsGoals: the project report has the figure where anything was
// attained, and none where nothing is known.
func TestClosingDrawsItsGoals(t *testing.T) {
	drawn := func(o closing.Outcome) (n int) {
		for _, b := range view.Closing(phrase.In(phrase.ZhCN), view.ClosingInput{Record: closing.Record{Outcome: o}}).Blocks {
			if c, ok := b.(*chart.BarChart); ok && report.BlockName(c) == "goal-attainment" {
				n++
			}
		}
		return n
	}
	if a, b := drawn(goalOutcome()), drawn(closing.Outcome{Goals: []closing.GoalOutcome{{Goal: "x", Judged: true}}}); a != 1 || b != 0 {
		t.Errorf("%d and %d figures", a, b)
	}
}
