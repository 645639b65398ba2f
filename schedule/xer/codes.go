package xer

import "github.com/milepost-go/milepost/lifecycle/finding"

// Codes of the notes of reading.
const (
	// CodeUnreadable: the value is not of its type. Only with Options.Tolerant;
	// otherwise it is an error.
	CodeUnreadable finding.Code = "xer.value.unreadable"
	// CodeUnknownKind: a word that stands for a kind this package does not
	// know; the usual kind is taken.
	CodeUnknownKind finding.Code = "xer.value.unknown_kind"
	// CodeRange: the number is out of its range; it is cut to the nearest that
	// is allowed.
	CodeRange finding.Code = "xer.value.out_of_range"
	// CodeRounded: numbers that are no whole seconds, or no whole millionths of
	// a unit, were rounded; the value says how many. When writing: the seconds
	// of a date, which the format does not have.
	CodeRounded finding.Code = "xer.value.rounded"
	// CodeDuplicateID: a second thing of the same id. The first one stays.
	CodeDuplicateID finding.Code = "xer.id.duplicate"
	// CodeNoID: a thing without id is left out.
	CodeNoID finding.Code = "xer.id.missing"
	// CodeUnknownReference: the id names nothing in the file; the reference, or
	// the link or assignment that needs it, is left out.
	CodeUnknownReference finding.Code = "xer.reference.unknown"
	// CodeNotCarried: the plan has no place for this field or table; the value
	// says how many rows have something in it.
	CodeNotCarried finding.Code = "xer.field.not_carried"
	// CodeOtherProject: the file has another project, which was not read; the
	// value is its name and size.
	CodeOtherProject finding.Code = "xer.file.other_project"
	// CodeNoEnd: the last line, %E, is missing: rows may be missing too.
	CodeNoEnd finding.Code = "xer.file.no_end"
	// CodeStrayLines: lines that are no records and belong to no row; the value
	// says how many.
	CodeStrayLines finding.Code = "xer.file.stray_lines"
	// CodeCharsetGuessed: the code page is a guess, named by the value. Give it
	// in Options.Charset, or hand over a reader that yields UTF-8.
	CodeCharsetGuessed finding.Code = "xer.text.charset_guessed"
	// CodeCharset: the text holds bytes, shown in the value, that are no
	// characters in the code page of the file; each became U+FFFD.
	CodeCharset finding.Code = "xer.text.unknown_charset"
	// CodeMoreNotes: there were more notes than the limit.
	CodeMoreNotes finding.Code = "xer.file.more_notes"

	// CodeNoCurrency: the file names no currency, or none that can be used; its
	// amounts are in Options.Currency.
	CodeNoCurrency finding.Code = "xer.money.no_currency"
	// CodeRateTable: rates or units that change over time; those at the data
	// date are taken.
	CodeRateTable finding.Code = "xer.resource.rate_table"
	// CodeNonlabor: nonlabor resources are read as work resources; the value
	// says how many.
	CodeNonlabor finding.Code = "xer.resource.nonlabor"
	// CodeRoleOnly: assignments to a role without a resource are read as work
	// that nobody has been found for; the value says how many.
	CodeRoleOnly finding.Code = "xer.assignment.role_only"
	// CodeZeroUnits: no units at all, which a plan cannot say: zero means one
	// full unit there.
	CodeZeroUnits finding.Code = "xer.units.zero"

	// CodeCalendarData: the text that holds the working time is broken; what
	// could be read is taken. Of a calendar that dates depend on this is an error,
	// but with Options.Tolerant.
	CodeCalendarData finding.Code = "xer.calendar.broken_data"
	// CodeHoursGuessed: a calendar without any working time gets that of the
	// usual week, Monday to Friday from 08:00 to 12:00 and 13:00 to 17:00.
	CodeHoursGuessed finding.Code = "xer.calendar.hours_guessed"
	// CodeRangesMerged: working hours of a day overlap; they are joined.
	CodeRangesMerged finding.Code = "xer.calendar.ranges_merged"

	// CodeOutline: the node of the work breakdown is its own ancestor; it moves
	// to the top level.
	CodeOutline finding.Code = "xer.wbs.repaired"
	// CodeEmptyWBS: a node of the work breakdown without activities below it is
	// kept as an inactive task.
	CodeEmptyWBS finding.Code = "xer.wbs.empty"
	// CodeWBSActivity: an activity that sums up its node of the work breakdown
	// is left out; the task of the node, in the value, shows the same. On the
	// level of the project there is no such task.
	CodeWBSActivity finding.Code = "xer.task.wbs_summary"
	// CodeStatus: the status, in the value, does not agree with the actual
	// dates; the dates count.
	CodeStatus finding.Code = "xer.task.status"
	// CodeUndated: a constraint without date is left out.
	CodeUndated finding.Code = "xer.task.constraint_undated"
	// CodeExternalDate: a date that comes from another project became a
	// constraint.
	CodeExternalDate finding.Code = "xer.task.external_date"
	// CodeExternalLost: a date that comes from another project does not count,
	// because the task has two constraints or the project ignores others.
	CodeExternalLost finding.Code = "xer.task.external_date_lost"
	// CodeRemaining: the activity has not begun, and no duration remains.
	CodeRemaining finding.Code = "xer.task.nothing_remains"
	// CodeMarkup: notes lost their formatting; the value says how many.
	CodeMarkup finding.Code = "xer.notes.markup"
)

