package lifecycle

import "github.com/milepost-go/milepost/lifecycle/finding"

// Why a command is refused: decisions at gates and their conditions.
const (
	CodeGateNone           finding.Code = "lifecycle.gate.none"                // the move has no gate to decide
	CodeGateVerdict        finding.Code = "lifecycle.gate.unknown_verdict"     // want lists the verdicts
	CodeGateNoConditions   finding.Code = "lifecycle.gate.no_conditions"       // a go on conditions states none
	CodeGateNotHere        finding.Code = "lifecycle.gate.not_here"            // the field does not belong to the verdict got, but to want
	CodeConditionTaken     finding.Code = "lifecycle.condition.taken"          // an id that stands for another condition
	CodeConditionEmpty     finding.Code = "lifecycle.condition.empty"          // neither fact nor text
	CodeConditionUnknown   finding.Code = "lifecycle.condition.unknown"        // no such condition; want lists those that are open
	CodeConditionEnded     finding.Code = "lifecycle.condition.ended"          // fulfilled or waived already, got says which
	CodeConditionNotYours  finding.Code = "lifecycle.condition.not_yours"      // neither the owner nor in a deciding role; want lists those
	CodeConditionCovers    finding.Code = "lifecycle.condition.covers"         // an unmet criterion passes on a condition
	CodeConditionMissed    finding.Code = "lifecycle.condition.missed"         // past due, and it holds the project; want is when it was due
	CodeConditionException finding.Code = "lifecycle.condition.exception"      // past due, and it is an exception; want is when it was due
	CodeReviewOverdue      finding.Code = "lifecycle.gate.look_again_overdue"  // a held project was to be looked at again by want
	CodeCommandNoReason    finding.Code = "lifecycle.command.no_reason"        // it needs a reason
	CodeCommandBadSpan     finding.Code = "lifecycle.command.bad_span"         // a moment that must come after want
	CodeCommandUnknownName finding.Code = "lifecycle.command.unknown_name"     // names what is not there; want lists what is
	CodeCommandTwice       finding.Code = "lifecycle.command.named_twice"      // names the same thing again
	CodeApprovalExpired    finding.Code = "lifecycle.approval.expired"         // older than the minutes in want; related are the approvers
	CodeObjectionStands    finding.Code = "lifecycle.objection.stands"         // somebody objects in the role got
	CodeObjectionNoVeto    finding.Code = "lifecycle.objection.no_veto"        // the role got may not object; want lists those that may
	CodeObjectionGiven     finding.Code = "lifecycle.objection.given"          // this person objects already
	CodeObjectionNone      finding.Code = "lifecycle.objection.none"           // there is no such objection of this person
	CodeDelegationSelf     finding.Code = "lifecycle.delegation.self"          // nobody delegates to themselves
	CodeDelegationNone     finding.Code = "lifecycle.delegation.none"          // got has not delegated the role want to this person
	CodeDelegationLapsed   finding.Code = "lifecycle.delegation.lapsed"        // not begun, over or revoked at the time got; want is the moment passed
	CodeDelegationUnknown  finding.Code = "lifecycle.delegation.unknown"       // no such delegation of this person
	CodeDelegationEnded    finding.Code = "lifecycle.delegation.ended"         // revoked already
	CodeOverrideNoRight    finding.Code = "lifecycle.override.no_right"        // the gate gives nobody the right to override
	CodeOverrideNoVeto     finding.Code = "lifecycle.override.veto_stays"      // the gate does not let objections be overridden
	CodeOverrideEmpty      finding.Code = "lifecycle.override.empty"           // names nothing that is to pass
	CodeOverridePasses     finding.Code = "lifecycle.override.passes"          // what is missing passes by the override in related
	CodeLintContradiction  finding.Code = "lifecycle.lint.contradiction"       // no value of the fact meets all criteria of the gate; want lists them
	CodeLintConditional    finding.Code = "lifecycle.lint.nobody_conditions"   // nobody can set conditions for a conditional criterion
	CodeLintVeto           finding.Code = "lifecycle.lint.nobody_objects"      // nobody in the team holds the role that may object
	CodeLintOverride       finding.Code = "lifecycle.lint.nobody_overrides"    // nobody in the team holds a role that may override
	CodeLintDecisionMove   finding.Code = "lifecycle.lint.no_move_for_verdict" // the phase has no move that the verdict in want takes
)

// What mends what stands in the way of a decision at a gate.
const (
	RemedySetCondition      finding.Code = "lifecycle.remedy.set_condition" // go on a condition that covers it
	RemedyFulfilCondition   finding.Code = "lifecycle.remedy.fulfil_condition"
	RemedyWaiveCondition    finding.Code = "lifecycle.remedy.waive_condition"
	RemedyExtendCondition   finding.Code = "lifecycle.remedy.extend_condition"
	RemedyDecideAgain       finding.Code = "lifecycle.remedy.decide_again" // resume or cancel the held project, or hold it on
	RemedyWithdrawObjection finding.Code = "lifecycle.remedy.withdraw_objection"
	RemedyDelegate          finding.Code = "lifecycle.remedy.delegate" // let the holder delegate the role
	RemedyOverride          finding.Code = "lifecycle.remedy.override" // let somebody with the right override it
)

func gateCodes() []finding.Code {
	return []finding.Code{
		CodeGateNone, CodeGateVerdict, CodeGateNoConditions, CodeGateNotHere, CodeConditionTaken, CodeConditionEmpty,
		CodeConditionUnknown, CodeConditionEnded, CodeConditionNotYours, CodeConditionCovers, CodeConditionMissed,
		CodeConditionException, CodeReviewOverdue, CodeCommandNoReason, CodeCommandBadSpan, CodeCommandUnknownName, CodeCommandTwice,
		CodeApprovalExpired, CodeObjectionStands, CodeObjectionNoVeto, CodeObjectionGiven, CodeObjectionNone,
		CodeDelegationSelf, CodeDelegationNone, CodeDelegationLapsed, CodeDelegationUnknown, CodeDelegationEnded,
		CodeOverrideNoRight, CodeOverrideNoVeto, CodeOverrideEmpty, CodeOverridePasses,
		CodeLintContradiction, CodeLintConditional, CodeLintVeto, CodeLintOverride, CodeLintDecisionMove,
		RemedySetCondition, RemedyFulfilCondition, RemedyWaiveCondition, RemedyExtendCondition, RemedyDecideAgain,
		RemedyWithdrawObjection, RemedyDelegate, RemedyOverride,
	}
}
