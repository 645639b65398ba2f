package sales_test

import (
	"fmt"

	"github.com/milepost-go/milepost/kpi/money"
	"github.com/milepost-go/milepost/kpi/sales"
)

func yuan(text string) money.Amount {
	a, err := money.Parse(text, "CNY")
	if err != nil {
		fmt.Println(err)
	}
	return a
}

func ExampleOutcomes() {
	o := sales.Outcomes{Won: 45, Lost: 135, Open: 80}
	between := o.Interval()
	fmt.Println("closed", o.WinRate())
	fmt.Println("from", between.Low.Round(3, money.HalfUp), "to", between.High.Round(3, money.HalfUp))
	fmt.Println("over all", o.WinRateOverAll().Round(3, money.HalfUp))
	fmt.Println("by value", o.WinRateByValue())
	// Output:
	// closed 0.25
	// from 0.192 to 0.318
	// over all 0.173
	// by value unknown (missing-input)
}

func ExampleProcess_Pipeline() {
	process, err := sales.NewProcess("lead", "proposal")
	if err != nil {
		fmt.Println(err)
		return
	}
	deals := []sales.Deal{
		{ID: "d1", Amount: yuan("100.01"), Probability: sales.Percent(50), Visits: []sales.Visit{{Stage: "lead"}}},
		{ID: "d2", Amount: yuan("200.01"), Probability: sales.Percent(50), Visits: []sales.Visit{{Stage: "lead"}, {Stage: "proposal"}}},
		{ID: "d3", Amount: yuan("70"), Visits: []sales.Visit{{Stage: "lead"}}},
		{ID: "d4", Amount: yuan("900"), Outcome: sales.Won},
	}
	p, err := process.Pipeline(deals, sales.PipelineOptions{})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("open", p.Open, "of", p.Deals, "deals")
	fmt.Println("weighted", p.Weighted, "without", p.NoProbability)
	each, err := sales.RoundEach(deals, money.HalfUp)
	fmt.Println("rounded deal by deal", each, err)
	fmt.Println("won, apart", p.Won)
	// Output:
	// open 370.02 CNY of 3 deals
	// weighted 150.01 CNY without 1
	// rounded deal by deal 150.02 CNY <nil>
	// won, apart 900 CNY
}
