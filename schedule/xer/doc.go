// Package xer reads and writes Primavera P6 export files (.xer).
//
//	plan, notes, err := xer.Decode(file)
//	if err != nil {
//		return err
//	}
//	result, err := schedule.Compute(plan, schedule.Options{})
//
// # Two layers
//
// [Parse] gives a [Document]: every table of the file with its fields and rows,
// known to this package or not, and the bytes to write it back as it was.
// [Document.Plan] takes the inputs of one project out of it and returns notes
// about what a plan cannot carry, what was guessed and what was repaired. Dates
// and floats that P6 computed never reach the plan; [Document.Stored] has them
// for comparison. [Decode] does the first two in one call. A file may hold many
// projects: [Document.Projects] lists them, [Options.Project] chooses one.
//
// # What is taken how
//
// The rules of the plan are those of P6 with the options of the project; a file
// without the table SCHEDOPTIONS gets retained logic, finish float and lags on
// the predecessor's calendar. Hours become seconds, rounded where they are no
// whole seconds.
//
// Activities keep their numbers as ids and their code as WBS code. Nodes of the
// work breakdown are summaries with the ids "wbs:" and their number, the root
// is the plan itself; a node without activities is an inactive task, and an
// activity that sums up its node is left out. Every activity has a calendar,
// and only a resource-dependent one looks at those of its resources. The
// planned duration is the duration; of what is in progress the remaining one
// is recorded, and of what has not begun only where it differs.
//
// Dates that links from other projects impose become constraints where there is
// room for one. Links to activities of other projects are kept as external
// ones. Nonlabor resources are work resources, assignments to a role are work
// that nobody has been found for, expenses are fixed costs. Projects of the file
// that are baselines of the one that is read become baselines of the plan.
//
// # Writing
//
// [Encode] writes a plan as one project that P6 imports and schedules. What the
// format has no word for is written as the nearest it has: a deadline as a
// second constraint, a manual start as a mandatory one, clock time as work on a
// calendar of 24 hours, a calendar with seasons day by day. Notes name all of
// that, and everything that is lost. Ids that are no numbers get one, and stand
// in a user-defined field with the label "Milepost id", from where they are read
// back; those of calendars, which have no such field, are noted.
//
// # Text
//
// Files do not name their code page. UTF-8 is recognised, Windows-1252 too; of
// texts in others, such as GBK, what is not ASCII becomes U+FFFD, with notes
// that show the bytes, since a guess would be silent rubbish. A reader that
// turns the file into UTF-8 first solves it:
//
//	xer.Decode(transform.NewReader(file, simplifiedchinese.GBK.NewDecoder()))
//
// # Bad input
//
// A file that is no XER file, or breaks off inside a row, gives one [*Error]
// with its line. Wrong content gives [*Faults] with all of it at once, or notes
// with [Options.Tolerant]. [Limits] bound what a hostile file can cost.
//
// Everything is safe for concurrent use; nothing is shared between calls.
//
// Stable: the exported names, the limits' meaning and the codes of the notes.
// A value that is noted as not carried today may be carried tomorrow.
package xer
