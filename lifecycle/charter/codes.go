package charter

import "github.com/milepost-go/milepost/lifecycle/finding"

// Codes of what [CheckSMART] finds, by letter.
const (
	CodeNoStatement     finding.Code = "charter.goal.no_statement"
	CodeNoObject        finding.Code = "charter.goal.no_object"
	CodeNoScope         finding.Code = "charter.goal.no_scope"
	CodeNoOwner         finding.Code = "charter.goal.no_owner"
	CodeObjectNotNamed  finding.Code = "charter.goal.object_not_named"
	CodeSeveralOutcomes finding.Code = "charter.goal.several_outcomes"
	CodeVague           finding.Code = "charter.goal.vague_words"

	CodeNoMetric         finding.Code = "charter.goal.no_metric"
	CodeNoUnit           finding.Code = "charter.goal.no_unit"
	CodeNoDirection      finding.Code = "charter.goal.no_direction"
	CodeNoBaseline       finding.Code = "charter.goal.no_baseline"
	CodeNoTarget         finding.Code = "charter.goal.no_target"
	CodeNoSource         finding.Code = "charter.goal.no_source"
	CodeTargetIsBaseline finding.Code = "charter.goal.target_is_baseline"
	CodeTargetBackwards  finding.Code = "charter.goal.target_backwards"
	CodeMetricUnit       finding.Code = "charter.goal.metric_unit"
	CodeMetricRange      finding.Code = "charter.goal.metric_range"

	CodeUnsupported      finding.Code = "charter.goal.unsupported"
	CodeBeyondExperience finding.Code = "charter.goal.beyond_experience"
	CodeOverCapacity     finding.Code = "charter.goal.over_capacity"
	CodeDemandAmount     finding.Code = "charter.goal.demand_amount"

	CodeNoLink        finding.Code = "charter.goal.no_link"
	CodeOwnParent     finding.Code = "charter.goal.own_parent"
	CodeUnknownParent finding.Code = "charter.goal.unknown_parent"
	CodeUnknownNeed   finding.Code = "charter.goal.unknown_need"
	CodeNoWeight      finding.Code = "charter.weight.missing"
	CodeWeightBounds  finding.Code = "charter.weight.bounds"

	CodeNoDue             finding.Code = "charter.goal.no_due_date"
	CodeDueOutside        finding.Code = "charter.goal.due_outside_window"
	CodeNoWindow          finding.Code = "charter.window.missing"
	CodeNoCheckpoints     finding.Code = "charter.goal.no_checkpoints"
	CodeCheckpointUndated finding.Code = "charter.checkpoint.undated"
	CodeCheckpointTwice   finding.Code = "charter.checkpoint.twice"
	CodeCheckpointLate    finding.Code = "charter.checkpoint.not_before_due"
	CodeCheckpointEarly   finding.Code = "charter.checkpoint.before_start"

	CodeAttestationIncomplete finding.Code = "charter.attestation.incomplete"
	CodeAttestationStale      finding.Code = "charter.attestation.stale"
)

// Codes of what [CheckTree] and [CheckNeeds] find.
const (
	CodeGoalCycle       finding.Code = "charter.goals.cycle"
	CodeWeightSum       finding.Code = "charter.goals.weight_sum"
	CodeOppositeGoals   finding.Code = "charter.goals.opposite_direction"
	CodeTwoBaselines    finding.Code = "charter.goals.two_baselines"
	CodeSharedCapacity  finding.Code = "charter.goals.shared_capacity"
	CodeNeedIncomplete  finding.Code = "charter.need.incomplete"
	CodeNeedUncovered   finding.Code = "charter.need.uncovered"
	CodeGoalWithoutNeed finding.Code = "charter.goal.without_need"
)

