package schedule

import (
	"slices"

	"github.com/milepost-go/milepost/lifecycle/finding"
)

// Codes of what [Check] and [Compute] find.
const (
	CodeNoStart           finding.Code = "schedule.plan.no_start"
	CodeNoFinish          finding.Code = "schedule.plan.no_finish"
	CodeTooLarge          finding.Code = "schedule.plan.too_large"
	CodeNoID              finding.Code = "schedule.id.missing"
	CodeDuplicateID       finding.Code = "schedule.id.duplicate"
	CodeUnknownParent     finding.Code = "schedule.task.unknown_parent"
	CodeParentLater       finding.Code = "schedule.task.parent_later"
	CodeUnknownCalendar   finding.Code = "schedule.calendar.unknown"
	CodeCalendarCycle     finding.Code = "schedule.calendar.cycle"
	CodeCalendarFault     finding.Code = "schedule.calendar.fault"
	CodeNegativeDuration  finding.Code = "schedule.task.negative_duration"
	CodeExcessiveDuration finding.Code = "schedule.task.excessive_duration"
	CodeConstraintUndated finding.Code = "schedule.task.constraint_without_date"
	CodeManualUndated     finding.Code = "schedule.task.manual_without_dates"
	CodeManualReversed    finding.Code = "schedule.task.manual_finish_before_start"
	CodeBadSplit          finding.Code = "schedule.task.bad_split"
	CodeDateRange         finding.Code = "schedule.date.out_of_range"
	CodePercentRange      finding.Code = "schedule.progress.percent_range"
	CodeFinishUnstarted   finding.Code = "schedule.progress.finish_without_start"
	CodeFinishBeforeStart finding.Code = "schedule.progress.finish_before_start"
	CodePercentUnstarted  finding.Code = "schedule.progress.percent_without_start"
	CodeNegativeProgress  finding.Code = "schedule.progress.negative"
	CodeUnknownLinkEnd    finding.Code = "schedule.link.unknown_task"
	CodeSelfLink          finding.Code = "schedule.link.to_itself"
	CodeFamilyLink        finding.Code = "schedule.link.to_own_summary"
	CodeExcessiveLag      finding.Code = "schedule.link.excessive_lag"
	CodeCycle             finding.Code = "schedule.link.cycle"
	CodeUnknownTask       finding.Code = "schedule.assignment.unknown_task"
	CodeUnknownResource   finding.Code = "schedule.assignment.unknown_resource"
	CodeBadKind           finding.Code = "schedule.value.unknown_kind"
	CodeConstraintBeaten  finding.Code = "schedule.conflict.constraint_beats_link"
	CodeDeadlineMissed    finding.Code = "schedule.conflict.deadline_missed"
	CodeNegativeFloat     finding.Code = "schedule.conflict.negative_float"
)

// Codes of the remedies that those findings name.
const (
	RemedySetStart        finding.Code = "schedule.remedy.set_project_start"
	RemedySetFinish       finding.Code = "schedule.remedy.set_project_finish"
	RemedyUniqueID        finding.Code = "schedule.remedy.give_unique_id"
	RemedyOrderTasks      finding.Code = "schedule.remedy.put_parent_first"
	RemedyNameCalendar    finding.Code = "schedule.remedy.name_existing_calendar"
	RemedyMendCalendar    finding.Code = "schedule.remedy.mend_calendar"
	RemedyMendDuration    finding.Code = "schedule.remedy.mend_duration"
	RemedyDateConstraint  finding.Code = "schedule.remedy.date_the_constraint"
	RemedyDateManual      finding.Code = "schedule.remedy.date_the_task"
	RemedyMendProgress    finding.Code = "schedule.remedy.mend_progress"
	RemedyRemoveLink      finding.Code = "schedule.remedy.remove_link"
	RemedyMendLink        finding.Code = "schedule.remedy.mend_link"
	RemedyMendAssignment  finding.Code = "schedule.remedy.mend_assignment"
	RemedyMoveConstraint  finding.Code = "schedule.remedy.move_constraint"
	RemedyShortenPath     finding.Code = "schedule.remedy.shorten_path"
	RemedySplitPlan       finding.Code = "schedule.remedy.split_plan"
	RemedyUseNamedKind    finding.Code = "schedule.remedy.use_named_kind"
	RemedyMendSplit       finding.Code = "schedule.remedy.mend_split"
	RemedyKeepDatesInside finding.Code = "schedule.remedy.keep_dates_inside"
)

// Codes returns every code of this package, findings and remedies, in the
// order of their declaration, those of edits, of progress, the names of open
// work and of causes of slip last. The caller owns the slice.
func Codes() []finding.Code {
	return slices.Concat([]finding.Code{
		CodeNoStart, CodeNoFinish, CodeTooLarge, CodeNoID, CodeDuplicateID, CodeUnknownParent, CodeParentLater,
		CodeUnknownCalendar, CodeCalendarCycle, CodeCalendarFault, CodeNegativeDuration, CodeExcessiveDuration,
		CodeConstraintUndated, CodeManualUndated, CodeManualReversed, CodeBadSplit, CodeDateRange, CodePercentRange,
		CodeFinishUnstarted, CodeFinishBeforeStart, CodePercentUnstarted, CodeNegativeProgress, CodeUnknownLinkEnd,
		CodeSelfLink, CodeFamilyLink, CodeExcessiveLag, CodeCycle, CodeUnknownTask, CodeUnknownResource, CodeBadKind,
		CodeConstraintBeaten, CodeDeadlineMissed, CodeNegativeFloat,
		RemedySetStart, RemedySetFinish, RemedyUniqueID, RemedyOrderTasks, RemedyNameCalendar, RemedyMendCalendar,
		RemedyMendDuration, RemedyDateConstraint, RemedyDateManual, RemedyMendProgress, RemedyRemoveLink,
		RemedyMendLink, RemedyMendAssignment, RemedyMoveConstraint, RemedyShortenPath, RemedySplitPlan,
		RemedyUseNamedKind, RemedyMendSplit, RemedyKeepDatesInside,
	}, editCodes(), progressCodes(), worklistCodes(), slipCodes())
}
