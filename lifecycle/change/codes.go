package change

import "github.com/milepost-go/milepost/lifecycle/finding"

// Codes of what [Request.Check], [Request.CheckPlan] and [CheckAll] find.
const (
	CodeNoID         finding.Code = "change.request.no_id"
	CodeDuplicateID  finding.Code = "change.request.duplicate_id"
	CodeNoTitle      finding.Code = "change.request.no_title"
	CodeNoProposer   finding.Code = "change.request.no_proposer"
	CodeNoDate       finding.Code = "change.request.no_date"
	CodeNothingAsked finding.Code = "change.request.nothing_asked"
	CodeUnknownWord  finding.Code = "change.value.unknown"
	CodeTextTooLong  finding.Code = "change.request.text_too_long"
	CodeTooMany      finding.Code = "change.request.too_many"
	CodeNoPlanStep   finding.Code = "change.plan.no_step"
	CodePlanStepOpen finding.Code = "change.plan.step_incomplete"
	CodeNoRollback   finding.Code = "change.plan.no_rollback"
	CodeNoInform     finding.Code = "change.plan.nobody_informed"
	CodeUnverified   finding.Code = "change.request.effect_not_verified"
)

// Codes of what [Request.CheckNecessity] finds.
const (
	CodeNoQuestion    finding.Code = "change.necessity.no_such_question"
	CodeAnsweredTwice finding.Code = "change.necessity.answered_twice"
	CodeUnanswered    finding.Code = "change.necessity.unanswered"
	CodeNoEvidence    finding.Code = "change.necessity.no_evidence"
)

// Codes of why a step is refused.
const (
	CodeNotLegal       finding.Code = "change.step.not_legal"
	CodeStepNoActor    finding.Code = "change.step.no_actor"
	CodeStepNoReason   finding.Code = "change.step.no_reason"
	CodeStepUndated    finding.Code = "change.step.no_date"
	CodeStepEarly      finding.Code = "change.step.before_last"
	CodeNotAssessed    finding.Code = "change.impact.missing"
	CodeOtherRequest   finding.Code = "change.impact.of_other_request"
	CodeRequestChanged finding.Code = "change.impact.request_changed"
	CodePlanMoved      finding.Code = "change.impact.plan_moved"
	CodeNoReport       finding.Code = "change.effect.no_report"
	CodeBaselineName   finding.Code = "change.baseline.name_taken"
	CodeRegisterMoved  finding.Code = "change.impact.register_moved"
	CodeNoBranchReason finding.Code = "change.branch.no_reason"
	CodeBeyondLimits   finding.Code = "change.branch.beyond_tolerance"
)

// Codes of what [Assess], [CheckEffect] and [CheckBaselines] find.
const (
	CodeOverBudget    finding.Code = "change.impact.over_budget"
	CodeGoalLate      finding.Code = "change.impact.goal_late"
	CodeGoalTask      finding.Code = "change.impact.goal_task_unknown"
	CodeEffectDiffers finding.Code = "change.effect.differs"
	CodeBaselineCause finding.Code = "change.baseline.no_cause"
)

// Codes of what [EditRegister] finds.
const (
	CodeNoRisk     finding.Code = "change.risk.no_such_risk"
	CodeRiskTaken  finding.Code = "change.risk.already_there"
	CodeRiskMove   finding.Code = "change.risk.move_not_legal"
	CodeRiskRating finding.Code = "change.risk.rating_incomplete"
)

// Codes of why [Desk.Apply] refuses an order.
const (
	CodeOrderID       finding.Code = "change.order.id"
	CodeOrderRegister finding.Code = "change.order.no_register"
	CodeNotApplier    finding.Code = "change.order.not_permitted"
	CodeCommandReused finding.Code = "change.order.command_reused"
	CodeOtherCommand  finding.Code = "change.order.under_other_command"
	CodeUnclear       finding.Code = "change.order.unclear"
)

