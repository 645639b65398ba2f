package quality_test

import (
	"encoding/json"
	"fmt"
	"os"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
	"github.com/milepost-go/milepost/schedule/mspdi"
	"github.com/milepost-go/milepost/schedule/quality"
)

// Rows from anywhere: three tasks between two milestones, one of them tied to
// nothing behind it.
func ExampleAssess() {
	const day = 8 * calendar.Hour
	in := quality.Input{
		Name: "Pilot line",
		Activities: []quality.Activity{
			{ID: "start", Kind: quality.Milestone},
			{ID: "offer", Duration: 5 * day, Resourced: true},
			{ID: "design", Duration: 50 * day, Resourced: true},
			{ID: "papers", Duration: 3 * day, TotalFloat: 52 * day},
			{ID: "handover", Kind: quality.Milestone},
		},
		Ties: []quality.Tie{
			{From: "start", To: "offer"}, {From: "offer", To: "design"}, {From: "offer", To: "papers"}, {From: "design", To: "handover", Lag: -2 * day},
		},
	}
	assessment := quality.Assess(in, quality.Limits{})
	for _, c := range assessment.Checks[:10] {
		fmt.Println(c.Point, c.Count, "of", c.Population, c.Verdict, c.Offenders())
	}
	// Output:
	// logic 1 of 3 fail [papers]
	// leads 1 of 4 fail [design>handover]
	// lags 0 of 4 pass []
	// link_types 4 of 4 pass []
	// hard_constraints 0 of 3 pass []
	// high_float 1 of 3 fail [papers]
	// negative_float 0 of 3 pass []
	// high_duration 1 of 3 fail [design]
	// invalid_dates 0 of 0 not_applicable []
	// resources 1 of 3 unjudged [papers]
}

