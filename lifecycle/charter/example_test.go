package charter_test

import (
	"fmt"
	"time"

	"github.com/milepost-go/milepost/kpi/money"
	"github.com/milepost-go/milepost/lifecycle/charter"
	"github.com/milepost-go/milepost/schedule/calendar"
)

func on(month time.Month, day int) calendar.Date { return calendar.DateOf(2026, month, day) }

// renewal is a goal with everything a reader can check.
func renewal() charter.Goal {
	return charter.Goal{
		ID: "G1", Statement: "Raise the renewal rate of service contracts in the north region from 62 to 75 percent by 30 September 2026",
		Object: "service contracts", Scope: "north region", Owner: "li.na",
		Metric: charter.Metric{Name: "renewal rate", Kind: charter.Retention, Unit: "percent", Direction: charter.Up,
			Baseline: charter.Whole(62), Target: charter.Whole(75), Source: "contract ledger"},
		Due: on(time.September, 30), Checkpoints: []charter.Checkpoint{{On: on(time.April, 30)}},
		Weight: charter.Whole(1), Needs: []string{"N1"},
	}
}

func project() charter.Context {
	return charter.Context{Start: on(time.January, 5), Finish: on(time.December, 31), Needs: []string{"N1"}}
}

func ExampleCheckSMART() {
	goal := renewal()
	goal.Statement = "Significantly raise the renewal rate of service contracts and reduce complaints"
	goal.Owner = ""
	for _, f := range charter.CheckSMART(goal, project()) {
		fmt.Println(f)
	}
	// Output:
	// block charter.goal.no_owner: goal G1.owner, remedy charter.remedy.name_owner
	// block charter.goal.several_outcomes: goal G1.statement, want 1, got significantly raise the renewal rate of service contracts, reduce complaints, remedy charter.remedy.split_goal
	// block charter.goal.unsupported: goal G1, got capacity, closed-projects, remedy charter.remedy.give_evidence_or_attest
	// block charter.goal.vague_words: goal G1.statement, got significantly, remedy charter.remedy.state_goal_plainly
}

// Without closed projects to compare with, a named person has to answer for
// the target; the word is stale as soon as the goal changes.
func ExampleGoal_Attest() {
	goal := renewal().Attest(charter.Achievable, "chen.jie", on(time.January, 8), "trial in two branches, autumn 2025")
	fmt.Println(len(charter.CheckSMART(goal, project())), "findings")
	goal.Metric.Target = charter.Whole(90)
	for _, f := range charter.CheckSMART(goal, project()) {
		fmt.Println(f.Code)
	}
	// Output:
	// 0 findings
	// charter.attestation.stale
	// charter.goal.unsupported
}

func ExampleCheckTree() {
	up, down := renewal(), renewal()
	up.Weight, down.Weight = charter.Fraction(1, 2), charter.Fraction(2, 5)
	down.ID, down.Metric.Direction = "G2", charter.Down
	for _, f := range charter.CheckTree([]charter.Goal{up, down}, nil) {
		fmt.Println(f)
	}
	// Output:
	// block charter.goals.opposite_direction: goal G2.metric.direction, want up, got down, with goal G1, remedy charter.remedy.reconcile_goals
	// block charter.goals.weight_sum: goals.weight, want 1, got 0.9, with goal G1 goal G2, remedy charter.remedy.set_weight
}

func ExampleCheckNeeds() {
	needs := []charter.Need{
		{ID: "N1", Customer: "Hua Foods", Statement: "Lines keep running", Source: "visit", Weight: charter.Fraction(1, 2), Measure: "downtime log"},
		{ID: "N2", Customer: "Hua Foods", Statement: "One person to call", Source: "visit", Weight: charter.Fraction(1, 2), Measure: "survey"},
	}
	for _, f := range charter.CheckNeeds(needs, []charter.Goal{renewal()}) {
		fmt.Println(f)
	}
	// Output: block charter.need.uncovered: need N2, remedy charter.remedy.trace_need
}

func ExampleRollUp() {
	each, whole := charter.RollUp([]charter.Goal{renewal()}, []charter.Actual{{Goal: "G1", Value: charter.Whole(70)}})
	fmt.Println(each[0].Goal, each[0].Share, "- whole", whole.Share)
	// Output: G1 8/13 - whole 8/13
}

