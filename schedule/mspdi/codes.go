package mspdi

import "github.com/milepost-go/milepost/lifecycle/finding"

// Codes of the notes that reading and writing return as reasons.
const (
	// CodeUnreadable: the value is not of its type. Only with Options.Tolerant;
	// otherwise it is an error.
	CodeUnreadable finding.Code = "mspdi.value.unreadable"
	// CodeDuplicateID: a second thing of the same UID. The first one stays.
	CodeDuplicateID finding.Code = "mspdi.id.duplicate"
	// CodeNoID: a thing without UID is left out.
	CodeNoID finding.Code = "mspdi.id.missing"
	// CodeUnknownReference: the UID names nothing in the file; the reference,
	// or the link or assignment that needs it, is left out.
	CodeUnknownReference finding.Code = "mspdi.reference.unknown"
	// CodeOutlineRepaired: the outline level skips a level or is missing.
	CodeOutlineRepaired finding.Code = "mspdi.outline.repaired"
	// CodeEmptySummary: marked as a summary, but without subtasks; taken as an
	// ordinary task.
	CodeEmptySummary finding.Code = "mspdi.task.summary_without_subtasks"
	// CodeSubproject: stands for another file, which is not read.
	CodeSubproject finding.Code = "mspdi.task.subproject_not_read"
	// CodeTextInstead: a manual task has a text where its date or duration
	// should be.
	CodeTextInstead finding.Code = "mspdi.task.text_instead_of_value"
	// CodeOutsideGuessed: a link comes from another file. What it asks for is
	// taken from the stored date of its successor.
	CodeOutsideGuessed finding.Code = "mspdi.link.outside_guessed"
	// CodeSplitLost: the task is interrupted, but its calendar has faults or its
	// start was not computed, so the gap cannot be measured.
	CodeSplitLost finding.Code = "mspdi.task.split_lost"
	// CodeUnknownKind: a number that stands for a kind this package does not
	// know; the usual kind is taken.
	CodeUnknownKind finding.Code = "mspdi.value.unknown_kind"
	// CodeRange: the number is out of its range; it is cut to the nearest that
	// is allowed.
	CodeRange finding.Code = "mspdi.value.out_of_range"
	// CodeZone: a date with a zone, which this format does not have; the date is
	// taken as it stands, without it.
	CodeZone finding.Code = "mspdi.value.zone_dropped"
	// CodeHoursGuessed: a working day without hours gets those of the usual
	// day, 08:00 to 12:00 and 13:00 to 17:00.
	CodeHoursGuessed finding.Code = "mspdi.calendar.hours_guessed"
	// CodeNoPeriod: an exception or a work week without dates is left out.
	CodeNoPeriod finding.Code = "mspdi.calendar.no_period"
	// CodeZeroUnits: no units at all, which a plan cannot say: zero means one
	// full unit there.
	CodeZeroUnits finding.Code = "mspdi.units.zero"
	// CodeNoCurrency: the file names no currency, or none that can be used;
	// its amounts are in Options.Currency.
	CodeNoCurrency finding.Code = "mspdi.money.no_currency"
	// CodeRateTable: rates that change over time; the one of the resource
	// itself is taken.
	CodeRateTable finding.Code = "mspdi.resource.rate_table"
	// CodeAvailability: units that change over time; those of the resource
	// itself are taken.
	CodeAvailability finding.Code = "mspdi.resource.availability_table"
	// CodeBudget: budget resources and their assignments are left out.
	CodeBudget finding.Code = "mspdi.resource.budget"
	// CodeNotCarried: the plan has no place for this element; the value says how
	// many there are.
	CodeNotCarried finding.Code = "mspdi.element.not_carried"
	// CodePlaceholder: a manual task without any date is taken as an automatic
	// one.
	CodePlaceholder finding.Code = "mspdi.task.manual_without_dates"
	// CodeNamespace: the namespace is not that of Microsoft Project.
	CodeNamespace finding.Code = "mspdi.file.namespace"
	// CodeMoreNotes: there were more notes than the limit.
	CodeMoreNotes finding.Code = "mspdi.file.more_notes"
)

