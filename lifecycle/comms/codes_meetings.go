package comms

import "github.com/milepost-go/milepost/lifecycle/finding"

// Codes of what any check of this package finds in a row.
const (
	CodeNoID        finding.Code = "comms.id.missing"
	CodeDuplicateID finding.Code = "comms.id.duplicate"
	CodeUnknownWord finding.Code = "comms.value.unknown"
	CodeNoParty     finding.Code = "comms.party.missing"
	CodeActorTwice  finding.Code = "comms.party.twice"
)

// Codes of what is found in the communication plan and its notices.
const (
	CodeMatrixRow            finding.Code = "comms.matrix.row"
	CodePlanUnreached        finding.Code = "comms.plan.unreached"
	CodeEntryNoOwner         finding.Code = "comms.entry.no_owner"
	CodeEntryChannel         finding.Code = "comms.entry.channel"
	CodeEntryNoLadder        finding.Code = "comms.entry.no_ladder"
	CodeEntryLadder          finding.Code = "comms.entry.ladder"
	CodeEntrySeries          finding.Code = "comms.entry.series"
	CodeEntryAudienceUnknown finding.Code = "comms.entry.audience_unknown"
	CodeEntrySubjectUnknown  finding.Code = "comms.entry.subject_unknown"
	CodeLadderEmpty          finding.Code = "comms.ladder.empty"
	CodeLadderOrder          finding.Code = "comms.ladder.order"
	CodeUnacknowledged       finding.Code = "comms.notice.unacknowledged"
)

// Codes of what is found in meeting series.
const (
	CodeCadenceEvery      finding.Code = "comms.cadence.every"
	CodeCadenceDays       finding.Code = "comms.cadence.days"
	CodeNoChair           finding.Code = "comms.series.no_chair"
	CodeSeriesUndated     finding.Code = "comms.series.undated"
	CodeSeriesReversed    finding.Code = "comms.series.reversed"
	CodeSeriesClock       finding.Code = "comms.series.clock"
	CodeSeriesZone        finding.Code = "comms.series.zone"
	CodeSeriesLength      finding.Code = "comms.series.length"
	CodeSeriesSequence    finding.Code = "comms.series.sequence"
	CodeSeriesTemplate    finding.Code = "comms.series.template"
	CodeTooManyExceptions finding.Code = "comms.series.too_many_exceptions"
	CodeExceptionTime     finding.Code = "comms.exception.time"
	CodeExceptionTwice    finding.Code = "comms.exception.twice"
	CodeExceptionIdle     finding.Code = "comms.exception.idle"
	CodeQuorumUnreachable finding.Code = "comms.quorum.unreachable"
	CodeMeetingMissed     finding.Code = "comms.meeting.missed"
)

// Codes of what is found in agendas and their templates.
const (
	CodeTemplateEmpty      finding.Code = "comms.template.empty"
	CodeTemplateTwice      finding.Code = "comms.template.twice"
	CodeTemplateWeight     finding.Code = "comms.template.weight"
	CodeTemplateNeverShown finding.Code = "comms.template.never_shown"
	CodeAgendaLeftOut      finding.Code = "comms.agenda.left_out"
)

// Codes of what is found in minutes, actions, decisions and documents.
const (
	CodeMinutesIncomplete    finding.Code = "comms.minutes.incomplete"
	CodeMinutesSeries        finding.Code = "comms.minutes.series"
	CodeNoQuorum             finding.Code = "comms.minutes.no_quorum"
	CodeDecidedWithoutQuorum finding.Code = "comms.minutes.decided_without_quorum"
	CodeNoteOpen             finding.Code = "comms.minutes.note_open"
	CodeRevisionCount        finding.Code = "comms.minutes.revision_count"
	CodeRevisionChain        finding.Code = "comms.minutes.revision_chain"
	CodeSupersedesUnknown    finding.Code = "comms.decision.supersedes_unknown"
	CodeItemNoText           finding.Code = "comms.item.no_text"
	CodeActionNoOwner        finding.Code = "comms.action.no_owner"
	CodeActionNoDue          finding.Code = "comms.action.no_due_date"
	CodeActionDueBefore      finding.Code = "comms.action.due_before_meeting"
	CodeClosingIncomplete    finding.Code = "comms.closing.incomplete"
	CodeClosingNoResult      finding.Code = "comms.closing.no_result"
	CodeClosingNoEvidence    finding.Code = "comms.closing.no_evidence"
	CodeClosingIdle          finding.Code = "comms.closing.idle"
	CodeDocumentIncomplete   finding.Code = "comms.document.incomplete"
	CodeDocumentBroken       finding.Code = "comms.document.broken"
	CodeDocumentChanged      finding.Code = "comms.document.changed"
)

