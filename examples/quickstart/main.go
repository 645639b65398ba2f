package main

import (
	"fmt"

	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

func main() {
	plan := &schedule.Plan{
		Start: calendar.DateOf(2026, 3, 2).At(8 * calendar.Hour),
		Tasks: []schedule.Task{
			{ID: "offer", Duration: schedule.Duration{Length: 16 * calendar.Hour}},
			{ID: "contract", Duration: schedule.Duration{Length: 8 * calendar.Hour}},
		},
		Links: []schedule.Link{{From: "offer", To: "contract"}},
	}
	result, err := schedule.Compute(plan, schedule.Options{})
	if err != nil {
		panic(err) // every reason at once, cycles with all their tasks
	}
	for id, times := range result.All() {
		fmt.Println(id, times.Start, times.Finish, times.TotalFloat, times.Critical)
	}
	for _, step := range result.Why("contract").Steps {
		reason, _ := step.Driver()
		fmt.Println(step.Task, "starts", step.Start, "because of", reason.Kind, reason.Task, "asking for", reason.Asks)
		for _, move := range step.Moves {
			fmt.Println("  moved", move.Kind, "to", move.To)
		}
	}
}
