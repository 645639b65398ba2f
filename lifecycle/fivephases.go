package lifecycle

import "slices"

// FivePhasesID is the id of [FivePhases].
const FivePhasesID DefinitionID = "five_phases"

// FivePhases returns the plain definition of a project in five phases:
// initiation, planning, execution and closing one after the other, and
// monitoring beside all of them but initiation. It asks for the least that a
// gate needs and no more; phases, moves, gates and facts have the names that
// they have in [SalesProject]. Each call returns an equal definition.
//
// The facts, all true or false: [FactCharterComplete] before planning;
// [FactBaselineSet] before execution; [FactWorkFinished] and
// [FactDeliverablesAccepted] before closing; [FactOutcomeJudged] and
// [FactReportMade], with every item disposed of, to close;
// [FactManifestComplete] to archive. The sponsor approves the beginning of
// execution, early closing and reopening. Each way back may be taken twice, and
// beyond that by the sponsor.
func FivePhases() *Definition { return preset(fiveSpec()) }

func fiveSpec() Spec {
	phases := []PhaseID{PhaseInitiation, PhasePlanning, PhaseExecution, PhaseClosing}
	monitoring := Phase{
		ID: PhaseMonitoring, Kind: ControlPhase, Beside: phases[1:], By: []Role{RoleManager},
		Steps: []PhaseStep{{StepMeasure, []StepID{StepCompare}}, {StepCompare, []StepID{StepSteer, StepMeasure}}, {StepSteer, []StepID{StepMeasure}}},
	}
	return Spec{
		ID: FivePhasesID, Version: 1, Start: PhaseInitiation,
		Roles:  []Role{RoleSponsor, RoleManager, RoleMember},
		Phases: append(delivery(phases...), monitoring),
		Facts: slices.Concat([]FactSpec{
			yesFact(FactCharterComplete, RemedyFinishCharter, RoleManager, RoleSponsor),
			yesFact(FactBaselineSet, RemedySetBaseline, RoleManager),
			yesFact(FactWorkFinished, RemedyFinishWork, RoleManager),
			yesFact(FactDeliverablesAccepted, RemedyAcceptDeliverables, RoleManager),
		}, endFacts(RoleManager, RoleSponsor)),
		Gates: slices.Concat([]Gate{
			yesGate(GatePlanning, FactCharterComplete),
			approvedBy(yesGate(GateExecution, FactBaselineSet), RoleSponsor, 1),
			yesGate(GateClosing, FactWorkFinished, FactDeliverablesAccepted),
		}, endGates(RoleSponsor)),
		Moves: slices.Concat([]Move{
			ahead(MoveStartPlanning, PhaseInitiation, PhasePlanning, GatePlanning, RoleManager),
			ahead(MoveStartExecution, PhasePlanning, PhaseExecution, GateExecution, RoleManager),
			ahead(MoveStartClosing, PhaseExecution, PhaseClosing, GateClosing, RoleManager),
			back(MoveReworkCharter, PhaseInitiation, RoleSponsor, RoleManager, PhasePlanning),
			back(MoveReworkPlan, PhasePlanning, RoleSponsor, RoleManager, PhaseExecution),
		}, endings(phases, PhaseClosing, PhasePlanning, GateCancel, GateClosed, GateArchive, GateReopen, RoleManager)),
	}
}