// Codes of what [Standard.Check] and [CheckFrozen] find.
const (
	CodeNoLimit          finding.Code = "charter.standard.no_limit"
	CodeLimitUnknownGoal finding.Code = "charter.limit.unknown_goal"
	CodeLimitTwice       finding.Code = "charter.limit.twice"
	CodeLimitMissing     finding.Code = "charter.limit.missing"
	CodeLimitOrder       finding.Code = "charter.limit.order"
	CodeMustUnlimited    finding.Code = "charter.rule.must_without_limit"
	CodeRuleMissing      finding.Code = "charter.rule.missing"
	CodeRuleOrder        finding.Code = "charter.rule.order"
	CodeRuleBounds       finding.Code = "charter.rule.bounds"
	CodeFrozenBroken     finding.Code = "charter.frozen.broken"
	CodeStandardChanged  finding.Code = "charter.frozen.standard_changed"
	CodeGoalAdded        finding.Code = "charter.frozen.goal_added"
	CodeTermsChanged     finding.Code = "charter.frozen.terms_changed"
	CodeGoalRemoved      finding.Code = "charter.frozen.goal_removed"
)

// Codes of what [Check] finds in the record.
const (
	CodeNoID             finding.Code = "charter.id.missing"
	CodeDuplicateID      finding.Code = "charter.id.duplicate"
	CodeUnknownWord      finding.Code = "charter.value.unknown"
	CodeRecordIncomplete finding.Code = "charter.record.incomplete"
	CodeRecordThin       finding.Code = "charter.record.thin"
	CodeRowIncomplete    finding.Code = "charter.row.incomplete"
	CodeWindowReversed   finding.Code = "charter.window.reversed"
	CodeSeatIncomplete   finding.Code = "charter.seat.incomplete"
	CodeSeatTwice        finding.Code = "charter.seat.twice"
	CodeOwnerOutside     finding.Code = "charter.goal.owner_outside_team"
	CodeNoResourceKind   finding.Code = "charter.resource.kind_missing"
	CodeNegative         finding.Code = "charter.value.negative"
	CodeTooMany          finding.Code = "charter.record.too_many"
	CodeTextTooLong      finding.Code = "charter.record.text_too_long"
)

// Codes of what [Strategy.Check], [Strategy.Due] and [Budget.Check] find.
const (
	CodeStrategyThin        finding.Code = "charter.strategy.thin"
	CodeAssumptionUnchecked finding.Code = "charter.assumption.unchecked" // no day is set by which it is checked
	CodeAssumptionUnlinked  finding.Code = "charter.assumption.unlinked"  // no task or risk rests on it
	CodeAssumptionExpired   finding.Code = "charter.assumption.expired"   // want is the last day for the check, got the day asked about
	CodeAssumptionFailed    finding.Code = "charter.assumption.failed"    // got is the day it was found not to hold
	CodeTrialUndated        finding.Code = "charter.trial.undated"
	CodeTrialOrder          finding.Code = "charter.trial.order" // before the one above it, which want dates
	CodeNoCurrency          finding.Code = "charter.budget.currency_missing"
	CodeOtherCurrency       finding.Code = "charter.budget.other_currency"
)

// Codes of the remedies that those findings name.
const (
	RemedyState          finding.Code = "charter.remedy.state_goal_plainly"
	RemedyNameOwner      finding.Code = "charter.remedy.name_owner"
	RemedySplitGoal      finding.Code = "charter.remedy.split_goal"
	RemedyCompleteMetric finding.Code = "charter.remedy.complete_metric"
	RemedySetTarget      finding.Code = "charter.remedy.set_target"
	RemedySupport        finding.Code = "charter.remedy.give_evidence_or_attest"
	RemedyAttest         finding.Code = "charter.remedy.attest"
	RemedyLowerDemand    finding.Code = "charter.remedy.lower_demand"
	RemedyStateDemand    finding.Code = "charter.remedy.state_demand"
	RemedyLink           finding.Code = "charter.remedy.link_goal"
	RemedySetWeight      finding.Code = "charter.remedy.set_weight"
	RemedySetDue         finding.Code = "charter.remedy.set_due_date"
	RemedySetWindow      finding.Code = "charter.remedy.set_window"
	RemedySetCheckpoints finding.Code = "charter.remedy.set_checkpoints"
	RemedyReconcile      finding.Code = "charter.remedy.reconcile_goals"
	RemedyTraceNeed      finding.Code = "charter.remedy.trace_need"
	RemedyCompleteNeed   finding.Code = "charter.remedy.complete_need"
	RemedySetLimit       finding.Code = "charter.remedy.set_limit"
	RemedySetRule        finding.Code = "charter.remedy.set_rule"
	RemedyRestore        finding.Code = "charter.remedy.restore_frozen"
	RemedyRequestChange  finding.Code = "charter.remedy.request_change"
	RemedyUniqueID       finding.Code = "charter.remedy.give_unique_id"
	RemedyUseNamedWord   finding.Code = "charter.remedy.use_named_word"
	RemedyCompleteRecord finding.Code = "charter.remedy.complete_record"
	RemedySplitCharter   finding.Code = "charter.remedy.split_charter"
	RemedyShortenText    finding.Code = "charter.remedy.shorten_text"

	RemedyCompleteStrategy finding.Code = "charter.remedy.complete_strategy"
	RemedyCheckAssumption  finding.Code = "charter.remedy.check_assumption"
	RemedyLinkAssumption   finding.Code = "charter.remedy.link_assumption"
	RemedyActOnAssumption  finding.Code = "charter.remedy.act_on_assumption"
	RemedyCompleteBudget   finding.Code = "charter.remedy.complete_budget"
)

