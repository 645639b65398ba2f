package comms

import "github.com/milepost-go/milepost/lifecycle/finding"

// Codes of what checks of issues and of their clocks find.
const (
	CodeTooMuch         finding.Code = "comms.size.too_much"
	CodeIssueIncomplete finding.Code = "comms.issue.incomplete"
	CodeIssueStep       finding.Code = "comms.issue.step_incomplete"
	CodeIssueMove       finding.Code = "comms.issue.not_allowed"
	CodeIssueBoth       finding.Code = "comms.issue.solved_and_unsolved"
	CodeIssueLinkTwice  finding.Code = "comms.issue.link_twice"
	CodeIssueOrder      finding.Code = "comms.issue.before_last"
	CodeIssueNoOwner    finding.Code = "comms.issue.no_owner"
	CodeRiskNoIssue     finding.Code = "comms.issue.risk_without_issue"
	CodeLimitRange      finding.Code = "comms.clock.limit_range"
	CodeNoLadder        finding.Code = "comms.clock.no_ladder"
)

// Codes of what checks of views, visibility and digests find.
const (
	CodeRowIncomplete   finding.Code = "comms.view.row_incomplete"
	CodeRowTwice        finding.Code = "comms.view.row_twice"
	CodeCursorMoved     finding.Code = "comms.digest.past_changed"
	CodeNoAudience      finding.Code = "comms.visibility.no_audience"
	CodeNoRecordKind    finding.Code = "comms.visibility.no_kind"
	CodeNotHidden       finding.Code = "comms.visibility.not_hidden"
	CodeSeesNothing     finding.Code = "comms.visibility.sees_nothing"
	CodeGap             finding.Code = "comms.visibility.informed_may_not_see"
	CodeShareIncomplete finding.Code = "comms.share.incomplete"
	CodeSharedHidden    finding.Code = "comms.share.hidden"
)

// Codes of what checks of surveys and of answers find.
const (
	CodeSurveyIncomplete finding.Code = "comms.survey.incomplete"
	CodeSurveyRange      finding.Code = "comms.survey.out_of_range"
	CodeNoAttribute      finding.Code = "comms.survey.no_attribute"
	CodeBadToken         finding.Code = "comms.survey.bad_token"
	CodeOtherForm        finding.Code = "comms.survey.other_form"
	CodeBoxClosed        finding.Code = "comms.survey.closed"
	CodeStillOpen        finding.Code = "comms.survey.still_open"
	CodeNamed            finding.Code = "comms.survey.named"
	CodeBadAnswer        finding.Code = "comms.survey.bad_answer"
)

// Codes of what checks of feedback and its replies find.
const (
	CodeFeedbackIncomplete finding.Code = "comms.feedback.incomplete"
	CodeFeedbackLoose      finding.Code = "comms.feedback.about_nothing"
	CodeAnswered           finding.Code = "comms.feedback.answered"
	CodeReplyIncomplete    finding.Code = "comms.reply.incomplete"
	CodeReplyEarly         finding.Code = "comms.reply.before_feedback"
)

// Codes of the remedies that those findings name.
const (
	RemedyKeepLess      finding.Code = "comms.remedy.keep_less"
	RemedyDescribeIssue finding.Code = "comms.remedy.describe_issue"
	RemedyCompleteStep  finding.Code = "comms.remedy.complete_step"
	RemedyAllowedStep   finding.Code = "comms.remedy.take_allowed_step"
	RemedyMendTimes     finding.Code = "comms.remedy.mend_times"
	RemedyAssignIssue   finding.Code = "comms.remedy.assign_issue"
	RemedyRaiseIssue    finding.Code = "comms.remedy.raise_issue"
	RemedyMendLimit     finding.Code = "comms.remedy.mend_limit"
	RemedyNameLadder    finding.Code = "comms.remedy.name_ladder"

	RemedyCompleteRow     finding.Code = "comms.remedy.complete_row"
	RemedyViewOfCursor    finding.Code = "comms.remedy.view_of_cursor"
	RemedyDeclareAudience finding.Code = "comms.remedy.declare_audience"
	RemedyLeaveReachable  finding.Code = "comms.remedy.leave_reachable"
	RemedyGrant           finding.Code = "comms.remedy.grant_sight"
	RemedyCompleteShare   finding.Code = "comms.remedy.complete_share"

	RemedyCompleteSurvey finding.Code = "comms.remedy.complete_survey"
	RemedyNewToken       finding.Code = "comms.remedy.take_unused_token"
	RemedySameForm       finding.Code = "comms.remedy.keep_form"
	RemedyReadResults    finding.Code = "comms.remedy.read_results"
	RemedyCloseBox       finding.Code = "comms.remedy.close_survey"
	RemedyLeaveName      finding.Code = "comms.remedy.leave_name_out"
	RemedyAnswerAsAsked  finding.Code = "comms.remedy.answer_as_asked"

	RemedyCompleteFeedback finding.Code = "comms.remedy.complete_feedback"
	RemedyLinkFeedback     finding.Code = "comms.remedy.link_feedback"
	RemedyNewFeedback      finding.Code = "comms.remedy.record_new_feedback"
	RemedyCompleteReply    finding.Code = "comms.remedy.complete_reply"
)

// issueCodes lists the codes of issues, feedback, surveys and visibility.
func issueCodes() []finding.Code {
	return []finding.Code{
		CodeTooMuch, CodeIssueIncomplete, CodeIssueStep, CodeIssueMove, CodeIssueBoth, CodeIssueLinkTwice, CodeIssueOrder, CodeIssueNoOwner, CodeRiskNoIssue,
		CodeLimitRange, CodeNoLadder,
		CodeRowIncomplete, CodeRowTwice, CodeCursorMoved, CodeNoAudience, CodeNoRecordKind, CodeNotHidden, CodeSeesNothing, CodeGap,
		CodeShareIncomplete, CodeSharedHidden,
		CodeSurveyIncomplete, CodeSurveyRange, CodeNoAttribute, CodeBadToken, CodeOtherForm, CodeBoxClosed, CodeStillOpen, CodeNamed, CodeBadAnswer,
		CodeFeedbackIncomplete, CodeFeedbackLoose, CodeAnswered, CodeReplyIncomplete, CodeReplyEarly,

		RemedyKeepLess, RemedyDescribeIssue, RemedyCompleteStep, RemedyAllowedStep, RemedyMendTimes, RemedyAssignIssue, RemedyRaiseIssue,
		RemedyMendLimit, RemedyNameLadder,
		RemedyCompleteRow, RemedyViewOfCursor, RemedyDeclareAudience, RemedyLeaveReachable, RemedyGrant, RemedyCompleteShare,
		RemedyCompleteSurvey, RemedyNewToken, RemedySameForm, RemedyReadResults, RemedyCloseBox, RemedyLeaveName, RemedyAnswerAsAsked,
		RemedyCompleteFeedback, RemedyLinkFeedback, RemedyNewFeedback, RemedyCompleteReply,
	}
}
