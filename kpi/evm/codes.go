package evm

import "github.com/milepost-go/milepost/lifecycle/finding"

// Codes of the findings of this package.
const (
	CodeStatusNoBudget     finding.Code = "evm.status.no_budget"      // the budget at completion is missing or not above zero
	CodeStatusUnit         finding.Code = "evm.status.unit"           // the figures have different units or currencies
	CodeStatusBeyondBudget finding.Code = "evm.status.beyond_budget"  // more was planned or earned than budgeted
	CodeStatusCredit       finding.Code = "evm.status.credit"         // the actual cost is negative
	CodeStatusOptimistic   finding.Code = "evm.status.optimistic_eac" // a stated estimate that the rest is unlikely to keep

	CodePackageNoID         finding.Code = "evm.package.no_id"         // a package without id
	CodePackageDuplicate    finding.Code = "evm.package.duplicate_id"  // two packages with one id
	CodePackageEarning      finding.Code = "evm.package.earning"       // an earning method that does not exist
	CodePackageUnit         finding.Code = "evm.package.unit"          // budgets of different units or currencies
	CodePackageNotMeasured  finding.Code = "evm.package.not_measured"  // what the earning method reads is missing
	CodePackageShare        finding.Code = "evm.package.share"         // a share outside 0 to 1
	CodePackageMilestones   finding.Code = "evm.package.milestones"    // milestone values do not sum to the budget
	CodePackageUnknownBase  finding.Code = "evm.package.unknown_base"  // apportioned to a package that does not exist
	CodePackageCycle        finding.Code = "evm.package.cycle"         // packages apportioned to each other
	CodePackageWithoutValue finding.Code = "evm.package.without_value" // apportioned to a package without a budget or of unknown value

	CodeTaskNoID          finding.Code = "evm.task.no_id"          // a task without id
	CodeTaskDuplicate     finding.Code = "evm.task.duplicate_id"   // two tasks with one id
	CodeTaskNoDates       finding.Code = "evm.task.no_dates"       // start or finish is missing
	CodeTaskDatesReversed finding.Code = "evm.task.dates_reversed" // finish before start
	CodeTaskCurrency      finding.Code = "evm.task.currency"       // budgets of different currencies
	CodeTaskNoCalendar    finding.Code = "evm.task.no_calendar"    // spread over working time without a calendar
	CodeTaskNoWork        finding.Code = "evm.task.no_work"        // no working time between start and finish
	CodeTaskAccrual       finding.Code = "evm.task.accrual"        // a way to accrue that does not exist
	CodeTaskEarning       finding.Code = "evm.task.earning"        // an earning method that does not exist
	CodeTaskUnits         finding.Code = "evm.task.units"          // no units in all
	CodeTaskShare         finding.Code = "evm.task.share"          // the share earned at start lies outside 0 to 1

	CodeProgressNoDate       finding.Code = "evm.progress.no_status_date"    // measured at no date
	CodeProgressUnknownTask  finding.Code = "evm.progress.unknown_task"      // progress of a task that the baseline does not have
	CodeProgressDuplicate    finding.Code = "evm.progress.duplicate_task"    // two reports for one task
	CodeProgressNotReported  finding.Code = "evm.progress.not_reported"      // a task that is due has no report
	CodeProgressNoPercent    finding.Code = "evm.progress.no_percent"        // the work done is not stated
	CodeProgressNoCost       finding.Code = "evm.progress.no_cost"           // the actual cost is not stated
	CodeProgressShare        finding.Code = "evm.progress.share"             // percent complete outside 0 to 1
	CodeProgressCurrency     finding.Code = "evm.progress.currency"          // cost in another currency than the budget
	CodeProgressAfterStatus  finding.Code = "evm.progress.after_status_date" // an actual date after the status date
	CodeProgressReversed     finding.Code = "evm.progress.dates_reversed"    // finished before started
	CodeProgressFinishedPart finding.Code = "evm.progress.finished_part"     // finished, yet below 100 %
	CodeProgressMilestone    finding.Code = "evm.progress.unknown_milestone" // a milestone that the task does not have
	CodeProgressNoStart      finding.Code = "evm.progress.no_start"          // work done or finished without an actual start
)

// Remedies for them.
const (
	RemedySetBudget      finding.Code = "evm.remedy.set_budget"
	RemedyReviewBudget   finding.Code = "evm.remedy.review_budget"
	RemedyReviewEstimate finding.Code = "evm.remedy.review_estimate"
	RemedyConvert        finding.Code = "evm.remedy.convert_currency"
	RemedySetID          finding.Code = "evm.remedy.set_id"
	RemedySetDates       finding.Code = "evm.remedy.set_dates"
	RemedySetUnits       finding.Code = "evm.remedy.set_units"
	RemedySetCalendar    finding.Code = "evm.remedy.set_calendar"
	RemedyChooseMethod   finding.Code = "evm.remedy.choose_method"
	RemedyMendShare      finding.Code = "evm.remedy.mend_share"
	RemedyMendMilestones finding.Code = "evm.remedy.mend_milestones"
	RemedyMendBase       finding.Code = "evm.remedy.mend_base"
	RemedyReport         finding.Code = "evm.remedy.report_progress"
	RemedyReportCost     finding.Code = "evm.remedy.report_cost"
	RemedyMendProgress   finding.Code = "evm.remedy.mend_progress"
)

// Codes returns every code of this package, findings first. The caller owns
// the slice.
func Codes() []finding.Code {
	return []finding.Code{
		CodeStatusNoBudget, CodeStatusUnit, CodeStatusBeyondBudget, CodeStatusCredit, CodeStatusOptimistic,
		CodePackageNoID, CodePackageDuplicate, CodePackageEarning, CodePackageUnit, CodePackageNotMeasured, CodePackageShare,
		CodePackageMilestones, CodePackageUnknownBase, CodePackageCycle, CodePackageWithoutValue,
		CodeTaskNoID, CodeTaskDuplicate, CodeTaskNoDates, CodeTaskDatesReversed, CodeTaskCurrency, CodeTaskNoCalendar, CodeTaskNoWork, CodeTaskAccrual, CodeTaskEarning, CodeTaskUnits, CodeTaskShare,
		CodeProgressNoDate, CodeProgressUnknownTask, CodeProgressDuplicate, CodeProgressNotReported, CodeProgressNoPercent, CodeProgressNoCost,
		CodeProgressShare, CodeProgressCurrency, CodeProgressAfterStatus, CodeProgressReversed, CodeProgressFinishedPart, CodeProgressMilestone, CodeProgressNoStart,
		RemedySetBudget, RemedyReviewBudget, RemedyReviewEstimate, RemedyConvert, RemedySetID, RemedySetDates, RemedySetUnits, RemedySetCalendar, RemedyChooseMethod, RemedyMendShare,
		RemedyMendMilestones, RemedyMendBase, RemedyReport, RemedyReportCost, RemedyMendProgress,
	}
}
