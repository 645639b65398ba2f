package trello

import "github.com/milepost-go/milepost/lifecycle/finding"

// Codes of the notes of reading.
const (
	// CodeDuplicateKey: a name stands twice in one object; the last value counts.
	// The subject is a value by its JSON pointer, as in the next two.
	CodeDuplicateKey finding.Code = "trello.file.duplicate_key"
	// CodeWrongType: a value of another type than Trello writes there; it is
	// taken as far as that makes sense, and else counts as absent.
	CodeWrongType finding.Code = "trello.file.wrong_type"
	// CodeNotUTF8: bytes that are no UTF-8 became U+FFFD; the value is where the
	// first of them stands.
	CodeNotUTF8 finding.Code = "trello.file.not_utf8"
	// CodeMoreNotes: there were more notes than the limit.
	CodeMoreNotes finding.Code = "trello.file.more_notes"
	// CodeUnreadable: the text is no date, length or number; it counts as absent.
	CodeUnreadable finding.Code = "trello.value.unreadable"
	// CodeDateOnly: a day without a time; 17:00 is taken.
	CodeDateOnly finding.Code = "trello.value.date_only"
	// CodeRounded: parts of a second were cut off.
	CodeRounded finding.Code = "trello.value.rounded"
	// CodeUnknownLine: a line in a block that this package does not know.
	CodeUnknownLine finding.Code = "trello.block.unknown_line"
	// CodeNoZone: no zone was given, the clock of UTC was taken.
	CodeNoZone finding.Code = "trello.zone.assumed"
	// CodeNoStart: neither the board nor the caller says when the project starts.
	CodeNoStart finding.Code = "trello.plan.no_start"
	// CodeStartGuessed: the project starts with the earliest date on its cards, or
	// when the board was made.
	CodeStartGuessed finding.Code = "trello.plan.start_guessed"
	// CodeNoID: a thing without an id of its own, which is left out.
	CodeNoID finding.Code = "trello.id.missing"
	// CodeDuplicateID: the id is missing or taken; the value is the new one.
	CodeDuplicateID finding.Code = "trello.id.duplicate"
	// CodeCopied: the card was copied with the block of another; the value is
	// the id of that, the copy has the id of its card.
	CodeCopied finding.Code = "trello.id.copied"
	// CodeUnknownReference: the id names nothing in the file.
	CodeUnknownReference finding.Code = "trello.reference.unknown"
	// CodeLeft: a person who left the board and is known from actions only.
	CodeLeft finding.Code = "trello.member.left"
	// CodeIgnored: the card is left out, as the mapping says.
	CodeIgnored finding.Code = "trello.card.ignored"
	// CodeArchived: the card or list is archived and became an inactive task.
	CodeArchived finding.Code = "trello.card.archived"
	// CodeReversed: the card is due before it starts; both dates are bounds.
	CodeReversed finding.Code = "trello.card.reversed_dates"
	// CodeDoneUndated: the card is done, but nothing tells the day.
	CodeDoneUndated finding.Code = "trello.card.done_undated"
	// CodeBegunUndated: the card is in progress, but nothing tells since when;
	// the task has not begun.
	CodeBegunUndated finding.Code = "trello.card.begun_undated"
	// CodeBegunGuessed: nothing tells when the finished card was begun; the
	// task begins when it ends.
	CodeBegunGuessed finding.Code = "trello.card.begun_guessed"
	// CodeDoneOpenItems: the card is done, check items on it are not.
	CodeDoneOpenItems finding.Code = "trello.card.done_with_open_items"
	// CodeEmptyChecklist: a checklist without items is left out.
	CodeEmptyChecklist finding.Code = "trello.card.empty_checklist"
	// CodeTakenOff: the member was taken off the card in Trello; the assignment
	// is left out.
	CodeTakenOff finding.Code = "trello.card.member_taken_off"
	// CodeChangedInTrello: people changed on the card what its block still says
	// otherwise; what Trello says counts.
	CodeChangedInTrello finding.Code = "trello.card.changed_in_trello"
	// CodeOutline: the task is its own ancestor; it moves to the top level.
	CodeOutline finding.Code = "trello.outline.repaired"
	// CodeNotCarried: the plan has no place for this part; the value says how
	// often there is something in it, or what it says.
	CodeNotCarried finding.Code = "trello.field.not_carried"
)

// Codes of the notes of writing.
const (
	// CodeNotWritten: the board has no place for this; the value says how many
	// things say something.
	CodeNotWritten finding.Code = "trello.write.not_written"
	// CodeLinkLeftOut: the successor of the link is not in the plan.
	CodeLinkLeftOut finding.Code = "trello.write.link_left_out"
	// CodeReordered: tasks of the top level that are no summaries come behind
	// the summaries.
	CodeReordered finding.Code = "trello.write.reordered"
	// CodeShifted: clocks never show this time in the zone; the next instant is
	// written.
	CodeShifted finding.Code = "trello.write.shifted"
	// CodeCut: the text is longer than Trello takes; the value says by how many
	// characters.
	CodeCut finding.Code = "trello.write.text_cut"
	// CodeNoMember: the resource has no member in Trello, so its assignments
	// stand in descriptions only.
	CodeNoMember finding.Code = "trello.write.no_member"
	// CodeNotSent: requests do not send this, only a written board has it.
	CodeNotSent finding.Code = "trello.write.not_sent"
)

// Codes returns every code of this package in the order of declaration. The
// caller owns the slice.
func Codes() []finding.Code {
	return []finding.Code{
		CodeDuplicateKey, CodeWrongType, CodeNotUTF8, CodeMoreNotes, CodeUnreadable, CodeDateOnly, CodeRounded, CodeUnknownLine,
		CodeNoZone, CodeNoStart, CodeStartGuessed, CodeNoID, CodeDuplicateID, CodeCopied, CodeUnknownReference, CodeLeft, CodeIgnored,
		CodeArchived, CodeReversed, CodeDoneUndated, CodeBegunUndated, CodeBegunGuessed, CodeDoneOpenItems, CodeEmptyChecklist,
		CodeTakenOff, CodeChangedInTrello, CodeOutline, CodeNotCarried,
		CodeNotWritten, CodeLinkLeftOut, CodeReordered, CodeShifted, CodeCut, CodeNoMember, CodeNotSent,
	}
}
