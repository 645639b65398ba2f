package lifecycle

import (
	"slices"

	"github.com/milepost-go/milepost/lifecycle/finding"
)

// Faults of the data of a definition. The subject's field is the place.
const (
	CodeDefinitionBadName      finding.Code = "lifecycle.definition.bad_name"      // not lower-case words joined by dots
	CodeDefinitionBadNumber    finding.Code = "lifecycle.definition.bad_number"    // outside what is allowed; want is the bound
	CodeDefinitionBadText      finding.Code = "lifecycle.definition.bad_text"      // not UTF-8
	CodeDefinitionBadOp        finding.Code = "lifecycle.definition.bad_op"        // the operator cannot compare facts of this kind
	CodeDefinitionBadWant      finding.Code = "lifecycle.definition.bad_want"      // what is wanted is of another kind or unit than the fact
	CodeDefinitionDuplicate    finding.Code = "lifecycle.definition.duplicate"     // named twice
	CodeDefinitionMissing      finding.Code = "lifecycle.definition.missing"       // too few or too many
	CodeDefinitionNobody       finding.Code = "lifecycle.definition.nobody"        // no role may take the move
	CodeDefinitionNotHere      finding.Code = "lifecycle.definition.not_here"      // does not belong to this kind
	CodeDefinitionUnknownPhase finding.Code = "lifecycle.definition.unknown_phase" // no such delivery phase
	CodeDefinitionUnknownGate  finding.Code = "lifecycle.definition.unknown_gate"
	CodeDefinitionUnknownRole  finding.Code = "lifecycle.definition.unknown_role"
	CodeDefinitionUnknownFact  finding.Code = "lifecycle.definition.unknown_fact" // a criterion on a fact that is not declared
	CodeDefinitionUnknownStep  finding.Code = "lifecycle.definition.unknown_step"
	CodeDefinitionUnknownWord  finding.Code = "lifecycle.definition.unknown_word"  // none of the words wanted
	CodeDefinitionSyntax       finding.Code = "lifecycle.definition.syntax"        // not JSON
	CodeDefinitionUnknownField finding.Code = "lifecycle.definition.unknown_field" // JSON
	CodeDefinitionWrongType    finding.Code = "lifecycle.definition.wrong_type"    // JSON of another type than wanted
	CodeDefinitionTooLarge     finding.Code = "lifecycle.definition.too_large"     // JSON longer or deeper than is read
)

// What [Lint] finds in a definition that is well made.
const (
	CodeLintUnreachable finding.Code = "lifecycle.lint.unreachable_phase" // no way leads there
	CodeLintDeadEnd     finding.Code = "lifecycle.lint.dead_end_phase"    // no way leads from there to a closed project
	CodeLintNobody      finding.Code = "lifecycle.lint.nobody"            // nobody in the team holds a role that may take the move
	CodeLintQuorum      finding.Code = "lifecycle.lint.quorum"            // too few in the team hold the role
	CodeLintSeparation  finding.Code = "lifecycle.lint.separation"        // whoever requests the move, the approvers do not suffice
	CodeLintUnusedGate  finding.Code = "lifecycle.lint.unused_gate"
	CodeLintUnusedFact  finding.Code = "lifecycle.lint.unused_fact"
)

// Why a command is refused: faults of the command itself.
const (
	CodeCommandUnknown       finding.Code = "lifecycle.command.unknown"         // not a command of this version; got is its Go type
	CodeCommandPointer       finding.Code = "lifecycle.command.pointer"         // got is the Go type that was passed, want the one to pass
	CodeCommandBadID         finding.Code = "lifecycle.command.bad_id"          // empty, too long or not plain text
	CodeCommandBadLength     finding.Code = "lifecycle.command.bad_length"      // too short or too long; want is the limit
	CodeCommandBadText       finding.Code = "lifecycle.command.bad_text"        // not UTF-8
	CodeCommandBadTime       finding.Code = "lifecycle.command.bad_time"        // outside the years 1 to 9999
	CodeCommandNoTime        finding.Code = "lifecycle.command.no_time"         // nobody said what time it is
	CodeCommandInFuture      finding.Code = "lifecycle.command.in_future"       // would take effect after now
	CodeCommandOutOfSequence finding.Code = "lifecycle.command.out_of_sequence" // would take effect before what came earlier
	CodeCommandNoTarget      finding.Code = "lifecycle.command.no_target"       // neither phase nor move is named
	CodeCommandBadOutcome    finding.Code = "lifecycle.command.bad_outcome"     // no outcome, or not one for this project
)

