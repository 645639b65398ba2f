package mspdi

import "strings"

// sym is the number of an element name. The names that this package knows have
// fixed numbers, all others get one as they come.
type sym uint16

const (
	symNone sym = iota
	symProject
	symSaveVersion
	symName
	symTitle
	symScheduleFromStart
	symStartDate
	symFinishDate
	symStatusDate
	symCriticalSlackLimit
	symCurrencyCode
	symCurrencySymbol
	symCurrencyDigits
	symCalendarUID
	symDefaultStartTime
	symDefaultFinishTime
	symMinutesPerDay
	symMinutesPerWeek
	symDaysPerMonth
	symHonorConstraints
	symMultipleCriticalPaths
	symSplitsInProgressTasks
	symDurationFormat
	symCalendars
	symCalendar
	symUID
	symIsBaseCalendar
	symBaseCalendarUID
	symWeekDays
	symWeekDay
	symDayType
	symDayWorking
	symWorkingTimes
	symWorkingTime
	symFromTime
	symToTime
	symTimePeriod
	symFromDate
	symToDate
	symExceptions
	symException
	symEnteredByOccurrences
	symOccurrences
	symType
	symPeriod
	symDaysOfWeek
	symMonthItem
	symMonthPosition
	symMonth
	symMonthDay
	symWorkWeeks
	symWorkWeek
	symTasks
	symTask
	symID
	symWBS
	symOutlineLevel
	symOutlineNumber
	symIsNull
	symActive
	symManual
	symManualStart
	symManualFinish
	symManualDuration
	symStart
	symFinish
	symDuration
	symDurationText
	symStartText
	symFinishText
	symEffortDriven
	symRecurring
	symEstimated
	symMilestone
	symSummary
	symCritical
	symIsSubproject
	symExternalTask
	symEarlyStart
	symEarlyFinish
	symLateStart
	symLateFinish
	symFreeSlack
	symTotalSlack
	symStartSlack
	symFinishSlack
	symPercentComplete
	symPercentWorkComplete
	symPhysicalPercentComplete
	symActualStart
	symActualFinish
	symActualDuration
	symRemainingDuration
	symActualCost
	symFixedCost
	symCost
	symWork
	symActualWork
	symRemainingWork
	symConstraintType
	symConstraintDate
	symDeadline
	symPriority
	symLevelingDelay
	symLevelingDelayFormat
	symIgnoreResourceCalendar
	symStop
	symResume
	symResumeValid
	symNotes
	symPredecessorLink
	symPredecessorUID
	symCrossProject
	symCrossProjectName
	symLinkLag
	symLagFormat
	symBaseline
	symNumber
	symResources
	symResource
	symMaxUnits
	symGroup
	symEmailAddress
	symStandardRate
	symStandardRateFormat
	symCostPerUse
	symIsCostResource
	symIsBudget
	symIsGeneric
	symIsInactive
	symRates
	symRate
	symCostRateTable
	symExtendedAttributes
	symOutlineCodes
	symWBSMasks
	symAvailabilityPeriods
	symAvailabilityPeriod
	symAssignments
	symAssignment
	symTaskUID
	symResourceUID
	symUnits
	symWorkContour
	symDelay
	symTimephasedData
	symUnit
	symValue
	symExtendedAttribute
	symSubprojectName
	symOvertimeWork
	symGUID
	symFieldID
	symAlias
	symCount
)

