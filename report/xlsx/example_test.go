package xlsx_test

import (
	"bytes"
	"fmt"

	"github.com/milepost-go/milepost/report/xlsx"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

func ExampleCodec() {
	plan := &schedule.Plan{
		Start: calendar.DateOf(2026, 3, 2).At(8 * calendar.Hour),
		Tasks: []schedule.Task{
			{ID: "1", Name: "报价", Duration: schedule.Duration{Length: 16 * calendar.Hour}},
			{ID: "2", Name: "合同", Duration: schedule.Duration{Length: 8 * calendar.Hour}},
		},
		Links: []schedule.Link{{From: "1", To: "2", Lag: schedule.Lag{Length: 8 * calendar.Hour}}},
	}
	var file bytes.Buffer
	if _, err := (xlsx.Codec{Chinese: true}).Encode(&file, plan); err != nil {
		fmt.Println(err)
		return
	}
	again, notes, err := xlsx.Codec{}.Decode(&file)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, t := range again.Tasks {
		fmt.Println(t.ID, t.Name, int64(t.Duration.Length/calendar.Hour), "hours")
	}
	fmt.Println(again.Links[0].From, "before", again.Links[0].To, len(notes), "notes")
	// Output:
	// 1 报价 16 hours
	// 2 合同 8 hours
	// 1 before 2 0 notes
}

func ExampleTemplate() {
	var file bytes.Buffer
	if err := (xlsx.Template{Example: true}).Write(&file); err != nil {
		fmt.Println(err)
		return
	}
	plan, notes, err := xlsx.Codec{}.Decode(&file)
	if err != nil {
		fmt.Println(err)
		return
	}
	result, err := schedule.Compute(plan, schedule.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, t := range plan.Tasks {
		x, _ := result.Times(t.ID)
		fmt.Println(t.WBS, t.Name, x.Finish.Date())
	}
	fmt.Println(len(notes), "notes")
	// Output:
	// 1 Offer 2026-03-11
	// 1.1 Collect the needs 2026-03-04
	// 1.2 Write the offer 2026-03-11
	// 2 Contract 2026-03-20
	// 2.1 Negotiate 2026-03-20
	// 2.2 Contract signed 2026-03-20
	// 0 notes
}
