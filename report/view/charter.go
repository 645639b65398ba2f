package view

import (
	"github.com/milepost-go/milepost/lifecycle/charter"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/phrase"
)

// Charter returns a charter as a document: why, sponsor and dates, aims, needs,
// goals with their checkpoints, the standard of success, resources, budget,
// strategy, team, who may decide what, tolerances, constraints, the risks seen
// at the start, and what a check of it found.
func Charter(w phrase.Printer, c charter.Charter, found []finding.Finding) *report.Document {
	doc := &report.Document{Title: w.Label("charter"), Subtitle: c.Name, Lang: w.Lang}
	doc.Blocks = append(doc.Blocks, report.P(report.T(c.Purpose)), charterFacts(w, c))
	append2(doc, aimBlocks(w, c.Aims)...)
	append2(doc, heading(w, "customer_needs"), needTable(w, c.Needs), heading(w, "goals"), goalTable(w, c.Goals))
	append2(doc, checkpointBlocks(w, c.Goals)...)
	append2(doc, heading(w, "success_standard"), limitTable(w, c.Standard), heading(w, "resource_needs"), resourceTable(w, c.Resources))
	doc.Blocks = append(doc.Blocks, budgetBlocks(w, c.Budget)...)
	doc.Blocks = append(doc.Blocks, strategyBlocks(w, c.Strategy)...)
	append2(doc, governanceBlocks(w, c)...)
	return append2(doc, findings(w, "findings", found)...)
}

func charterFacts(w phrase.Printer, c charter.Charter) report.Block {
	return report.Facts{Name: "overview", Items: []report.Fact{
		fact(w, "sponsor", report.TypeText, text(c.Sponsor)),
		fact(w, "start", report.TypeDate, day(c.Start)),
		fact(w, "finish", report.TypeDate, day(c.Finish)),
		fact(w, "version", report.TypeInteger, whole(c.Revision)),
		fact(w, "digest", report.TypeText, text(c.Digest().Short())),
	}}
}

func needTable(w phrase.Printer, needs []charter.Need) *report.Table {
	table := &report.Table{Name: "needs", Columns: columns(w, column("id", report.TypeText), column("text", report.TypeText),
		column("source", report.TypeText), column("weight", report.TypePercent), column("measure", report.TypeText))}
	for _, n := range needs {
		table.Rows = append(table.Rows, report.Row{Cells: []finding.Value{text(n.ID), text(n.Statement), text(n.Source), number(n.Weight, ""), text(n.Measure)}})
	}
	return table
}

func goalTable(w phrase.Printer, goals []charter.Goal) *report.Table {
	table := &report.Table{Name: "goal-list", Columns: columns(w, column("id", report.TypeText), column("goal", report.TypeText),
		column("owner", report.TypeText), column("metric", report.TypeText), column("baseline_value", report.TypeNumber), column("target", report.TypeNumber),
		column("due", report.TypeDate), column("weight", report.TypePercent))}
	for _, g := range goals {
		table.Rows = append(table.Rows, report.Row{Cells: []finding.Value{
			text(g.ID), text(g.Statement), text(g.Owner), text(g.Metric.Name), number(g.Metric.Baseline, g.Metric.Unit),
			number(g.Metric.Target, g.Metric.Unit), day(g.Due), number(g.Weight, ""),
		}})
	}
	return table
}

func limitTable(w phrase.Printer, s charter.Standard) *report.Table {
	table := &report.Table{Name: "limits", Columns: columns(w, column("goal", report.TypeText), column("met", report.TypePercent), column("partly_met", report.TypePercent))}
	for _, l := range s.Limits {
		table.Rows = append(table.Rows, report.Row{Cells: []finding.Value{text(l.Goal), number(l.Pass, ""), number(l.Partial, "")}})
	}
	return table
}

func resourceTable(w phrase.Printer, list []charter.Resource) *report.Table {
	table := &report.Table{Name: "resource-list", Columns: columns(w, column("name", report.TypeText), column("type", report.TypeText),
		column("amount", report.TypeNumber), column("from", report.TypeDate), column("to", report.TypeDate))}
	for _, r := range list {
		table.Rows = append(table.Rows, report.Row{Cells: []finding.Value{text(r.Name), word(w, string(r.Kind)), number(r.Amount, r.Unit), day(r.From), day(r.To)}})
	}
	return table
}