// Codes of the notes of writing.
const (
	// CodeNotWritten: the format has no place for this; the value is what the
	// plan says, or how many things say something.
	CodeNotWritten finding.Code = "xer.write.not_written"
	// CodeChanged: written in another form, since the format does not have this
	// one; the value is what the plan says, or how many things were changed.
	CodeChanged finding.Code = "xer.write.changed"
	// CodeRenumbered: the id, which is a number in this format; the value is the
	// new one.
	CodeRenumbered finding.Code = "xer.write.renumbered"
	// CodeLeftOut: this thing cannot be written at all.
	CodeLeftOut finding.Code = "xer.write.left_out"
	// CodeCut: the text is longer than P6 takes; the value is all of it.
	CodeCut finding.Code = "xer.write.text_cut"
	// CodeCharacters: the text has characters that no value can hold; they
	// became spaces.
	CodeCharacters finding.Code = "xer.write.characters"
	// CodeReordered: the activities of a node come before the nodes in it,
	// otherwise than in the plan.
	CodeReordered finding.Code = "xer.write.reordered"
	// CodeFlattened: the calendar was written day by day for the period in the
	// value.
	CodeFlattened finding.Code = "xer.write.calendar_flattened"
	// CodeAdded: the calendar in the value was added, since P6 needs it.
	CodeAdded finding.Code = "xer.write.added"
	// CodeUTF8: the text does not fit Windows-1252, the file is in UTF-8, which
	// older versions of P6 do not read.
	CodeUTF8 finding.Code = "xer.write.utf8"
)

// Codes returns every code of this package in the order of declaration. The
// caller owns the slice.
func Codes() []finding.Code {
	return []finding.Code{
		CodeUnreadable, CodeUnknownKind, CodeRange, CodeRounded, CodeDuplicateID, CodeNoID, CodeUnknownReference, CodeNotCarried,
		CodeOtherProject, CodeNoEnd, CodeStrayLines, CodeCharsetGuessed, CodeCharset, CodeMoreNotes,
		CodeNoCurrency, CodeRateTable, CodeNonlabor, CodeRoleOnly, CodeZeroUnits,
		CodeCalendarData, CodeHoursGuessed, CodeRangesMerged,
		CodeOutline, CodeEmptyWBS, CodeWBSActivity, CodeStatus, CodeUndated, CodeExternalDate, CodeExternalLost, CodeRemaining, CodeMarkup,
		CodeNotWritten, CodeChanged, CodeRenumbered, CodeLeftOut, CodeCut, CodeCharacters, CodeReordered, CodeFlattened, CodeAdded, CodeUTF8,
	}
}
