package change_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/milepost-go/milepost/lifecycle"
	"github.com/milepost-go/milepost/lifecycle/change"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/lifecycle/team"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// site is a plan on the standard calendar. By hand: spec on Monday 2 and
// Tuesday 3 March, docs on Wednesday 4 and Thursday 5, build from Wednesday 4 to
// Tuesday 10, review on Wednesday 11, test from Thursday 12 to Monday 16, accept
// at its end, which is its deadline.
func site() *schedule.Plan {
	p := &schedule.Plan{
		Name: "site", Start: on(2, 8),
		Tasks: []schedule.Task{task("spec", 2), task("docs", 2), task("build", 5), task("review", 1), task("test", 3), task("accept", 0)},
		Links: []schedule.Link{{From: "spec", To: "docs"}, {From: "spec", To: "build"}, {From: "build", To: "review"},
			{From: "review", To: "test"}, {From: "build", To: "test"}, {From: "test", To: "accept"}},
		Resources: []schedule.Resource{{ID: "ann", Name: "Ann", Rate: cny("80")}, {ID: "bob", Name: "Bob", Rate: cny("100")}, {ID: "cat", Name: "Cat", Rate: cny("90")}},
	}
	p.Tasks[2].Priority = 500
	p.Tasks[5].Milestone, p.Tasks[5].Deadline = true, on(16, 17)
	for i, who := range []schedule.ResourceID{"ann", "ann", "bob", "ann", "cat"} {
		id := p.Tasks[i].ID
		p.Assignments = append(p.Assignments, schedule.Assignment{ID: schedule.AssignmentID(id), Task: id, Resource: who, Work: p.Tasks[i].Duration.Length})
	}
	return p
}

// means: the review need not come before the test, nor at all; Dan can build.
func means() change.Means {
	return change.Means{
		Soft: []schedule.Link{{From: "review", To: "test"}}, Optional: []schedule.TaskID{"review"},
		Candidates: []change.Candidate{{Task: "build", Resource: schedule.Resource{ID: "dan", Name: "Dan", Rate: cny("120")}}},
		Overtime:   change.Overtime{Daily: 2 * hour, Days: 5, Premium: 50},
		RampUp:     change.RampUp{Work: day, Cost: cny("300")},
	}
}

// bobIsAway: from Monday 9 to Wednesday 11, so that the build ends on Friday 13
// and everything three days later.
var bobIsAway = change.Disruption{ID: "D1", Kind: change.PersonAway, Resource: "bob", From: calendar.DateOf(2026, 3, 9), To: calendar.DateOf(2026, 3, 11)}

func propose(t testing.TB, p *schedule.Plan, d change.Disruption, m change.Means) change.Proposals {
	t.Helper()
	proposals, err := change.Propose(change.Input{Plan: p, By: "pm", At: on(4, 8)}, d, m)
	if err != nil {
		t.Fatal(err)
	}
	return proposals
}

// All the ways to respond, each worked out by hand.
//
// Review parallel to the test: test from Monday 16 to Wednesday 18; the same
// without the review, which saves 640. Dan builds through, for 20 more an hour.
// Overtime: Bob has done 40 h on Thursday 12 at 19:00, 8 of them extra, and Ann
// 2 on docs: half of 100 and of 80 on top. Bob and Dan share 48 h, so they have
// built on Friday 6: 16 h of Bob less, 24 of Dan more.
func TestProposalsByHand(t *testing.T) {
	plan := site()
	was := text(t, plan)
	got := propose(t, plan, bobIsAway, means())
	want := map[string]struct {
		finish calendar.DateTime
		cost   string
	}{
		"do_nothing": {on(19, 17), "0"}, "resequence:soft_links": {on(18, 17), "0.00 CNY"}, "reassign:dan": {on(16, 17), "800.00 CNY"},
		"overtime": {on(18, 17), "480.00 CNY"}, "add_people:build:dan": {on(12, 17), "1580.00 CNY"},
		"cut_scope:review": {on(18, 17), "-640.00 CNY"}, "move_date": {on(19, 17), "0.00 CNY"},
	}
	for _, o := range got.Options {
		w, known := want[o.ID]
		after := o.Impact.Options[1]
		if !known || after.Finish != w.finish || o.ID != "do_nothing" && o.Impact.CostMoved.String() != w.cost {
			t.Errorf("%s: finish %v, cost %v, want %+v", o.ID, after.Finish, o.Impact.CostMoved, w)
		}
		if o.Impact.Options[0].Finish != on(19, 17) {
			t.Errorf("%s is not compared with doing nothing", o.ID)
		}
	}
	if len(got.Options) != len(want) {
		t.Errorf("%d options, want %d", len(got.Options), len(want))
	}
	if text(t, plan) != was {
		t.Error("the plan was written to")
	}
}

