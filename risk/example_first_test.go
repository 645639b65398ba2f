package risk_test

import (
	"fmt"
	"time"

	"github.com/milepost-go/milepost/kpi/money"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/risk"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// Example_firstProgram is the program of the package text.
func Example_firstProgram() {
	worst, err := money.Parse("500000", "CNY") // what the project can hardly bear
	if err != nil {
		fmt.Println(err)
		return
	}
	register, err := risk.PresetRegister(risk.PresetIllustrative5x5, risk.Worst{Cost: worst, Time: 200 * calendar.Hour})
	if err != nil {
		fmt.Println(err)
		return
	}
	today := calendar.DateOf(2026, time.March, 2)
	rated := func(probability risk.Number, effects ...risk.Effect) []risk.Assessment {
		return []risk.Assessment{{At: today, By: "li.na", Basis: risk.Current, Rating: risk.Rating{Probability: probability, Effects: effects}}}
	}
	cost := risk.Effect{On: risk.OnCost, Likely: risk.Whole(150_000)}
	register.ID = "launch"
	register.Cadences = []risk.Cadence{{Class: "high", Days: 7}, {Class: "medium", Days: 14}}
	register.Risks = []risk.Risk{
		{ID: "R1", Kind: risk.Threat, Status: risk.Open, Owner: "li.na", Cause: "One supplier", Event: "It delivers late", Effect: "Assembly waits",
			Assessments: rated(risk.Fraction(3, 10), risk.Delay(60*calendar.Hour), cost)},
		{ID: "R2", Kind: risk.Threat, Status: risk.Open, Owner: "wang.wei", Cause: "A rival bids", Event: "It underbids", Effect: "The order is lost",
			Assessments: rated(risk.Fraction(7, 10), risk.CostOf(worst))},
	}
	found := register.Check()
	if finding.Blocks(found) {
		fmt.Println(finding.AsError("risk", found))
		return
	}
	for _, line := range register.Ranked(today, risk.Current) {
		fmt.Println(line.Place, line.Risk, line.Spot.Class, line.Spot.Score, line.Cost.Expected)
	}
	for _, f := range found { // what should be thought of
		fmt.Println(f)
	}
	// Output:
	// 1 R2 high 20 350000
	// 2 R1 low 4 45000
	// warn risk.response.missing: risk R2.responses, got high, remedy risk.remedy.plan_response
}
