package facts_test

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/milepost-go/milepost/kpi"
	"github.com/milepost-go/milepost/lifecycle"
	"github.com/milepost-go/milepost/lifecycle/charter"
	"github.com/milepost-go/milepost/lifecycle/facts"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/lifecycle/team"
	"github.com/milepost-go/milepost/risk"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// cabinet keeps the documents of every project.
type cabinet map[lifecycle.StreamID]facts.Input

func (c cabinet) Load(_ context.Context, id lifecycle.StreamID, _ []facts.Part) (*facts.Known, error) {
	in, ok := c[id]
	if !ok {
		return nil, lifecycle.ErrNoProject
	}
	return facts.From(moment, in), nil
}

// An engine whose gates look at the documents themselves.
func Example() {
	documents := cabinet{"acme/deal-7": {
		Charter: &charter.Charter{ID: "deal-7", Name: "Deal 7", Sponsor: "chen.jie"},
		Team:    &team.Record{ID: "deal-7"},
	}}
	engine, err := lifecycle.New(lifecycle.Config{
		Log: new(lifecycle.MemLog), Definitions: []*lifecycle.Definition{lifecycle.SalesProject()},
		Auth: people{"li.na": lifecycle.RoleManager}, Facts: []lifecycle.FactSource{facts.Source(documents)},
		Now: func() time.Time { return moment },
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	ctx := context.Background()
	head := lifecycle.Header{ID: "c1", Actor: "li.na"}
	if _, err = engine.Do(ctx, "acme/deal-7", lifecycle.StartProject{Header: head, Definition: lifecycle.SalesProjectID}); err != nil {
		fmt.Println(err)
		return
	}
	head.ID = "c2"
	_, err = engine.Do(ctx, "acme/deal-7", lifecycle.RequestMove{Header: head, To: lifecycle.PhasePlanning})
	var no *lifecycle.Refusal
	if errors.As(err, &no) {
		for _, f := range no.Findings {
			fmt.Println(f.Code, f.Subject, f.Got)
		}
	}
	// Output:
	// lifecycle.fact.differs fact charter.complete false
	// lifecycle.fact.unknown fact resources.sufficient unknown (no-supply)
	// lifecycle.fact.differs fact team.formed false
}

// What does a plan lack before anybody begins?
func ExamplePlanCheck() {
	monday := calendar.DateOf(2026, time.March, 2)
	plan := &schedule.Plan{
		Name: "rollout", Start: monday.At(8 * calendar.Hour),
		Tasks: []schedule.Task{
			{ID: "train", Duration: schedule.Duration{Length: 240 * calendar.Hour}}, // 30 days
			{ID: "move", Duration: schedule.Duration{Length: 16 * calendar.Hour}},
		},
		Links:       []schedule.Link{{From: "train", To: "move"}},
		Resources:   []schedule.Resource{{ID: "li.na"}},
		Assignments: []schedule.Assignment{{ID: "1", Task: "train", Resource: "li.na"}},
	}
	register := &risk.Register{}
	for _, f := range facts.PlanCheck(moment, facts.Input{Charter: newCharter(), Plan: plan, Risks: register}) {
		fmt.Println(f)
	}
	// Output:
	// block facts.goals.not_agreed: goals, got unknown (no-team), remedy facts.remedy.acknowledge_goals
	// block facts.milestones.missing: plan, remedy facts.remedy.set_milestones
	// block facts.risks.missing: plan, remedy facts.remedy.plan_risks
	// block facts.resources.unassigned: task move, remedy facts.remedy.assign_task
	// block facts.timetable.undetailed: task train, want 20 day, got 30 day, remedy facts.remedy.detail_task
}

// How deep a plan has to go is data.
func ExamplePlanRules() {
	in := facts.Input{Plan: newPlan()}
	in.Rules.LongDays = 5
	in.Rules.Levels = map[finding.Code]facts.Level{facts.CodeTaskUndetailed: facts.LevelWarn}
	for _, f := range facts.From(moment, in).PlanCheck(facts.TimetablePart) {
		fmt.Println(f)
	}
	// Output: warn facts.timetable.undetailed: task rollout, want 5 day, got 10 day, remedy facts.remedy.detail_task
}

// What is known, and why something is not.
func ExampleFrom() {
	known := facts.From(moment, facts.Input{Plan: newPlan()})
	for _, name := range []lifecycle.FactName{facts.PlanFinish, facts.WorkOverdue, facts.RisksOpen} {
		f, _ := known.Fact(name)
		fmt.Println(f.Name, f.Value)
	}
	// Output:
	// plan.finish 2026-03-20
	// work.overdue 2
	// risk.open unknown (no-risks)
}

// Plain values serve one project.
func ExampleKnown_For() {
	source := facts.From(moment, facts.Input{Plan: newPlan()}).For("acme/north")
	for _, id := range []lifecycle.StreamID{"acme/north", "acme/south"} {
		list, err := source.Facts(context.Background(), id, []lifecycle.FactName{"deal.discount", facts.PlanFinish})
		fmt.Println(id, len(list), err)
	}
	// Output:
	// acme/north 1 <nil>
	// acme/south 0 <nil>
}

// A definition of one's own asks for a fact of the catalogue and an indicator.
func ExampleDef_Spec() {
	overdue, _ := facts.Lookup(facts.WorkOverdue)
	rate := facts.IndicatorDef(kpi.Def{Key: "sales.win_rate"})
	spec := lifecycle.FivePhases().Spec()
	spec.ID = "acme_five"
	spec.Facts = append(spec.Facts, overdue.Spec(lifecycle.RoleManager), rate.Spec(lifecycle.RoleManager))
	for i := range spec.Gates {
		if spec.Gates[i].ID == lifecycle.GateClosing {
			spec.Gates[i].Criteria = append(spec.Gates[i].Criteria,
				lifecycle.Criterion{Fact: overdue.Name, Op: lifecycle.OpEqual, Want: finding.Number(0, "")},
				lifecycle.Criterion{Fact: rate.Name, Op: lifecycle.OpAtLeast, Want: finding.Ratio(1, 4, "")})
		}
	}
	_, err := lifecycle.Define(spec)
	fmt.Println(overdue.Room, overdue.Kind, overdue.Needs, overdue.MaxAgeMin, err)
	// Output: plan number [plan] 10080 <nil>
}

// Who has not said how the work stands?
func ExampleCheckCycle() {
	plan := newPlan()
	plan.Tasks[0].Progress.ActualStart = on(2).At(8 * calendar.Hour)
	week := facts.Cycle{From: on(2), To: on(8)}
	for _, f := range facts.CheckCycle(plan, nil, week) {
		fmt.Println(f)
	}
	reports := []facts.StatusReport{{Task: "offer", Owner: "li.na", On: on(6)}}
	fmt.Println(len(facts.CheckCycle(plan, reports, week)))
	// Output:
	// block facts.status.missing: resource li.na, want 2026-03-08, with task offer, remedy facts.remedy.report_status
	// 0
}

// Acknowledgements of the goals as they were do not count.
func ExampleGoalsVersion() {
	c := newCharter()
	record := crew(c)
	acknowledged := func() finding.Value {
		f, _ := facts.From(moment, facts.Input{Charter: c, Team: record}).Fact(facts.GoalsAcknowledged)
		return f.Value
	}
	fmt.Println(acknowledged())
	c.Goals[0].Metric.Target = charter.Whole(80)
	fmt.Println(acknowledged())
	// Output:
	// 2
	// 0
}
