package view

import (
	"slices"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// dateTracer traces dates and how far they have moved.
type dateTracer struct {
	*tracer
	in StatusInput
}

// totals traces the facts at the head of a status, over the dates of all tasks.
// It returns the names of the traces by the names of the facts.
func (t *dateTracer) totals(f report.Facts) {
	t.over(t.taskDates())
	for i := range f.Items {
		c := &f.Items[i].Column
		if f.Items[i].Value.IsZero() {
			continue
		}
		x := report.Trace{Figure: f.Items[i], Over: "task-dates", Words: t.w.Label("words_" + c.Name)}
		switch c.Name {
		case "planned_finish":
			x.Formula, x.Inputs = "max(baseline_finish)", []report.TraceInput{t.kept("baseline_finish", report.TypeDate, finding.Ref{Kind: "baseline", ID: t.in.Baseline.Name})}
		case "forecast_finish":
			t.reasons([]schedule.TaskID{t.last()})
			x.Formula, x.Inputs = "max(finish)", []report.TraceInput{t.row("finish", report.TypeDate)}
			x.Inputs[0].Column.Trace = t.dates()
		case "finish_variance":
			x.Over, x.Formula, x.Words = "", "worktime(planned_finish, forecast_finish)", t.w.Label("worktime_of_project")
			for _, g := range f.Items[:i] {
				if g.Column.Name == "planned_finish" || g.Column.Name == "forecast_finish" {
					x.Inputs = append(x.Inputs, report.TraceInput{Fact: g})
				}
			}
		case "done":
			x.Formula, x.Inputs = "sum(is_done)", []report.TraceInput{t.row("is_done", report.TypeInteger)}
		case "open":
			x.Formula, x.Inputs = "count(is_done) - sum(is_done)", []report.TraceInput{t.row("is_done", report.TypeInteger)}
		default:
			continue
		}
		c.Trace = t.add("status_"+c.Name, x)
	}
}

// kept is an input that is a column of the table of the trace, and where it is
// kept.
func (t *dateTracer) kept(name string, kind report.Type, from finding.Ref) report.TraceInput {
	in := t.row(name, kind)
	in.From, in.Origin = from, t.w.Ref(from)
	return in
}

// last is the task that finishes last, the first of several; "" where none has
// dates.
func (t *dateTracer) last() schedule.TaskID {
	_, parents := outline(t.in.Plan)
	best, latest := schedule.TaskID(""), calendar.DateTime(0)
	for id, x := range t.in.Result.All() {
		if !parents[id] && x.Finish > latest {
			best, latest = id, x.Finish
		}
	}
	return best
}

// taskDates is what the figures of a status go over: every task of the plan and
// of the baseline, with its dates in both.
func (t *dateTracer) taskDates() *report.Table {
	table := &report.Table{Name: "task-dates", Columns: columns(t.w, column("task", report.TypeText), column("baseline_start", report.TypeDate), column("baseline_finish", report.TypeDate),
		column("start", report.TypeDate), column("finish", report.TypeDate), column("is_done", report.TypeInteger), column("calendar", report.TypeText))}
	base := map[schedule.TaskID]schedule.BaselineTask{}
	for _, b := range t.in.Baseline.Tasks {
		base[b.ID] = b
	}
	depth, parents := outline(t.in.Plan)
	for i := range t.in.Plan.Tasks {
		task := &t.in.Plan.Tasks[i]
		x, _ := t.in.Result.Times(task.ID)
		b := base[task.ID]
		delete(base, task.ID)
		row := report.Row{ID: string(task.ID), Level: depth[task.ID], Cells: []finding.Value{text(task.Name), moment(b.Start), moment(b.Finish), moment(x.Start), moment(x.Finish), {}, t.measuredOn(task)}}
		if !parents[task.ID] && !task.Inactive {
			row.Cells[5] = whole(0)
			if !task.Progress.ActualFinish.IsZero() {
				row.Cells[5] = whole(1)
			}
		}
		table.Rows = append(table.Rows, row)
	}
	for _, b := range t.in.Baseline.Tasks {
		if _, gone := base[b.ID]; gone {
			table.Rows = append(table.Rows, report.Row{ID: string(b.ID), Cells: []finding.Value{text(string(b.ID)), moment(b.Start), moment(b.Finish)}})
		}
	}
	return table
}

// measuredOn names the calendar that a task's working time is measured on, the
// clock for one of elapsed duration.
func (t *dateTracer) measuredOn(task *schedule.Task) finding.Value {
	if task.Duration.Elapsed {
		return text(t.w.Label("elapsed_time"))
	}
	c := t.in.Result.Calendar(task.ID)
	if c == nil {
		return finding.Value{}
	}
	if c.Name() != "" {
		return text(c.Name())
	}
	return text(c.ID())
}

// moved traces a column of variances, and returns its name.
func (t *dateTracer) moved(key, formula, words, over string, inputs ...string) string {
	x := report.Trace{Figure: report.Fact{Column: t.w.Column(key, report.TypeDuration)}, Formula: formula, Words: t.w.Label(words), Over: over}
	for _, name := range inputs {
		in := t.row(name, report.TypeDate)
		switch name {
		case "baseline_start", "baseline_finish":
			in = t.kept(name, report.TypeDate, finding.Ref{Kind: "baseline", ID: t.in.Baseline.Name})
		default:
			in.Column.Trace = t.dates()
		}
		x.Inputs = append(x.Inputs, in)
	}
	return t.add(underlined(over)+"_"+key, x)
}

// dates says how computed dates come about.
func (t *dateTracer) dates() string {
	return t.add("computed_date", report.Trace{Figure: report.Fact{Column: t.w.Column("computed_date", report.TypeDate)}, Words: t.w.Text("about.computed_date.words"), Over: "date-reasons"})
}

// reasons keeps why tasks start when they do, from reason to reason to the
// root.
func (t *dateTracer) reasons(ids []schedule.TaskID) {
	table := &report.Table{Name: "date-reasons", Columns: columns(t.w, column("task", report.TypeText), column("from_date", report.TypeDate), column("lag", report.TypeDuration),
		column("start", report.TypeDate), column("duration", report.TypeDuration), column("finish", report.TypeDate), column("reason", report.TypeText))}
	start := report.Trace{Figure: report.Fact{Column: t.w.Column("start", report.TypeDate)}, Formula: "next(workadd(from_date, lag))", Words: t.w.Text("about.start_date.words"), Over: table.Name,
		Inputs: []report.TraceInput{t.row("from_date", report.TypeDate), t.kept("lag", report.TypeDuration, finding.Ref{Kind: "plan", Field: "links"})}}
	finish := report.Trace{Figure: report.Fact{Column: t.w.Column("finish", report.TypeDate)}, Formula: "workadd(start, duration)", Words: t.w.Text("about.finish_date.words"), Over: table.Name,
		Inputs: []report.TraceInput{t.row("start", report.TypeDate), t.kept("duration", report.TypeDuration, finding.Ref{Kind: "plan", Field: "tasks"})}}
	begun, ended := t.add("start_date", start), t.add("finish_date", finish)
	start.Formula, start.Words = "workadd(from_date, lag)", t.w.Text("about.instant_date.words")
	instant := t.add("instant_date", start)
	seen := map[schedule.TaskID]bool{}
	for _, id := range ids {
		for _, step := range t.in.Result.Why(id).Steps {
			if !seen[step.Task] {
				seen[step.Task] = true
				table.Rows = append(table.Rows, t.reason(step, begun, instant, ended))
			}
		}
	}
	t.over(table)
}

// reason is a step of a chain as a row. Its dates refer to the formulas for
// start and finish where these give them: where nothing but a link or the
// project start asks, and the task has not begun.
func (t *dateTracer) reason(step schedule.Step, begun, instant, ended string) report.Row {
	task, _ := t.in.Plan.Task(step.Task)
	row := report.Row{ID: string(step.Task), Traces: make([]string, 6), Cells: []finding.Value{text(task.Name), {}, {}, moment(step.Start), {}, moment(step.Finish), text(t.w.Finding(reasonOf(t.w, step, t.in.Plan.Links, dayMinutes(t.in.Plan))))}}
	cal := t.in.Result.Calendar(step.Task)
	if cal == nil || task.Duration.Elapsed {
		return row
	}
	if r, at, ok := plainStart(cal, step); ok {
		row.Cells[1], row.Cells[2], row.Traces[3] = moment(r.From), minutes(r.Lag), begun
		if at == step.Start {
			row.Traces[3] = instant
		}
	}
	if at, err := cal.Add(step.Start, task.Duration.Length); err == nil && at == step.Finish && !slices.ContainsFunc(t.in.Plan.Tasks, func(x schedule.Task) bool { return x.Parent == step.Task }) {
		row.Cells[4], row.Traces[5] = minutes(task.Duration.Length), ended
	}
	return row
}

// plainStart is the reason from whose date and lag a start follows without more
// ado, and that date with the lag.
func plainStart(cal *calendar.Calendar, step schedule.Step) (schedule.Reason, calendar.DateTime, bool) {
	driver, ok := step.Driver()
	if !ok || driver.LagElapsed || driver.Until != 0 || step.Rest != 0 || driver.From == 0 {
		return driver, 0, false
	}
	at, err := cal.Add(driver.From, driver.Lag)
	if err != nil {
		return driver, 0, false
	}
	next, err := cal.Next(at)
	return driver, at, err == nil && (next == step.Start || at == step.Start)
}
