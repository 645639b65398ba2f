package schedule_test

import (
	"fmt"

	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// The contract is to be ready one working day earlier.
func ExampleEarlier() {
	plan := smallPlan()
	result, err := schedule.Compute(plan, schedule.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	wish := schedule.Wish{Task: "contract", Finish: calendar.DateOf(2026, 3, 3).At(17 * calendar.Hour)}
	remedies, err := schedule.Earlier(plan, result, wish, schedule.EarlierLimits{})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, remedy := range remedies {
		fmt.Println(remedy.Size, remedy.Reached, remedy.Edit)
	}
	// Output:
	// 8h 2026-03-03T17:00:00 {"kind":"set_duration","task":"contract","duration":{"length_s":0}}
	// 8h 2026-03-03T17:00:00 {"kind":"set_duration","task":"offer","duration":{"length_s":28800}}
	// 0s 2026-03-02T17:00:00 {"kind":"remove_link","link":{"from":"offer","to":"contract","type":"FS"}}
}

// What adds up to the start of the contract.
func ExampleResult_Way() {
	plan := smallPlan()
	plan.Links[0].Lag.Length = 4 * calendar.Hour
	result, err := schedule.Compute(plan, schedule.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	way, _ := result.Way("contract")
	fmt.Println(way.Kind, way.From)
	for _, part := range way.Parts {
		fmt.Println(part.Kind, part.Task, part.Work)
	}
	fmt.Println("together", way.Work, "to", way.To)
	// Output:
	// project_start 2026-03-02T08:00:00
	// duration offer 16h
	// lag contract 4h
	// gap contract 0s
	// together 20h to 2026-03-04T13:00:00
}
