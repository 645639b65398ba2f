package sra

import "github.com/milepost-go/milepost/lifecycle/finding"

// Codes of what is wrong with the question. They block the run.
const (
	CodeTrials          finding.Code = "sra.options.trials"
	CodeTooMany         finding.Code = "sra.options.too_many"
	CodeConvergence     finding.Code = "sra.options.convergence"
	CodeUnknownTask     finding.Code = "sra.options.unknown_task"
	CodeUnknownRisk     finding.Code = "sra.options.unknown_risk"
	CodeUnknownCalendar finding.Code = "sra.options.unknown_calendar"
	CodeUnknownDriver   finding.Code = "sra.options.unknown_driver"
	CodeTwice           finding.Code = "sra.options.twice"
	CodeNoID            finding.Code = "sra.options.no_id"
	CodeNoDistribution  finding.Code = "sra.input.no_distribution"
	CodeBadDistribution finding.Code = "sra.input.bad_distribution"
	CodeNegative        finding.Code = "sra.input.negative"
	CodeTooLong         finding.Code = "sra.input.too_long"
	CodeTooDear         finding.Code = "sra.input.too_dear"
	CodeProbability     finding.Code = "sra.input.probability"
	CodeCorrelation     finding.Code = "sra.input.correlation"
	CodeCurrency        finding.Code = "sra.input.currency"
	CodeRange           finding.Code = "sra.input.range"
	CodeVariants        finding.Code = "sra.input.too_many_variants"
	CodeBeyondCalendar  finding.Code = "sra.plan.beyond_calendar"
	CodePlan            finding.Code = "sra.plan.not_computable"
	CodeShard           finding.Code = "sra.shard.impossible" // a figure of a shard that no run can have led to
)

// Codes of what is worth knowing about the answer.
const (
	CodeEmptyRegister   finding.Code = "sra.register.empty"
	CodeNothingVaries   finding.Code = "sra.input.nothing_varies"
	CodeDoesNotVary     finding.Code = "sra.input.task_does_not_vary"
	CodeRiskUnrated     finding.Code = "sra.risk.unrated"
	CodeRiskUnplaced    finding.Code = "sra.risk.names_no_task"
	CodeRiskUnsized     finding.Code = "sra.risk.no_size"        // of an effect whose level states no likely number
	CodeImpactEmpty     finding.Code = "sra.risk.impact_no_size" // of an impact on a task, and the rating states no delay
	CodeUnrelated       finding.Code = "sra.input.correlated_task_does_not_vary"
	CodeSlow            finding.Code = "sra.plan.slow"
	CodePartial         finding.Code = "sra.run.partial"
	CodeNotConverged    finding.Code = "sra.run.not_converged"
	CodeLogic           finding.Code = "sra.plan.logic_missing"
	CodeOpenEnds        finding.Code = "sra.plan.open_ends"
	CodeLeads           finding.Code = "sra.plan.leads"
	CodeLags            finding.Code = "sra.plan.lags"
	CodeHardConstraints finding.Code = "sra.plan.hard_constraints"
	CodeManualDates     finding.Code = "sra.plan.manual_dates"
	CodeNegativeFloat   finding.Code = "sra.plan.negative_float"
	CodeInvalidDates    finding.Code = "sra.plan.invalid_dates"
)

// The remedies.
const (
	RemedyTrials       finding.Code = "sra.remedy.choose_trials"
	RemedyFewer        finding.Code = "sra.remedy.ask_for_fewer"
	RemedyNameExisting finding.Code = "sra.remedy.name_existing"
	RemedyNameOnce     finding.Code = "sra.remedy.name_once"
	RemedyMendInput    finding.Code = "sra.remedy.mend_input"
	RemedyProbability  finding.Code = "sra.remedy.mend_probability"
	RemedyRate         finding.Code = "sra.remedy.rate_risk"
	RemedyPlace        finding.Code = "sra.remedy.name_tasks_of_risk"
	RemedyNameOpenTask finding.Code = "sra.remedy.name_open_task"
	RemedyEstimate     finding.Code = "sra.remedy.add_estimates"
	RemedyCurrency     finding.Code = "sra.remedy.use_one_currency"
	RemedyMendPlan     finding.Code = "sra.remedy.mend_plan"
	RemedyMoreTrials   finding.Code = "sra.remedy.make_more_trials"
	RemedyMakeAgain    finding.Code = "sra.remedy.make_shard_again"
)

// Codes returns every code of this package, findings first, then remedies. The
// caller owns the slice.
func Codes() []finding.Code {
	return []finding.Code{
		CodeTrials, CodeTooMany, CodeConvergence, CodeUnknownTask, CodeUnknownRisk, CodeUnknownCalendar, CodeUnknownDriver,
		CodeTwice, CodeNoID, CodeNoDistribution, CodeBadDistribution, CodeNegative, CodeTooLong, CodeTooDear,
		CodeProbability, CodeCorrelation, CodeCurrency, CodeRange, CodeVariants, CodeBeyondCalendar, CodePlan, CodeShard,
		CodeEmptyRegister, CodeNothingVaries, CodeDoesNotVary, CodeRiskUnrated, CodeRiskUnplaced, CodeRiskUnsized, CodeImpactEmpty, CodeUnrelated, CodeSlow,
		CodePartial, CodeNotConverged, CodeLogic, CodeOpenEnds, CodeLeads, CodeLags, CodeHardConstraints, CodeManualDates,
		CodeNegativeFloat, CodeInvalidDates,
		RemedyTrials, RemedyFewer, RemedyNameExisting, RemedyNameOnce, RemedyMendInput, RemedyProbability, RemedyRate,
		RemedyPlace, RemedyNameOpenTask, RemedyEstimate, RemedyCurrency, RemedyMendPlan, RemedyMoreTrials, RemedyMakeAgain,
	}
}
