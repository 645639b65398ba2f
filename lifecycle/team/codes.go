package team

import "github.com/milepost-go/milepost/lifecycle/finding"

// Codes of what checks of members and needs find.
const (
	CodeNoID            finding.Code = "team.id.missing"
	CodeDuplicateID     finding.Code = "team.id.duplicate"
	CodeUnknownWord     finding.Code = "team.value.unknown"
	CodePeriodReversed  finding.Code = "team.period.reversed"
	CodePeriodsOverlap  finding.Code = "team.period.overlap"
	CodeStaysOverlap    finding.Code = "team.member.stays_overlap"
	CodeNoAvailability  finding.Code = "team.member.no_availability"
	CodeNobody          finding.Code = "team.member.nobody"
	CodePercent         finding.Code = "team.availability.percent"
	CodeNoCalendar      finding.Code = "team.availability.no_calendar"
	CodeNegativeRate    finding.Code = "team.rate.negative"
	CodeRateCurrency    finding.Code = "team.rate.currency"
	CodeSkillLevel      finding.Code = "team.skill.level"
	CodeSkillNoEvidence finding.Code = "team.skill.no_evidence"
	CodeSkillTwice      finding.Code = "team.skill.twice"
)

// Codes of what [Match] and [Coverage] find.
const (
	CodeMatchRole    finding.Code = "team.match.role"
	CodeMatchGap     finding.Code = "team.match.skill_gap"
	CodeMatchExpired finding.Code = "team.match.skill_expired"
	CodeMatchExpires finding.Code = "team.match.skill_expires"
	CodeMatchTime    finding.Code = "team.match.no_time"
	CodeCoverNobody  finding.Code = "team.cover.nobody"
	CodeCoverOne     finding.Code = "team.cover.one_person"
	CodeCoverThin    finding.Code = "team.cover.thin"
)

// Codes of what [CheckDuties] finds.
const (
	CodeDutyNone        finding.Code = "team.duty.none"
	CodeDutyIncomplete  finding.Code = "team.duty.incomplete"
	CodeDutyVacant      finding.Code = "team.duty.vacant_role"
	CodeDutyAbsent      finding.Code = "team.duty.absent"
	CodeDutyTwice       finding.Code = "team.duty.twice"
	CodeNoAccountable   finding.Code = "team.duty.no_accountable"
	CodeManyAccountable finding.Code = "team.duty.many_accountable"
	CodeNoResponsible   finding.Code = "team.duty.no_responsible"
	CodeSelfJudged      finding.Code = "team.duty.self_judged"
	CodeTooAccountable  finding.Code = "team.duty.too_accountable"
	CodeTooResponsible  finding.Code = "team.duty.too_responsible"
	CodeApart           finding.Code = "team.duty.not_apart"
)

// Codes of what [Aligned.Check] and [Unacknowledged] find.
const (
	CodeAckMissing   finding.Code = "team.ack.missing"
	CodeAckStale     finding.Code = "team.ack.stale"
	CodeAckNoVersion finding.Code = "team.ack.no_version"
	CodeAckNobody    finding.Code = "team.ack.nobody_asked"
	CodeAckTooMany   finding.Code = "team.ack.more_than_asked"
	CodeTaskStarted  finding.Code = "team.task.started_unknown"
	CodeTaskDue      finding.Code = "team.task.due_unknown"
	CodeTaskStale    finding.Code = "team.task.version_unknown"
)

// Codes of what checks of demand and supply find.
const (
	CodeNegativeWork   finding.Code = "team.demand.negative"
	CodePlannedOutside finding.Code = "team.demand.outside_window"
	CodeDemandNoDays   finding.Code = "team.demand.no_days"
	CodeDemandNoTime   finding.Code = "team.demand.no_working_time"
	CodeDemandOutside  finding.Code = "team.demand.outside_periods"
	CodeSupplyUnknown  finding.Code = "team.supply.unknown"
	CodeShortCertain   finding.Code = "team.supply.short_certain"
	CodeShortPresent   finding.Code = "team.supply.short_now"
	CodeTechLate       finding.Code = "team.technical.late"
	CodeTechPastNeed   finding.Code = "team.technical.past_need"
	CodeTechNeedLate   finding.Code = "team.technical.need_after_use"
	CodeTechEnds       finding.Code = "team.technical.ends_early"
	CodeTechNoOwner    finding.Code = "team.technical.no_owner"
	CodeTechNoUnits    finding.Code = "team.technical.no_units"
	CodeTechLead       finding.Code = "team.technical.lead_time"
	CodeTechUnknown    finding.Code = "team.technical.unknown"
)

// Codes of what reviews find.
const (
	CodeSmallSample     finding.Code = "team.review.small_sample"
	CodeSmallGroup      finding.Code = "team.review.small_group"
	CodeTally           finding.Code = "team.review.tally"
	CodeViewAuthor      finding.Code = "team.review.view_author"
	CodeTotalLow        finding.Code = "team.review.total_low"
	CodePointIncomplete finding.Code = "team.review.point_incomplete"
	CodePointDue        finding.Code = "team.review.follow_up_due"
)

