package mspdi

import "strings"

// order is the place of each element inside a kind of record, as the schema
// has it.
type order map[string]int

func orderOf(names string) order {
	o := order{}
	for i, name := range strings.Fields(names) {
		o[name] = i
	}
	return o
}

// orders are the kinds of records that are put together from a document and a
// plan.
type orders struct{ project, calendar, task, link, baseline, resource, assignment order }

// schemaOrders returns the orders of the elements that Project 2010 to 2019
// write.
func schemaOrders() orders {
	return orders{
		project: orderOf(`SaveVersion BuildNumber UID Name GUID Title Subject Category Company Manager Author CreationDate Revision LastSaved
			ScheduleFromStart StartDate FinishDate FYStartDate CriticalSlackLimit CurrencyDigits CurrencySymbol CurrencyCode CurrencySymbolPosition
			CalendarUID DefaultStartTime DefaultFinishTime MinutesPerDay MinutesPerWeek DaysPerMonth DefaultTaskType DefaultFixedCostAccrual
			DefaultStandardRate DefaultOvertimeRate DurationFormat WorkFormat EditableActualCosts HonorConstraints EarnedValueMethod
			InsertedProjectsLikeSummary MultipleCriticalPaths NewTasksEffortDriven NewTasksEstimated SplitsInProgressTasks SpreadActualCost
			SpreadPercentComplete TaskUpdatesResource FiscalYearStart WeekStartDay MoveCompletedEndsBack MoveRemainingStartsBack
			MoveRemainingStartsForward MoveCompletedEndsForward BaselineForEarnedValue AutoAddNewResourcesAndTasks StatusDate CurrentDate
			MicrosoftProjectServerURL Autolink NewTaskStartDate NewTasksAreManual DefaultTaskEVMethod ProjectExternallyEdited ExtendedCreationDate
			ActualsInSync RemoveFileProperties AdminProject UpdateManuallyScheduledTasksWhenEditingLinks
			KeepTaskOnNearestWorkingTimeWhenMadeAutoScheduled Views Filters Groups Tables Maps Reports Drawings DataLinks VBAProjects OutlineCodes
			WBSMasks ExtendedAttributes Calendars Tasks Resources Assignments`),
		calendar: orderOf(`UID GUID Name IsBaseCalendar IsBaselineCalendar BaseCalendarUID WeekDays Exceptions WorkWeeks`),
		task: orderOf(`UID GUID ID Name Active Manual Type IsNull CreateDate Contact WBS WBSLevel OutlineNumber OutlineLevel Priority StartText
			FinishText DurationText Start Finish Duration ManualStart ManualFinish ManualDuration DurationFormat FreeformDurationFormat Work Stop
			Resume ResumeValid EffortDriven Recurring OverAllocated Estimated Milestone Summary DisplayAsSummary Critical IsSubproject
			IsSubprojectReadOnly SubprojectName ExternalTask ExternalTaskProject EarlyStart EarlyFinish LateStart LateFinish StartVariance
			FinishVariance WorkVariance FreeSlack TotalSlack StartSlack FinishSlack FixedCost FixedCostAccrual PercentComplete PercentWorkComplete
			Cost OvertimeCost OvertimeWork ActualStart ActualFinish ActualDuration ActualCost ActualOvertimeCost ActualWork ActualOvertimeWork
			RegularWork RemainingDuration RemainingCost RemainingWork RemainingOvertimeCost RemainingOvertimeWork ACWP CV ConstraintType CalendarUID
			ConstraintDate Deadline LevelAssignments LevelingCanSplit LevelingDelay LevelingDelayFormat PreLeveledStart PreLeveledFinish Hyperlink
			HyperlinkAddress HyperlinkSubAddress IgnoreResourceCalendar Notes HideBar Rollup BCWS BCWP PhysicalPercentComplete EarnedValueMethod
			PredecessorLink ActualWorkProtected ActualOvertimeWorkProtected OutlineCode IsPublished StatusManager CommitmentStart CommitmentFinish
			CommitmentType ExtendedAttribute Baseline BoardStatusColumnOrderingID SprintColumnOrderingID NextAvailableBoardStatusColumnOrderingID
			NextAvailableSprintOrderingID TimephasedData`),
		link:     orderOf(`PredecessorUID Type CrossProject CrossProjectName LinkLag LagFormat`),
		baseline: orderOf(`TimephasedData Number Interim Start Finish Duration DurationFormat EstimatedDuration Work Cost BCWS BCWP FixedCost`),
		resource: orderOf(`UID GUID ID Name Type IsNull Initials Phonetics NTAccount MaterialLabel Code Group WorkGroup EmailAddress Hyperlink
			HyperlinkAddress HyperlinkSubAddress MaxUnits PeakUnits OverAllocated AvailableFrom AvailableTo Start Finish CanLevel AccrueAt Work
			RegularWork OvertimeWork ActualWork RemainingWork ActualOvertimeWork RemainingOvertimeWork PercentWorkComplete StandardRate
			StandardRateFormat Cost OvertimeRate OvertimeRateFormat OvertimeCost CostPerUse ActualCost ActualOvertimeCost RemainingCost
			RemainingOvertimeCost WorkVariance CostVariance SV CV ACWP CalendarUID Notes BCWS BCWP IsGeneric IsInactive IsEnterprise BookingType
			ActualWorkProtected ActualOvertimeWorkProtected ActiveDirectoryGUID CreationDate Baseline IsCostResource AssnOwner AssnOwnerGuid IsBudget
			ExtendedAttribute OutlineCode AvailabilityPeriods Rates TimephasedData`),
		assignment: orderOf(`UID GUID TaskUID ResourceUID PercentWorkComplete ActualCost ActualFinish ActualOvertimeCost ActualOvertimeWork
			ActualStart ActualWork ACWP Confirmed Cost CostRateTable RateScale CostVariance CV Delay Finish FinishVariance WorkVariance
			HasFixedRateUnits FixedMaterial Hyperlink HyperlinkAddress HyperlinkSubAddress LevelingDelay LevelingDelayFormat LinkedFields Milestone
			Notes Overallocated OvertimeCost OvertimeWork PeakUnits RegularWork RemainingCost RemainingOvertimeCost RemainingOvertimeWork
			RemainingWork ResponsePending Start Stop Resume StartVariance Summary SV Units UpdateNeeded VAC Work WorkContour BCWS BCWP BookingType
			ActualWorkProtected ActualOvertimeWorkProtected CreationDate AssnOwner AssnOwnerGuid BudgetCost BudgetWork ExtendedAttribute Baseline
			TimephasedData`),
	}
}

