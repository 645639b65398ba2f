package lifecycle

import (
	"fmt"

	"github.com/milepost-go/milepost/lifecycle/finding"
)

// The sales project: its phases, moves, gates and roles.
const (
	SalesProjectID DefinitionID = "sales_project"

	PhaseInitiation PhaseID = "initiation"
	PhasePlanning   PhaseID = "planning"
	PhaseExecution  PhaseID = "execution"
	PhaseMonitoring PhaseID = "monitoring" // control: runs beside execution
	PhaseClosing    PhaseID = "closing"

	StepMeasure StepID = "measure" // collect what was done and what it cost
	StepCompare StepID = "compare" // against the baseline and the limits
	StepSteer   StepID = "steer"   // correct, or ask for a change

	MoveStartPlanning  MoveID = "start_planning"
	MoveStartExecution MoveID = "start_execution"
	MoveStartClosing   MoveID = "start_closing"
	MoveReworkCharter  MoveID = "rework_charter" // planning back to initiation
	MoveReworkPlan     MoveID = "rework_plan"    // execution back to planning
	MoveCancelProject  MoveID = "cancel_project"
	MoveSuspendProject MoveID = "suspend_project"
	MoveResumeProject  MoveID = "resume_project"
	MoveCloseProject   MoveID = "close_project"
	MoveArchiveProject MoveID = "archive_project"
	MoveReopenProject  MoveID = "reopen_project"

	GatePlanning  GateID = "planning_gate"
	GateExecution GateID = "execution_gate"
	GateClosing   GateID = "closing_gate"
	GateCancel    GateID = "cancel_gate"
	GateClosed    GateID = "closed_gate"
	GateArchive   GateID = "archive_gate"
	GateReopen    GateID = "reopen_gate"

	RoleSponsor  Role = "sponsor"
	RoleManager  Role = "project_manager"
	RoleCustomer Role = "customer"
	RoleMember   Role = "team_member"
)

// The facts that the gates of the sales project ask for, each with its kind.
// The gates want those of kind bool to be true and those of kind number, which
// count and have no unit, to be 0: finding.Number(0, "").
const (
	FactGoalsBlocking        FactName = "charter.goals_blocking"    // number, no unit: findings that keep the goals from being SMART
	FactCharterComplete      FactName = "charter.complete"          // bool: the charter says all that it must
	FactTeamFormed           FactName = "team.formed"               // bool: every seat of the team is filled
	FactResourcesSuffice     FactName = "resources.sufficient"      // bool: people, money and equipment suffice
	FactGoalsAgreed          FactName = "plan.goals_agreed"         // bool: part one of the plan check
	FactTimetableComputed    FactName = "plan.timetable_computed"   // bool: part two
	FactResourcesAssigned    FactName = "plan.resources_assigned"   // bool: part three
	FactMilestonesSet        FactName = "plan.milestones_set"       // bool: part four
	FactRisksPlanned         FactName = "plan.risks_planned"        // bool: part five
	FactBaselineSet          FactName = "plan.baseline_set"         // bool: the plan has a baseline
	FactWorkFinished         FactName = "work.finished"             // bool: all work of the plan is done
	FactDeliverablesAccepted FactName = "deliverables.accepted"     // bool: the customer has accepted what was delivered
	FactChangesOpen          FactName = "changes.open"              // number, no unit: change requests not yet decided or done
	FactOutcomeJudged        FactName = "closing.outcome_judged"    // bool: the result was judged by the success standard
	FactOpenItems            FactName = "closing.open_items"        // number, no unit: items not yet disposed of
	FactReportMade           FactName = "closing.report_made"       // bool: the project report exists
	FactManifestComplete     FactName = "archive.manifest_complete" // bool: the archive lists all that belongs there
)

// What mends each fact of the sales project.
const (
	RemedyMendGoals          finding.Code = "lifecycle.remedy.sales.mend_goals"
	RemedyFinishCharter      finding.Code = "lifecycle.remedy.sales.finish_charter"
	RemedyFormTeam           finding.Code = "lifecycle.remedy.sales.form_team"
	RemedyFindResources      finding.Code = "lifecycle.remedy.sales.find_resources"
	RemedyAgreeGoals         finding.Code = "lifecycle.remedy.sales.agree_goals"
	RemedyComputeTimetable   finding.Code = "lifecycle.remedy.sales.compute_timetable"
	RemedyAssignResources    finding.Code = "lifecycle.remedy.sales.assign_resources"
	RemedySetMilestones      finding.Code = "lifecycle.remedy.sales.set_milestones"
	RemedyPlanRisks          finding.Code = "lifecycle.remedy.sales.plan_risks"
	RemedySetBaseline        finding.Code = "lifecycle.remedy.sales.set_baseline"
	RemedyFinishWork         finding.Code = "lifecycle.remedy.sales.finish_work"
	RemedyAcceptDeliverables finding.Code = "lifecycle.remedy.sales.accept_deliverables"
	RemedyDecideChanges      finding.Code = "lifecycle.remedy.sales.decide_changes"
	RemedyJudgeOutcome       finding.Code = "lifecycle.remedy.sales.judge_outcome"
	RemedyDisposeOfItems     finding.Code = "lifecycle.remedy.sales.dispose_of_items"
	RemedyMakeReport         finding.Code = "lifecycle.remedy.sales.make_report"
	RemedyCompleteManifest   finding.Code = "lifecycle.remedy.sales.complete_manifest"
)

