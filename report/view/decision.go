package view

import (
	"github.com/milepost-go/milepost/lifecycle/change"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/phrase"
)

// decision says what was decided on a change, by whom, and who voted how.
func decision(w phrase.Printer, d change.Decision) []report.Block {
	if d.Outcome == "" {
		return nil
	}
	facts := report.Facts{Name: "decision", Items: []report.Fact{
		fact(w, "outcome", report.TypeText, word(w, string(d.Outcome))),
		fact(w, "level", report.TypeText, text(d.Level)),
		fact(w, "lowest_level", report.TypeText, text(d.Required)),
		fact(w, "decided_by", report.TypeText, text(d.By)),
		fact(w, "date", report.TypeDate, moment(d.At)),
		fact(w, "reason", report.TypeText, text(d.Reason)),
	}}
	return []report.Block{heading(w, "decision"), facts, voteTable(w, d.Votes)}
}

func voteTable(w phrase.Printer, votes []change.Vote) *report.Table {
	table := &report.Table{Name: "votes", Title: w.Label("votes"), Columns: columns(w, column("actor", report.TypeText), column("vote", report.TypeText),
		column("date", report.TypeDate), column("reason", report.TypeText))}
	for _, v := range votes {
		table.Rows = append(table.Rows, report.Row{Cells: []finding.Value{text(v.By), word(w, string(v.Choice)), moment(v.At), text(v.Reason)}})
	}
	return table
}

// effect says what carrying a change out did to the plan, and what came of it
// since that was checked.
func effect(w phrase.Printer, day int64, r change.Request) []report.Block {
	e := r.Effect
	if e.Request == "" {
		return nil
	}
	facts := report.Facts{Name: "effect", Items: []report.Fact{
		fact(w, "date", report.TypeDate, moment(e.At)),
		fact(w, "actor", report.TypeText, text(e.By)),
		fact(w, "baseline", report.TypeText, text(e.Baseline)),
	}}
	table := &report.Table{Name: "effect-moves", Columns: columns(w, column("item", report.TypeText),
		column("before", report.TypeDate), column("after", report.TypeDate), column("difference", report.TypeNumber))}
	table.Rows = []report.Row{
		{Cells: []finding.Value{finding.Text(w.Label("finish")), moment(e.FinishBefore), moment(e.FinishAfter), readable(day, minutes(e.FinishMoved))}},
		{Cells: []finding.Value{finding.Text(w.Label("cost")), {}, {}, amount(e.CostMoved)}},
	}
	list := []report.Block{heading(w, "effect_on_plan"), facts, table}
	if len(r.Verified.Rows) > 0 {
		list = append(list, effectCheckTable(w, day, r.Verified))
	}
	return list
}

// effectCheckTable sets what a change was assessed to bring about beside what came.
func effectCheckTable(w phrase.Printer, day int64, e change.EffectReport) *report.Table {
	table := &report.Table{Name: "effect-check", Title: w.Label("effect_checked"), Columns: columns(w, column("item", report.TypeText),
		column("as_assessed", report.TypeNumber), column("actual", report.TypeNumber), column("difference", report.TypeNumber))}
	for _, row := range e.Rows {
		table.Rows = append(table.Rows, report.Row{Cells: []finding.Value{effectItem(w, row.Subject), row.Expected, row.Real, readable(day, row.Off)}})
	}
	return table
}

// effectItem names what a row is about: the finish or the cost of the project,
// or a milestone.
func effectItem(w phrase.Printer, r finding.Ref) finding.Value {
	if r.Kind == "project" && r.Field != "" {
		return text(w.Label(r.Field))
	}
	return text(w.Ref(r))
}
