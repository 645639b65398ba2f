package view

import (
	"github.com/milepost-go/milepost/lifecycle/charter"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/phrase"
)

// aimBlocks names the aims above the project, nothing where there are none.
func aimBlocks(w phrase.Printer, aims []charter.Aim) []report.Block {
	table := &report.Table{Name: "aims", Columns: columns(w, column("id", report.TypeText), column("text", report.TypeText))}
	for _, a := range aims {
		table.Rows = append(table.Rows, report.Row{Cells: []finding.Value{text(a.ID), text(a.Text)}})
	}
	return section(w, "aims", table)
}

// section is a table under its heading, nothing where the table is empty.
func section(w phrase.Printer, label string, table *report.Table) []report.Block {
	if len(table.Rows) == 0 {
		return nil
	}
	return []report.Block{heading(w, label), table}
}

// checkpointBlocks lists the checkpoints on the way to the goals.
func checkpointBlocks(w phrase.Printer, goals []charter.Goal) []report.Block {
	table := &report.Table{Name: "checkpoints", Columns: columns(w, column("goal", report.TypeText), column("date", report.TypeDate), column("target", report.TypeNumber))}
	for _, g := range goals {
		for _, c := range g.Checkpoints {
			table.Rows = append(table.Rows, report.Row{Cells: []finding.Value{text(g.ID), day(c.On), number(c.Expect, g.Metric.Unit)}})
		}
	}
	return section(w, "checkpoints", table)
}

// governanceBlocks says who is in the team and may decide what, how far things
// may stray, what is fixed and what is feared from the start.
func governanceBlocks(w phrase.Printer, c charter.Charter) []report.Block {
	seats := &report.Table{Name: "seats", Columns: columns(w, column("person", report.TypeText), column("role", report.TypeText))}
	for _, s := range c.Team {
		seats.Rows = append(seats.Rows, report.Row{Cells: []finding.Value{someone(w, s.Actor), word(w, s.Role)}})
	}
	powers := &report.Table{Name: "authority", Columns: columns(w, column("person", report.TypeText), column("may_decide", report.TypeText), column("up_to", report.TypeMoney))}
	for _, a := range c.Authority {
		powers.Rows = append(powers.Rows, report.Row{Cells: []finding.Value{someone(w, a.Actor), word(w, a.May), amount(a.Limit)}})
	}
	limits := &report.Table{Name: "tolerances", Columns: columns(w, column("aspect", report.TypeText), column("at_most_below", report.TypeNumber), column("at_most_above", report.TypeNumber))}
	for _, t := range c.Tolerances {
		limits.Rows = append(limits.Rows, report.Row{Cells: []finding.Value{word(w, t.On), number(t.Below, t.Unit), number(t.Above, t.Unit)}})
	}
	risks := &report.Table{Name: "first-risks", Columns: columns(w, column("id", report.TypeText), column("risk", report.TypeText))}
	for _, r := range c.Risks {
		risks.Rows = append(risks.Rows, report.Row{Cells: []finding.Value{text(r.ID), text(r.Text)}})
	}
	blocks := append(section(w, "team", seats), section(w, "authority", powers)...)
	blocks = append(blocks, section(w, "tolerances", limits)...)
	if len(c.Constraints) > 0 {
		list := report.List{}
		for _, x := range c.Constraints {
			list.Items = append(list.Items, report.Item{Runs: []report.Run{report.T(x)}})
		}
		blocks = append(blocks, heading(w, "constraints"), list)
	}
	return append(blocks, section(w, "first_risks", risks)...)
}
