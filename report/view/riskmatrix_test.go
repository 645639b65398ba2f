package view_test

import (
	"slices"
	"testing"

	"github.com/milepost-go/milepost/report/phrase"
	"github.com/milepost-go/milepost/report/reporttest"
	"github.com/milepost-go/milepost/report/view"
	"github.com/milepost-go/milepost/risk"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// Every rated risk lies in the cell that the matrix gives it, and every cell is
// of the matrix's class.
func TestRiskMatrix(t *testing.T) {
	r := rated(t, risk.Current)
	at := calendar.DateOf(2026, 3, 3)
	g := view.RiskMatrix(phrase.In(phrase.ZhCN), r, at, risk.Current)
	if err := reporttest.CheckFigure(g); err != nil {
		t.Error(err)
	}
	if len(g.Rows) != len(r.Matrix.Likelihoods) || len(g.Columns) != len(r.Matrix.Effects) {
		t.Errorf("%d x %d", len(g.Rows), len(g.Columns))
	}
	for i, row := range r.Matrix.Cells {
		for k, class := range row {
			if g.Cells[i][k].Class != slices.Index(r.Matrix.Classes, class)+1 {
				t.Errorf("cell %d, %d is of class %d, want %s", i, k, g.Cells[i][k].Class, class)
			}
		}
	}
	// Likelihood 2 and effect 3 of five, by hand.
	if got := g.Cells[1][2].Items; len(got) != 1 || got[0] != "r1" {
		t.Errorf("likelihood 2, effect 3: %v", got)
	}
}
