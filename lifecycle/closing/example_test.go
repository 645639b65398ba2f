package closing_test

import (
	"fmt"
	"strings"
	"testing/fstest"

	"github.com/milepost-go/milepost/lifecycle/charter"
	"github.com/milepost-go/milepost/lifecycle/closing"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule"
)

// Two goals: one was reached in part, the other is measured at the end of the
// year.
func ExampleJudge() {
	goals := []charter.Goal{goal("renewals"), goal("complaints")}
	frozen, err := charter.Freeze(charter.Standard{Rule: charter.Rule{Method: charter.Every}, Limits: []charter.Limit{
		{Goal: "renewals", Pass: charter.Whole(1), Partial: charter.Fraction(1, 2)},
		{Goal: "complaints", Pass: charter.Whole(1), Partial: charter.Whole(1)},
	}}, goals, "planning", "li.na", date(2, 1))
	if err != nil {
		fmt.Println(err)
		return
	}
	actuals := []charter.Actual{{Goal: "renewals", Value: charter.Whole(80), On: date(6, 30), Source: "ledger"}}
	later := []closing.Measurement{{Goal: "complaints", Owner: "chen.jie", On: date(12, 31)}}
	outcome, found := closing.Judge(frozen, actuals, later, date(7, 15))
	for _, g := range outcome.Goals {
		fmt.Println(g.Goal, "planned", g.Planned, "actual", g.Actual, "attained", g.Attained, g.Owner, g.Verdict)
	}
	fmt.Println("whole:", outcome.Whole, "findings:", len(found))
	// Output:
	// renewals planned 100 actual 80 attained 0.8  partial
	// complaints planned 100 actual  attained  chen.jie later
	// whole: later findings: 0
}

// agreed is a plan of one task of two days with its baseline.
func agreed() *schedule.Plan {
	plan := &schedule.Plan{Start: on(2, 8), Tasks: []schedule.Task{{ID: "offer", Duration: schedule.Duration{Length: 2 * day}}}}
	plan.Baselines = []schedule.Baseline{{Name: "B1", Reason: "gate:planning", Tasks: []schedule.BaselineTask{
		{ID: "offer", Start: on(2, 8), Finish: on(3, 17), Duration: schedule.Duration{Length: 2 * day}}}}}
	return plan
}

func ExampleFigures() {
	plan := agreed()
	plan.Tasks[0].Progress = schedule.Progress{ActualStart: on(2, 8), ActualFinish: on(4, 17), Percent: 100}
	result, err := schedule.Compute(plan, schedule.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	figures, err := closing.Figures(closing.Final{Plan: plan, Result: result})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, f := range figures {
		if f.Label == closing.FigureFinish || f.Label == closing.FigureQuality {
			fmt.Println(f.Label, "planned", f.Planned, "actual", f.Actual, "off", f.Off)
		}
	}
	// Output:
	// closing.figure.finish planned 2026-03-03T17:00:00 actual 2026-03-04T17:00:00 off 480 min
	// closing.figure.quality planned  actual unknown (no-data) off
}

func ExampleProblem_Check() {
	p := closing.Problem{ID: "P1", Severity: closing.Critical, What: "The server failed", Effect: "a day lost", Cause: "no spare disk"}
	for _, f := range p.Check() {
		fmt.Println(f)
	}
	// Output: block closing.problem.no_solution: problem P1.solution, remedy closing.remedy.state_solution_or_none
}

func ExampleLesson_Review() {
	l := closing.Lesson{ID: "L1", Situation: "One server", WhatHappened: "It failed", Cause: "no spare disk", Advice: "Keep a spare disk",
		Author: "ann", On: date(3, 20), Status: closing.Captured}
	_, found := l.Review(closing.Accepted, "ann", date(7, 1))
	fmt.Println(found[0].Code)
	l, found = l.Review(closing.Accepted, "bob", date(7, 1))
	fmt.Println(l.Status, len(found))
	// Output:
	// closing.lesson.reviewer
	// accepted 0
}

// One byte changed after the archive was sealed.
func ExampleVerifyFS() {
	item, err := closing.Describe(closing.Item{Name: "log.txt", Kind: closing.LogItem, MediaType: "text/plain", Retention: "ten_years"},
		strings.NewReader("all went well"))
	if err != nil {
		fmt.Println(err)
		return
	}
	manifest, err := closing.Manifest{Project: "P1", On: date(7, 15), By: "pm", Items: []closing.Item{item},
		Classes: []closing.Retention{{ID: "ten_years", Years: 10}}}.Seal()
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(len(closing.VerifyFS(manifest, fstest.MapFS{"log.txt": {Data: []byte("all went well")}})))
	for _, f := range closing.VerifyFS(manifest, fstest.MapFS{"log.txt": {Data: []byte("all went hell")}, "note.txt": {}}) {
		fmt.Println(f.Code, f.Subject)
	}
	// Output:
	// 0
	// closing.item.changed item log.txt.digest
	// closing.item.extra item note.txt
}

func ExampleManifest_Check() {
	manifest, err := closing.Manifest{Project: "P1", On: date(7, 15), By: "pm"}.Seal()
	if err != nil {
		fmt.Println(err)
		return
	}
	missing := manifest.Check(closing.Required("en", "zh-CN"))
	fmt.Println(len(missing))
	for _, f := range finding.Filter(missing, func(f finding.Finding) bool { return f.Subject.ID == "report" }) {
		fmt.Println(f)
	}
	// Output:
	// 10
	// block closing.archive.missing_kind: kind report, want en, remedy closing.remedy.file_item_or_except
	// block closing.archive.missing_kind: kind report, want zh-CN, remedy closing.remedy.file_item_or_except
}

func ExampleSlipOf() {
	p := agreed()
	p.Tasks[0].Duration.Length += day
	result, err := schedule.Compute(p, schedule.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	slip, err := closing.SlipOf(p, result, nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("total", slip.Total)
	for _, part := range slip.Parts {
		fmt.Printf("since %s by %q: %v\n", part.From, part.Change, part.Moved)
	}
	// Output:
	// total 8h
	// since B1 by "": 8h
}