// Codes of the remedies that those findings name.
const (
	RemedyUniqueID        finding.Code = "comms.remedy.give_unique_id"
	RemedyUseNamedWord    finding.Code = "comms.remedy.use_named_word"
	RemedyNameParty       finding.Code = "comms.remedy.name_party"
	RemedyMendMatrix      finding.Code = "comms.remedy.mend_matrix"
	RemedyAddEntry        finding.Code = "comms.remedy.add_entry"
	RemedyAddChannel      finding.Code = "comms.remedy.add_channel"
	RemedyMendLadder      finding.Code = "comms.remedy.mend_ladder"
	RemedyAcknowledge     finding.Code = "comms.remedy.acknowledge"
	RemedySetCadence      finding.Code = "comms.remedy.set_cadence"
	RemedySetTime         finding.Code = "comms.remedy.set_time"
	RemedySetSequence     finding.Code = "comms.remedy.set_sequence"
	RemedySplitSeries     finding.Code = "comms.remedy.split_series"
	RemedyMendException   finding.Code = "comms.remedy.mend_exception"
	RemedyNameSeries      finding.Code = "comms.remedy.name_series"
	RemedySetQuorum       finding.Code = "comms.remedy.set_quorum"
	RemedyWriteMinutes    finding.Code = "comms.remedy.write_minutes"
	RemedyMendTemplate    finding.Code = "comms.remedy.mend_template"
	RemedyLongerMeeting   finding.Code = "comms.remedy.longer_meeting"
	RemedyCompleteMinutes finding.Code = "comms.remedy.complete_minutes"
	RemedyDecideAgain     finding.Code = "comms.remedy.decide_again"
	RemedySealNote        finding.Code = "comms.remedy.seal_note"
	RemedyMendRevision    finding.Code = "comms.remedy.mend_revision"
	RemedyNameItem        finding.Code = "comms.remedy.name_item"
	RemedyCompleteItem    finding.Code = "comms.remedy.complete_item"
	RemedyCompleteClosing finding.Code = "comms.remedy.complete_closing"
	RemedyMendDocument    finding.Code = "comms.remedy.mend_document"
	RemedyTakeVersion     finding.Code = "comms.remedy.take_version"
)

// meetingCodes lists the codes of the plan and the meetings.
func meetingCodes() []finding.Code {
	return []finding.Code{
		CodeNoID, CodeDuplicateID, CodeUnknownWord, CodeNoParty, CodeActorTwice, CodeMatrixRow, CodePlanUnreached,
		CodeEntryNoOwner, CodeEntryChannel, CodeEntryNoLadder, CodeEntryLadder, CodeEntrySeries, CodeEntryAudienceUnknown,
		CodeEntrySubjectUnknown, CodeLadderEmpty, CodeLadderOrder, CodeUnacknowledged, CodeCadenceEvery, CodeCadenceDays,
		CodeNoChair, CodeSeriesUndated, CodeSeriesReversed, CodeSeriesClock, CodeSeriesZone, CodeSeriesLength,
		CodeSeriesSequence, CodeSeriesTemplate, CodeTooManyExceptions, CodeExceptionTime, CodeExceptionTwice,
		CodeExceptionIdle, CodeQuorumUnreachable, CodeMeetingMissed, CodeTemplateEmpty, CodeTemplateTwice,
		CodeTemplateWeight, CodeTemplateNeverShown, CodeAgendaLeftOut, CodeMinutesIncomplete, CodeMinutesSeries,
		CodeNoQuorum, CodeDecidedWithoutQuorum, CodeNoteOpen, CodeRevisionCount, CodeRevisionChain, CodeSupersedesUnknown,
		CodeItemNoText, CodeActionNoOwner, CodeActionNoDue, CodeActionDueBefore, CodeClosingIncomplete,
		CodeClosingNoResult, CodeClosingNoEvidence, CodeClosingIdle, CodeDocumentIncomplete, CodeDocumentBroken,
		CodeDocumentChanged,

		RemedyUniqueID, RemedyUseNamedWord, RemedyNameParty, RemedyMendMatrix, RemedyAddEntry, RemedyAddChannel,
		RemedyMendLadder, RemedyAcknowledge, RemedySetCadence, RemedySetTime, RemedySetSequence, RemedySplitSeries,
		RemedyMendException, RemedyNameSeries, RemedySetQuorum, RemedyWriteMinutes, RemedyMendTemplate,
		RemedyLongerMeeting, RemedyCompleteMinutes, RemedyDecideAgain, RemedySealNote, RemedyMendRevision, RemedyNameItem,
		RemedyCompleteItem, RemedyCompleteClosing, RemedyMendDocument, RemedyTakeVersion,
	}
}