// One task to hand over among two who could take it: the team is whoever is
// first, and the same plan is not proposed twice.
func TestNoPlanTwice(t *testing.T) {
	m := means()
	m.Candidates = append(m.Candidates, change.Candidate{Task: "build", Resource: schedule.Resource{ID: "eve", Name: "Eve", Rate: cny("110")}})
	got := propose(t, site(), bobIsAway, m)
	seen := map[string]string{}
	for _, o := range got.Options {
		key := o.Impact.PlanAfter + " " + o.CostDelta.String()
		if first := seen[key]; first != "" {
			t.Errorf("%s makes the plan of %s", o.ID, first)
		}
		seen[key] = o.ID
	}
	for _, id := range []string{"reassign:dan", "reassign:eve"} {
		if _, ok := got.Option(id); !ok {
			t.Errorf("%s is missing", id)
		}
	}
}

// The measures of the same, by hand: of promises one is missed or moved unless
// Dan helps; without review three open tasks have no float, and so on.
func TestMeasuresByHand(t *testing.T) {
	got := propose(t, site(), bobIsAway, means())
	measure := func(id string, c change.Criterion) finding.Value {
		o, known := got.Option(id)
		if !known {
			t.Fatalf("no %s", id)
		}
		i := slices.IndexFunc(o.Measures, func(m change.Measure) bool { return m.Criterion == c })
		return o.Measures[i].Value
	}
	for _, c := range []struct {
		id        string
		criterion change.Criterion
		want      finding.Value
	}{
		{"do_nothing", change.CriterionFinish, finding.Number(3*480, "min")},
		{"add_people:build:dan", change.CriterionFinish, finding.Number(-2*480, "min")},
		{"cut_scope:review", change.CriterionCost, finding.Money("-640", "CNY")},
		{"overtime", change.CriterionCost, finding.Money("480", "CNY")},
		{"do_nothing", change.CriterionPromises, finding.Number(1, "")},
		{"move_date", change.CriterionPromises, finding.Number(1, "")},
		{"reassign:dan", change.CriterionPromises, finding.Number(0, "")},
		{"cut_scope:review", change.CriterionScope, finding.Number(1, "task")},
		{"reassign:dan", change.CriterionShifts, finding.Number(1, "")},
		{"add_people:build:dan", change.CriterionShifts, finding.Number(1, "")},
		{"do_nothing", change.CriterionShifts, finding.Number(0, "")},
		{"do_nothing", change.CriterionOverload, finding.Number(0, "min")},
		{"do_nothing", change.CriterionRisk, finding.Number(5, "task")}, // all but docs
		{"cut_scope:review", change.CriterionRisk, finding.Number(4, "task")},
	} {
		if got := measure(c.id, c.criterion); got != c.want {
			t.Errorf("%s by %s: %v, want %v", c.id, c.criterion, got, c.want)
		}
	}
}

// A weight for one criterion alone ranks by it.
func TestWeightsRank(t *testing.T) {
	for criterion, want := range map[change.Criterion]string{change.CriterionFinish: "add_people:build:dan", change.CriterionCost: "cut_scope:review", change.CriterionScope: "do_nothing"} {
		m := means()
		m.Weights = []change.Weight{{Criterion: criterion, Weight: 1}}
		got := propose(t, site(), bobIsAway, m).Options
		if got[0].ID != want || got[0].Place != 1 || got[0].Score != finding.Number(0, "") {
			t.Errorf("by %s: %s with %v, want %s", criterion, got[0].ID, got[0].Score, want)
		}
	}
}

// A fix that needs Bob at once: he is asked for twice, until the fix, of lower
// priority, waits for the build, or Dan makes it.
func TestResequenceByPriority(t *testing.T) {
	d := change.Disruption{ID: "D2", Kind: change.RequirementAdded, NewTask: task("fix", 2), After: []schedule.TaskID{"spec"}, Before: []schedule.TaskID{"accept"},
		NewAssignment: schedule.Assignment{ID: "fix", Task: "fix", Resource: "bob", Work: 2 * day}}
	m := means()
	m.Candidates[0].Task = "fix"
	got := propose(t, site(), d, m)
	nothing, _ := got.Option("do_nothing")
	if over := nothing.Impact.Options[1].Overloads; len(over) != 1 || over[0].Start != on(4, 8) || over[0].Finish != on(5, 17) || over[0].Excess != 2*day {
		t.Fatalf("overloads %+v", over)
	}
	order, known := got.Option("resequence:priority")
	if !known || len(order.Impact.Options[1].Overloads) > 0 {
		t.Fatalf("got %+v", order)
	}
	edited, err := schedule.Apply(site(), got.Edits("resequence:priority"))
	if err != nil {
		t.Fatal(err)
	}
	if times, _ := compute(t, edited).Times("fix"); times.Start != on(11, 8) || times.Finish != on(12, 17) {
		t.Errorf("fix from %v to %v", times.Start, times.Finish)
	}
	dan, known := got.Option("reassign:dan")
	if !known || len(dan.Impact.Options[1].Overloads) > 0 {
		t.Errorf("got %+v", dan.Edits)
	}
}