// SalesProject returns the definition of a sales project: initiation,
// planning, execution and closing, with monitoring running beside execution,
// rework, suspension, early closing and reopening. Each call returns an equal
// definition.
//
// RoleManager takes every move, and may send work back, suspend and resume as
// the sponsor may. The gates ask for facts, true or 0 as their constants say:
// GatePlanning for [FactGoalsBlocking], [FactCharterComplete], [FactTeamFormed]
// and [FactResourcesSuffice]; GateExecution for the five parts of the plan check
// and [FactBaselineSet]; GateClosing for [FactChangesOpen], [FactWorkFinished]
// and [FactDeliverablesAccepted]; GateClosed for [FactOpenItems] and
// [FactOutcomeJudged]; GateArchive for [FactReportMade] and
// [FactManifestComplete]. The sponsor approves, at GateExecution, GateClosing,
// GateCancel and GateReopen, what somebody else requests. Early closing leads to
// PhaseClosing and out of it by GateClosed. Nothing is conditional, has a limit
// or can be overridden, and nobody has a veto: add what you want of that.
//
// To extend it, change its data and give it a name of your own:
//
//	spec := lifecycle.SalesProject().Spec()
//	spec.ID = "acme_sales"
//	spec.Facts = append(spec.Facts, lifecycle.FactSpec{Name: "bid.margin", Kind: "number", Unit: "%"})
//	for i := range spec.Gates {
//		if spec.Gates[i].ID == lifecycle.GateExecution {
//			spec.Gates[i].Criteria = append(spec.Gates[i].Criteria, lifecycle.Criterion{
//				Fact: "bid.margin", Op: lifecycle.OpAtLeast, Want: finding.Number(12, "%")})
//		}
//	}
//	def, err := lifecycle.Define(spec)
func SalesProject() *Definition {
	def, err := Define(salesSpec())
	if err != nil {
		// The data above is part of this package and a test defines it.
		panic(fmt.Sprintf("lifecycle: the sales project is broken: %v", err))
	}
	return def
}

func salesSpec() Spec {
	return Spec{
		ID: SalesProjectID, Version: 1, Start: PhaseInitiation,
		Roles:  []Role{RoleSponsor, RoleManager, RoleCustomer, RoleMember},
		Phases: salesPhases(),
		Facts:  salesFacts(),
		Gates:  salesGates(),
		Moves:  salesMoves(),
	}
}

func salesPhases() []Phase {
	return []Phase{
		{ID: PhaseInitiation, Kind: DeliveryPhase},
		{ID: PhasePlanning, Kind: DeliveryPhase},
		{ID: PhaseExecution, Kind: DeliveryPhase},
		{ID: PhaseClosing, Kind: DeliveryPhase},
		{
			ID: PhaseMonitoring, Kind: ControlPhase, Beside: []PhaseID{PhaseExecution}, By: []Role{RoleManager},
			Steps: []PhaseStep{
				{StepMeasure, []StepID{StepCompare}},
				{StepCompare, []StepID{StepSteer, StepMeasure}},
				{StepSteer, []StepID{StepMeasure}},
			},
		},
	}
}

const minutesOfDay = 24 * 60

