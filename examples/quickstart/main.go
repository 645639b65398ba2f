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
		if reason, _ := step.Driver(); reason.Task != "" {
			fmt.Println(step.Task, "starts", step.Start, "because", reason.Task, "finishes", reason.From)
		} else {
			fmt.Println(step.Task, "starts", step.Start, "because of the project start")
		}
	}
}
