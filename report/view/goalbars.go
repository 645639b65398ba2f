package view

import (
	"github.com/milepost-go/milepost/lifecycle/closing"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/chart"
	"github.com/milepost-go/milepost/report/phrase"
)

// GoalBars draws how far every goal was attained: from nought, which is where it
// stood at the beginning, to all of what was planned, which is marked. The
// figures are those of the outcome; a goal that is judged and whose attainment is
// not stated is said to be unknown, one that only sums up others is left out.
// Goals are named as the printer names references of kind "goal", by their ids
// otherwise.
func GoalBars(w phrase.Printer, o closing.Outcome) *chart.BarChart {
	c := &chart.BarChart{Name: "goal-attainment", Title: w.Label("attainment"), Lang: w.Lang, Axis: w.Column("attainment", report.TypePercent)}
	for _, g := range o.Goals {
		if !g.Judged && g.Attained.IsZero() {
			continue
		}
		c.Bars = append(c.Bars, chart.Bar{Name: called(w, "goal", g.Goal, g.Goal), Value: number(g.Attained, ""), Target: finding.Number(1, "")})
	}
	return c
}

// goalBlocks is the figure of the goals, none where nothing is attained or not.
func goalBlocks(w phrase.Printer, o closing.Outcome) []report.Block {
	c := GoalBars(w, o)
	if c.Sum().IsZero() {
		return nil
	}
	return []report.Block{untitled(c)}
}

// called is what the printer calls a thing, the other name where it has none.
func called(w phrase.Printer, kind, id, otherwise string) string {
	if w.Name != nil {
		if name := w.Name(finding.Ref{Kind: kind, ID: id}); name != "" {
			return name
		}
	}
	return otherwise
}