// What each kind of disruption does by itself.
func TestWhatHappens(t *testing.T) {
	m := calendar.DateOf
	for _, c := range []struct {
		d      change.Disruption
		finish calendar.DateTime
	}{
		{bobIsAway, on(19, 17)},
		{change.Disruption{ID: "D", Kind: change.ResourceLost, Resource: "bob", From: m(2026, 3, 9)}, on(16, 17)},
		{change.Disruption{ID: "D", Kind: change.TaskLate, Task: "build", Late: 2 * day}, on(18, 17)},
		{change.Disruption{ID: "D", Kind: change.SupplierLate, Task: "test", Until: on(16, 8)}, on(18, 17)},
		{change.Disruption{ID: "D", Kind: change.DateEarlier, Task: "accept", Until: on(12, 17)}, on(16, 17)},
		{change.Disruption{ID: "D", Kind: change.RequirementAdded, NewTask: task("new", 1), After: []schedule.TaskID{"build"}, Before: []schedule.TaskID{"review"}}, on(17, 17)},
	} {
		got := propose(t, site(), c.d, change.Means{})
		nothing, known := got.Option("do_nothing")
		if !known || nothing.Impact.Options[0].Finish != c.finish || len(got.Happening) == 0 {
			t.Errorf("%s: %+v", c.d.Kind, nothing.Impact.Options)
		}
	}
	lost := propose(t, site(), change.Disruption{ID: "D", Kind: change.ResourceLost, Resource: "bob", From: m(2026, 3, 9)}, means())
	dan, known := lost.Option("reassign:dan")
	nothing, _ := lost.Option("do_nothing")
	if !known || nothing.Measures[4].Value != finding.Number(40*60, "min") || dan.Measures[4].Value != finding.Number(0, "min") {
		t.Errorf("work of nobody: %v and %v", nothing.Measures[4], dan.Measures)
	}
}

func TestDisruptionsAreChecked(t *testing.T) {
	for _, d := range []change.Disruption{
		{}, {ID: "D", Kind: "meteor"}, {ID: "D", Kind: change.PersonAway, Resource: "eve"}, {ID: "D", Kind: change.TaskLate, Task: "build"},
		{ID: "D", Kind: change.SupplierLate, Task: "x"}, {ID: "D", Kind: change.RequirementAdded}, {ID: "D", Kind: change.ResourceLost, Resource: "bob"},
		{Kind: change.TaskLate, Task: "build", Late: hour},
		{ID: "D", Kind: change.PersonAway, Resource: "bob", From: calendar.DateOf(2026, 3, 9), To: calendar.DateOf(2026, 3, 8)},
	} {
		if _, err := change.Propose(change.Input{Plan: site()}, d, means()); !errors.Is(err, change.ErrRefused) {
			t.Errorf("%+v: %v", d, err)
		}
	}
	if _, err := change.Propose(change.Input{Plan: &schedule.Plan{}}, bobIsAway, means()); err == nil {
		t.Error("a plan that cannot be computed was taken")
	}
}

// randomDisruption fits a plan made by randomPlan.
func randomDisruption(r *rand.Rand, p *schedule.Plan) change.Disruption {
	pick := p.Tasks[r.IntN(len(p.Tasks))].ID
	d := change.Disruption{ID: "D", Kind: change.DisruptionKinds()[r.IntN(6)], Resource: p.Resources[r.IntN(2)].ID, From: calendar.DateOf(2026, 3, 3+r.IntN(10))}
	d.To = d.From.AddDays(r.IntN(9))
	d.Task, d.Late, d.Until = pick, calendar.Work(1+r.IntN(40))*hour, on(3+r.IntN(20), 9)
	d.NewTask, d.After = task("extra", calendar.Work(r.IntN(5))), []schedule.TaskID{pick}
	d.NewAssignment = schedule.Assignment{ID: "extra", Task: "extra", Resource: d.Resource, Work: d.NewTask.Duration.Length}
	return d
}

