package change_test

import (
	"testing"

	"github.com/milepost-go/milepost/kpi/money"
	"github.com/milepost-go/milepost/lifecycle/change"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// secondBuilder asks for Dan, so that Bob and he build for three days each
// instead of five of Bob; otherwise the build takes a day longer, because Bob
// is needed elsewhere.
func secondBuilder() change.ResourceRequest {
	length := func(days calendar.Work) schedule.Edit {
		return schedule.Edit{Kind: schedule.EditDuration, Task: "build", Duration: schedule.Duration{Length: days * day}}
	}
	work := func(days calendar.Work) schedule.Edit {
		return schedule.Edit{Kind: schedule.EditWork, Assignment: "build", Work: days * day}
	}
	dan := schedule.Resource{ID: "dan", Name: "Dan", Rate: cny("120")}
	return change.ResourceRequest{
		ID: "RR-1", Title: "A second builder", Proposer: "pm", Raised: calendar.DateOf(2026, 3, 2), NeedBy: calendar.DateOf(2026, 3, 4), Tasks: []schedule.TaskID{"build"},
		Granted: []schedule.Edit{{Kind: schedule.EditAddResource, NewResource: dan}, length(3), work(3),
			{Kind: schedule.EditAddAssignment, NewAssignment: schedule.Assignment{ID: "dan", Task: "build", Resource: "dan", Work: 3 * day}}},
		GrantedCost: cny("200"),
		Refused:     []schedule.Edit{length(6), work(6)},
	}
}

// By hand: granted the build ends on Friday 6 and all on Thursday 12, refused
// on Wednesday 11 and on Tuesday 17. The grant costs 24 h of Dan at 120 and 200
// less 24 h of Bob at 100: 680.
func TestWeighingByHand(t *testing.T) {
	in := change.Input{Plan: site(), By: "pm", At: on(2, 9), Goals: []change.GoalLink{
		{Goal: "launch", Tasks: []schedule.TaskID{"accept"}, Due: calendar.DateOf(2026, 3, 16)}, {Goal: "fair", Due: calendar.DateOf(2026, 3, 17)}}}
	w, err := secondBuilder().Weigh(in)
	if err != nil {
		t.Fatal(err)
	}
	if w.Granted.Options[1].Finish != on(12, 17) || w.Refused.Options[1].Finish != on(17, 17) || w.Saved != 3*day || w.SavedDays != 5 || w.Cost.String() != "680.00 CNY" {
		t.Errorf("granted %v, refused %v, saved %v, %d days, cost %v", w.Granted.Options[1].Finish, w.Refused.Options[1].Finish, w.Saved, w.SavedDays, w.Cost)
	}
	if len(w.Goals) != 1 || w.Goals[0] != "launch" || len(w.Found) != 0 {
		t.Errorf("goals %q, found %q", w.Goals, lines(w.Found))
	}
	late := secondBuilder()
	late.NeedBy = calendar.DateOf(2026, 3, 5)
	if w, err := late.Weigh(in); err != nil || len(w.Found) != 1 || w.Found[0].Code != change.CodeNeedLate || w.Found[0].Want != finding.Date("2026-03-04") {
		t.Errorf("got %q, %v", lines(w.Found), err)
	}
	late.NeedBy = calendar.Date{}
	if w, err := late.Weigh(in); err != nil || len(w.Found) != 1 || w.Found[0].Code != change.CodeNoNeedBy {
		t.Errorf("got %q, %v", lines(w.Found), err)
	}
	late.Granted = []schedule.Edit{{Kind: "soup"}}
	if _, err := late.Weigh(in); err == nil {
		t.Error("edits that do not fit were weighed")
	}
}

// The grant is a change as any other: decided by authority, and shown with what
// it is worth, granted or forgone.
func TestGrantedAgainstForgone(t *testing.T) {
	ok, plan := must(t), site()
	in := change.Input{Plan: plan, By: "pm", At: on(2, 9)}
	decide := func(id string, outcome change.Move, reason string) (change.Request, change.Weighing) {
		rr := secondBuilder()
		rr.ID = id
		w, err := rr.Weigh(in)
		if err != nil {
			t.Fatal(err)
		}
		r := ok(change.Submit(rr.Request(), change.Act{By: "pm", At: on(2, 9)}))
		in.Request = r
		i, err := change.Assess(in)
		if err != nil {
			t.Fatal(err)
		}
		r = ok(change.Record(r, i, change.Act{By: "pm", At: on(2, 10)}))
		if outcome == "" {
			return r, w
		}
		level, _, found := board().Required(i)
		if !found || level.ID != "board" { // milestones move
			t.Fatalf("%s decides", level.ID)
		}
		votes := []change.Vote{{By: "dora", Choice: outcome, At: on(3, 9)}, {By: "emil", Choice: outcome, At: on(3, 9)}}
		return ok(change.Decide(plan, r, board(), change.Ballot{Level: "board", Outcome: outcome, Votes: votes}, change.Act{By: "office", At: on(3, 9), Reason: reason})), w
	}
	yes, w1 := decide("RR-1", change.MoveApprove, "")
	no, w2 := decide("RR-2", change.MoveReject, "no money")
	open, w3 := decide("RR-3", "", "")
	unweighed := no
	unweighed.ID = "RR-4"
	b := change.BalanceGrants([]change.Request{yes, no, open, unweighed, training()}, []change.Weighing{w1, w2, w3})
	if len(b.Granted) != 1 || len(b.Forgone) != 1 || len(b.Waiting) != 1 || len(b.Unweighed) != 1 || b.Unweighed[0] != "RR-4" {
		t.Fatalf("got %+v", b)
	}
	if g, f := b.Granted[0], b.Forgone[0]; g.Request != "RR-1" || g.Saved != 3*day || g.Level != "board" || f.Request != "RR-2" || f.Reason != "no money" || f.Cost.String() != "680.00 CNY" {
		t.Errorf("got %+v", b)
	}
}

// External changes are told from those of the team, with what they brought.
func TestByOrigin(t *testing.T) {
	plan := launch()
	done := implement(t, plan, approved(t, plan, training()), "").Request // by the customer: two days, 2100
	own, draft, rejected := training(), training(), training()
	own.Origin, own.State = change.FromTeam, change.Approved
	rejected.Origin, rejected.State = change.FromRegulation, change.Rejected
	rows := change.ByOrigin([]change.Request{done, own, draft, rejected})
	want := []change.OriginShare{
		{change.FromCustomer, true, 1, 1, 1, 2 * day, finding.Money("2100.00", "CNY")}, {change.FromMarket, true, 0, 0, 0, 0, rows[1].CostMoved},
		{change.FromTeam, false, 1, 1, 0, 0, rows[2].CostMoved}, {change.FromRegulation, true, 1, 0, 0, 0, rows[3].CostMoved},
	}
	for i := range want {
		if rows[i] != want[i] {
			t.Errorf("got %+v, want %+v", rows[i], want[i])
		}
	}
	dollars := done.Clone()
	amount, err := money.Parse("2", "USD")
	if err != nil {
		t.Fatal(err)
	}
	dollars.Effect.CostMoved = amount
	if rows := change.ByOrigin([]change.Request{done, dollars}); rows[0].CostMoved.Reason() != change.ReasonCurrencies || rows[0].FinishMoved != 4*day {
		t.Errorf("got %v", rows[0].CostMoved)
	}
}
