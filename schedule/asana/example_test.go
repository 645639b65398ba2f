package asana_test

import (
	"fmt"
	"strings"
	"time"

	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/asana"
	"github.com/milepost-go/milepost/schedule/calendar"
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

// twoTasks is a plan of two tasks, one after the other.
func twoTasks() *schedule.Plan {
	return &schedule.Plan{
		Name: "CRM", Start: calendar.DateOf(2026, time.March, 2).At(8 * calendar.Hour),
		Tasks: []schedule.Task{
			{ID: "a", Name: "Interview", Duration: schedule.Duration{Length: 24 * calendar.Hour}},
			{ID: "b", Name: "Go live", Milestone: true},
		},
		Links: []schedule.Link{{From: "a", To: "b"}},
	}
}

// The file that Asana imports. The cards in the notes are left out here.
func ExampleEncode() {
	var file strings.Builder
	notes, err := asana.Encode(&file, twoTasks())
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, line := range strings.Split(strings.TrimSpace(file.String()), "\r\n") {
		before, rest, _ := strings.Cut(line, `"[milepost] `)
		_, after, _ := strings.Cut(rest, `}",`)
		fmt.Println(before + after)
	}
	fmt.Println(len(notes), "losses")
	// Output:
	// Name,Description,Assignee,Start Date,Due Date,Section/Column,Dependencies,Subtask of,Type
	// Interview,,03/02/2026,03/04/2026,,,,
	// Go live,,,03/04/2026,,Interview,,Milestone
	// 0 losses
}

// The calls that make the project, with answers that Asana could give.
func ExampleSession() {
	list, _, err := asana.Requests(twoTasks(), asana.Options{Project: "1200"})
	if err != nil {
		fmt.Println(err)
		return
	}
	session := asana.NewSession(list)
	gid := 1
	for r, more := session.Next(); more; r, more = session.Next() {
		fmt.Println(r.Method, r.Path, r.As)
		if err := session.Done(fmt.Appendf(nil, `{"data":{"gid":"%d"}}`, gid)); err != nil {
			fmt.Println(err)
			return
		}
		gid++
	}
	fmt.Println(session.State().Made["task:b"])
	// Output:
	// POST /tasks task:a
	// POST /tasks task:b
	// POST /tasks/1/addProject place:a
	// POST /tasks/2/addProject place:b
	// POST /tasks/2/addDependencies links:b
	// 2
}

// What does not come back from Asana.
func ExampleLosses() {
	for _, l := range asana.Losses() {
		fmt.Println(l.Field)
	}
	// Output:
	// Tasks.FixedCost
	// Tasks.Progress.ActualCost
	// Resources.Rate
	// Resources.CostPerUse
	// Baselines
	// Rules
	// Units
}
