package risk

import "github.com/milepost-go/milepost/lifecycle/finding"

// Codes of what [Matrix.Check] finds.
const (
	CodeLevelCount          finding.Code = "risk.matrix.level_count"
	CodeLevelName           finding.Code = "risk.matrix.level_name"
	CodeEdges               finding.Code = "risk.matrix.edges"
	CodeMatrixShape         finding.Code = "risk.matrix.shape"
	CodeCellUndefined       finding.Code = "risk.matrix.cell_undefined"
	CodeCellFalls           finding.Code = "risk.matrix.cell_falls"
	CodeScoreDisagrees      finding.Code = "risk.matrix.score_disagrees"
	CodeWeakConsistency     finding.Code = "risk.matrix.weak_consistency"
	CodeBetweenness         finding.Code = "risk.matrix.betweenness"
	CodeConsistentColouring finding.Code = "risk.matrix.consistent_colouring"
	CodeTellsNothingApart   finding.Code = "risk.matrix.tells_nothing_apart"
)

// Codes of what [Register.Check] and [Register.CheckActions] find.
const (
	CodeTooMany     finding.Code = "risk.register.too_many"
	CodeTextTooLong finding.Code = "risk.register.text_too_long"
	// CodeFractions: the numbers written as fractions have no common denominator
	// of reasonable size, so that no sum of them has either.
	CodeFractions    finding.Code = "risk.register.fractions"
	CodeCurrency     finding.Code = "risk.register.currency"
	CodeCadenceClass finding.Code = "risk.cadence.class"
	CodeCadenceDays  finding.Code = "risk.cadence.days"
	CodeNoCadence    finding.Code = "risk.cadence.missing"
	CodeCategoryPath finding.Code = "risk.category.parent_missing"

	CodeScaleAxis      finding.Code = "risk.scale.axis"
	CodeScaleUnit      finding.Code = "risk.scale.unit"
	CodeRangeMissing   finding.Code = "risk.scale.range_missing"
	CodeRangeOrder     finding.Code = "risk.scale.range_order"
	CodeRangeBounds    finding.Code = "risk.scale.range_bounds"
	CodeRangeGap       finding.Code = "risk.scale.range_gap"
	CodeTypicalOutside finding.Code = "risk.scale.typical_outside"

	CodeNoID            finding.Code = "risk.id.missing"
	CodeDuplicateID     finding.Code = "risk.id.duplicate"
	CodeUnknownWord     finding.Code = "risk.value.unknown"
	CodeNoCause         finding.Code = "risk.risk.no_cause"
	CodeNoEvent         finding.Code = "risk.risk.no_event"
	CodeNoEffect        finding.Code = "risk.risk.no_effect"
	CodeNoOwner         finding.Code = "risk.risk.no_owner"
	CodeCategoryUnknown finding.Code = "risk.risk.category_unknown"
	CodeWindowReversed  finding.Code = "risk.risk.window_reversed"
	CodeStillOpen       finding.Code = "risk.status.occurred_but_open"
	CodeNotOccurred     finding.Code = "risk.status.occurred_without_date"
	CodeNoIssue         finding.Code = "risk.status.occurred_without_issue"
	CodeEndUndated      finding.Code = "risk.status.ended_without_date"
	CodeTriggerFact     finding.Code = "risk.trigger.no_fact"
	CodeTriggerLimit    finding.Code = "risk.trigger.limit"
	CodeTriggerOrder    finding.Code = "risk.trigger.answered_before_it_fired"
	CodeTriggerWaits    finding.Code = "risk.trigger.unanswered"
	CodeCategoryTwice   finding.Code = "risk.category.twice"
	CodeCategoryCycle   finding.Code = "risk.category.cycle"

	CodeNotAssessed         finding.Code = "risk.assessment.missing"
	CodeAssessmentUndated   finding.Code = "risk.assessment.undated"
	CodeAssessorMissing     finding.Code = "risk.assessment.no_assessor"
	CodeTargetWorse         finding.Code = "risk.assessment.target_worse"
	CodeProbabilityBounds   finding.Code = "risk.rating.probability_bounds"
	CodeProbabilityOffLevel finding.Code = "risk.rating.probability_off_level"
	CodeUnknownLevel        finding.Code = "risk.rating.unknown_level"
	CodeNoScale             finding.Code = "risk.rating.no_scale" // got is a number, and no scale cuts it into the levels want
	CodeNoLikelihood        finding.Code = "risk.rating.no_likelihood"
	CodeNoEffectSize        finding.Code = "risk.rating.no_effect"
	CodeEffectTwice         finding.Code = "risk.rating.effect_twice"
	CodeEffectNegative      finding.Code = "risk.rating.effect_negative"
	CodeEffectOrder         finding.Code = "risk.rating.effect_order"
	CodeEffectOffLevel      finding.Code = "risk.rating.effect_off_level"
	CodeEffectUnit          finding.Code = "risk.rating.effect_unit"

	CodeStrategyMisfit   finding.Code = "risk.response.strategy_misfit"
	CodeResponseNoOwner  finding.Code = "risk.response.no_owner"
	CodeResponseNoDate   finding.Code = "risk.response.no_date"
	CodeResponseCost     finding.Code = "risk.response.cost"
	CodeResidualMissing  finding.Code = "risk.response.residual_missing"
	CodeResidualNoBetter finding.Code = "risk.response.residual_not_better"
	CodeCostsMore        finding.Code = "risk.response.costs_more_than_it_brings"
	CodeNoResponse       finding.Code = "risk.response.missing"
	CodeSecondaryUnknown finding.Code = "risk.response.secondary_unknown"
	CodeSecondaryCycle   finding.Code = "risk.response.secondary_cycle"
	CodeEscalatedToNone  finding.Code = "risk.response.escalated_to_nobody"
	CodeTaskUnknown      finding.Code = "risk.response.task_unknown"
	CodeNoTask           finding.Code = "risk.response.no_task"

	CodeEntryAmount        finding.Code = "risk.entry.amount"
	CodeEntryMinorUnit     finding.Code = "risk.entry.minor_unit"
	CodeEntryUndated       finding.Code = "risk.entry.undated"
	CodeEntryOrder         finding.Code = "risk.entry.order"
	CodeEntryApprover      finding.Code = "risk.entry.no_approver"
	CodeEntryReason        finding.Code = "risk.entry.no_reason"
	CodeEntryNoRisk        finding.Code = "risk.entry.no_risk"
	CodeEntryRiskUnknown   finding.Code = "risk.entry.risk_unknown"
	CodeReserveBelowZero   finding.Code = "risk.reserve.below_zero"
	CodeAllotmentOverdrawn finding.Code = "risk.reserve.allotment_overdrawn"

	CodeAnswerUndated finding.Code = "risk.answer.undated"
	CodeAnswerNoRisk  finding.Code = "risk.answer.no_risk"
)

