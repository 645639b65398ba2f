package view

import (
	"github.com/milepost-go/milepost/kpi"
	"github.com/milepost-go/milepost/kpi/evm"
	"github.com/milepost-go/milepost/kpi/tolerance"
	"github.com/milepost-go/milepost/lifecycle"
	"github.com/milepost-go/milepost/lifecycle/change"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/phrase"
	"github.com/milepost-go/milepost/risk"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// StatusInput is what a status report is made of.
type StatusInput struct {
	Plan     *schedule.Plan    // required: with progress, as of its data date
	Result   *schedule.Result  // required: of that plan
	Baseline schedule.Baseline // what is compared with
	Value    evm.Measurement   // earned value at the data date
	Basis    evm.Basis         // what the forecasts go by
	Findings []finding.Finding // what the checks of the period found
	State    lifecycle.State   // of the project; zero: nothing is said of gates
	// Curve is what the S-curve is drawn from; without a status and a baseline it
	// is left out. A basis and a finish that are not set are those of the report.
	Curve CurveInput
	// What follows is shown where it is given: the open work of the plan, of which
	// all but what comes later is shown ([schedule.Worklist]), the register, of
	// which the gravest risks are, the requests that are not settled, and how the
	// tolerances stand.
	Work       []schedule.WorkItem
	Risks      risk.Register
	Changes    []change.Request
	Tolerances tolerance.State
	Trend      schedule.Trend // what reports forecast for milestones, drawn from two reports on
}

// Status returns a status report: where the project stands, earned value with
// its forecasts, how far milestones have moved, the tasks that deviate, the
// tolerances, the work of the next period, risks and changes where they are
// given, the chart against the baseline, what gates agreed and overrides let
// pass, and how the figures were computed.
func Status(w phrase.Printer, in StatusInput) *report.Document {
	w = naming(w, in.Plan)
	doc := &report.Document{Title: w.Label("status_report"), Subtitle: in.Plan.Name, Lang: w.Lang, AsOf: moment(in.Plan.DataDate)}
	variances := in.Baseline.Compare(in.Result)
	tr := newTracer(w)
	values, dates := tr.earned(in.Value, in.Basis), &dateTracer{tr, in}
	facts := statusFacts(w, in)
	figures, forecasts := valueTable(values), forecastTable(values, in.Basis)
	milestones := milestoneTable(dates)
	dates.totals(facts)
	doc.Blocks = append(doc.Blocks, facts, heading(w, "earned_value_analysis"), figures, forecasts)
	append2(doc, statusCurve(w, in)...)
	append2(doc, heading(w, "milestones"), milestones)
	append2(doc, trendFigure(w, TrendInput{Trend: in.Trend, Plan: in.Plan, On: in.Result.ProjectCalendar()})...)
	doc.Blocks = append(doc.Blocks, heading(w, "deviations"), deviationTable(dates, variances))
	append2(doc, outlook(w, in)...)
	doc.Blocks = append(doc.Blocks, heading(w, "gantt"), Gantt(w, PlanInput{in.Plan, in.Result, &in.Baseline}))
	doc.Blocks = append(doc.Blocks, oversight(w, in.State)...)
	append2(doc, findings(w, "attention", in.Findings)...)
	return inDaysOf(append2(doc, tr.appendix()...), in.Plan)
}

// statusCurve is the S-curve of a report, empty without two dates.
func statusCurve(w phrase.Printer, in StatusInput) []report.Block {
	c := in.Curve
	if c.Finish.IsZero() {
		c.Finish = in.Result.Finish()
	}
	if c.Basis.History == nil && c.Basis.Timing == (evm.Timing{}) && c.Basis.ETC.IsZero() && c.Basis.CPIWeight.IsZero() {
		c.Basis = in.Basis
	}
	d := SCurve(w, c)
	if d.Bare = true; len(d.Dates) < 2 {
		return nil
	}
	return []report.Block{d}
}

func statusFacts(w phrase.Printer, in StatusInput) report.Facts {
	planned, variance := baselineFinish(in.Baseline), finding.Value{}
	if planned != 0 {
		variance = minutes(in.Result.ProjectCalendar().Between(planned, in.Result.Finish()))
	}
	done, open := tally(in.Plan)
	return report.Facts{Name: "overview", Items: []report.Fact{
		fact(w, "data_date", report.TypeDate, moment(in.Plan.DataDate)),
		fact(w, "baseline", report.TypeText, text(in.Baseline.Name)),
		fact(w, "planned_finish", report.TypeDate, moment(planned)),
		fact(w, "forecast_finish", report.TypeDate, moment(in.Result.Finish())),
		fact(w, "finish_variance", report.TypeDuration, variance),
		fact(w, "done", report.TypeInteger, whole(done)),
		{Column: openTasks(w), Value: whole(open)},
	}}
}

// openTasks is the column "open" where it counts tasks: Chinese has another
// word for tasks than for risks and issues.
func openTasks(w phrase.Printer) report.Column {
	c := w.Column("open", report.TypeInteger)
	c.Title = w.Label("open_tasks")
	return c
}

// baselineFinish is the latest finish of a baseline.
func baselineFinish(b schedule.Baseline) calendar.DateTime {
	var last calendar.DateTime
	for _, t := range b.Tasks {
		last = max(last, t.Finish)
	}
	return last
}

// tally counts the tasks that are finished and those that are not.
func tally(plan *schedule.Plan) (done, open int) {
	_, parents := outline(plan)
	for i := range plan.Tasks {
		t := &plan.Tasks[i]
		switch {
		case parents[t.ID] || t.Inactive:
		case !t.Progress.ActualFinish.IsZero():
			done++
		default:
			open++
		}
	}
	return done, open
}

// valueTable shows the figures of a status with their formulas.
func valueTable(tr *valueTracer) *report.Table {
	w, s := tr.w, tr.of.Status
	table := &report.Table{Name: "earned-value", Columns: columns(w, column("indicator", report.TypeText), column("value", report.TypeNumber), column("formula", report.TypeText))}
	show := func(label, formula string, v finding.Value) {
		row := report.Row{Cells: []finding.Value{finding.Text(w.Label(label)), v, text(formula)}}
		if !v.IsZero() {
			row.Traces = []string{"", tr.trace(valueKey(label))}
		}
		table.Rows = append(table.Rows, row)
	}
	row := func(label, formula string, v kpi.Value) { show(label, formula, v.Finding()) }
	row("bac", "", s.BAC)
	row("pv", "", s.PV)
	row("ev", "", s.EV)
	row("ac", "", s.AC)
	row("sv", "EV - PV", s.SV())
	row("cv", "EV - AC", s.CV())
	row("spi", "EV / PV", s.SPI())
	row("cpi", "EV / AC", s.CPI())
	show("percent_complete", "EV / BAC", inPercent(s.Complete().Finding()))
	row("tcpi", "(BAC - EV) / (BAC - AC)", s.TCPI(s.BAC))
	return table
}

// forecastTable shows the estimates at completion, by method.
func forecastTable(tr *valueTracer, b evm.Basis) *report.Table {
	w, s := tr.w, tr.of.Status
	table := &report.Table{Name: "forecasts", Columns: columns(w, column("method", report.TypeText), column("eac", report.TypeMoney), column("etc", report.TypeMoney), column("vac", report.TypeMoney))}
	for _, f := range s.Forecasts(b) {
		if f.EAC.Finding().IsUnknown() {
			continue
		}
		table.Rows = append(table.Rows, report.Row{Cells: []finding.Value{text(w.Label("eac_by_" + string(f.Method))), f.EAC.Finding(), f.ETC.Finding(), f.VAC.Finding()},
			Traces: []string{"", tr.trace("eac_" + string(f.Method)), tr.trace("etc_" + string(f.Method)), tr.trace("vac_" + string(f.Method))}})
	}
	return table
}

// milestoneTable shows every milestone against the baseline, those that the
// trend follows too.
func milestoneTable(tr *dateTracer) *report.Table {
	w, in := tr.w, tr.in
	table := &report.Table{Name: "milestone-list", Columns: columns(w, column("milestone", report.TypeText), column("baseline_finish", report.TypeDate),
		column("forecast", report.TypeDate), column("variance", report.TypeDuration), column("done", report.TypeBool))}
	var traced []schedule.TaskID
	base := map[schedule.TaskID]calendar.DateTime{}
	for _, t := range in.Baseline.Tasks {
		base[t.ID] = t.Finish
	}
	for _, m := range schedule.Milestones(in.Plan, in.Result) {
		moved := finding.Value{}
		if base[m.Task] != 0 {
			moved = minutes(in.Result.ProjectCalendar().Between(base[m.Task], m.Forecast))
		}
		traced = append(traced, m.Task)
		table.Rows = append(table.Rows, report.Row{ID: string(m.Task), Cells: []finding.Value{
			text(m.Name), moment(base[m.Task]), moment(m.Forecast), moved, finding.Bool(m.Actual != 0),
		}})
	}
	if len(traced) > 0 {
		tr.reasons(append(traced, tr.last()))
		table.Columns[2].Trace = tr.dates()
		table.Columns[3].Trace = tr.moved("variance", "worktime(baseline_finish, forecast)", "worktime_of_project", table.Name, "baseline_finish", "forecast")
	}
	return table
}

// CodeMovedOnly is the note on how many tasks a table of deviations leaves out.
const CodeMovedOnly finding.Code = "view.note.moved_only"

// deviationTable lists the tasks that deviate from the baseline: those whose
// length differs, those that have begun at another time, and those that only
// one of the two has. Tasks that others merely push along are counted in the
// note.
func deviationTable(tr *dateTracer, list []schedule.Variance) *report.Table {
	w, in := tr.w, tr.in
	table := &report.Table{Name: "deviation-list", Columns: columns(w, column("task", report.TypeText), column("start_variance", report.TypeDuration),
		column("finish_variance", report.TypeDuration), column("duration_variance", report.TypeDuration), column("state", report.TypeText))}
	_, parents := outline(in.Plan)
	moved := 0
	for _, v := range list {
		if parents[v.Task] || v == (schedule.Variance{Task: v.Task}) {
			continue
		}
		t, there := in.Plan.Task(v.Task)
		row := report.Row{ID: string(v.Task), Cells: []finding.Value{text(t.Name), minutes(v.Start), minutes(v.Finish), minutes(v.Duration), word(w, stateOf(t))}}
		switch {
		case v.Presence != schedule.InBoth:
			row.Cells = []finding.Value{text(t.Name), {}, {}, {}, word(w, v.Presence.String())}
			if !there {
				row.Cells[0] = text(string(v.Task))
			}
		case v.Duration == 0 && v.Start == v.Finish && t.Progress.ActualStart.IsZero():
			moved++
			continue
		}
		table.Rows = append(table.Rows, row)
	}
	if len(table.Rows) > 0 {
		for i, formula := range [...]string{"worktime(baseline_start, start)", "worktime(baseline_finish, finish)", "worktime(start, finish) - worktime(baseline_start, baseline_finish)"} {
			inputs := [...][]string{{"baseline_start", "start"}, {"baseline_finish", "finish"}, {"start", "finish", "baseline_start", "baseline_finish"}}[i]
			table.Columns[i+1].Trace = tr.moved(table.Columns[i+1].Name, formula, "worktime_of_task", "task-dates", inputs...)
		}
	}
	if moved > 0 {
		table.Note = w.Finding(finding.Finding{Code: CodeMovedOnly, Severity: finding.Info, Got: finding.Number(int64(moved), "task")})
	}
	return table
}

// stateOf is the stable word for how far a task has come.
func stateOf(t schedule.Task) string {
	switch {
	case !t.Progress.ActualFinish.IsZero():
		return "done"
	case !t.Progress.ActualStart.IsZero():
		return "in_progress"
	}
	return "not_begun"
}
