// Package trello reads boards of Trello as plans and writes plans as boards.
//
//	plan, notes, err := trello.Options{Zone: shanghai}.Decode(file)
//	if err != nil {
//		return err
//	}
//	result, err := schedule.Compute(plan, schedule.Options{})
//
// It reads the export of a board or of a card of any age, and the answers of
// Trello's API: boards, cards, lists, checklists, custom fields, members,
// labels, actions and the messages of webhooks.
//
// # Two layers
//
// [Parse] gives a [Document] with the [Board] as it stands, unknown parts
// included. [Document.Plan] takes a plan out of it, with notes about all that
// was lost, guessed or odd. [Decode] does both. The other way, [Options.Board]
// makes a board of a plan, [Board.JSON] writes it in the shape of an export, and
// [Encode] does both.
//
// # What is taken how
//
// Lists are summaries, unless the [Mapping] says that they are states or not
// of interest. Cards are tasks. The items of an only checklist are tasks below
// the card; of several, each checklist stands between. Members are resources,
// those who are on a card are assigned to its task; who left the board is known
// from the actions.
//
// Trello keeps instants; they become what clocks show in [Options.Zone]. A card
// with start and due date is a task fixed to both. A due date alone is a
// deadline, a start date alone a constraint not to start earlier. A card without
// dates has none in the plan, and a duration only where a block or custom field
// states one: no length is ever guessed. A card that is done has 100 %, and
// actual dates as far as the card or the actions of the file tell them. An
// archived card that is not done is inactive.
//
// Labels, attachments, comments and other custom fields stand behind the
// description in the notes of the task, in a fenced part of which each line
// says one of them; they go back from there when the plan is written.
//
// # What Trello has no field for
//
// Our ids, durations, links, constraints, exact progress and the like stand in
// a block at the end of a description, which people may also write by hand:
//
//	```milepost
//	id: dig
//	duration: 3d
//	after: survey FS +1d
//	progress: 40%
//	```
//
// With [Options.InFields] ids, durations, predecessors and progress stand in
// custom fields too, under the names of [Fields], and those win. What Trello
// itself shows wins over both: name, list, dates, done, members.
//
// [NotCarried] lists the fields of a plan that do not come back. The order of
// links and assignments does not either.
//
// # Sending a plan to Trello
//
// Trello imports no files. [Options.Requests] compares a plan with the board as
// it is now and returns the requests that are missing, in order; the host sends
// them and hands the answers to a [Session]. When anything breaks, even after a
// request whose answer was lost, read the board again and ask for requests
// again: things of ours are found by the id in their block, so nothing is made
// twice and the board ends the same. See [Session] for the program.
//
// # Bad input
//
// A file that is not JSON, or over one of the [Limits], gives one [*Error] with
// its byte. Odd content gives notes with the JSON pointer of the value, and the
// rest is read.
//
// Everything is safe for concurrent use but a Session; nothing is shared
// between calls.
//
// Stable: the exported names, the limits' meaning, the codes of the notes, the
// lines of blocks and the ids that are derived. A value that is noted as not
// carried today may be carried tomorrow.
package trello
