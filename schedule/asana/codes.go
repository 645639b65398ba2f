package asana

import "github.com/milepost-go/milepost/lifecycle/finding"

// Codes of the notes of reading.
const (
	// CodeDamagedID: a spreadsheet turned the Task ID, in the value, into a
	// rounded number such as 1.21143E+15. It is not used as an id.
	CodeDamagedID finding.Code = "asana.id.damaged"
	// CodeNumberID: an id stands as a number, not as text. It is taken digit by
	// digit.
	CodeNumberID finding.Code = "asana.id.number"
	// CodeDuplicateID: the id, in the value, names a second task; the second
	// one gets another id, or is left out where it says nothing else.
	CodeDuplicateID finding.Code = "asana.id.duplicate"
	// CodeMadeID: tasks without id got the number of their row or place; the
	// value says how many.
	CodeMadeID finding.Code = "asana.id.made"
	// CodeUnknownReference: the value names nothing in the file; what needs it
	// is left out. Links to unknown ids stay as external links.
	CodeUnknownReference finding.Code = "asana.reference.unknown"
	// CodeAmbiguous: the names in the value can be read in several ways, since
	// tasks have the same name or names have commas. None is taken.
	CodeAmbiguous finding.Code = "asana.reference.ambiguous"
	// CodeSelf: a task that names itself as its parent or predecessor, or that is
	// its own ancestor. The reference is left out.
	CodeSelf finding.Code = "asana.reference.self"
	// CodeFamily: a link between a task and a task in it is left out.
	CodeFamily finding.Code = "asana.link.own_family"
	// CodeDate: the value is no date in the form that the file has.
	CodeDate finding.Code = "asana.date.unreadable"
	// CodeZone: moments were read in UTC, since no zone was given; the value says
	// how many.
	CodeZone finding.Code = "asana.date.zone_assumed"
	// CodeReversed: the start, in the value, lies after the due date, which alone
	// is taken.
	CodeReversed finding.Code = "asana.date.reversed"
	// CodeNoDuration: tasks whose length nobody knows, since they have no date or
	// one only. Their duration is zero and estimated; the value says how many.
	CodeNoDuration finding.Code = "asana.task.duration_unknown"
	// CodeBegan: when finished tasks began is not recorded; their start date was
	// taken, or the moment when they were finished. The value says how many.
	CodeBegan finding.Code = "asana.task.began_assumed"
	// CodeMoved: the dates in the value were changed after the plan was written;
	// the task is pinned to them.
	CodeMoved finding.Code = "asana.task.moved"
	// CodeStartGuessed: nothing says when the project starts; the value is the
	// earliest date of a task.
	CodeStartGuessed finding.Code = "asana.project.start_guessed"
	// CodeEmptySection: a section without tasks is kept as an inactive task.
	CodeEmptySection finding.Code = "asana.section.empty"
	// CodeOtherHome: the task stands in another project or section too, which is
	// in the value.
	CodeOtherHome finding.Code = "asana.task.other_home"
	// CodeNotCarried: the plan has no place for this field; the value says how
	// many things have something in it.
	CodeNotCarried finding.Code = "asana.field.not_carried"
	// CodeType: the value is not of the type that the field has; it counts as
	// absent.
	CodeType finding.Code = "asana.value.wrong_type"
	// CodeUnknownKind: a word that this package does not know; the usual kind is
	// taken.
	CodeUnknownKind finding.Code = "asana.value.unknown_kind"
	// CodeTwice: a name stands twice in one object, or a header above two
	// columns. The first one counts.
	CodeTwice finding.Code = "asana.file.twice"
	// CodeCharset: bytes that are no UTF-8 became U+FFFD.
	CodeCharset finding.Code = "asana.text.not_utf8"
	// CodeMarkup: notes lost their formatting.
	CodeMarkup finding.Code = "asana.notes.markup"
	// CodeCard: the line that Milepost added to the notes was changed and cannot
	// be read; it is ignored.
	CodeCard finding.Code = "asana.notes.card_broken"
	// CodeLinesAbove: lines above the header were skipped; the value says how
	// many.
	CodeLinesAbove finding.Code = "asana.file.lines_above"
	// CodeSurplus: the row has values beyond the last column.
	CodeSurplus finding.Code = "asana.file.surplus"
	// CodeMorePages: an answer says that there are more pages, which are not in
	// the file.
	CodeMorePages finding.Code = "asana.file.more_pages"
	// CodeMoreNotes: there were more notes than the limit.
	CodeMoreNotes finding.Code = "asana.file.more_notes"
)