// Why a command is refused: the project and its definition.
const (
	CodeProjectNotStarted finding.Code = "lifecycle.project.not_started"
	CodeProjectStarted    finding.Code = "lifecycle.project.already_started"
	CodeProjectArchived   finding.Code = "lifecycle.project.archived"   // read-only
	CodeProjectCancelled  finding.Code = "lifecycle.project.cancelled"  // only closing is left
	CodeDefinitionOther   finding.Code = "lifecycle.definition.other"   // the project follows another definition
	CodeDefinitionUnknown finding.Code = "lifecycle.definition.unknown" // a project was to start by got; want lists those at hand
	CodeHistoryNewer      finding.Code = "lifecycle.history.newer"      // holds entries of a later version of this package
)

// Why a command is refused: moves, steps and roles.
const (
	CodeMoveUnknown      finding.Code = "lifecycle.move.unknown"       // want lists the moves from here; got is the move or phase named, or the kind of move where none was
	CodeMoveAmbiguous    finding.Code = "lifecycle.move.ambiguous"     // several moves fit; want lists them
	CodeMoveNotFromHere  finding.Code = "lifecycle.move.not_from_here" // want lists the phases it leaves
	CodeMoveNoReason     finding.Code = "lifecycle.move.no_reason"
	CodeStandingUnfit    finding.Code = "lifecycle.move.standing_unfit" // want lists the standings it can be taken in
	CodeRoleMissing      finding.Code = "lifecycle.role.missing"        // the actor holds none of the roles wanted
	CodeRegionUnknown    finding.Code = "lifecycle.region.unknown"      // no such control phase
	CodeRegionNotRunning finding.Code = "lifecycle.region.not_running"  // want lists the phases it runs beside
	CodeStepUnknown      finding.Code = "lifecycle.region.unknown_step" // want lists the steps that may follow
)

// Why a command is refused: facts.
const (
	CodeFactUnknown     finding.Code = "lifecycle.fact.unknown"      // missing or not determined
	CodeFactExpired     finding.Code = "lifecycle.fact.expired"      // measured too long ago
	CodeFactFromFuture  finding.Code = "lifecycle.fact.from_future"  // measured after now
	CodeFactOtherKind   finding.Code = "lifecycle.fact.other_kind"   // want is the declared kind, got the value
	CodeFactOtherUnit   finding.Code = "lifecycle.fact.other_unit"   // its unit is got, the declared one is want
	CodeFactUnitExtra   finding.Code = "lifecycle.fact.unit_extra"   // it has the unit got and is declared without one
	CodeFactUnitMissing finding.Code = "lifecycle.fact.unit_missing" // it has no unit and is declared in want
	CodeFactUndeclared  finding.Code = "lifecycle.fact.undeclared"   // the definition does not name it
	CodeFactDiffers     finding.Code = "lifecycle.fact.differs"      // should equal want
	CodeFactEquals      finding.Code = "lifecycle.fact.equals"       // should differ from want
	CodeFactNotLess     finding.Code = "lifecycle.fact.not_less"     // should be less than want
	CodeFactTooHigh     finding.Code = "lifecycle.fact.too_high"     // should be at most want
	CodeFactNotGreater  finding.Code = "lifecycle.fact.not_greater"  // should be greater than want
	CodeFactTooLow      finding.Code = "lifecycle.fact.too_low"      // should be at least want
	CodeFactNotIn       finding.Code = "lifecycle.fact.not_in"       // should be one of want
	CodeFactNotNone     finding.Code = "lifecycle.fact.not_none"     // should be 0 or empty
)

// Why a command is refused: approvals.
const (
	CodeApprovalMissing  finding.Code = "lifecycle.approval.missing"   // want and got count the persons of the role
	CodeApprovalStale    finding.Code = "lifecycle.approval.stale"     // the evidence has changed since; related are the approvers
	CodeApprovalOwn      finding.Code = "lifecycle.approval.own"       // the proposer does not approve
	CodeApprovalGiven    finding.Code = "lifecycle.approval.given"     // this person has approved already
	CodeApprovalNone     finding.Code = "lifecycle.approval.none"      // there is no such approval of this person
	CodeApprovalNotAsked finding.Code = "lifecycle.approval.not_asked" // the gate asks for no approval in that role
	CodeEvidenceChanged  finding.Code = "lifecycle.approval.evidence"  // what was shown to the approver is not what is now
)

// Why a correction of a time is refused.
const (
	CodeCorrectionUnknown  finding.Code = "lifecycle.correction.unknown"   // no start, move or step of that version
	CodeCorrectionSame     finding.Code = "lifecycle.correction.same"      // it took effect then already
	CodeCorrectionTooEarly finding.Code = "lifecycle.correction.too_early" // before want, when what stands before it took effect
	CodeCorrectionTooLate  finding.Code = "lifecycle.correction.too_late"  // after want, when what stands behind it took effect
	CodeCorrectionInFuture finding.Code = "lifecycle.correction.in_future" // after want, which is now
	CodeCorrectionNoReason finding.Code = "lifecycle.correction.no_reason"
)

