package health

import "github.com/milepost-go/milepost/lifecycle/finding"

// Signs of unclear goals. The share is that of the cases the sign speaks of.
const (
	SignNotSpecific   finding.Code = "health.goals.not_specific"   // goals without object, scope, owner, or in vague words
	SignNotMeasurable finding.Code = "health.goals.not_measurable" // goals without a complete metric
	SignNotTimely     finding.Code = "health.goals.not_timely"     // goals without due date or checkpoints
	SignServesNothing finding.Code = "health.goals.serve_nothing"  // goals that serve no parent or need
	SignNoYardstick   finding.Code = "health.goals.no_limit"       // goals at the ends of the tree without a limit in the standard
	SignAtOdds        finding.Code = "health.goals.at_odds"        // goals that cannot hold together
	SignNeedsOpen     finding.Code = "health.goals.needs_open"     // needs that are incomplete or that no goal serves
	SignCharterHollow finding.Code = "health.goals.charter_hollow" // parts of the charter that are empty
	SignGoalsMoving   finding.Code = "health.goals.moving"         // change requests of late that touch a goal
)

// Signs of a thin plan.
const (
	SignLoose       finding.Code = "health.plan.loose"         // tasks without predecessor or successor
	SignCoarse      finding.Code = "health.plan.coarse"        // tasks longer than a month
	SignNobody      finding.Code = "health.plan.nobody"        // tasks that nobody is assigned to
	SignGuessed     finding.Code = "health.plan.guessed"       // durations that nobody has confirmed
	SignNoMilestone finding.Code = "health.plan.no_milestones" // stretches of the plan without a milestone
	SignUnplanned   finding.Code = "health.plan.unplanned"     // tasks that the baseline does not have
)

// Signs of misallocated resources.
const (
	SignOverloaded finding.Code = "health.resources.overloaded"   // weeks in which somebody has more to do than time
	SignIdleBeside finding.Code = "health.resources.idle_beside"  // weeks of others who idle while somebody is overloaded
	SignUnfit      finding.Code = "health.resources.unfit"        // assignments to people without the skill, or who are not there
	SignShortfall  finding.Code = "health.resources.short"        // tasks that take part in a shortfall
	SignToolsLate  finding.Code = "health.resources.tools_late"   // uses of equipment that comes too late
	SignContended  finding.Code = "health.resources.one_for_many" // weeks in which somebody works on too many tasks at once
)

// Signs of poor communication.
const (
	SignMeetings  finding.Code = "health.communication.meetings_missed"   // meetings due of late that were not held
	SignAbsent    finding.Code = "health.communication.absent"            // places at meetings of late that stayed empty
	SignTasks     finding.Code = "health.communication.tasks_unconfirmed" // assignments begun that their people never acknowledged
	SignStanding  finding.Code = "health.communication.plan_unconfirmed"  // acknowledgements of goals and plan that are open
	SignFeedback  finding.Code = "health.communication.feedback_open"     // feedback that waits for a reply
	SignResponse  finding.Code = "health.communication.issues_late"       // issues answered later than their limit
	SignUnreached finding.Code = "health.communication.not_reached"       // parties to be informed whom nothing reached
)

// Signs of a rigid response to risks and changes.
const (
	SignNoRiskPlan  finding.Code = "health.response.no_risk_plan"        // parts of the risk plan that are missing
	SignReviews     finding.Code = "health.response.reviews_late"        // reviews of risks that came late or not
	SignTriggers    finding.Code = "health.response.triggers_unanswered" // triggers that fired and nobody answered
	SignResponses   finding.Code = "health.response.responses_late"      // responses that were not done by their date
	SignSurprises   finding.Code = "health.response.never_risks"         // issues that no risk had announced
	SignOccurred    finding.Code = "health.response.found_too_late"      // risks that occurred before anybody had written them down
	SignChangesOpen finding.Code = "health.response.changes_undecided"   // change requests that wait too long for a decision
)

// Codes of single cases, where no other package has one.
const (
	CodeCharterPart finding.Code = "health.case.charter_part_empty"
	CodeGoalTouched finding.Code = "health.case.goal_touched"
	CodeNoLimit     finding.Code = "health.case.goal_without_limit"
	CodeEmptyPeriod finding.Code = "health.case.no_milestone_between"
	CodeTooMuchWork finding.Code = "health.case.more_work_than_time"
	CodeIdle        finding.Code = "health.case.idle"
	CodeNotThere    finding.Code = "health.case.not_in_team"
	CodeSkillGap    finding.Code = "health.case.skill_missing"
	CodeScattered   finding.Code = "health.case.too_many_at_once"
	CodeToolLate    finding.Code = "health.case.tool_late"
	CodeCancelled   finding.Code = "health.case.meeting_cancelled"
	CodeMissing     finding.Code = "health.case.absent"
	CodeNotAcked    finding.Code = "health.case.not_acknowledged"
	CodeNoReply     finding.Code = "health.case.no_reply"
	CodeAnswerLate  finding.Code = "health.case.answer_late"
	CodeNotReached  finding.Code = "health.case.not_reached"
	CodeReviewDue   finding.Code = "health.case.review_due"
	CodeNoAnswer    finding.Code = "health.case.trigger_unanswered"
	CodeResponseDue finding.Code = "health.case.response_overdue"
	CodeUndecided   finding.Code = "health.case.change_undecided"
)