// Codes of the notes of writing.
const (
	// CodeNotWritten: Asana has no place for this; the value is what the plan
	// says, or how many things say something.
	CodeNotWritten finding.Code = "asana.write.not_written"
	// CodeCarded: Asana cannot show this; it stands in the line that Milepost
	// adds to the notes and comes back from there. The value says how many.
	CodeCarded finding.Code = "asana.write.carded"
	// CodeCut: the text is longer than Asana takes and was shortened; the value
	// says how many characters it had.
	CodeCut finding.Code = "asana.write.text_cut"
	// CodeGuarded: texts that a spreadsheet would run as a formula got an
	// apostrophe in front; the value says how many.
	CodeGuarded finding.Code = "asana.write.guarded"
	// CodeCharacters: characters that no CSV or JSON text can hold were replaced
	// by U+FFFD.
	CodeCharacters finding.Code = "asana.write.characters"
	// CodeReordered: tasks stand in another order than in the plan, since a
	// predecessor has to stand above its successors; the value says how many.
	CodeReordered finding.Code = "asana.write.reordered"
	// CodeSameName: a name that several tasks have, or that has commas, cannot be
	// referred to, so Asana will not show these links or parents; the value says
	// how many.
	CodeSameName finding.Code = "asana.write.same_name"
	// CodeManyLinks: a task has more links than Asana takes; the value says how
	// many are not shown.
	CodeManyLinks finding.Code = "asana.write.many_links"
	// CodeNotComputed: the plan cannot be computed, so tasks that are not pinned
	// have no dates.
	CodeNotComputed finding.Code = "asana.write.not_computed"
)

// Codes of what mends a finding, see [Findings].
const (
	RemedyExportAgain finding.Code = "asana.remedy.export_again"
	RemedyRename      finding.Code = "asana.remedy.rename_tasks"
	RemedyNameOrder   finding.Code = "asana.remedy.name_date_order"
	RemedyGiveZone    finding.Code = "asana.remedy.give_zone"
	RemedyGiveStart   finding.Code = "asana.remedy.give_start"
	RemedyAddPages    finding.Code = "asana.remedy.add_pages"
	RemedyEstimate    finding.Code = "asana.remedy.estimate"
	RemedyMendPlan    finding.Code = "asana.remedy.mend_plan"
)

// Codes returns every code of this package in the order of declaration. The
// caller owns the slice.
func Codes() []finding.Code {
	return []finding.Code{
		CodeDamagedID, CodeNumberID, CodeDuplicateID, CodeMadeID, CodeUnknownReference, CodeAmbiguous, CodeSelf, CodeFamily, CodeDate, CodeZone, CodeReversed,
		CodeNoDuration, CodeBegan, CodeMoved, CodeStartGuessed, CodeEmptySection, CodeOtherHome, CodeNotCarried, CodeType, CodeUnknownKind, CodeTwice,
		CodeCharset, CodeMarkup, CodeCard, CodeLinesAbove, CodeSurplus, CodeMorePages, CodeMoreNotes,
		CodeNotWritten, CodeCarded, CodeCut, CodeGuarded, CodeCharacters, CodeReordered, CodeSameName, CodeManyLinks, CodeNotComputed,
		RemedyExportAgain, RemedyRename, RemedyNameOrder, RemedyGiveZone, RemedyGiveStart, RemedyAddPages, RemedyEstimate, RemedyMendPlan,
	}
}
