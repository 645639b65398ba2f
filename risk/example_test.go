package risk_test

import (
	"fmt"
	"time"

	"github.com/milepost-go/milepost/kpi/money"
	"github.com/milepost-go/milepost/risk"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// sample is a register of two threats and an opportunity, rated on one day.
func sample() risk.Register {
	m, err := risk.Preset(risk.PresetIllustrative5x5)
	if err != nil {
		panic(err)
	}
	cny, err := money.Lookup("CNY")
	if err != nil {
		panic(err)
	}
	on := calendar.DateOf(2026, time.March, 2)
	rated := func(likelihood string, p risk.Number, level string, cost int64) []risk.Assessment {
		return []risk.Assessment{{At: on, By: "li.na", Basis: risk.Current, Rating: risk.Rating{
			Likelihood: likelihood, Probability: p,
			Effects: []risk.Effect{{On: risk.OnCost, Level: level, Likely: risk.Whole(cost)}}}}}
	}
	return risk.Register{
		ID: "launch", Currency: cny, Matrix: m,
		Cadences: []risk.Cadence{{Class: "high", Days: 7}, {Class: "medium", Days: 14}},
		Risks: []risk.Risk{
			{ID: "R1", Kind: risk.Threat, Status: risk.Open, Owner: "li.na", Cause: "One supplier", Event: "It delivers late", Effect: "Assembly waits",
				Assessments: rated("2", risk.Fraction(3, 10), "3", 100_000)},
			{ID: "R2", Kind: risk.Threat, Status: risk.Open, Owner: "wang.wei", Cause: "A rival bids", Event: "It underbids", Effect: "The order is lost",
				Assessments: rated("4", risk.Fraction(6, 10), "5", 600_000)},
			{ID: "R3", Kind: risk.Opportunity, Status: risk.Open, Owner: "li.na", Cause: "A second site", Event: "It orders too", Effect: "Tooling is shared",
				Assessments: rated("2", risk.Fraction(1, 5), "3", 60_000)},
		},
	}
}

func ExampleRegister_Check() {
	for _, f := range sample().Check() {
		fmt.Println(f)
	}
	// Output: warn risk.response.missing: risk R2.responses, got high, remedy risk.remedy.plan_response
}

func ExampleRegister_Ranked() {
	for _, line := range sample().Ranked(calendar.DateOf(2026, time.March, 31), risk.Current) {
		fmt.Println(line.Place, line.Risk, line.Spot.Class, line.Spot.Score, line.Cost.Expected)
	}
	// Output:
	// 1 R2 high 20 360000
	// 2 R1 medium 6 30000
	// 3 R3 medium 6 12000
}

func ExampleRegister_Exposure() {
	x := sample().Exposure(calendar.DateOf(2026, time.March, 31), risk.Current)
	fmt.Println(x.Open, "open risks,", x.Cost.Net.Expected, x.Cost.Unit)
	// Output: 3 open risks, 378000 CNY
}

// The mean of a register says little about what it takes to be safe.
func ExampleRegister_Outcomes() {
	sum, err := sample().Outcomes(calendar.Date{}, risk.Current, risk.OnCost)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("mean", sum.Mean(), "P50", sum.Percentile(risk.Fraction(1, 2)), "P90", sum.Percentile(risk.Fraction(9, 10)))
	fmt.Println("within 600000 with probability", sum.AtMost(risk.Whole(600_000)))
	// Output:
	// mean 378000 P50 600000 P90 700000
	// within 600000 with probability 0.82
}

func ExampleRegister_Due() {
	for _, v := range sample().Due(calendar.DateOf(2026, time.March, 12)) {
		fmt.Println(v.Risk, v.Class, v.Reason, v.Due, v.DaysLate, "days late")
	}
	// Output: R2 high cadence_past 2026-03-09 3 days late
}

func ExampleRegister_Move() {
	_, err := sample().Move(risk.Change{Risk: "R2", To: risk.Occurred, At: calendar.DateOf(2026, time.March, 20)})
	fmt.Println(err)
	moved, err := sample().Move(risk.Change{Risk: "R2", To: risk.Occurred, At: calendar.DateOf(2026, time.March, 20), Issue: "I-7"})
	if err != nil {
		fmt.Println(err)
		return
	}
	now, _ := moved.Risk("R2")
	fmt.Println(now.Status, now.Occurred, now.Issue)
	// Output:
	// risk: status cannot change so: risk "R2" from "open" to "occurred" (issue)
	// occurred 2026-03-20 I-7
}

func ExampleMatrix_Check() {
	m, err := risk.Preset(risk.PresetDoD)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, f := range m.Check() {
		fmt.Println(f)
	}
	// Output: warn risk.matrix.consistent_colouring: cell 1/5, want low, got moderate, remedy risk.remedy.recolour_cell
}

func ExampleMatrix_Lookup() {
	m, err := risk.Preset(risk.PresetNASA)
	if err != nil {
		fmt.Println(err)
		return
	}
	spot, err := m.Lookup("4", "3")
	fmt.Println(spot.Class, spot.Score, err)
	_, err = m.Lookup("4", "6")
	fmt.Println(err)
	// Output:
	// moderate 18 <nil>
	// risk: no such level: effect "6"
}

func ExampleDecide() {
	pays := func(text string) money.Amount {
		a, err := money.Parse(text, "USD")
		if err != nil {
			panic(err)
		}
		return a
	}
	good, bad := risk.Fraction(3, 5), risk.Fraction(2, 5)
	d, err := risk.Decide([]risk.Option{
		{ID: "build", Cost: pays("120"), Branches: []risk.Branch{{Probability: good, Payoff: pays("200")}, {Probability: bad, Payoff: pays("90")}}},
		{ID: "upgrade", Cost: pays("50"), Branches: []risk.Branch{{Probability: good, Payoff: pays("120")}, {Probability: bad, Payoff: pays("60")}}},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, option := range d.Options {
		fmt.Println(option.Option, option.Expected)
	}
	fmt.Println("best", d.Best, "- knowing the market is worth", d.Information)
	// Output:
	// build 36
	// upgrade 46
	// best upgrade - knowing the market is worth 6
}

func ExampleRegister_Suggest() {
	checklist, err := risk.SalesPrompts("en")
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, p := range sample().Suggest(checklist, []string{"sole_expert"}) {
		fmt.Println(p.ID + ": " + p.Event)
	}
	// Output: sales/sole_expert: That member leaves, falls ill or is called to other work
}