// groups are the elements that mean something only together: one of them that
// neither plan mentions counts as it stands only while all others of its group
// stay as they are.
func groups() [][]string {
	return [][]string{
		strings.Fields(`Summary Duration PercentComplete PercentWorkComplete ActualStart ActualFinish ActualDuration RemainingDuration ActualCost
			ActualWork Stop Resume ResumeValid`),
		strings.Fields(`Manual ManualStart ManualFinish ManualDuration StartText FinishText DurationText FreeformDurationFormat`),
		strings.Fields(`ConstraintType ConstraintDate`),
		strings.Fields(`LevelingDelay LevelingDelayFormat`),
		strings.Fields(`Work ActualWork RemainingWork`),
		{"", "TimephasedData"}, // a hint at the gaps of the task
	}
}

// followers are the totals and differences that Microsoft Project computes
// and this package does not. In a record that changes they are left out rather
// than kept wrong; Project computes them again.
func followers() map[string]bool {
	names := map[string]bool{}
	for _, name := range strings.Fields(`StartVariance FinishVariance WorkVariance CostVariance ACWP BCWS BCWP CV SV VAC Cost RemainingCost
		RegularWork RemainingOvertimeCost RemainingOvertimeWork OverAllocated Overallocated PeakUnits`) {
		names[name] = true
	}
	return names
}
