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

// progressCodes lists the codes above, findings first.
func progressCodes() []finding.Code {
	return []finding.Code{
		CodePartsDiffer, CodeWorkDiffers, CodePercentDiffers, CodeFinishedPartly, CodeCompleteOpen, CodeDoneUnstarted,
		CodeOutOfSequence, CodeUnfinishedPast, CodeActualFuture, CodeProgressOnSummary,
		RemedyRecordFinish, RemedyRecordStart, RemedyRecordParts, RemedyReviewLink, RemedyReschedule, RemedyMendActual, RemedyRecordOnTasks,
	}
}
