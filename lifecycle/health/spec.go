package health

import (
	"slices"
	"sync"

	"github.com/milepost-go/milepost/lifecycle/finding"
)

// spec says of a sign what it speaks for, what it takes to be judged, from
// which share on it counts, and what mends it.
type spec struct {
	code     finding.Code
	cause    Name // "": none, it speaks of a factor only
	factor   Name
	sample   int
	num, den int64 // the limit
	// past says that the cases lie in the past and cannot be mended: only
	// further good cases bring the share down.
	past   bool
	remedy finding.Code
}

// specs returns the signs in their order. The slice is made once, shared, and
// only read.
var specs = sync.OnceValue(func() []spec {
	return slices.Concat(goalSpecs(), planSpecs(), resourceSpecs(), talkSpecs(), responseSpecs())
})

func goalSpecs() []spec {
	of := func(code finding.Code, sample int, num, den int64, past bool, remedy finding.Code) spec {
		return spec{code, GoalsUnclear, ClearGoals, sample, num, den, past, remedy}
	}
	return []spec{
		of(SignNotSpecific, 1, 1, 3, false, RemedyStateGoals),
		of(SignNotMeasurable, 1, 1, 3, false, RemedyMeasureGoals),
		of(SignNotTimely, 1, 1, 3, false, RemedyDateGoals),
		of(SignServesNothing, 1, 1, 3, false, RemedyLinkGoals),
		of(SignNoYardstick, 1, 1, 3, false, RemedyLimitGoals),
		of(SignAtOdds, 2, 1, 3, false, RemedyReconcile),
		of(SignNeedsOpen, 2, 1, 3, false, RemedyServeNeeds),
		of(SignCharterHollow, 1, 1, 3, false, RemedyFillCharter),
		of(SignGoalsMoving, 3, 1, 2, true, RemedyHoldGoals),
	}
}

func planSpecs() []spec {
	of := func(code finding.Code, sample int, num, den int64, remedy finding.Code) spec {
		return spec{code, PlanThin, DetailedPlan, sample, num, den, false, remedy}
	}
	return []spec{
		of(SignLoose, 3, 1, 3, RemedyLinkTasks),
		of(SignCoarse, 3, 1, 3, RemedySplitTasks),
		of(SignNobody, 3, 1, 3, RemedyAssign),
		of(SignGuessed, 3, 1, 2, RemedyConfirm),
		of(SignNoMilestone, 2, 1, 2, RemedyMilestones),
		of(SignUnplanned, 4, 1, 4, RemedyBaseline),
	}
}

func resourceSpecs() []spec {
	of := func(code finding.Code, sample int, num, den int64, remedy finding.Code) spec {
		return spec{code, ResourcesMisallocated, SoundAllocation, sample, num, den, false, remedy}
	}
	return []spec{
		of(SignOverloaded, 4, 1, 4, RemedyLevel),
		of(SignIdleBeside, 4, 1, 2, RemedyUseIdle),
		of(SignUnfit, 3, 1, 4, RemedyFit),
		of(SignShortfall, 3, 1, 4, RemedyCapacity),
		of(SignToolsLate, 2, 1, 3, RemedyOrder),
		of(SignContended, 4, 1, 4, RemedyFocus),
	}
}

func talkSpecs() []spec {
	of := func(code finding.Code, sample int, num, den int64, past bool, remedy finding.Code) spec {
		return spec{code, CommunicationPoor, OpenCommunication, sample, num, den, past, remedy}
	}
	return []spec{
		of(SignMeetings, 3, 1, 3, true, RemedyHoldMeetings),
		of(SignAbsent, 6, 1, 3, true, RemedyMoveMeeting),
		of(SignTasks, 3, 1, 3, false, RemedyAskAck),
		of(SignStanding, 3, 1, 3, false, RemedyPublish),
		of(SignFeedback, 3, 1, 3, false, RemedyReply),
		of(SignResponse, 3, 1, 3, true, RemedyEscalate),
		of(SignUnreached, 2, 1, 3, false, RemedyInform),
	}
}

func responseSpecs() []spec {
	of := func(code finding.Code, sample int, num, den int64, past bool, remedy finding.Code) spec {
		return spec{code, "", FlexibleResponse, sample, num, den, past, remedy}
	}
	return []spec{
		of(SignNoRiskPlan, 4, 1, 4, false, RemedyPlanRisks),
		of(SignReviews, 3, 1, 3, true, RemedyReviewRisks),
		of(SignTriggers, 1, 1, 3, false, RemedyAnswerTriggers),
		of(SignResponses, 2, 1, 3, true, RemedyDoResponses),
		of(SignOccurred, 2, 1, 2, true, RemedyLookAhead),
		of(SignSurprises, 3, 1, 2, true, RemedyLookAhead),
		of(SignChangesOpen, 2, 1, 3, false, RemedyDecide),
	}
}

func specOf(code finding.Code) (spec, bool) {
	list := specs()
	i := slices.IndexFunc(list, func(s spec) bool { return s.code == code })
	if i < 0 {
		return spec{}, false
	}
	return list[i], true
}
