package view

import (
	"strings"

	"github.com/milepost-go/milepost/lifecycle"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/lifecycle/team"
	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/phrase"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// TeamInput is what the document of a team is made of. A part that is empty is
// left out.
type TeamInput struct {
	Record     team.Record
	On         calendar.Date    // the day the team is shown as of
	Balance    team.Balance     // demand against supply
	Shortfalls []team.Shortfall // as of [team.Sufficiency]
	// Loads are what the resources of Plan have to do by day, as of
	// [schedule.Loads].
	Plan     *schedule.Plan
	Loads    schedule.DailyLoads
	Level    *team.Summary // of the reviews at closing; it holds nothing of a single person
	Findings []finding.Finding
}

// Team returns a team as a document: who is in it, the matrix of duties, demand
// and supply, the work of each against what there is of them, what does not suffice, the level of the team, and findings.
// People are named as the printer names references of kind "member", by their
// ids otherwise.
func Team(w phrase.Printer, in TeamInput) *report.Document {
	doc := &report.Document{Title: w.Label("team"), Subtitle: in.Record.ID, Lang: w.Lang}
	people := in.Record.Members.AsOf(in.On)
	doc.Blocks = append(doc.Blocks, heading(w, "members"), memberTable(w, people))
	if len(in.Record.Duties) > 0 {
		doc.Blocks = append(doc.Blocks, heading(w, "duties"), DutyTable(w, team.Responsibilities(in.Record.Duties, people, in.On)))
	}
	if len(in.Balance.Rows) > 0 {
		doc.Blocks = append(doc.Blocks, heading(w, "resource_needs"), balanceTable(w, in.Balance))
	}
	append2(doc, loadBlocks(w, in.Plan, in.Loads)...)
	if len(in.Shortfalls) > 0 {
		doc.Blocks = append(doc.Blocks, heading(w, "shortfalls"), shortfallTable(w, in.Shortfalls))
	}
	if in.Level != nil {
		doc.Blocks = append(doc.Blocks, heading(w, "team_level"), levelTable(w, *in.Level))
	}
	return append2(doc, findings(w, "findings", in.Findings)...)
}

// person is how a member is called.
func person(w phrase.Printer, actor lifecycle.ActorID) string {
	if w.Name != nil {
		if name := w.Name(finding.Ref{Kind: "member", ID: string(actor)}); name != "" {
			return name
		}
	}
	return string(actor)
}

// listed joins words as they stand in a cell.
func listed[T ~string](w phrase.Printer, items []T, show func(T) string) finding.Value {
	var shown []string
	for _, item := range items {
		shown = append(shown, show(item))
	}
	return text(enumerated(w, shown))
}

// enumerated puts things behind each other as the language does.
func enumerated(w phrase.Printer, items []string) string {
	if w.Lang == phrase.ZhCN {
		return strings.Join(items, "、")
	}
	return strings.Join(items, ", ")
}

func memberTable(w phrase.Printer, people []team.Member) *report.Table {
	table := &report.Table{Name: "member-list", Columns: columns(w, column("member", report.TypeText), column("role", report.TypeText),
		column("skill", report.TypeText), column("from", report.TypeDate), column("to", report.TypeDate))}
	for _, m := range people {
		var skills []string
		for _, s := range m.Skills {
			skills = append(skills, string(s.Skill))
		}
		table.Rows = append(table.Rows, report.Row{Cells: []finding.Value{
			text(person(w, m.Actor)), listed(w, m.Roles, func(r lifecycle.Role) string { return Word(w, string(r)) }),
			listed(w, skills, func(s string) string { return s }), day(m.From), day(m.To),
		}})
	}
	return table
}

// DutyTable returns a matrix of duties as a table: a row for each subject, a
// column for each person, named "member_1", "member_2" and so on, in the words
// of the printer.
func DutyTable(w phrase.Printer, m team.Matrix) *report.Table {
	table := &report.Table{Name: "duty-matrix", Columns: columns(w, column("subject", report.TypeText))}
	for i, actor := range m.Actors {
		table.Columns = append(table.Columns, report.Column{Name: "member_" + whole(i+1).Plain(), Title: person(w, actor), Type: report.TypeText})
	}
	for _, r := range m.Rows {
		cells := []finding.Value{text(w.Ref(r.Subject))}
		for _, actor := range m.Actors {
			cells = append(cells, listed(w, r.At(actor), func(l team.Letter) string { return Word(w, string(l)) }))
		}
		table.Rows = append(table.Rows, report.Row{Cells: cells})
	}
	return table
}

// minuteColumn is a column of whole working minutes.
func minuteColumn(name string) report.Column {
	return report.Column{Name: name, Type: report.TypeInteger}
}

func balanceTable(w phrase.Printer, b team.Balance) *report.Table {
	table := &report.Table{Name: "balance", Columns: columns(w, column("resource", report.TypeText), column("from", report.TypeDate), column("to", report.TypeDate),
		minuteColumn("demand"), minuteColumn("supply"), minuteColumn("gap"))}
	for _, r := range b.Rows {
		for i, p := range b.Periods {
			supply, gap := finding.Unknown("no_supply"), finding.Unknown("no_supply")
			if r.SupplyMin != nil {
				supply, gap = finding.Number(r.SupplyMin[i], "min"), finding.Number(r.GapMin[i], "min")
			}
			table.Rows = append(table.Rows, report.Row{Cells: []finding.Value{
				text(w.Ref(r.Resource.Ref())), day(p.From), day(p.To), finding.Number(r.DemandMin[i], "min"), supply, gap,
			}})
		}
	}
	return table
}

func shortfallTable(w phrase.Printer, list []team.Shortfall) *report.Table {
	table := &report.Table{Name: "shortfall-list", Columns: columns(w, column("resource", report.TypeText), column("from", report.TypeDate), column("to", report.TypeDate),
		minuteColumn("gap"), column("tasks", report.TypeText), column("certainty", report.TypeText))}
	for _, s := range list {
		sure := "by_present_dates"
		if s.Certain {
			sure = "certain"
		}
		table.Rows = append(table.Rows, report.Row{Cells: []finding.Value{
			text(w.Ref(s.Resource.Ref())), day(s.Period.From), day(s.Period.To), finding.Number(s.MissingMin, "min"),
			listed(w, s.Tasks, func(t string) string { return t }), word(w, sure),
		}})
	}
	return table
}

func levelTable(w phrase.Printer, s team.Summary) *report.Table {
	table := &report.Table{Name: "team-level", Columns: columns(w, column("area", report.TypeText), column("measure", report.TypeText), column("share", report.TypePercent))}
	for _, row := range []struct {
		area   string
		figure team.Figure
	}{{"delivery", s.Delivery}, {"quality", s.Quality}, {"communication", s.Communication}, {"risk_duty", s.RiskDuty}} {
		table.Rows = append(table.Rows, report.Row{Cells: []finding.Value{word(w, row.area), word(w, row.figure.Name), ofCases(row.figure)}})
	}
	return table
}

// ofCases is the share of a figure, unknown where there was no case.
func ofCases(f team.Figure) finding.Value {
	if f.Of == 0 {
		return finding.Unknown("no-data")
	}
	return f.Share
}