// What a migration to another definition finds, see [PlanMigration].
const (
	CodeMigrationNoReason finding.Code = "lifecycle.migration.no_reason"
	CodeMigrationSame     finding.Code = "lifecycle.migration.same"      // the project follows that definition already
	CodeMigrationUnknown  finding.Code = "lifecycle.migration.unknown"   // the mapping names what is not there; got is the old name of a new one
	CodeMigrationPhase    finding.Code = "lifecycle.migration.phase"     // the phase is none of want
	CodeMigrationStep     finding.Code = "lifecycle.migration.step"      // the step got is none of want
	CodeMigrationPending  finding.Code = "lifecycle.migration.pending"   // half done: got counts what the mapping does not speak of
	CodeMigrationVeto     finding.Code = "lifecycle.migration.veto"      // it has objected to the move got and is none of want, which may
	CodeMigrationDecider  finding.Code = "lifecycle.migration.decider"   // it decides on the open condition got and is none of want
	CodeMigrationRole     finding.Code = "lifecycle.migration.role"      // it has approved the move got and is none of want
	CodeMigrationFact     finding.Code = "lifecycle.migration.fact"      // declared with another kind or unit
	CodeMigrationFactLeft finding.Code = "lifecycle.migration.fact_left" // not declared: what is on record is left behind
	CodeMigrationGate     finding.Code = "lifecycle.migration.gate"      // was passed and would stay shut, by the fact related
)

// What stands in place of a sealed text, see [Erased] and [Sealed].
const (
	CodeTextErased finding.Code = "lifecycle.text.erased"
	CodeTextSealed finding.Code = "lifecycle.text.sealed"
)

// What is wrong with a stored history, see [CorruptError].
const (
	CodeHistoryGap        finding.Code = "lifecycle.history.gap"        // a version is missing or comes twice
	CodeHistoryStream     finding.Code = "lifecycle.history.stream"     // an entry of another stream
	CodeHistoryChanged    finding.Code = "lifecycle.history.changed"    // an entry does not have the hash it carries
	CodeHistoryUnchained  finding.Code = "lifecycle.history.unchained"  // an entry does not carry its predecessor's hash
	CodeHistoryOther      finding.Code = "lifecycle.history.other"      // an entry has not the hash of the checkpoint
	CodeHistoryShort      finding.Code = "lifecycle.history.short"      // it ends before a checkpoint
	CodeHistoryImpossible finding.Code = "lifecycle.history.impossible" // an entry cannot follow those before it
	CodeHistoryUnreadable finding.Code = "lifecycle.history.unreadable" // an entry cannot be read
)

// The remedies.
const (
	RemedyMendDefinition  finding.Code = "lifecycle.remedy.mend_definition"
	RemedyBringDefinition finding.Code = "lifecycle.remedy.bring_definition" // use the definition that the project follows
	RemedyNameDefinition  finding.Code = "lifecycle.remedy.name_definition"  // start by one of those at hand
	RemedyUpgrade         finding.Code = "lifecycle.remedy.upgrade"          // use the later version of the library
	RemedyMendCommand     finding.Code = "lifecycle.remedy.mend_command"
	RemedyPassValue       finding.Code = "lifecycle.remedy.pass_value" // pass the command itself, not a pointer to it
	RemedyStateUnit       finding.Code = "lifecycle.remedy.state_unit" // state the fact in the unit that is declared
	RemedyStart           finding.Code = "lifecycle.remedy.start"
	RemedyChooseMove      finding.Code = "lifecycle.remedy.choose_move"
	RemedyChooseStep      finding.Code = "lifecycle.remedy.choose_step"
	RemedyChangeStanding  finding.Code = "lifecycle.remedy.change_standing" // resume, close or reopen first
	RemedyFinishClosing   finding.Code = "lifecycle.remedy.finish_closing"  // a cancelled project can only be closed
	RemedyGiveReason      finding.Code = "lifecycle.remedy.give_reason"
	RemedyAskHolder       finding.Code = "lifecycle.remedy.ask_holder"     // let somebody in the role do it
	RemedySupplyFact      finding.Code = "lifecycle.remedy.supply_fact"    // determine the fact
	RemedyRefreshFact     finding.Code = "lifecycle.remedy.refresh_fact"   // determine it anew
	RemedyMeetCriterion   finding.Code = "lifecycle.remedy.meet_criterion" // bring the fact to what is wanted
	RemedyApprove         finding.Code = "lifecycle.remedy.approve"
	RemedyLookAgain       finding.Code = "lifecycle.remedy.look_again"   // look at the present evidence, then decide
	RemedyNameHolder      finding.Code = "lifecycle.remedy.name_holder"  // give the role to somebody
	RemedyMendMapping     finding.Code = "lifecycle.remedy.mend_mapping" // say in the mapping what becomes of it
	RemedyNameEntry       finding.Code = "lifecycle.remedy.name_entry"   // name the start, a move or a step by its version
)

