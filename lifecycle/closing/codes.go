package closing

import "github.com/milepost-go/milepost/lifecycle/finding"

// Codes of what [Judge] finds.
const (
	CodeStandardBroken  finding.Code = "closing.outcome.standard_broken"
	CodeNoSuchGoal      finding.Code = "closing.outcome.no_such_goal"
	CodeNoSource        finding.Code = "closing.outcome.no_source"
	CodeNoMeasuringDate finding.Code = "closing.outcome.no_date"
	CodeMeasuredAfter   finding.Code = "closing.outcome.measured_after_closing"
	CodeNotMeasured     finding.Code = "closing.outcome.not_measured"
	CodeMeasureTwice    finding.Code = "closing.measurement.twice"
	CodeMeasureNoOwner  finding.Code = "closing.measurement.no_owner"
	CodeMeasureNotLater finding.Code = "closing.measurement.not_after_closing"
)

// Codes of what checks of problems, lessons and records find.
const (
	CodeUnknownWord       finding.Code = "closing.value.unknown"
	CodeDuplicateID       finding.Code = "closing.id.duplicate"
	CodeProblemIncomplete finding.Code = "closing.problem.incomplete"
	CodeNoSolution        finding.Code = "closing.problem.no_solution"
	CodeBothSolutions     finding.Code = "closing.problem.solved_and_unsolved"
	CodeSolvedBefore      finding.Code = "closing.problem.solved_before_raised"
	CodeNotCovered        finding.Code = "closing.problem.source_not_covered"
	CodeLessonIncomplete  finding.Code = "closing.lesson.incomplete"
	CodeLessonEvidence    finding.Code = "closing.lesson.no_evidence"
	CodeLessonMove        finding.Code = "closing.lesson.status_move"
	CodeReviewer          finding.Code = "closing.lesson.reviewer"
	CodeReviewDate        finding.Code = "closing.lesson.review_date"
	CodeNotReviewed       finding.Code = "closing.lesson.not_reviewed"
)

// Codes of what [Manifest.Check], [CheckNames] and [Verify] find.
const (
	CodeManifestBroken     finding.Code = "closing.manifest.broken"
	CodeManifestIncomplete finding.Code = "closing.manifest.incomplete"
	CodeExceptionOpen      finding.Code = "closing.exception.incomplete"
	CodeMissingKind        finding.Code = "closing.archive.missing_kind"
	CodeKindExcepted       finding.Code = "closing.archive.kind_excepted"
	CodeItemIncomplete     finding.Code = "closing.item.incomplete"
	CodeNoRetention        finding.Code = "closing.item.no_retention_class"
	CodeBadDigest          finding.Code = "closing.item.bad_digest"
	CodeBadName            finding.Code = "closing.name.not_clean"
	CodeNameTwice          finding.Code = "closing.name.twice"
	CodeNameIsFolder       finding.Code = "closing.name.is_folder"
	CodeChangedItem        finding.Code = "closing.item.changed"
	CodeMissingItem        finding.Code = "closing.item.missing"
	CodeExtraItem          finding.Code = "closing.item.extra"
	CodeUnreadable         finding.Code = "closing.item.unreadable"
)

// Codes of what [ReadBundle] finds besides.
const (
	CodeEntryForm      finding.Code = "closing.entry.form"
	CodeEntryEncrypted finding.Code = "closing.entry.encrypted"
)

// Codes of what steps and checks of offers, improvements and retention find.
const (
	CodeOfferMove             finding.Code = "closing.offer.state_move"
	CodeOfferStep             finding.Code = "closing.offer.step_incomplete"
	CodeOfferUnanswered       finding.Code = "closing.offer.unanswered"
	CodeImprovementMove       finding.Code = "closing.improvement.state_move"
	CodeImprovementStep       finding.Code = "closing.improvement.step_incomplete"
	CodeImprovementIncomplete finding.Code = "closing.improvement.incomplete"
	CodeImprovementOverdue    finding.Code = "closing.improvement.overdue"
	CodeNotComparable         finding.Code = "closing.improvement.not_comparable"
	CodeNoSuchLesson          finding.Code = "closing.offer.no_such_lesson"
	CodeNotCalibrated         finding.Code = "closing.estimate.not_calibrated"
)

