package view

import (
	"github.com/milepost-go/milepost/kpi/sales"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report/chart"
	"github.com/milepost-go/milepost/report/phrase"
)

// Funnel returns how many deals entered each stage, the share that went on to
// the next, and, where a pipeline of the same process is given, what is open in
// the stage. The counts and shares are those of the funnel, the amounts those of
// the pipeline. Stages are named as the printer names references of kind "stage",
// by their names in the process otherwise.
func Funnel(w phrase.Printer, f sales.Funnel, p *sales.Pipeline) *chart.Funnel {
	open := map[string]finding.Value{}
	if p != nil {
		for _, s := range p.Stages {
			open[s.Stage] = readable(480, s.Open.Finding())
		}
	}
	c := &chart.Funnel{Name: "sales-funnel", Title: w.Label("sales_funnel"), Lang: w.Lang, Counted: w.Label("entered"), Amount: w.Label("open_amount")}
	for i, s := range f.Stages {
		stage := chart.FunnelStage{Name: called(w, "stage", s.Stage, s.Stage), Count: s.Entered, Amount: open[s.Stage]}
		if i+1 < len(f.Stages) {
			stage.Rate = s.Step.Finding()
		}
		c.Stages = append(c.Stages, stage)
	}
	return c
}
