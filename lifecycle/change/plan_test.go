package change_test

import (
	"encoding/json"
	"testing"

	"github.com/milepost-go/milepost/kpi/money"
	"github.com/milepost-go/milepost/lifecycle/change"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

const (
	hour = calendar.Hour
	day  = 8 * calendar.Hour
)

// on returns a moment in March 2026, whose 2nd is a Monday.
func on(d, h int) calendar.DateTime { return calendar.DateOf(2026, 3, d).At(calendar.Work(h) * hour) }

func cny(text string) money.Amount {
	a, err := money.Parse(text, "CNY")
	if err != nil {
		panic(err)
	}
	return a
}

func task(id string, days calendar.Work) schedule.Task {
	return schedule.Task{ID: schedule.TaskID(id), Name: "The " + id, Duration: schedule.Duration{Length: days * day}}
}

// launch is a plan on the standard calendar. By hand: offer on Monday 2 and
// Tuesday 3 March, design to Friday 6, build to Friday 13, accept at its end;
// docs on Wednesday 4 and Thursday 5. It costs 1000 for the design, 40 h of Ann
// at 100 and 16 h of Bob at 50: 5800 CNY.
func launch() *schedule.Plan {
	p := &schedule.Plan{
		Name: "launch", Start: on(2, 8),
		Tasks: []schedule.Task{task("offer", 2), task("design", 3), task("build", 5), task("docs", 2), task("accept", 0)},
		Links: []schedule.Link{{From: "offer", To: "design"}, {From: "design", To: "build"}, {From: "build", To: "accept"},
			{From: "offer", To: "docs"}, {From: "docs", To: "accept"}},
		Resources: []schedule.Resource{{ID: "ann", Name: "Ann", Rate: cny("100")}, {ID: "bob", Name: "Bob", Rate: cny("50")}},
		Assignments: []schedule.Assignment{{ID: "1", Task: "build", Resource: "ann", Work: 40 * hour},
			{ID: "2", Task: "docs", Resource: "bob", Work: 16 * hour}},
	}
	p.Tasks[1].FixedCost = cny("1000")
	p.Tasks[4].Milestone = true
	return p
}

// training asks for two more days of Ann between design and build, and a fee.
func training() change.Request {
	return change.Request{
		ID: "CR-1", Title: "Train the team first", Origin: change.FromCustomer, Kind: change.OfScope, Urgency: change.Normal,
		Proposer: "carol", Raised: calendar.DateOf(2026, 3, 3), CostDelta: cny("500"),
		Edits: []schedule.Edit{
			{Kind: schedule.EditAddTask, NewTask: task("training", 2), Before: "build"},
			{Kind: schedule.EditAddAssignment, NewAssignment: schedule.Assignment{ID: "3", Task: "training", Resource: "ann", Work: 16 * hour}},
			{Kind: schedule.EditAddLink, Link: schedule.Link{From: "design", To: "training"}},
			{Kind: schedule.EditAddLink, Link: schedule.Link{From: "training", To: "build"}},
		},
	}
}

func compute(t testing.TB, p *schedule.Plan) *schedule.Result {
	t.Helper()
	r, err := schedule.Compute(p, schedule.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func baseline(t testing.TB, p *schedule.Plan) schedule.Baseline {
	t.Helper()
	b, err := schedule.TakeBaseline("B1", on(1, 12), "pm", "gate:planning", p, compute(t, p))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func input(t testing.TB, p *schedule.Plan, r change.Request) change.Input {
	t.Helper()
	return change.Input{Plan: p, Request: r, Baseline: baseline(t, p), Budget: cny("7000"), By: "pm", At: on(4, 9),
		Goals: []change.GoalLink{{Goal: "g-accept", Tasks: []schedule.TaskID{"accept"}, Due: calendar.DateOf(2026, 3, 13)},
			{Goal: "g-docs", Tasks: []schedule.TaskID{"docs"}}}}
}

func assess(t testing.TB, p *schedule.Plan, r change.Request) change.Impact {
	t.Helper()
	i, err := change.Assess(input(t, p, r))
	if err != nil {
		t.Fatal(err)
	}
	return i
}

// board is an authority of three levels.
func board() change.Authority {
	return change.Authority{
		{ID: "manager", MaxCost: cny("1000"), MaxDelay: day, MaxScope: change.ScopeTasks, Quorum: 1},
		{ID: "board", MaxCost: cny("5000"), MaxDelay: 10 * day, MaxScope: change.ScopeGoals, Members: []string{"dora", "emil", "carol"}, Quorum: 2},
		{ID: "sponsor", Unlimited: true, Quorum: 1},
	}
}

func aye(names ...string) []change.Vote {
	var votes []change.Vote
	for _, name := range names {
		votes = append(votes, change.Vote{By: name, Choice: change.MoveApprove, At: on(5, 9)})
	}
	return votes
}

func must(t testing.TB) func(change.Request, error) change.Request {
	return func(r change.Request, err error) change.Request {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
}

func assessed(t testing.TB, p *schedule.Plan, r change.Request) change.Request {
	t.Helper()
	ok := must(t)
	r = ok(change.Submit(r, change.Act{By: "carol", At: on(3, 9)}))
	return ok(change.Record(r, assess(t, p, r), change.Act{By: "pm", At: on(4, 9)}))
}

func approved(t testing.TB, p *schedule.Plan, r change.Request) change.Request {
	t.Helper()
	ballot := change.Ballot{Level: "sponsor", Outcome: change.MoveApprove, Votes: aye("frank")}
	return must(t)(change.Decide(p, assessed(t, p, r), board(), ballot, change.Act{By: "office", At: on(5, 10)}))
}

// text is a value in a form to compare.
func text[T any](t testing.TB, value T) string {
	t.Helper()
	data, err := json.Marshal(value)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func lines(list []finding.Finding) []string {
	var all []string
	for _, f := range list {
		all = append(all, f.String())
	}
	return all
}

func ref(kind, id string) finding.Ref { return finding.Ref{Kind: kind, ID: id} }
