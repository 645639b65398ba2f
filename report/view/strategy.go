package view

import (
	"github.com/milepost-go/milepost/lifecycle/charter"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/phrase"
)

// strategyBlocks returns the strategy of a charter, nothing where it has none.
func strategyBlocks(w phrase.Printer, s charter.Strategy) []report.Block {
	if s.IsZero() {
		return nil
	}
	blocks := []report.Block{heading(w, "sales_strategy"), report.Facts{Name: "strategy", Items: []report.Fact{
		fact(w, "segment", report.TypeText, text(s.Segment)), fact(w, "offer", report.TypeText, text(s.Offer)),
		fact(w, "channel", report.TypeText, text(s.Channel)), fact(w, "price_stance", report.TypeText, text(s.Price)),
	}}}
	if len(s.Competitors) > 0 {
		blocks = append(blocks, heading(w, "competitors"), competitorTable(w, s.Competitors))
	}
	return append(blocks, heading(w, "assumptions"), assumptionTable(w, s.Assumptions))
}

func competitorTable(w phrase.Printer, list []charter.Competitor) *report.Table {
	table := &report.Table{Name: "competitors", Columns: columns(w, column("name", report.TypeText), column("strength", report.TypeText), column("answer", report.TypeText))}
	for _, c := range list {
		table.Rows = append(table.Rows, report.Row{Cells: []finding.Value{text(c.Name), text(c.Strength), text(c.Answer)}})
	}
	return table
}

func assumptionTable(w phrase.Printer, list []charter.Assumption) *report.Table {
	table := &report.Table{Name: "assumptions", Columns: columns(w, column("id", report.TypeText), column("assumption", report.TypeText),
		column("owner", report.TypeText), column("check_by", report.TypeDate), column("if_wrong", report.TypeText))}
	for _, a := range list {
		by := a.CheckBy
		if n := len(a.Trials); n > 0 {
			by = a.Trials[n-1].CheckBy
		}
		table.Rows = append(table.Rows, report.Row{Cells: []finding.Value{text(a.ID), text(a.Text), text(a.Owner), day(by), text(a.IfWrong)}})
	}
	return table
}

// budgetBlocks returns the budget of a charter, nothing where it has none.
func budgetBlocks(w phrase.Printer, b charter.Budget) []report.Block {
	if b.IsZero() {
		return nil
	}
	table := &report.Table{Name: "budget", Columns: columns(w, column("id", report.TypeText), column("cost_type", report.TypeText),
		column("text", report.TypeText), column("amount", report.TypeMoney), column("from", report.TypeDate), column("to", report.TypeDate))}
	for _, l := range b.Lines {
		table.Rows = append(table.Rows, report.Row{Cells: []finding.Value{text(l.ID), text(l.Type), text(l.Text), amount(l.Amount), day(l.From), day(l.To)}})
	}
	return []report.Block{heading(w, "budget"), table, report.Facts{Name: "reserves", Items: []report.Fact{
		fact(w, "contingency_reserve", report.TypeMoney, amount(b.Contingency)), fact(w, "management_reserve", report.TypeMoney, amount(b.Management)),
	}}}
}
