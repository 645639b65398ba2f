// Package mspdi reads Microsoft Project XML (MSPDI, the .xml files that
// Project 2002 to 2021 save) into a plan.
//
//	plan, notes, err := mspdi.Decode(file)
//	if err != nil {
//		return err
//	}
//	result, err := schedule.Compute(plan, schedule.Options{})
//
// # Two layers
//
// [Parse] gives a [Document]: every element as it stands, in order, known to
// this package or not. [Document.Plan] takes the inputs out of it and returns
// notes about what a plan cannot carry, what was guessed and what was
// repaired. Dates and floats that Microsoft Project computed never reach the
// plan; [Document.Stored] has them for comparison. [Decode] does the first two
// in one call.
//
// # What is taken how
//
// Ids are the UIDs of the file. The project summary (task 0) and blank rows
// are left out, as are the totals that summaries show. Of the exceptions of a
// calendar, which files often hold twice, the newer form counts. A working day
// that ends at 00:00 ends at midnight, and one that ends before it begins runs
// into the next day. Lags and delays are tenths of minutes in the file, costs
// hundredths, rates an amount per hour whatever unit Project shows them in.
// Gaps in tasks are found where the work over time of their assignments stops
// and goes on.
//
// Amounts are in the currency that the file names; files before Project 2007
// name none, see [Options.Currency].
//
// # Bad input
//
// A file that is no well-formed XML gives one [*Error] with line, column and
// element. Wrong content gives [*Faults] with all of it at once, or notes with
// [Options.Tolerant]. [Limits] bound what a hostile file can cost. The scanner
// is this package's own: it accepts what data files consist of, in UTF-8 or
// UTF-16, and refuses document types, so entities cannot expand.
//
// Everything is safe for concurrent use; nothing is shared between calls.
//
// Stable: the exported names, the limits' meaning and the codes of the notes.
// A value that is noted as not carried today may be carried tomorrow.
package mspdi
