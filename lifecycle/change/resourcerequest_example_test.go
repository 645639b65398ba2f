package change_test

import (
	"fmt"

	"github.com/milepost-go/milepost/lifecycle/change"
	"github.com/milepost-go/milepost/lifecycle/finding"
)

// What a second builder is worth.
func ExampleResourceRequest_Weigh() {
	w, err := secondBuilder().Weigh(change.Input{Plan: site(), By: "pm", At: on(2, 9)})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("granted by", w.NeedBy, "finishes", w.Granted.Options[1].Finish.Date(), "refused", w.Refused.Options[1].Finish.Date())
	fmt.Println("saves", w.Saved, "of work for", w.Cost)
	// Output:
	// granted by 2026-03-04 finishes 2026-03-12 refused 2026-03-17
	// saves 24h of work for 680.00 CNY
}

// What was granted beside what was forgone.
func ExampleBalanceGrants() {
	var requests []change.Request
	var weighings []change.Weighing
	for _, c := range []struct {
		id    string
		state change.State
	}{{"RR-1", change.Approved}, {"RR-2", change.Rejected}} {
		asked := secondBuilder()
		asked.ID = c.id
		w, err := asked.Weigh(change.Input{Plan: site(), By: "pm", At: on(2, 9)})
		if err != nil {
			fmt.Println(err)
			return
		}
		request := asked.Request()
		request.State = c.state // by Decide, as with any change
		requests, weighings = append(requests, request), append(weighings, w)
	}
	balance := change.BalanceGrants(requests, weighings)
	for _, g := range balance.Granted {
		fmt.Println("granted", g.Request, "saves", g.Saved, "for", g.Cost)
	}
	for _, g := range balance.Forgone {
		fmt.Println("forgone", g.Request, "would have saved", g.Saved, "for", g.Cost)
	}
	// Output:
	// granted RR-1 saves 24h for 680.00 CNY
	// forgone RR-2 would have saved 24h for 680.00 CNY
}

// An action is judged by what it brought about.
func ExampleAction_Judge() {
	done, err := crash().Complete(change.Act{By: "ann", At: on(6, 9)})
	if err != nil {
		fmt.Println(err)
		return
	}
	real := []finding.Value{finding.Decimal("0.97", ""), finding.Date("2026-03-18")}
	_, err = done.Judge(real, change.Act{By: "pm", At: on(13, 9)})
	fmt.Println(err)
	closed, err := done.Judge(real, change.Act{By: "pm", At: on(13, 9), Reason: "the customer was ill"})
	for _, e := range closed.Effects {
		fmt.Println(e.Subject, e.Bound, e.Value, "is", e.Real, e.Met, err)
	}
	// Output:
	// change: refused: block change.step.no_reason: action A-1.reason, got closed, remedy change.remedy.explain_difference
	// indicator spi at_least 0.95 is 0.97 true <nil>
	// task accept.finish at_most 2026-03-16 is 2026-03-18 false <nil>
}

func ExampleByOrigin() {
	own := training()
	own.Origin, own.State = change.FromTeam, change.Submitted
	theirs := training()
	theirs.State = change.Submitted
	for _, row := range change.ByOrigin([]change.Request{own, theirs}) {
		fmt.Println(row.Origin, "external:", row.External, "requests:", row.Requests)
	}
	// Output:
	// customer external: true requests: 1
	// market external: true requests: 0
	// team external: false requests: 1
	// regulation external: true requests: 0
}