// Every option is feasible when committed: the plan computes, nothing blocks,
// and finish and overloads are those that were stated. Doing nothing is among
// the options, places count from 1, and the same question gives the same bytes.
func TestEveryOptionIsFeasible(t *testing.T) {
	kinds := map[change.OptionKind]int{}
	for seed := range uint64(50) {
		r := rand.New(rand.NewPCG(seed, 41))
		plan := randomPlan(r)
		d, m := randomDisruption(r, plan), means()
		m.Candidates = []change.Candidate{{Resource: schedule.Resource{ID: "dan", Rate: cny("70")}}, {Resource: schedule.Resource{ID: "eve", Rate: cny("60")}}}
		m.Soft, m.Optional = plan.Links, []schedule.TaskID{plan.Tasks[0].ID, plan.Tasks[2].ID, plan.Tasks[3].ID}
		plan.Tasks[len(plan.Tasks)-1].Deadline = on(3+r.IntN(30), 17)
		got := propose(t, plan, d, m)
		if text(t, got) != text(t, propose(t, plan.Clone(), d, m)) {
			t.Fatalf("seed %d: twice is not the same", seed)
		}
		happened, err := schedule.Apply(plan, got.Happening)
		if err != nil {
			t.Fatalf("seed %d: %v", seed, err)
		}
		if _, known := got.Option("do_nothing"); !known {
			t.Errorf("seed %d: doing nothing is not an option", seed)
		}
		var last finding.Value
		for i, o := range got.Options {
			kinds[o.Kind]++
			if order, ok := finding.CompareValues(last, o.Score); o.Place != i+1 || i > 0 && (!ok || order > 0) || len(o.Measures) != len(change.Criteria()) {
				t.Errorf("seed %d: %s at place %d with %v after %v", seed, o.ID, o.Place, o.Score, last)
			}
			last = o.Score
			b := branch(t, happened, o.Edits...)
			b.CostDelta = o.CostDelta
			revision, err := b.Commit(change.Input{Plan: happened}, 2, anything, manager)
			if err != nil {
				t.Errorf("seed %d: %s: %v", seed, o.ID, err)
				continue
			}
			checkCommitted(t, fmt.Sprint("seed ", seed, " ", o.ID), revision.Plan, o)
			whole, err := schedule.Apply(plan, got.Edits(o.ID))
			if err != nil || text(t, whole) != text(t, revision.Plan) {
				t.Errorf("seed %d: %s from the undisturbed plan: %v", seed, o.ID, err)
			}
		}
	}
	for _, kind := range change.OptionKinds() {
		if kinds[kind] < 2 {
			t.Errorf("%s was proposed %d times: the sample says little", kind, kinds[kind])
		}
	}
}

// checkCommitted compares a plan with what the option that made it stated.
func checkCommitted(t *testing.T, name string, p *schedule.Plan, o change.Proposal) {
	t.Helper()
	result := compute(t, p)
	stated := o.Impact.Options[1]
	if finding.Blocks(result.Findings()) || finding.Blocks(schedule.Check(p)) {
		t.Errorf("%s: %q", name, lines(result.Findings()))
	}
	if result.Finish() != stated.Finish || text(t, change.Overloads(p, result)) != text(t, stated.Overloads) {
		t.Errorf("%s: finish %v, stated %v", name, result.Finish(), stated.Finish)
	}
	if o.Kind == change.ByResequencing && o.ID == "resequence:priority" {
		if before, after := o.Impact.Options[0].Overloads, stated.Overloads; over(after) > over(before) {
			t.Errorf("%s: overload %v rose to %v", name, over(before), over(after))
		}
	}
}

func over(list []change.Overload) calendar.Work {
	var sum calendar.Work
	for _, o := range list {
		sum += o.Excess
	}
	return sum
}

// Who is matched by skill becomes a candidate, known people as they are.
func TestCandidatesOfATeam(t *testing.T) {
	on := calendar.DateOf(2026, 3, 4)
	skilled := func(id lifecycle.ActorID, level int) team.Member {
		return team.Member{Actor: id, Skills: []team.Skill{{Skill: "go", Level: level}}, CostRate: []team.Rate{{PerHour: cny("75")}}}
	}
	members := []team.Member{skilled("zoe", 4), skilled("ann", 3), skilled("bob", 1)}
	need := team.Need{ID: "build", Skills: []team.SkillNeed{{Skill: "go", Level: 3, Must: true}}}
	matched := team.Match(need, members, on, team.Time{})
	got := change.CandidatesOf(site(), "build", matched, members, on)
	if len(got) != 2 {
		t.Fatalf("got %+v of %+v", got, matched)
	}
	for _, c := range got {
		rate := map[schedule.ResourceID]string{"ann": "80.00 CNY", "zoe": "75.00 CNY"}[c.Resource.ID]
		if c.Task != "build" || c.Resource.Rate.String() != rate {
			t.Errorf("got %+v", c)
		}
	}
}