// Codes of the notes that only writing returns.
const (
	// CodeNotWritten: the format has no place for the value; it is left out.
	CodeNotWritten finding.Code = "mspdi.write.left_out"
	// CodeNearest: the format cannot say the value exactly; the nearest that it
	// can say is written.
	CodeNearest finding.Code = "mspdi.write.nearest"
	// CodeFilledIn: the plan leaves the value open, other programs need it; it
	// is written as computed and will be read as given.
	CodeFilledIn finding.Code = "mspdi.write.filled_in"
	// CodeNotComputed: the plan cannot be computed; only its inputs are written.
	CodeNotComputed finding.Code = "mspdi.write.not_computed"
	// CodeNoResult: the result that was given does not have the task; its dates
	// are left out.
	CodeNoResult finding.Code = "mspdi.write.no_result"
	// CodeReordered: the tasks do not stand in the order of their outline; they
	// are written in it.
	CodeReordered finding.Code = "mspdi.write.reordered"
	// CodeIDReplaced: an id that the format cannot keep; the number that stands
	// for it is the value.
	CodeIDReplaced finding.Code = "mspdi.id.replaced"
	// CodeOutsideLink: a link to a task of another project. The plan does not
	// know its file, so other programs cannot follow it.
	CodeOutsideLink finding.Code = "mspdi.link.outside"
	// CodeOtherCurrency: an amount in another currency than the others; a file
	// has one. It is left out.
	CodeOtherCurrency finding.Code = "mspdi.money.other_currency"
	// CodeTextCleaned: characters that XML cannot hold are left out; the value
	// is what remains.
	CodeTextCleaned finding.Code = "mspdi.text.cleaned"
	// CodeTextCut: the text is longer than the format allows, 512 characters; it
	// is cut there.
	CodeTextCut finding.Code = "mspdi.text.cut"
	// CodeTextLong: the text is written whole, but Microsoft Project keeps only
	// 255 characters of it.
	CodeTextLong finding.Code = "mspdi.text.long"
	// CodeDateRange: the date is written, but Microsoft Project takes only those
	// of the years 1984 to 2149.
	CodeDateRange finding.Code = "mspdi.date.out_of_range"
	// CodeResourceName: a comma or a bracket in the name of a resource, which
	// Microsoft Project replaces when it opens the file.
	CodeResourceName finding.Code = "mspdi.resource.name_characters"
	// CodeFlattened: a calendar that projects or tasks work on cannot have a
	// base; it is written with the times of its bases.
	CodeFlattened finding.Code = "mspdi.calendar.flattened"
	// CodeNameMade: a calendar without a name of its own gets one, the value.
	CodeNameMade finding.Code = "mspdi.calendar.name_made"
	// CodeTooManyRanges: more than five working times on one day; the first five
	// are written.
	CodeTooManyRanges finding.Code = "mspdi.calendar.too_many_ranges"
	// CodeOverMidnight: hours that run past midnight. They are written and read
	// back, but Microsoft Project wants hours within one day.
	CodeOverMidnight finding.Code = "mspdi.calendar.over_midnight"
	// CodeRowsMade: the gaps of the task are carried by rows of work over time
	// that were made from them; the value says how many gaps.
	CodeRowsMade finding.Code = "mspdi.task.rows_made"
	// CodeRowsDropped: rows of work over time that say gaps which the task does
	// not have, or that have no length, are left out.
	CodeRowsDropped finding.Code = "mspdi.task.rows_dropped"
)

// Codes returns every code of this package in the order of declaration. The
// caller owns the slice.
func Codes() []finding.Code {
	return []finding.Code{
		CodeUnreadable, CodeDuplicateID, CodeNoID, CodeUnknownReference, CodeOutlineRepaired, CodeEmptySummary,
		CodeSubproject, CodeTextInstead, CodeOutsideGuessed, CodeSplitLost, CodeUnknownKind, CodeRange, CodeZone, CodeHoursGuessed,
		CodeNoPeriod, CodeZeroUnits, CodeNoCurrency, CodeRateTable, CodeAvailability, CodeBudget, CodeNotCarried,
		CodePlaceholder, CodeNamespace,
		CodeMoreNotes,
		CodeNotWritten, CodeNearest, CodeFilledIn, CodeNotComputed, CodeNoResult, CodeReordered, CodeIDReplaced,
		CodeOutsideLink, CodeOtherCurrency, CodeTextCleaned, CodeTextCut, CodeTextLong, CodeDateRange, CodeResourceName,
		CodeFlattened, CodeNameMade, CodeTooManyRanges, CodeOverMidnight, CodeRowsMade, CodeRowsDropped,
	}
}
