package view

import (
	"strings"

	"github.com/milepost-go/milepost/kpi/evm"
	"github.com/milepost-go/milepost/lifecycle"
	"github.com/milepost-go/milepost/lifecycle/change"
	"github.com/milepost-go/milepost/lifecycle/charter"
	"github.com/milepost-go/milepost/lifecycle/closing"
	"github.com/milepost-go/milepost/lifecycle/comms"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/lifecycle/team"
	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/phrase"
	"github.com/milepost-go/milepost/risk"
	"github.com/milepost-go/milepost/schedule"
)

// ClosingInput is what a project report is made of.
type ClosingInput struct {
	Project  string // its name
	State    lifecycle.State
	History  []lifecycle.Entry // who did what; the moves make the path of the project
	Plan     *schedule.Plan
	Result   *schedule.Result
	Baseline *schedule.Baseline // the one in force at the end; nil: none
	Record   closing.Record
	// Standard is the frozen success standard that the outcome was judged by:
	// it gives the weights of the goals, and what one that is reached in part
	// counts. Zero leaves both out.
	Standard charter.Frozen
	Value    evm.Status // at the end; zero: nothing is said of it
	Changes  []change.Request
	Risks    risk.Register // what became of them; without risks: nothing is said of them
	Team     *team.Summary // of the reviews at closing; it holds nothing of a single person
	// Open are actions and topics, Improvements what is to be done better from
	// now on: those that are not done are duties that outlive the project.
	Open         []comms.Item
	Improvements []closing.Improvement
	Findings     []finding.Finding // what the checks of the closing found
}

// Closing returns the project report. That a project was cancelled, when and why,
// stands first. Then come the outcome, goals, figures, target against result, the causes of slip and
// overrun where the record divides them, the path through the phases with what
// gates agreed and overrides let pass, changes, risks, problems, the team,
// lessons, the chart, and what is still to do, by whom and until when: goals to
// be measured later, conditions of gates, actions, improvements.
func Closing(w phrase.Printer, in ClosingInput) *report.Document {
	w = naming(w, in.Plan)
	doc := &report.Document{Title: w.Label("project_report"), Subtitle: in.Project, Lang: w.Lang, AsOf: day(in.Record.Outcome.On)}
	append2(doc, endedEarly(w, in)...)
	tr, length := newTracer(w), dayMinutes(in.Plan)
	facts, goals, figures := closingFacts(w, in), outcomeTable(w, in.Record.Outcome, in.Standard), figureTable(w, length, in.Record.Figures)
	tr.attained(goals, facts, in.Record.Outcome)
	tr.results(figures, in.Record.Figures, length)
	append2(doc, facts, heading(w, "goals"))
	append2(doc, goalBlocks(w, in.Record.Outcome)...)
	append2(doc, goals, heading(w, "key_results"), figures)
	if results := Results(w, in.Record, length); len(results.Rows) > 0 {
		append2(doc, heading(w, "target_result"), results)
	}
	if in.Value != (evm.Status{}) {
		doc.Blocks = append(doc.Blocks, heading(w, "earned_value_analysis"), valueTable(tr.earned(evm.Measurement{Status: in.Value}, evm.Basis{})))
	}
	doc.Blocks = append(doc.Blocks, attributionBlocks(w, in.Record)...)
	doc.Blocks = append(doc.Blocks, heading(w, "phases"), pathTable(w, in.History))
	doc.Blocks = append(doc.Blocks, oversight(w, in.State)...)
	doc.Blocks = append(doc.Blocks, heading(w, "change_control"), changeTable(w, in.Changes))
	append2(doc, riskBlocks(w, in.Risks)...)
	if len(in.Record.Problems) > 0 {
		doc.Blocks = append(doc.Blocks, heading(w, "issues"), problemTable(w, in.Record.Problems))
	}
	append2(doc, teamBlocks(w, in)...)
	doc.Blocks = append(doc.Blocks, heading(w, "lessons"), lessonTable(w, in.Record.Lessons))
	if in.Plan != nil && in.Result != nil {
		doc.Blocks = append(doc.Blocks, heading(w, "gantt"), Gantt(w, PlanInput{in.Plan, in.Result, in.Baseline}))
	}
	append2(doc, dutyBlocks(w, in)...)
	return inDaysOf(append2(doc, tr.appendix()...), in.Plan)
}

