package change_test

import (
	"errors"
	"fmt"
	"math/big"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"github.com/milepost-go/milepost/kpi/money"
	"github.com/milepost-go/milepost/lifecycle/change"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// By hand: training takes Monday 9 and Tuesday 10, build then runs to Tuesday
// 17. That is two working days and four calendar days later, and costs 16 h of
// Ann and the fee more: 2100 CNY.
func TestImpactWorkedByHand(t *testing.T) {
	i := assess(t, launch(), training())
	nothing, _ := i.Option(change.DoNothing)
	requested, _ := i.Option(change.Requested)
	ids := func(list ...schedule.TaskID) []schedule.TaskID { return list }
	for _, c := range []struct {
		what      string
		got, want any
	}{
		{"finish without", nothing.Finish, on(13, 17)},
		{"finish with", requested.Finish, on(17, 17)},
		{"finish moved", i.FinishMoved, 2 * day},
		{"finish moved days", i.FinishMovedDays, 4},
		{"cost without", nothing.Cost.String(), "5800.00 CNY"},
		{"cost with", requested.Cost.String(), "7900.00 CNY"},
		{"cost moved", i.CostMoved.String(), "2100.00 CNY"},
		{"budget left without", nothing.BudgetLeft.String(), "1200.00 CNY"},
		{"budget left with", requested.BudgetLeft.String(), "-900.00 CNY"},
		{"variance without", nothing.Variance, calendar.Work(0)},
		{"variance with", requested.Variance, 2 * day},
		{"critical without", nothing.Critical, ids("offer", "design", "build", "accept")},
		{"critical with", requested.Critical, ids("offer", "design", "training", "build", "accept")},
		{"entered", i.Entered, ids("training")},
		{"left", i.Left, ids()},
		{"milestones", i.Milestones, []change.MilestoneMove{{"accept", "The accept", on(13, 17), on(17, 17), 2 * day, 4}}},
		{"load", i.Load, []change.LoadMove{{"ann", "Ann", 40 * hour, 56 * hour}}},
		{"goals", i.Goals, []change.GoalEffect{{"g-accept", ids("accept"), calendar.DateOf(2026, 3, 13), on(13, 17), on(17, 17), false, true}}},
		{"variances", i.Variances, []change.VarianceMove{{"build", 0, 2 * day}, {"accept", 0, 2 * day}}},
		{"scope", i.Scope, change.ScopeGoals},
		{"options", len(i.Options), 2},
		{"tasks", len(i.Tasks.Tasks), 4}, // training, build, accept, and docs with more float
		{"findings", lines(i.Findings), []string{
			"warn change.impact.over_budget: change CR-1.cost_delta, want 1200 CNY, got 2100 CNY, remedy change.remedy.find_money",
			"warn change.impact.goal_late: goal g-accept.due, want 2026-03-13, got 2026-03-17, remedy change.remedy.agree_new_due_date"}},
	} {
		if got := reflect.ValueOf(c.got); got.Kind() == reflect.Slice && got.Len() == 0 && reflect.ValueOf(c.want).Len() == 0 {
			continue
		}
		if !reflect.DeepEqual(c.got, c.want) {
			t.Errorf("%s: got %v, want %v", c.what, c.got, c.want)
		}
	}
	before, after := i.Load[0].Hours()
	if before.String() != "40 h" || after.String() != "56 h" {
		t.Errorf("load %v, %v", before, after)
	}
}

func TestAssessLeavesItsInputsAlone(t *testing.T) {
	p, r := launch(), training()
	in := input(t, p, r)
	was := text(t, p) + text(t, r)
	if _, err := change.Assess(in); err != nil {
		t.Fatal(err)
	}
	if text(t, p)+text(t, r) != was {
		t.Error("an input was written to")
	}
}

func TestAChangeThatDoesNothing(t *testing.T) {
	r := training()
	r.Edits, r.CostDelta = nil, money.Amount{}
	i := assess(t, launch(), r)
	if i.Scope != change.ScopeNone || i.FinishMoved != 0 || i.CostMoved.Sign() != 0 || !i.Tasks.IsZero() || i.PlanBefore != i.PlanAfter || len(i.Goals) > 0 {
		t.Errorf("got %+v", i)
	}
}

func TestScope(t *testing.T) {
	for want, edits := range map[change.Scope][]schedule.Edit{
		change.ScopeNone:       {{Kind: schedule.EditDuration, Task: "docs", Duration: schedule.Duration{Length: 3 * day}}},
		change.ScopeTasks:      {{Kind: schedule.EditRemoveTask, Task: "docs"}},
		change.ScopeMilestones: {{Kind: schedule.EditDuration, Task: "build", Duration: schedule.Duration{Length: 6 * day}}},
	} {
		r := training()
		r.Edits = edits
		in := input(t, launch(), r)
		in.Goals = nil
		i, err := change.Assess(in)
		if err != nil || i.Scope != want {
			t.Errorf("got %q, %v, want %q", i.Scope, err, want)
		}
	}
	r := training()
	r.Edits = []schedule.Edit{{Kind: schedule.EditActive, Task: "docs"}}
	in := input(t, launch(), r)
	if i, err := change.Assess(in); err != nil || i.Scope != change.ScopeGoals || i.CostMoved.String() != "-300.00 CNY" {
		t.Errorf("docs left out: %q, %v, %v", i.Scope, i.CostMoved, err)
	}
}

// The plan costs 5800 CNY without training and 7900 with it; without docs it
// costs 300 less. The finding speaks of the change, not of the project.
func TestOverBudgetSpeaksOfTheChange(t *testing.T) {
	cheaper := training()
	cheaper.Edits, cheaper.CostDelta = []schedule.Edit{{Kind: schedule.EditActive, Task: "docs"}}, money.Amount{}
	for _, c := range []struct {
		budget string
		change.Request
		want string
	}{
		{"7900", training(), ""},
		{"7899.99", training(), "want 2099.99 CNY, got 2100 CNY"},
		{"5800", training(), "want 0 CNY, got 2100 CNY"},
		{"5000", training(), "want -800 CNY, got 2100 CNY"},
		{"5000", cheaper, ""},
	} {
		in := input(t, launch(), c.Request)
		in.Budget, in.Goals = cny(c.budget), nil
		i, err := change.Assess(in)
		if err != nil {
			t.Fatal(err)
		}
		want := []string{}
		if c.want != "" {
			want = append(want, "warn change.impact.over_budget: change CR-1.cost_delta, "+c.want+", remedy change.remedy.find_money")
		}
		if got := lines(i.Findings); !slices.Equal(got, want) {
			t.Errorf("budget %s: got %q, want %q", c.budget, got, want)
		}
	}
}

func TestAMilestoneThatGoes(t *testing.T) {
	r := training()
	r.Edits = []schedule.Edit{{Kind: schedule.EditRemoveTask, Task: "accept"}}
	i := assess(t, launch(), r)
	if len(i.Milestones) != 1 || i.Milestones[0].After != 0 || i.Milestones[0].Moved != 0 || i.Milestones[0].Before != on(13, 17) {
		t.Errorf("got %+v", i.Milestones)
	}
}

func TestAssessSaysWhyItCannot(t *testing.T) {
	var plan *schedule.PlanError
	var edit *schedule.EditError
	broken := launch()
	broken.Links = append(broken.Links, schedule.Link{From: "build", To: "offer"})
	_, err := change.Assess(change.Input{Plan: broken, Request: training()})
	if !errors.As(err, &plan) {
		t.Errorf("a cycle as it stands: %v", err)
	}
	r := training()
	r.Edits = append(r.Edits, schedule.Edit{Kind: schedule.EditAddLink, Link: schedule.Link{From: "build", To: "training"}})
	if _, err = change.Assess(change.Input{Plan: launch(), Request: r}); !errors.As(err, &plan) {
		t.Errorf("a cycle as requested: %v", err)
	}
	r.Edits = []schedule.Edit{{Kind: schedule.EditDeadline, Task: "ghost"}}
	if _, err = change.Assess(change.Input{Plan: launch(), Request: r}); !errors.As(err, &edit) {
		t.Errorf("no such task: %v", err)
	}
	r = training()
	r.CostDelta, _ = money.Parse("1", "EUR")
	if _, err = change.Assess(change.Input{Plan: launch(), Request: r}); !errors.Is(err, money.ErrMismatch) {
		t.Errorf("two currencies: %v", err)
	}
	euros, _ := money.Parse("1", "EUR")
	if _, err = change.Assess(change.Input{Plan: launch(), Request: training(), Budget: euros}); !errors.Is(err, money.ErrMismatch) {
		t.Errorf("a budget in another currency: %v", err)
	}
}

func TestGoalsOfUnknownTasksAndOfTheWholeProject(t *testing.T) {
	in := input(t, launch(), training())
	in.Goals = []change.GoalLink{{Goal: "whole"}, {Goal: "lost", Tasks: []schedule.TaskID{"ghost"}}}
	i, err := change.Assess(in)
	if err != nil || len(i.Goals) != 1 || i.Goals[0].Goal != "whole" || i.Goals[0].FinishAfter != on(17, 17) {
		t.Errorf("got %+v, %v", i.Goals, err)
	}
	if !slices.Contains(lines(i.Findings), "warn change.impact.goal_task_unknown: goal lost.tasks, got ghost, remedy change.remedy.name_existing_task") {
		t.Errorf("got %q", lines(i.Findings))
	}
}

// randomPlan is a plan of some tasks with links forwards, people and costs.
func randomPlan(r *rand.Rand) *schedule.Plan {
	p := &schedule.Plan{Start: on(2, 8), Resources: []schedule.Resource{{ID: "ann", Rate: cny("100.10")}, {ID: "bob", Rate: cny("33.33")}}}
	for n := range 4 + r.IntN(12) {
		t := task(fmt.Sprint("t", n), calendar.Work(r.IntN(6)))
		t.Milestone = t.Duration.Length == 0
		t.FixedCost = cny(fmt.Sprint(r.IntN(100)))
		p.Tasks = append(p.Tasks, t)
		for k := range n {
			if r.IntN(4) == 0 {
				p.Links = append(p.Links, schedule.Link{From: p.Tasks[k].ID, To: t.ID, Type: schedule.LinkType(r.IntN(4)), Lag: schedule.Lag{Length: calendar.Work(r.IntN(9)-3) * hour}})
			}
		}
		p.Assignments = append(p.Assignments, schedule.Assignment{ID: schedule.AssignmentID(t.ID), Task: t.ID, Resource: p.Resources[r.IntN(2)].ID, Work: t.Duration.Length})
	}
	return p
}

// randomEdits returns edits that fit a plan made by randomPlan.
func randomEdits(r *rand.Rand, p *schedule.Plan) []schedule.Edit {
	pick := func() schedule.TaskID { return p.Tasks[r.IntN(len(p.Tasks))].ID }
	return []schedule.Edit{
		{Kind: schedule.EditDuration, Task: pick(), Duration: schedule.Duration{Length: calendar.Work(r.IntN(80)) * hour}},
		{Kind: schedule.EditAddTask, NewTask: task("new", calendar.Work(r.IntN(4)))},
		{Kind: schedule.EditAddLink, Link: schedule.Link{From: pick(), To: "new"}},
		{Kind: schedule.EditActive, Task: pick(), Active: r.IntN(2) == 0},
		{Kind: schedule.EditResource, Assignment: schedule.AssignmentID(pick()), Resource: "bob"},
	}[:1+r.IntN(5)]
}

// costOf adds up a plan's cost in another way than the package does: as an
// exact ratio, rounded per assignment.
func costOf(p *schedule.Plan) *big.Rat {
	rates := map[schedule.ResourceID]int64{"ann": 10010, "bob": 3333}
	sum := new(big.Rat)
	for _, t := range p.Tasks {
		if t.Inactive {
			continue
		}
		sum.Add(sum, t.FixedCost.Rat())
		for _, a := range p.Assignments {
			if a.Task == t.ID {
				sum.Add(sum, big.NewRat(rates[a.Resource]*int64(a.Work/hour), 100))
			}
		}
	}
	return sum
}

// The computed impact equals the real difference when the change is
// implemented at once.
func TestImpactEqualsTheRealDifference(t *testing.T) {
	for seed := range uint64(120) {
		r := rand.New(rand.NewPCG(seed, 3))
		plan := randomPlan(r)
		request := training()
		request.Edits = randomEdits(r, plan)
		request = approved(t, plan, request)
		done, err := change.Implement(plan, request, "B2", change.Act{By: "pm", At: on(6, 9)})
		if err != nil {
			t.Fatalf("seed %d: %v", seed, err)
		}
		i, before, after := request.Impact, compute(t, plan), compute(t, done.Plan)
		standard, _ := calendar.Compile(calendar.Standard(), nil)
		if real := standard.Between(before.Finish(), after.Finish()); i.FinishMoved != real || done.Effect.FinishMoved != real {
			t.Errorf("seed %d: computed %v, effect %v, real %v", seed, i.FinishMoved, done.Effect.FinishMoved, real)
		}
		real := new(big.Rat).Sub(costOf(done.Plan), costOf(plan))
		real.Add(real, request.CostDelta.Rat())
		if i.CostMoved.Rat().Cmp(real) != 0 || done.Effect.CostMoved.Rat().Cmp(real) != 0 {
			t.Errorf("seed %d: cost computed %v, effect %v, real %v", seed, i.CostMoved, done.Effect.CostMoved, real)
		}
		for id, times := range after.All() {
			was, _ := before.Times(id)
			if c, moved := i.Tasks.Task(id); moved && c.After != times || !moved && was != times {
				t.Errorf("seed %d: %s computed %+v, real %+v", seed, id, c, times)
			}
		}
		requested, _ := i.Option(change.Requested)
		if !slices.Equal(requested.Critical, after.CriticalPath(schedule.ByFloat)) || !reflect.DeepEqual(i.Tasks, done.Effect.Tasks) || i.PlanAfter != done.Effect.PlanAfter {
			t.Errorf("seed %d: %+v\n%+v", seed, i, done.Effect)
		}
		total := requested.Cost
		report, err := change.CheckEffect(i, done.Plan, after, total, on(6, 9))
		if err != nil || len(report.Findings()) > 0 {
			t.Errorf("seed %d: %v, %v", seed, lines(report.Findings()), err)
		}
	}
}