// Codes returns every code that this package reports, findings and remedies,
// those of [SalesProject] included.
func Codes() []finding.Code {
	return slices.Concat(flowCodes(), gateCodes(), []finding.Code{
		CodeDefinitionBadName, CodeDefinitionBadNumber, CodeDefinitionBadText, CodeDefinitionBadOp, CodeDefinitionBadWant,
		CodeDefinitionDuplicate, CodeDefinitionMissing, CodeDefinitionNobody, CodeDefinitionNotHere, CodeDefinitionUnknownPhase,
		CodeDefinitionUnknownGate, CodeDefinitionUnknownRole, CodeDefinitionUnknownFact, CodeDefinitionUnknownStep,
		CodeDefinitionUnknownWord, CodeDefinitionSyntax, CodeDefinitionUnknownField, CodeDefinitionWrongType, CodeDefinitionTooLarge,
		CodeLintUnreachable, CodeLintDeadEnd, CodeLintNobody, CodeLintQuorum, CodeLintSeparation, CodeLintUnusedGate, CodeLintUnusedFact,
		CodeCommandUnknown, CodeCommandPointer, CodeCommandBadID, CodeCommandBadLength, CodeCommandBadText, CodeCommandBadTime, CodeCommandNoTime,
		CodeCommandInFuture, CodeCommandOutOfSequence, CodeCommandNoTarget, CodeCommandBadOutcome,
		CodeProjectNotStarted, CodeProjectStarted, CodeProjectArchived, CodeProjectCancelled, CodeDefinitionOther, CodeDefinitionUnknown, CodeHistoryNewer,
		CodeMoveUnknown, CodeMoveAmbiguous, CodeMoveNotFromHere, CodeMoveNoReason, CodeStandingUnfit, CodeRoleMissing,
		CodeRegionUnknown, CodeRegionNotRunning, CodeStepUnknown,
		CodeFactUnknown, CodeFactExpired, CodeFactFromFuture, CodeFactOtherKind, CodeFactOtherUnit, CodeFactUnitExtra, CodeFactUnitMissing,
		CodeFactUndeclared, CodeFactDiffers, CodeFactEquals,
		CodeFactNotLess, CodeFactTooHigh, CodeFactNotGreater, CodeFactTooLow, CodeFactNotIn, CodeFactNotNone,
		CodeApprovalMissing, CodeApprovalStale, CodeApprovalOwn, CodeApprovalGiven, CodeApprovalNone, CodeApprovalNotAsked, CodeEvidenceChanged,
		CodeHistoryGap, CodeHistoryStream, CodeHistoryChanged, CodeHistoryUnchained, CodeHistoryOther, CodeHistoryShort,
		CodeHistoryImpossible, CodeHistoryUnreadable,
		RemedyMendDefinition, RemedyBringDefinition, RemedyNameDefinition, RemedyUpgrade, RemedyMendCommand, RemedyPassValue, RemedyStateUnit, RemedyStart, RemedyChooseMove, RemedyChooseStep,
		RemedyChangeStanding, RemedyFinishClosing, RemedyGiveReason, RemedyAskHolder, RemedySupplyFact, RemedyRefreshFact,
		RemedyMeetCriterion, RemedyApprove, RemedyLookAgain, RemedyNameHolder,
		CodeCorrectionUnknown, CodeCorrectionSame, CodeCorrectionTooEarly, CodeCorrectionTooLate, CodeCorrectionInFuture, CodeCorrectionNoReason, RemedyNameEntry,
		CodeTextErased, CodeTextSealed,
		CodeMigrationNoReason, CodeMigrationSame, CodeMigrationUnknown, CodeMigrationPhase, CodeMigrationStep, CodeMigrationPending,
		CodeMigrationRole, CodeMigrationVeto, CodeMigrationDecider, CodeMigrationFact, CodeMigrationFactLeft, CodeMigrationGate, RemedyMendMapping,
		RemedyMendGoals, RemedyFinishCharter, RemedyFormTeam, RemedyFindResources, RemedyAgreeGoals, RemedyComputeTimetable,
		RemedyAssignResources, RemedySetMilestones, RemedyPlanRisks, RemedySetBaseline, RemedyFinishWork, RemedyAcceptDeliverables,
		RemedyDecideChanges, RemedyJudgeOutcome, RemedyDisposeOfItems, RemedyMakeReport, RemedyCompleteManifest,
	})
}
