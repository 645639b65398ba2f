package schedule_test

import (
	"fmt"

	"github.com/milepost-go/milepost/schedule"
)

func ExampleResult_Cause() {
	result, err := schedule.Compute(smallPlan(), schedule.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, id := range result.CriticalPath(schedule.ByLongestPath) {
		step, _ := result.Cause(id)
		driver, _ := step.Driver()
		fmt.Printf("%s %s %s %q\n", id, step.Start, driver.Kind, driver.Task)
	}
	// Output:
	// offer 2026-03-02T08:00:00 project_start ""
	// contract 2026-03-04T08:00:00 link "offer"
}
