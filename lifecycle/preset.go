package lifecycle

import (
	"fmt"

	"github.com/milepost-go/milepost/lifecycle/finding"
)

// preset defines data that is part of this package.
func preset(spec Spec) *Definition {
	def, err := Define(spec)
	if err != nil {
		// The data is part of this package and a test defines all of it.
		panic(fmt.Sprintf("lifecycle: %s is broken: %v", spec.ID, err))
	}
	return def
}

// yesFact declares a fact that is true or false and never expires.
func yesFact(name FactName, remedy finding.Code, by ...Role) FactSpec {
	return FactSpec{Name: name, Kind: "bool", By: by, Remedy: remedy}
}

// yesGate returns a gate that wants the facts to be true.
func yesGate(id GateID, facts ...FactName) Gate {
	return Gate{ID: id, Criteria: wanted(nil, facts...)}
}

// approvedBy returns the gate with approvals by somebody else than who asks.
func approvedBy(g Gate, role Role, count int) Gate {
	g.Approvals, g.NotProposer = []Quorum{{Role: role, Count: count}}, true
	return g
}

// delivery returns delivery phases in their order.
func delivery(ids ...PhaseID) []Phase {
	list := make([]Phase, len(ids))
	for i, id := range ids {
		list[i] = Phase{ID: id, Kind: DeliveryPhase}
	}
	return list
}

// ahead returns a forward move.
func ahead(id MoveID, from, to PhaseID, gate GateID, by ...Role) Move {
	return Move{ID: id, Kind: MoveForward, From: []PhaseID{from}, To: to, Gate: gate, By: by}
}

// back returns a rework move, twice in a project unless a higher authority
// takes it.
func back(id MoveID, to PhaseID, beyond Role, by Role, from ...PhaseID) Move {
	return Move{
		ID: id, Kind: MoveRework, From: from, To: to, By: []Role{by}, NeedsReason: true,
		Cap: 2, BeyondCap: []Role{beyond},
	}
}

// endings returns the moves that halt and end a project whose last phase is
// last: suspension in every phase, early closing from the others, closing,
// archive, and reopening to a phase.
func endings(phases []PhaseID, last, reopen PhaseID, cancel, closed, archive, again GateID, by ...Role) []Move {
	var open []PhaseID
	for _, p := range phases {
		if p != last {
			open = append(open, p)
		}
	}
	end := []PhaseID{last}
	return []Move{
		{ID: MoveCancelProject, Kind: MoveCancel, From: open, To: last, Gate: cancel, By: by, NeedsReason: true},
		{ID: MoveSuspendProject, Kind: MoveSuspend, From: phases, By: by, NeedsReason: true},
		{ID: MoveResumeProject, Kind: MoveResume, From: phases, By: by},
		{ID: MoveCloseProject, Kind: MoveClose, From: end, Gate: closed, By: by},
		{ID: MoveArchiveProject, Kind: MoveArchive, From: end, Gate: archive, By: by},
		{ID: MoveReopenProject, Kind: MoveReopen, From: end, To: reopen, Gate: again, By: by, NeedsReason: true},
	}
}

// endFacts are the facts that the endings of the presets ask for.
func endFacts(by ...Role) []FactSpec {
	return []FactSpec{
		yesFact(FactOutcomeJudged, RemedyJudgeOutcome, by...),
		yesFact(FactReportMade, RemedyMakeReport, by...),
		yesFact(FactManifestComplete, RemedyCompleteManifest, by...),
	}
}

// endGates are the gates of the endings: early closing and reopening with the
// approval of a role, closing when nothing is left open, and the archive.
func endGates(role Role) []Gate {
	closed := yesGate(GateClosed, FactOutcomeJudged, FactReportMade)
	closed.ItemsDisposed = true
	return []Gate{
		approvedBy(Gate{ID: GateCancel}, role, 1), closed,
		yesGate(GateArchive, FactManifestComplete), approvedBy(Gate{ID: GateReopen}, role, 1),
	}
}
