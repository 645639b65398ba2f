package change_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/milepost-go/milepost/kpi/money"
	"github.com/milepost-go/milepost/lifecycle/change"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// codes returns the codes of a refusal in order, nil for no error.
func codes(t *testing.T, err error) []finding.Code {
	t.Helper()
	var refusal *change.RefusedError
	if err != nil && !errors.As(err, &refusal) {
		t.Fatalf("no refusal: %v", err)
	}
	var list []finding.Code
	if refusal != nil {
		for _, f := range refusal.Findings {
			list = append(list, f.Code)
		}
	}
	slices.Sort(list)
	return list
}

// At the same moment is in order; a second earlier is not.
func TestStepsAtTheSameMoment(t *testing.T) {
	r := must(t)(change.Submit(training(), change.Act{By: "carol", At: on(3, 9)}))
	act := change.Act{By: "carol", At: on(3, 9), Reason: "changed my mind"}
	if _, err := change.Withdraw(r, act); err != nil {
		t.Errorf("at the same moment: %v", err)
	}
	act.At--
	if _, err := change.Withdraw(r, act); !slices.Equal(codes(t, err), []finding.Code{change.CodeStepEarly}) {
		t.Errorf("a second earlier: %v", err)
	}
	voted := assessed(t, launch(), training())
	ballot := change.Ballot{Level: "sponsor", Outcome: change.MoveApprove, Votes: aye("frank")}
	ballot.Votes[0].At = voted.Impact.At
	if _, err := change.Decide(launch(), voted, board(), ballot, change.Act{By: "office", At: on(5, 9)}); err != nil {
		t.Errorf("a vote at the moment of the assessment: %v", err)
	}
	ballot.Votes[0].At--
	if _, err := change.Decide(launch(), voted, board(), ballot, change.Act{By: "office", At: on(5, 9)}); !slices.Equal(codes(t, err), []finding.Code{change.CodeVoteEarly}) {
		t.Errorf("a vote a second before it: %v", err)
	}
}

// Levels may have equal limits, and a quorum of all members.
func TestLevelsThatAreJustInOrder(t *testing.T) {
	a := change.Authority{
		{ID: "a", MaxCost: cny("5"), MaxDelay: day, MaxScope: change.ScopeTasks, Quorum: 2, Members: []string{"x", "y"}},
		{ID: "b", MaxCost: cny("5"), MaxDelay: day, MaxScope: change.ScopeTasks, Quorum: 1},
		{ID: "c", Unlimited: true, Quorum: 1},
	}
	if found := a.Check(); len(found) > 0 {
		t.Errorf("got %q", lines(found))
	}
	for what, alter := range map[string]func(*change.Level){
		"cost":  func(l *change.Level) { l.MaxCost = cny("4.99") },
		"delay": func(l *change.Level) { l.MaxDelay-- },
		"scope": func(l *change.Level) { l.MaxScope = change.ScopeNone },
	} {
		worse := slices.Clone(a)
		alter(&worse[1])
		if found := worse.Check(); len(found) != 1 || found[0].Code != change.CodeLevelOrder || found[0].Subject.ID != "b" {
			t.Errorf("%s: got %q", what, lines(found))
		}
	}
	twice := change.Authority{{ID: "a", Unlimited: true, Quorum: 1}, {ID: "b", Quorum: 1}, {ID: "c", Unlimited: true, Quorum: 1}}
	if found := twice.Check(); len(found) != 1 || found[0].Code != change.CodeLevelOrder || found[0].Subject.ID != "b" {
		t.Errorf("a limited level above an unlimited one: %q", lines(found))
	}
}

