package schedule

import "github.com/milepost-go/milepost/lifecycle/finding"

// Codes of what [CheckProgress] finds, besides CodePercentUnstarted.
const (
	CodePartsDiffer       finding.Code = "schedule.progress.parts_differ"
	CodeWorkDiffers       finding.Code = "schedule.progress.work_differs"
	CodePercentDiffers    finding.Code = "schedule.progress.percent_differs"
	CodeFinishedPartly    finding.Code = "schedule.progress.finished_partly"
	CodeCompleteOpen      finding.Code = "schedule.progress.complete_without_finish"
	CodeDoneUnstarted     finding.Code = "schedule.progress.done_without_start"
	CodeOutOfSequence     finding.Code = "schedule.progress.out_of_sequence"
	CodeUnfinishedPast    finding.Code = "schedule.progress.unfinished_before_data_date"
	CodeActualFuture      finding.Code = "schedule.progress.actual_after_data_date"
	CodeProgressOnSummary finding.Code = "schedule.progress.on_summary"
)

// Codes of the remedies that only those findings name.
const (
	RemedyRecordFinish  finding.Code = "schedule.remedy.record_finish"
	RemedyRecordStart   finding.Code = "schedule.remedy.record_start"
	RemedyRecordParts   finding.Code = "schedule.remedy.record_done_and_left"
	RemedyReviewLink    finding.Code = "schedule.remedy.review_link"
	RemedyReschedule    finding.Code = "schedule.remedy.reschedule_after_data_date"
	RemedyMendActual    finding.Code = "schedule.remedy.mend_actual_date"
	RemedyRecordOnTasks finding.Code = "schedule.remedy.record_on_tasks"
)

// Codes of what [CheckMilestones] and [Windows] find.
const (
	CodeMilestoneUnknownTask  finding.Code = "schedule.milestone.unknown_task"
	CodeMilestoneTwice        finding.Code = "schedule.milestone.twice"
	CodeMilestoneNoPoint      finding.Code = "schedule.milestone.not_a_point"
	CodeMilestoneWeight       finding.Code = "schedule.milestone.negative_weight"
	CodeMilestoneNoOwner      finding.Code = "schedule.milestone.no_owner"
	CodeMilestoneNoCriteria   finding.Code = "schedule.milestone.no_criteria"
	CodeMilestoneUnmet        finding.Code = "schedule.milestone.criteria_unmet"
	CodeMilestoneNotAccepted  finding.Code = "schedule.milestone.not_accepted"
	CodeMilestoneUnregistered finding.Code = "schedule.milestone.unregistered"
	CodePhaseTwice            finding.Code = "schedule.phase.twice"
	CodePhaseUnknownTask      finding.Code = "schedule.phase.unknown_task"
	CodePhaseNoTasks          finding.Code = "schedule.phase.no_tasks"
	CodePhaseNoGate           finding.Code = "schedule.phase.no_gate"
)

// Codes of the remedies that only those findings name.
const (
	RemedyKeepOneEntry      finding.Code = "schedule.remedy.keep_one_entry"
	RemedyMarkMilestone     finding.Code = "schedule.remedy.mark_milestone"
	RemedyMendWeight        finding.Code = "schedule.remedy.mend_weight"
	RemedyNameOwner         finding.Code = "schedule.remedy.name_owner"
	RemedyStateCriteria     finding.Code = "schedule.remedy.state_criteria"
	RemedyMeetOrOverride    finding.Code = "schedule.remedy.meet_or_override"
	RemedyRegisterMilestone finding.Code = "schedule.remedy.register_milestone"
	RemedyTieTasks          finding.Code = "schedule.remedy.tie_tasks"
	RemedyTieGate           finding.Code = "schedule.remedy.tie_gate"
)

// Codes of what [Refresh] and [CheckExternals] find.
const (
	CodeExternalMissing  finding.Code = "schedule.external.missing"
	CodeExternalUndated  finding.Code = "schedule.external.undated"
	CodeExternalMoved    finding.Code = "schedule.external.moved"
	CodeExternalPercent  finding.Code = "schedule.external.percent_lag"
	CodeExternalStale    finding.Code = "schedule.external.stale"
	CodeExternalNoSource finding.Code = "schedule.external.no_source"
)

// RemedyTakeExternal: take the date from the other project anew.
const RemedyTakeExternal finding.Code = "schedule.remedy.take_external_date"

// progressCodes lists the codes above, findings first.
func progressCodes() []finding.Code {
	return []finding.Code{
		CodePartsDiffer, CodeWorkDiffers, CodePercentDiffers, CodeFinishedPartly, CodeCompleteOpen, CodeDoneUnstarted,
		CodeOutOfSequence, CodeUnfinishedPast, CodeActualFuture, CodeProgressOnSummary,
		CodeMilestoneUnknownTask, CodeMilestoneTwice, CodeMilestoneNoPoint, CodeMilestoneWeight, CodeMilestoneNoOwner,
		CodeMilestoneNoCriteria, CodeMilestoneUnmet, CodeMilestoneNotAccepted, CodeMilestoneUnregistered,
		CodePhaseTwice, CodePhaseUnknownTask, CodePhaseNoTasks, CodePhaseNoGate,
		CodeExternalMissing, CodeExternalUndated, CodeExternalMoved, CodeExternalPercent, CodeExternalStale, CodeExternalNoSource,
		RemedyRecordFinish, RemedyRecordStart, RemedyRecordParts, RemedyReviewLink, RemedyReschedule, RemedyMendActual, RemedyRecordOnTasks,
		RemedyKeepOneEntry, RemedyMarkMilestone, RemedyMendWeight, RemedyNameOwner, RemedyStateCriteria, RemedyMeetOrOverride,
		RemedyRegisterMilestone, RemedyTieTasks, RemedyTieGate, RemedyTakeExternal,
	}
}
