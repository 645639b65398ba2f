package xer_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
	"github.com/milepost-go/milepost/schedule/xer"
)

// How do I compute the dates of a P6 export?
func ExampleDecode() {
	file, err := os.Open(filepath.Join("..", "testdata", "truth", "schedule", "p6-mdl4d.xer"))
	if err != nil {
		fmt.Println(err)
		return
	}
	defer file.Close()
	plan, notes, err := xer.Decode(file)
	if err != nil {
		fmt.Println(err)
		return
	}
	result, err := schedule.Compute(plan, schedule.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	moving, _ := result.Times("104896")
	fmt.Println(plan.Name)
	fmt.Println(len(plan.Tasks), "tasks,", len(plan.Links), "links,", len(notes), "notes")
	fmt.Println("moving", moving.Start, "to", moving.Finish)
	// Output:
	// CPLEX Model 4 Resourse allocation and dates uploaded
	// 68 tasks, 87 links, 8 notes
	// moving 2024-04-08T08:00:00 to 2024-04-12T16:00:00
}

// Which projects are in the file, and how do I read another than the largest?
func ExampleDocument_Projects() {
	file, err := os.Open(filepath.Join("..", "testdata", "truth", "schedule", "p6-cases.xer"))
	if err != nil {
		fmt.Println(err)
		return
	}
	defer file.Close()
	doc, err := xer.Parse(file, xer.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, project := range doc.Projects()[11:] {
		fmt.Println(project.ID, project.ShortName, project.Name, project.Activities)
	}
	plan, _, err := doc.Plan(xer.Options{Project: "9013"})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(plan.Tasks[1].Name, plan.Tasks[1].Second.Kind)
	// Output:
	// 9012 XV12 12-snet-fnlt 2
	// 9013 XV13 13-alap 3
	// 13-alap B ALAP
}

// What else is in the file, beside the plan?
func ExampleDocument_Table() {
	const export = "ERMHDR\t22.12\n" +
		"%T\tACTVCODE\n%F\tactv_code_id\tshort_name\tactv_code_name\n%R\t17\tCIV\tCivil works\n%R\t18\tMEP\tServices\n%E\n"
	doc, err := xer.Parse(strings.NewReader(export), xer.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	for row := range doc.Table("ACTVCODE").Rows() {
		fmt.Println(row.Line(), row.Value("short_name"), row.Value("actv_code_name"))
	}
	// Output:
	// 4 CIV Civil works
	// 5 MEP Services
}

// What had P6 computed?
func ExampleDocument_Stored() {
	file, err := os.Open(filepath.Join("..", "testdata", "truth", "schedule", "p6-mdl4d.xer"))
	if err != nil {
		fmt.Println(err)
		return
	}
	defer file.Close()
	doc, err := xer.Parse(file, xer.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	stored, err := doc.Stored("")
	if err != nil {
		fmt.Println(err)
		return
	}
	last := stored[len(stored)-1]
	fmt.Println(last.ID, last.EarlyStart, last.EarlyFinish, last.TotalFloat, last.Driving)
	// Output: 104897 2023-08-23T08:00:00 2023-09-26T16:00:00 0s false
}

// How do I send a plan to somebody who works with P6, and what will be missing?
func ExampleEncode() {
	plan := &schedule.Plan{
		Name: "Office move", Start: calendar.DateOf(2026, time.March, 2).At(8 * calendar.Hour), Rules: schedule.Primavera(),
		Tasks: []schedule.Task{
			{ID: "pack", Name: "Pack", Priority: 500, Duration: schedule.Duration{Length: 16 * calendar.Hour}},
			{ID: "move", Name: "Move", Priority: 500, Duration: schedule.Duration{Length: 8 * calendar.Hour}, Deadline: calendar.DateOf(2026, time.March, 6).At(17 * calendar.Hour)},
		},
		Links: []schedule.Link{{From: "pack", To: "move", Lag: schedule.Lag{Length: 4 * calendar.Hour, Elapsed: true}}},
	}
	var file bytes.Buffer
	notes, err := xer.Encode(&file, plan)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, note := range notes {
		if note.Subject.ID != "" {
			fmt.Printf("%s %s %q\n", note.Subject, note.Reason, note.Value)
		}
	}
	back, _, err := xer.Decode(&file)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(back.Tasks[1].ID, back.Tasks[1].Second.Kind, back.Tasks[1].Second.Date)
	// Output:
	// calendar 1 xer.write.added "Standard"
	// task move.deadline xer.write.changed "2026-03-06T17:00:00"
	// task move.second xer.write.changed ""
	// link pack>move.lag xer.write.changed "4h elapsed"
	// move FNLT 2026-03-06T17:00:00
}

// What if a file is wrong in several places?
func ExampleFaults() {
	const export = "ERMHDR\t22.12\n%T\tPROJECT\n%F\tproj_id\tplan_start_date\n%R\t1\tsoon\n" +
		"%T\tTASK\n%F\ttask_id\tproj_id\ttarget_drtn_hr_cnt\n%R\t7\t1\ta week\n%E\n"
	_, _, err := xer.Decode(strings.NewReader(export))
	if faults, ok := err.(*xer.Faults); ok {
		for _, fault := range faults.List {
			fmt.Println(fault.Line, fault.Table, fault.Field, fault.Reason)
		}
	}
	// Output:
	// 4 PROJECT plan_start_date "soon" is not a date and time
	// 7 TASK target_drtn_hr_cnt "a week" is not a number
}
