package view_test

import (
	"testing"

	"github.com/milepost-go/milepost/lifecycle/closing"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/chart"
	"github.com/milepost-go/milepost/report/phrase"
	"github.com/milepost-go/milepost/report/reporttest"
	"github.com/milepost-go/milepost/report/view"
)

// TestWaterfallsAreTheTables is the law that each step is the row of its cause in
// the table, and the sum the footer, for time and for money.
func TestWaterfallsAreTheTables(t *testing.T) {
	w := phrase.In(phrase.En)
	late, dear := *lateTalks(t), dearTalks(t)
	for _, c := range []struct {
		figure *chart.BarChart
		table  *report.Table
	}{{view.LateWaterfall(w, late), view.WhyLate(w, late)}, {view.DearerWaterfall(w, dear), view.WhyDearer(w, dear)}} {
		k := 0
		for _, r := range c.table.Rows {
			if r.Level > 0 {
				continue
			}
			if k >= len(c.figure.Bars) || c.figure.Bars[k].Name != r.Cell(0).Plain() || !sameNumber(c.figure.Bars[k].Value, r.Cell(1)) {
				t.Fatalf("%s: step %d is not %v", c.figure.Name, k, r.Cells)
			}
			k++
		}
		if k == 0 || k != len(c.figure.Bars) || !sameNumber(c.figure.Sum(), c.table.Footer[0].Cell(1)) {
			t.Errorf("%s: %d steps of %d, sum %v, want %v", c.figure.Name, len(c.figure.Bars), k, c.figure.Sum(), c.table.Footer[0].Cell(1))
		}
		if err := reporttest.CheckFigure(c.figure); err != nil {
			t.Error(err)
		}
	}
}

// sameNumber compares values; nothing is nought.
func sameNumber(a, b finding.Value) bool {
	x, ok := a.Rat()
	y, too := b.Rat()
	switch {
	case !ok || !too:
		return (ok || a.IsZero()) && (too || b.IsZero()) && (!ok || x.Sign() == 0) && (!too || y.Sign() == 0)
	}
	return x.Cmp(y) == 0 && a.Unit() == b.Unit()
}

// TestClosingDrawsItsCauses: the project report draws both, in days of its plan.
func TestClosingDrawsItsCauses(t *testing.T) {
	plan := talks()
	plan.Units.MinutesPerDay = 240
	doc := view.Closing(phrase.In(phrase.ZhCN), view.ClosingInput{Plan: plan, Record: closing.Record{Late: *lateTalks(t), Overrun: dearTalks(t)}})
	found := 0
	for _, b := range doc.Blocks {
		if c, ok := b.(*chart.BarChart); ok {
			found++
			if c.Axis.Type == report.TypeDuration && c.Axis.DayMinutes != 240 {
				t.Errorf("%s counts in days of %d minutes", c.Name, c.Axis.DayMinutes)
			}
		}
	}
	if found != 2 {
		t.Errorf("%d waterfalls", found)
	}
}
