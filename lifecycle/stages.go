package lifecycle

import (
	"slices"

	"github.com/milepost-go/milepost/lifecycle/finding"
)

// The project that is delivered stage by stage.
const (
	StagedProjectID DefinitionID = "staged_project"

	PhaseStartingUp    PhaseID = "starting_up"
	PhaseInitiating    PhaseID = "initiating"
	PhaseDeliveryStage PhaseID = "delivery_stage" // one after the other, each the same phase
	PhaseStageBoundary PhaseID = "stage_boundary"
	PhaseDirecting     PhaseID = "directing"   // control: the board, throughout
	PhaseControlling   PhaseID = "controlling" // control: the manager, during a stage
	PhaseDelivering    PhaseID = "delivering"  // control: the teams, during a stage

	RoleBoard       Role = "project_board" // owns the business case and decides at boundaries
	RoleTeamManager Role = "team_manager"
)

// What mends the facts of the staged project.
const (
	RemedyGiveMandate       finding.Code = "lifecycle.remedy.stages.give_mandate"
	RemedyWriteBrief        finding.Code = "lifecycle.remedy.stages.write_brief"
	RemedyPlanStage         finding.Code = "lifecycle.remedy.stages.plan_stage"
	RemedyUpdateCase        finding.Code = "lifecycle.remedy.stages.update_case"
	RemedyAssembleDocuments finding.Code = "lifecycle.remedy.stages.assemble_documents"
	RemedyFinishStage       finding.Code = "lifecycle.remedy.stages.finish_stage"
)

const (
	factMandateGiven      = FactName("mandate.given")
	factBriefComplete     = FactName("brief.complete")
	factDocumentsComplete = FactName("documents.complete")
	factStagePlanned      = FactName("plan.stage_ready")
	factStageFinished     = FactName("stage.work_finished")
)

// ProjectByStages returns the definition of a project that is directed by a
// board, managed stage by stage and justified anew at each boundary, in the
// manner of PRINCE2. Each call returns an equal definition.
//
// Starting up and initiating come first. Then stages of delivery follow each
// other: at its end a stage goes to the boundary, from where the board lets the
// next one begin (start_next_stage), sends the work back (redo_stage, a rework
// move, twice and beyond that by the board), or the plan of the whole project
// is made anew (revise_project). The last stage goes to closing. Since two moves
// lead from the boundary into delivery, name the move, not the phase.
//
// Beside them run directing, in every phase; controlling and delivering, during
// a stage.
//
// The facts, all true or false: mandate.given, brief.complete;
// documents.complete, [FactBaselineSet], plan.stage_ready, case.justified; at
// the end of a stage stage.work_finished; at the boundary plan.stage_ready and
// case.justified, no older than 30 days; [FactWorkFinished] and
// [FactDeliverablesAccepted] before closing; then [FactOutcomeJudged],
// [FactReportMade] and [FactManifestComplete].
func ProjectByStages() *Definition { return preset(stagesSpec()) }

func stagesSpec() Spec {
	phases := []PhaseID{PhaseStartingUp, PhaseInitiating, PhaseDeliveryStage, PhaseStageBoundary, PhaseClosing}
	return Spec{
		ID: StagedProjectID, Version: 1, Start: PhaseStartingUp,
		Roles:  []Role{RoleBoard, RoleManager, RoleTeamManager},
		Phases: slices.Concat(delivery(phases...), stagesControl(phases)),
		Facts:  slices.Concat(stagesFacts(), endFacts(RoleManager, RoleBoard)),
		Gates:  slices.Concat(stagesGates(), endGates(RoleBoard)),
		Moves: slices.Concat(stagesMoves(),
			endings(phases, PhaseClosing, PhaseInitiating, GateCancel, GateClosed, GateArchive, GateReopen, RoleManager)),
	}
}

func stagesControl(phases []PhaseID) []Phase {
	stage := []PhaseID{PhaseDeliveryStage}
	return []Phase{
		{ID: PhaseDirecting, Kind: ControlPhase, Beside: phases, By: []Role{RoleBoard}, Steps: []PhaseStep{
			{"oversee", []StepID{"advise", "decide"}}, {"advise", []StepID{"oversee"}}, {"decide", []StepID{"oversee"}},
		}},
		{ID: PhaseControlling, Kind: ControlPhase, Beside: stage, By: []Role{RoleManager}, Steps: []PhaseStep{
			{"assign_work", []StepID{"check_progress"}}, {"check_progress", []StepID{"report_progress", "correct", "escalate"}},
			{"report_progress", []StepID{"assign_work"}}, {"correct", []StepID{"assign_work"}}, {"escalate", []StepID{"correct"}},
		}},
		{ID: PhaseDelivering, Kind: ControlPhase, Beside: stage, By: []Role{RoleTeamManager}, Steps: []PhaseStep{
			{"accept_work", []StepID{"carry_out"}}, {"carry_out", []StepID{"hand_over"}}, {"hand_over", []StepID{"accept_work"}},
		}},
	}
}

func stagesFacts() []FactSpec {
	planned := yesFact(factStagePlanned, RemedyPlanStage, RoleManager)
	justified := yesFact(factCaseJustified, RemedyUpdateCase, RoleManager, RoleBoard)
	planned.MaxAgeMin, justified.MaxAgeMin = 30*minutesOfDay, 30*minutesOfDay
	return []FactSpec{
		yesFact(factMandateGiven, RemedyGiveMandate, RoleBoard),
		yesFact(factBriefComplete, RemedyWriteBrief, RoleManager),
		yesFact(factDocumentsComplete, RemedyAssembleDocuments, RoleManager),
		yesFact(FactBaselineSet, RemedySetBaseline, RoleManager),
		planned, justified,
		yesFact(factStageFinished, RemedyFinishStage, RoleManager, RoleTeamManager),
		yesFact(FactWorkFinished, RemedyFinishWork, RoleManager),
		yesFact(FactDeliverablesAccepted, RemedyAcceptDeliverables, RoleManager, RoleBoard),
	}
}

func stagesGates() []Gate {
	return []Gate{
		approvedBy(yesGate("initiation_gate", factMandateGiven, factBriefComplete), RoleBoard, 1),
		approvedBy(yesGate("project_gate", factDocumentsComplete, FactBaselineSet, factStagePlanned, factCaseJustified), RoleBoard, 1),
		yesGate("stage_end_gate", factStageFinished),
		approvedBy(yesGate("stage_gate", factStagePlanned, factCaseJustified), RoleBoard, 1),
		approvedBy(yesGate(GateClosing, FactWorkFinished, FactDeliverablesAccepted), RoleBoard, 1),
	}
}

func stagesMoves() []Move {
	return []Move{
		ahead("start_initiating", PhaseStartingUp, PhaseInitiating, "initiation_gate", RoleManager),
		ahead("start_delivery", PhaseInitiating, PhaseDeliveryStage, "project_gate", RoleManager),
		ahead("end_stage", PhaseDeliveryStage, PhaseStageBoundary, "stage_end_gate", RoleManager),
		ahead("start_next_stage", PhaseStageBoundary, PhaseDeliveryStage, "stage_gate", RoleManager),
		ahead(MoveStartClosing, PhaseDeliveryStage, PhaseClosing, GateClosing, RoleManager),
		back("redo_stage", PhaseDeliveryStage, RoleBoard, RoleManager, PhaseStageBoundary),
		back("revise_project", PhaseInitiating, RoleBoard, RoleManager, PhaseDeliveryStage, PhaseStageBoundary),
	}
}
