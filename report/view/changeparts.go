package view

import (
	"slices"

	"github.com/milepost-go/milepost/lifecycle/change"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/phrase"
)

// necessityBlocks shows why a change is said to be needed: the answers with what
// they rest on. Questions of the host's own are shown by their ids.
func necessityBlocks(w phrase.Printer, answers []change.Answer) []report.Block {
	table := &report.Table{Name: "necessity", Columns: columns(w, column("question", report.TypeText), column("reply", report.TypeText), column("evidence", report.TypeText), column("note", report.TypeText))}
	questions := change.Questions()
	for _, a := range answers {
		asked := text(a.Question)
		if i := slices.IndexFunc(questions, func(q change.Question) bool { return q.ID == a.Question }); i >= 0 {
			asked = text(w.Text(questions[i].Label))
		}
		table.Rows = append(table.Rows, report.Row{Cells: []finding.Value{asked, word(w, string(a.Reply)), evidence(w, a.Evidence), text(a.Note)}})
	}
	return section(w, "necessity", trimmed(table, "evidence", "note"))
}

// carryingOut shows how a change is to be carried out, who is told, and how to
// go back. It is empty where nothing is planned.
func carryingOut(w phrase.Printer, p change.ChangePlan) []report.Block {
	table := &report.Table{Name: "change-steps", Columns: columns(w, column("step", report.TypeText), column("owner", report.TypeText), column("due", report.TypeDate))}
	for _, s := range p.Steps {
		table.Rows = append(table.Rows, report.Row{Cells: []finding.Value{text(s.What), someone(w, s.Owner), day(s.Due)}})
	}
	blocks := section(w, "change_plan", table)
	items := append(stated(w, "informed_people", people(w, p.Inform)), stated(w, "rollback", text(p.Rollback))...)
	if len(items) == 0 {
		return blocks
	}
	if len(blocks) == 0 {
		blocks = []report.Block{heading(w, "change_plan")}
	}
	return append(blocks, report.Facts{Name: "change-plan", Items: items})
}
