package change_test

import (
	"fmt"

	"github.com/milepost-go/milepost/lifecycle/change"
)

// Bob is away for three days: what can be done, the best first. The score of
// the best: cost, risk and shifts are the worst of all options and weigh 4 of
// 17, everything else is the best.
func ExamplePropose() {
	got, err := change.Propose(change.Input{Plan: site(), By: "pm", At: on(4, 8)}, bobIsAway, means())
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, o := range got.Options {
		after := o.Impact.Options[1]
		fmt.Printf("%d %-21s finishes %v, score %v\n", o.Place, o.ID, after.Finish.Date(), o.Score)
	}
	best := got.Options[0]
	for _, m := range best.Measures {
		fmt.Println(m.Criterion, m.Value, "share", m.Share, "weight", m.Weight)
	}
	for _, e := range best.Edits {
		fmt.Println(e.Kind)
	}
	// Output:
	// 1 add_people:build:dan  finishes 2026-03-12, score 4/17
	// 2 reassign:dan          finishes 2026-03-16, score 832/3145
	// 3 resequence:soft_links finishes 2026-03-18, score 3317/9435
	// 4 cut_scope:review      finishes 2026-03-18, score 37/85
	// 5 overtime              finishes 2026-03-18, score 4112/9435
	// 6 do_nothing            finishes 2026-03-19, score 841/1887
	// 7 move_date             finishes 2026-03-19, score 841/1887
	// finish -960 min share 0 weight 3
	// cost 1580 CNY share 1 weight 2
	// promises 0 share 0 weight 3
	// overload 0 min share 0 weight 2
	// unstaffed 0 min share 0 weight 3
	// risk 5 task share 1 weight 1
	// scope 0 task share 0 weight 2
	// shifts 1 share 1 weight 1
	// add_resource
	// set_duration
	// set_work
	// add_assignment
}