// Codes of what [Action.Check], [CheckActions] and [Action.Judge] find.
const (
	CodeActionField     finding.Code = "change.action.incomplete"
	CodeActionFigures   finding.Code = "change.action.figures"
	CodeActionLate      finding.Code = "change.action.late"
	CodeActionUnjudged  finding.Code = "change.action.effect_due"
	CodeActionUnchecked finding.Code = "change.action.closed_unchecked"
	CodeActionMissed    finding.Code = "change.action.effect_missed"
)

// Codes of what [ResourceRequest.Weigh] finds.
const (
	CodeNoNeedBy finding.Code = "change.resource.no_need_by"
	CodeNeedLate finding.Code = "change.resource.need_by_late"
)

// CodeDisruptionField is what [Disruption.Check] finds, besides
// [CodeUnknownWord].
const CodeDisruptionField finding.Code = "change.disruption.incomplete"

// Codes of what [Authority.Check], [Authority.Required] and [Decide] find.
const (
	CodeNoLevels      finding.Code = "change.authority.no_levels"
	CodeLevelID       finding.Code = "change.authority.level_id"
	CodeLevelOrder    finding.Code = "change.authority.level_order"
	CodeQuorum        finding.Code = "change.authority.quorum"
	CodeLastLimited   finding.Code = "change.authority.last_limited"
	CodeOverCost      finding.Code = "change.authority.over_cost"
	CodeOverDelay     finding.Code = "change.authority.over_delay"
	CodeOverScope     finding.Code = "change.authority.over_scope"
	CodeNoLevel       finding.Code = "change.decision.no_such_level"
	CodeLevelTooLow   finding.Code = "change.decision.level_too_low"
	CodeNoQuorum      finding.Code = "change.decision.no_quorum"
	CodeNotCarried    finding.Code = "change.decision.not_carried"
	CodeProposerAlone finding.Code = "change.decision.proposer_alone"
	CodeVoterMissing  finding.Code = "change.vote.no_voter"
	CodeVotedTwice    finding.Code = "change.vote.twice"
	CodeNotMember     finding.Code = "change.vote.not_a_member"
	CodeProposerVotes finding.Code = "change.vote.by_proposer"
	CodeVoteEarly     finding.Code = "change.vote.before_assessment"
)

// Codes of the remedies that those findings name.
const (
	RemedyUniqueID      finding.Code = "change.remedy.give_unique_id"
	RemedyDescribe      finding.Code = "change.remedy.write_title"
	RemedyNameActor     finding.Code = "change.remedy.name_actor"
	RemedyDateRequest   finding.Code = "change.remedy.date_request"
	RemedyStateEdits    finding.Code = "change.remedy.state_edits_or_cost"
	RemedyUseNamedWord  finding.Code = "change.remedy.use_named_word"
	RemedyShorten       finding.Code = "change.remedy.shorten_text"
	RemedySplitRequest  finding.Code = "change.remedy.split_request"
	RemedyPlanChange    finding.Code = "change.remedy.complete_change_plan"
	RemedyAnswer        finding.Code = "change.remedy.answer_question"
	RemedyGiveEvidence  finding.Code = "change.remedy.give_evidence"
	RemedyLegalMove     finding.Code = "change.remedy.choose_legal_move"
	RemedyGiveReason    finding.Code = "change.remedy.give_reason"
	RemedyDateStep      finding.Code = "change.remedy.date_step"
	RemedyAssess        finding.Code = "change.remedy.assess_again"
	RemedyFindMoney     finding.Code = "change.remedy.find_money"
	RemedyMoveGoal      finding.Code = "change.remedy.agree_new_due_date"
	RemedyMendGoalLink  finding.Code = "change.remedy.name_existing_task"
	RemedyNewName       finding.Code = "change.remedy.choose_new_name"
	RemedyCiteChange    finding.Code = "change.remedy.cite_change"
	RemedyMendLevel     finding.Code = "change.remedy.mend_level"
	RemedyHigherLevel   finding.Code = "change.remedy.ask_higher_level"
	RemedyOtherVoter    finding.Code = "change.remedy.ask_other_person"
	RemedyCollectVotes  finding.Code = "change.remedy.collect_votes"
	RemedyVoteAgain     finding.Code = "change.remedy.vote_again"
	RemedyVerify        finding.Code = "change.remedy.verify_effect"
	RemedyExplainEffect finding.Code = "change.remedy.explain_difference"

	RemedyNameRisk           finding.Code = "change.remedy.name_existing_risk"
	RemedyCompleteRating     finding.Code = "change.remedy.complete_rating"
	RemedyRequestChange      finding.Code = "change.remedy.request_change"
	RemedyCompleteDisruption finding.Code = "change.remedy.complete_disruption"
	RemedyCompleteAction     finding.Code = "change.remedy.complete_action"
	RemedyDoAction           finding.Code = "change.remedy.do_action"
	RemedyDateNeed           finding.Code = "change.remedy.date_need"
	RemedyMendOrder          finding.Code = "change.remedy.mend_order"
	RemedyLeaveOrder         finding.Code = "change.remedy.leave_to_first_order"
	RemedyLookAtPlan         finding.Code = "change.remedy.look_at_plan"
)

