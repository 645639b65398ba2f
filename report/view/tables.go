package view

import (
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/dataset"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// TaskTable returns the tasks of a plan as a tidy table for analysis tools:
// one task a row, keyed by task_id, in plan order. Working time is given to
// the nearest minute.
func TaskTable(in PlanInput) dataset.Table {
	schema := dataset.Schema{Name: "tasks", Title: "Tasks", Meaning: "One task of the plan.", Columns: []dataset.Column{
		{Name: "task_id", Key: true, Meaning: "Id of the task."},
		{Name: "parent_id", Refers: "tasks.task_id", Meaning: "Id of the summary it belongs to, empty at the top."},
		{Name: "wbs", Meaning: "Code in the work breakdown."},
		{Name: "name", Meaning: "Name of the task."},
		{Name: "is_summary", Type: report.TypeBool, Meaning: "Whether other tasks belong to it."},
		{Name: "start", Type: report.TypeDate, Grain: dataset.TimeOfDay, Meaning: "Computed start."},
		{Name: "finish", Type: report.TypeDate, Grain: dataset.TimeOfDay, Meaning: "Computed finish."},
		{Name: "late_start", Type: report.TypeDate, Grain: dataset.TimeOfDay, Meaning: "Latest start that keeps the project finish."},
		{Name: "late_finish", Type: report.TypeDate, Grain: dataset.TimeOfDay, Meaning: "Latest finish that keeps the project finish."},
		{Name: "duration_min", Type: report.TypeDuration, Meaning: "Working time of the task."},
		{Name: "total_float_min", Type: report.TypeDuration, Meaning: "Room before the project finish moves; negative when it cannot be kept."},
		{Name: "free_float_min", Type: report.TypeDuration, Meaning: "Room before a successor moves."},
		{Name: "critical", Type: report.TypeBool, Meaning: "Whether the total float is within the limit of the plan."},
		{Name: "percent_complete", Type: report.TypePercent, Meaning: "Part of the duration that is done; of a summary that of its tasks, weighted by duration."},
		{Name: "baseline_start", Type: report.TypeDate, Grain: dataset.TimeOfDay, Meaning: "Start in the baseline."},
		{Name: "baseline_finish", Type: report.TypeDate, Grain: dataset.TimeOfDay, Meaning: "Finish in the baseline."},
		{Name: "resources", Meaning: "Names of who works on it."},
	}}
	return dataset.Table{Schema: schema, Rows: func(yield func([]finding.Value) bool) {
		_, parents := outline(in.Plan)
		staff, done := staffing(in.Plan), progressOf(in.Plan)
		base := map[schedule.TaskID]schedule.BaselineTask{}
		if in.Baseline != nil {
			for _, t := range in.Baseline.Tasks {
				base[t.ID] = t
			}
		}
		for i := range in.Plan.Tasks {
			t := &in.Plan.Tasks[i]
			x, _ := in.Result.Times(t.ID)
			part := finding.Ratio(int64(t.Progress.Percent), 100, "")
			if parents[t.ID] {
				part = done[t.ID].share()
			}
			row := []finding.Value{
				text(string(t.ID)), text(string(t.Parent)), text(t.WBS), text(t.Name), finding.Bool(parents[t.ID]),
				moment(x.Start), moment(x.Finish), moment(x.LateStart), moment(x.LateFinish),
				wholeMinutes(taskLength(t, x, in.Result.Calendar(t.ID), parents[t.ID])), wholeMinutes(x.TotalFloat), wholeMinutes(x.FreeFloat), finding.Bool(x.Critical),
				part, moment(base[t.ID].Start), moment(base[t.ID].Finish), finding.List(staff[t.ID]...),
			}
			if !yield(row) {
				return
			}
		}
	}}
}

// wholeMinutes is working time to the nearest minute, halves away from zero,
// for tools that count in minutes. Few plans hold seconds.
func wholeMinutes(w calendar.Work) finding.Value {
	half := calendar.Minute / 2
	if w < 0 {
		half = -half
	}
	return finding.Number(int64((w+half)/calendar.Minute), "min")
}

// LinkTable returns the links of a plan as a tidy table that joins to
// [TaskTable]. Links to other plans are left out.
func LinkTable(plan *schedule.Plan) dataset.Table {
	schema := dataset.Schema{Name: "links", Title: "Links", Meaning: "One link between two tasks.", Columns: []dataset.Column{
		{Name: "link_no", Type: report.TypeInteger, Key: true, Meaning: "Number of the link in the plan, from 0."},
		{Name: "from_task_id", Refers: "tasks.task_id", Meaning: "Predecessor."},
		{Name: "to_task_id", Refers: "tasks.task_id", Meaning: "Successor."},
		{Name: "link_type", Meaning: "FS, SS, FF or SF."},
		{Name: "lag_min", Type: report.TypeDuration, Meaning: "Lag, negative for a lead; empty for a percentage."},
		{Name: "lag_elapsed", Type: report.TypeBool, Meaning: "Whether the lag is clock time."},
		{Name: "lag_percent", Type: report.TypePercent, Meaning: "Lag as a part of the predecessor's duration."},
	}}
	return dataset.Table{Schema: schema, Rows: func(yield func([]finding.Value) bool) {
		for k, l := range plan.Links {
			lag, percent := wholeMinutes(l.Lag.Length), finding.Value{}
			if l.Lag.Percent != 0 {
				lag, percent = finding.Value{}, finding.Ratio(int64(l.Lag.Percent), 100, "")
			}
			row := []finding.Value{whole(k), text(string(l.From)), text(string(l.To)), text(l.Type.String()), lag, finding.Bool(l.Lag.Elapsed), percent}
			if !l.External && !yield(row) {
				return
			}
		}
	}}
}

// Schemas returns the schemas of the tables of this package, for
// [dataset.Check] and [dataset.Dictionary]. The caller owns the slice.
func Schemas() []dataset.Schema {
	plan := &schedule.Plan{}
	return []dataset.Schema{TaskTable(PlanInput{Plan: plan}).Schema, LinkTable(plan).Schema}
}
