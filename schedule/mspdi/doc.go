// Package mspdi reads and writes Microsoft Project XML (MSPDI, the .xml files
// that Project 2002 to 2021 save).
//
//	plan, notes, err := mspdi.Decode(file)
//	if err != nil {
//		return err
//	}
//	plan.Tasks[0].Duration.Length = 16 * calendar.Hour
//	result, err := schedule.Compute(plan, schedule.Options{})
//	if err != nil {
//		return err
//	}
//	notes, err = mspdi.Encoder{Result: result}.Encode(other, plan)
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
// Ids are the UIDs of the file, or those that things had before they were
// written, see below. The project summary (task 0) and blank rows
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
// # Writing
//
// [Encode] writes a plan as a new file, [Encoder.Update] a document that was
// read, with what the plan says now and all that this package does not know in
// its place. Both write the form of Project 2010 to 2021 in the order of its
// schema, equal bytes for equal plans, and note what the format cannot say:
// the mandatory constraints, second constraints and scheduling rules of
// Primavera P6, above all. The one form that the published schema does not have
// but Project writes is that of hours in a work week.
//
// Dates and floats are written too, since most other programs show them
// without computing; Project computes them again. What Project needs and a plan
// does not have is made when writing and left out when reading: the standard
// calendar of a project that names none, the calendar of its own that each
// resource has in Project, the work by nobody that carries gaps and progress of
// a task without assignments. Each is known by its GUID and counts as soon as
// somebody changes it.
//
// Ids that are no numbers stand in the field Text30, or one of those before it
// that is free, under the name "Milepost id"; they are read back from there.
// Calendars have no such field, their ids become numbers, with a note.
//
// # Concurrency and stability
//
// Everything is safe for concurrent use; nothing is shared between calls.
//
// Stable: the exported names, the limits' meaning, the codes of the notes, the
// name of the field for ids and the GUIDs of what is made. A value that is
// noted as not carried today may be carried tomorrow.
package mspdi
