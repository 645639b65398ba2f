package risk_test

import (
	"fmt"
	"time"

	"github.com/milepost-go/milepost/kpi/money"
	"github.com/milepost-go/milepost/lifecycle/finding"
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

func ExampleRegister_Fire() {
	register := sample()
	register.Risks[0].Triggers = []risk.Trigger{{ID: "late", Fact: "supplier.days_late", Op: ">", Limit: "3", Unit: "day"}}
	facts := []risk.Fact{{Name: "supplier.days_late", Value: finding.Number(5, "day")}}

	on := calendar.DateOf(2026, time.April, 1)
	register, fired, err := register.Fire(on, facts)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, x := range fired {
		fmt.Println(x.Risk, x.Trigger, x.Value, x.Owner)
	}
	_, fired, _ = register.Fire(on.AddDays(1), facts)
	fmt.Println(len(fired), "the day after")

	register, err = register.Answer(risk.TriggerAnswer{Risk: "R1", Trigger: "late", At: on.AddDays(2), By: "li.na", Text: "second source ordered"})
	fmt.Println(len(register.Unanswered(on.AddDays(1))), len(register.Unanswered(on.AddDays(2))), err)
	// Output:
	// R1 late 5 day li.na
	// 0 the day after
	// 1 0 <nil>
}

func ExampleRegister_Book() {
	register := sample()
	register.Reserves = []risk.Reserve{{ID: "contingency", Kind: risk.Contingency, On: risk.OnCost}}
	on := calendar.DateOf(2026, time.April, 1)
	for _, e := range []risk.Entry{
		{ID: "1", Kind: risk.Grant, At: on, Amount: risk.Whole(40_000), Risk: "R1", Approver: "chen.bo"},
		{ID: "2", Kind: risk.Draw, At: on, Amount: risk.Whole(15_000), Risk: "R1", Approver: "chen.bo", Reason: "air freight"},
		{ID: "3", Kind: risk.Draw, At: on, Amount: risk.Whole(30_000), Risk: "R1", Approver: "chen.bo", Reason: "second mould"},
	} {
		booked, err := register.Book("contingency", e)
		if err != nil {
			fmt.Println(err)
			continue
		}
		register = booked
	}
	contingency, _ := register.Reserve("contingency")
	fmt.Println(contingency.Standing(on).Remaining)
	// Output:
	// risk: booking not accepted: risk: book: block risk.reserve.below_zero: entry contingency/3.amount, want 0 CNY, got -5000 CNY, remedy risk.remedy.raise_exception
	// 25000
}

func ExampleRegister_Releasable() {
	register, on := sample(), calendar.DateOf(2026, time.April, 1)
	register.Reserves = []risk.Reserve{{ID: "contingency", Kind: risk.Contingency, On: risk.OnCost, Entries: []risk.Entry{
		{ID: "1", Kind: risk.Grant, At: on, Amount: risk.Whole(40_000), Risk: "R1", Approver: "chen.bo"}}}}
	register, err := register.Move(risk.Change{Risk: "R1", To: risk.Closed, At: on.AddDays(9)})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, x := range register.Releasable(on.AddDays(9)) {
		fmt.Println(x.Reserve, x.Risk, x.Status, x.Amount)
	}
	// Output: contingency R1 closed 40000
}

func ExampleRegister_Course() {
	register := sample()
	lower := register.Risks[1].Assessments[0]
	lower.At, lower.Rating.Likelihood, lower.Rating.Probability = calendar.DateOf(2026, time.April, 1), "2", risk.Fraction(1, 5)
	register.Risks[1].Assessments = append(register.Risks[1].Assessments, lower)
	for _, p := range register.Course([]calendar.Date{calendar.DateOf(2026, time.March, 2), lower.At}) {
		fmt.Println(p.At, p.Open, p.Before.Cost.Net.Expected, p.Now.Cost.Net.Expected)
	}
	// Output:
	// 2026-03-02 3 378000 378000
	// 2026-04-01 3 378000 138000
}

func ExampleRegister_Cover() {
	register, on := sample(), calendar.DateOf(2026, time.April, 1)
	register.Reserves = []risk.Reserve{{ID: "contingency", Kind: risk.Contingency, On: risk.OnCost, Entries: []risk.Entry{
		{ID: "1", Kind: risk.Grant, At: on, Amount: risk.Whole(300_000), Risk: "R2", Approver: "chen.bo"}}}}
	for _, c := range register.Cover([]calendar.Date{on}) {
		fmt.Println(c.Cost.Contingency, c.Cost.Exposure.Net.Expected, c.Cost.Short)
	}
	// Output: 300000 378000 78000
}

func ExampleRegister_Suggestions() {
	checklist, err := risk.SalesPrompts("en")
	if err != nil {
		fmt.Println(err)
		return
	}
	facts := []risk.Fact{{Name: "team.skill_holders_least", Value: finding.Number(1, "")}}
	register := sample()
	clues := risk.Clues{
		Signals: risk.Signals(risk.SalesPatterns(), facts), Checklist: checklist,
		Traits: []string{"export", "hardware"},
		Lessons: []risk.Lesson{{ID: "L7", Project: "east", Traits: []string{"hardware"}, Kind: risk.Threat,
			Cause: "Parts were certified late", Event: "Customs hold the delivery", Effect: "The launch waits"}},
	}
	for _, s := range register.Suggestions(clues) {
		fmt.Println(s.Source.ID, s.Because)
	}
	register, err = register.Accept(register.Suggestions(clues)[1], risk.PromptAnswer{Risk: "R4", At: calendar.DateOf(2026, time.April, 1), By: "li.na"})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(register.Risks[3].Event, register.Risks[3].Status, len(register.Suggestions(clues)))
	// Output:
	// sales/sole_expert [sole_expert]
	// L7 [hardware]
	// Customs hold the delivery proposed 1
}

func ExampleRegister_Process() {
	register := sample()
	for _, m := range register.Process(calendar.DateOf(2026, time.March, 31), []risk.IssueRef{{ID: "I1", Risk: "R1"}, {ID: "I2"}}).Measures {
		fmt.Println(m.Name, m.Value, m.Sample)
	}
	// Output:
	// plan_present 0.75 4
	// reviews_on_time 0 3
	// triggers_answered unknown (no-data) 0
	// responses_on_time unknown (no-data) 0
	// found_before unknown (no-data) 0
	// issues_never_risks 0.5 2
}

func ExampleRollBack() {
	yuan := func(text string) money.Amount {
		a, err := money.Parse(text, "CNY")
		if err != nil {
			fmt.Println(err)
		}
		return a
	}
	tree := risk.Node{ID: "offer", Options: []risk.Node{
		{ID: "bid now", Cost: yuan("50"), Chances: []risk.Chance{
			{Probability: risk.Fraction(6, 10), Node: risk.Node{ID: "won", Payoff: yuan("200")}},
			{Probability: risk.Fraction(4, 10), Node: risk.Node{ID: "lost"}}}},
		{ID: "wait", Payoff: yuan("60")},
	}}
	rolled, err := risk.RollBack(tree)
	fmt.Println(rolled.Best, rolled.Expected, err)
	// Output: bid now 70 <nil>
}