// knownNames returns the names of the constants above, in their order.
func knownNames() []string {
	return []string{
		"", "Project", "SaveVersion", "Name", "Title", "ScheduleFromStart", "StartDate", "FinishDate", "StatusDate",
		"CriticalSlackLimit", "CurrencyCode", "CurrencySymbol", "CurrencyDigits", "CalendarUID", "DefaultStartTime", "DefaultFinishTime",
		"MinutesPerDay", "MinutesPerWeek", "DaysPerMonth", "HonorConstraints", "MultipleCriticalPaths",
		"SplitsInProgressTasks", "DurationFormat", "Calendars", "Calendar", "UID", "IsBaseCalendar", "BaseCalendarUID",
		"WeekDays", "WeekDay", "DayType", "DayWorking", "WorkingTimes", "WorkingTime", "FromTime", "ToTime", "TimePeriod",
		"FromDate", "ToDate", "Exceptions", "Exception", "EnteredByOccurrences", "Occurrences", "Type", "Period",
		"DaysOfWeek", "MonthItem", "MonthPosition", "Month", "MonthDay", "WorkWeeks", "WorkWeek", "Tasks", "Task", "ID",
		"WBS", "OutlineLevel", "OutlineNumber", "IsNull", "Active", "Manual", "ManualStart", "ManualFinish",
		"ManualDuration", "Start", "Finish", "Duration", "DurationText", "StartText", "FinishText", "EffortDriven",
		"Recurring", "Estimated", "Milestone", "Summary", "Critical", "IsSubproject", "ExternalTask", "EarlyStart",
		"EarlyFinish", "LateStart", "LateFinish", "FreeSlack", "TotalSlack", "StartSlack", "FinishSlack", "PercentComplete",
		"PercentWorkComplete", "PhysicalPercentComplete", "ActualStart", "ActualFinish", "ActualDuration",
		"RemainingDuration", "ActualCost", "FixedCost", "Cost", "Work", "ActualWork", "RemainingWork", "ConstraintType",
		"ConstraintDate", "Deadline", "Priority", "LevelingDelay", "LevelingDelayFormat", "IgnoreResourceCalendar", "Stop",
		"Resume", "ResumeValid", "Notes", "PredecessorLink", "PredecessorUID", "CrossProject", "CrossProjectName",
		"LinkLag", "LagFormat", "Baseline", "Number", "Resources", "Resource", "MaxUnits", "Group", "EmailAddress",
		"StandardRate", "StandardRateFormat", "CostPerUse", "IsCostResource", "IsBudget", "IsGeneric", "IsInactive",
		"Rates", "Rate", "CostRateTable", "ExtendedAttributes", "OutlineCodes", "WBSMasks", "AvailabilityPeriods", "AvailabilityPeriod", "Assignments", "Assignment", "TaskUID", "ResourceUID",
		"Units", "WorkContour", "Delay", "TimephasedData", "Unit", "Value", "ExtendedAttribute", "SubprojectName",
		"OvertimeWork", "GUID", "FieldID", "Alias",
	}
}

// names numbers the element names of one document.
type names struct {
	list   []string
	index  map[string]sym
	prefix string // of the root element, with its colon
	space  string // the namespace of the root element
}

func newNames() *names {
	n := &names{list: knownNames()}
	n.reindex()
	return n
}

func (n *names) reindex() {
	n.index = make(map[string]sym, 2*len(n.list))
	for i, name := range n.list[1:] {
		n.index[name] = sym(i + 1)
	}
}

// setPrefix takes the prefix of the root element, if it has one: then the
// known names are those with the same prefix.
func (n *names) setPrefix(root []byte) {
	prefix, _, ok := strings.Cut(string(root), ":")
	if !ok {
		return
	}
	n.prefix = prefix + ":"
	for i := range n.list[1:] {
		n.list[i+1] = n.prefix + n.list[i+1]
	}
	n.reindex()
}

// declare takes a namespace declaration of the root element.
func (n *names) declare(attribute, space string) {
	if attribute == strings.TrimSuffix("xmlns:"+n.prefix, ":") {
		n.space = space
	}
}

func (n *names) find(text []byte) (sym, bool) {
	number, ok := n.index[string(text)]
	return number, ok
}

func (n *names) add(name string) sym {
	number := sym(len(n.list))
	n.list = append(n.list, name)
	n.index[name] = number
	return number
}