// Codes of the remedies that those findings name.
const (
	RemedyMendShape     finding.Code = "risk.remedy.mend_shape"
	RemedyNameOnce      finding.Code = "risk.remedy.name_each_once"
	RemedyMendEdges     finding.Code = "risk.remedy.mend_edges"
	RemedyFillCell      finding.Code = "risk.remedy.fill_cell"
	RemedyRaiseCell     finding.Code = "risk.remedy.raise_cell"
	RemedyRecolour      finding.Code = "risk.remedy.recolour_cell"
	RemedySplitRegister finding.Code = "risk.remedy.split_register"
	RemedyShortenText   finding.Code = "risk.remedy.shorten_text"
	RemedyOneCurrency   finding.Code = "risk.remedy.use_one_currency"
	RemedyMendCadence   finding.Code = "risk.remedy.mend_cadence"
	RemedyListCategory  finding.Code = "risk.remedy.list_category"
	RemedyMatchAxis     finding.Code = "risk.remedy.match_axis"
	RemedyMendRange     finding.Code = "risk.remedy.mend_range"
	RemedyUniqueID      finding.Code = "risk.remedy.give_unique_id"
	RemedyUseNamedWord  finding.Code = "risk.remedy.use_named_word"
	RemedyDescribe      finding.Code = "risk.remedy.write_cause_event_effect"
	RemedyNameOwner     finding.Code = "risk.remedy.name_owner"
	RemedyMendDates     finding.Code = "risk.remedy.mend_dates"
	RemedyRaiseIssue    finding.Code = "risk.remedy.raise_issue"
	RemedyAssess        finding.Code = "risk.remedy.assess"
	RemedyMendRating    finding.Code = "risk.remedy.mend_rating"
	RemedyGiveScale     finding.Code = "risk.remedy.give_scale" // or state the level
	RemedyMendTrigger   finding.Code = "risk.remedy.mend_trigger"
	RemedyPlanResponse  finding.Code = "risk.remedy.plan_response"
	RemedyOtherResponse finding.Code = "risk.remedy.choose_other_response"
	RemedyMendLink      finding.Code = "risk.remedy.mend_link"

	RemedyAnswerTrigger  finding.Code = "risk.remedy.answer_trigger"
	RemedyMendEntry      finding.Code = "risk.remedy.mend_entry"
	RemedyNameApprover   finding.Code = "risk.remedy.name_approver"
	RemedyRaiseException finding.Code = "risk.remedy.raise_exception"
	RemedyGrantMore      finding.Code = "risk.remedy.grant_more"
	RemedyPlanTask       finding.Code = "risk.remedy.plan_task"
)

