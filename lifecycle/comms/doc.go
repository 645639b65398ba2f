// Package comms keeps people informed: who is told what, when and by whom, the
// meetings where it is talked over, and what came out of them.
//
// The agenda of a meeting, made from what is open and how the project stands:
//
//	log := comms.ActionLog(record.Minutes, record.Closings)
//	state := comms.Situation{Carried: comms.CarryOver(log, "weekly"), Risks: top}
//	agenda, err := comms.MakeAgenda(next.ID, next.Local.Date(), next.DurationMin, comms.RegularTemplate(), state)
//
// # Who is told what
//
// [DraftPlan] makes a communication plan from a responsibility matrix, so that
// every informed party has at least one entry; [Plan.Check] holds a plan
// against the matrix. [NewNotices] tells people of their tasks once for each
// version of an assignment, and [CheckNotices] finds who never took notice.
//
// # Meetings
//
// A [Series] is held by a [Cadence] in a calendar of working days and a time
// zone. Its local time stays through clock changes, what falls on a day off
// moves by a stated rule, and an occurrence keeps its id wherever it moves.
// [Series.Recurrence] states it as calendar files do. [Missed] finds meetings
// without minutes.
//
// [MakeAgenda] puts what is carried over first and shares the time exactly.
// [Minutes] hold decisions and actions and are corrected by revisions;
// [ActionLog] and [DecisionLog] are what they come to, each item with its
// origin until it is closed with a result. [ObligationsOf] is one person's view
// of it.
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
// # Delivery
//
// A [Delivery] tells a receiver what happens in all projects, from the feed of
// the log, through a [Notifier] of the host: at least once, each message with an
// id that stays, in the order of each project. What a receiver does not take
// becomes a [DeadLetter], which [Delivery.Replay] sends again.
//
//	chat := comms.Delivery{Receiver: "acme/chat", To: webhook, Messages: cards, Places: places, Trays: trays, Sleep: sleep}
//	err := comms.RunAll(ctx, log, chat, mail) // until ctx ends; a slow chat does not hold up the mail
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
