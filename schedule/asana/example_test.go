package asana_test

import (
	"fmt"
	"strings"

	"github.com/milepost-go/milepost/schedule/asana"
)

// An export with equal names: what can be read in one way only is taken.
func Example() {
	export := `Task ID,Name,Section/Column,Start Date,Due Date,Blocked By (Dependencies)
1211430000000001,Interview,Prepare,2026-03-02,2026-03-04,
1211430000000002,Review,Prepare,,2026-03-05,Interview
1211430000000003,Review,Roll-out,,2026-03-12,Interview
1211430000000004,Go live,Roll-out,,2026-03-13,Review
`
	plan, notes, err := asana.Decode(strings.NewReader(export))
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, t := range plan.Tasks {
		fmt.Printf("%s %q %s..%s\n", t.ID, t.Name, t.Start, t.Finish)
	}
	for _, l := range plan.Links {
		fmt.Println(l.From, "->", l.To)
	}
	for _, f := range asana.Findings(notes) {
		fmt.Println(f)
	}
	// Output:
	// section:Prepare "Prepare" ..
	// 1211430000000001 "Interview" 2026-03-02T08:00:00..2026-03-04T17:00:00
	// 1211430000000002 "Review" ..2026-03-05T17:00:00
	// section:Roll-out "Roll-out" ..
	// 1211430000000003 "Review" ..2026-03-12T17:00:00
	// 1211430000000004 "Go live" ..2026-03-13T17:00:00
	// 1211430000000001 -> 1211430000000002
	// 1211430000000001 -> 1211430000000003
	// warn asana.reference.ambiguous: cell F5.blocked_by, got Review, remedy asana.remedy.rename_tasks
	// info asana.project.start_guessed: project.start, got 2026-03-02T08:00:00, remedy asana.remedy.give_start
	// info asana.task.duration_unknown: task.duration, got 3, remedy asana.remedy.estimate
}
