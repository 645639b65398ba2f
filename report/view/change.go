package view

import (
	"github.com/milepost-go/milepost/lifecycle/change"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/phrase"
	"github.com/milepost-go/milepost/schedule"
)

// Change returns a change request as a document: what is asked for, how urgent
// it is and why it is needed, what it would do beside doing nothing, how it is
// carried out, what was decided by whom, and, once it is in the plan, what it
// did there and what came of it.
func Change(w phrase.Printer, r change.Request, plan *schedule.Plan) *report.Document {
	w = naming(w, plan)
	doc := &report.Document{Title: w.Label("change_request"), Subtitle: r.Title, Lang: w.Lang, AsOf: moment(r.Impact.At)}
	doc.Blocks = append(doc.Blocks, report.P(report.T(r.Why)), changeFacts(w, r))
	append2(doc, necessityBlocks(w, r.Necessity)...)
	if !r.Impact.IsZero() {
		doc.Blocks = append(doc.Blocks, heading(w, "impact"), optionTable(w, r.Impact), milestoneMoves(w, r.Impact), loadMoves(w, r.Impact))
		for _, o := range r.Impact.Options {
			doc.Blocks = append(doc.Blocks, overloadTable(w, o, plan)...)
		}
		doc.Blocks = append(doc.Blocks, riskEffect(w, dayMinutes(plan), r.Impact.Risk)...)
		doc.Blocks = append(doc.Blocks, findings(w, "findings", r.Impact.Findings)...)
	}
	append2(doc, carryingOut(w, r.Plan)...)
	doc.Blocks = append(doc.Blocks, decision(w, r.Decision)...)
	doc.Blocks = append(doc.Blocks, effect(w, dayMinutes(plan), r)...)
	return inDaysOf(doc, plan)
}

func changeFacts(w phrase.Printer, r change.Request) report.Block {
	items := []report.Fact{
		fact(w, "id", report.TypeText, text(r.ID)),
		fact(w, "source", report.TypeText, word(w, string(r.Origin))),
		fact(w, "type", report.TypeText, word(w, string(r.Kind))),
		fact(w, "urgency", report.TypeText, word(w, string(r.Urgency))),
		fact(w, "requested_by", report.TypeText, text(r.Proposer)),
		fact(w, "date", report.TypeDate, day(r.Raised)),
		fact(w, "state", report.TypeText, word(w, string(r.Standing()))),
		fact(w, "impact_time", report.TypeDuration, minutes(r.Impact.FinishMoved)),
		fact(w, "impact_cost", report.TypeMoney, amount(r.Impact.CostMoved)),
	}
	return report.Facts{Name: "overview", Items: append(items, stated(w, "affected", evidence(w, r.Affected))...)}
}

// optionTable sets what was requested beside doing nothing.
func optionTable(w phrase.Printer, i change.Impact) *report.Table {
	table := &report.Table{Name: "options", Columns: columns(w, column("item", report.TypeText), column("finish", report.TypeDate),
		column("cost", report.TypeMoney), column("finish_variance", report.TypeDuration))}
	for _, o := range i.Options {
		table.Rows = append(table.Rows, report.Row{Cells: []finding.Value{word(w, string(o.ID)), moment(o.Finish), amount(o.Cost), minutes(o.Variance)}})
	}
	return table
}

func milestoneMoves(w phrase.Printer, i change.Impact) *report.Table {
	table := &report.Table{Name: "milestone-moves", Title: w.Label("milestones"), Columns: columns(w, column("milestone", report.TypeText),
		column("before", report.TypeDate), column("after", report.TypeDate), column("difference", report.TypeDuration))}
	for _, m := range i.Milestones {
		table.Rows = append(table.Rows, report.Row{Cells: []finding.Value{text(m.Name), moment(m.Before), moment(m.After), minutes(m.Moved)}})
	}
	return table
}

func loadMoves(w phrase.Printer, i change.Impact) *report.Table {
	table := &report.Table{Name: "load-moves", Title: w.Label("load"), Columns: columns(w, column("resource", report.TypeText),
		column("before", report.TypeNumber), column("after", report.TypeNumber))}
	for _, l := range i.Load {
		before, after := l.Hours()
		table.Rows = append(table.Rows, report.Row{Cells: []finding.Value{text(l.Name), before, after}})
	}
	return table
}
