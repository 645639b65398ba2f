package lifecycle

import "github.com/milepost-go/milepost/lifecycle/finding"

// Caps, limits of time, closings and what lint says of them.
const (
	CodeMoveCapped       finding.Code = "lifecycle.move.capped"        // taken as often as it may be; want is the cap
	CodeMoveBeyondCap    finding.Code = "lifecycle.move.beyond_cap"    // taken as often as it may be without higher authority
	CodeMoveOtherOutcome finding.Code = "lifecycle.move.other_outcome" // the closing records want, not got
	CodePhaseOverdue     finding.Code = "lifecycle.phase.overdue"      // the project is in the phase for longer than it may be
	CodeProposalOverdue  finding.Code = "lifecycle.proposal.overdue"   // a proposal waits for longer than the gate allows
	CodeLintBeyondCap    finding.Code = "lifecycle.lint.beyond_cap"    // nobody in the team holds a role that may go beyond the cap
	CodeLintNoEarlyEnd   finding.Code = "lifecycle.lint.no_early_end"  // the move cancels into got, where no closing records that
)

// Open items.
const (
	CodeItemOpen        finding.Code = "lifecycle.item.open"         // not disposed of; got is what kind of item it is
	CodeItemRaised      finding.Code = "lifecycle.item.raised"       // raised already and open
	CodeItemTooMany     finding.Code = "lifecycle.item.too_many"     // more than a project may have
	CodeItemUnknown     finding.Code = "lifecycle.item.unknown"      // nobody raised it
	CodeItemDisposed    finding.Code = "lifecycle.item.disposed"     // disposed of already; got says how
	CodeItemBadDisposal finding.Code = "lifecycle.item.bad_disposal" // none of want
	CodeItemNoReceiver  finding.Code = "lifecycle.item.no_receiver"  // got needs somebody who has it now
	CodeItemNoReason    finding.Code = "lifecycle.item.no_reason"    // dropping needs a reason
)

// Windows of phases.
const (
	CodeWindowPhase      finding.Code = "lifecycle.window.unknown_phase" // no such delivery phase
	CodeWindowGate       finding.Code = "lifecycle.window.unknown_gate"
	CodeWindowTwice      finding.Code = "lifecycle.window.twice"        // two windows for one phase
	CodeWindowOrder      finding.Code = "lifecycle.window.order"        // finishes before it starts
	CodeWindowNoGateDate finding.Code = "lifecycle.window.no_gate_date" // a gate leads out of the phase and has no date
	CodeWindowLate       finding.Code = "lifecycle.window.late"         // expected later than planned
)

// Remedies of the above.
const (
	RemedyAskAuthority finding.Code = "lifecycle.remedy.ask_authority" // let the higher authority take the move
	RemedyDecideMove   finding.Code = "lifecycle.remedy.decide_move"   // decide whether the project goes on
	RemedyDisposeItem  finding.Code = "lifecycle.remedy.dispose_item"  // finish the item, hand it over, drop it or carry it on
	RemedySetWindows   finding.Code = "lifecycle.remedy.set_windows"   // state the dates, or steer back to them
)

// flowCodes returns the codes of this file and of the presets beside the sales
// project.
func flowCodes() []finding.Code {
	return []finding.Code{
		RemedyDescribeIdea, RemedyWeighStrategy, RemedyScopeIdea, RemedyBuildCase, RemedyPlanDevelopment, RemedyBuildProduct,
		RemedyPassTests, RemedyPrepareLaunch, RemedyLaunchProduct, RemedyJudgeProfit,
		RemedyGiveMandate, RemedyWriteBrief, RemedyPlanStage, RemedyUpdateCase, RemedyAssembleDocuments, RemedyFinishStage,
		RemedyReachContact, RemedyConfirmNeed, RemedyAskBudget, RemedyFindDecider, RemedyDateDecision, RemedySendProposal,
		RemedyLowerDiscount, RemedySignContract,
		CodeMoveCapped, CodeMoveBeyondCap, CodeMoveOtherOutcome, CodePhaseOverdue, CodeProposalOverdue, CodeLintBeyondCap, CodeLintNoEarlyEnd,
		CodeItemOpen, CodeItemRaised, CodeItemTooMany, CodeItemUnknown, CodeItemDisposed, CodeItemBadDisposal,
		CodeItemNoReceiver, CodeItemNoReason,
		CodeWindowPhase, CodeWindowGate, CodeWindowTwice, CodeWindowOrder, CodeWindowNoGateDate, CodeWindowLate,
		CodeCompareFew, RemedyGatherRuns,
		RemedyAskAuthority, RemedyDecideMove, RemedyDisposeItem, RemedySetWindows,
	}
}