func closingFacts(w phrase.Printer, in ClosingInput) report.Facts {
	items := []report.Fact{
		fact(w, "outcome", report.TypeText, word(w, string(in.Record.Outcome.Whole))),
		fact(w, "attainment", report.TypePercent, number(in.Record.Outcome.Score, "")),
		fact(w, "state", report.TypeText, word(w, string(in.State.Standing))),
	}
	if in.Result != nil {
		items = append(items, fact(w, "start", report.TypeDate, moment(in.Result.Start())), fact(w, "finish", report.TypeDate, moment(in.Result.Finish())))
	}
	return report.Facts{Name: "overview", Items: items}
}

// figureTable shows the final figures; the words for them are sentences of the
// book, since they are codes.
func figureTable(w phrase.Printer, day int64, list []closing.Figure) *report.Table {
	table := &report.Table{Name: "figures", Columns: columns(w, column("indicator", report.TypeText), column("planned", report.TypeNumber),
		column("actual", report.TypeNumber), column("difference", report.TypeNumber))}
	for _, f := range list {
		name := w.Finding(finding.Finding{Code: f.Label, Severity: finding.Info})
		table.Rows = append(table.Rows, report.Row{Cells: []finding.Value{text(name), shown(day, f.Label, f.Planned), shown(day, f.Label, f.Actual), shown(day, f.Label, f.Off)}})
	}
	return table
}

// shown turns shares into percent and working minutes into days of so many
// minutes, as people read them.
func shown(day int64, label finding.Code, v finding.Value) finding.Value {
	switch {
	case strings.HasSuffix(string(label), "_share"):
		return inPercent(v)
	case v.Unit() == "min":
		return inDays(day, v)
	}
	return v
}

// pathTable is the way of the project through its phases.
func pathTable(w phrase.Printer, history []lifecycle.Entry) *report.Table {
	table := &report.Table{Name: "path", Columns: columns(w, column("date", report.TypeDate), column("move", report.TypeText),
		column("from", report.TypeText), column("to", report.TypeText), column("actor", report.TypeText), column("reason", report.TypeText))}
	for _, e := range history {
		move, ok := e.Body.(lifecycle.MoveTaken)
		if !ok {
			continue
		}
		table.Rows = append(table.Rows, report.Row{Cells: []finding.Value{
			finding.Date(e.At.UTC().Format("2006-01-02")), word(w, string(move.Move)), word(w, string(move.From)), word(w, string(move.To)), text(string(e.Actor)), text(e.Reason),
		}})
	}
	return table
}

func changeTable(w phrase.Printer, list []change.Request) *report.Table {
	table := &report.Table{Name: "changes", Columns: columns(w, column("id", report.TypeText), column("change", report.TypeText), column("source", report.TypeText),
		column("state", report.TypeText), column("impact_time", report.TypeDuration), column("impact_cost", report.TypeMoney))}
	for _, r := range list {
		table.Rows = append(table.Rows, report.Row{Cells: []finding.Value{
			text(r.ID), text(r.Title), word(w, string(r.Origin)), word(w, string(r.Standing())), minutes(r.Impact.FinishMoved), amount(r.Impact.CostMoved),
		}})
	}
	return table
}

func problemTable(w phrase.Printer, list []closing.Problem) *report.Table {
	table := &report.Table{Name: "problems", Columns: columns(w, column("severity", report.TypeText), column("issue", report.TypeText), column("effect", report.TypeText),
		column("cause", report.TypeText), column("solution", report.TypeText))}
	for _, p := range list {
		solution := p.Solution
		if solution == "" {
			solution = p.Unsolved
		}
		table.Rows = append(table.Rows, report.Row{Cells: []finding.Value{word(w, string(p.Severity)), text(p.What), text(p.Effect), text(p.Cause), text(solution)}})
	}
	return table
}

func lessonTable(w phrase.Printer, list []closing.Lesson) *report.Table {
	table := &report.Table{Name: "lesson-list", Columns: columns(w, column("situation", report.TypeText), column("event", report.TypeText), column("cause", report.TypeText),
		column("advice", report.TypeText), column("state", report.TypeText))}
	for _, l := range list {
		table.Rows = append(table.Rows, report.Row{Cells: []finding.Value{text(l.Situation), text(l.WhatHappened), text(l.Cause), text(l.Advice), word(w, string(l.Status))}})
	}
	return table
}