func salesFacts() []FactSpec {
	yes := func(name FactName, remedy finding.Code, days int64, by ...Role) FactSpec {
		return FactSpec{Name: name, Kind: "bool", MaxAgeMin: days * minutesOfDay, By: by, Remedy: remedy}
	}
	count := func(name FactName, remedy finding.Code, days int64, by ...Role) FactSpec {
		return FactSpec{Name: name, Kind: "number", MaxAgeMin: days * minutesOfDay, By: by, Remedy: remedy}
	}
	return []FactSpec{
		count(FactGoalsBlocking, RemedyMendGoals, 90, RoleManager, RoleSponsor),
		yes(FactCharterComplete, RemedyFinishCharter, 90, RoleManager, RoleSponsor),
		yes(FactTeamFormed, RemedyFormTeam, 90, RoleManager),
		yes(FactResourcesSuffice, RemedyFindResources, 30, RoleManager, RoleSponsor),
		yes(FactGoalsAgreed, RemedyAgreeGoals, 90, RoleManager),
		yes(FactTimetableComputed, RemedyComputeTimetable, 14, RoleManager),
		yes(FactResourcesAssigned, RemedyAssignResources, 14, RoleManager),
		yes(FactMilestonesSet, RemedySetMilestones, 90, RoleManager),
		yes(FactRisksPlanned, RemedyPlanRisks, 30, RoleManager),
		yes(FactBaselineSet, RemedySetBaseline, 0, RoleManager),
		yes(FactWorkFinished, RemedyFinishWork, 30, RoleManager),
		yes(FactDeliverablesAccepted, RemedyAcceptDeliverables, 0, RoleManager, RoleCustomer),
		count(FactChangesOpen, RemedyDecideChanges, 30, RoleManager),
		yes(FactOutcomeJudged, RemedyJudgeOutcome, 0, RoleManager, RoleSponsor),
		count(FactOpenItems, RemedyDisposeOfItems, 30, RoleManager),
		yes(FactReportMade, RemedyMakeReport, 0, RoleManager),
		yes(FactManifestComplete, RemedyCompleteManifest, 30, RoleManager),
	}
}

func salesGates() []Gate {
	sponsor := []Quorum{{Role: RoleSponsor, Count: 1}}
	return []Gate{
		{ID: GatePlanning, Criteria: wanted([]FactName{FactGoalsBlocking}, FactCharterComplete, FactTeamFormed, FactResourcesSuffice)},
		{
			ID: GateExecution, Approvals: sponsor, NotProposer: true,
			Criteria: wanted(nil, FactGoalsAgreed, FactTimetableComputed, FactResourcesAssigned, FactMilestonesSet, FactRisksPlanned, FactBaselineSet),
		},
		{
			ID: GateClosing, Approvals: sponsor, NotProposer: true,
			Criteria: wanted([]FactName{FactChangesOpen}, FactWorkFinished, FactDeliverablesAccepted),
		},
		{ID: GateCancel, Approvals: sponsor, NotProposer: true},
		{ID: GateClosed, Criteria: wanted([]FactName{FactOpenItems}, FactOutcomeJudged)},
		{ID: GateArchive, Criteria: wanted(nil, FactReportMade, FactManifestComplete)},
		{ID: GateReopen, Approvals: sponsor, NotProposer: true},
	}
}

// wanted returns the criteria that nothing is left of the counts and that the
// others are true.
func wanted(none []FactName, yes ...FactName) []Criterion {
	var list []Criterion
	for _, name := range none {
		list = append(list, Criterion{Fact: name, Op: OpEqual, Want: finding.Number(0, "")})
	}
	for _, name := range yes {
		list = append(list, Criterion{Fact: name, Op: OpEqual, Want: finding.Bool(true)})
	}
	return list
}

func salesMoves() []Move {
	manager := []Role{RoleManager}
	either := []Role{RoleManager, RoleSponsor}
	open := []PhaseID{PhaseInitiation, PhasePlanning, PhaseExecution}
	all := append(open[:3:3], PhaseClosing)
	closing := []PhaseID{PhaseClosing}
	return []Move{
		{ID: MoveStartPlanning, Kind: MoveForward, From: []PhaseID{PhaseInitiation}, To: PhasePlanning, Gate: GatePlanning, By: manager},
		{ID: MoveStartExecution, Kind: MoveForward, From: []PhaseID{PhasePlanning}, To: PhaseExecution, Gate: GateExecution, By: manager},
		{ID: MoveStartClosing, Kind: MoveForward, From: []PhaseID{PhaseExecution}, To: PhaseClosing, Gate: GateClosing, By: manager},
		{ID: MoveReworkCharter, Kind: MoveRework, From: []PhaseID{PhasePlanning}, To: PhaseInitiation, By: either, NeedsReason: true},
		{ID: MoveReworkPlan, Kind: MoveRework, From: []PhaseID{PhaseExecution}, To: PhasePlanning, By: either, NeedsReason: true},
		{ID: MoveCancelProject, Kind: MoveCancel, From: open, To: PhaseClosing, Gate: GateCancel, By: manager, NeedsReason: true},
		{ID: MoveSuspendProject, Kind: MoveSuspend, From: all, By: either, NeedsReason: true},
		{ID: MoveResumeProject, Kind: MoveResume, From: all, By: either},
		{ID: MoveCloseProject, Kind: MoveClose, From: closing, Gate: GateClosed, By: manager},
		{ID: MoveArchiveProject, Kind: MoveArchive, From: closing, Gate: GateArchive, By: manager},
		{ID: MoveReopenProject, Kind: MoveReopen, From: closing, To: PhasePlanning, Gate: GateReopen, By: manager, NeedsReason: true},
	}
}
