package change_test

import (
	"context"
	"testing"

	"github.com/milepost-go/milepost/lifecycle/change"
	"github.com/milepost-go/milepost/schedule"
)

// By hand: launch finishes on Friday 13 March at 17:00. A party of 30 hours by
// the clock after it ends on Saturday at 23:00, when nobody works: no working
// time later, yet later, which a level without limits may not decide.
func TestLaterByNoWorkingTime(t *testing.T) {
	r := change.Request{ID: "CR-2", Edits: []schedule.Edit{
		{Kind: schedule.EditAddTask, NewTask: schedule.Task{ID: "party", Duration: schedule.Duration{Length: 30 * hour, Elapsed: true}}},
		{Kind: schedule.EditAddLink, Link: schedule.Link{From: "accept", To: "party"}},
	}}
	i := assess(t, launch(), r)
	if i.FinishMoved != 0 || i.FinishMovedDays != 1 {
		t.Fatalf("moved %v, %d days", i.FinishMoved, i.FinishMovedDays)
	}
	clerk := change.Level{ID: "clerk", MaxScope: change.ScopeGoals}
	if why := clerk.Exceeds(i); len(why) != 1 || why[0].Code != change.CodeOverDelay || why[0].Want.String() != "2026-03-13" || why[0].Got.String() != "2026-03-14" {
		t.Errorf("why not: %v", why)
	}
	clerk.MaxDelay = 1
	if why := clerk.Exceeds(i); len(why) > 0 {
		t.Errorf("within its delay: %v", why)
	}
}

// A milestone that comes back as a plain task of the same date is gone: a later
// change could move it without anybody noticing.
func TestAMilestoneThatIsNoneAnyMore(t *testing.T) {
	r := change.Request{ID: "CR-2", Edits: []schedule.Edit{
		{Kind: schedule.EditRemoveTask, Task: "accept"},
		{Kind: schedule.EditAddTask, NewTask: task("accept", 0)},
		{Kind: schedule.EditAddLink, Link: schedule.Link{From: "build", To: "accept"}},
	}}
	in := input(t, launch(), r)
	in.Goals = nil
	i, err := change.Assess(in)
	if err != nil || i.Scope != change.ScopeMilestones || len(i.Milestones) != 1 || i.Milestones[0].Before != on(13, 17) || i.Milestones[0].After != 0 {
		t.Errorf("scope %q, %+v, %v", i.Scope, i.Milestones, err)
	}
}

// Two requests applied under one command id, and ids that join to the same
// text: everybody is told of both.
func TestEveryOrderHasItsNotices(t *testing.T) {
	ids := map[string]bool{}
	for _, c := range []struct{ command, request string }{{"a", "CR-1"}, {"a", "CR-2"}, {"a/CR-1", "b"}, {"a", "CR-1/b"}, {"a%2FCR-1", "b"}} {
		o := newOffice(t)
		r, _, err := o.requests.Load(context.Background(), "CR-1")
		if err != nil {
			t.Fatal(err)
		}
		plan := launch()
		plan.Baselines = []schedule.Baseline{baseline(t, plan)}
		r = change.Request{ID: c.request, Title: r.Title, Origin: r.Origin, Kind: r.Kind, Urgency: r.Urgency, Proposer: r.Proposer, Raised: r.Raised, Edits: r.Edits}
		put(t, o.requests, c.request, approved(t, plan, r))
		app, err := apply(t, o, &fate{}, change.Order{Command: c.command, Request: c.request, Plan: "launch", By: "pm", At: on(6, 9), Informed: []string{"ann"}})
		if err != nil || len(app.Notices) != 1 {
			t.Fatal(app, err)
		}
		if id := app.Notices[0].ID; ids[id] {
			t.Errorf("%v: the notice %q is that of another order", c, id)
		} else {
			ids[id] = true
		}
	}
}