// Remedies.
const (
	RemedyUniqueID          finding.Code = "team.remedy.give_unique_id"
	RemedyUseNamedWord      finding.Code = "team.remedy.use_named_word"
	RemedyMendPeriods       finding.Code = "team.remedy.mend_periods"
	RemedyFormTeam          finding.Code = "team.remedy.form_team"
	RemedyStateAvailability finding.Code = "team.remedy.state_availability"
	RemedyNameCalendar      finding.Code = "team.remedy.name_calendar"
	RemedyMendRate          finding.Code = "team.remedy.mend_rate"
	RemedyMendSkill         finding.Code = "team.remedy.mend_skill"
	RemedyGiveEvidence      finding.Code = "team.remedy.give_evidence"
	RemedyRenewSkill        finding.Code = "team.remedy.renew_skill"
	RemedyTrain             finding.Code = "team.remedy.train_or_hire"
	RemedyShareSkill        finding.Code = "team.remedy.share_skill"
	RemedyGiveRole          finding.Code = "team.remedy.give_role"
	RemedyFreeTime          finding.Code = "team.remedy.free_time"
	RemedyAssignDuty        finding.Code = "team.remedy.assign_duty"
	RemedyFillRole          finding.Code = "team.remedy.fill_role"
	RemedySeparateDuty      finding.Code = "team.remedy.separate_duty"
	RemedySpreadDuty        finding.Code = "team.remedy.spread_duty"
	RemedyNameVersion       finding.Code = "team.remedy.name_version"
	RemedyAskAck            finding.Code = "team.remedy.ask_acknowledgement"
	RemedyAcknowledge       finding.Code = "team.remedy.acknowledge"
	RemedyPlanDays          finding.Code = "team.remedy.plan_days"
	RemedyStateSupply       finding.Code = "team.remedy.state_supply"
	RemedyAddCapacity       finding.Code = "team.remedy.add_capacity"
	RemedyWidenWindow       finding.Code = "team.remedy.widen_window"
	RemedyReduceWork        finding.Code = "team.remedy.reduce_work"
	RemedyMoveTasks         finding.Code = "team.remedy.move_tasks"
	RemedyOrderEarlier      finding.Code = "team.remedy.order_earlier"
	RemedyAgreeDate         finding.Code = "team.remedy.agree_date"
	RemedyExtendUse         finding.Code = "team.remedy.extend_use"
	RemedyNameOwner         finding.Code = "team.remedy.name_owner"
	RemedyStateUnits        finding.Code = "team.remedy.state_units"
	RemedyListResource      finding.Code = "team.remedy.list_resource"
	RemedyJudgeWithCare     finding.Code = "team.remedy.judge_with_care"
	RemedyWidenGroup        finding.Code = "team.remedy.widen_group"
	RemedyMendReview        finding.Code = "team.remedy.mend_review"
	RemedyCompletePoint     finding.Code = "team.remedy.complete_point"
	RemedyFollowUp          finding.Code = "team.remedy.follow_up"
)

// Codes returns all codes and remedies of this package, in a fresh slice.
func Codes() []finding.Code {
	return []finding.Code{
		CodeNoID, CodeDuplicateID, CodeUnknownWord, CodePeriodReversed, CodePeriodsOverlap, CodeStaysOverlap, CodeNoAvailability,
		CodeNobody, CodePercent, CodeNoCalendar, CodeNegativeRate, CodeRateCurrency, CodeSkillLevel, CodeSkillNoEvidence,
		CodeSkillTwice,
		CodeMatchRole, CodeMatchGap, CodeMatchExpired, CodeMatchExpires, CodeMatchTime, CodeCoverNobody, CodeCoverOne,
		CodeCoverThin,
		CodeDutyNone, CodeDutyIncomplete, CodeDutyVacant, CodeDutyAbsent, CodeDutyTwice, CodeNoAccountable, CodeManyAccountable,
		CodeNoResponsible, CodeSelfJudged, CodeTooAccountable, CodeTooResponsible, CodeApart,
		CodeAckMissing, CodeAckStale, CodeAckNoVersion, CodeAckNobody, CodeAckTooMany, CodeTaskStarted, CodeTaskDue,
		CodeTaskStale,
		CodeNegativeWork, CodePlannedOutside, CodeDemandNoDays, CodeDemandNoTime, CodeDemandOutside, CodeSupplyUnknown, CodeShortCertain,
		CodeShortPresent, CodeTechLate, CodeTechPastNeed, CodeTechNeedLate, CodeTechEnds, CodeTechNoOwner, CodeTechNoUnits,
		CodeTechLead, CodeTechUnknown,
		CodeSmallSample, CodeSmallGroup, CodeTally, CodeViewAuthor, CodeTotalLow, CodePointIncomplete, CodePointDue,

		RemedyUniqueID, RemedyUseNamedWord, RemedyMendPeriods, RemedyFormTeam, RemedyStateAvailability, RemedyNameCalendar, RemedyMendRate,
		RemedyMendSkill, RemedyGiveEvidence, RemedyRenewSkill, RemedyTrain, RemedyShareSkill, RemedyGiveRole, RemedyFreeTime,
		RemedyAssignDuty, RemedyFillRole, RemedySeparateDuty, RemedySpreadDuty, RemedyNameVersion, RemedyAskAck, RemedyAcknowledge,
		RemedyPlanDays, RemedyStateSupply, RemedyAddCapacity, RemedyWidenWindow, RemedyReduceWork, RemedyMoveTasks, RemedyOrderEarlier,
		RemedyAgreeDate, RemedyExtendUse, RemedyNameOwner, RemedyStateUnits, RemedyListResource, RemedyJudgeWithCare, RemedyWidenGroup,
		RemedyMendReview, RemedyCompletePoint, RemedyFollowUp,
	}
}
