package comms

import "github.com/milepost-go/milepost/lifecycle/finding"

// Codes of what checks of issues and of their clocks find.
const (
	CodeTooMuch         finding.Code = "comms.size.too_much"
	CodeIssueIncomplete finding.Code = "comms.issue.incomplete"
	CodeIssueStep       finding.Code = "comms.issue.step_incomplete"
	CodeIssueMove       finding.Code = "comms.issue.not_allowed"
	CodeIssueLinkTwice  finding.Code = "comms.issue.link_twice"
	CodeIssueOrder      finding.Code = "comms.issue.before_last"
	CodeIssueNoOwner    finding.Code = "comms.issue.no_owner"
	CodeRiskNoIssue     finding.Code = "comms.issue.risk_without_issue"
	CodeLimitRange      finding.Code = "comms.clock.limit_range"
	CodeNoLadder        finding.Code = "comms.clock.no_ladder"
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
)

// issueCodes lists the codes of issues, feedback, surveys and visibility.
func issueCodes() []finding.Code {
	return []finding.Code{
		CodeTooMuch, CodeIssueIncomplete, CodeIssueStep, CodeIssueMove, CodeIssueLinkTwice, CodeIssueOrder, CodeIssueNoOwner, CodeRiskNoIssue,
		CodeLimitRange, CodeNoLadder,

		RemedyKeepLess, RemedyDescribeIssue, RemedyCompleteStep, RemedyAllowedStep, RemedyMendTimes, RemedyAssignIssue, RemedyRaiseIssue,
		RemedyMendLimit, RemedyNameLadder,
	}
}