// A plan of the schedule package, with the critical path test.
func ExampleFrom() {
	const day = 8 * calendar.Hour
	days := func(n calendar.Work) schedule.Duration { return schedule.Duration{Length: n * day} }
	at := func(day int, hour calendar.Work) calendar.DateTime {
		return calendar.DateOf(2026, 3, day).At(hour * calendar.Hour)
	}
	plan := &schedule.Plan{
		Name: "Office move", Start: at(2, 8),
		Tasks: []schedule.Task{{ID: "pack", Duration: days(3)}, {ID: "move", Duration: days(2)}, {ID: "open", Milestone: true}},
		Links: []schedule.Link{{From: "pack", To: "move"}, {From: "move", To: "open"}},
	}
	agreed, err := schedule.Compute(plan, schedule.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	baseline, err := schedule.TakeBaseline("0", plan.Start, "", "", plan, agreed)
	if err != nil {
		fmt.Println(err)
		return
	}
	// Packing has begun a day late.
	plan.DataDate = at(4, 17)
	plan.Tasks[0].Progress = schedule.Progress{ActualStart: at(3, 8), Percent: 50}
	now, err := schedule.Compute(plan, schedule.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	in := quality.From(plan, now, &baseline)
	if in.Trials, err = quality.Trials(plan, now, quality.Limits{}); err != nil {
		fmt.Println(err)
		return
	}
	assessment := quality.Assess(in, quality.Limits{})
	for _, p := range []quality.Point{quality.PathTest, quality.PathLength, quality.MissedTasks, quality.Execution} {
		c, _ := assessment.Check(p)
		fmt.Println(c.Point, c.Ratio, c.Verdict)
	}
	// Output:
	// critical_path_test 0 pass
	// critical_path_length_index 2/3 fail
	// missed_tasks 1 fail
	// baseline_execution_index 0 fail
}

// The critical path test by itself: a date that is set in stone takes up what
// the task before it loses.
func ExampleTrials() {
	const day = 8 * calendar.Hour
	monday := calendar.DateOf(2026, 3, 2).At(8 * calendar.Hour)
	plan := &schedule.Plan{
		Start: monday,
		Tasks: []schedule.Task{
			{ID: "build", Duration: schedule.Duration{Length: 5 * day}},
			{ID: "fair", Duration: schedule.Duration{Length: 2 * day},
				Constraint: schedule.Constraint{Kind: schedule.MustStartOn, Date: calendar.DateOf(2026, 3, 9).At(8 * calendar.Hour)}},
		},
		Links: []schedule.Link{{From: "build", To: "fair"}},
	}
	trials, err := quality.Trials(plan, nil, quality.Limits{})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, t := range trials {
		fmt.Printf("%s moved %d days, the project %d, passed: %v\n", t.Task, t.TaskMoved/day, t.FinishMoved/day, t.Passed)
	}
	// Output:
	// build moved 600 days, the project 598, passed: false
}

// A policy of the house, kept as data: at most one task in fifty without
// logic, and every task with a resource.
func ExampleLimits() {
	var policy quality.Limits
	err := json.Unmarshal([]byte(`{
		"at": {"logic": {"kind": "number", "value": "0.02"}, "resources": {"kind": "number", "value": "0"}},
		"float_days": 22, "hard": ["MSO", "MFO"], "both_ends": true
	}`), &policy)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(policy.At[quality.Logic], policy.FloatDays, policy.Hard, policy.BothEnds, len(policy.Check()))
	// Output:
	// 0.02 22 [MSO MFO] true 0
}

func ExampleAssessment_Under() {
	assessment := quality.Assess(quality.Input{
		Name:       "Pilot line",
		Activities: []quality.Activity{{ID: "design", Estimated: true, Duration: 50 * 8 * calendar.Hour}},
	}, quality.Limits{})
	practice, _ := assessment.Practice(quality.EstablishDurations)
	mean, _ := practice.Figure("mean_duration")
	fmt.Println("mean duration:", mean)
	for _, f := range assessment.Under(practice) {
		fmt.Println(f)
	}
	// Output:
	// mean duration: 50 day
	// warn quality.check.high_duration: plan Pilot line.high_duration, want 0.05, got 1
	// warn quality.task.high_duration: task design.duration, want 44 day, got 50 day, remedy quality.remedy.split_task
	// info quality.task.duration_unconfirmed: task design.duration, remedy quality.remedy.confirm_duration
}

// The indices by themselves, from figures that somebody else has counted: the
// published example of a supplier's schedule with 1516 tasks finished of 1955
// due.
func ExampleBEI() {
	fmt.Println(quality.BEI(1516, 1955, 0))
	fmt.Println(quality.CPLI(720, -60))
	fmt.Println(quality.HitRate(0, 0))
	// Output:
	// 1516/1955
	// 11/12
	// unknown (zero-denominator)
}

// A file that Microsoft Project wrote, as if its status had been taken on a
// Friday. The file states the baseline and the progress, but no status date.
func Example_realFile() {
	file, err := os.Open("../testdata/truth/schedule/software-progress.xml")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer file.Close()
	plan, _, err := mspdi.Decode(file)
	if err != nil {
		fmt.Println(err)
		return
	}
	plan.DataDate = calendar.DateOf(2013, 1, 25).At(17 * calendar.Hour)
	result, err := schedule.Compute(plan, schedule.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	assessment := quality.Assess(quality.From(plan, result, &plan.Baselines[0]), quality.Limits{})
	fmt.Println(assessment.Name, assessment.Tasks, "tasks,", assessment.Incomplete, "incomplete")
	for _, c := range assessment.Checks {
		if f, some := c.Summary(assessment.Name); some && f.Severity == finding.Warn {
			fmt.Println(c.Point, c.Count, "of", c.Population)
		}
	}
	// Output:
	// Software Development 62 tasks, 62 incomplete
	// leads 3 of 84
	// invalid_dates 60 of 62
	// missed_tasks 16 of 16
	// baseline_execution_index 0 of 16
}
