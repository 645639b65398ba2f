package mspdi

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule"
)

// What a plan does not carry falls into three groups. Results and totals that
// Microsoft Project computes, and what only its screens and its own
// bookkeeping need, go without a word; silentElements lists them. All other
// elements that hold something are counted by name, and each name gives one
// note with [CodeNotCarried].

// silentElements returns the names of the first two groups.
func silentElements() []string {
	return strings.Fields(`
	BuildNumber SaveVersion UID GUID ID CreationDate CreateDate LastSaved Revision CurrentDate ExtendedCreationDate
	ACWP BCWP BCWS CV SV VAC Cost CostVariance RemainingCost OvertimeCost ActualOvertimeCost RemainingOvertimeCost
	Work RegularWork RemainingWork ActualWork WorkVariance ActualWorkProtected ActualOvertimeWorkProtected PercentWorkComplete
	ActualOvertimeWork RemainingOvertimeWork PeakUnits ActualCost
	Start Finish StartVariance FinishVariance EarlyStart EarlyFinish LateStart LateFinish FreeSlack TotalSlack StartSlack FinishSlack
	Critical OverAllocated Overallocated Summary Milestone OutlineNumber WBSLevel DisplayAsSummary PreLeveledStart PreLeveledFinish ResumeValid
	StartText FinishText DurationText FreeformDurationFormat HideBar Rollup IsPublished UpdateNeeded ResponsePending Confirmed LinkedFields
	HasFixedRateUnits RateScale StandardRateFormat OvertimeRateFormat Initials Phonetics
	IsBaseCalendar BoardStatusColumnOrderingID SprintColumnOrderingID NextAvailableBoardStatusColumnOrderingID NextAvailableSprintOrderingID
	FYStartDate FiscalYearStart WeekStartDay CurrencySymbol CurrencySymbolPosition DefaultTaskType DefaultFixedCostAccrual
	DefaultStandardRate DefaultOvertimeRate DurationFormat WorkFormat EditableActualCosts EarnedValueMethod InsertedProjectsLikeSummary
	NewTasksEffortDriven NewTasksEstimated NewTaskStartDate NewTasksAreManual SpreadActualCost SpreadPercentComplete TaskUpdatesResource
	MoveCompletedEndsBack MoveRemainingStartsBack MoveRemainingStartsForward MoveCompletedEndsForward BaselineForEarnedValue BaselineCalendar
	AutoAddNewResourcesAndTasks MicrosoftProjectServerURL Autolink DefaultTaskEVMethod ProjectExternallyEdited ActualsInSync
	RemoveFileProperties AdminProject UpdateManuallyScheduledTasksWhenEditingLinks KeepTaskOnNearestWorkingTimeWhenMadeAutoScheduled
	Views Filters Groups Tables Maps Reports Drawings DataLinks VBAProjects Name Title`)
}

// usualValue reports whether the value of an element is the one that stands
// there when nobody chose anything.
func usualValue(name string, value []byte) bool {
	switch name {
	case "LevelAssignments", "LevelingCanSplit":
		return len(value) == 0 || string(value) == "1"
	case "FixedCostAccrual", "AccrueAt":
		return len(value) == 0 || string(value) == "3"
	case "CanLevel":
		return true // only of use to the levelling of Microsoft Project
	}
	switch string(value) {
	case "", "0", "0.00", "false", "PT0H0M0S", "-1":
		return true
	}
	return false
}

// losses counts the elements that are not carried, by kind of thing and name.
type losses struct {
	counts map[lossKey]int
	silent []bool // by sym
}

type lossKey struct {
	kind string
	name sym
}

// lost counts an element that no field of the plan takes.
func (m *mapper) lost(at int32) {
	name := m.doc.nodes[at].sym
	if m.losses.silent == nil {
		m.losses = newLosses(m.doc.names)
	}
	if m.losses.silent[name] {
		return
	}
	if n := &m.doc.nodes[at]; n.next == at+1 && usualValue(localName(m.doc.names[name]), m.raw(at)) {
		return
	}
	m.losses.counts[lossKey{m.subject.Kind, name}]++
}

func newLosses(names []string) losses {
	quiet := map[string]bool{}
	for _, name := range silentElements() {
		quiet[name] = true
	}
	l := losses{counts: map[lossKey]int{}, silent: make([]bool, len(names))}
	for i, name := range names {
		l.silent[i] = quiet[localName(name)]
	}
	return l
}

// noteLosses adds one note for each kind of thing and name.
func (m *mapper) noteLosses() {
	keys := make([]lossKey, 0, len(m.losses.counts))
	for key := range m.losses.counts {
		keys = append(keys, key)
	}
	slices.SortFunc(keys, func(a, b lossKey) int {
		return cmp.Or(strings.Compare(a.kind, b.kind), strings.Compare(m.doc.names[a.name], m.doc.names[b.name]))
	})
	for _, key := range keys {
		subject := finding.Ref{Kind: key.kind, Field: snake(m.doc.names[key.name])}
		m.addNote(schedule.LossNote{Subject: subject, Value: strconv.Itoa(m.losses.counts[key]), Reason: CodeNotCarried})
	}
}

func localName(name string) string {
	if _, local, ok := strings.Cut(name, ":"); ok {
		return local
	}
	return name
}
