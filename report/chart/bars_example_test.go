package chart_test

import (
	"fmt"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/chart"
	"github.com/milepost-go/milepost/schedule/calendar"
)

func yuan(amount string) finding.Value { return finding.Money(amount, "CNY") }

// Which driver moves the cost furthest: the table has the order of the picture.
func ExampleTornado() {
	t := &chart.Tornado{
		Title: "Cost by driver", Axis: report.Column{Type: report.TypeMoney, Places: -1}, Base: yuan("500000"),
		Swings: []chart.Swing{
			{Name: "discount", Low: yuan("470000")},
			{Name: "frost", Low: yuan("495000"), High: yuan("590000")},
		},
	}
	fmt.Println(t.Frame().Desc)
	// Output:
	// Drivers: 2; frost: CNY 95,000; discount: CNY 30,000
}

// How often each finish came out.
func ExampleHistogram() {
	h := &chart.Histogram{Title: "Finish", Counted: "Trials", Axis: report.Column{Name: "finish", Type: report.TypeDate}}
	for day, trials := range []int64{3, 5, 2} {
		on := finding.Date(calendar.DateOf(2026, 5, 4+day).String())
		h.Bins = append(h.Bins, chart.Bin{From: on, To: on, Count: trials})
	}
	h.Marks = []chart.ValueMark{{Name: "P80", At: finding.Date("2026-05-05")}}
	fmt.Println(h.Frame().Desc)
	for _, row := range h.Table().Rows {
		fmt.Println(row.Cell(0), row.Cell(2), row.Cell(4))
	}
	// Output:
	// Trials: 10; 2026-05-04 – 2026-05-06; P80: 2026-05-05
	// 2026-05-04 3 0.3
	// 2026-05-05 5 0.8
	// 2026-05-06 2 1
}

// Who has more to do than they could.
func ExampleLoadChart() {
	hours := func(list ...int64) (values []finding.Value) {
		for _, x := range list {
			values = append(values, finding.Number(x, "h"))
		}
		return values
	}
	c := &chart.LoadChart{
		Title: "Work per day", Axis: report.Column{Name: "work", Type: report.TypeNumber},
		Loads: []chart.Load{{Name: "Ann", Use: hours(8, 12), Capacity: hours(8, 8)}, {Name: "Bob", Use: hours(2, 0), Capacity: hours(4, 4)}},
	}
	for day := range 2 {
		on := calendar.DateOf(2026, 3, 2+day)
		c.Periods = append(c.Periods, chart.Period{From: on, To: on})
	}
	fmt.Println(c.Frame().Desc)
	// Output:
	// Ann: 20 h (Overload 4 h); Bob: 2 h (Overload 0 h); 2026-03-02 – 2026-03-03, 2
}

// How many deals come how far.
func ExampleFunnel() {
	f := &chart.Funnel{Counted: "Deals", Stages: []chart.FunnelStage{
		{Name: "Lead", Count: 240, Rate: finding.Ratio(1, 2, "")}, {Name: "Offer", Count: 120},
	}}
	fmt.Println(f.Frame().Title, "-", f.Frame().Desc)
	// Output:
	// Funnel - Lead: 240; Offer: 120
}

// Steps that lead to a sum.
func ExampleBarChart() {
	days := func(n int64) finding.Value { return finding.Number(n*480, "min") }
	c := &chart.BarChart{Title: "Slip by cause", Axis: report.Column{Type: report.TypeDuration}, Waterfall: true,
		Bars: []chart.Bar{{Name: "Scope", Value: days(5)}, {Name: "Overtime", Value: days(-2)}}}
	fmt.Println(c.Frame().Desc)
	// Output:
	// Scope: +5 d; Overtime: -2 d; Total: 3 d
}
