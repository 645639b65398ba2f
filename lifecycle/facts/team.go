package facts

import (
	"slices"

	"github.com/milepost-go/milepost/lifecycle"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/lifecycle/team"
)

// Facts of the team, beside [lifecycle.FactTeamFormed] and
// [lifecycle.FactResourcesSuffice]; the latter is [team.SufficientFact], which
// does not look at money.
const (
	TeamBlocking   lifecycle.FactName = "team.blocking"             // list: what blocks the team record, [team.Record.Check]
	TeamMembers    lifecycle.FactName = "team.members"              // number: people in the team on the day
	BusFactor      lifecycle.FactName = "team.bus_factor"           // number: how few may leave before a skill is lost, [team.Cover.BusFactor]
	WorkUnnoticed  lifecycle.FactName = "team.work_unacknowledged"  // number: started or due tasks that their person has not acknowledged
	ShortfallsSure lifecycle.FactName = "resources.shortfalls_sure" // number: shortfalls that no other dates would mend
)

func teamRows() []row {
	return slices.Concat(alignmentRows(), []row{
		yes(lifecycle.FactTeamFormed, lifecycle.RemedyFormTeam, func(k *Known) bool { return !finding.Blocks(k.teamCheck()) }, PartTeam),
		blocking(TeamBlocking, lifecycle.RemedyFormTeam, (*Known).teamCheck, PartTeam),
		count(TeamMembers, "", func(k *Known) int { return len(k.actors()) }, PartTeam),
		figure(BusFactor, "number", "", (*Known).busFactor, PartTeam),
		count(WorkUnnoticed, "", func(k *Known) int {
			return len(team.Unacknowledged(k.in.Team.Assignments, k.in.Team.Acks, k.on))
		}, PartTeam),
		figure(lifecycle.FactResourcesSuffice, "bool", "", func(k *Known) finding.Value {
			return team.SufficientFact(k.in.Team.Demands, k.in.Supply, k.at, "").Value
		}, PartTeam, PartSupply).mendedBy(lifecycle.RemedyFindResources),
		count(ShortfallsSure, lifecycle.RemedyFindResources, (*Known).sureShortfalls, PartTeam, PartSupply),
	})
}

func (k *Known) teamCheck() []finding.Finding { return k.in.Team.Check(k.on, nil) }

func (k *Known) busFactor() finding.Value {
	r := k.in.Team
	least, known := team.Coverage(r.Members.AsOf(k.on), r.Skills, k.on).BusFactor()
	if !known {
		return finding.Unknown("no-data")
	}
	return number(least)
}

func (k *Known) sureShortfalls() int {
	n := 0
	for _, s := range team.Sufficiency(k.in.Team.Demands, k.in.Supply) {
		if s.Certain {
			n++
		}
	}
	return n
}
