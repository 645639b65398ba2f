package lifecycle

import (
	"slices"

	"github.com/milepost-go/milepost/lifecycle/finding"
)

// The product that passes gates between stages: its stages in order, and who
// decides.
const (
	StageGateProductID DefinitionID = "stage_gate_product"

	PhaseDiscovery    PhaseID = "discovery"
	PhaseScoping      PhaseID = "scoping"
	PhaseBusinessCase PhaseID = "business_case"
	PhaseDevelopment  PhaseID = "development"
	PhaseTesting      PhaseID = "testing"
	PhaseLaunch       PhaseID = "launch"
	PhaseReview       PhaseID = "review" // after the launch, or after the end of the idea

	RoleGatekeeper Role = "gatekeeper"     // decides at the gates
	RoleLeader     Role = "project_leader" // leads the work in the stages
	RoleExecutive  Role = "executive"      // above the gatekeepers
)

// What mends the facts of the product that passes gates.
const (
	RemedyDescribeIdea    finding.Code = "lifecycle.remedy.product.describe_idea"
	RemedyWeighStrategy   finding.Code = "lifecycle.remedy.product.weigh_strategy"
	RemedyScopeIdea       finding.Code = "lifecycle.remedy.product.scope_idea"
	RemedyBuildCase       finding.Code = "lifecycle.remedy.product.build_case"
	RemedyPlanDevelopment finding.Code = "lifecycle.remedy.product.plan_development"
	RemedyBuildProduct    finding.Code = "lifecycle.remedy.product.build_product"
	RemedyPassTests       finding.Code = "lifecycle.remedy.product.pass_tests"
	RemedyPrepareLaunch   finding.Code = "lifecycle.remedy.product.prepare_launch"
	RemedyLaunchProduct   finding.Code = "lifecycle.remedy.product.launch_product"
	RemedyJudgeProfit     finding.Code = "lifecycle.remedy.product.judge_profit"
)

const (
	factIdeaDescribed      = FactName("idea.described")
	factIdeaFits           = FactName("idea.fits_strategy")
	factScopingDone        = FactName("scoping.done")
	factCaseComplete       = FactName("case.complete")
	factCaseJustified      = FactName("case.justified")
	factDevelopmentPlanned = FactName("plan.development_ready")
	factProductBuilt       = FactName("product.built")
	factTestsPassed        = FactName("tests.passed")
	factLaunchPlanned      = FactName("plan.launch_ready")
	factProductLaunched    = FactName("product.launched")
)

// StageGateProduct returns the definition of a new product that passes gates
// between stages, after Cooper's idea-to-launch process: discovery, scoping,
// business case, development, testing, launch, and a review after the launch.
// Each call returns an equal definition.
//
// Gatekeepers, who are not those who ask, decide at each gate: one at the
// screens and before testing, two before development and before the launch,
// where the money is. To go on is the move; to send work back is a rework move,
// twice at each place and beyond that by the executive; to hold is to suspend;
// to stop is to cancel, which leads to the review, where the outcome is
// recorded, every open item disposed of and the report made all the same.
//
// The facts, all true or false: idea.described, idea.fits_strategy;
// scoping.done; case.complete, case.justified, plan.development_ready;
// product.built; tests.passed, plan.launch_ready, case.justified within the last
// 90 days; product.launched; then [FactOutcomeJudged], [FactReportMade] and
// [FactManifestComplete].
func StageGateProduct() *Definition { return preset(stageGateSpec()) }

func stageGateSpec() Spec {
	stages := []PhaseID{PhaseDiscovery, PhaseScoping, PhaseBusinessCase, PhaseDevelopment, PhaseTesting, PhaseLaunch, PhaseReview}
	return Spec{
		ID: StageGateProductID, Version: 1, Start: PhaseDiscovery,
		Roles:  []Role{RoleGatekeeper, RoleLeader, RoleExecutive, RoleMember},
		Phases: delivery(stages...),
		Facts:  slices.Concat(stageGateFacts(), endFacts(RoleLeader, RoleGatekeeper)),
		Gates:  slices.Concat(stageGateGates(), endGates(RoleGatekeeper)),
		Moves: slices.Concat(stageGateMoves(),
			endings(stages, PhaseReview, PhaseBusinessCase, GateCancel, GateClosed, GateArchive, GateReopen, RoleLeader)),
	}
}

func stageGateFacts() []FactSpec {
	justified := yesFact(factCaseJustified, RemedyJudgeProfit, RoleLeader, RoleGatekeeper)
	justified.MaxAgeMin = 90 * minutesOfDay
	return []FactSpec{
		yesFact(factIdeaDescribed, RemedyDescribeIdea),
		yesFact(factIdeaFits, RemedyWeighStrategy, RoleLeader, RoleGatekeeper),
		yesFact(factScopingDone, RemedyScopeIdea, RoleLeader),
		yesFact(factCaseComplete, RemedyBuildCase, RoleLeader), justified,
		yesFact(factDevelopmentPlanned, RemedyPlanDevelopment, RoleLeader),
		yesFact(factProductBuilt, RemedyBuildProduct, RoleLeader),
		yesFact(factTestsPassed, RemedyPassTests, RoleLeader),
		yesFact(factLaunchPlanned, RemedyPrepareLaunch, RoleLeader),
		yesFact(factProductLaunched, RemedyLaunchProduct, RoleLeader),
	}
}

func stageGateGates() []Gate {
	return []Gate{
		approvedBy(yesGate("idea_screen", factIdeaDescribed, factIdeaFits), RoleGatekeeper, 1),
		approvedBy(yesGate("second_screen", factScopingDone, factIdeaFits), RoleGatekeeper, 1),
		approvedBy(yesGate("go_to_development", factCaseComplete, factCaseJustified, factDevelopmentPlanned), RoleGatekeeper, 2),
		approvedBy(yesGate("go_to_testing", factProductBuilt), RoleGatekeeper, 1),
		approvedBy(yesGate("go_to_launch", factTestsPassed, factLaunchPlanned, factCaseJustified), RoleGatekeeper, 2),
		yesGate("launch_done", factProductLaunched),
	}
}

func stageGateMoves() []Move {
	return []Move{
		ahead("start_scoping", PhaseDiscovery, PhaseScoping, "idea_screen", RoleLeader),
		ahead("start_case", PhaseScoping, PhaseBusinessCase, "second_screen", RoleLeader),
		ahead("start_development", PhaseBusinessCase, PhaseDevelopment, "go_to_development", RoleLeader),
		ahead("start_testing", PhaseDevelopment, PhaseTesting, "go_to_testing", RoleLeader),
		ahead("start_launch", PhaseTesting, PhaseLaunch, "go_to_launch", RoleLeader),
		ahead("start_review", PhaseLaunch, PhaseReview, "launch_done", RoleLeader),
		back("rework_idea", PhaseDiscovery, RoleExecutive, RoleLeader, PhaseScoping),
		back("rework_scope", PhaseScoping, RoleExecutive, RoleLeader, PhaseBusinessCase),
		back("rework_case", PhaseBusinessCase, RoleExecutive, RoleLeader, PhaseDevelopment),
		back("rework_product", PhaseDevelopment, RoleExecutive, RoleLeader, PhaseTesting),
		back("rework_tests", PhaseTesting, RoleExecutive, RoleLeader, PhaseLaunch),
	}
}
