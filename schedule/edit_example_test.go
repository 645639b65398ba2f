package schedule_test

import (
	"encoding/json"
	"fmt"

	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

func smallPlan() *schedule.Plan {
	return &schedule.Plan{
		Start: calendar.DateOf(2026, 3, 2).At(8 * calendar.Hour), // a Monday
		Tasks: []schedule.Task{
			{ID: "offer", Duration: schedule.Duration{Length: 16 * calendar.Hour}},
			{ID: "contract", Duration: schedule.Duration{Length: 8 * calendar.Hour}},
		},
		Links: []schedule.Link{{From: "offer", To: "contract"}},
	}
}

func ExampleApply() {
	plan := smallPlan()
	var edits []schedule.Edit
	err := json.Unmarshal([]byte(`[
		{"kind": "add_task", "new_task": {"id": "review", "type": "fixedUnits", "duration": {"length_s": 14400}, "constraint": {"kind": "ASAP"}}, "before": "contract"},
		{"kind": "add_link", "link": {"from": "offer", "to": "review", "type": "FS"}},
		{"kind": "add_link", "link": {"from": "review", "to": "contract", "type": "FS"}}
	]`), &edits)
	if err != nil {
		fmt.Println(err)
		return
	}
	edited, err := schedule.Apply(plan, edits)
	if err != nil {
		fmt.Println(err)
		return
	}
	result, err := schedule.Compute(edited, schedule.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	for id, times := range result.All() {
		fmt.Println(id, times.Start, times.Finish)
	}
	_, err = schedule.Apply(plan, []schedule.Edit{{Kind: schedule.EditDeadline, Task: "offr"}})
	fmt.Println(err)
	// Output:
	// offer 2026-03-02T08:00:00 2026-03-03T17:00:00
	// review 2026-03-04T08:00:00 2026-03-04T12:00:00
	// contract 2026-03-04T13:00:00 2026-03-05T12:00:00
	// schedule: edits refused: block schedule.edit.no_such_task: edit 1.task, got offr, remedy schedule.remedy.name_existing
}

func ExampleDiff() {
	plan := smallPlan()
	longer, err := schedule.Apply(plan, []schedule.Edit{
		{Kind: schedule.EditDuration, Task: "offer", Duration: schedule.Duration{Length: 40 * calendar.Hour}},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	before, _ := schedule.Compute(plan, schedule.Options{})
	after, _ := schedule.Compute(longer, schedule.Options{})
	change := schedule.Diff(before, after)
	fmt.Println("finish", change.FinishBefore, "to", change.FinishAfter, "moved", change.FinishMoved)
	for _, task := range change.Tasks {
		fmt.Println(task.Task, "start moved", task.StartMoved, "finish moved", task.FinishMoved)
	}
	// Output:
	// finish 2026-03-04T17:00:00 to 2026-03-09T17:00:00 moved 24h
	// offer start moved 0s finish moved 24h
	// contract start moved 24h finish moved 24h
}