// Codes returns every code of this package: findings, remedies and the labels
// of the questions of [Questions]. The caller owns the slice.
func Codes() []finding.Code {
	return []finding.Code{
		CodeNoID, CodeDuplicateID, CodeNoTitle, CodeNoProposer, CodeNoDate, CodeNothingAsked, CodeUnknownWord, CodeTextTooLong,
		CodeTooMany, CodeNoPlanStep, CodePlanStepOpen, CodeNoRollback, CodeNoInform, CodeUnverified,
		CodeNoQuestion, CodeAnsweredTwice, CodeUnanswered, CodeNoEvidence,
		CodeNotLegal, CodeStepNoActor, CodeStepNoReason, CodeStepUndated, CodeStepEarly, CodeNotAssessed, CodeOtherRequest,
		CodeRequestChanged, CodePlanMoved, CodeNoReport, CodeBaselineName, CodeRegisterMoved, CodeNoBranchReason, CodeBeyondLimits,
		CodeNoRisk, CodeRiskTaken, CodeRiskMove, CodeRiskRating,
		CodeOrderID, CodeOrderRegister, CodeNotApplier, CodeCommandReused, CodeOtherCommand, CodeUnclear, CodeDisruptionField,
		CodeActionField, CodeActionFigures, CodeActionLate, CodeActionUnjudged, CodeActionUnchecked, CodeActionMissed, CodeNoNeedBy, CodeNeedLate,
		CodeOverBudget, CodeGoalLate, CodeGoalTask, CodeEffectDiffers, CodeBaselineCause,
		CodeNoLevels, CodeLevelID, CodeLevelOrder, CodeQuorum, CodeLastLimited, CodeOverCost, CodeOverDelay, CodeOverScope, CodeNoLevel,
		CodeLevelTooLow, CodeNoQuorum, CodeNotCarried, CodeProposerAlone, CodeVoterMissing, CodeVotedTwice, CodeNotMember,
		CodeProposerVotes, CodeVoteEarly,

		RemedyUniqueID, RemedyDescribe, RemedyNameActor, RemedyDateRequest, RemedyStateEdits, RemedyUseNamedWord, RemedyShorten,
		RemedySplitRequest, RemedyPlanChange, RemedyAnswer, RemedyGiveEvidence, RemedyLegalMove, RemedyGiveReason, RemedyDateStep,
		RemedyAssess, RemedyFindMoney, RemedyMoveGoal, RemedyMendGoalLink, RemedyNewName, RemedyCiteChange, RemedyMendLevel,
		RemedyHigherLevel, RemedyOtherVoter, RemedyCollectVotes, RemedyVoteAgain, RemedyVerify, RemedyExplainEffect,
		RemedyNameRisk, RemedyCompleteRating, RemedyRequestChange, RemedyMendOrder, RemedyLeaveOrder, RemedyLookAtPlan, RemedyCompleteDisruption,
		RemedyCompleteAction, RemedyDoAction, RemedyDateNeed,

		QuestionGoalMissed, QuestionObligation, QuestionCustomer, QuestionWaiting, QuestionNoOtherWay, QuestionWorthwhile,
		QuestionStakeholder,
	}
}