// Codes lists every code that a finding of this package can carry, findings
// first, then remedies. The caller owns the slice.
func Codes() []finding.Code {
	return []finding.Code{
		CodeLevelCount, CodeLevelName, CodeEdges, CodeMatrixShape, CodeCellUndefined, CodeCellFalls, CodeScoreDisagrees,
		CodeWeakConsistency, CodeBetweenness, CodeConsistentColouring, CodeTellsNothingApart,
		CodeTooMany, CodeTextTooLong, CodeFractions, CodeCurrency, CodeCadenceClass, CodeCadenceDays, CodeNoCadence, CodeCategoryPath,
		CodeScaleAxis, CodeScaleUnit, CodeRangeMissing, CodeRangeOrder, CodeRangeBounds, CodeRangeGap, CodeTypicalOutside,
		CodeNoID, CodeDuplicateID, CodeUnknownWord, CodeNoCause, CodeNoEvent, CodeNoEffect, CodeNoOwner,
		CodeCategoryUnknown, CodeWindowReversed, CodeStillOpen, CodeNotOccurred, CodeNoIssue, CodeEndUndated,
		CodeTriggerFact, CodeTriggerLimit, CodeTriggerOrder, CodeTriggerWaits, CodeCategoryTwice, CodeCategoryCycle,
		CodeNotAssessed, CodeAssessmentUndated, CodeAssessorMissing, CodeTargetWorse, CodeProbabilityBounds,
		CodeProbabilityOffLevel, CodeUnknownLevel, CodeNoScale, CodeNoLikelihood, CodeNoEffectSize, CodeEffectTwice, CodeEffectNegative,
		CodeEffectOrder, CodeEffectOffLevel, CodeEffectUnit,
		CodeStrategyMisfit, CodeResponseNoOwner, CodeResponseNoDate, CodeResponseCost, CodeResidualMissing,
		CodeResidualNoBetter, CodeCostsMore, CodeNoResponse, CodeSecondaryUnknown, CodeSecondaryCycle,
		CodeEscalatedToNone, CodeTaskUnknown, CodeNoTask,
		CodeEntryAmount, CodeEntryMinorUnit, CodeEntryUndated, CodeEntryOrder, CodeEntryApprover, CodeEntryReason, CodeEntryNoRisk,
		CodeEntryRiskUnknown, CodeReserveBelowZero, CodeAllotmentOverdrawn,
		CodeAnswerUndated, CodeAnswerNoRisk,

		RemedyMendShape, RemedyNameOnce, RemedyMendEdges, RemedyFillCell, RemedyRaiseCell, RemedyRecolour,
		RemedySplitRegister, RemedyShortenText, RemedyOneCurrency, RemedyMendCadence, RemedyListCategory, RemedyMatchAxis,
		RemedyMendRange, RemedyUniqueID, RemedyUseNamedWord, RemedyDescribe, RemedyNameOwner, RemedyMendDates,
		RemedyRaiseIssue, RemedyAssess, RemedyMendRating, RemedyGiveScale, RemedyMendTrigger, RemedyPlanResponse, RemedyOtherResponse,
		RemedyMendLink, RemedyAnswerTrigger, RemedyMendEntry, RemedyNameApprover, RemedyRaiseException, RemedyGrantMore, RemedyPlanTask,
	}
}
