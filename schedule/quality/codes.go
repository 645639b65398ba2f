package quality

import "github.com/milepost-go/milepost/lifecycle/finding"

// Codes of checks that failed, one for each point. The subject is the plan,
// its field the point; Want is the limit and Got the ratio.
const (
	CodeLogic            finding.Code = "quality.check.logic"
	CodeLeads            finding.Code = "quality.check.leads"
	CodeLags             finding.Code = "quality.check.lags"
	CodeLinkTypes        finding.Code = "quality.check.link_types"
	CodeHardConstraints  finding.Code = "quality.check.hard_constraints"
	CodeHighFloat        finding.Code = "quality.check.high_float"
	CodeNegativeFloat    finding.Code = "quality.check.negative_float"
	CodeHighDuration     finding.Code = "quality.check.high_duration"
	CodeInvalidDates     finding.Code = "quality.check.invalid_dates"
	CodeResources        finding.Code = "quality.check.resources"
	CodeMissedTasks      finding.Code = "quality.check.missed_tasks"
	CodePathTest         finding.Code = "quality.check.critical_path_test"
	CodePathLength       finding.Code = "quality.check.critical_path_length_index"
	CodeExecution        finding.Code = "quality.check.baseline_execution_index"
	CodeHitTasks         finding.Code = "quality.check.hit_tasks"
	CodeCurrentExecution finding.Code = "quality.check.current_execution_index"
	CodePercentComplete  finding.Code = "quality.check.schedule_percent_complete"
	CodeOpenEnds         finding.Code = "quality.check.open_ends"
	CodeSummaryLinks     finding.Code = "quality.check.summary_links"
	CodeUntraced         finding.Code = "quality.check.untraced"
	CodeRollup           finding.Code = "quality.check.rollup"
	CodeManualDates      finding.Code = "quality.check.manual_dates"
	CodeEstimates        finding.Code = "quality.check.estimated_durations"
	CodeOverload         finding.Code = "quality.check.overload"
	CodeOutOfSequence    finding.Code = "quality.check.out_of_sequence"
	CodeUnbaselined      finding.Code = "quality.check.unbaselined"
	// CodeNotApplicable: the check could not be made, Got says why.
	CodeNotApplicable finding.Code = "quality.check.not_applicable"
)

// Codes of single offences. The subject is a task or a link.
const (
	CodeNoPredecessor  finding.Code = "quality.task.no_predecessor"
	CodeNoSuccessor    finding.Code = "quality.task.no_successor"
	CodeOpenStart      finding.Code = "quality.task.open_start"
	CodeOpenFinish     finding.Code = "quality.task.open_finish"
	CodeLead           finding.Code = "quality.link.lead"
	CodeLag            finding.Code = "quality.link.lag"
	CodeLinkType       finding.Code = "quality.link.not_finish_to_start"
	CodeStartToFinish  finding.Code = "quality.link.start_to_finish"
	CodeSummaryLink    finding.Code = "quality.link.at_summary"
	CodeSequence       finding.Code = "quality.link.out_of_sequence"
	CodeHardConstraint finding.Code = "quality.task.hard_constraint"
	CodeManual         finding.Code = "quality.task.dates_by_hand"
	CodeFloatHigh      finding.Code = "quality.task.high_float"
	CodeFloatNegative  finding.Code = "quality.task.negative_float"
	CodeDurationHigh   finding.Code = "quality.task.high_duration"
	CodeEstimate       finding.Code = "quality.task.duration_unconfirmed"
	CodeActualAhead    finding.Code = "quality.task.actual_after_status"
	CodeForecastBehind finding.Code = "quality.task.forecast_before_status"
	CodeNoResource     finding.Code = "quality.task.no_resource"
	CodeOverloaded     finding.Code = "quality.task.overloaded_resource"
	CodeMissed         finding.Code = "quality.task.baseline_finish_missed"
	CodeDueOpen        finding.Code = "quality.task.due_not_finished"
	CodeForecastMissed finding.Code = "quality.task.forecast_missed"
	CodeNoBaseline     finding.Code = "quality.task.no_baseline"
	CodePathBroken     finding.Code = "quality.task.finish_does_not_follow"
	CodeUntracedTask   finding.Code = "quality.task.leads_nowhere"
	CodeSummaryDates   finding.Code = "quality.task.summary_dates_differ"
)

// Codes of what the practices add. The subject is the plan.
const (
	CodeNoStartMilestone  finding.Code = "quality.plan.no_start_milestone"
	CodeNoFinishMilestone finding.Code = "quality.plan.no_finish_milestone"
	CodeNoRiskAnalysis    finding.Code = "quality.plan.no_risk_analysis"
	CodeNoStatus          finding.Code = "quality.plan.no_status"
)

