package view

import (
	"github.com/milepost-go/milepost/lifecycle/closing"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/chart"
	"github.com/milepost-go/milepost/report/phrase"
	"github.com/milepost-go/milepost/schedule"
)

// LateWaterfall draws the causes of [WhyLate] as steps that lead from the agreed
// finish to the actual one, in the order of the attribution: what makes it later
// to the right, what makes it earlier to the left. The steps and their sum are
// those of the table.
func LateWaterfall(w phrase.Printer, a schedule.Attribution) *chart.BarChart {
	c := waterfall(w, "late-waterfall", "slip_by_cause", report.TypeDuration)
	c.Up, c.Down = w.Label("step_later"), w.Label("step_earlier")
	for _, x := range a.Causes {
		c.Bars = append(c.Bars, chart.Bar{Name: w.Text(x.Cause.Code()), Value: minutes(x.Moved)})
	}
	return c
}

// DearerWaterfall draws the causes of [WhyDearer] as steps that lead from the
// budget to the actual cost.
func DearerWaterfall(w phrase.Printer, o closing.Overrun) *chart.BarChart {
	c := waterfall(w, "dearer-waterfall", "overrun_by_cause", report.TypeMoney)
	c.Up, c.Down = w.Label("step_dearer"), w.Label("step_cheaper")
	for _, x := range o.Causes {
		moved := amount(x.Moved)
		if moved.IsZero() {
			moved = finding.Money("0", o.Total.Currency().Code())
		}
		c.Bars = append(c.Bars, chart.Bar{Name: w.Text(x.Cause.Code()), Value: moved})
	}
	return c
}

func waterfall(w phrase.Printer, name, title string, moved report.Type) *chart.BarChart {
	return &chart.BarChart{Name: name, Title: w.Label(title), Lang: w.Lang, Waterfall: true, Axis: w.Column("difference", moved)}
}

// untitled leaves the title to the heading above.
func untitled(c *chart.BarChart) *chart.BarChart {
	c.Bare = true
	return c
}