// Codes of the remedies that those findings name.
const (
	RemedyRestoreStandard  finding.Code = "closing.remedy.restore_standard"
	RemedyNameGoal         finding.Code = "closing.remedy.name_goal_of_standard"
	RemedyStateSource      finding.Code = "closing.remedy.state_source_and_date"
	RemedyMeasure          finding.Code = "closing.remedy.measure_or_plan_measuring"
	RemedyPlanMeasuring    finding.Code = "closing.remedy.mend_measuring_duty"
	RemedyUseNamedWord     finding.Code = "closing.remedy.use_named_word"
	RemedyUniqueID         finding.Code = "closing.remedy.give_unique_id"
	RemedyDescribeProblem  finding.Code = "closing.remedy.describe_problem"
	RemedyStateSolution    finding.Code = "closing.remedy.state_solution_or_none"
	RemedyMendDates        finding.Code = "closing.remedy.mend_dates"
	RemedyRecordProblem    finding.Code = "closing.remedy.record_problem"
	RemedyDescribeLesson   finding.Code = "closing.remedy.describe_lesson"
	RemedyGiveEvidence     finding.Code = "closing.remedy.give_evidence"
	RemedyOtherReviewer    finding.Code = "closing.remedy.ask_other_reviewer"
	RemedyReview           finding.Code = "closing.remedy.review_lesson"
	RemedySeal             finding.Code = "closing.remedy.seal_manifest"
	RemedyCompleteManifest finding.Code = "closing.remedy.complete_manifest"
	RemedyNameRetention    finding.Code = "closing.remedy.name_retention_class"
	RemedyDescribeItem     finding.Code = "closing.remedy.describe_item"
	RemedyFileItem         finding.Code = "closing.remedy.file_item_or_except"
	RemedyRename           finding.Code = "closing.remedy.rename_item"
	RemedyRestoreArchive   finding.Code = "closing.remedy.restore_archive"
	RemedyCompleteStep     finding.Code = "closing.remedy.complete_step"
	RemedyAnswerOffer      finding.Code = "closing.remedy.accept_or_decline"
	RemedyMeasureAgain     finding.Code = "closing.remedy.measure_same_figure"

	RemedyCompleteImprovement finding.Code = "closing.remedy.complete_improvement"
	RemedyApplyImprovement    finding.Code = "closing.remedy.apply_improvement"
	RemedyNameLesson          finding.Code = "closing.remedy.name_lesson"
	RemedyWidenInterval       finding.Code = "closing.remedy.review_reference_class"
)

// Codes returns every code of this package: findings, remedies, the labels of
// the figures of [Figures] and the names of causes of overrun. The caller owns
// the slice.
func Codes() []finding.Code {
	list := []finding.Code{
		CodeStandardBroken, CodeNoSuchGoal, CodeNoSource, CodeNoMeasuringDate, CodeMeasuredAfter, CodeNotMeasured, CodeMeasureTwice,
		CodeMeasureNoOwner, CodeMeasureNotLater,
		CodeUnknownWord, CodeDuplicateID, CodeProblemIncomplete, CodeNoSolution, CodeBothSolutions, CodeSolvedBefore, CodeNotCovered,
		CodeLessonIncomplete, CodeLessonEvidence, CodeLessonMove, CodeReviewer, CodeReviewDate, CodeNotReviewed,
		CodeManifestBroken, CodeManifestIncomplete, CodeExceptionOpen, CodeMissingKind, CodeKindExcepted, CodeItemIncomplete,
		CodeNoRetention, CodeBadDigest, CodeBadName, CodeNameTwice, CodeNameIsFolder, CodeChangedItem, CodeMissingItem, CodeExtraItem,
		CodeUnreadable, CodeEntryForm, CodeEntryEncrypted,
		CodeOfferMove, CodeOfferStep, CodeOfferUnanswered, CodeImprovementMove, CodeImprovementStep, CodeImprovementIncomplete,
		CodeImprovementOverdue, CodeNotComparable, CodeNoSuchLesson, CodeNotCalibrated,

		RemedyRestoreStandard, RemedyNameGoal, RemedyStateSource, RemedyMeasure, RemedyPlanMeasuring, RemedyUseNamedWord, RemedyUniqueID,
		RemedyDescribeProblem, RemedyStateSolution, RemedyMendDates, RemedyRecordProblem, RemedyDescribeLesson, RemedyGiveEvidence,
		RemedyOtherReviewer, RemedyReview, RemedySeal, RemedyCompleteManifest, RemedyNameRetention, RemedyDescribeItem, RemedyFileItem,
		RemedyRename, RemedyRestoreArchive, RemedyCompleteStep, RemedyAnswerOffer, RemedyMeasureAgain, RemedyCompleteImprovement,
		RemedyApplyImprovement, RemedyNameLesson, RemedyWidenInterval,

		FigureStart, FigureFinish, FigureFinishLast, FigureOnTime, FigureMilestones, FigureCost, FigureCPI, FigureTasks, FigureAdded,
		FigureRemoved, FigureDone, FigureQuality, FigureRisks, FigureRisksOccurred, FigureRisksOpen, FigureRequests, FigureExternal,
		FigureImplemented, FigureRejected, FigureChangesFinish, FigureChangesCost,
		FigureFinishOther, FigureCostBaseline, FigureFinishCharter, FigureCostCharter, FigureSimilarSlip, FigureSimilarCost,
	}
	for _, c := range OverrunCauses() {
		list = append(list, c.Code())
	}
	return list
}