// Codes of what is missing for a judgement, and of what is wrong with limits.
const (
	CodeNoInput     finding.Code = "health.data.no_record"          // the record that a sign is read from was not given
	CodeTooFew      finding.Code = "health.data.too_few"            // want is how many cases it takes, got how many there are
	CodeDatesIdle   finding.Code = "health.data.dates_mean_nothing" // the plan has too little logic for its dates to say who has what to do when
	CodeLimitRange  finding.Code = "health.limits.range"            // a limit is no share from 0 to below 1, or a count is negative
	CodeLimitSign   finding.Code = "health.limits.no_sign"          // a limit for a sign that does not exist
	CodeUnexplained finding.Code = "health.driver.no_finding"       // an indicator lost points and no finding bears on it
)

// Codes of the remedies.
const (
	RemedyStateGoals     finding.Code = "health.remedy.state_goals"
	RemedyMeasureGoals   finding.Code = "health.remedy.make_goals_measurable"
	RemedyDateGoals      finding.Code = "health.remedy.date_goals"
	RemedyLinkGoals      finding.Code = "health.remedy.link_goals"
	RemedyLimitGoals     finding.Code = "health.remedy.agree_limits"
	RemedyReconcile      finding.Code = "health.remedy.reconcile_goals"
	RemedyServeNeeds     finding.Code = "health.remedy.serve_needs"
	RemedyFillCharter    finding.Code = "health.remedy.fill_charter"
	RemedyHoldGoals      finding.Code = "health.remedy.hold_goals_still"
	RemedyLinkTasks      finding.Code = "health.remedy.link_tasks"
	RemedySplitTasks     finding.Code = "health.remedy.split_tasks"
	RemedyAssign         finding.Code = "health.remedy.assign_people"
	RemedyConfirm        finding.Code = "health.remedy.confirm_durations"
	RemedyMilestones     finding.Code = "health.remedy.set_milestones"
	RemedyBaseline       finding.Code = "health.remedy.plan_and_baseline"
	RemedyLevel          finding.Code = "health.remedy.level_work"
	RemedyUseIdle        finding.Code = "health.remedy.use_idle_people"
	RemedyFit            finding.Code = "health.remedy.assign_by_skill"
	RemedyCapacity       finding.Code = "health.remedy.add_capacity"
	RemedyOrder          finding.Code = "health.remedy.order_earlier"
	RemedyFocus          finding.Code = "health.remedy.focus_people"
	RemedyHoldMeetings   finding.Code = "health.remedy.hold_meetings"
	RemedyMoveMeeting    finding.Code = "health.remedy.move_meeting"
	RemedyAskAck         finding.Code = "health.remedy.confirm_at_handover"
	RemedyPublish        finding.Code = "health.remedy.publish_and_confirm"
	RemedyReply          finding.Code = "health.remedy.reply_to_feedback"
	RemedyEscalate       finding.Code = "health.remedy.escalate_issues"
	RemedyInform         finding.Code = "health.remedy.inform_parties"
	RemedyPlanRisks      finding.Code = "health.remedy.plan_for_risks"
	RemedyReviewRisks    finding.Code = "health.remedy.review_risks"
	RemedyAnswerTriggers finding.Code = "health.remedy.answer_triggers"
	RemedyDoResponses    finding.Code = "health.remedy.do_responses"
	RemedyLookAhead      finding.Code = "health.remedy.look_ahead"
	RemedyDecide         finding.Code = "health.remedy.decide_changes"
	RemedyGiveRecord     finding.Code = "health.remedy.give_record"
	RemedyMendLimit      finding.Code = "health.remedy.mend_limit"
	RemedyLookDeeper     finding.Code = "health.remedy.look_deeper"
)

// Codes returns every code of this package: signs, cases and remedies.
// The caller owns the slice.
func Codes() []finding.Code {
	var list []finding.Code
	for _, s := range specs() {
		list = append(list, s.code)
	}
	return append(list,
		CodeCharterPart, CodeGoalTouched, CodeNoLimit, CodeEmptyPeriod, CodeTooMuchWork, CodeIdle, CodeNotThere, CodeSkillGap,
		CodeScattered, CodeToolLate, CodeCancelled, CodeMissing, CodeNotAcked, CodeNoReply, CodeAnswerLate, CodeNotReached,
		CodeReviewDue, CodeNoAnswer, CodeResponseDue, CodeUndecided,
		CodeNoInput, CodeTooFew, CodeDatesIdle, CodeLimitRange, CodeLimitSign, CodeUnexplained,

		RemedyStateGoals, RemedyMeasureGoals, RemedyDateGoals, RemedyLinkGoals, RemedyLimitGoals, RemedyReconcile, RemedyServeNeeds,
		RemedyFillCharter, RemedyHoldGoals, RemedyLinkTasks, RemedySplitTasks, RemedyAssign, RemedyConfirm, RemedyMilestones,
		RemedyBaseline, RemedyLevel, RemedyUseIdle, RemedyFit, RemedyCapacity, RemedyOrder, RemedyFocus, RemedyHoldMeetings,
		RemedyMoveMeeting, RemedyAskAck, RemedyPublish, RemedyReply, RemedyEscalate, RemedyInform, RemedyPlanRisks, RemedyReviewRisks,
		RemedyAnswerTriggers, RemedyDoResponses, RemedyLookAhead, RemedyDecide, RemedyGiveRecord, RemedyMendLimit, RemedyLookDeeper,
	)
}
