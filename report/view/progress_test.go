package view_test

import (
	"testing"

	"github.com/milepost-go/milepost/report/phrase"
	"github.com/milepost-go/milepost/report/view"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// halfDone is a summary s over a summary t, with a of one day that is done, b
// of three days that is half done, and the milestone m that is not reached. An
// inactive task of ten days counts for nothing. By hand: 1 + 1.5 of 4 days.
func halfDone() *schedule.Plan {
	start := calendar.DateOf(2026, 3, 2)
	days := func(n calendar.Work) schedule.Duration { return schedule.Duration{Length: n * workday} }
	return &schedule.Plan{
		Start: start.At(8 * calendar.Hour),
		Tasks: []schedule.Task{
			{ID: "s", Name: "S"}, {ID: "t", Name: "T", Parent: "s"},
			{ID: "a", Name: "A", Parent: "t", Duration: days(1), Progress: schedule.Progress{
				Percent: 100, ActualStart: start.At(8 * calendar.Hour), ActualFinish: start.At(17 * calendar.Hour)}},
			{ID: "b", Name: "B", Parent: "t", Duration: days(3), Progress: schedule.Progress{Percent: 50, ActualStart: start.At(8 * calendar.Hour)}},
			{ID: "m", Name: "M", Parent: "s"},
			{ID: "i", Name: "I", Parent: "s", Duration: days(10), Inactive: true},
		},
	}
}

// percents returns the progress of every task in the table for tools, and in
// the chart.
func percents(t *testing.T, plan *schedule.Plan) (table map[string]string, chart map[string]int, done map[string]bool) {
	t.Helper()
	result, err := schedule.Compute(plan, schedule.Options{})
	if err != nil {
		t.Fatal(err)
	}
	in := view.PlanInput{Plan: plan, Result: result}
	table, chart, done = map[string]string{}, map[string]int{}, map[string]bool{}
	tasks := view.TaskTable(in)
	for row := range tasks.Rows {
		for i, c := range tasks.Columns {
			if c.Name == "percent_complete" {
				table[row[0].Plain()] = row[i].Plain()
			}
		}
	}
	for _, r := range view.Gantt(phrase.In(phrase.En), in).Rows {
		chart[r.ID], done[r.ID] = r.Percent, r.Done
	}
	return table, chart, done
}

func TestSummariesHaveTheProgressOfTheirTasks(t *testing.T) {
	table, chart, done := percents(t, halfDone())
	for id, want := range map[string]string{"s": "0.625", "t": "0.625", "a": "1", "b": "0.5"} {
		if table[id] != want {
			t.Errorf("%s: got %s, want %s", id, table[id], want)
		}
	}
	if chart["s"] != 62 || chart["t"] != 62 || done["s"] || done["t"] || !done["a"] {
		t.Errorf("got %v, %v", chart, done)
	}
}

func TestSummaryIsDoneWhenAllInItIs(t *testing.T) {
	plan := halfDone()
	start := plan.Start
	plan.Tasks[3].Progress = schedule.Progress{Percent: 100, ActualStart: start, ActualFinish: calendar.DateOf(2026, 3, 4).At(17 * calendar.Hour)}
	if _, chart, done := percents(t, plan); chart["t"] != 100 || !done["t"] || done["s"] {
		t.Errorf("t is done and s is not: got %v, %v", chart, done)
	}
	plan.Tasks[4].Progress = schedule.Progress{Percent: 100, ActualStart: start, ActualFinish: start}
	if _, chart, done := percents(t, plan); chart["s"] != 100 || !done["s"] {
		t.Errorf("s is done: got %v, %v", chart, done)
	}
}

// A summary of milestones alone goes by their number: one of two.
func TestSummaryOfMilestones(t *testing.T) {
	start := calendar.DateOf(2026, 3, 2).At(8 * calendar.Hour)
	plan := &schedule.Plan{Start: start, Tasks: []schedule.Task{
		{ID: "s"}, {ID: "m", Parent: "s", Progress: schedule.Progress{Percent: 100, ActualStart: start, ActualFinish: start}}, {ID: "n", Parent: "s"},
	}}
	if table, _, _ := percents(t, plan); table["s"] != "0.5" {
		t.Errorf("got %s", table["s"])
	}
}
