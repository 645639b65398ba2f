package view_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/milepost-go/milepost/lifecycle"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/lifecycle/team"
	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/phrase"
	"github.com/milepost-go/milepost/report/view"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// teamInput has something in every part of the document.
func teamInput() view.TeamInput {
	on := calendar.DateOf(2026, 3, 2)
	gate := finding.Ref{Kind: "gate", ID: "G1"}
	week := team.Period{From: on, To: on.AddDays(7)}
	devs := team.Resource{Kind: team.ByRole, ID: "dev"}
	figure := func(name string) team.Figure {
		return team.Figure{Name: name, Share: finding.Ratio(1, 2, ""), Of: 8}
	}
	return view.TeamInput{
		On: on,
		Record: team.Record{ID: "p", Members: team.Team{
			{Actor: "U1", Roles: []lifecycle.Role{lifecycle.RoleManager, lifecycle.RoleMember}, Skills: []team.Skill{{Skill: "GO", Level: 3}}},
			{Actor: "U2", Period: team.Period{From: on}}, {Actor: "U3", Period: team.Period{From: on.AddDays(1)}},
		}, Duties: []team.Duty{
			{Subject: gate, Letter: team.Accountable, Actor: "U1"}, {Subject: gate, Letter: team.Responsible, Actor: "U2"},
			{Subject: gate, Letter: team.Consulted, Actor: "U1"}, {Subject: finding.Ref{Kind: "risk", ID: "R1"}, Letter: team.Informed, Actor: "U2"},
		}},
		Balance:    team.Balance{Periods: []team.Period{week}, Rows: []team.BalanceRow{{Resource: devs, DemandMin: []int64{90}, SupplyMin: []int64{60}, GapMin: []int64{30}}, {Resource: team.Resource{Kind: team.Licence, ID: "L"}, DemandMin: []int64{5}}}},
		Shortfalls: []team.Shortfall{{Resource: devs, Period: week, MissingMin: 30, Tasks: []string{"T1", "T2"}, Certain: true}, {Resource: devs, Period: week, MissingMin: 9}},
		Level:      &team.Summary{People: 5, Delivery: figure("on_time"), Quality: figure("quality"), Communication: figure("answers"), RiskDuty: figure("risk_duties")},
		Findings:   []finding.Finding{{Code: team.CodeNoAccountable, Subject: gate, Remedy: team.RemedyAssignDuty}},
	}
}

// The matrix of duties in both languages, word by word.
func TestDutyTable(t *testing.T) {
	in := teamInput()
	matrix := team.Responsibilities(in.Record.Duties, in.Record.Members, in.On)
	for lang, want := range map[phrase.Lang]string{
		phrase.En:   "Subject | U1 | U2\ngate G1 | accountable, consulted | responsible\nrisk R1 |  | informed",
		phrase.ZhCN: "对象 | U1 | U2\n关口 G1 | 最终负责、征询 | 执行\n风险 R1 |  | 知会",
	} {
		if got := grid(view.DutyTable(phrase.In(lang), matrix)); got != want {
			t.Errorf("in %s:\n%s\nwant\n%s", lang, got, want)
		}
	}
	named := phrase.In(phrase.En)
	named.Name = func(r finding.Ref) string { return map[string]string{"U1": "Li Na"}[r.ID] }
	if got := grid(view.DutyTable(named, matrix)); !strings.HasPrefix(got, "Subject | Li Na | U2\n") {
		t.Errorf("with names:\n%s", got)
	}
}

// grid shows a table as plain text.
func grid(table *report.Table) string {
	var lines []string
	var cells []string
	for _, c := range table.Columns {
		cells = append(cells, c.Title)
	}
	lines = append(lines, strings.Join(cells, " | "))
	for _, r := range table.Rows {
		cells = nil
		for _, c := range r.Cells {
			cells = append(cells, c.Plain())
		}
		lines = append(lines, strings.Join(cells, " | "))
	}
	return strings.Join(lines, "\n")
}

// The document holds each part that is given and leaves out those that are not;
// who joins later is not in it.
func TestTeamDocument(t *testing.T) {
	names := func(doc *report.Document) string {
		var list []string
		for _, b := range doc.Blocks {
			if table, ok := b.(*report.Table); ok {
				list = append(list, fmt.Sprint(table.Name, " ", len(table.Rows)))
			}
		}
		return strings.Join(list, ", ")
	}
	w := phrase.In(phrase.En)
	if got := names(view.Team(w, teamInput())); !strings.HasPrefix(got, "member-list 2, duty-matrix 2, balance 2, shortfall-list 2, team-level 4") {
		t.Errorf("tables %s", got)
	}
	if got := names(view.Team(w, view.TeamInput{})); !strings.HasPrefix(got, "member-list 0") || strings.Contains(got, ",") && !strings.Contains(got, "findings") {
		t.Errorf("of nothing: %s", got)
	}
}
