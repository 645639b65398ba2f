package view_test

import (
	"fmt"
	"os"

	"github.com/milepost-go/milepost/kpi/money"
	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/markdown"
	"github.com/milepost-go/milepost/report/phrase"
	"github.com/milepost-go/milepost/report/view"
	"github.com/milepost-go/milepost/risk"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// launch is a register of one threat, 30 % of 100,000 CNY in March and 10 % in
// April, with 20,000 CNY of contingency.
func launch() risk.Register {
	worst, err := money.Parse("500000", "CNY")
	if err != nil {
		fmt.Println(err)
	}
	r, err := risk.PresetRegister(risk.PresetIllustrative5x5, risk.Worst{Cost: worst})
	if err != nil {
		fmt.Println(err)
	}
	rated := func(month int, probability risk.Number) risk.Assessment {
		return risk.Assessment{At: calendar.DateOf(2026, 3, 1).AddDays(31 * (month - 3)), By: "li.na", Basis: risk.Current,
			Rating: risk.Rating{Probability: probability, Effects: []risk.Effect{{On: risk.OnCost, Likely: risk.Whole(100_000)}}}}
	}
	r.ID = "launch"
	r.Risks = []risk.Risk{{ID: "R1", Kind: risk.Threat, Status: risk.Open, Owner: "li.na", Cause: "One supplier", Event: "It delivers late", Effect: "Assembly waits",
		Assessments: []risk.Assessment{rated(3, risk.Fraction(3, 10)), rated(4, risk.Fraction(1, 10))}}}
	r.Reserves = []risk.Reserve{{ID: "C", Kind: risk.Contingency, On: risk.OnCost, Entries: []risk.Entry{
		{ID: "1", Kind: risk.Grant, At: calendar.DateOf(2026, 3, 1), Amount: risk.Whole(20_000), Risk: "R1", Approver: "chen.bo"}}}}
	return r
}

func ExampleRiskCourse() {
	doc := view.RiskCourse(phrase.In(phrase.En), launch(), []calendar.Date{calendar.DateOf(2026, 3, 2), calendar.DateOf(2026, 4, 2)})
	doc.Blocks = doc.Blocks[4:5] // the reserve against the exposure, in money
	if err := (markdown.Renderer{}).Render(os.Stdout, doc); err != nil {
		fmt.Println(err)
	}
	// Output:
	// # Exposure over time
	//
	// launch
	//
	// As of: 2026-04-02
	//
	// **Effect on cost**
	//
	// | Date | Contingency reserve | Exposure | Shortfall | Management reserve |
	// | :--- | ---: | ---: | ---: | ---: |
	// | 2026-03-02 | CNY 20,000.00 | CNY 30,000.00 | CNY 10,000.00 | CNY 0.00 |
	// | 2026-04-02 | CNY 20,000.00 | CNY 10,000.00 | CNY -10,000.00 | CNY 0.00 |
}

func ExampleRiskProcess() {
	process := launch().Process(calendar.DateOf(2026, 4, 2), []risk.IssueRef{{ID: "I1", Risk: "R1"}, {ID: "I2"}})
	for _, lang := range []phrase.Lang{phrase.En, phrase.ZhCN} {
		doc := view.RiskProcess(phrase.In(lang), process)
		rows := doc.Blocks[0].(*report.Table).Rows
		fmt.Println(doc.Title, "|", rows[len(rows)-1].Cells[0], rows[len(rows)-1].Cells[1])
	}
	// Output:
	// Risk management in practice | Issues that were never risks 0.5
	// 风险管理履行情况 | 从未作为风险识别的问题 0.5
}
