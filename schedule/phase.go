package schedule

import (
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// Phase ties a phase of the project to tasks of the plan.
type Phase struct {
	ID    string   `json:"id"`
	Tasks []TaskID `json:"tasks"`         // a summary stands for all below it
	Gate  TaskID   `json:"gate,omitzero"` // the task, mostly a milestone, at which the phase is decided upon
}

// Window is a stretch of time. A zero date is not known.
type Window struct{ Start, Finish calendar.DateTime }

// PhaseWindow is when a phase happens.
type PhaseWindow struct {
	Phase string
	// Planned is where the baseline has the tasks of the phase, with what its
	// summaries covered then; Forecast is where the result has them. Actual starts with the first actual start of its tasks and
	// finishes once all of them have.
	Planned, Forecast, Actual Window
	// The working time of the project from planned to forecast: positive is
	// later. 0 where one of the two is not known.
	StartVariance, FinishVariance calendar.Work
	// The dates of the gate, zero where there is none.
	GatePlanned, GateForecast, GateActual calendar.DateTime
}

// Windows returns when the phases happen, in their order, and what is missing,
// sorted. The zero Baseline plans nothing. Blocking: a phase of an id that
// another has, a task or gate that is not in the plan. Warnings: a phase none
// of whose tasks has dates, a phase without a gate that has a date. The result
// must be that of the plan. The caller owns both slices.
func Windows(p *Plan, r *Result, b Baseline, phases []Phase) ([]PhaseWindow, []finding.Finding) {
	w := windower{plan: p, result: r, planned: b.byID(), tasks: make(map[TaskID]int, len(p.Tasks)), seen: map[string]bool{}}
	for i := range p.Tasks {
		w.tasks[p.Tasks[i].ID] = i
	}
	rows := make([]PhaseWindow, len(phases))
	for i := range phases {
		rows[i] = w.phase(&phases[i])
	}
	finding.Sort(w.found)
	return rows, w.found
}

// windower computes the windows of phases.
type windower struct {
	plan    *Plan
	result  *Result
	planned map[TaskID]*BaselineTask
	tasks   map[TaskID]int
	seen    map[string]bool
	found   []finding.Finding
}

func (w *windower) report(f finding.Finding, p *Phase, field string) {
	f.Subject = finding.Ref{Kind: "phase", ID: p.ID, Field: field}
	w.found = append(w.found, f)
}

func (w *windower) phase(p *Phase) PhaseWindow {
	row := PhaseWindow{Phase: p.ID}
	if w.seen[p.ID] {
		w.report(finding.Finding{Code: CodePhaseTwice, Remedy: RemedyUniqueID}, p, "id")
	}
	w.seen[p.ID] = true
	inside, open := w.inside(p), false
	for i := range w.plan.Tasks {
		t := &w.plan.Tasks[i]
		v, known := w.result.net.index[t.ID]
		if !inside[t.ID] || !known || w.result.times[v].Finish == 0 {
			continue
		}
		x := &w.result.times[v]
		row.Forecast.hold(x.Start, x.Finish)
		if !w.result.net.tasks[v].isSummary() {
			row.Actual.hold(t.Progress.ActualStart, t.Progress.ActualFinish)
			open = open || t.Progress.ActualFinish.IsZero()
		}
	}
	if open {
		row.Actual.Finish = 0
	}
	for id := range inside {
		if was := w.planned[id]; was != nil && was.Finish != 0 {
			row.Planned.hold(was.Start, was.Finish)
		}
	}
	if row.Forecast == (Window{}) {
		w.report(finding.Finding{Code: CodePhaseNoTasks, Severity: finding.Warn, Remedy: RemedyTieTasks}, p, "tasks")
	}
	w.gate(p, &row)
	row.StartVariance = w.between(row.Planned.Start, row.Forecast.Start)
	row.FinishVariance = w.between(row.Planned.Finish, row.Forecast.Finish)
	return row
}

// hold widens a window so that it holds two dates, those that are not zero.
func (w *Window) hold(start, finish calendar.DateTime) {
	if !start.IsZero() && (w.Start.IsZero() || start < w.Start) {
		w.Start = start
	}
	w.Finish = max(w.Finish, finish)
}

// inside returns the tasks of a phase with all below them.
func (w *windower) inside(p *Phase) map[TaskID]bool {
	in := make(map[TaskID]bool, len(p.Tasks))
	for _, id := range p.Tasks {
		if _, known := w.tasks[id]; !known {
			w.report(finding.Finding{Code: CodePhaseUnknownTask, Got: finding.Text(string(id)), Remedy: RemedyNameExisting}, p, "tasks")
		}
		in[id] = true
	}
	for i := range w.plan.Tasks {
		if t := &w.plan.Tasks[i]; t.Parent != "" && in[t.Parent] {
			in[t.ID] = true
		}
	}
	return in
}

// gate fills in the dates of the gate of a phase.
func (w *windower) gate(p *Phase, row *PhaseWindow) {
	i, known := w.tasks[p.Gate]
	if p.Gate != "" && !known {
		w.report(finding.Finding{Code: CodePhaseUnknownTask, Got: finding.Text(string(p.Gate)), Remedy: RemedyNameExisting}, p, "gate")
		return
	}
	if x, _ := w.result.Times(p.Gate); known {
		row.GateForecast, row.GateActual = x.Finish, w.plan.Tasks[i].Progress.ActualFinish
	}
	if was := w.planned[p.Gate]; was != nil {
		row.GatePlanned = was.Finish
	}
	if row.GateForecast.IsZero() {
		w.report(finding.Finding{Code: CodePhaseNoGate, Severity: finding.Warn, Remedy: RemedyTieGate}, p, "gate")
	}
}

func (w *windower) between(a, b calendar.DateTime) calendar.Work {
	if a.IsZero() || b.IsZero() {
		return 0
	}
	return w.result.ProjectCalendar().Between(a, b)
}
