package change_test

import (
	"fmt"

	"github.com/milepost-go/milepost/lifecycle/change"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// A small change within the tolerance of the manager, and one beyond it.
func ExampleBranch_Commit() {
	plan := launch()
	root, err := change.NewBranch(plan, "W-1", "the build takes longer")
	if err != nil {
		fmt.Println(err)
		return
	}
	tolerance := change.Level{ID: "manager", MaxDelay: 8 * calendar.Hour, MaxScope: change.ScopeMilestones}
	for _, days := range []calendar.Work{6, 7} {
		branch := root.With(schedule.Edit{Kind: schedule.EditDuration, Task: "build", Duration: schedule.Duration{Length: days * day}})
		revision, err := branch.Commit(change.Input{Plan: plan, By: "pm", At: on(4, 9)}, 2, tolerance, change.Act{By: "pm", At: on(4, 9)})
		if err != nil {
			fmt.Println(err)
			continue
		}
		fmt.Println("revision", revision.Number, "finishes", revision.Difference.FinishAfter.Date(), "later by", revision.Difference.FinishMoved)
	}
	// Output:
	// revision 2 finishes 2026-03-16 later by 8h
	// change: refused: 2 findings: block change.branch.beyond_tolerance: branch W-1, got manager, remedy change.remedy.request_change; block change.authority.over_delay: level manager, want 480 min, got 960 min, remedy change.remedy.ask_higher_level
}
