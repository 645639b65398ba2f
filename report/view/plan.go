package view

import (
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/gantt"
	"github.com/milepost-go/milepost/report/html"
	"github.com/milepost-go/milepost/report/phrase"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// PlanInput is what a plan document is made of.
type PlanInput struct {
	Plan     *schedule.Plan   // required
	Result   *schedule.Result // required: of that plan
	Baseline *schedule.Baseline
}

// Plan returns the plan as a document: its dates, the Gantt chart, every task,
// the longest path with the reason for each start, and what the computation
// found.
func Plan(w phrase.Printer, in PlanInput) *report.Document {
	w = naming(w, in.Plan)
	doc := &report.Document{Title: w.Label("plan"), Subtitle: in.Plan.Name, Lang: w.Lang, AsOf: moment(in.Plan.DataDate)}
	doc.Blocks = append(doc.Blocks, planFacts(w, in), heading(w, "gantt"), Gantt(w, in), heading(w, "tasks"), taskTable(w, in))
	doc.Blocks = append(doc.Blocks, pathBlocks(w, in)...)
	return inDaysOf(append2(doc, findings(w, "findings", in.Result.Findings())...), in.Plan)
}

func append2(doc *report.Document, blocks ...report.Block) *report.Document {
	doc.Blocks = append(doc.Blocks, blocks...)
	return doc
}

// findings is a section of findings, empty when there are none.
func findings(w phrase.Printer, label string, found []finding.Finding) []report.Block {
	if len(found) == 0 {
		return nil
	}
	return []report.Block{heading(w, label), w.List("", found)}
}

func planFacts(w phrase.Printer, in PlanInput) report.Block {
	items := []report.Fact{
		fact(w, "start", report.TypeDate, moment(in.Result.Start())),
		fact(w, "finish", report.TypeDate, moment(in.Result.Finish())),
		fact(w, "duration", report.TypeDuration, minutes(in.Result.ProjectCalendar().Between(in.Result.Start(), in.Result.Finish()))),
		fact(w, "tasks", report.TypeInteger, whole(len(in.Plan.Tasks))),
		fact(w, "links", report.TypeInteger, whole(len(in.Plan.Links))),
		fact(w, "resources", report.TypeInteger, whole(len(in.Plan.Resources))),
	}
	if in.Baseline != nil {
		items = append(items, fact(w, "baseline", report.TypeText, text(in.Baseline.Name)))
	}
	return report.Facts{Name: "overview", Items: items}
}

// GanttPage returns the plan as a page to work with in a browser, in which every
// task says why it starts when it does, from reason to reason.
func GanttPage(w phrase.Printer, in PlanInput) html.Gantt {
	w = naming(w, in.Plan)
	page := html.Gantt{Chart: Gantt(w, in)}
	for i := range in.Plan.Tasks {
		var why html.Reason
		if step, ok := in.Result.Cause(in.Plan.Tasks[i].ID); ok {
			why.Text = w.Finding(reasonOf(w, step, in.Plan.Links, dayMinutes(in.Plan)))
			if driver, ok := step.Driver(); ok {
				why.From = string(driver.Task)
			}
		}
		page.Reasons = append(page.Reasons, why)
	}
	return page
}

// outline returns the depth of every task and which ones are summaries.
func outline(plan *schedule.Plan) (depth map[schedule.TaskID]int, parents map[schedule.TaskID]bool) {
	depth, parents = map[schedule.TaskID]int{}, map[schedule.TaskID]bool{}
	for i := range plan.Tasks {
		t := &plan.Tasks[i]
		if t.Parent != "" {
			depth[t.ID], parents[t.Parent] = depth[t.Parent]+1, true
		}
	}
	return depth, parents
}

// Gantt returns the plan as a chart: bars, baseline, progress, milestones,
// links and the critical path.
func Gantt(w phrase.Printer, in PlanInput) *gantt.Chart {
	chart := &gantt.Chart{
		Name: "gantt", Title: in.Plan.Name, Lang: w.Lang, DataDate: in.Plan.DataDate, Calendar: in.Result.ProjectCalendar(),
	}
	depth, parents := outline(in.Plan)
	kept := map[schedule.TaskID]*schedule.BaselineTask{}
	if in.Baseline != nil {
		for i := range in.Baseline.Tasks {
			kept[in.Baseline.Tasks[i].ID] = &in.Baseline.Tasks[i]
		}
	}
	staff, done := staffing(in.Plan), progressOf(in.Plan)
	for i := range in.Plan.Tasks {
		t := &in.Plan.Tasks[i]
		row := ganttRow(t, in.Result, parents[t.ID], kept[t.ID], done[t.ID])
		row.Level, row.Resources = depth[t.ID], staff[t.ID]
		chart.Rows = append(chart.Rows, row)
	}
	for _, l := range in.Plan.Links {
		if !l.External {
			chart.Links = append(chart.Links, gantt.Link{From: string(l.From), To: string(l.To), Type: gantt.LinkType(l.Type)})
		}
	}
	return chart
}

func ganttRow(t *schedule.Task, r *schedule.Result, parent bool, base *schedule.BaselineTask, done *progress) gantt.Row {
	x, _ := r.Times(t.ID)
	row := gantt.Row{
		ID: string(t.ID), Name: t.Name, Start: x.Start, Finish: x.Finish, LateFinish: x.LateFinish, Deadline: t.Deadline,
		Percent: t.Progress.Percent, Critical: x.Critical, Done: !t.Progress.ActualFinish.IsZero(),
	}
	switch {
	case parent:
		row.Kind, row.LateFinish, row.Percent, row.Done = gantt.Summary, 0, done.percent(), done.finished()
	case x.Start == x.Finish:
		row.Kind, row.LateFinish = gantt.Milestone, 0
	}
	if row.Done {
		row.LateFinish = 0
	}
	if base != nil {
		row.BaselineStart, row.BaselineFinish = base.Start, base.Finish
		row.Late = x.Finish > base.Finish && r.ProjectCalendar().Between(base.Finish, x.Finish) > 0
	}
	return row
}

// staffing returns the names of who works on each task.
func staffing(plan *schedule.Plan) map[schedule.TaskID][]string {
	names := map[schedule.ResourceID]string{}
	for _, r := range plan.Resources {
		names[r.ID] = r.Name
	}
	list := map[schedule.TaskID][]string{}
	for _, a := range plan.Assignments {
		if name := names[a.Resource]; name != "" {
			list[a.Task] = append(list[a.Task], name)
		}
	}
	return list
}

// taskTable lists every task with its dates and floats.
func taskTable(w phrase.Printer, in PlanInput) *report.Table {
	depth, parents := outline(in.Plan)
	table := &report.Table{Name: "tasks", Columns: columns(w,
		column("wbs", report.TypeText), column("task", report.TypeText), column("start", report.TypeDate), column("finish", report.TypeDate),
		column("duration", report.TypeDuration), column("total_float", report.TypeDuration), column("critical", report.TypeBool),
		column("percent_complete", report.TypePercent), column("resources", report.TypeText))}
	staff, done := staffing(in.Plan), progressOf(in.Plan)
	for i := range in.Plan.Tasks {
		t := &in.Plan.Tasks[i]
		x, _ := in.Result.Times(t.ID)
		row := report.Row{Level: depth[t.ID], Strong: parents[t.ID], Cells: []finding.Value{
			text(t.WBS), text(t.Name), moment(x.Start), moment(x.Finish), minutes(taskLength(t, x, in.Result.Calendar(t.ID), parents[t.ID])),
			minutes(x.TotalFloat), finding.Bool(x.Critical), finding.Number(int64(t.Progress.Percent), "%"), finding.List(staff[t.ID]...),
		}}
		if parents[t.ID] {
			row.Cells[7] = done[t.ID].share()
		}
		if x.Finish == 0 {
			row.Cells = row.Cells[:2]
		}
		table.Rows = append(table.Rows, row)
	}
	return trimmed(table, "wbs", "resources")
}

// taskLength is the duration of a task, and of a summary the working time that
// it spans.
func taskLength(t *schedule.Task, x schedule.Times, cal *calendar.Calendar, parent bool) calendar.Work {
	if parent {
		return cal.Between(x.Start, x.Finish)
	}
	return t.Duration.Length
}

// pathBlocks explains the longest path task by task.
func pathBlocks(w phrase.Printer, in PlanInput) []report.Block {
	path := in.Result.CriticalPath(schedule.ByLongestPath)
	if len(path) == 0 {
		return nil
	}
	list := report.List{Ordered: true}
	for _, id := range path {
		if step, ok := in.Result.Cause(id); ok {
			list.Items = append(list.Items, report.Item{Runs: []report.Run{report.T(w.Finding(reasonOf(w, step, in.Plan.Links, dayMinutes(in.Plan))))}})
		}
	}
	return []report.Block{heading(w, "longest_path"), list}
}
