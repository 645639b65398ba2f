// Package asana reads what Asana exports and writes what Asana takes.
//
//	plan, notes, err := asana.Options{Zone: shanghai}.Decode(file)
//	if err != nil {
//		return err
//	}
//	for _, f := range asana.Findings(notes) {
//		fmt.Println(f)
//	}
//	result, err := schedule.Compute(plan, schedule.Options{})
//
// # Reading
//
// [Decode] takes the CSV file of a project's export, the CSV file of an import,
// or answers of the REST interface: tasks, sections and the project, in
// envelopes or not, alone or in lists, as many JSON values one after the other
// as there were pages and requests.
//
// Sections are summaries, subtasks are tasks in tasks; a section without tasks
// is an inactive one. Ids are the gids; where there are none, such as in an
// import, they are the row. Assignees are resources, with the e-mail address,
// else the gid or name as their id. A due date means the evening of the day,
// 17:00, a start date its morning, 08:00; neither is ever shifted by a zone.
// Moments (due_at, start_at, completed_at) become what a clock in [Options] Zone
// shows.
//
// Dates in Asana are set by people and move only by hand, so a task with dates
// is a Manual one. No duration is invented: with start and due date it is the
// working time between the two on the usual week, marked as estimated; with one
// date, or none, it is zero and estimated, with a note, and a task with one date
// stands there. A milestone has no duration. That a task is done is its actual
// finish; when it began nobody has recorded, so its start date counts as the
// actual start, or else the moment when it was finished, with a note.
//
// CSV files name parents and predecessors with commas between them. Names that
// several tasks have, or that have commas, may be read in several ways; only
// what has exactly one reading is taken, where what the other column says of the
// same link counts too. The rest is a note, and so is a Task ID that a
// spreadsheet rounded. Notes about CSV name the cell, such as J12; [Findings]
// adds how grave they are and what mends them. Dates are YYYY-MM-DD; those with
// slashes are read month first in a file with the columns of an import, and
// otherwise only when [Options] Dates says in which order.
//
// # Writing
//
// [Encode] writes the CSV that Asana imports, [Requests] the calls that make the
// same project by the REST interface, in order. Top summaries with nothing but a
// name become sections, all other tasks are tasks or subtasks. Dates are those
// of the computed schedule; a start is written only where it is another day than
// the due date, a milestone has none, and summaries take theirs from their
// tasks. Finish-to-start links are dependencies, at most 30 at a task.
//
// What Asana has no field for stands in one line at the end of the notes, the
// card: our id, durations, constraints, lags, other kinds of link, assignments,
// calendars. Reading takes it back, so that a plan survives the way through
// Asana; but what somebody changed there counts more: a moved date pins the
// task, a removed dependency is gone. Amounts of money are never written. The
// table of [Losses] says field by field what comes back.
//
// CSV texts that begin with = + - @ get an apostrophe in front, which Asana
// shows, since the file may be opened in a spreadsheet; [Options] Unguarded
// leaves them.
//
// # Sending
//
// A [Session] hands out requests one by one, or ten that do not need each other
// for [Batch], and takes the answers. The host sends them, waits when told to,
// and keeps [Session.State]:
//
//	for r, more := session.Next(); more; r, more = session.Next() {
//		answer, err := send(r) // method, path, body
//		if err != nil {
//			return err // later: asana.Resume(list, state)
//		}
//		if err := session.Done(answer); err != nil {
//			return err
//		}
//	}
//
// [Resume] goes on wherever the break was, also where a request was executed and
// its answer lost: it looks for our id before it makes anything. With a new plan
// and the zero [State] it updates an earlier export. What a plan no longer has
// is not deleted in Asana.
//
// # Bad input
//
// A file that is neither CSV with a column Name nor JSON of Asana gives one
// [*Error] with row and column or offset; wrong content gives notes. [Limits]
// bound what a hostile file can cost.
//
// Everything but a Session is safe for concurrent use; nothing is shared between
// calls.
//
// Stable: the exported names, the limits' meaning, the codes, and that cards
// written today will be read. A value that is noted as not carried today may be
// carried tomorrow.
package asana
