package view

import (
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/lifecycle/team"
	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/phrase"
)

// Review returns the review of one person as a document: what was counted,
// with a note where there were too few cases to judge by, and apart from it
// opinions, improvement points and proposals for the skill record. Give it what
// the reader may see ([team.Review.Seen]); it hides nothing by itself.
func Review(w phrase.Printer, seen team.Review) *report.Document {
	doc := &report.Document{Title: w.Label("review_of_member"), Subtitle: person(w, seen.Actor), Lang: w.Lang}
	figures, notes := seen.Figures()
	table := &report.Table{Name: "review-facts", Columns: columns(w, column("indicator", report.TypeText), column("share", report.TypePercent), column("cases", report.TypeInteger))}
	for _, f := range figures {
		table.Rows = append(table.Rows, report.Row{Cells: []finding.Value{word(w, f.Name), f.Share, whole(f.Of)}})
	}
	doc.Blocks = append(doc.Blocks, heading(w, "facts"), table)
	doc.Blocks = append(doc.Blocks, findings(w, "fairness", notes)...)
	if len(seen.Views) > 0 {
		doc.Blocks = append(doc.Blocks, heading(w, "opinions"), opinionTable(w, seen.Views))
	}
	if len(seen.Points) > 0 {
		doc.Blocks = append(doc.Blocks, heading(w, "improvements"), pointTable(w, seen.Points))
	}
	if len(seen.Proposals) > 0 {
		doc.Blocks = append(doc.Blocks, heading(w, "skill_proposals"), proposalTable(w, seen.Proposals))
	}
	return doc
}

func opinionTable(w phrase.Printer, views []team.View) *report.Table {
	table := &report.Table{Name: "opinion-list", Columns: columns(w, column("angle", report.TypeText), column("author", report.TypeText), column("date", report.TypeDate), column("text", report.TypeText))}
	for _, v := range views {
		table.Rows = append(table.Rows, report.Row{Cells: []finding.Value{word(w, "angle_"+string(v.Angle)), text(person(w, v.By)), day(v.On), text(v.Text)}})
	}
	return table
}

func pointTable(w phrase.Printer, points []team.Point) *report.Table {
	table := &report.Table{Name: "point-list", Columns: columns(w, column("id", report.TypeText), column("text", report.TypeText), column("owner", report.TypeText), column("due", report.TypeDate), column("state", report.TypeText))}
	for _, p := range points {
		table.Rows = append(table.Rows, report.Row{Cells: []finding.Value{text(p.ID), text(p.Text), text(person(w, p.Owner)), day(p.Due), word(w, "point_"+string(p.State))}})
	}
	return table
}

func proposalTable(w phrase.Printer, list []team.Proposal) *report.Table {
	table := &report.Table{Name: "proposal-list", Columns: columns(w, column("skill", report.TypeText), column("level", report.TypeInteger), column("from", report.TypeDate), column("state", report.TypeText), column("date", report.TypeDate))}
	for _, p := range list {
		table.Rows = append(table.Rows, report.Row{Cells: []finding.Value{text(string(p.Skill.Skill)), whole(p.Skill.Level), day(p.Skill.From), word(w, "proposal_"+string(p.State)), day(p.On)}})
	}
	return table
}