// Codes lists every code that a finding of this package can carry, findings
// first, then remedies. The caller owns the slice.
func Codes() []finding.Code {
	return []finding.Code{
		CodeNoStatement, CodeNoObject, CodeNoScope, CodeNoOwner, CodeObjectNotNamed, CodeSeveralOutcomes, CodeVague,
		CodeNoMetric, CodeNoUnit, CodeNoDirection, CodeNoBaseline, CodeNoTarget, CodeNoSource, CodeTargetIsBaseline,
		CodeTargetBackwards, CodeMetricUnit, CodeMetricRange, CodeUnsupported, CodeBeyondExperience, CodeOverCapacity,
		CodeDemandAmount, CodeNoLink, CodeOwnParent, CodeUnknownParent, CodeUnknownNeed, CodeNoWeight,
		CodeWeightBounds, CodeNoDue, CodeDueOutside, CodeNoWindow, CodeNoCheckpoints, CodeCheckpointUndated,
		CodeCheckpointTwice, CodeCheckpointLate, CodeCheckpointEarly, CodeAttestationIncomplete, CodeAttestationStale,
		CodeGoalCycle, CodeWeightSum, CodeOppositeGoals, CodeTwoBaselines, CodeSharedCapacity, CodeNeedIncomplete,
		CodeNeedUncovered, CodeGoalWithoutNeed, CodeNoLimit, CodeLimitUnknownGoal, CodeLimitTwice, CodeLimitMissing,
		CodeLimitOrder, CodeMustUnlimited, CodeRuleMissing, CodeRuleOrder, CodeRuleBounds, CodeFrozenBroken,
		CodeStandardChanged, CodeGoalAdded, CodeTermsChanged, CodeGoalRemoved, CodeNoID, CodeDuplicateID,
		CodeUnknownWord, CodeRecordIncomplete, CodeRecordThin, CodeRowIncomplete, CodeWindowReversed,
		CodeSeatIncomplete, CodeSeatTwice, CodeOwnerOutside, CodeNoResourceKind, CodeNegative, CodeTooMany,
		CodeTextTooLong, CodeStrategyThin, CodeAssumptionUnchecked, CodeAssumptionUnlinked, CodeAssumptionExpired,
		CodeAssumptionFailed, CodeTrialUndated, CodeTrialOrder, CodeNoCurrency, CodeOtherCurrency,

		RemedyState, RemedyNameOwner, RemedySplitGoal, RemedyCompleteMetric, RemedySetTarget, RemedySupport,
		RemedyAttest, RemedyLowerDemand, RemedyStateDemand, RemedyLink, RemedySetWeight, RemedySetDue, RemedySetWindow,
		RemedySetCheckpoints, RemedyReconcile, RemedyTraceNeed, RemedyCompleteNeed, RemedySetLimit, RemedySetRule,
		RemedyRestore, RemedyRequestChange, RemedyUniqueID, RemedyUseNamedWord, RemedyCompleteRecord,
		RemedySplitCharter, RemedyShortenText, RemedyCompleteStrategy, RemedyCheckAssumption, RemedyLinkAssumption,
		RemedyActOnAssumption, RemedyCompleteBudget,
	}
}