// Codes of what is wrong with the rows and the limits given.
const (
	CodeRowNoID      finding.Code = "quality.row.no_id"
	CodeRowDuplicate finding.Code = "quality.row.duplicate_id"
	CodeRowParent    finding.Code = "quality.row.unknown_parent"
	CodeRowNegative  finding.Code = "quality.row.negative_duration"
	CodeRowSelfTie   finding.Code = "quality.row.link_to_itself"
	CodeLimit        finding.Code = "quality.limits.unusable"
)

// Codes of the remedies that those findings name.
const (
	RemedyLinkPredecessor       finding.Code = "quality.remedy.link_predecessor"
	RemedyLinkSuccessor         finding.Code = "quality.remedy.link_successor"
	RemedyLinkTasks             finding.Code = "quality.remedy.link_tasks_instead"
	RemedyLinkInstead           finding.Code = "quality.remedy.link_instead_of_constraint"
	RemedyFinishToStart         finding.Code = "quality.remedy.finish_to_start"
	RemedyTaskForLag            finding.Code = "quality.remedy.task_instead_of_lag"
	RemedySplitTask             finding.Code = "quality.remedy.split_task"
	RemedyScheduleAutomatically finding.Code = "quality.remedy.schedule_automatically"
	RemedyMendLogic             finding.Code = "quality.remedy.mend_logic"
	RemedyRecover               finding.Code = "quality.remedy.plan_recovery"
	RemedyConfirmDuration       finding.Code = "quality.remedy.confirm_duration"
	RemedyAssign                finding.Code = "quality.remedy.assign_resource"
	RemedyLevel                 finding.Code = "quality.remedy.level_resource"
	RemedyMendActual            finding.Code = "quality.remedy.mend_actual"
	RemedyReschedule            finding.Code = "quality.remedy.reschedule_after_status"
	RemedyForecast              finding.Code = "quality.remedy.forecast_honestly"
	RemedyBaseline              finding.Code = "quality.remedy.baseline_task"
	RemedyAddMilestone          finding.Code = "quality.remedy.add_milestone"
	RemedyAnalyseRisk           finding.Code = "quality.remedy.analyse_risk"
	RemedyTakeStatus            finding.Code = "quality.remedy.take_status"
	RemedyStateInput            finding.Code = "quality.remedy.state_input"
	RemedyMendRow               finding.Code = "quality.remedy.mend_row"
	RemedyMendLimit             finding.Code = "quality.remedy.mend_limit"
)

// Codes returns every code of this package, findings and remedies, in the
// order of their declaration. The caller owns the slice.
func Codes() []finding.Code {
	return []finding.Code{
		CodeLogic, CodeLeads, CodeLags, CodeLinkTypes, CodeHardConstraints, CodeHighFloat, CodeNegativeFloat,
		CodeHighDuration, CodeInvalidDates, CodeResources, CodeMissedTasks, CodePathTest, CodePathLength, CodeExecution,
		CodeHitTasks, CodeCurrentExecution, CodePercentComplete, CodeOpenEnds, CodeSummaryLinks, CodeUntraced, CodeRollup,
		CodeManualDates, CodeEstimates, CodeOverload, CodeOutOfSequence, CodeUnbaselined, CodeNotApplicable,
		CodeNoPredecessor, CodeNoSuccessor, CodeOpenStart, CodeOpenFinish, CodeLead, CodeLag, CodeLinkType,
		CodeStartToFinish, CodeSummaryLink, CodeSequence, CodeHardConstraint, CodeManual, CodeFloatHigh, CodeFloatNegative,
		CodeDurationHigh, CodeEstimate, CodeActualAhead, CodeForecastBehind, CodeNoResource, CodeOverloaded, CodeMissed,
		CodeDueOpen, CodeForecastMissed, CodeNoBaseline, CodePathBroken, CodeUntracedTask, CodeSummaryDates,
		CodeNoStartMilestone, CodeNoFinishMilestone, CodeNoRiskAnalysis, CodeNoStatus,
		CodeRowNoID, CodeRowDuplicate, CodeRowParent, CodeRowNegative, CodeRowSelfTie, CodeLimit,
		RemedyLinkPredecessor, RemedyLinkSuccessor, RemedyLinkTasks, RemedyLinkInstead, RemedyFinishToStart,
		RemedyTaskForLag, RemedySplitTask, RemedyScheduleAutomatically, RemedyMendLogic, RemedyRecover,
		RemedyConfirmDuration, RemedyAssign, RemedyLevel, RemedyMendActual, RemedyReschedule, RemedyForecast,
		RemedyBaseline, RemedyAddMilestone, RemedyAnalyseRisk, RemedyTakeStatus, RemedyStateInput, RemedyMendRow,
		RemedyMendLimit,
	}
}