func ExampleFreeze() {
	standard := charter.Standard{
		Limits: []charter.Limit{{Goal: "G1", Pass: charter.Whole(1), Partial: charter.Fraction(1, 2)}},
		Rule:   charter.Rule{Method: charter.Every},
	}
	goals := []charter.Goal{renewal()}
	frozen, err := charter.Freeze(standard, goals, "planning", "li.na", on(time.February, 1))
	if err != nil {
		fmt.Println(err)
		return
	}
	goals[0].Metric.Target = charter.Whole(66) // somebody lowers the bar
	for _, f := range charter.CheckFrozen(frozen, standard, goals) {
		fmt.Println(f.Code, f.Subject, f.Remedy)
	}
	fmt.Println(frozen.Judge([]charter.Actual{{Goal: "G1", Value: charter.Whole(70)}}).Whole)
	// Output:
	// charter.frozen.terms_changed goal G1 charter.remedy.request_change
	// partial
}

func ExampleCheck() {
	record := charter.Charter{ID: "P1", Name: "North", Sponsor: "chen.jie", Start: on(time.January, 5), Finish: on(time.December, 31),
		Team: []charter.Seat{{Actor: "li.na", Role: "manager"}}, Authority: []charter.Authority{{Actor: "li.na", May: "approve_change"}},
		Goals: []charter.Goal{renewal()},
		Standard: charter.Standard{Limits: []charter.Limit{{Goal: "G1", Pass: charter.Whole(1), Partial: charter.Whole(1)}},
			Rule: charter.Rule{Method: charter.Every}},
	}
	for _, f := range charter.Check(record) {
		fmt.Println(f)
	}
	s := charter.Summarize(record)
	fmt.Println(s.BlockedGoals, "of", s.Goals, "goals blocked,", s.Blocking, "findings block")
	// Output:
	// block charter.record.incomplete: charter.needs, remedy charter.remedy.complete_record
	// block charter.goal.unknown_need: goal G1.needs, got N1, remedy charter.remedy.link_goal
	// block charter.goal.unsupported: goal G1, got capacity, closed-projects, remedy charter.remedy.give_evidence_or_attest
	// warn charter.record.thin: charter.risks, remedy charter.remedy.complete_record
	// warn charter.record.thin: charter.tolerances, remedy charter.remedy.complete_record
	// warn charter.resource.kind_missing: charter.resources, want financial, remedy charter.remedy.complete_record
	// warn charter.resource.kind_missing: charter.resources, want human, remedy charter.remedy.complete_record
	// warn charter.resource.kind_missing: charter.resources, want technical, remedy charter.remedy.complete_record
	// 1 of 1 goals blocked, 3 findings block
}

func ExampleCharter_Next() {
	first := charter.Charter{ID: "P1", Name: "North", Sponsor: "chen.jie"}
	second := first.Next()
	second.Sponsor = "he.bo"
	fmt.Println(second.Revision, second.Previous == first.Digest(), second.Digest() != first.Digest())
	// Output: 1 true true
}

// An assumption that nobody checks expires, and says what rests on it.
func ExampleStrategy_Due() {
	strategy := charter.Strategy{Assumptions: []charter.Assumption{{
		ID: "A1", Text: "Bohai keeps its price", Owner: "wang.wei", CheckBy: on(time.April, 15), Tasks: []string{"bid"},
	}}}
	fmt.Println(len(strategy.Due(on(time.April, 15))), "due on the day itself")
	for _, f := range strategy.Due(on(time.April, 16)) {
		fmt.Println(f.Code, f.Subject, f.Related)
	}
	strategy.Assumptions[0] = strategy.Assumptions[0].Try(charter.Trial{
		On: on(time.April, 16), By: "wang.wei", Holds: true, Basis: "price list", CheckBy: on(time.July, 15)})
	fmt.Println(strategy.Assumptions[0].Standing(on(time.April, 16)))
	// Output:
	// 0 due on the day itself
	// charter.assumption.expired assumption A1.check_by [task bid]
	// confirmed
}

// Money is spread over periods by days, to the last cent.
func ExampleBudget_Phased() {
	amount, _ := money.Parse("100.00", "CNY")
	budget := charter.Budget{Currency: amount.Currency(), Lines: []charter.BudgetLine{
		{ID: "B1", Type: "travel", Amount: amount, From: on(time.February, 27), To: on(time.March, 1)},
	}}
	parts, err := budget.Phased([]calendar.Date{on(time.March, 1)}, nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, p := range parts {
		fmt.Println(p.From, p.To, p.Type, p.Amount)
	}
	// Output:
	// 2026-02-27 2026-02-28 travel 66.67 CNY
	// 2026-03-01 2026-03-01 travel 33.33 CNY
}