// The lowest level decides on what keeps its limits, and its reasons name the
// limit that was passed.
func TestTheLowestLevelDecides(t *testing.T) {
	plan, r := launch(), training()
	r.Edits, r.CostDelta = []schedule.Edit{{Kind: schedule.EditDuration, Task: "docs", Duration: schedule.Duration{Length: 3 * day}}}, cny("1000")
	in := input(t, plan, r)
	in.Goals = nil
	impact, err := change.Assess(in)
	if err != nil {
		t.Fatal(err)
	}
	r = must(t)(change.Submit(r, change.Act{By: "carol", At: on(3, 9)}))
	r = must(t)(change.Record(r, impact, change.Act{By: "pm", At: on(4, 9)}))
	decided, err := change.Decide(plan, r, board(), change.Ballot{Level: "manager", Outcome: change.MoveApprove, Votes: aye("gina")}, change.Act{By: "gina", At: on(5, 9)})
	if err != nil || decided.Decision.Required != "manager" {
		t.Errorf("got %+v, %v", decided.Decision, err)
	}
	for limit, want := range map[change.Scope]string{"": "none", change.ScopeTasks: "tasks", change.ScopeMilestones: "milestones"} {
		over := change.Level{MaxScope: limit}.Exceeds(change.Impact{Scope: change.ScopeGoals})
		if len(over) != 1 || over[0].Want != finding.Text(want) || over[0].Got != finding.Text("goals") {
			t.Errorf("%q: got %q", limit, lines(over))
		}
	}
	euros, _ := money.Parse("0", "EUR")
	if over := (change.Level{MaxCost: cny("1")}).Exceeds(change.Impact{CostMoved: euros}); len(over) > 0 {
		t.Errorf("no cost is no cost in any currency: %q", lines(over))
	}
}

func TestAnEmptyBallotHasNoQuorumAndThatIsAll(t *testing.T) {
	r := assessed(t, launch(), training())
	_, err := change.Decide(launch(), r, board(), change.Ballot{Level: "board", Outcome: change.MoveApprove}, change.Act{By: "office", At: on(5, 9)})
	if got := codes(t, err); !slices.Equal(got, []finding.Code{change.CodeNoQuorum}) {
		t.Errorf("got %q", got)
	}
}

// A plan that happens to equal what a request would make of it does not make
// the request implemented, unless it was approved.
func TestOnlyApprovedRequestsCanBeInThePlanAlready(t *testing.T) {
	plan := launch()
	r := assessed(t, plan, training())
	same, err := schedule.Apply(plan, r.Edits)
	if err != nil {
		t.Fatal(err)
	}
	same.Baselines = []schedule.Baseline{{Name: "B9", Reason: change.Cause(r.ID)}}
	for _, state := range []change.State{change.Draft, change.Submitted, change.Assessed, change.Rejected, change.Deferred, change.Withdrawn} {
		r.State = state
		if _, err := change.Implement(same, r, "", change.Act{By: "pm", At: on(6, 9)}); !errors.Is(err, change.ErrRefused) {
			t.Errorf("%s: %v", state, err)
		}
	}
	r.State = change.Approved
	if done := implement(t, same, r, "B2"); !done.Already || done.Baseline.Name != "B9" || len(done.Plan.Baselines) != 1 {
		t.Errorf("approved: %+v", done)
	}
	r.Impact = change.Impact{}
	if _, err := change.Implement(same, r, "", change.Act{By: "pm", At: on(6, 9)}); !slices.Contains(codes(t, err), change.CodeNotAssessed) {
		t.Errorf("never assessed: %v", err)
	}
}

// The due day itself is in time, whatever the hour.
func TestAGoalIsLateFromTheDayAfter(t *testing.T) {
	for _, c := range []struct {
		due  int
		late bool
	}{{16, true}, {17, false}, {18, false}} {
		in := input(t, launch(), training())
		in.Goals = []change.GoalLink{{Goal: "g", Tasks: []schedule.TaskID{"docs", "accept"}, Due: calendar.DateOf(2026, 3, c.due)}}
		i, err := change.Assess(in)
		if err != nil || len(i.Goals) != 1 || i.Goals[0].LateAfter != c.late || i.Goals[0].LateBefore {
			t.Errorf("due on %d: %+v, %v", c.due, i.Goals, err)
		}
		if len(i.Goals[0].Tasks) != 1 || i.Goals[0].Tasks[0] != "accept" {
			t.Errorf("tasks that moved: %v", i.Goals[0].Tasks)
		}
	}
}

// The budget may be spent to the last cent.
func TestTheBudgetMayBeSpentWhole(t *testing.T) {
	for budget, over := range map[string]bool{"7900": false, "7899.99": true} {
		in := input(t, launch(), training())
		in.Budget = cny(budget)
		i, err := change.Assess(in)
		if got := slices.ContainsFunc(i.Findings, func(f finding.Finding) bool { return f.Code == change.CodeOverBudget }); err != nil || got != over {
			t.Errorf("%s: over %v, %v", budget, got, err)
		}
	}
	in := input(t, launch(), training())
	in.Budget, in.Baseline = money.Amount{}, schedule.Baseline{}
	i, err := change.Assess(in)
	if err != nil || i.Options[1].BudgetLeft.Currency().Code() != "" || i.Baseline.Name != "" || i.Variances != nil || i.Options[1].Variance != 0 {
		t.Errorf("without budget and baseline: %+v, %v", i, err)
	}
}

