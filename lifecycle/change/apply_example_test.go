package change_test

import (
	"context"
	"errors"
	"fmt"

	"github.com/milepost-go/milepost/lifecycle/change"
	"github.com/milepost-go/milepost/lifecycle/store"
	"github.com/milepost-go/milepost/risk"
	"github.com/milepost-go/milepost/schedule"
)

// lostLine is a store whose connection breaks once, right after a document was
// saved.
type lostLine struct {
	store.Store[*schedule.Plan]
	broken *bool
}

func (l lostLine) Save(ctx context.Context, id string, expect store.Version, p *schedule.Plan) (store.Version, error) {
	version, err := l.Store.Save(ctx, id, expect, p)
	if err == nil && !*l.broken {
		*l.broken = true
		return 0, errors.New("connection lost")
	}
	return version, err
}

// A process dies in the midst of applying a change; the next one goes on.
func ExampleDesk_Apply() {
	ctx := context.Background()
	plans, requests := store.NewMemory((*schedule.Plan).Clone), store.NewMemory(change.Request.Clone)
	plan, request := launch(), training()
	impact, err := change.Assess(change.Input{Plan: plan, Request: request, By: "pm", At: on(4, 9)})
	if err != nil {
		fmt.Println(err)
		return
	}
	var errs [5]error
	request, errs[0] = change.Submit(request, change.Act{By: "carol", At: on(3, 9)})
	request, errs[1] = change.Record(request, impact, change.Act{By: "pm", At: on(4, 9)})
	votes := []change.Vote{{By: "frank", Choice: change.MoveApprove, At: on(5, 9)}}
	request, errs[2] = change.Decide(plan, request, board(), change.Ballot{Level: "sponsor", Outcome: change.MoveApprove, Votes: votes}, change.Act{By: "office", At: on(5, 9)})
	_, errs[3] = plans.Save(ctx, "launch", 0, plan)
	_, errs[4] = requests.Save(ctx, request.ID, 0, request)
	if err := errors.Join(errs[:]...); err != nil {
		fmt.Println(err)
		return
	}
	desk := change.Desk{Plans: lostLine{plans, new(bool)}, Registers: store.NewMemory(risk.Register.Clone), Requests: requests,
		Applications: store.NewMemory(change.Application.Clone), Notices: store.NewMemory[change.Notice](nil), Authority: board(), Appliers: []string{"pm"}}
	order := change.Order{Command: "cmd-7", Request: request.ID, Plan: "launch", Baseline: "B2", By: "pm", At: on(6, 9), Informed: []string{"customer", "ann"}}
	app, err := desk.Apply(ctx, order)
	fmt.Println(app.Stage, err)
	app, err = desk.Resume(ctx, request.ID)
	fmt.Println(app.Stage, err)
	for _, n := range app.Notices {
		fmt.Println("tell", n.To, "that", n.Title, "ends on", n.FinishAfter.Date())
	}
	_, version, err := plans.Load(ctx, "launch")
	fmt.Println("the plan was saved", version-1, "time after it was made,", err)
	// Output:
	// begun change: apply: connection lost
	// done <nil>
	// tell ann that Train the team first ends on 2026-03-17
	// tell customer that Train the team first ends on 2026-03-17
	// the plan was saved 1 time after it was made, <nil>
}
