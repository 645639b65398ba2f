// Package comms keeps people informed: who is told what, when and by whom, the
// meetings where it is talked over, and what came out of them.
//
// A communication plan is drafted from a responsibility matrix, so that every
// informed party has at least one entry. Meetings come in series that keep to
// the working days of the project and to the local clock. An agenda is made
// from the state of the project; minutes hold decisions and actions, and what
// is open after one meeting is on the agenda of the next with its origin.
//
// # Problems, opinions, openness
//
// An [Issue] stands in the way now; what is done about it are its steps. An
// [IssueClock] holds them against limits in working time and says, to the
// second, when an issue goes to whom: across weekends, days off, make-up
// workdays and clock changes, leaving out waits that the rules name.
//
//	clock, err := comms.NewIssueClock(record.IssueRules, record.Plan.Ladders, china.In(shanghai))
//	if err != nil {
//		return err
//	}
//	for _, e := range clock.Escalations(record.Issues, now) {
//		fmt.Println(e.Issue, "goes to", e.To.ID, "since", e.At)
//	}
//
// [Feedback] comes with its reply and what came of it. A [Survey] shows results
// of groups that are large enough, and no group from which a smaller one could
// be computed; the answers are in a [Box] of their own.
//
// A [Policy] says which audience sees which kind of record, and denies what it
// does not grant. A [Digest] is the exact difference of two views of the
// project, of what the audience may see; digests in a row compose. [ViewOf]
// makes a view of a state of the lifecycle, such as one as of a moment. [Facts]
// sums up how the communication is, for gates and for diagnosis.
//
// # Findings
//
// Every check returns findings with stable codes; words in a language come from
// package report/phrase. All types are plain values, safe for concurrent use as
// long as nobody writes to their slices; no function changes its input.
// Nothing here reads a clock, a time zone database or a file: dates, instants
// and locations are arguments.
//
// Stable: the exported names, the JSON form and the codes of the findings.
package comms
