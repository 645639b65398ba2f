package view_test

import (
	"testing"

	"github.com/milepost-go/milepost/lifecycle/comms"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/lifecycle/team"
)

// TestLettersOfTheTeamAreThoseOfCommunication turns a duty of each letter into
// a cell of the matrix that a communication plan is drafted from.
func TestLettersOfTheTeamAreThoseOfCommunication(t *testing.T) {
	want := map[team.Letter]comms.DutyKind{
		team.Responsible: comms.ResponsibleFor, team.Accountable: comms.AccountableFor,
		team.Consulted: comms.ConsultedOn, team.Informed: comms.InformedOf,
	}
	var matrix []comms.Responsibility
	for _, letter := range team.Letters() {
		if comms.DutyKind(letter) != want[letter] {
			t.Errorf("%q is %q there", letter, want[letter])
		}
		matrix = append(matrix, comms.Responsibility{
			Subject: finding.Ref{Kind: "package", ID: "offer"},
			Who:     comms.Party{Kind: comms.Actor, ID: "who-is-" + string(letter)},
			Kind:    comms.DutyKind(letter),
		})
	}
	plan := comms.DraftPlan(matrix, comms.Drafting{})
	if found := plan.Check(matrix); len(found) != 0 {
		t.Error(found)
	}
	for _, cell := range matrix {
		told := false
		for _, e := range plan.Entries {
			told = told || e.Audience == cell.Who
		}
		if !told {
			t.Errorf("%s is told nothing", cell.Who.ID)
		}
	}
}
