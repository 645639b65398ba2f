package facts

import "github.com/milepost-go/milepost/lifecycle/finding"

// What the plan check finds: first that a whole part is missing, then what lacks
// depth.
const (
	CodeGoalsMissing      finding.Code = "facts.goals.missing"
	CodeGoalUnclear       finding.Code = "facts.goals.unclear"
	CodeGoalsNotAgreed    finding.Code = "facts.goals.not_agreed"
	CodeStandardOpen      finding.Code = "facts.goals.standard_open"
	CodeTimetableMissing  finding.Code = "facts.timetable.missing"
	CodeTimetableOld      finding.Code = "facts.timetable.old"
	CodeTaskUndetailed    finding.Code = "facts.timetable.undetailed"
	CodeTaskNoLogic       finding.Code = "facts.timetable.no_logic"
	CodeEstimateOpen      finding.Code = "facts.timetable.estimate_open"
	CodeResourcesMissing  finding.Code = "facts.resources.missing"
	CodeTaskUnassigned    finding.Code = "facts.resources.unassigned"
	CodeTaskNoOwner       finding.Code = "facts.resources.no_owner"
	CodeMilestonesMissing finding.Code = "facts.milestones.missing"
	CodeMilestoneNoOwner  finding.Code = "facts.milestones.no_owner"
	CodeMilestoneNoProof  finding.Code = "facts.milestones.no_acceptance"
	CodeMilestonesSparse  finding.Code = "facts.milestones.sparse"
	CodeRisksMissing      finding.Code = "facts.risks.missing"
	CodeRiskPlanThin      finding.Code = "facts.risks.thin"
	CodeRiskUnrated       finding.Code = "facts.risks.unrated"
	CodeRiskNoOwner       finding.Code = "facts.risks.no_owner"
	CodeRiskNoResponse    finding.Code = "facts.risks.no_response"
)

// What a reporting cycle and the rules themselves lack.
const (
	CodeStatusMissing finding.Code = "facts.status.missing"
	CodeStatusStale   finding.Code = "facts.status.stale"
	CodeRuleUnknown   finding.Code = "facts.rule.unknown"
)

// What to do about it.
const (
	RemedyStateGoals      finding.Code = "facts.remedy.state_goals"
	RemedyMendGoal        finding.Code = "facts.remedy.mend_goal"
	RemedyAcknowledge     finding.Code = "facts.remedy.acknowledge_goals"
	RemedyFixStandard     finding.Code = "facts.remedy.fix_standard"
	RemedyMakeTimetable   finding.Code = "facts.remedy.make_timetable"
	RemedyComputeAnew     finding.Code = "facts.remedy.compute_anew"
	RemedyDetailTask      finding.Code = "facts.remedy.detail_task"
	RemedyLinkTask        finding.Code = "facts.remedy.link_task"
	RemedyConfirmEstimate finding.Code = "facts.remedy.confirm_estimate"
	RemedyAllocate        finding.Code = "facts.remedy.allocate"
	RemedyAssignTask      finding.Code = "facts.remedy.assign_task"
	RemedyNameOwner       finding.Code = "facts.remedy.name_owner"
	RemedySetMilestones   finding.Code = "facts.remedy.set_milestones"
	RemedyStateAcceptance finding.Code = "facts.remedy.state_acceptance"
	RemedyPlanRisks       finding.Code = "facts.remedy.plan_risks"
	RemedyCompleteRisks   finding.Code = "facts.remedy.complete_risk_plan"
	RemedyRateRisk        finding.Code = "facts.remedy.rate_risk"
	RemedyPlanResponse    finding.Code = "facts.remedy.plan_response"
	RemedyReportStatus    finding.Code = "facts.remedy.report_status"
	RemedyNameRule        finding.Code = "facts.remedy.name_rule"
)

// Codes returns every code of a finding or remedy of this package. The caller
// owns the slice.
func Codes() []finding.Code {
	return append(planCodes(),
		CodeStatusMissing, CodeStatusStale, CodeRuleUnknown,
		RemedyStateGoals, RemedyMendGoal, RemedyAcknowledge, RemedyFixStandard, RemedyMakeTimetable, RemedyComputeAnew,
		RemedyDetailTask, RemedyLinkTask, RemedyConfirmEstimate, RemedyAllocate, RemedyAssignTask, RemedyNameOwner,
		RemedySetMilestones, RemedyStateAcceptance, RemedyPlanRisks, RemedyCompleteRisks, RemedyRateRisk, RemedyPlanResponse,
		RemedyReportStatus, RemedyNameRule)
}

// planCodes returns the codes of what the plan check finds.
func planCodes() []finding.Code {
	return []finding.Code{
		CodeGoalsMissing, CodeGoalUnclear, CodeGoalsNotAgreed, CodeStandardOpen,
		CodeTimetableMissing, CodeTimetableOld, CodeTaskUndetailed, CodeTaskNoLogic, CodeEstimateOpen,
		CodeResourcesMissing, CodeTaskUnassigned, CodeTaskNoOwner,
		CodeMilestonesMissing, CodeMilestoneNoOwner, CodeMilestoneNoProof, CodeMilestonesSparse,
		CodeRisksMissing, CodeRiskPlanThin, CodeRiskUnrated, CodeRiskNoOwner, CodeRiskNoResponse,
	}
}
