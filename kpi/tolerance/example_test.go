package tolerance_test

import (
	"bytes"
	"fmt"

	"github.com/milepost-go/milepost/kpi"
	"github.com/milepost-go/milepost/kpi/tolerance"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// rollout has a limit of 10 days for the project, which its phase inherits, and
// one for its cost.
func rollout() tolerance.Rules {
	return tolerance.Rules{
		Places: []tolerance.Place{
			{ID: "crm", Level: tolerance.Project}, {ID: "build", Level: tolerance.Phase, Parent: "crm"}, {ID: "import", Level: tolerance.Task, Parent: "build"},
		},
		Limits: []tolerance.Limit{
			{Aspect: tolerance.Time, Place: "crm", Outer: kpi.Int(10, "day"), Inner: kpi.Int(5, "day"), Cycles: 3},
			{Aspect: tolerance.Cost, Level: tolerance.Phase, Outer: kpi.Int(8, "%"), Inner: kpi.Int(4, "%")},
			{Aspect: tolerance.Time, Place: "import", Outer: kpi.Int(2, "day"), Inner: kpi.Int(1, "day")},
		},
	}
}

// weekly observes the forecast of the finish of the phase, week by week.
func weekly(days ...int64) []tolerance.Observation {
	var list []tolerance.Observation
	for week, late := range days {
		list = append(list, tolerance.Observation{
			On: calendar.DateOf(2026, 3, 6).AddDays(7 * week), Place: "build", Aspect: tolerance.Time, Actual: kpi.Int(0, "day"), Forecast: kpi.Int(late, "day"),
			Evidence: []finding.Ref{{Kind: "report", ID: fmt.Sprint("week-", week+1)}},
		})
	}
	return list
}

func ExampleReplay() {
	state, events, _ := tolerance.Replay(rollout(), weekly(2, 6, 11, 9, 11, 7, 5))
	for _, e := range events {
		fmt.Println(e.On, e.Kind, e.Value)
	}
	for _, d := range state.Deviations() {
		fmt.Println(d.ID, "seen", d.FirstSeen, "crossed", d.Crossed, "cleared", d.Cleared, "worst", d.Worst, "evidence", len(d.Evidence))
	}
	// Output:
	// 2026-03-13 seen 6 day
	// 2026-03-20 crossed 11 day
	// 2026-04-17 cleared 5 day
	// build/time/1 seen 2026-03-13 crossed 2026-03-20 cleared 2026-04-17 worst 11 day evidence 6
}

// Three worse cycles in a row warn before any limit is reached.
func ExampleState_Observe() {
	rules, state := rollout(), tolerance.State{}
	for _, o := range weekly(1, 2, 3, 4) {
		var events []tolerance.Event
		state, events, _ = state.Observe(rules, o)
		for _, e := range events {
			fmt.Println(e.On, e.Kind, e.Value)
		}
	}
	watch, _ := state.Watch("build", tolerance.Time)
	fmt.Println(watch.Status)
	// Output:
	// 2026-03-27 seen 4 day
	// 2026-03-27 warned 4 day
	// watched
}

func ExampleRules_For() {
	rules := rollout()
	for _, place := range []string{"crm", "build", "import"} {
		limit, _ := rules.For(place, tolerance.Time)
		_, costs := rules.For(place, tolerance.Cost)
		fmt.Println(place, limit.Outer, "cost:", costs)
	}
	// Output:
	// crm 10 day cost: false
	// build 10 day cost: true
	// import 2 day cost: true
}

func ExampleState_Outlooks() {
	rules := rollout()
	state, _, _ := tolerance.Replay(rules, weekly(6, 12))
	account := tolerance.Account{
		Exception: "build/time/1", Cause: "The supplier delivers the interface late.", Consequence: "The pilot customer starts in May, not in April.",
		Options: []tolerance.Option{
			{ID: "wait", Text: "Change nothing", Effects: []tolerance.Effect{{Aspect: tolerance.Time, Change: kpi.Int(0, "day")}}},
			{ID: "stub", Text: "Test against a stub", Effects: []tolerance.Effect{{Aspect: tolerance.Time, Change: kpi.Int(-8, "day")}, {Aspect: tolerance.Cost, Change: kpi.Int(3, "%")}}},
		},
		Recommendation: "stub",
	}
	exception := state.Exceptions([]tolerance.Account{account})[0]
	for _, look := range state.Outlooks(rules, exception) {
		fmt.Println(look.Option, "clears:", look.Clears)
		for _, o := range look.Outcomes {
			fmt.Println(" ", o.Aspect, o.Before, "->", o.After, o.Status)
		}
	}
	fmt.Println(len(exception.Check()), "findings")
	// Output:
	// wait clears: false
	//   time 12 day -> 12 day exceeded
	// stub clears: true
	//   time 12 day -> 4 day within
	//   cost unknown (missing-input) -> unknown (missing-input) unknown
	// 0 findings
}

func ExampleException_Check() {
	state, _, _ := tolerance.Replay(rollout(), weekly(12, 3))
	for _, f := range state.Exceptions(nil)[0].Check() {
		fmt.Println(f)
	}
	// Output:
	// warn tolerance.exception.few_options: exception build/time/1.options, want 2, got 0, remedy tolerance.remedy.add_options
	// warn tolerance.exception.no_cause: exception build/time/1.cause, remedy tolerance.remedy.explain
	// warn tolerance.exception.no_consequence: exception build/time/1.consequence, remedy tolerance.remedy.explain
	// warn tolerance.exception.no_lesson: exception build/time/1.lesson, remedy tolerance.remedy.record_lesson
	// warn tolerance.exception.no_recommendation: exception build/time/1.recommendation, remedy tolerance.remedy.recommend
}

func ExampleRules_Check() {
	rules := rollout()
	rules.Limits = append(rules.Limits, tolerance.Limit{Aspect: tolerance.Time, Place: "build", Outer: kpi.Int(15, "day"), Inner: kpi.Int(10, "day")})
	for _, f := range rules.Check() {
		fmt.Println(f)
	}
	// Output: warn tolerance.limit.looser: limit build/time.outer, want 10 day, got 15 day, remedy tolerance.remedy.tighten
}

func ExampleRecord_Check() {
	observations := weekly(1, 2)
	observations[1].Evidence = nil
	for _, f := range (tolerance.Record{Rules: rollout(), Observations: observations}).Check() {
		fmt.Println(f)
	}
	// Output: block tolerance.observation.no_evidence: observation build/time.evidence, remedy tolerance.remedy.add_evidence
}

func ExampleDecode() {
	record := tolerance.Record{Rules: rollout(), Observations: weekly(6, 12, 8)}
	var file bytes.Buffer
	if err := tolerance.Encode(&file, record); err != nil {
		fmt.Println(err)
	}
	back, err := tolerance.Decode(&file)
	state, _, _ := back.Replay()
	fmt.Println(state.Watches[0].Status, err)
	// Output: exceeded <nil>
}

// A win rate is better when higher: five points below plan are 5 worse.
func ExampleWorse() {
	fmt.Println(tolerance.Worse(kpi.Higher, kpi.Int(30, "%"), kpi.Int(25, "%")))
	fmt.Println(tolerance.Worse(kpi.Lower, kpi.Int(100, "day"), kpi.Int(92, "day")))
	// Output:
	// 5 %
	// -8 day
}