// Conflicts that were there before are not held against the change.
func TestOnlyNewConflictsAreFindings(t *testing.T) {
	plan := launch()
	plan.Tasks[0].Deadline = on(2, 17)  // missed in any case
	plan.Tasks[4].Deadline = on(16, 17) // missed by the change
	i := assess(t, plan, training())
	got := finding.Filter(i.Findings, func(f finding.Finding) bool { return strings.HasPrefix(string(f.Code), "schedule.") })
	missed := finding.Filter(got, func(f finding.Finding) bool { return f.Code == schedule.CodeDeadlineMissed })
	if len(missed) != 1 || missed[0].Subject.ID != "accept" {
		t.Errorf("got %q", lines(got))
	}
	if len(i.Options[0].Conflicts) == 0 || len(i.Options[1].Conflicts) <= len(i.Options[0].Conflicts) {
		t.Errorf("conflicts %q, then %q", lines(i.Options[0].Conflicts), lines(i.Options[1].Conflicts))
	}
}

// Work that nobody has been found for counts as load of nobody.
func TestLoadOfNobody(t *testing.T) {
	r := training()
	r.Edits = []schedule.Edit{{Kind: schedule.EditResource, Assignment: "1"}, {Kind: schedule.EditWork, Assignment: "2", Work: 16 * hour}}
	i := assess(t, launch(), r)
	want := []change.LoadMove{{Resource: "ann", Name: "Ann", Before: 40 * hour}, {After: 40 * hour}}
	if !slices.Equal(i.Load, want) {
		t.Errorf("got %+v", i.Load)
	}
}

func TestSmallPrint(t *testing.T) {
	i := assess(t, launch(), training())
	b := baseline(t, launch())
	if digest, err := b.Digest(); err != nil || i.Baseline != (change.BaselineRef{Name: "B1", Digest: digest}) {
		t.Errorf("baseline %+v, %v", i.Baseline, err)
	}
	if _, ok := i.Option(change.Requested); !ok {
		t.Error("the requested option is not found")
	}
	if _, ok := i.Option("magic"); ok {
		t.Error("an option that does not exist is found")
	}
	if (change.Impact{Options: i.Options}).IsZero() || (change.Impact{Request: "x"}).IsZero() || !(change.Impact{}).IsZero() {
		t.Error("an impact is zero when it says nothing, and only then")
	}
	in := input(t, launch(), training())
	in.Goals = []change.GoalLink{{Goal: "g", Tasks: []schedule.TaskID{"training", "docs"}}}
	if i, err := change.Assess(in); err != nil || slices.ContainsFunc(i.Findings, func(f finding.Finding) bool { return f.Code == change.CodeGoalTask }) {
		t.Errorf("a task that the change adds is known: %q, %v", lines(i.Findings), err)
	}
}

// Texts and lists may be as long as the limits say and not longer.
func TestTheLimitsThemselves(t *testing.T) {
	r := training()
	r.Title, r.Affected = strings.Repeat("x", change.MaxText), make([]finding.Ref, change.MaxEntries)
	if found := r.Check(); len(found) > 0 {
		t.Errorf("at the limits: %q", lines(found))
	}
	for k, step := range []change.PlanStep{{"", "ann", calendar.DateOf(2026, 3, 5)}, {"what", "", calendar.DateOf(2026, 3, 5)}, {"what", "ann", calendar.Date{}}} {
		r.Plan = change.ChangePlan{Steps: []change.PlanStep{step}, Inform: []string{"customer"}, Rollback: "x"}
		if found := r.CheckPlan(); len(found) != 1 || found[0].Code != change.CodePlanStepOpen {
			t.Errorf("step %d: %q", k, lines(found))
		}
	}
	costly, edited := training(), training()
	costly.Edits, edited.CostDelta = nil, cny("0")
	for _, r := range []change.Request{costly, edited} {
		if found := r.Check(); len(found) > 0 {
			t.Errorf("either edits or a cost will do: %q", lines(found))
		}
	}
}
